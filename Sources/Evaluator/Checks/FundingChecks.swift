import Model

/// Funding against budget, for every exercice of the card, inside the period or not.
func fundingChecks(of project: Project) -> [Check] {
  let years = project.years(meeting: project.start...max(project.start, project.end ?? project.cutoff))
    .map { FundedYear($0, of: project) }
  var checks: [Check] = []
  let equal = years.filter { $0.agrees == true }.map(\.label)
  if !equal.isEmpty {
    let sentence = "Le total des financements égale le budget, à 0,5\(French.space)% près, en \(French.list(equal))."
    checks.append(Check(code: "financement_budget", outcome: .passed, sentence: sentence))
  }
  for year in years where year.agrees == false {
    checks.append(Check(code: "financement_budget", outcome: .alert, sentence: year.difference))
  }
  let unpublished = years.filter { $0.budget != nil && $0.total == nil }.map(\.label)
  if !unpublished.isEmpty {
    let sentence = "Financements \(French.list(unpublished))\(French.space): détail non publié."
    checks.append(Check(code: "financement_non_publie", outcome: .notice, sentence: sentence))
  }
  let unused = project.unusedExercises(years.map(\.label))
  if !unused.isEmpty {
    let sentence =
      "Exercices sans dates, ou hors du projet, dont rien n’est compté\(French.space): \(French.list(unused))."
    checks.append(Check(code: "exercice_inutilise", outcome: .alert, sentence: sentence))
  }
  return checks
}

/// The budget and the funding of one exercice, in centimes.
fileprivate struct FundedYear {
  let label: String
  /// `nil` when no row gives it.
  let budget: Cents?
  /// Included in the budget; `nil` when no funding row is.
  let total: Cents?
  /// Direct aids to households, outside the budget.
  let directAids: Cents
  let otherwise: Cents

  init(_ year: ProjectYear, of project: Project) {
    let rows = project.funding(of: year)
    label = year.label
    budget = project.wholeBudget(of: year)
    total = rows.contains(where: \.inBudget) ? rows.filter(\.inBudget).reduce(0) { $0 + $1.amount } : nil
    let outside = rows.filter { !$0.inBudget }
    directAids = outside.filter { $0.nature == .directAid }.reduce(0) { $0 + $1.amount }
    otherwise = outside.filter { $0.nature != .directAid }.reduce(0) { $0 + $1.amount }
  }

  /// Whether the two differ by 0,5 % of the budget at most; `nil` when one is missing.
  var agrees: Bool? {
    guard let budget, let total else { return nil }
    return abs(total - budget) * 200 <= abs(budget)
  }

  /// The difference in words.
  var difference: String {
    guard let budget, let total else { return "" }
    var figures = French.euros(total)
    if directAids > 0 { figures += "\u{202f}; \(French.euros(total + directAids)) avec les aides directes" }
    if otherwise > 0 { figures += "\u{202f}; \(French.euros(total + directAids + otherwise)) avec tout le hors budget" }
    let gap = total - budget
    let verb = gap > 0 ? "dépasse le budget" : "est inférieur au budget"
    let part = budget == 0 ? "" : " de \(French.percent(Rational(abs(gap), budget)))"
    return "Le total des financements \(label) (\(figures)) \(verb) (\(French.euros(budget)))\(part)."
  }
}

extension Project {
  /// Labels that rows give and that no exercice of the project bears, in byte order.
  fileprivate func unusedExercises(_ known: [String]) -> [String] {
    let given = Set(budgets.map(\.exercise.label) + targets.map(\.exercise.label) + funding.map(\.exercise.label))
    return given.subtracting(known).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The budget of an exercice: what was realised, else what was planned; `nil` without a row.
  fileprivate func wholeBudget(of year: ProjectYear) -> Cents? {
    let rows = budgets.filter { $0.exercise.label == year.label }
    let realised = rows.filter { $0.status == .realised }
    let counted = realised.isEmpty ? rows : realised
    return counted.isEmpty ? nil : counted.reduce(0) { $0 + $1.amount }
  }
}
