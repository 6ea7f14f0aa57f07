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
    let poll = visitPoll { $0.all }
    return Indicator(card, candidates: .pathways(.active, perHousehold: false)) { pool in
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
    let poll = visitPoll { $0.home }
    return Indicator(card, candidates: .pathways(.active, perHousehold: false)) { pool in
      var figure = Figure(card, in: pool)
      figure.fill(share: visitTally(in: pool), unsentMissing: false)
      figure.list(poll, in: pool, .visits)
      return [figure]
    }
  }()

  /// Days of six mean months: 182,625.
  private static let sixMonths = daysOfMonth * Rational(6)

  /// Active parcours, each with a number of its visits.
  private static func visitPoll(_ number: @escaping @Sendable (VisitCount) -> Int) -> Poll {
    Poll.pathways(.active) { pathway, slice in
      guard pathway.sent.contains(.visits) else { return (.unsent, 0, nil) }
      return (.counted, 0, number(VisitCount(of: pathway, in: slice)))
    }
  }

  /// Visits instead of parcours: those at home, elsewhere, and of unknown place.
  private static func visitTally(in pool: Pool) -> Tally {
    var tally = Tally([])
    var sent = false
    for slice in pool.slices {
      for index in slice.active {
        let pathway = slice.cohort.pathways[index]
        guard pathway.sent.contains(.visits) else {
          tally.unsent = 1
          continue
        }
        let visits = VisitCount(of: pathway, in: slice)
        sent = true
        tally.counted += visits.home
        tally.notCounted += visits.placed - visits.home
        tally.missing += visits.all - visits.placed
      }
    }
    if sent { tally.unsent = 0 }
    return tally
  }

  private static func pathwayDays(of votes: [Vote], in pool: Pool) -> Int {
    votes.reduce(0) { sum, vote in
      guard case .pathway(let index) = vote.subject, vote.judgement == .counted else { return sum }
      let slice = pool.slices[vote.slice]
      return sum + slice.days(of: slice.cohort.pathways[index])
    }
  }
}

/// Visits of a parcours in a period that took place, not by telephone.
struct VisitCount: Sendable {
  var all = 0
  /// Those whose place is known.
  var placed = 0
  var home = 0

  init(of pathway: Pathway, in slice: Slice) {
    for visit in slice.cohort.visits[pathway.visits] where slice.contains(visit.date) {
      all += 1
      if visit.place != nil { placed += 1 }
      if visit.place == .home { home += 1 }
    }
  }
}
