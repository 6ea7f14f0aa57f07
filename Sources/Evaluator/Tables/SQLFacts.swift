import Expressions

/// Facts of the period, as an engine computes them from the tables written: `u` is the unit, `q` its period.
enum SQLFacts {
  /// Days of a parcours or a measure in the period, less its suspended ones; `key` tells it among its household's.
  static func days(by key: String) -> @Sendable (SQLPrinter) -> String {
    { printer in
      """
      (CASE WHEN q.debut IS NULL THEN 0 ELSE \(span("u", printer)) \
      - COALESCE((SELECT SUM(\(span("x", printer))) FROM suspensions x WHERE x.projet = u.projet \
      AND x.menage = u.menage AND x.volet = u.volet AND x.\(key) = u.\(key)), 0) END)
      """
    }
  }

  /// Rows of a table of events of the parcours in the period.
  static func count(of table: String, _ condition: String = "") -> @Sendable (SQLPrinter) -> String {
    { _ in
      """
      (SELECT COUNT(*) FROM \(table) x WHERE x.projet = u.projet AND x.menage = u.menage AND x.volet = u.volet \
      AND x.rang = u.rang AND x.date BETWEEN q.debut AND q.fin\(condition))
      """
    }
  }

  /// Days of `[debut, fin[` of a row in the period, whose last day an open end includes.
  private static func span(_ row: String, _ printer: SQLPrinter) -> String {
    let beyond = printer.day("q.fin", plus: "1")
    let last = "LEAST(COALESCE(\(row).fin, \(beyond)), \(beyond))"
    return "GREATEST(0, \(printer.days(from: "GREATEST(\(row).debut, q.debut)", to: last)))"
  }
}
