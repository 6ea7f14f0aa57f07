import Model

extension Indicator {
  static let targetReached: Indicator = {
    let card = IndicatorCard(
      code: "taux_realisation",
      label: "Entrées réalisées sur la cible",
      definition: """
        Ménages distincts ayant un parcours démarré pendant la période, rapportés à la cible : celle de chaque exercice \
        à proportion de ses jours dans la période. Le rapport peut dépasser 1.
        """,
      counted: "ménages ayant un parcours démarré pendant la période",
      among: "ménages attendus par la convention",
      unit: .householdRatio,
      shape: .ratio,
      scopes: Scope.allCases,
      reference: "référentiel §4, §5"
    )
    let poll = Poll.everyone(.started, perHousehold: true)
    return Indicator(card, candidates: .pathways(.started, perHousehold: true)) { pool in
      let target = Assessment.total(of: pool) { $0.target(of: $1, pool.scope.volet) }
      var figure = Figure(card, in: pool)
      figure.fill(ratio: Rational(Tally(poll.votes(pool)).counted), over: target.amount)
      figure.missing = target.missing
      if figure.status == .notComputable { figure.note = "cible non publiée pour toute la période" }
      figure.list(poll, in: pool, [])
      return [figure]
    }
  }()
}
