import Expressions

/// Facts of the period, as an engine computes them from the tables written: `u` is the unit, `q` its period.
///
/// Each is read from a view that has it summed by period: not every engine sums within a row of another table.
enum SQLFacts {
  /// Days of a parcours or a measure in the period, less its suspended ones; `key` tells it among its household's.
  static func days(by key: String) -> @Sendable (SQLPrinter) -> String {
    { printer in
      "(CASE WHEN q.debut IS NULL THEN 0 ELSE \(span("u", printer)) - \(sum("jours", of: "suspensions", by: key)) END)"
    }
  }

  /// Rows of a table of events of the parcours in the period; `column`: those of a view.
  static func count(of table: String, _ column: String = "n") -> @Sendable (SQLPrinter) -> String {
    { _ in sum(column, of: table, by: "rang") }
  }

  private static func sum(_ column: String, of table: String, by key: String) -> String {
    """
    COALESCE((SELECT MAX(y.\(column)) FROM v_\(table)_periode y WHERE y.projet = u.projet AND y.menage = u.menage \
    AND y.volet = u.volet AND y.\(key) = u.\(key) AND y.periode = q.periode), 0)
    """
  }

  /// The views that these facts read: their names, and the queries.
  static func views(_ printer: SQLPrinter) -> [(name: String, query: String)] {
    let events = ["rencontres", "aides", "expulsions"].map { table in
      let places =
        table == "rencontres"
        ? ", COUNT(u.lieu) AS situees, SUM(CASE WHEN u.lieu = 'domicile' THEN 1 ELSE 0 END) AS domicile" : ""
      let query = """
        SELECT u.projet, u.menage, u.volet, u.rang, q.periode, COUNT(*) AS n\(places)
        FROM \(table) u JOIN periodes q ON q.projet = u.projet WHERE u.date BETWEEN q.debut AND q.fin
        GROUP BY u.projet, u.menage, u.volet, u.rang, q.periode
        """
      return (name: "\(table)_periode", query: query)
    }
    let suspended = """
      SELECT u.projet, u.menage, u.volet, u.rang, u.numero, q.periode, SUM(\(span("u", printer))) AS jours
      FROM suspensions u JOIN periodes q ON q.projet = u.projet WHERE q.debut IS NOT NULL
      GROUP BY u.projet, u.menage, u.volet, u.rang, u.numero, q.periode
      """
    return events + [(name: "suspensions_periode", query: suspended)]
  }

  /// Days of `[debut, fin[` of a row in the period, whose last day an open end includes.
  private static func span(_ row: String, _ printer: SQLPrinter) -> String {
    let beyond = printer.day("q.fin", plus: "1")
    let last = "LEAST(COALESCE(\(row).fin, \(beyond)), \(beyond))"
    return "GREATEST(0, \(printer.days(from: "GREATEST(\(row).debut, q.debut)", to: last)))"
  }
}
