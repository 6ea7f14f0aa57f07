import Foundation
import Model
import Testing

@testable import fiches

/// The page of the indicators, from their declarations.
fileprivate func indicatorPage(_ cards: [IndicatorCard]) -> String {
  var lines = [
    "# Les indicateurs", "",
    "Page écrite à partir des déclarations qui calculent les chiffres, et comparée à elles par les tests ; les mêmes",
    "définitions sont dans `dictionnaire.csv` et dans la note méthodologique de chaque fiche.", "",
    "| Code | Libellé | Volets | Périodes | Unité |", "|---|---|---|---|---|",
  ]
  for card in cards {
    let cells = [
      "`\(card.code)`", card.label, card.scopes.map(\.rawValue).joined(separator: ", "),
      card.periods.map(\.rawValue).joined(separator: ", "), "`\(card.unit.rawValue)`",
    ]
    lines.append("| " + cells.joined(separator: " | ") + " |")
  }
  for card in cards {
    lines += ["", "## \(card.label)", "", "`\(card.code)`, \(card.reference). \(card.definition)", ""]
    lines.append("- Sont comptés : \(card.counted).")
    if !card.among.isEmpty { lines.append("- Parmi : \(card.among).") }
    let details = card.details.filter { !$0.isEmpty }
    if !details.isEmpty { lines.append("- Lignes : " + details.map { "`\($0)`" }.joined(separator: ", ") + ".") }
  }
  return lines.joined(separator: "\n") + "\n"
}

@Test func `the page of the indicators is that of their declarations`() throws {
  let file = DemoRun.root.appending(path: "input/INDICATEURS.md")
  let page = indicatorPage(try DemoRun.result.get().report.cards)
  if ProcessInfo.processInfo.environment["RECORD"] == "1" {
    try page.write(to: file, atomically: true, encoding: .utf8)
  }
  #expect(try String(contentsOf: file, encoding: .utf8) == page, "record it anew: RECORD=1 swift test")
}
