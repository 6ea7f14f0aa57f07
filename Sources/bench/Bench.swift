import CSV
import Foundation

/// `bench [ROWS]`: reads a rent ledger and a tenant file in turns with the peer, and prints CPU seconds.
///
/// The goals are ratios to the peer, measured in the same run; ten million rows are those of the goals (some 890 MB).
@main
struct Bench {
  static func main() async throws {
    let rows = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 2_000_000
    let folder = FileManager.default.temporaryDirectory.appending(path: "bench-csv-\(rows)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try Files(folder, rows: rows)
    let peer = Peer()
    defer { peer?.stop() }
    print(
      "\(rows) écritures, \(files.size(files.ledger) >> 20) Mo ; \(peer?.version ?? "DuckDB absent : ses chiffres sont omis")"
    )
    print("mesure".padded(46) + "nous".padded(9) + "pair".padded(9) + "rapport".padded(9) + "but")
    compare("Σ solde par bailleur et mois", goal: 0.35, peer, Peer.ledger(files.ledger), Peer.sum) {
      try groupedSum(files.ledger)
    }
    compare("8 colonnes typées, UTF-8 prouvé", goal: 0.5, peer, Peer.ledger(files.ledger), Peer.typed) {
      try allTyped(files.ledger)
    }
    compare("locataires, 40 colonnes typées", goal: 0.5, peer, Peer.tenants(files.tenants), Peer.everyTenant) {
      try tenantsTyped(files.tenants)
    }
    let unicode = best { try allTyped(files.ledger) }
    let windows = best { try allTyped(files.windows) }
    say("windows-1252 rapporté à UTF-8", windows, unicode, goal: 1.15)
    print("mémoire anonyme au plus".padded(46) + "\(anonymousPeak) Mo (but : 64)")
    try await cores(files.ledger)
  }

  /// Best of three runs, in turns with the peer's.
  private static func compare(
    _ name: String,
    goal: Double,
    _ peer: Peer?,
    _ table: String,
    _ query: (String) -> String,
    _ work: () throws -> Void
  ) {
    var (ours, theirs): (Double, Double?) = (.infinity, nil)
    for _ in 0..<3 {
      ours = min(ours, seconds(work))
      if let found = peer?.seconds(query(table)) { theirs = min(theirs ?? .infinity, found) }
    }
    say(name, ours, theirs, goal: goal)
  }

  private static func say(_ name: String, _ ours: Double, _ theirs: Double?, goal: Double) {
    let ratio = theirs.map { String(format: "%.2f", ours / $0) } ?? "—"
    let other = theirs.map { String(format: "%.3f", $0) } ?? "—"
    print(name.padded(46) + String(format: "%.3f", ours).padded(9) + other.padded(9) + ratio.padded(9) + "≤ \(goal)")
  }

  /// Wall time of one task and of two.
  private static func cores(_ path: String) async throws {
    guard ProcessInfo.processInfo.activeProcessorCount > 1 else {
      return print("un seul cœur : deux ne sont pas mesurés")
    }
    let scan = try TableScan(MappedFile(path))
    var times = [Double.infinity, .infinity]
    for _ in 0..<5 {
      for chunks in 1...2 {
        let start = ContinuousClock.now
        let parts = await scan.reduce(chunks: chunks, into: { 0 }, { $0 &+= ($1.cents(7) ?? 0) &+ Int($1.day(4) ?? 0) })
        held &+= parts.values.reduce(0, &+)
        times[chunks - 1] = min(times[chunks - 1], (ContinuousClock.now - start) / .seconds(1))
      }
    }
    print("deux cœurs rapportés à un".padded(46) + String(format: "× %.2f (but : 1,7)", times[0] / times[1]))
  }
}

extension Bench {
  /// Keeps the work from being optimised away.
  nonisolated(unsafe) static var held = 0
  nonisolated(unsafe) static var anonymousPeak = 0

