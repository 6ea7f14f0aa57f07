import Expressions
import Model

extension SQLLines {
  /// The queries that give the rows of a line.
  func selects(_ line: DeclaredLine) -> [String] {
    switch line.forme {
    case .funding: return [funding(line)]
    case .ratio: return [wrapped(line, tally(line) + ratio(line))]
    case .count: return [wrapped(line, tally(line) + count(line))]
    case .share: return [wrapped(line, tally(line) + share(line))]
    case .breakdown: return [wrapped(line, tally(line) + breakdown(line))]
    case .sum: return [wrapped(line, tally(line) + sums(line))]
    case .quantile: return line.rows.map { wrapped(line, tally(line) + quantile(line, $0)) }
    case .survival: return survivals(line)
    }
  }

  /// A query with its WITH, as one that UNION ALL accepts.
  private func wrapped(_ line: DeclaredLine, _ query: String) -> String { "SELECT * FROM (\(query)) r" }

  private func tally(_ line: DeclaredLine) -> String {
    guard let rule = line.rule else {
      let none = "SELECT 'x' AS perimetre, 'x' AS periode, 'x' AS portee, 0 AS c, 0 AS nc, 0 AS m, 0 AS u, 0 AS h, "
      return "WITH n AS (\(none)0 AS total, 0 AS poids, 0 AS manque, 0 AS suivis)\n"
    }
    return "WITH \(votes(rule)), \(Self.tally)\n"
  }

  private func status(collected: String = "'publie'", computable: String? = nil, outside: String = "n.h") -> String {
    let rest = computable.map { "WHEN \($0) THEN \(collected) ELSE 'non_calculable'" } ?? "ELSE \(collected)"
    return "CASE WHEN \(Self.unsent) THEN 'non_collecte' \(rest) END"
  }

  private static let unsent = "(COALESCE(n.u, 0) > 0 AND n.c + n.nc + n.m + n.h = 0)"

  private func unless(_ condition: String, _ sql: String) -> String { "CASE WHEN NOT \(condition) THEN \(sql) END" }

  private func count(_ line: DeclaredLine) -> String {
    let amount = line.rule?.value == nil ? "COALESCE(n.c, 0)" : "COALESCE(n.total, 0)"
    let hidden = "(\(Self.unsent) OR (COALESCE(n.c, 0) = 0 AND COALESCE(n.m, 0) > 0))"
    var cells = Cells()
    cells.value = unless(hidden, amount)
    cells.numerator = cells.value
    cells.denominator = "CASE WHEN \(Self.unsent) THEN 0 END"
    cells.missing = "COALESCE(n.m, 0)"
    cells.ongoing = ongoing(line)
    cells.status = status(computable: "NOT (COALESCE(n.c, 0) = 0 AND COALESCE(n.m, 0) > 0)")
    return select(head(line, detail: SQLPrinter.text(line.detail)), cells, from: grid(line))
  }

  /// The cells of a proportion: counted, documented, missing.
  private func proportion(_ counted: String, _ total: String, _ missing: String, _ unsent: String) -> Cells {
    var cells = Cells()
    let (k, n) = (printer.real(counted), printer.real(total))
    let known = "NOT \(unsent) AND \(total) > 0"
    let all = "(\(total) + \(missing))"
    cells.numerator = "CASE WHEN NOT \(unsent) THEN \(counted) END"
    cells.denominator = "CASE WHEN \(unsent) THEN 0 ELSE \(total) END"
    cells.value = "CASE WHEN \(known) THEN \(k) / \(n) END"
    cells.bounds.low = "CASE WHEN NOT \(unsent) AND \(all) > 0 THEN \(k) / \(all) END"
    let most = printer.real("\(counted) + \(missing)")
    cells.bounds.high = "CASE WHEN NOT \(unsent) AND \(all) > 0 THEN \(most) / \(all) END"
    // Wilson, 95 %.
    let z = printer.real("1.959963984540054")
    let centre = "(\(k) / \(n) + \(z) * \(z) / (2 * \(n)))"
    let spread = "(\(z) * SQRT(\(k) / \(n) * (1 - \(k) / \(n)) / \(n) + \(z) * \(z) / (4 * \(n) * \(n))))"
    let scale = "(1 + \(z) * \(z) / \(n))"
    let (low, high) = ("(\(centre) - \(spread)) / \(scale)", "(\(centre) + \(spread)) / \(scale)")
    cells.interval.low = "CASE WHEN \(known) THEN CASE WHEN \(counted) = 0 THEN 0 ELSE GREATEST(0, \(low)) END END"
    cells.interval.high =
      "CASE WHEN \(known) THEN CASE WHEN \(counted) = \(total) THEN 1 ELSE LEAST(1, \(high)) END END"
    cells.missing = missing
    cells.status = "CASE WHEN \(unsent) THEN 'non_collecte' WHEN \(total) > 0 THEN 'publie' ELSE 'non_calculable' END"
    return cells
  }

