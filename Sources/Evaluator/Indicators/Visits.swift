import Model

extension Indicator {
  static let visitIntensity: Indicator = {
    let card = IndicatorCard(
      code: "intensite_rencontres",
      label: "Rencontres par ménage pour 6 mois",
      definition: """
        Rencontres abouties, hors téléphone, de la période, rapportées aux jours de parcours dans la période ÷ \
        182,625. Les rencontres dont on ignore si elles ont abouti sont laissées de côté et dites.
        """,
      counted: "rencontres abouties hors téléphone",
      among: "semestres de parcours dans la période",
      unit: .visitsPerSixMonths,
      shape: .ratio,
      scopes: Scope.allCases,
      reference: "référentiel §5"
    )
    let poll = visitPoll { slice, pathway in slice.visits(of: pathway).count }
    return Indicator(card, candidates: .pathways) { pool in
      let votes = poll.votes(pool)
      var figure = Figure(card, in: pool)
      figure.missing = Tally(votes).unsent
      if Tally(votes).nothingSent {
        figure.notCollected()
      } else {
        let days = pathwayDays(of: votes, in: pool)
        figure.fill(ratio: Rational(votes.reduce(0) { $0 + ($1.amount ?? 0) }), over: Rational(days) / sixMonths)
      }
      figure.list(poll, in: pool, .visits)
      return [figure]
    }
  }()

  static let homeVisits: Indicator = {
    let card = IndicatorCard(
      code: "part_rencontres_domicile",
      label: "Part des rencontres à domicile",
      definition: "Part, parmi les mêmes rencontres de lieu connu, de celles qui ont lieu au domicile.",
      counted: "rencontres à domicile",
      among: "rencontres abouties hors téléphone de lieu connu",
      unit: .shareOfVisits,
      shape: .proportion,
      scopes: Scope.allCases,
      reference: "référentiel §5"
    )
    let home = visitPoll { slice, pathway in slice.visits(of: pathway).count { $0.place == .home } }
    let placed = visitPoll { slice, pathway in slice.visits(of: pathway).count { $0.place != nil } }
    let every = visitPoll { slice, pathway in slice.visits(of: pathway).count }
    return Indicator(card, candidates: .pathways) { pool in
      let votes = home.votes(pool)
      var tally = Tally([])
      if Tally(votes).nothingSent {
        tally.unsent = 1
      } else {
        tally.counted = votes.visits
        tally.notCounted = placed.votes(pool).visits - tally.counted
        tally.missing = every.votes(pool).visits - tally.documented
      }
      var figure = Figure(card, in: pool)
      figure.fill(share: tally, unsentMissing: false)
      figure.list(home, in: pool, .visits)
      return [figure]
    }
  }()

  /// Days of six mean months: 182,625.
  private static let sixMonths = daysOfMonth * Rational(6)

  /// Active parcours, each with a number of its visits.
  private static func visitPoll(_ number: @escaping @Sendable (Slice, Pathway) -> Int) -> Poll {
    Poll.pathways(.active) { pathway, slice in
      pathway.sent.contains(.visits) ? (.counted, 0, number(slice, pathway)) : (.unsent, 0, nil)
    }
  }

  private static func pathwayDays(of votes: [Vote], in pool: Pool) -> Int {
    votes.reduce(0) { sum, vote in
      let slice = pool.slices[vote.slice]
      guard case .pathway(let index) = vote.subject, vote.judgement == .counted, let period = slice.period else {
        return sum
      }
      let pathway = slice.cohort.pathways[index]
      return sum + days(from: pathway.start, to: pathway.end, in: period, suspended: slice.suspended(pathway))
    }
  }
}

extension [Vote] {
  fileprivate var visits: Int { reduce(0) { $0 + ($1.amount ?? 0) } }
}

extension Slice {
  /// Visits of the period that took place, not by telephone.
  func visits(of pathway: Pathway) -> [Visit] {
    measures(of: pathway).flatMap { measure in
      measure.visits.filter { $0.done == .yes && $0.place != .phone && contains($0.date) }
    }
  }
}
