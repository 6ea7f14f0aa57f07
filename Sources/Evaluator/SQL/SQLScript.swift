package import Expressions
package import Model

/// The script that computes the indicators of a campaign from the tables of `restreint/faits/`, for an engine: the
/// tables, one view an indicator, and `indicateurs`, with the columns of `restreint/indicateurs/`.
///
/// Tables may be filled before or after: views read them when they are asked.
package func sqlScript(of campaign: Campaign, for dialect: SQLDialect) -> String {
  let referentiel = Referentiel(of: campaign)
  let sheets = factSheets(of: Cohort([], of: Setting(campaign.projects[0], in: campaign)))
  var parts = ["-- Indicateurs, pour \(dialect.rawValue) : tables de faits, puis une vue par indicateur."]
  parts += sheets.map { table($0, dialect) }
  let lines = SQLLines(referentiel: referentiel, dialect: dialect)
  parts += lines.common
  // Ratios read the views of the indicators of which they are made.
  let (units, composed) = (
    referentiel.indicators.filter { $0.lines[0].rule != nil }, referentiel.indicators.filter { $0.lines[0].rule == nil }
  )
  for indicator in units + composed {
    let selects = indicator.lines.flatMap(lines.selects)
    parts.append(lines.view(indicator.card.code, selects.joined(separator: "\nUNION ALL\n")))
  }
  let all = referentiel.indicators.map { "SELECT * FROM \(lines.printer.name("v_" + $0.card.code))" }
  parts.append(lines.view("", all.joined(separator: "\nUNION ALL\n")))
  return parts.joined(separator: "\n\n") + "\n"
}

/// A table of facts: its columns and their types.
fileprivate func table(_ sheet: FactSheet, _ dialect: SQLDialect) -> String {
  let printer = SQLPrinter(dialect) { $0 }
  let columns = sheet.columns.map { column in
    let type =
      switch column.kind {
      case .text: SQLLines.text(dialect)
      case .number: SQLLines.isMoney(column) ? "DECIMAL(16,2)" : "BIGINT"
      case .date: "DATE"
      case .boolean: "BOOLEAN"
      }
    return "\(printer.name(column.name)) \(type)"
  }
  let list = columns.joined(separator: ", ")
  if dialect == .spark {
    return "CREATE OR REPLACE TEMPORARY VIEW \(sheet.name) (\(list)) USING csv "
      + "OPTIONS (path 'faits/\(sheet.name).csv', header 'true');"
  }
  return "CREATE TABLE IF NOT EXISTS \(sheet.name) (\(list));"
}

/// Writes the lines of the référentiel as queries.
struct SQLLines {
  let referentiel: Referentiel
  let dialect: SQLDialect

  /// Columns of the units and parameters of the periods.
  var printer: SQLPrinter {
    SQLPrinter(dialect, column: { "u.\($0)" }, parameter: { "q.\($0)" })
  }

  static func isMoney(_ column: FactSheet.Column) -> Bool { column.meaning.contains("en euros") }

  func view(_ code: String, _ query: String) -> String {
    let name = printer.name(code.isEmpty ? "indicateurs" : "v_" + code)
    return "CREATE OR REPLACE \(dialect == .spark ? "TEMPORARY " : "")VIEW \(name) AS\n\(query);"
  }

  private func real(_ sql: String) -> String { printer.real(sql) }

  static func text(_ dialect: SQLDialect) -> String { dialect == .spark ? "STRING" : "VARCHAR" }

  /// The formula of a rule over the units of its table.
  func sql(_ formula: Formula, of rule: Rule) -> String {
    formula.sql(
      SQLPrinter(
        dialect,
        column: { [printer] name in
          rule.table.columns.first { $0.name == name }?.sql?(printer) ?? "u.\(printer.name(name))"
        },
        parameter: { "q.\($0)" }
      )
    )
  }