  private func share(_ line: DeclaredLine) -> String {
    let isWeighted = line.rule?.weight != nil
    let counted = isWeighted ? "COALESCE(n.total, 0)" : "COALESCE(n.c, 0)"
    var total = isWeighted ? "COALESCE(n.poids, 0)" : "COALESCE(n.c + n.nc, 0)"
    let unknown = isWeighted ? "COALESCE(n.manque, 0)" : "COALESCE(n.m, 0)"
    let unsentToo = line.unsentIsOutside ? "" : " + COALESCE(n.u, 0)"
    if line.unknownFails { total = "COALESCE(n.c + n.nc + n.m, 0)" }
    var cells = proportion(counted, total, line.unknownFails ? "0" : "(\(unknown)\(unsentToo))", Self.unsent)
    if line.unknownFails {
      cells.missing = unknown
      cells.bounds.high = "CASE WHEN \(total) > 0 THEN \(printer.real("COALESCE(n.c + n.m, 0)")) / \(total) END"
    }
    cells.ongoing = ongoing(line)
    return select(head(line, detail: SQLPrinter.text(line.detail)), cells, from: grid(line))
  }

  private func breakdown(_ line: DeclaredLine) -> String {
    let groups = line.groups.isEmpty ? [nil] : line.groups.map(Optional.init)
    let rows = groups.flatMap { group in
      line.rows.map { row in
        let detail = group.map { "\($0.detail)|\(row.detail)" } ?? row.detail
        return "SELECT \(SQLPrinter.text(detail)) AS detail, \(SQLPrinter.text(group?.detail ?? "")) AS groupe"
      }
    }
    let within =
      line.groups.isEmpty
      ? "TRUE" : "SUBSTRING(v.ligne, 1, LENGTH(d.groupe) + 1) = d.groupe || '|'"
    let cte = """
      , d AS (\(rows.joined(separator: " UNION ALL "))),
      k AS (SELECT v.perimetre, v.periode, v.portee, d.detail, SUM(CASE WHEN v.ligne = d.detail THEN 1 ELSE 0 END) AS c,
        COUNT(*) AS n FROM votes v JOIN d ON v.verdict = 5 AND \(within)
        GROUP BY v.perimetre, v.periode, v.portee, d.detail)
      """
    let missing = "(COALESCE(n.m, 0)\(line.unsentIsOutside ? "" : " + COALESCE(n.u, 0)"))"
    var cells = proportion("COALESCE(k.c, 0)", "COALESCE(k.n, 0)", missing, Self.unsent)
    cells.ongoing = ongoing(line)
    let extra = " CROSS JOIN d LEFT JOIN k ON \(Self.same("k")) AND k.detail = d.detail"
    return cte + select(head(line, detail: "d.detail"), cells, from: grid(line, joining: extra))
  }

