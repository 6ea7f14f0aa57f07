import Model

extension Indicator {
  static let funding: Indicator = {
    let card = IndicatorCard(
      code: "cofinancement",
      label: "Plan de financement",
      definition: """
        Par exercice et financeur, les montants réalisés s’il y en a, sinon prévus, et leur part du total de l’exercice \
        inclus dans le budget. Ce qui est hors budget est dit à part, rapporté au même total.
        """,
      counted: "euros du financeur",
      among: "euros de l’exercice inclus dans le budget",
      unit: .shareOfEuros,
      shape: .share,
      scopes: [.whole],
      publication: .finance,
      reference: "référentiel §4, §5"
    )
    return Indicator(card) { pool in rows(card, in: pool) }
  }()

  private static func rows(_ card: IndicatorCard, in pool: Pool) -> [Figure] {
    let funding = pool.slices.flatMap { slice in
      slice.setting.project.years(of: slice.period).flatMap { slice.setting.project.funding(of: $0) }
    }
    let keys = Set(funding.map(FundingKey.init)).sorted()
    return keys.map { key in
      let total = funding.filter { $0.exercise.label == key.year && $0.inBudget }.reduce(0) { $0 + $1.amount }
      let own = funding.filter { FundingKey($0) == key }.reduce(0) { $0 + $1.amount }
      var figure = Figure(card, in: pool, detail: key.detail, label: key.label)
      figure.fill(ratio: Rational(own, 100), over: Rational(total, 100))
      if !key.inBudget { figure.note = "hors budget" }
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