  /// How a unit stands: 5 counted, 4 not, 3 missing, 2 not sent, 1 left out, 0 outside.
  private func verdict(_ rule: Rule) -> String {
    var cases: [String] = []
    if let unsentIf = rule.unsentIf { cases.append("WHEN \(sql(unsentIf, of: rule)) THEN 2") }
    if let among = rule.among { cases.append("WHEN NOT COALESCE(\(sql(among, of: rule)), FALSE) THEN 0") }
    if let keptIf = rule.keptIf { cases.append("WHEN NOT COALESCE(\(sql(keptIf, of: rule)), FALSE) THEN 1") }
    if let countsIf = rule.countsIf { cases.append("WHEN (\(sql(countsIf, of: rule))) IS NULL THEN 3") }
    for needed in [rule.keepsUnknownValues ? nil : rule.value, rule.detail?.formula, rule.group?.formula] {
      if let needed { cases.append("WHEN (\(sql(needed, of: rule))) IS NULL THEN 3") }
    }
    if let countsIf = rule.countsIf { cases.append("WHEN \(sql(countsIf, of: rule)) THEN 5 ELSE 4") }
    if cases.isEmpty { return "5" }
    return "CASE \(cases.joined(separator: " "))\(rule.countsIf == nil ? " ELSE 5" : "") END"
  }

  /// The votes of the units of a rule, as the first queries of a WITH.
  func votes(_ rule: Rule) -> String {
    let hasVolet = rule.table.columns.contains { $0.name == "volet" }
    let scopes = hasVolet ? "v_portees s ON s.volet = u.volet" : "(SELECT DISTINCT portee FROM v_portees) s ON 1 = 1"
    let optional = { (formula: Formula?) in formula.map { sql($0, of: rule) } ?? printer.real("NULL") }
    let row =
      rule.group.map { "\(sql($0.formula, of: rule)) || '|' || \(optional(rule.detail?.formula))" }
      ?? rule.detail.map { sql($0.formula, of: rule) } ?? "CAST(NULL AS \(Self.text(dialect)))"
    var extra = ""
    if rule.table.key != nil { extra += ", u.aide AS cle" }
    if rule.table.firstDecides { extra += ", u.rang AS rang" }
    var query = """
      unites AS (
        SELECT z.perimetre, q.periode, s.portee, u.projet, u.menage,
          \(verdict(rule)) AS verdict, \(row) AS ligne,
          \(optional(rule.value)) AS montant, \(optional(rule.weight)) AS poids, \(optional(rule.absent)) AS manque\(extra)
        FROM \(rule.table.name) u JOIN v_perimetres z ON z.projet = u.projet JOIN periodes q ON q.projet = u.projet
        JOIN \(scopes)
        WHERE q.debut IS NOT NULL AND \(self.sql(rule.population.formula, of: rule))
      )
      """
    var last = "unites"
    func keepFirst(_ name: String, by keys: String, order: String) {
      query += """
        , \(name) AS (SELECT * FROM (SELECT x.*, ROW_NUMBER() OVER (PARTITION BY x.perimetre, x.periode, x.portee, \
        \(keys) ORDER BY \(order)) AS \(name)_n FROM \(last) x) y WHERE \(name)_n = 1)
        """
      last = name
    }
    if rule.table.firstDecides, rule.perHousehold { keepFirst("premiers", by: "x.projet, x.menage", order: "x.rang") }
    if rule.table.key != nil {
      query += ", comptables AS (SELECT * FROM unites WHERE verdict <> 0)"
      last = "comptables"
      keepFirst("distincts", by: "x.cle", order: "x.projet")
    }
    if rule.perHousehold, !rule.keepsUnknownValues {
      keepFirst("choisis", by: "x.menage", order: "x.verdict DESC")
    }
    return query + ", votes AS (SELECT * FROM \(last))"
  }

  private static let key = "perimetre, periode, portee"