  private func sums(_ line: DeclaredLine) -> String {
    let rows = line.rows.isEmpty ? [line.detail] : line.rows.map(\.detail)
    let within = line.rows.isEmpty ? "TRUE" : "v.ligne = d.detail"
    let units = line.rule?.perHousehold == true ? "COUNT(DISTINCT v.menage)" : "COUNT(*)"
    let cte = """
      , d AS (\(rows.map { "SELECT \(SQLPrinter.text($0)) AS detail" }.joined(separator: " UNION ALL "))),
      k AS (SELECT v.perimetre, v.periode, v.portee, d.detail, SUM(v.montant) AS total, \(units) AS n,
        COUNT(*) - COUNT(v.montant) AS sans FROM votes v JOIN d ON v.verdict = 5 AND \(within)
        GROUP BY v.perimetre, v.periode, v.portee, d.detail)
      """
    // A row beside those of an indicator is collected as the indicator is.
    let main = line.detail.isEmpty ? nil : referentiel.indicator(line.code)?.lines.first?.rule
    let unsent = main.map { unsentMain($0) } ?? Self.unsent
    var cells = Cells()
    cells.value = unless(unsent, "COALESCE(k.total, 0)")
    cells.numerator = cells.value
    cells.denominator = "CASE WHEN \(unsent) THEN 0 ELSE COALESCE(k.n, 0) END"
    cells.missing = "CASE WHEN \(unsent) THEN 0 ELSE COALESCE(k.sans, 0) END"
    cells.status = "CASE WHEN \(unsent) THEN 'non_collecte' ELSE 'publie' END"
    let extra = " CROSS JOIN d LEFT JOIN k ON \(Self.same("k")) AND k.detail = d.detail"
    return cte + select(head(line, detail: "d.detail"), cells, from: grid(line, joining: extra))
  }

  private func unsentMain(_ rule: Rule) -> String {
    guard let unsentIf = rule.unsentIf else { return "FALSE" }
    let all = """
      FROM \(rule.table.name) u JOIN v_perimetres z ON z.projet = u.projet JOIN periodes q ON q.projet = u.projet \
      JOIN v_portees s ON s.volet = u.volet WHERE z.perimetre = g.perimetre AND q.periode = g.periode \
      AND s.portee = g.portee AND q.debut IS NOT NULL AND \(sql(rule.population.formula, of: rule))
      """
    let isUnsent = sql(unsentIf, of: rule)
    return "((SELECT COUNT(*) \(all)) > 0 AND (SELECT COUNT(*) \(all) AND NOT COALESCE(\(isUnsent), FALSE)) = 0)"
  }

  private func quantile(_ line: DeclaredLine, _ row: DeclaredLine.Row) -> String {
    var cells = Cells()
    let cte: String
    if let order = DeclaredLine.orders[row.detail] {
      let quarters = order.numerator * 4 / order.denominator
      cte = """
        , t AS (SELECT perimetre, periode, portee, montant,
          ROW_NUMBER() OVER (PARTITION BY perimetre, periode, portee ORDER BY montant) - 1 AS i,
          (COUNT(*) OVER (PARTITION BY perimetre, periode, portee) - 1) * \(quarters) AS h FROM votes WHERE verdict = 5),
        k AS (SELECT perimetre, periode, portee, SUM(CASE WHEN i = (h - MOD(h, 4)) / 4 THEN montant * (4 - MOD(h, 4))
          WHEN i = (h - MOD(h, 4)) / 4 + 1 THEN montant * MOD(h, 4) ELSE 0 END) AS quatre
          FROM t GROUP BY perimetre, periode, portee)
        """
      cells.value = "\(printer.real("k.quatre")) / 4"
    } else {
      cte = ", k AS (SELECT perimetre, periode, portee, total AS quatre FROM n)"
      cells.value = "CASE WHEN COALESCE(n.c, 0) > 0 THEN n.total END"
      cells.numerator = "COALESCE(n.total, 0)"
    }
    cells.denominator = "COALESCE(n.c, 0)"
    cells.missing = "COALESCE(n.m, 0)"
    cells.ongoing = ongoing(line)
    cells.status = "CASE WHEN COALESCE(n.c, 0) > 0 THEN 'publie' ELSE 'non_calculable' END"
    let extra = " LEFT JOIN k ON \(Self.same("k"))"
    return cte + select(head(line, detail: SQLPrinter.text(row.detail)), cells, from: grid(line, joining: extra))
  }

