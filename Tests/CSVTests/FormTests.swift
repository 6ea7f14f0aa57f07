import Testing

@testable import CSV

/// The rows of a file, each as its cells between bars.
fileprivate func rows(_ bytes: [UInt8], _ forced: Forced = Forced()) -> [String] {
  var rows: [String] = []
  Sheet(bytes, forced: forced).forEachRow { row in rows.append((0..<row.count).map(row.text).joined(separator: "|")) }
  return rows
}

fileprivate func rows(_ text: String) -> [String] { rows(Array(text.utf8)) }

fileprivate func outside(_ text: String) -> [String] {
  Sheet(Array(text.utf8)).outside.map { "\($0.line) \($0.kind.rawValue)" }
}

fileprivate let data = "C1;Durand;12/01/2018;1 234,56\nC2;Léger;03/02/2018;200,00\nC3;Nguyên;25/03/2018;-15,20\n"
fileprivate let heading = "Contrat;Nom;Entrée;Dette\n"
fileprivate let expected = [
  "C1|Durand|12/01/2018|1 234,56", "C2|Léger|03/02/2018|200,00", "C3|Nguyên|25/03/2018|-15,20",
]

@Test(arguments: ["NC;NC", "n.c.;néant", "inconnue;sans objet", "-;?", "à compléter;en cours"])
func `rows whose values lack are rows, not headings`(values: String) {
  for count in 1...3 {
    let poor = (1...count).map { "X\($0);Petit\($0);\(values)\n" }.joined()
    let sheet = Sheet(Array((heading + poor + data).utf8))
    #expect(sheet.header == ["Contrat", "Nom", "Entrée", "Dette"])
    #expect(sheet.rowCount == count + 3)
  }
}

@Test(arguments: [
  // What stands around the rows, and where: the rows are the same, and each line is said.
  ("", "", ["1 header"]),
  ("", "Total;;;1 419,36\n", ["1 header", "5 total"]),
  ("", "\nTotal;;;1 419,36\nExporté le 12/02/2019 par M. Untel\n", ["1 header", "5 blank", "6 total", "7 total"]),
  ("", "Sous-total :;;;3,00\nSource : le service, hors agence\n", ["1 header", "5 total", "6 total"]),
  ("", "\n(3 lignes)\n", ["1 header", "5 blank", "6 total"]),
  ("Etat des dettes\nPage 1/2\n", "", ["1 title", "2 title", "3 header"]),
  ("# produit par un logiciel\n", "", ["1 title", "2 header"]),
  (heading, "", ["1 header", "2 header"]),
])
func `what stands around the rows is set aside line by line`(above: String, below: String, lines: [String]) {
  #expect(rows(above + heading + data + below) == expected)
  #expect(outside(above + heading + data + below) == lines)
}

@Test(arguments: [
  "Etat des dettes;;;\nPage 2/2;;;\n" + heading, "Page 2\n" + heading, heading.uppercased(), "\u{feff}" + heading,
  "Agence du port\n\n" + heading,
])
func `a page that begins again is no row`(page: String) {
  let text = "Etat des dettes;;;\nPage 1/2;;;\n" + heading + data + page + data
  #expect(rows(text) == expected + expected || rows(text) == expected)
  #expect(rows(text + "C9;Roy;01/02/2018;3,00\n") == expected + expected + ["C9|Roy|01/02/2018|3,00"])
}

@Test(arguments: [
  "\n\nRelevés\nContrat;Mois;Solde\nC1;12/2018;300,00\nC2;12/2018;20,00\n",
  "\nMois;Solde\n12/2018;3,00\n11/2018;4,00\n",
  "\nReçu;Motif;Payé;Jour\n3;retard;4,00;01/02/2018\n4;retard;4,00;01/02/2018\n",
  "Contrat;Nom;Mois;Solde\nC1;Durand;12/2018;3,00\n",
])
func `another table below is not read, and said`(other: String) {
  let sheet = Sheet(Array((heading + data + other).utf8))
  #expect(rows(heading + data + other) == expected)
  #expect(sheet.repairs.map(\.kind) == [.otherTable])
  #expect(sheet.outside.contains { $0.kind == .otherTable })
}

@Test(arguments: ["\n", "\r\n", "\r", "\r\r\n"])
func `every line end ends rows, also among others`(end: String) {
  let lines = (heading + data).split(separator: "\n")
  #expect(rows(lines.joined(separator: end)) == expected)
  for other in ["\n", "\r"] {
    let text = lines[0] + end + lines[1] + end + lines[2] + other + lines[3] + end
    #expect(rows(text) == expected)
  }
}

