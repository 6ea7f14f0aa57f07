package import Model

/// Every indicator, in the order of the référentiel §5, with its definition as applied.
package let indicatorCards: [IndicatorCard] = Indicator.all.map(\.card)

/// Computes every indicator of the référentiel for each project and for all of them together.
///
/// - Parameter households: as reconciled over all sources; those without a measure in a project are not in its figures.
/// - Returns: one evaluation per project, in the campaign's order, and the consolidated one, whose project is `*`.
///   Figures are sorted by periode, volet, indicateur, detail in byte order; none is suppressed.
package func evaluate(
  _ households: [Household],
  in campaign: Campaign
) -> (projects: [Evaluation], consolidated: Evaluation) {
  let households = households.sorted { $0.id < $1.id }
  let cohorts = campaign.projects.map { Cohort(households, of: Setting($0, in: campaign)) }
  let projects = cohorts.map { cohort in
    let code = cohort.setting.project.code
    let figures = figures(of: code, over: [cohort])
    return Evaluation(project: code, figures: figures, checks: checks(of: cohort, figures))
  }
  let consolidated = figures(of: Pool.consolidated, over: cohorts)
  return (
    projects,
    Evaluation(project: Pool.consolidated, figures: consolidated, checks: arithmeticChecks(of: consolidated))
  )
}

/// Every row of one project, or of all, in the byte order of its keys.
private func figures(of project: String, over cohorts: [Cohort]) -> [Figure] {
  var figures: [Figure] = []
  for period in PeriodKind.allCases {
    for scope in Scope.allCases {
      let pool = Pool(project, period, scope, of: cohorts)
      for indicator in Indicator.all
      where indicator.card.scopes.contains(scope) && indicator.card.periods.contains(period) {
        figures += indicator.figures(pool)
      }
    }
  }
  return figures.sorted { one, other in
    precedes(
      [one.period.rawValue, one.scope.rawValue, one.indicator, one.detail],
      [other.period.rawValue, other.scope.rawValue, other.indicator, other.detail]
    )
  }
}

/// Byte order, key by key: the order of strings is that of their canonical forms, not of their bytes.
private func precedes(_ one: [String], _ other: [String]) -> Bool {
  for (a, b) in zip(one, other) where a.utf8.elementsEqual(b.utf8) == false {
    return a.utf8.lexicographicallyPrecedes(b.utf8)
  }
  return false
}
