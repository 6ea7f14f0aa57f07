import CSV
import Foundation
import Synchronization

/// What is measured; each job returns a number that depends on all that it read.
enum Jobs {
  /// The balances of a ledger by landlord and month: three columns of eight, the dialect alone to be found.
  static func groupedSum(_ path: String) throws -> Int {
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
    return sums.reduce(0, &+)
  }

  /// All eight columns of a ledger typed, its encoding proved.
  static func ledger(_ path: String, workers: Int) async throws -> Int {
    let scan = try await TableScan(MappedFile(path), workers: workers)
    let encoding = scan.encodingGuess.encoding
    let chunks = await scan.reduce(workers: workers, into: { LedgerColumns(encoding: encoding) }, { $0.add($1) })
    return chunks.values.reduce(0) { $0 &+ $1.sum }
  }

  /// All forty columns of a tenant file typed, its encoding proved.
  static func tenants(_ path: String) async throws -> Int {
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
    return sum
  }
}

/// The columns of one chunk of a ledger: distinct texts numbered, keys hashed, days and centimes added up.
fileprivate struct LedgerColumns {
  private var landlord: TextColumn
  private var month: TextColumn
  private var code: TextColumn
  private var label: TextColumn
  private(set) var sum = 0

  init(encoding: TextEncoding) {
    let empty = TextColumn(encoding: encoding)
    (landlord, month, code, label) = (empty, empty, empty, empty)
  }

  mutating func add(_ row: Row) {
    sum &+= landlord.code(of: row, 0) &+ month.code(of: row, 3) &+ code.code(of: row, 5) &+ label.code(of: row, 6)
    sum &+= Int(truncatingIfNeeded: row.hash(1) &+ row.hash(2)) &+ Int(row.day(4) ?? 0) &+ (row.cents(7) ?? 0)
  }
}

/// Looks every few milliseconds at the resident memory that no file backs.
final class MemoryMeter: Sendable {
  private let state = Mutex((peak: 0, isOver: false))

  init() {
    Thread.detachNewThread { [self] in
      while !state.withLock(\.isOver) {
        note()
        usleep(5_000)
      }
    }
  }

  /// Ends the watch; megabytes.
  func peak() -> Int {
    note()
    return state.withLock { state in
      state.isOver = true
      return state.peak / 1024
    }
  }

  private func note() {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon") }
    let kilobytes = line?.split(separator: " ").compactMap { Int($0) }.first ?? 0
    state.withLock { $0.peak = max($0.peak, kilobytes) }
  }
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
