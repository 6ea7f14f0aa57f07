import Foundation

/// `bench [SHARE]`: runs `fiches rapport` on invented campaigns, in turns with what a data team would run instead, then
/// links invented persons beside another tool.
///
/// Whole processes, start included; ratios within one run hold on any machine. A national year has 700 projects, 100,000
/// households, 5 million tenants and 65 million writings: `SHARE` is the part of it that is generated, a hundredth by
/// default, a tenth (1.2 GB) where the goals are read.
@main
struct Bench {
  private let folder: URL
  private let program: String
  private let python: String

  static func main() throws {
    let part = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 100
    let folder = FileManager.default.temporaryDirectory.appending(path: "bench-fiches-\(part)")
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let built = URL(filePath: CommandLine.arguments[0]).absoluteURL.deletingLastPathComponent()
    let bench = Bench(
      folder: folder,
      program: built.appending(path: "fiches").path,
      python: ProcessInfo.processInfo.environment["BENCH_PYTHON"] ?? "python3"
    )
    try bench.compare(
      "un grand livre : 1 projet, 20 ménages",
      NationalCampaign(projects: 1, households: 20, tenants: 2_000_000 / part, writings: 200_000_000 / part)
    )
    try bench.compare(
      "1/\(part) du programme national",
      NationalCampaign(
        projects: max(1, 700 / part),
        households: 100_000 / part,
        tenants: 5_000_000 / part,
        writings: 65_000_000 / part
      )
    )
    try LinkBench(households: 2_000_000 / part, in: folder, program: bench.program, python: bench.python).run()
  }

  /// All fiches of a campaign beside five indicators by DuckDB, then by DuckDB and Splink, three times in turns.
  private func compare(_ name: String, _ campaign: NationalCampaign) throws {
    let input = folder.appending(path: "campagne")
    var campaign = campaign
    try campaign.write(to: input)
    defer { try? FileManager.default.removeItem(at: input) }
    print("\n\(name), \(campaign.tenants) locataires, \(campaign.writings) écritures ; processus entiers")
    let own = FileManager.default.currentDirectoryPath
    let entrants: [(name: String, command: [String])] = [
      (
        "nous, toutes les fiches",
        [
          program, "rapport", "--entree", input.path, "--sortie", folder.appending(path: "sortie").path, "--modeles",
          own + "/templates",
        ]
      ),
      ("DuckDB, cinq indicateurs", [python, "-c", Peers.duckdb, input.path]),
      ("DuckDB et Splink, cinq indicateurs", [python, "-c", Peers.splink, input.path]),
    ]
    var best: [Cost?] = entrants.map { _ in nil }
    for _ in 0..<3 {
      for (place, entrant) in entrants.enumerated() {
        guard let cost = Cost.of(entrant.command, in: folder) else { continue }
        if cost.cpu < best[place]?.cpu ?? .infinity { best[place] = cost }
      }
    }
    for (entrant, cost) in zip(entrants, best) { say(entrant.name, cost, beside: best[0]) }
  }

  private func say(_ name: String, _ cost: Cost?, beside ours: Cost?) {
    let title = name + String(repeating: " ", count: max(1, 38 - name.count))
    guard let cost else { return print(title + "absent ou en échec (BENCH_PYTHON=python d'un environnement qui l'a)") }
    let ratio = ours.map { String(format: "%.2f", $0.cpu / cost.cpu) } ?? "—"
    print(title + String(format: "%7.2f s CPU %7.2f s %6d Mo   nous / lui ", cost.cpu, cost.wall, cost.memory) + ratio)
  }
}
