import Model

extension Indicator {
  static let medianDuration = distribution(
    "duree_mediane",
    "Durée médiane du parcours clôturé",
    rows: [.plainMedian, .firstQuartile, .thirdQuartile],
    unit: .mois,
    step: Rational(1) / daysOfMonth,
    definition: """
      Médiane des durées des parcours clôturés, en mois de 30,4375 jours, du début inclus à la fin exclue, moins les \
      jours de suspension, intervalles entre mesures compris.
      """,
    counted: "durée des parcours",
    among: .closed
  ) { pathway, _ in .value(pathway.days) }

  static let medianDurationSurvival: Indicator = {
    let card = IndicatorCard(
      code: "duree_mediane_km",
      label: "Durée médiane, parcours en cours compris",
      definition: """
        Durée au bout de laquelle la moitié des parcours commencés sont clôturés (Kaplan-Meier) ; ceux en cours sont \
        observés jusqu’à la date d’arrêté. Vide si cette moitié n’est pas atteinte.
        """,
      counted: "parcours clôturés",
      among: "parcours démarrés pendant la période",
      unit: .mois,
      shape: .survival,
      scopes: Scope.allCases,
      periods: [.cumul],
      reference: "référentiel §5"
    )
    let poll = Poll.pathways(.started) { pathway, _ in (Judgement(pathway.end != nil), 0, pathway.days) }
    return Indicator(card, candidates: .pathways(.started, perHousehold: false)) { pool in
      let votes = poll.votes(pool)
      let survival = Survival(votes.map { Survival.Subject(days: $0.amount ?? 0, event: $0.judgement == .counted) })
      var figure = Figure(card, in: pool)
      figure.numerator = Quantity(Tally(votes).counted)
      figure.denominator = Quantity(survival.count)
      figure.curve = survival.curve(every: 1, through: 24)
      if let median = survival.median {
        figure.value = .exact(Rational(median) / daysOfMonth)
      } else {
        figure.status = .notComputable
        figure.note = survival.count > 0 ? "non atteinte" : ""
      }
      figure.list(poll, in: pool, [])
      return [figure]
    }
  }()
}
