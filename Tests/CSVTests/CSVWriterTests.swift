import CSV
import TestSupport
import Testing

@Test func `the standard flavor is RFC 4180 in UTF-8`() {
  var writer = CSVWriter()
  writer.append(["nom", "a,b"])
  writer.append([.text("dit \"oui\"\nnon"), .number("-12.50"), .empty])
  #expect(String(decoding: writer.bytes, as: UTF8.self) == "nom,\"a,b\"\n\"dit \"\"oui\"\"\nnon\",-12.50,\n")
}

@Test func `the French Excel flavor has its mark, semicolons and decimal commas`() {
  var writer = CSVWriter(.excelFrench)
  writer.append([.text("a;b"), .number("12.50")])
  #expect(Array(writer.bytes.prefix(3)) == [0xef, 0xbb, 0xbf])
  #expect(String(decoding: writer.bytes.dropFirst(3), as: UTF8.self) == "\"a;b\";12,50\r\n")
}

@Test(arguments: [
  ("=1+1", "'=1+1"), ("+33", "'+33"), ("-x", "'-x"), ("@a", "'@a"), ("\ta", "'\ta"), ("a=b", "a=b"), ("", ""),
])
func `texts that a spreadsheet would run are neutralised`(text: String, expected: String) {
  var writer = CSVWriter()
  writer.append(["x", text])
  #expect(String(decoding: writer.bytes, as: UTF8.self) == "x,\(expected)\n")
}

@Test(arguments: 0..<200)
func `what is written is read back`(seed: UInt64) {
  var random = SplitMix64(seed: seed)
  let signs = Array("ab12 ;,\"'\n\té€|=-")
  let width = Int.random(in: 2...6, using: &random)
  var table = [(0..<width).map { "colonne \($0)" }]
  for _ in 0..<Int.random(in: 1...8, using: &random) {
    table.append(
      (0..<width).map { _ in
        String((0..<Int.random(in: 0...8, using: &random)).map { _ in signs.randomElement(using: &random) ?? "x" })
      }
    )
    // The first cell keeps the row from being blank, and from being a formula.
    table[table.count - 1][0] = "r\(table.count)"
  }
  for flavor in [CSVWriter.Flavor.standard, .excelFrench] {
    var writer = CSVWriter(flavor)
    for row in table { writer.append(row) }
    let forced = Forced(delimiter: flavor == .standard ? 0x2c : 0x3b, quote: 0x22, headerLine: 1)
    var read: [[String]] = []
    Sheet(writer.bytes, forced: forced).forEachRow { row in read.append((0..<row.count).map(row.text)) }
    #expect(
      read == table.dropFirst().map { $0.map { "=+-@\t\r".contains($0.first ?? " ") ? "'" + $0 : $0 } },
      "seed \(seed)"
    )
  }
}