@Test func `a return within a cell is text where the row is whole with it`() {
  let text = heading + data + "C4;Roy\rMarc;01/02/2018;3,00\n"
  #expect(rows(text) == expected + ["C4|Roy\rMarc|01/02/2018|3,00"])
}

@Test func `a quote that is never closed glues nothing`() {
  let text = heading + data + "C4;\"Roy;01/02/2018;3,00\nC5;Bel\";02/02/2018;4,00\nC6;Bo;03/02/2018;5,00\n"
  #expect(rows(text).count == 6)
  #expect(rows(heading + data + "C4;\"Roy;01/02/2018;3,00\n" + data).count == 7)
}

/// Bytes of a text in windows-1252, for the letters of these tests.
fileprivate func windows(_ text: String) -> [UInt8] {
  text.unicodeScalars.map { scalar in
    TextEncoding.windows1252.highHalf.firstIndex(of: UInt16(scalar.value)).map { UInt8($0 + 0x80) }
      ?? UInt8(scalar.value)
  }
}

@Test func `encodings side by side are read line by line`() {
  let utf8 = Array("C4;BÉRANGER;02/05/2018;7,00\n".utf8)
  for (one, other) in [
    (windows(heading + data), utf8), (utf8, windows(data)), (Array((heading + data).utf8), windows(data)),
  ] {
    let texts = rows(one + other)
    #expect(texts.contains { $0.hasPrefix("C2|Léger") } && !texts.contains { $0.contains("Ã") })
    #expect(Sheet(one + other).repairs.contains { $0.kind == .otherEncoding })
  }
  // Signs of windows-1252 that happen to be UTF-8 of what no text has.
  #expect(rows(windows("Nom;Note\nRené;dit “ÉTÉ” à tous\nZoé;vu\n")) == ["René|dit “ÉTÉ” à tous", "Zoé|vu"])
}

@Test(arguments: 1...3)
func `accents encoded twice or more are restored, and said`(times: Int) {
  for letters in ["È é ç", "À Í Ï", "œ ’ €", "Ý Ð Á"] {
    var text = "Nom;Note\nBERGÈS \(letters);vu\nRoy;vu\n"
    for _ in 0..<times {
      text = String(
        String.UnicodeScalarView(
          Array(text.utf8).map { byte in
            byte < 0x80
              ? Unicode.Scalar(byte) : Unicode.Scalar(TextEncoding.windows1252.highHalf[Int(byte - 0x80)]) ?? "?"
          }
        )
      )
    }
    #expect(rows(text) == ["BERGÈS \(letters)|vu", "Roy|vu"])
    #expect(Sheet(Array(text.utf8)).repairs == [Repair(line: 2, kind: .doubleEncoded)])
  }
}

