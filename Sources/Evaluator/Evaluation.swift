package import Model

/// Computes every indicator of the référentiel for each project and for all of them together.
///
/// - Parameters:
///   - households: as reconciled over all sources; those without a measure in a project are not in its figures.
///   - campaign: its projects, and what its structures send.
/// - Returns: one evaluation per project, in the campaign's order, and the consolidated one, whose project is `*`.
///   Figures are sorted by periode, volet, indicateur, detail in byte order; none is suppressed.
package func evaluate(
  _ households: [Household],
  in campaign: Campaign
) -> (projects: [Evaluation], consolidated: Evaluation) {
  let households = households.sorted { $0.id < $1.id }
  let referentiel = Referentiel(of: campaign)
  let cohorts = JudgedCohort.all(households, in: campaign, by: referentiel.rules)
  // The programme as a whole is one more evaluation, as independent as the others.
  let sizes = cohorts.map(\.cohort.dossiers.count)
  var evaluations = concurrently(cohorts.count + 1, weighing: sizes + [sizes.reduce(0, +)]) { index in
    guard index < cohorts.count else {
      let figures = figures(of: Pool.consolidated, over: cohorts, by: referentiel)
      let checks = arithmeticChecks(of: figures, over: cohorts.map(\.cohort), by: referentiel)
      return Evaluation(project: Pool.consolidated, figures: figures, checks: checks)
    }
    let cohort = cohorts[index].cohort
    let code = cohort.setting.project.code
    let figures = figures(of: code, over: [cohorts[index]], by: referentiel)
    var evaluation = Evaluation(
      project: code,
      figures: figures,
      checks: checks(of: cohort, figures, by: referentiel, profile: campaign.profile(of: code)),
      quality: qualityLines(of: cohort, figures, in: campaign)
    )
    evaluation.facts = factSheets(of: cohort)
    return evaluation
  }
  let consolidated = evaluations.removeLast()
  return (evaluations, consolidated)
}

/// Every row of one project, or of all, in the byte order of its keys.
func figures(of project: String, over cohorts: [JudgedCohort], by referentiel: Referentiel) -> [Figure] {
  let indicators = referentiel.indicators.sorted { precedes($0.card.code, $1.card.code) }
  var figures: [Figure] = []
  for period in PeriodKind.allCases.sorted(by: { precedes($0.rawValue, $1.rawValue) }) {
    for scope in Scope.allCases.sorted(by: { precedes($0.rawValue, $1.rawValue) }) {
      let pool = Pool(project, period, scope, of: cohorts)
      for indicator in indicators {
        let lines = indicator.lines.filter { $0.scopes.contains(scope) && $0.periods.contains(period) }
        figures += lines.flatMap { $0.figures(pool, referentiel) }.sorted { precedes($0.detail, $1.detail) }
      }
    }
  }
  return figures
}

/// Byte order: that of strings compares canonical forms instead.
fileprivate func precedes(_ one: String, _ other: String) -> Bool { one.utf8.lexicographicallyPrecedes(other.utf8) }
