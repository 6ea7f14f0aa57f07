import Model

/// Days of a mean month: 30,4375 (référentiel §2).
let daysOfMonth = Rational(487, 16)

extension Indicator {
  static let monthMeasures: Indicator = {
    let card = IndicatorCard(
      code: "mois_mesures",
      label: "Mois-mesures",
      definition: """
        Jours de chaque mesure dans la période, du début inclus à la fin exclue (en cours : jusqu’à la fin de la \
        période incluse), moins les jours de suspension, divisés par 30,4375.
        """,
      counted: "jours de mesure dans la période",
      among: "30,4375 jours par mois",
      unit: .monthMeasures,
      shape: .ratio,
      scopes: Scope.allCases,
      reference: "référentiel §5"
    )
    let poll = Poll.measures { measure, slice in
      let days = slice.days(of: measure)
      return (days > 0 ? .counted : .outside, days)
    }
    return Indicator(card, candidates: .measures) { pool in
      var figure = Figure(card, in: pool)
      figure.fill(ratio: Rational(measureDays(in: pool)), over: daysOfMonth)
      figure.list(poll, in: pool, [])
      return [figure]
    }
  }()

  /// Days of all the measures in the period.
  static func measureDays(in pool: Pool) -> Int {
    pool.slices.reduce(0) { sum, slice in
      slice.cohort.spans.reduce(sum) { $0 + (slice.volets.contains($1.volet) ? slice.days(of: $1) : 0) }
    }
  }
}

extension Slice {
  /// Days of a measure in the period.
  fileprivate func days(of measure: MeasureSpan) -> Int {
    guard let period else { return 0 }
    let suspended =
      measure.isSuspended
      ? DayRanges(cohort.dossiers[measure.dossier].measures[measure.measure].suspendedRanges) : DayRanges([])
    return Evaluator.days(from: measure.start, to: measure.end, in: period, suspended: suspended)
  }
}
