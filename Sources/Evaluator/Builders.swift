import Model

extension Figure {
  /// A row of an indicator, not yet filled.
  init(_ card: IndicatorCard, in pool: Pool, detail: String = "", label: String? = nil, unit: Unit? = nil) {
    self.init(
      project: pool.project,
      period: pool.period,
      scope: pool.scope,
      indicator: card.code,
      detail: detail,
      label: label ?? card.label,
      unit: unit ?? card.unit
    )
  }

  /// Fills a proportion: numerator, denominator, interval and bounds (référentiel §4).
  ///
  /// `unsentMissing` says whether units of which nothing is sent are missing, or outside the population.
  mutating func fill(share tally: Tally, unsentMissing: Bool = true) {
    missing = tally.missing + (unsentMissing ? tally.unsent : 0)
    if tally.nothingSent {
      notCollected()
      return
    }
    let total = tally.documented
    numerator = Quantity(tally.counted)
    denominator = Quantity(total)
    if total + missing > 0 {
      lowerBound = Rational(tally.counted, total + missing)
      upperBound = Rational(tally.counted + missing, total + missing)
    }
    guard total > 0 else {
      status = .notComputable
      return
    }
    value = .exact(Rational(tally.counted, total))
    interval = wilson(tally.counted, of: total)
  }

  /// Says that nobody sends what the indicator needs.
  mutating func notCollected() {
    status = .notCollected
    numerator = nil
    value = nil
    denominator = Quantity(0)
    note = "objet non transmis"
  }

  /// Fills a count.
  mutating func fill(count: Int) {
    numerator = Quantity(count)
    value = Quantity(count)
  }

  /// Fills a ratio of two exact quantities; not computable when one is unknown or the denominator is zero.
  mutating func fill(ratio top: Rational?, over bottom: Rational?) {
    numerator = top.map(Quantity.exact)
    denominator = bottom.map(Quantity.exact)
    if let top, let bottom, bottom != Rational(0) {
      value = .exact(top / bottom)
    } else {
      status = .notComputable
    }
  }
}

extension Indicator {
  /// A proportion of parcours, or of households having one, that a judge decides.
  ///
  /// `unsentMissing` says whether parcours of which nothing is sent are missing, or outside the population.
  static func share(
    _ code: String,
    _ label: String,
    definition: String,
    counted: String,
    among population: Population,
    perHousehold: Bool = false,
    scopes: [Scope] = Scope.allCases,
    unsentMissing: Bool = true,
    evidence: Evidence = [],
    _ judge: @escaping @Sendable (Pathway, Slice) -> Judgement
  ) -> Indicator {
    let card = IndicatorCard(
      code: code,
      label: label,
      definition: definition,
      counted: counted,
      among: population.label,
      unit: perHousehold ? .shareOfHouseholds : .shareOfPathways,
      shape: .proportion,
      scopes: scopes,
      reference: "référentiel §5"
    )
    let poll = Poll.pathways(population, perHousehold: perHousehold) { (judge($0, $1), 0, nil) }
    return Indicator(card, candidates: .pathways(population, perHousehold: perHousehold)) { pool in
      var figure = Figure(card, in: pool)
      figure.fill(share: Tally(poll.votes(pool)), unsentMissing: unsentMissing)
      figure.ongoing = population.showsOngoing ? pool.ongoing : 0
      figure.list(poll, in: pool, unsentMissing: unsentMissing, evidence)
      return [figure]
    }
  }

  /// A breakdown of parcours: each row's share of the same documented parcours.
  ///
  /// `place` says the row of a parcours, or why it has none.
  static func breakdown(
    _ code: String,
    _ label: String,
    rows: [(detail: String, label: String)],
    definition: String,
    counted: String,
    among population: Population,
    scopes: [Scope] = Scope.allCases,
    publication: Publication = .key,
    evidence: Evidence = [],
    _ place: @escaping @Sendable (Pathway, Slice) -> (Judgement, row: Int)
  ) -> Indicator {
    let card = IndicatorCard(
      code: code,
      label: label,
      definition: definition,
      counted: counted,
      among: population.label,
      unit: .shareOfPathways,
      shape: .proportion,
      scopes: scopes,
      details: rows.map(\.detail),
      publication: publication,
      reference: "référentiel §5"
    )
    let poll = Poll.pathways(population) { pathway, slice in
      let (judgement, row) = place(pathway, slice)
      return (judgement, row, nil)
    }
    return Indicator(card, candidates: .pathways(population, perHousehold: false)) { pool in
      let votes = poll.votes(pool)
      return rows.enumerated().map { number, row in
        var figure = Figure(card, in: pool, detail: row.detail, label: "\(label)\u{a0}: \(row.label)")
        figure.fill(share: Tally(votes, row: number))
        figure.ongoing = population.showsOngoing ? pool.ongoing : 0
        figure.list(poll, in: pool, row: number, evidence)
        return figure
      }
    }
  }
}