@Test(arguments: [
  ("id,aides\n1,FSL;APL;ASLL\n2,FSL;APL;CAF\n3,APL;CAF;FSL\n", ["1|FSL;APL;ASLL", "2|FSL;APL;CAF", "3|APL;CAF;FSL"]),
  ("id,nom,dette;;\n1,Roy,3.5;;\n2,Bo,4.5;;\n", ["1|Roy|3.5", "2|Bo|4.5"]),
  ("\"id,nom,dette\";\n\"1,\"\"Roy, Luc\"\",3.5\";\n\"2,Bo,4.5\";\n", ["1|Roy, Luc|3.5", "2|Bo|4.5"]),
  (
    "id,nom,montant,date\n1,Roy,1 234,56,2018-01-02\n2,Bo,200,00,2018-01-03\n",
    ["1|Roy|1 234,56|2018-01-02", "2|Bo|200,00|2018-01-03"]
  ),
  ("n,dette,apl\nA,12,50,3,10\nB,7,25,1,05\n", ["A|12,50|3,10", "B|7,25|1,05"]),
  ("Num;CP\n=\"00123\";=\"01000\"\n\"=\"\"00124\"\"\";=\"01001\"\n", ["00123|01000", "00124|01001"]),
  ("a:b:c\nroot:x1:12\nuser:y2:13\nabcd:z3:14\n", ["root|x1|12", "user|y2|13", "abcd|z3|14"]),
  ("nom^dette\nRoy^12.50\nBo^3.10\n", ["Roy|12.50", "Bo|3.10"]),
])
func `cells are those that were written`(text: String, cells: [String]) { #expect(rows(text) == cells) }

@Test func `amounts that may be cut in several ways are refused, and said`() {
  let text = "n,lots,dette\nA,3,12,50\nB,4,13,75\n"
  let sheet = Sheet(Array(text.utf8))
  #expect(sheet.rowCount == 0)
  #expect(sheet.outside.filter { $0.kind == .refused }.map(\.line) == [2, 3])
}

@Test(arguments: ["C4;Bo;01/02/2018", "C4;Bo", "C4", "C4;Loyer 2018;01/02/2018", "C4;Bo;01/02/2018;3,00;;"])
func `nothing is invented for a short row`(odd: String) {
  let table = Normalised(Array((heading + data + odd + "\n").utf8))
  let last = String(decoding: table.bytes, as: UTF8.self).split(separator: "\n").last.map(String.init) ?? ""
  let cells = odd.split(separator: ";").map { $0.contains(",") ? "\"\($0)\"" : String($0) }
  #expect(last == (cells + Array(repeating: "", count: 4 - cells.count)).joined(separator: ","))
}

@Test(
  arguments: [
    ([0x50, 0x4b, 3, 4, 20, 0] + Array("....xl/workbook.xml".utf8), "classeur Excel (.xlsx)"),
    ([0x50, 0x4b, 3, 4] + Array("mimetypeapplication/vnd.oasis.opendocument.spreadsheet".utf8), "LibreOffice"),
    ([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0], "Excel ancien"), (Array("%PDF-1.7\n".utf8), "PDF"),
    (Array("\n<!DOCTYPE html><html>".utf8), "HTML"), (Array("<table><tr>".utf8), "HTML"),
    (Array("[{\"nom\": \"Roy\"}]\n".utf8), "JSON"), (Array("{\"a\": 1}\n{\"a\": 2}\n".utf8), "JSON"),
    (Array("<?xml version=\"1.0\"?><menages/>".utf8), "XML"), ([0x1f, 0x8b, 8, 0], "compressé"),
    (Array("PAR1....".utf8), "Parquet"), (Array("SQLite format 3\0".utf8), "base de données"),
    ([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a], "image"),
  ] as [([UInt8], String)]
)
func `what is no CSV is refused by name`(bytes: [UInt8], name: String) {
  #expect(Sheet(bytes).refusal?.message.contains(name) == true)
  #expect(Normalised(bytes).bytes.isEmpty && SniffReport(bytes).refusal != nil)
}

@Test(arguments: ["[id];[nom]\n1;Roy\n", "<20 ans;nombre\n3;4\n", "{a};b\n1;2\n", "PKx;b\n1;2\n"])
func `signs of other formats in a heading are a heading`(text: String) {
  #expect(Sheet(Array(text.utf8)).refusal == nil)
}

@Test func `columns and headings are bounded, in time proportional to the bytes`() {
  let wide = (0..<100_000).map { "c\($0)" }.joined(separator: ";")
  #expect(Sheet(Array((wide + "\n1;2\n").utf8)).refusal?.line == 1)
  let long = String(repeating: "x", count: 1 << 20)
  #expect(Sheet(Array((long + ";" + long + "\n1;2\n").utf8)).refusal?.line == 1)
  let fair = (0..<5_000).map { "colonne \($0)" }.joined(separator: ";")
  let table = Normalised(Array((fair + "\n1;2\n3;4;5\n").utf8))
  #expect(table.rowCount == 2 && table.repairs.map(\.kind) == [.short, .short])
}

@Test func `the plain table and the report agree, and every line is accounted for`() {
  let texts = [
    heading + data + heading + data, heading + data + "\nMois;Solde\n12/2018;3,00\n",
    "T\n" + heading + data + "Total;;;3,00\n",
    heading + data + "C4\n\nC5;Roy;;\n", "n,lots,dette\nA,3,12,50\nB,4,13,75\n", heading + data + "C4;a;b;c;d;e\n",
  ]
  for text in texts {
    let (table, report) = (Normalised(Array(text.utf8)), SniffReport(Array(text.utf8)))
    #expect(table.rowCount == report.rows)
    #expect(
      table.rowCount + table.outside.count == text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    )
    #expect(table.outside.filter { $0.kind != .header }.isEmpty || !table.remarks.isEmpty)
  }
}
