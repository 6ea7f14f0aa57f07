import Model

extension Indicator {
  static let keptSixMonths = survival(months: 6)
  static let keptTwelveMonths = survival(months: 12)

  private static func survival(months: Int) -> Indicator {
    let card = IndicatorCard(
      code: "maintien_km_\(months)",
      label: "Maintien à \(months) mois (Kaplan-Meier)",
      definition: """
        Part estimée des parcours maintien (depuis leur début) ou des ménages du volet accès (depuis l’effet de leur \
        premier bail d’accès) dont le logement n’est pas perdu à \(months) mois de 30,4375 jours. Est une perte : \
        expulsion, abandon, clôture « perdu » ou motif « expulsion », suivi « perdu ». On cesse d’observer à la date \
        d’arrêté, à un décès ou aux dernières nouvelles.
        """,
      counted: "pertes de logement jusqu’à \(months) mois",
      among: "parcours maintien, ou ménages ayant accédé",
      unit: .shareOfPathways,
      shape: .survival,
      scopes: [.acces, .maintien],
      periods: [.cumul],
      details: ["", "n_a_risque"],
      reference: "référentiel §5"
    )
    let days = (Rational(months) * daysOfMonth).double
    return Indicator(card, candidates: .followed) { pool in
      let followed = pool.scope == .acces ? followedHouseholds : followedPathways
      let votes = followed.votes(pool)
      let survival = Survival(
        votes.map { Survival.Subject(days: $0.amount ?? 0, event: $0.judgement == .counted) }
      )
      let evidence: Evidence = [.exit, .leases, .acts, .followUps]
      var figure = Figure(card, in: pool, unit: pool.scope == .acces ? .shareOfHouseholds : .shareOfPathways)
      figure.numerator = Quantity(survival.events(by: days))
      figure.denominator = Quantity(survival.count)
      figure.value = survival.count == 0 ? nil : survival.surviving(days).map(Quantity.real)
      // At the horizons that have a row of their own: a point between would tell losses that no row prints.
      if figure.value == nil {
        figure.status = .notComputable
      } else {
        figure.curve = survival.curve(every: 6, through: months)
      }
      figure.list(followed.judged { Judgement($0.judgement == .counted && $0.days <= days) }, in: pool, evidence)

      let label = "Encore observés à \(months) mois"
      let unit: Unit = pool.scope == .acces ? .menages : .parcours
      var atRisk = Figure(card, in: pool, detail: "n_a_risque", label: label, unit: unit)
      atRisk.fill(count: survival.atRisk(days))
      atRisk.list(followed.judged { $0.days >= days ? .counted : .outside }, in: pool, evidence)
      return [figure, atRisk]
    }
  }

  /// Parcours of `maintien`, from their start.
  private static let followedPathways = Poll { pool in
    var votes: [Vote] = []
    for (number, slice) in pool.slices.enumerated() {
      for index in slice.active {
        guard let observation = slice.cohort.observations[index] else { continue }
        let household = slice.cohort.pathways[index].household
        votes.append(observation.vote(household, slice: number, .pathway(index)))
      }
    }
    return votes
  }

  /// Households of `acces`, once, from the effect of their first access lease.
  private static let followedHouseholds = Poll { pool in
    var votes: [Vote] = []
    for (number, slice) in pool.slices.enumerated() where slice.period != nil {
      for (index, observation) in slice.cohort.accessObservations.enumerated() {
        guard let observation else { continue }
        votes.append(observation.vote(slice.cohort.dossiers[index].household, slice: number, .dossier(index)))
      }
    }
    return votes.byHousehold()
  }
}

extension Observation {
  fileprivate func vote(_ household: Household.ID, slice: Int, _ subject: Vote.Subject) -> Vote {
    Vote(household: household, slice: slice, subject: subject, judgement: Judgement(lost), amount: days)
  }
}

extension Vote {
  /// Days of observation.
  fileprivate var days: Double { Double(amount ?? 0) }
}

extension Poll {
  /// The same units, judged again.
  fileprivate func judged(_ judge: @escaping @Sendable (Vote) -> Judgement) -> Poll {
    Poll { pool in
      votes(pool).map { vote in
        Vote(
          household: vote.household,
          slice: vote.slice,
          subject: vote.subject,
          judgement: judge(vote),
          amount: vote.amount
        )
      }
    }
  }
}
