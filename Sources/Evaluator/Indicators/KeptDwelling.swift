import Model

extension Indicator {
  static let keptAtClosure = share(
    "maintien_cloture",
    "Maintien dans le logement à la clôture",
    definition: """
      Part des parcours du volet maintien clôturés pendant la période dont le logement est gardé : ni expulsion ni \
      abandon connus du bailleur, et même logement, ou autre logement par mutation, relogement ou glissement de bail. \
      Décès et changements d’opérateur sont écartés ; une issue inconnue est manquante.
      """,
    counted: "parcours dont le logement est gardé",
    among: .closed,
    scopes: [.maintien],
    evidence: [.exit, .leases]
  ) { pathway, _ in
    guard let closure = pathway.closure else { return .outside }
    if closure.saysNothing { return .leftOut(closure.motive == .death ? .death : .operatorChange) }
    return closure.kept == .unknown ? .missing(.exitDwellingUnknown) : Judgement(closure.kept == .yes)
  }

  static let keptByIntention: Indicator = {
    let card = IndicatorCard(
      code: "maintien_itt",
      label: "Maintien, en intention d’accompagner",
      definition: """
        Part des parcours du volet maintien démarrés pendant la période et clôturés dont le logement est gardé. Une \
        issue inconnue reste au dénominateur comme un échec, et se voit dans les manquants. Décès et changements \
        d’opérateur sont écartés.
        """,
      counted: "parcours dont le logement est gardé",
      among: "parcours démarrés pendant la période et clôturés",
      unit: .shareOfPathways,
      shape: .proportion,
      scopes: [.maintien],
      reference: "référentiel §5"
    )
    let poll = Poll.pathways(.started) { pathway, _ in
      guard let closure = pathway.closure else { return (.outside, 0, nil) }
      if closure.saysNothing { return (.leftOut(closure.motive == .death ? .death : .operatorChange), 0, nil) }
      if closure.kept == .unknown { return (.missing(.exitDwellingFailure), 0, nil) }
      return (Judgement(closure.kept == .yes), 0, nil)
    }
    return Indicator(card, candidates: .pathways(.started, perHousehold: false)) { pool in
      let votes = poll.votes(pool)
      let known = Tally(votes)
      var failures = known
      failures.notCounted += known.missing
      failures.missing = 0
      var figure = Figure(card, in: pool)
      figure.fill(share: failures)
      figure.missing = known.missing
      if failures.documented > 0 { figure.upperBound = Rational(known.counted + known.missing, failures.documented) }
      figure.ongoing = votes.count { vote in
        guard case .pathway(let index) = vote.subject else { return false }
        return pool.slices[vote.slice].cohort.pathways[index].end == nil
      }
      figure.list(poll, in: pool, [.exit, .leases])
      return [figure]
    }
  }()
}
