import CSV
import Testing

@Test func `an empty file has no header and no row`() {
  let sheet = Sheet([])
  #expect(sheet.header.isEmpty)
  #expect(sheet.headerLine == 0)
  #expect(sheet.rowCount == 0)
  #expect(sheet.outside.isEmpty)
}

/// The rows of a text, as line number and cells.
fileprivate func rows(_ text: String) -> [[String]] { rows(Array(text.utf8)) }

fileprivate func rows(_ bytes: [UInt8]) -> [[String]] {
  var rows: [[String]] = []
  Sheet(bytes).forEachRow { row in rows.append((0..<row.count).map(row.text)) }
  return rows
}

@Test(arguments: [
  ("a;b\n1;2\n3;4", [["1", "2"], ["3", "4"]]),
  ("a,b\r\n1,\"x, y\"\r\n", [["1", "x, y"]]),
  ("a\tb\r1\t2\r", [["1", "2"]]),
  ("a|b|c\n1|\"p\"\"q\"|\n2||r\n", [["1", "p\"q", ""], ["2", "", "r"]]),
  ("a;b;c\n1;\"deux\nlignes\";3\n", [["1", "deux\nlignes", "3"]]),
  ("a;b;c\n1;écran 32\" neuf;3\n", [["1", "écran 32\" neuf", "3"]]),
  ("a;b;c\n1;\"Chez sa sœur\" depuis;3\n4;\"x\";6\n", [["1", "\"Chez sa sœur\" depuis", "3"], ["4", "x", "6"]]),
  ("a;b;c\n1;\"dit \"non\" deux fois\";3\n4;\"x\";6\n", [["1", "dit \"non\" deux fois", "3"], ["4", "x", "6"]]),
  ("a;b;c\n1;\"jamais fermé;3\n4;5;6\n", [["1", "\"jamais fermé", "3"], ["4", "5", "6"]]),
  ("sep=,\na,b\n1,2\n", [["1", "2"]]),
  ("a;b\n1;2\n\u{1a}", [["1", "2"]]),
  ("a;b\n1;2\n\0\0\0", [["1", "2"]]),
  ("a;b\n1\n2;3;4\n", [["1"], ["2", "3", "4"]]),
])
func `awkward files give their cells`(text: String, expected: [[String]]) {
  #expect(rows(text) == expected)
}

@Test(arguments: [
  // Lists between tabs, prose in a text that the sample cuts, commas before spaces, decimals alone, cells around bars.
  ("Nom\tAides\n" + String(repeating: "Zoé\tFSL;APL;CAF\n", count: 20), "\t", ["Nom", "Aides"]),
  (
    "Nom;Note\n" + String(repeating: "Zoé;\"" + String(repeating: "Vue ; à revoir\n", count: 900) + "\"\n", count: 9),
    ";",
    ["Nom", "Note"]
  ),
  ("Nom, Dette\n" + String(repeating: "Zoé, 12.50\n", count: 9), ", ", ["Nom", "Dette"]),
  ("Dette;APL\n" + String(repeating: "12,50;3,10\n", count: 9), ";", ["Dette", "APL"]),
  ("|Nom|Dette|\n" + String(repeating: "|Zoé|12,50|\n", count: 9), "|", ["", "Nom", "Dette", ""]),
  ("Nom;Prénom\r\r\n" + String(repeating: "D'Alba;Zoé\r\r\n", count: 9), ";", ["Nom", "Prénom"]),
])
func `awkward files give their delimiter and heading`(text: String, delimiter: String, header: [String]) {
  let report = SniffReport(Array(text.utf8))
  #expect(report.delimiter == delimiter)
  #expect(report.columns.map(\.name) == header)
  #expect(report.skip == 0)
}

@Test func `titles, blank lines and totals are outside, with their lines`() {
  let sheet = Sheet(
    Array("Édition du jour;;\n;;\nNom;Dette;CP\nA;1,50;59000\n\nB;\"x\ny\";59100\nTOTAL;2 comptes;\n".utf8)
  )
  #expect(sheet.header == ["Nom", "Dette", "CP"])
  #expect(sheet.headerLine == 3)
  #expect(
    sheet.outside == [
      OutsideLine(line: 1, kind: .title), OutsideLine(line: 2, kind: .blank), OutsideLine(line: 3, kind: .header),
      OutsideLine(line: 5, kind: .blank), OutsideLine(line: 8, kind: .total),
    ]
  )
  var lines: [Int] = []
  sheet.forEachRow { lines.append($0.line) }
  #expect(lines == [4, 6])
  #expect(sheet.rowCount == 2)
}

