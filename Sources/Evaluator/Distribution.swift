import Model

/// What a parcours brings to a distribution.
enum Measured: Sendable {
  case value(Int)
  case missing(Reason)
  case leftOut(Reason)
  case outside
}

/// A row of a distribution.
struct DistributionRow: Sendable {
  let detail: String
  let label: String
  /// Order of the quantile; `nil` for the sum.
  let order: Rational?

  static let total = DistributionRow(detail: "total", label: "total", order: nil)
  static let median = DistributionRow(detail: "mediane", label: "médiane", order: Rational(1, 2))
  static let plainMedian = DistributionRow(detail: "", label: "", order: Rational(1, 2))
  static let firstQuartile = DistributionRow(detail: "q1", label: "premier quartile", order: Rational(1, 4))
  static let thirdQuartile = DistributionRow(detail: "q3", label: "troisième quartile", order: Rational(3, 4))
}

extension Indicator {
  /// Sum, median and quartiles of a quantity of parcours, measured in centimes or days.
  ///
  /// `step` is what one of these is worth in the unit of the figures.
  static func distribution(
    _ code: String,
    _ label: String,
    rows: [DistributionRow],
    unit: Unit,
    step: Rational,
    definition: String,
    counted: String,
    among population: Population,
    evidence: Evidence = [],
    _ measure: @escaping @Sendable (Pathway, Slice) -> Measured
  ) -> Indicator {
    let card = IndicatorCard(
      code: code,
      label: label,
      definition: definition,
      counted: counted,
      among: population.label,
      unit: unit,
      shape: rows.contains { $0.order == nil } ? .sum : .quantile,
      scopes: Scope.allCases,
      details: rows.map(\.detail),
      publication: unit == .euros ? .amount : .key,
      reference: "référentiel §5"
    )
    let poll = Poll.pathways(population) { pathway, slice in
      switch measure(pathway, slice) {
      case .value(let value): (.counted, 0, value)
      case .missing(let why): (.missing(why), 0, nil)
      case .leftOut(let why): (.leftOut(why), 0, nil)
      case .outside: (.outside, 0, nil)
      }
    }
    return Indicator(card, candidates: .pathways(population, perHousehold: false)) { pool in
      let votes = poll.votes(pool)
      let sorted = votes.compactMap(\.amount).sorted()
      return rows.map { row in
        let title = row.label.isEmpty ? label : "\(label)\u{a0}: \(row.label)"
        var figure = Figure(card, in: pool, detail: row.detail, label: title)
        figure.missing = Tally(votes).missing
        figure.ongoing = population.showsOngoing ? pool.ongoing : 0
        figure.fill(row, of: sorted, step: step)
        figure.list(poll, in: pool, evidence)
        return figure
      }
    }
  }
}

extension Figure {
  fileprivate mutating func fill(_ row: DistributionRow, of sorted: [Int], step: Rational) {
    denominator = Quantity(sorted.count)
    let result: Rational?
    if let order = row.order {
      result = quantile(order, of: sorted)
    } else {
      let sum = Rational(sorted.reduce(0, +))
      numerator = .exact(sum * step)
      result = sorted.isEmpty ? nil : sum
    }
    value = result.map { .exact($0 * step) }
    if result == nil { status = .notComputable }
  }
}
