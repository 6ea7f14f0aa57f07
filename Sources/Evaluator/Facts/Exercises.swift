import Model

/// An exercice of a project, with its dates (référentiel §4).
struct ProjectYear: Hashable, Sendable {
  let label: String
  let dates: Period
}

extension Project {
  private var exercises: [Exercise] { budgets.map(\.exercise) + targets.map(\.exercise) + funding.map(\.exercise) }

  /// The exercices of the card that meet a span: those that rows date, else calendar years, sorted by date.
  ///
  /// An undated row takes the dates of its label.
  func years(meeting span: Period) -> [ProjectYear] {
    var dated: [String: Period] = [:]
    for exercise in exercises {
      guard let dates = exercise.dates else { continue }
      let known = dated[exercise.label] ?? dates
      dated[exercise.label] = min(known.lowerBound, dates.lowerBound)...max(known.upperBound, dates.upperBound)
    }
    if dated.isEmpty { return calendarYears(meeting: span) }
    return dated.map { ProjectYear(label: $0.key, dates: $0.value) }
      .filter { $0.dates.overlaps(span) }
      .sorted { ($0.dates.lowerBound, $0.label) < ($1.dates.lowerBound, $1.label) }
  }

  private func calendarYears(meeting span: Period) -> [ProjectYear] {
    let first = span.lowerBound.civil.year
    let last = span.upperBound.civil.year
    return (first...last).compactMap { year in
      guard let start = Day(year: year, month: 1, day: 1), let end = Day(year: year, month: 12, day: 31) else {
        return nil
      }
      return ProjectYear(label: String(year), dates: start...end)
    }
  }

  /// Days of the project in a period; `nil` when there are none.
  func span(in period: Period) -> Period? {
    let last = min(end ?? period.upperBound, period.upperBound)
    let first = max(start, period.lowerBound)
    return first <= last ? first...last : nil
  }

  /// The exercices of a period.
  func years(of period: Period?) -> [ProjectYear] {
    guard let period, let span = span(in: period) else { return [] }
    return years(meeting: span)
  }

  /// Share of the days of an exercice, inside the project, that lie in a period; `isElapsed`: of those until the date
  /// d'arrêté.
  fileprivate func share(of year: ProjectYear, in period: Period, isElapsed: Bool) -> Rational {
    let last = isElapsed ? min(year.dates.upperBound, cutoff) : year.dates.upperBound
    guard year.dates.lowerBound <= last, let whole = span(in: year.dates.lowerBound...last), whole.overlaps(period)
    else { return Rational(0) }
    return Rational(whole.clamped(to: period).days, whole.days)
  }

  /// The budget of a period, in centimes, and the exercices taken as planned; `nil` amount when an exercice has none.
  func budget(of period: Period?) -> Assessment {
    assess(period) { year in
      let rows = budgets.filter { $0.exercise.label == year.label }
      let realised = rows.filter { $0.status == .realised }
      if !realised.isEmpty { return (realised.reduce(0) { $0 + $1.amount }, isElapsed: true, missing: false) }
      return rows.isEmpty ? nil : (rows.reduce(0) { $0 + $1.amount }, isElapsed: false, missing: true)
    }
  }

  /// The target of a period in households, and the exercices without one; `nil` amount when one has none.
  func target(of period: Period?, _ volet: Volet?) -> Assessment {
    var result = assess(period) { year in
      households(of: year, volet).map { ($0, isElapsed: false, missing: false) }
    }
    result.missing = result.without
    return result
  }

  /// The target of an exercice: that of the volet; of the whole, its own row, else the sum of the volets.
  func households(of year: ProjectYear, _ volet: Volet?) -> Int? {
    let rows = targets.filter { $0.exercise.label == year.label }
    let own = rows.filter { $0.volet == volet }
    let counted = own.isEmpty && volet == nil ? rows : own
    return counted.isEmpty ? nil : counted.reduce(0) { $0 + $1.households }
  }

  private func assess(
    _ period: Period?,
    _ amount: (ProjectYear) -> (Int, isElapsed: Bool, missing: Bool)?
  ) -> Assessment {
    let years = years(of: period)
    guard let period, !years.isEmpty else { return Assessment(amount: nil) }
    var result = Assessment(amount: Rational(0))
    for year in years {
      guard let (units, isElapsed, missing) = amount(year) else {
        result.without += 1
        continue
      }
      if missing { result.missing += 1 }
      let part = Rational(units) * share(of: year, in: period, isElapsed: isElapsed)
      result.amount = result.amount.map { $0 + part }
    }
    if result.without > 0 { result.amount = nil }
    return result
  }
}

/// What the exercices of a period amount to.
struct Assessment: Sendable {
  /// `nil`: an exercice has no row, or the period meets none.
  var amount: Rational?
  /// `n_manquant` of the référentiel.
  var missing = 0
  /// Exercices that have no row.
  var without = 0

  init(amount: Rational?) { self.amount = amount }

  /// The sum over the projects active in a scope; one of them that lacks an amount leaves the sum unknown.
  static func total(of pool: Pool, _ assess: (Project, Period?) -> Assessment) -> Assessment {
    let all = pool.slices.map { slice in
      (active: pool.slices.count == 1 || !slice.active.isEmpty, own: assess(slice.setting.project, slice.period))
    }
    var total = Assessment(amount: Rational(0))
    for (active, own) in all where active || own.amount != nil {
      if let sum = total.amount { total.amount = own.amount.map { sum + $0 } }
      total.missing += own.missing
      total.without += own.without
    }
    if all.allSatisfy({ $0.own.amount == nil }) { total.amount = nil }
    return total
  }
}

extension Period {
  /// Days, both bounds included.
  var days: Int { upperBound - lowerBound + 1 }
}