@Test func `a file without heading gives all its rows`() {
  let sheet = Sheet(Array("L/1;59000;12,50\nL/2;59100;3,10\nL/3;75001;8,00\n".utf8))
  #expect(sheet.headerLine == 0)
  #expect(sheet.header.isEmpty)
  #expect(sheet.rowCount == 3)
}

@Test func `ragged rows are delivered and said`() {
  let sheet = Sheet(Array("a;b;c\n1;2;3\n4\n5;6;7;8\n9;10;11;;\n".utf8))
  #expect(sheet.rowCount == 4)
  #expect(sheet.repairs == [Repair(line: 3, kind: .short), Repair(line: 4, kind: .long)])
}

@Test(
  arguments: [
    ("windows-1252", [0xe9, 0xe0, 0x9c, 0x80]), ("mac-roman", [0x8e, 0x88, 0xcf, 0xdb]),
    ("cp850", [0x82, 0x85, 0x93, 0x9c]),
  ] as [(String, [UInt8])]
)
func `single-byte encodings are told by their French letters`(name: String, letters: [UInt8]) {
  // « né là », with one letter more that the encoding has.
  let bytes =
    Array("nom;note\nRen".utf8) + [letters[0]] + Array(";l".utf8) + [letters[1]] + Array("-bas\nIr".utf8) + [letters[0]]
    + Array("n".utf8) + [letters[0]] + Array("e;c".utf8) + [letters[2]] + Array("ur\n".utf8)
  let sheet = Sheet(bytes)
  #expect(sheet.encoding == name)
  #expect(rows(bytes)[0] == ["René", "là-bas"])
}

@Test func `UTF-16 is read with and without its mark`() {
  let text = "nom\tprénom\r\nHaÿ\tZoé\r\n"
  let units = text.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
  for bytes in [units, [0xff, 0xfe] + units] {
    #expect(Sheet(bytes).encoding == "utf-16-le")
    #expect(rows(bytes) == [["Haÿ", "Zoé"]])
  }
}

@Test func `a file in two encodings is read cell by cell, and said`() {
  let utf8 = Array("nom;ville\nRené;Évry\nZoé;Nîmes\n".utf8)
  let sheet = Sheet(utf8 + [0x4e, 0x6f, 0xeb, 0x6c] + Array(";Besançon\n".utf8))
  #expect(sheet.encodingGuess.defect == .mixed)
  var names: [String] = []
  sheet.forEachRow { names.append($0.text(0)) }
  #expect(names == ["René", "Zoé", "Noël"])
  #expect(
    sheet.sentence == "UTF-8, par endroits en Windows-1252, séparateur : point-virgule, en-tête ligne 1, 3 lignes"
  )
}

@Test func `a file encoded twice is said, and read as it is`() {
  let sheet = Sheet(Array("nom;ville\nRenÃ©;Ã‰vry\nZoÃ©;NÃ®mes\n".utf8))
  #expect(sheet.encodingGuess.defect == .doubleEncoded)
  #expect(Sheet(Array("nom;ville\nRené;Évry\nZoé;Nîmes\n".utf8)).encodingGuess.defect == nil)
}

@Test func `a file stated to be without heading gives its first line as a row`() {
  let sheet = Sheet(Array("Nom;Ville;Dette\nA;Lille;1,50\nB;Lens;2,50\n".utf8), forced: Forced(headerLine: 0))
  #expect(sheet.header.isEmpty && sheet.headerLine == 0)
  #expect(sheet.rowCount == 3)
}

@Test func `latin-9 is itself where it is stated, and where nothing else gives letters`() {
  // « cœur », « 3 € » in latin-9, and a ½ that windows-1252 would see.
  let bytes =
    Array("nom;note\nc".utf8) + [0xbd] + Array("ur;3 ".utf8) + [0xa4] + Array("\ns".utf8) + [0xbd] + Array("ur;4 ".utf8)
    + [0xa4, 0x0a]
  for forced in [Forced(), Forced(encoding: "iso-8859-15")] {
    let sheet = Sheet(bytes, forced: forced)
    #expect(sheet.encoding == "iso-8859-15")
    var texts: [String] = []
    sheet.forEachRow { texts += [$0.text(0), $0.text(1)] }
    #expect(texts == ["cœur", "3 €", "sœur", "4 €"])
  }
}
