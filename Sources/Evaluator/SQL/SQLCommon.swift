import Expressions

extension SQLLines {
  /// The views that lines share: perimeters, scopes, the grid of rows, budgets and targets.
  var common: [String] {
    [
      view(
        "perimetres",
        """
        SELECT DISTINCT projet AS perimetre, projet FROM periodes
        UNION ALL SELECT DISTINCT '*' AS perimetre, projet FROM periodes
        """
      ),
      view(
        "portees",
        """
        SELECT 'ensemble' AS portee, 'acces' AS volet UNION ALL SELECT 'ensemble', 'maintien'
        UNION ALL SELECT 'acces', 'acces' UNION ALL SELECT 'maintien', 'maintien'
        """
      ),
      view(
        "grille",
        """
        SELECT p.perimetre, q.periode, s.portee FROM (SELECT DISTINCT perimetre FROM v_perimetres) p
        CROSS JOIN (SELECT DISTINCT periode FROM periodes) q CROSS JOIN (SELECT DISTINCT portee FROM v_portees) s
        """
      ),
      view("exercices_periode", exercises), view("montants_projet", projectMoney), view("montants", money),
    ] + SQLFacts.views(printer).map { view($0.name, $0.query) }
  }

  /// The exercices that a period meets, and what each brings of its budget and targets.
  private var exercises: String {
    let span = { (last: String) in
      """
      (CASE WHEN e.debut_projet IS NULL OR GREATEST(e.debut_projet, q.debut) > LEAST(\(last), q.fin) THEN 0 \
      ELSE \(days("GREATEST(e.debut_projet, q.debut)", "LEAST(\(last), q.fin)")) \
      / (\(printer.days(from: "e.debut_projet", to: last)) + 1) END)
      """
    }
    return """
      SELECT e.projet, e.exercice, q.periode,
        CASE WHEN e.budget_realise IS NOT NULL THEN e.budget_realise * \(span("LEAST(e.fin_projet, q.arrete)"))
          WHEN e.budget_prevu IS NOT NULL THEN e.budget_prevu * \(span("e.fin_projet")) END AS budget,
        CASE WHEN e.budget_realise IS NULL AND e.budget_prevu IS NOT NULL THEN 1 ELSE 0 END AS prevu,
        e.cible_ensemble * \(span("e.fin_projet")) AS cible_ensemble,
        e.cible_acces * \(span("e.fin_projet")) AS cible_acces,
        e.cible_maintien * \(span("e.fin_projet")) AS cible_maintien
      FROM exercices e JOIN periodes q ON q.projet = e.projet
      WHERE q.debut IS NOT NULL AND e.debut <= LEAST(q.fin, COALESCE(q.fin_projet, q.fin))
        AND e.fin >= GREATEST(q.debut, q.debut_projet)
        AND GREATEST(q.debut, q.debut_projet) <= LEAST(q.fin, COALESCE(q.fin_projet, q.fin))
      """
  }

  private func days(_ first: String, _ last: String) -> String {
    printer.real(printer.days(from: first, to: last) + " + 1")
  }

  private var projectMoney: String {
    """
    SELECT q.projet, q.periode, s.portee,
      CASE WHEN COUNT(e.exercice) = COUNT(e.budget) THEN SUM(e.budget) END AS budget,
      COALESCE(SUM(e.prevu), 0) AS prevus,
      CASE WHEN COUNT(e.exercice) = COUNT(\(target)) THEN SUM(\(target)) END AS cible,
      COUNT(e.exercice) - COUNT(\(target)) AS sans_cible
    FROM periodes q CROSS JOIN (SELECT DISTINCT portee FROM v_portees) s
    LEFT JOIN v_exercices_periode e ON e.projet = q.projet AND e.periode = q.periode
    GROUP BY q.projet, q.periode, s.portee
    """
  }

  private var target: String {
    "CASE s.portee WHEN 'acces' THEN e.cible_acces WHEN 'maintien' THEN e.cible_maintien ELSE e.cible_ensemble END"
  }

  /// Sums over the projects active in a scope; one of them that lacks an amount leaves the sum unknown.
  private var money: String {
    let isActive = """
      (z.perimetre <> '*' OR (SELECT COUNT(DISTINCT projet) FROM periodes) = 1 OR EXISTS (SELECT 1 FROM parcours u \
      JOIN v_portees s ON s.volet = u.volet JOIN periodes q ON q.projet = u.projet WHERE u.projet = p.projet \
      AND s.portee = p.portee AND q.periode = p.periode AND u.debut <= q.fin AND (u.fin IS NULL OR u.fin >= q.debut)))
      """
    let sum = { (amount: String) in
      """
      CASE WHEN SUM(CASE WHEN actif AND \(amount) IS NULL THEN 1 ELSE 0 END) = 0 THEN SUM(\(amount)) END
      """
    }
    return """
      SELECT perimetre, periode, portee, \(sum("budget")) AS budget,
        SUM(CASE WHEN actif OR budget IS NOT NULL THEN prevus ELSE 0 END) AS prevus, \(sum("cible")) AS cible,
        SUM(CASE WHEN actif OR cible IS NOT NULL THEN sans_cible ELSE 0 END) AS sans_cible
      FROM (SELECT z.perimetre, p.*, \(isActive) AS actif FROM v_montants_projet p
        JOIN v_perimetres z ON z.projet = p.projet) a
      GROUP BY perimetre, periode, portee
      """
  }
}
