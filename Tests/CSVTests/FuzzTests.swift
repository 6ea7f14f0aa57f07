import Foundation
import TestSupport
import Testing

@testable import CSV

/// What must hold whatever the bytes are.
///
/// `FUZZ_SECONDS=60 swift test --filter FuzzTests` looks for bytes that break it, from the files of `Corpus/`; a file that
/// did is added there, and is held by every run of the tests thereafter.
@Suite struct FuzzTests {
  private static let corpus: [URL] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpus")
    let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return (files ?? []).sorted { $0.path < $1.path }
  }()

  @Test(arguments: corpus)
  func `files that broke a reader once are read`(file: URL) throws { try check([UInt8](Data(contentsOf: file))) }

  @Test func `a few random changes of the corpus are read`() throws {
    try fuzz(rounds: 300, seconds: 1e6, seed: 1)
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["FUZZ_SECONDS"] != nil))
  func `random changes of the corpus are read for as long as asked`() throws {
    let seconds = ProcessInfo.processInfo.environment["FUZZ_SECONDS"].flatMap(Double.init) ?? 60
    let seed = UInt64.random(in: 0..<1_000_000)
    print("graine \(seed)")
    try fuzz(rounds: .max, seconds: seconds, seed: seed)
  }

  private func fuzz(rounds: Int, seconds: Double, seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let files = try Self.corpus.map { try [UInt8](Data(contentsOf: $0)) }
    let start = ContinuousClock.now
    for _ in 0..<rounds {
      guard ContinuousClock.now - start < .seconds(seconds) else { return }
      let bytes = Self.changed(files, using: &random)
      check(bytes)
    }
  }

  /// One file, or the heads and tails of two, with a few bytes changed.
  private static func changed(_ files: [[UInt8]], using random: inout SplitMix64) -> [UInt8] {
    let signs = Array(";,\t|\"'\\\r\n\0 \u{1a}a1é=-".utf8) + [0xff, 0xfe, 0xef, 0xbb, 0xbf, 0x82, 0xe9]
    var bytes = files.randomElement(using: &random) ?? []
    if Bool.random(using: &random), let other = files.randomElement(using: &random) {
      bytes =
        bytes.prefix(Int.random(in: 0...bytes.count, using: &random))
        + other.suffix(Int.random(in: 0...other.count, using: &random))
    }
    for _ in 0..<Int.random(in: 0...8, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      let sign = signs.randomElement(using: &random) ?? 0
      switch Int.random(in: 0...3, using: &random) {
      case 0: bytes.insert(sign, at: place)
      case 1 where place < bytes.count: bytes[place] = sign
      case 2 where place < bytes.count: bytes.remove(at: place)
      default: bytes.insert(contentsOf: bytes.prefix(place).suffix(12), at: place)
      }
    }
    return bytes
  }

  private func check(_ bytes: [UInt8]) {
    let comment = Comment(rawValue: "octets : \(bytes.prefix(600))")
    let sheet = Sheet(bytes)
    var (lines, table): ([Int], [[String]]) = ([], [])
    sheet.forEachRow { row in
      lines.append(row.line)
      table.append((0..<row.count).map(row.text))
    }
    #expect(lines.count == sheet.rowCount, comment)
    // Each line is a row or outside, never both, in order.
    let outside = sheet.outside.map(\.line)
    #expect(lines == lines.sorted() && Set(lines).count == lines.count, comment)
    #expect(outside == outside.sorted() && Set(outside).isDisjoint(with: lines), comment)
    fastAgreesWithCareful(bytes, sheet.dialect, comment)
    writtenIsRead(table, comment)
    _ = Normalised(bytes)
    _ = SniffReport(bytes).json(path: "")
  }

  private func fastAgreesWithCareful(_ bytes: [UInt8], _ dialect: Dialect, _ comment: Comment) {
    ByteView.over(bytes.span) { view in
      let careful = CarefulReader(bytes: view, dialect: dialect, limit: view.endIndex, width: 3)
      var scanner = RowScanner(view, dialect: dialect, from: 0, to: view.endIndex, width: 3)
      var position = 0
      while scanner.next() {
        let row = careful.row(at: position)
        #expect(Array(scanner.cells.cells) == row.cells && scanner.position == row.end, comment)
        position = row.end
      }
      #expect(position == view.endIndex, comment)
    }
  }

  private func writtenIsRead(_ table: [[String]], _ comment: Comment) {
    let rows = table.filter { $0.count == table[0].count && $0.contains { !$0.allSatisfy { $0 == " " || $0 == "\t" } } }
    guard let width = rows.first?.count else { return }
    var writer = CSVWriter()
    // Heading and last row keep the rows between from being taken for titles or totals.
    writer.append((0..<width).map { "c\($0)" })
    for row in rows { writer.append(verbatim: row.map { Array($0.utf8) }) }
    writer.append((0..<width).map { "c\($0)x" })
    var forced = Forced(encoding: "utf-8", delimiter: Byte.comma, quote: Byte.quote, headerLine: 1, headerRows: 1)
    forced.isEncodingTrusted = true
    forced.escape = Byte.quote
    forced.skipsSpace = false
    var read: [[String]] = []
    Sheet(writer.bytes, forced: forced).forEachRow { row in read.append((0..<row.count).map(row.text)) }
    #expect(Array(read.dropLast()) == rows, comment)
  }
}
