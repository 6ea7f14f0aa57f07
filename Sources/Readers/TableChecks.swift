import Diagnostics
import Expressions
import Model

/// A condition as written: its syntax is checked at once, its names with the columns of each file.
func condition(_ text: Located<String>, reporting findings: inout Findings) -> Located<String>? {
  if text.value.isEmpty { return nil }
  do { try Formula.checkSyntax(text.value) } catch {
    findings.report(.badCondition, error.message, at: text.location.advanced(by: error.column - 1))
  }
  return text
}

extension Location {
  /// The place some characters further on the line.
  func advanced(by characters: Int) -> Location { Location(file: file, line: line, column: column + characters) }
}

extension TableDeclaration {
  /// Refuses what a table of this kind could not obey.
  func check(reporting findings: inout Findings) {
    checkLedger(reporting: &findings)
    for line in columns {
      let joins = columns.contains { $0.headers == line.headers && $0.format.extracted && !$0.format.rest }
      if line.format.rest, !joins {
        findings.report(
          .badFormat,
          "« reste » : aucune ligne de la table « \(name) » ne prend un « extrait » de la même colonne",
          at: line.place
        )
      }
      let isCaptured = !line.headers.isEmpty || line.label == "*" || patterns.allSatisfy(Glob.isPattern)
      if line.constant?.contains("*") == true, !isCaptured {
        findings.report(
          .badValue,
          "« \(line.constant ?? "") » : l'étoile vaut ce que capte celle du nom de fichier, qui n'en a pas",
          at: line.place
        )
      }
    }
  }

  /// A ledger needs an account, a date and an amount, and holds no measure.
  private func checkLedger(reporting findings: inout Findings) {
    guard isLedger, let first = columns.first(where: { [.entry, .statement].contains($0.field.record) }) else { return }
    let (date, amounts) =
      first.field.record == .entry
      ? ("date_exigibilite", ["montant", "debit", "credit"]) : ("date_solde", ["solde"])
    func has(_ names: [String]) -> Bool {
      columns.contains { $0.field.record == first.field.record && names.contains($0.field.name) }
    }
    let record = first.field.record.rawValue
    var lacking: [String] = []
    if !has(["bail_id"]), !columns.contains(where: { $0.field.path == "bail.bail_id" }) {
      lacking.append("\(record).bail_id")
    }
    if !has([date]) { lacking.append("\(record).\(date)") }
    if !has(amounts) { lacking.append("\(record).\(amounts[0])") }
    for path in lacking {
      findings.report(.incompleteLedger, "table « \(name) » : « \(path) » manque à ce grand livre", at: first.place)
    }
    for line in columns where [.measure, .exit, .visit, .followUp, .suspension].contains(line.field.record) {
      findings.report(
        .incompleteLedger,
        "table « \(name) » : « \(line.field.path) » dans un grand livre ; déclarer le fichier une seconde fois, "
          + "sous un autre nom de table, pour ses mesures",
        at: line.place
      )
    }
  }
}

extension Diagnostic.Code {
  static let incompleteLedger = Self(
    "grand-livre-incomplet",
    .erreur,
    remedy: "dire le compte, la date et le montant, par exemple « ecritures,Date,mouvement.date_exigibilite »"
  )
}
