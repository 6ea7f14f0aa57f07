import Model

extension DeclaredLine {
  /// A row a funder and exercice: euros, and their share of what the exercice includes in its budget.
  func funding(_ pool: Pool) -> [Figure] {
    let funding = pool.slices.flatMap { slice in
      slice.setting.project.years(of: slice.period).flatMap { slice.setting.project.funding(of: $0) }
    }
    return Set(funding.map(FundingKey.init)).sorted().map { key in
      let own = Rational(funding.filter { FundingKey($0) == key }.reduce(0) { $0 + $1.amount }, 100)
      let included = funding.filter { $0.exercise.label == key.year && $0.inBudget }.reduce(0) { $0 + $1.amount }
      var figure = Figure(self, in: pool, detail: key.detail)
      figure.label = key.label
      if key.inBudget {
        figure.fill(ratio: own, over: Rational(included, 100))
      } else {
        // Beside the budget: no part of it.
        figure.unit = .euros
        figure.numerator = .exact(own)
        figure.value = .exact(own)
        figure.note = "hors budget"
      }
      return figure
    }
  }
}

/// What a row of the funding plan is about.
fileprivate struct FundingKey: Hashable, Comparable {
  let year: String
  let funder: String
  let inBudget: Bool

  init(_ row: Funding) {
    year = row.exercise.label
    funder = row.funder
    inBudget = row.inBudget
  }

  var detail: String { "\(funder)|\(year)" + (inBudget ? "" : "|hors_budget") }

  var label: String { "\(funder), exercice \(year)" + (inBudget ? "" : ", hors budget") }

  static func < (one: FundingKey, other: FundingKey) -> Bool {
    (one.year, one.funder, one.inBudget ? 0 : 1) < (other.year, other.funder, other.inBudget ? 0 : 1)
  }
}

extension Project {
  /// The funding of an exercice: what was realised, else what was planned.
  func funding(of year: ProjectYear) -> [Funding] {
    let rows = funding.filter { $0.exercise.label == year.label }
    let realised = rows.filter { $0.status == .realised }
    return realised.isEmpty ? rows : realised
  }
}
