import Model

extension Indicator {
  /// A count of units, one vote each; those not counted are outside.
  static func count(
    _ code: String,
    _ label: String,
    unit: Unit,
    definition: String,
    counted: String,
    candidates: Candidates,
    showsOngoing: Bool = false,
    _ poll: Poll
  ) -> Indicator {
    let card = IndicatorCard(
      code: code,
      label: label,
      definition: definition,
      counted: counted,
      among: "",
      unit: unit,
      shape: .count,
      scopes: Scope.allCases,
      reference: "référentiel §5"
    )
    return Indicator(card, candidates: candidates) { pool in
      var figure = Figure(card, in: pool)
      figure.fill(count: Tally(poll.votes(pool)).counted)
      figure.ongoing = showsOngoing ? pool.ongoing : 0
      figure.list(poll, in: pool, [])
      return [figure]
    }
  }
}

extension Poll {
  /// Everyone of a population.
  static func everyone(_ population: Population, perHousehold: Bool = false) -> Poll {
    pathways(population, perHousehold: perHousehold) { _, _ in (.counted, 0, nil) }
  }

  /// Of the started measures of a scope.
  static func measures(_ judge: @escaping @Sendable (MeasureSpan, Slice) -> (Judgement, amount: Int?)) -> Poll {
    Poll { pool in
      var votes: [Vote] = []
      for (number, slice) in pool.slices.enumerated() {
        for span in slice.cohort.spans where slice.volets.contains(span.volet) {
          let (judgement, amount) = judge(span, slice)
          if judgement == .outside { continue }
          let subject = Vote.Subject.measure(dossier: span.dossier, span.measure)
          votes.append(
            Vote(household: span.household, slice: number, subject: subject, judgement: judgement, amount: amount)
          )
        }
      }
      return votes
    }
  }
}