  private func survivals(_ line: DeclaredLine) -> [String] {
    let days = "(\(line.horizon ?? 0) * 30.4375)"
    let cte =
      tally(line) + """
        , e AS (SELECT perimetre, periode, portee, montant AS jours, SUM(CASE WHEN verdict = 5 THEN 1 ELSE 0 END) AS d,
          COUNT(*) AS k FROM votes WHERE verdict IN (4, 5) GROUP BY perimetre, periode, portee, montant),
        f AS (SELECT e.*, SUM(k) OVER (PARTITION BY perimetre, periode, portee ORDER BY jours DESC) AS a_risque FROM e),
        l AS (SELECT f.*, SUM(CASE WHEN d = a_risque THEN -1000 ELSE LN(1 - \(printer.real("d")) / a_risque) END)
          OVER (PARTITION BY perimetre, periode, portee ORDER BY jours) AS reste FROM f),
        w AS (SELECT perimetre, periode, portee, SUM(CASE WHEN jours <= \(days) THEN d ELSE 0 END) AS evenements,
          SUM(CASE WHEN jours >= \(days) THEN k ELSE 0 END) AS observes,
          MIN(CASE WHEN jours <= \(days) THEN reste END) AS reste,
          MIN(CASE WHEN CASE WHEN reste < -500 THEN 0 ELSE EXP(GREATEST(reste, -500)) END <= 0.5 + 1e-12
            THEN jours END) AS mediane
          FROM l GROUP BY perimetre, periode, portee)
        """
    let from = grid(line, joining: " LEFT JOIN w ON \(Self.same("w"))")
    var cells = Cells()
    cells.denominator = "COALESCE(n.suivis, 0)"
    guard line.horizon != nil else {
      cells.numerator = "COALESCE(n.c, 0)"
      cells.value = "\(printer.real("w.mediane")) / 30.4375"
      cells.status = "CASE WHEN w.mediane IS NULL THEN 'non_calculable' ELSE 'publie' END"
      return [wrapped(line, cte + select(head(line, detail: "''"), cells, from: from))]
    }
    let share = "CASE WHEN w.reste < -500 THEN 0 ELSE EXP(GREATEST(COALESCE(w.reste, 0), -500)) END"
    let known = "COALESCE(n.suivis, 0) > 0 AND (COALESCE(w.reste, 0) < -500 OR COALESCE(w.observes, 0) > 0)"
    cells.numerator = "COALESCE(w.evenements, 0)"
    cells.value = "CASE WHEN \(known) THEN \(share) END"
    cells.status = "CASE WHEN \(known) THEN 'publie' ELSE 'non_calculable' END"
    var atRisk = Cells()
    atRisk.numerator = "COALESCE(w.observes, 0)"
    atRisk.value = atRisk.numerator
    let unit: Unit = line.rule?.perHousehold == true ? .menages : .parcours
    let other = head(line, detail: SQLPrinter.text(DeclaredLine.atRisk), unit: unit)
    return [
      wrapped(line, cte + select(head(line, detail: "''"), cells, from: from)),
      wrapped(line, cte + select(other, atRisk, from: from)),
    ]
  }

