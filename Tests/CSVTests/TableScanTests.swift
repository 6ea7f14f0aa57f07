import TestSupport
import Testing

@testable import CSV

/// What a row is, for comparison.
fileprivate struct Seen: Equatable, Sendable {
  var line: Int
  var byte: Int
  var cells: [String]

  init(_ row: Row) {
    line = row.line
    byte = row.byte
    cells = (0..<row.count).map(row.text)
  }
}

@Test(arguments: 0..<6)
func `reading in chunks gives the rows of reading whole`(seed: UInt64) async {
  var random = SplitMix64(seed: seed)
  var text = "numéro;libellé;montant\n"
  // Stray and multi-line quotes make some guesses of the cuts wrong.
  let labels = [
    "loyer", "\"a;b\"", "\"deux\nlignes\"", "écran 32\" neuf", "\"Chez elle\" depuis", "", "\"dit \"\"oui\"\"\"",
  ]
  for number in 0..<120_000 {
    text += "\(number);\(labels.randomElement(using: &random) ?? "");\(Int.random(in: 0...99, using: &random)),50\n"
    if Int.random(in: 0..<5_000, using: &random) == 0 { text += "\n" }
  }
  text += "TOTAL;;12,00\n"
  let scan = TableScan(Array(text.utf8))
  var whole: [Seen] = []
  let summary = scan.forEachRow { whole.append(Seen($0)) }
  #expect(summary.rowCount == 120_000)
  for (workers, chunk) in [(1, Int.max), (2, 1 << 21), (3, 200_000)] {
    let parts = await scan.reduce(workers: workers, chunk: chunk, into: { [Seen]() }, { $0.append(Seen($1)) })
    #expect(parts.values.flatMap { $0 } == whole, "seed \(seed), chunks of \(chunk)")
    #expect(parts.summary == summary)
  }
}

@Test func `texts of a column are numbered as they are met`() {
  var column = TextColumn()
  var codes: [Int] = []
  let texts = ["", "a", "abc", "abcd", "abcdefg", "abcdefgh", "abcdefghi", "\"q\"\"q\"", "a", "abcdefghi", "abcdefgx"]
  let scan = TableScan(Array(("nom;n\n" + texts.map { "\($0);1\n" }.joined()).utf8), forced: Forced(headerLine: 1))
  scan.forEachRow { codes.append(column.code(of: $0, 0)) }
  #expect(codes == [0, 1, 2, 3, 4, 5, 6, 7, 1, 6, 8])
  #expect(
    (0..<column.count).map(column.text) == [
      "", "a", "abc", "abcd", "abcdefg", "abcdefgh", "abcdefghi", "q\"q", "abcdefgx",
    ]
  )
}
