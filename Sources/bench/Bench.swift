import CSV
import Foundation

/// `bench [ROWS]`: reads a rent ledger and a tenant file in turns with the peer, then links invented persons beside
/// another, and prints what each took.
///
/// The goals are ratios within one run, so that they hold on any machine; ten million rows are those of the goals (some
/// 890 MB). Each figure is the best of some runs, the runs that are compared taking turns: what else the machine does then
/// weighs on both alike, save on the wall time of two workers, which wants two free cores.
@main
struct Bench {
  private let files: Files
  private let peer: Peer?

  static func main() async throws {
    let rows = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 2_000_000
    let folder = FileManager.default.temporaryDirectory.appending(path: "bench-csv-\(rows)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let bench = Bench(files: try Files(folder, rows: rows), peer: Peer())
    defer { bench.peer?.stop() }
    let size = bench.files.size(bench.files.ledger) / 1_000_000
    print("\(rows) écritures, \(size) Mo ; \(bench.peer?.version ?? "DuckDB absent : ses chiffres sont omis")")
    try await bench.table()
    try LinkBench(households: max(100, rows / 100), in: folder).run()
  }

  private func table() async throws {
    say("", "nous", "pair", "rapport", "but")
    try await compare("Σ solde par bailleur et mois", 0.35, Peer.sum(Peer.ledger(files.ledger))) {
      try Jobs.groupedSum(files.ledger)
    }
    try await compare("8 colonnes typées, UTF-8 prouvé", 0.5, Peer.typed(Peer.ledger(files.ledger))) {
      try await Jobs.ledger(files.ledger, workers: 1)
    }
    try await compare("locataires, 40 colonnes typées", 0.5, Peer.everyTenant(Peer.tenants(files.tenants))) {
      try await Jobs.tenants(files.tenants)
    }
    let encodings = try await turns(
      { try await Jobs.ledger(files.windows, workers: 1) },
      { try await Jobs.ledger(files.ledger, workers: 1) }
    )
    say("windows-1252 (nous) et UTF-8 (pair)", encodings[0].cpu, encodings[1].cpu, goal: 1.15)
    try await cores()
    try await memory()
  }

  /// CPU seconds of the job beside those of the peer's query.
  private func compare(_ name: String, _ goal: Double, _ query: String, _ job: () async throws -> Int) async throws {
    var (ours, theirs): (Double, Double?) = (.infinity, nil)
    for _ in 0..<5 {
      ours = min(ours, try await Cost.of(job).cpu)
      if let found = peer?.seconds(query) { theirs = min(theirs ?? .infinity, found) }
    }
    say(name, ours, theirs, goal: goal)
  }

  /// The whole job, from the opening on, by one worker and by two.
  private func cores() async throws {
    guard ProcessInfo.processInfo.activeProcessorCount > 1 else {
      return print("un seul cœur : deux ne sont pas mesurés")
    }
    let costs = try await turns(
      { try await Jobs.ledger(files.ledger, workers: 1) },
      { try await Jobs.ledger(files.ledger, workers: 2) }
    )
    let (one, two) = (costs[0], costs[1])
    say(
      "un cœur, puis deux : secondes écoulées",
      one.wall.seconds,
      two.wall.seconds,
      "× " + (one.wall / two.wall).ratio,
      "≥ × 1,7"
    )
    say(
      "un cœur, puis deux : secondes de calcul",
      one.cpu.seconds,
      two.cpu.seconds,
      "× " + (two.cpu / one.cpu).ratio,
      ""
    )
  }

  /// The most anonymous memory held at a time while two workers read everything.
  private func memory() async throws {
    let meter = MemoryMeter()
    _ = try await Jobs.ledger(files.ledger, workers: 2)
    _ = try await Jobs.tenants(files.tenants)
    _ = try Jobs.groupedSum(files.ledger)
    say("mémoire anonyme au plus", "\(meter.peak()) Mo", "", "", "≤ 64 Mo")
  }

  /// The least that each job costs, in turns.
  private func turns(_ jobs: (() async throws -> Int)...) async throws -> [Cost] {
    var costs = jobs.map { _ in Cost.most }
    for _ in 0..<7 {
      for (place, job) in jobs.enumerated() { costs[place].lower(to: try await Cost.of(job)) }
    }
    return costs
  }

  private func say(_ name: String, _ ours: Double, _ theirs: Double?, goal: Double) {
    say(name, ours.seconds, theirs?.seconds ?? "—", theirs.map { (ours / $0).ratio } ?? "—", "≤ \(goal.ratio)")
  }

  private func say(_ name: String, _ ours: String, _ theirs: String, _ ratio: String, _ goal: String) {
    let cells = [ours, theirs, ratio, goal].map { String(repeating: " ", count: max(1, 10 - $0.count)) + $0 }
    print(name + String(repeating: " ", count: max(1, 42 - name.count)) + cells.joined())
  }
}

/// Seconds that a job took.
struct Cost {
  /// Of this process on all cores.
  private(set) var cpu: Double
  /// From start to end.
  private(set) var wall: Double

  static let most = Cost(cpu: .infinity, wall: .infinity)

  static func of(_ job: () async throws -> Int) async throws -> Cost {
    let (start, ticks) = (ContinuousClock.now, clock())
    // Used, so that the job is not left out.
    guard try await job() != .min else { return most }
    return Cost(
      cpu: Double(clock() - ticks) / Double(CLOCKS_PER_SEC),
      wall: (ContinuousClock.now - start) / .seconds(1)
    )
  }

  mutating func lower(to other: Cost) { (cpu, wall) = (min(cpu, other.cpu), min(wall, other.wall)) }
}

extension Double {
  fileprivate var seconds: String { french(digits: 3) }
  fileprivate var ratio: String { french(digits: 2) }

  private func french(digits: Int) -> String { String(format: "%.\(digits)f", self).replacing(".", with: ",") }
}
