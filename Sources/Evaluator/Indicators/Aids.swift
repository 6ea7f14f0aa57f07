import Model

extension Indicator {
  static let aids: Indicator = {
    let card = IndicatorCard(
      code: "aides_mobilisees",
      label: "Ménages aidés et montants",
      definition: """
        Part des ménages actifs ayant une aide accordée ou versée, décidée pendant la période ; par type, la somme des \
        montants. Une aide accordée puis versée en 365 jours compte une fois, à la date de l'accord. Une écriture de \
        compte n'est jamais une aide.
        """,
      counted: "ménages aidés",
      among: "ménages actifs pendant la période",
      unit: .shareOfHouseholds,
      shape: .proportion,
      scopes: Scope.allCases,
      details: [""] + AidKind.allCases.map(\.rawValue),
      personal: true,
      reference: "référentiel §5"
    )
    let poll = Poll.pathways(.active, perHousehold: true) { pathway, slice in
      guard pathway.sent.contains(.aids) else { return (.unsent, 0, nil) }
      return (Judgement(slice.aids(of: pathway).contains { _ in true }), 0, nil)
    }
    return Indicator(card, candidates: .pathways) { pool in
      var figure = Figure(card, in: pool)
      let tally = Tally(poll.votes(pool))
      figure.fill(share: tally)
      figure.list(poll, in: pool, .aids)
      return [figure] + AidKind.allCases.map { amounts(card, of: $0, in: pool, collected: !tally.nothingSent) }
    }
  }()

  /// Sum of the aids of one type.
  private static func amounts(_ card: IndicatorCard, of kind: AidKind, in pool: Pool, collected: Bool) -> Figure {
    let poll = Poll { pool in aided(kind, in: pool).map(\.vote) }
    let households = aided(kind, in: pool)
    var figure = Figure(
      card,
      in: pool,
      detail: kind.rawValue,
      label: "Aides mobilisées\u{a0}: \(kind.label)",
      unit: .euros
    )
    guard collected else {
      figure.notCollected()
      return figure
    }
    let sum = Quantity.exact(Rational(households.reduce(0) { $0 + ($1.vote.amount ?? 0) }, 100))
    figure.numerator = sum
    figure.value = sum
    figure.denominator = Quantity(households.count)
    figure.missing = households.reduce(0) { $0 + $1.unknown }
    figure.list(poll, in: pool, .aids)
    return figure
  }

  /// Households having an aid of a type, with its sum and the number of those of unknown amount.
  private static func aided(_ kind: AidKind, in pool: Pool) -> [(vote: Vote, unknown: Int)] {
    var aids: [Household.ID: [Origin: MobilisedAid]] = [:]
    let active = Poll.pathways(.active) { pathway, slice in
      (pathway.sent.contains(.aids) && slice.aids(of: pathway).contains { $0.kind == kind } ? .counted : .outside, 0, nil)
    }
    let votes = active.votes(pool).filter { $0.judgement == .counted }
    // The same aid lies in the period of several projects, and of several parcours.
    for vote in votes {
      guard case .pathway(let index) = vote.subject else { continue }
      let slice = pool.slices[vote.slice]
      for aid in slice.aids(of: slice.cohort.pathways[index]) where aid.kind == kind {
        if let row = aid.origins.first { aids[vote.household, default: [:]][row] = aid }
      }
    }
    return votes.byHousehold().map { vote in
      var vote = vote
      let amounts = aids[vote.household, default: [:]].values.map(\.amount)
      vote.amount = amounts.compactMap(\.self).reduce(0, +)
      return (vote, amounts.count { $0 == nil })
    }
  }
}

extension Slice {
  /// Aids obtained in the period by the household of a parcours.
  fileprivate func aids(of pathway: Pathway) -> LazyFilterSequence<[MobilisedAid]> {
    dossier(of: pathway).aids.lazy.filter { contains($0.date) }
  }
}