  /// Votes counted, by perimeter, period and scope.
  static let tally = """
    n AS (SELECT perimetre, periode, portee, SUM(CASE WHEN verdict = 5 THEN 1 ELSE 0 END) AS c,
      SUM(CASE WHEN verdict = 4 THEN 1 ELSE 0 END) AS nc, SUM(CASE WHEN verdict = 3 THEN 1 ELSE 0 END) AS m,
      SUM(CASE WHEN verdict = 2 THEN 1 ELSE 0 END) AS u, SUM(CASE WHEN verdict = 0 THEN 1 ELSE 0 END) AS h,
      SUM(CASE WHEN verdict = 5 THEN montant END) AS total, SUM(CASE WHEN verdict = 5 THEN poids END) AS poids,
      SUM(CASE WHEN verdict = 5 THEN manque END) AS manque, SUM(CASE WHEN verdict IN (4, 5) THEN 1 ELSE 0 END) AS suivis
      FROM votes GROUP BY perimetre, periode, portee)
    """

  /// The cells of a line that no row changes, and where it stands.
  func head(_ line: DeclaredLine, detail: String, unit: Unit? = nil) -> String {
    "g.perimetre AS projet, g.periode AS periode, g.portee AS volet, \(SQLPrinter.text(line.code)) AS indicateur, "
      + "\(detail) AS detail, \(SQLPrinter.text((unit ?? line.unit).rawValue)) AS unite"
  }

  /// The cells of a row, in the order of `indicateurs`.
  struct Cells {
    var value = "NULL"
    var numerator = "NULL"
    var denominator = "NULL"
    var interval: (low: String, high: String) = ("NULL", "NULL")
    var missing = "0"
    var ongoing = "0"
    var bounds: (low: String, high: String) = ("NULL", "NULL")
    var status = "'publie'"
  }

  func select(_ head: String, _ cells: Cells, from: String) -> String {
    let numbers = [
      ("valeur", cells.value), ("numerateur", cells.numerator), ("denominateur", cells.denominator),
      ("ic_bas", cells.interval.low), ("ic_haut", cells.interval.high), ("n_manquant", cells.missing),
      ("n_en_cours", cells.ongoing), ("borne_basse", cells.bounds.low), ("borne_haute", cells.bounds.high),
    ].map { "\(real($0.1)) AS \($0.0)" }
    return "SELECT \(head), \(numbers.joined(separator: ", ")), \(cells.status) AS statut\n  FROM \(from)"
  }

  /// The grid of a line, each cell with its tally.
  func grid(_ line: DeclaredLine, joining extra: String = "") -> String {
    let scopes = line.scopes.map { SQLPrinter.text($0.rawValue) }.joined(separator: ", ")
    let periods = line.periods.map { SQLPrinter.text($0.rawValue) }.joined(separator: ", ")
    let ongoing = line.ongoing.map { population in
      """
       LEFT JOIN (SELECT z.perimetre, q.periode, s.portee, COUNT(*) AS k FROM parcours u
        JOIN v_perimetres z ON z.projet = u.projet JOIN periodes q ON q.projet = u.projet
        JOIN v_portees s ON s.volet = u.volet
        WHERE u.fin IS NULL AND q.debut IS NOT NULL AND \(population.formula.sql(printer))
        GROUP BY z.perimetre, q.periode, s.portee) o ON \(Self.same("o"))
      """
    }
    return "v_grille g LEFT JOIN n ON \(Self.same("n"))\(ongoing ?? "")\(extra)"
      + " WHERE g.portee IN (\(scopes)) AND g.periode IN (\(periods))"
  }

  static func same(_ table: String) -> String {
    "\(table).perimetre = g.perimetre AND \(table).periode = g.periode AND \(table).portee = g.portee"
  }

  func ongoing(_ line: DeclaredLine) -> String { line.ongoing == nil ? "0" : "COALESCE(o.k, 0)" }
}
