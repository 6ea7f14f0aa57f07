import Model

/// The checks that hold between the figures themselves.
func arithmeticChecks(of figures: [Figure], over cohorts: [Cohort], by referentiel: Referentiel) -> [Check] {
  let breakdowns = figures.filter { referentiel.line(of: $0)?.forme == .breakdown }
  let wholes = figures.filter { referentiel.line(of: $0)?.forme != .breakdown }
  return [
    proportionCheck(figures), resultCheck(figures, over: cohorts, by: referentiel), unitCheck(figures),
    breakdownCheck(breakdowns), flowCheck(cohorts),
  ] + perfectNotice(wholes)
}

/// Labels at fault, each once, in order.
fileprivate func labels(_ figures: [Figure]) -> String {
  var seen: Set<String> = []
  return French.list(figures.map(\.label).filter { seen.insert($0).inserted }.map { "«\u{a0}\($0)\u{a0}»" })
}

/// Every proportion is the quotient of its two integers, the first not above the second.
fileprivate func proportionCheck(_ figures: [Figure]) -> Check {
  let proportions = figures.filter { $0.interval != nil }
  let wrong = proportions.filter { figure in
    guard case .exact(let value)? = figure.value, case .exact(let top)? = figure.numerator,
      case .exact(let bottom)? = figure.denominator, bottom > Rational(0)
    else { return true }
    return value != top / bottom || top > bottom || top < Rational(0)
  }
  return Check(
    "proportions",
    holds: wrong.isEmpty,
    "Chaque proportion se recalcule de son numérateur et de son dénominateur.",
    otherwise: "Des proportions ne se recalculent pas de leurs entiers\u{a0}: \(labels(wrong))."
  )
}

/// Results never exceed what is accompanied.
///
/// Only of those whose population is active in the period by definition.
fileprivate func resultCheck(_ figures: [Figure], over cohorts: [Cohort], by referentiel: Referentiel) -> Check {
  struct Part: Hashable {
    let period: PeriodKind
    let scope: Scope
  }
  var pathways: [Part: Int] = [:]
  for period in PeriodKind.allCases {
    for scope in Scope.allCases {
      pathways[Part(period: period, scope: scope)] = cohorts.reduce(0) { $0 + Slice($1, period, scope).active.count }
    }
  }
  var households: [Part: Int] = [:]
  for period in PeriodKind.allCases {
    for scope in Scope.allCases {
      let active = cohorts.map { Slice($0, period, scope) }.flatMap { slice in
        slice.active.map { slice.cohort.pathways[$0].household }
      }
      households[Part(period: period, scope: scope)] = Set(active).count
    }
  }
  let wrong = figures.filter { figure in
    guard figure.interval != nil, let result = figure.numerator?.double,
      referentiel.line(of: figure)?.rule?.population.isActive == true
    else { return false }
    let part = Part(period: figure.period, scope: figure.scope)
    switch figure.unit {
    case .shareOfPathways: return result > Double(pathways[part, default: 0])
    case .shareOfHouseholds: return result > Double(households[part, default: 0])
    default: return false
    }
  }
  return Check(
    "resultats",
    holds: wrong.isEmpty,
    "Aucun résultat ne dépasse le nombre de ménages ou de parcours accompagnés.",
    otherwise: "Des résultats dépassent ce qui est accompagné\u{a0}: \(labels(wrong))."
  )
}

/// The parcours closed in a period and those active and not closed in it are the active ones.
fileprivate func flowCheck(_ cohorts: [Cohort]) -> Check {
  let holds = PeriodKind.allCases.allSatisfy { period in
    Scope.allCases.allSatisfy { scope in
      cohorts.allSatisfy { cohort in
        let slice = Slice(cohort, period, scope)
        let closed = Set(slice.closed)
        return slice.closed.count + slice.active.count { !closed.contains($0) } == slice.active.count
      }
    }
  }
  return Check(
    "parcours",
    holds: holds,
    "Parcours clôturés et parcours non clôturés pendant la période font ensemble les parcours actifs.",
    otherwise: "Des parcours clôturés pendant la période n’y sont pas actifs."
  )
}

/// A row has the same unit in both periods.
fileprivate func unitCheck(_ figures: [Figure]) -> Check {
  struct Row: Hashable {
    let scope: Scope
    let indicator: String
    let detail: String
  }
  var units: [Row: Unit] = [:]
  let wrong = figures.filter { figure in
    let row = Row(scope: figure.scope, indicator: figure.indicator, detail: figure.detail)
    return units.updateValue(figure.unit, forKey: row).map { $0 != figure.unit } ?? false
  }
  return Check(
    "unites",
    holds: wrong.isEmpty,
    "Chaque chiffre garde une seule unité.",
    otherwise: "Des chiffres changent d’unité\u{a0}: \(labels(wrong))."
  )
}

/// The rows of a breakdown sum to their total; figures come with the rows of each breakdown in a run.
fileprivate func breakdownCheck(_ figures: [Figure]) -> Check {
  var wrong: [Figure] = []
  var sum = Rational(0)
  for (index, figure) in figures.enumerated() {
    guard case .exact(let top)? = figure.numerator else { continue }
    sum = sum + top
    let next = figures.indices.contains(index + 1) ? figures[index + 1] : nil
    if next.map({ $0.isSameBreakdown(as: figure) }) == true { continue }
    if figure.denominator != .exact(sum) { wrong.append(figure) }
    sum = Rational(0)
  }
  return Check(
    "ventilations",
    holds: wrong.isEmpty,
    "La somme de chaque ventilation égale son total.",
    otherwise: "Des ventilations ne retombent pas sur leur total\u{a0}: \(labels(wrong))."
  )
}

/// A 100 % of ten units or more is pointed out.
fileprivate func perfectNotice(_ figures: [Figure]) -> [Check] {
  let perfect = figures.filter { figure in
    guard figure.period == .cumul, figure.interval != nil,
      figure.value == .exact(Rational(1)), case .exact(let bottom)? = figure.denominator
    else { return false }
    return bottom >= Rational(10)
  }
  if perfect.isEmpty { return [] }
  return [
    Check(
      code: "cent_pour_cent",
      outcome: .notice,
      sentence: "À 100\u{a0}%, à lire avec prudence\u{a0}: \(labels(perfect)).",
      figures: perfect.map(\.name)
    )
  ]
}

extension Figure {
  fileprivate func isSameBreakdown(as other: Figure) -> Bool {
    period == other.period && scope == other.scope && indicator == other.indicator && group == other.group
  }

  /// What the details of one breakdown share: `3-4` of `3-4|expulse`.
  private var group: Substring { detail.utf8.lastIndex(of: UInt8(ascii: "|")).map { detail[..<$0] } ?? "" }
}
