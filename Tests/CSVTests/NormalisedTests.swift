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