  private func ratio(_ line: DeclaredLine) -> String {
    let quantities = SQLPrinter(
      dialect,
      column: { name in
        switch name {
        case "compte": "COALESCE(n.c, 0)"
        case "total": "COALESCE(n.total, 0)"
        case "poids": "COALESCE(n.poids, 0)"
        case "budget": "b.budget"
        case "cible": "b.cible"
        default: numerator(of: name, in: line)
        }
      },
      parameter: { $0 }
    )
    let (top, bottom) = (line.top?.sql(quantities) ?? "NULL", line.bottom?.sql(quantities) ?? "NULL")
    let named = (line.top?.columns ?? []) + (line.bottom?.columns ?? [])
    var cells = Cells()
    let known = "(\(top)) IS NOT NULL AND (\(bottom)) IS NOT NULL AND (\(bottom)) <> 0"
    cells.numerator = unless(Self.unsent, top)
    cells.denominator = "CASE WHEN \(Self.unsent) THEN 0 ELSE \(bottom) END"
    cells.value = "CASE WHEN NOT \(Self.unsent) AND \(known) THEN \(printer.real(top)) / (\(bottom)) END"
    cells.missing =
      "COALESCE(n.m, 0)\(line.unsentIsOutside ? "" : " + COALESCE(n.u, 0)")"
      + (named.contains(3) ? " + b.prevus" : "") + (named.contains(4) ? " + b.sans_cible" : "")
    cells.ongoing = ongoing(line)
    cells.status = status(computable: known)
    let from = grid(line, joining: " LEFT JOIN v_montants b ON \(Self.same("b"))")
    return select(head(line, detail: SQLPrinter.text(line.detail)), cells, from: from)
  }

  /// The numerator of another indicator, in the scope of the row where it has it, else in its only one.
  private func numerator(of code: String, in line: DeclaredLine) -> String {
    let scopes = referentiel.indicator(code)?.lines.first?.scopes ?? []
    let scope = line.scopes.allSatisfy(scopes.contains) ? "g.portee" : SQLPrinter.text(scopes.first?.rawValue ?? "")
    return """
      (SELECT MAX(i.numerateur) FROM \(printer.name("v_" + code)) i WHERE i.projet = g.perimetre \
      AND i.periode = g.periode AND i.volet = \(scope) AND i.detail = '')
      """
  }

  private func funding(_ line: DeclaredLine) -> String {
    var cells = Cells()
    cells.numerator = "SUM(k.montant)"
    let share = "\(printer.real("SUM(k.montant)")) / NULLIF(MAX(k.total), 0)"
    cells.value = "CASE WHEN k.inclus THEN \(share) ELSE SUM(k.montant) END"
    cells.denominator = "CASE WHEN k.inclus THEN MAX(k.total) END"
    cells.status = "CASE WHEN k.inclus AND COALESCE(MAX(k.total), 0) = 0 THEN 'non_calculable' ELSE 'publie' END"
    let head = """
      g.perimetre AS projet, g.periode AS periode, g.portee AS volet, \(SQLPrinter.text(line.code)) AS indicateur,
      k.financeur || '|' || k.exercice || CASE WHEN k.inclus THEN '' ELSE '|hors_budget' END AS detail,
      CASE WHEN k.inclus THEN \(SQLPrinter.text(line.unit.rawValue)) ELSE 'euros' END AS unite
      """
    let kept = """
      WITH f AS (SELECT f.*, SUM(CASE WHEN f.statut = 'realise' THEN 1 ELSE 0 END) OVER (PARTITION BY f.projet, f.exercice)
        AS realises FROM financements f),
      t AS (SELECT z.perimetre, e.periode, f.exercice, f.financeur, f.inclus_dans_budget AS inclus, f.montant
        FROM f JOIN v_perimetres z ON z.projet = f.projet
        JOIN v_exercices_periode e ON e.projet = f.projet AND e.exercice = f.exercice
        WHERE f.realises = 0 OR f.statut = 'realise'),
      k AS (SELECT t.*, SUM(CASE WHEN inclus THEN montant END) OVER (PARTITION BY perimetre, periode, exercice) AS total
        FROM t)

      """
    let from = """
      v_grille g JOIN k ON k.perimetre = g.perimetre AND k.periode = g.periode WHERE g.portee = 'ensemble'
      GROUP BY g.perimetre, g.periode, g.portee, k.financeur, k.exercice, k.inclus
      """
    return wrapped(line, kept + select(head, cells, from: from))
  }
}
