import CSV
import Testing

fileprivate func normalised(_ text: String) -> [String] {
  String(decoding: Normalised(Array(text.utf8)).bytes, as: UTF8.self).split(separator: "\n").map(String.init)
}

/// Ten good rows under a heading, then the row that is not.
fileprivate func table(_ odd: String, heading: String = "contrat,entrée,heure,montant,libellé,lien") -> String {
  let good = (1...10).map {
    "L-40\($0 + 10),\($0 + 10)/02/2024,1\($0 % 10):30,$\($0 * 13).50,Loyer du mois,\"https://exemple.fr/\($0)\""
  }
  return ([heading] + good + [odd]).joined(separator: "\n") + "\n"
}

@Test(arguments: [
  // A delimiter too many, one that lacks, a quote that lacks or is too many, another delimiter.
  "L-4099,01/03/2024,,10:45,$7.20,Loyer du mois,\"https://exemple.fr/99\"",
  "L-4099,01/03/202410:45,$7.20,Loyer du mois,\"https://exemple.fr/99\"",
  "L-4099,01/03/2024,10:45,$7.20Loyer du mois,\"https://exemple.fr/99\"",
  "L-4099,01/03/2024,10:45,$7.20,Loyer du mois\"https://exemple.fr/99\"",
  "L-4099 01/03/2024 10:45 $7.20 Loyer du mois \"https://exemple.fr/99\"",
])
func `a row out of line is laid under its columns, and said`(odd: String) {
  let text = table(odd)
  #expect(normalised(text).last == "L-4099,01/03/2024,10:45,$7.20,Loyer du mois,https://exemple.fr/99")
  #expect(Normalised(Array(text.utf8)).repairs.contains(Repair(line: 12, kind: .realigned)))
}

@Test func `a quote that nothing closes is text`() {
  let odd = "\"L-4099,01/03/2024,10:45,$7.20,Loyer du mois,\"https://exemple.fr/99\""
  #expect(normalised(table(odd)).last == "\"\"\"L-4099\",01/03/2024,10:45,$7.20,Loyer du mois,https://exemple.fr/99")
}

@Test func `an empty cell too many in the heading is left out`() {
  let rows = normalised(
    table("L-4099,01/03/2024,10:45,$7.20,Loyer,x", heading: "contrat,,entrée,heure,montant,libellé,lien")
  )
  #expect(rows.first == "contrat,entrée,heure,montant,libellé,lien")
}

@Test func `a table written twice is kept once`() {
  let once = table("L-4099,01/03/2024,10:45,$7.20,Loyer du mois,\"x\"")
  #expect(normalised(once + once) == normalised(once))
}

@Test func `another table below is left out, and said`() {
  let once = table("L-4099,01/03/2024,10:45,$7.20,Loyer du mois,\"x\"")
  let other = "contrat,entrée,heure,montant\nL-1,01/02/2024,10:00,$1.00\n"
  #expect(normalised(once + other) == normalised(once))
  #expect(Sheet(Array((once + other).utf8)).repairs.contains(Repair(line: 13, kind: .otherTable)))
  #expect(Sheet(Array((once + other).utf8)).rowCount == 11)
}

@Test func `the rows of a heading are joined`() {
  let text = "Locataire,Dette\nNom,Montant\nA,\"1,50\"\nB,\"2,50\"\nC,\"3,50\"\n"
  #expect(Sheet(Array(text.utf8)).header == ["Locataire", "Dette"])
  let typed = "Code,Dette,Date\nContrat,Montant,Entrée\nA1,1.50,01/02/2020\nB2,2.50,03/02/2020\nC3,3.50,04/05/2021\n"
  let sheet = Sheet(Array(typed.utf8))
  #expect(sheet.header == ["Code Contrat", "Dette Montant", "Date Entrée"])
  #expect(sheet.outside == [OutsideLine(line: 1, kind: .header), OutsideLine(line: 2, kind: .header)])
}

@Test func `upper rows of a heading may lack names, and lines drawn below it are none`() {
  let text = "Dossier;Dossier;;Suivi\nBail;Bail;;\nContrat;Montant;Entrée;Nom\n---;---;---;----\n"
  let sheet = Sheet(Array((text + "A1;1,50;01/02/2020;B\nB2;2,50;03/02/2020;C\nC3;3,50;04/05/2021;D\n").utf8))
  #expect(sheet.header == ["Dossier Bail Contrat", "Dossier Bail Montant", "Entrée", "Suivi Nom"])
  #expect(sheet.rowCount == 3)
  #expect(sheet.outside.map(\.line) == [1, 2, 3, 4])
}

@Test func `years over amounts are a heading`() {
  let rows = (1...5).map { "Lille;\($0),50;\($0 * 7),10;1\($0),00\n" }.joined()
  #expect(Sheet(Array(("Ville;2019;2020;2021\n" + rows).utf8)).header == ["Ville", "2019", "2020", "2021"])
  let years = (1...5).map { "Lille;201\($0);202\($0);1\($0)\n" }.joined()
  #expect(Sheet(Array(years.utf8)).rowCount == 5)
}

@Test(arguments: ["Montant\n", ""])
func `amounts alone are one column, whatever their comma`(heading: String) {
  let report = SniffReport(Array((heading + "12,50\n3,10\n-7,25\n").utf8))
  #expect(report.columns.map(\.type) == [.decimal])
  #expect(report.decimal == ",")
  #expect(SniffReport(Array("a,b\n1,25\n3,10\n".utf8)).columns.count == 2)
}

@Test(
  arguments: [
    (["03/25/2018", "04/05/2018"], "mm/jj/aaaa"), (["25/03/2018", "04/05/2018"], "jj/mm/aaaa"),
    (["03/25/2018", "25/03/2018", "26/03/2018"], "jj/mm/aaaa"),
    (["3 mars 2018", "1er mai 2019"], "jj mois aaaa"),
  ] as [([String], String)]
)
func `the order of dates is that of the column`(days: [String], expected: String) {
  let report = SniffReport(Array(("Nom;Entrée\n" + days.map { "A;\($0)\n" }.joined()).utf8))
  #expect(report.date == expected)
}

@Test func `the report says what was found`() {
  let text =
    "Édité le 01/02/2024\r\nN°;Entré le;Dette;Présent\r\n012;01/02/2024;1 234,50;Oui\r\n013;;2,00;Non\r\n\r\nTotal : 2\r\n"
  let report = SniffReport(Array(text.utf8))
  #expect(
    report.json(path: "a\"b.csv")
      == """
      {"path": "a\\"b.csv", "encoding": "utf-8", "delimiter": ";", "quote": "\\"", "escape": "\\"", "eol": "\\u000d\\u000a", \
      "decimal": ",", "thousands": " ", "date": "{d:02d}/{m:02d}/{y}", "skip": 1, "header": true, "rows": 2, "footer": 1, \
      "columns": [{"name": "N°", "type": "code"}, {"name": "Entré le", "type": "date"}, \
      {"name": "Dette", "type": "decimal"}, {"name": "Présent", "type": "bool"}]}
      """
  )
}
