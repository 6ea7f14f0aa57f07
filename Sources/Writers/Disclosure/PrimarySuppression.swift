import Model

/// Which figures of one evaluation a profile keeps secret, each looked at with its own row and its siblings only.
struct PrimarySuppression {
  let profile: Profile
  let cards: [String: IndicatorCard]
  let figures: [Figure]
  /// Rows of the same indicator, volet and period.
  private let families: [Family: [Int]]

  private struct Family: Hashable {
    let indicator: String
    let scope: Scope
    let period: PeriodKind
  }

  init(profile: Profile, cards: [String: IndicatorCard], figures: [Figure]) {
    self.profile = profile
    self.cards = cards
    self.figures = figures
    families = Dictionary(grouping: figures.indices) { place in
      Family(indicator: figures[place].indicator, scope: figures[place].scope, period: figures[place].period)
    }
  }

  /// Places, in `figures`, of those that are secret.
  var places: Set<Int> {
    var secret: Set<Int> = []
    for rows in families.values {
      let family = rows.map { figures[$0] }
      for (place, figure) in zip(rows, family) where isSecret(figure, beside: family) { secret.insert(place) }
    }
    return secret
  }

  private func isSecret(_ figure: Figure, beside family: [Figure]) -> Bool {
    guard figure.status == .published else { return false }
    if figure.isSurvival, figure.detail.isEmpty, isTooThin(figure, beside: family) { return true }
    if figure.unit == .euros { return hasSmallCount(figure) || disclosesAmount(figure, beside: family) }
    switch profile {
    case .funder: return isPersonal(figure) && hasSmallCell(figure, beside: family, upTo: 4)
    case .everyone:
      return !figure.isOfTheDispositif && hasSmallCell(figure, beside: family, upTo: 10)
    }
  }

  /// Below 10 subjects, or 5 at risk at the horizon.
  private func isTooThin(_ figure: Figure, beside family: [Figure]) -> Bool {
    let atRisk = family.first { $0.detail == "n_a_risque" }?.value?.double ?? 0
    return (figure.denominator?.double ?? 0) < 10 || atRisk < 5
  }

  /// Fewer than 3 contributors, or one of them above 85 % of the sum.
  private func disclosesAmount(_ figure: Figure, beside family: [Figure]) -> Bool {
    // Quartiles rest on the same households as the total, which is the row that names their amounts.
    let named = [figure] + family.filter { $0.detail == "total" }
    let amounts = named.lazy.map(\.amounts).first { !$0.isEmpty } ?? []
    let sum = amounts.reduce(0, +)
    guard sum > 0 else { return (figure.value?.double ?? 0) != 0 && (figure.denominator?.double ?? 0) < 3 }
    let largest = amounts.max() ?? 0
    return amounts.count { $0 > 0 } < 3 || largest * 100 > sum * 85
  }

  /// Whether the households behind a sum are themselves a small cell.
  private func hasSmallCount(_ figure: Figure) -> Bool {
    guard let count = figure.denominator?.double else { return false }
    return (1...Double(profile.largestSmallCell)).contains(count) && isPersonal(figure)
  }

  /// Whether the référentiel lists it among personal attributes: of `personnes_accompagnees`, only the children.
  private func isPersonal(_ figure: Figure) -> Bool {
    guard cards[figure.indicator]?.personal == true else { return false }
    return figure.indicator != "personnes_accompagnees" || figure.detail == "enfants"
  }

  /// Whether the numerator or its complement lies in 1…limit.
  private func hasSmallCell(_ figure: Figure, beside family: [Figure], upTo limit: Double) -> Bool {
    let small = 1...limit
    let count = figure.numerator?.double ?? 0
    if figure.unit.countsCells, small.contains(count) { return true }
    if figure.indicator == "personnes_accompagnees", figure.detail == "enfants" {
      let persons = family.first { $0.detail.isEmpty }?.value?.double ?? count
      return small.contains(persons - count)
    }
    guard let among = figure.denominator?.double else { return false }
    // A median over a handful of parcours is the duration of one of them.
    if figure.unit == .mois { return small.contains(among) }
    return figure.unit.isShare && small.contains(among - count)
  }
}

extension Figure {
  /// What each household that counts brings, in absolute value.
  fileprivate var amounts: [Cents] {
    untracedMembers.filter { $0.standing == .counted }.compactMap { $0.amount.map(abs) }
  }

  /// Kaplan-Meier shares, which have thresholds of their own.
  fileprivate var isSurvival: Bool { indicator.hasPrefix("maintien_km_") }

  /// Household counts of the dispositif, budgets, costs and funding: printed whatever their size.
  fileprivate var isOfTheDispositif: Bool {
    switch indicator {
    case "menages_accompagnes", "parcours_clotures", "file_active": true
    default: unit == .shareOfEuros
    }
  }
}

extension Unit {
  /// Whether the numerator is a number of persons, households, measures, parcours or meetings.
  fileprivate var countsCells: Bool { isCount || isShare || self == .householdRatio || self == .visitsPerSixMonths }

  /// Whether a figure of this unit is a number of persons, households, measures or parcours.
  var isCount: Bool {
    switch self {
    case .menages, .personnes, .mesures, .parcours: true
    default: false
    }
  }

  /// Whether it is a share of persons, households, parcours or meetings.
  var isShare: Bool {
    switch self {
    case .shareOfPathways, .shareOfHouseholds, .shareOfVisits: true
    default: false
    }
  }
}