  private static func groupedSum(_ path: String) throws {
    var forced = Forced(encoding: "utf-8")
    forced.isEncodingTrusted = true
    let scan = try TableScan(MappedFile(path), forced: forced)
    var sums: [Int] = []
    scan.forEachBatch(of: [ColumnRequest(0, .text), ColumnRequest(3, .text), ColumnRequest(7, .cents)]) { batch in
      for index in 0..<batch.count {
        let key = batch.columns[0][index] << 8 | batch.columns[1][index]
        if key >= sums.count { sums += [Int](repeating: 0, count: key + 1 - sums.count) }
        sums[key] += max(batch.columns[2][index], -1 << 40)
      }
    }
    held &+= sums.reduce(0, &+)
    noteMemory()
  }

  private static func allTyped(_ path: String) throws {
    let scan = try TableScan(MappedFile(path))
    var texts = [0, 3, 5, 6].map { ($0, TextColumn(encoding: scan.encodingGuess.encoding)) }
    var sum = 0
    scan.forEachRow { row in
      for place in texts.indices { sum &+= texts[place].1.code(of: row, texts[place].0) }
      sum &+= Int(truncatingIfNeeded: row.hash(1) &+ row.hash(2)) &+ Int(row.day(4) ?? 0) &+ (row.cents(7) ?? 0)
    }
    held &+= sum
    noteMemory()
  }

  private static func tenantsTyped(_ path: String) throws {
    let scan = try TableScan(MappedFile(path))
    var sum = 0
    scan.forEachRow { row in
      for column in 0..<row.count {
        switch column {
        case 5...16: sum &+= row.cents(column) ?? 0
        case 4, 32, 33: sum &+= Int(row.day(column) ?? 0)
        default: sum &+= Int(truncatingIfNeeded: row.hash(column))
        }
      }
    }
    held &+= sum
    noteMemory()
  }

  private static func best(_ work: () throws -> Void) -> Double { (0..<3).map { _ in seconds(work) }.min() ?? 0 }

  /// CPU seconds of this process for the work.
  private static func seconds(_ work: () throws -> Void) -> Double {
    let start = clock()
    try? work()
    return Double(clock() - start) / Double(CLOCKS_PER_SEC)
  }

  /// Resident memory that no file backs, in megabytes.
  private static func noteMemory() {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon") }
    let kilobytes = line?.split(separator: " ").compactMap { Int($0) }.first ?? 0
    anonymousPeak = max(anonymousPeak, kilobytes / 1024)
  }
}

extension Peer {
  static func sum(_ table: String) -> String { "select bailleur, periode, sum(solde) from \(table) group by 1, 2" }
  static func typed(_ table: String) -> String {
    "select count(bailleur), count(contrat), count(lot), count(periode), max(jour), count(code), max(length(libelle)), sum(solde) from \(table)"
  }
  static func everyTenant(_ table: String) -> String {
    "select "
      + (0..<40).map { Generator.tenantAmounts.contains($0) ? "sum(c\($0))" : "max(c\($0))" }.joined(separator: ", ")
      + " from \(table)"
  }
}

/// The generated files.
struct Files {
  let ledger: String
  let windows: String
  let tenants: String

  init(_ folder: URL, rows: Int) throws {
    ledger = folder.appending(path: "ledger.csv").path
    windows = folder.appending(path: "ledger-1252.csv").path
    tenants = folder.appending(path: "tenants.csv").path
    try Generator.write(ledger, rows: rows, heading: Generator.ledgerHeading) { generator, _ in generator.ledgerRow() }
    try Generator.write(windows, rows: rows, windows: true, heading: Generator.ledgerHeading) { generator, _ in
      generator.ledgerRow()
    }
    try Generator.write(tenants, rows: max(1, rows / 10), heading: Generator.tenantHeading) { $0.tenantRow($1) }
  }

  func size(_ path: String) -> Int { (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0 }
}

/// A file seen in place: its memory is the system's cache, none is taken.
struct MappedFile: ByteSource {
  private let data: Data

  init(_ path: String) throws { data = try Data(contentsOf: URL(filePath: path), options: .alwaysMapped) }

  func withBytes<Result, Failure: Error>(
    _ body: (borrowing Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(data.span)
  }
}

extension String {
  fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: Swift.max(1, width - count)) }
}
