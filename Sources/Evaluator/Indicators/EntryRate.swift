import Model

extension Indicator {
  static let entryRate: Indicator = {
    let card = IndicatorCard(
      code: "taux_entree",
      label: "Entrée effective",
      definition: """
        Part des ménages orientés pendant la période (diagnostics et mesures jamais commencées compris) qui ont un \
        parcours du même projet et du même volet commencé, et non clôturé avant l’orientation.
        """,
      counted: "ménages entrés après leur orientation",
      among: "ménages orientés pendant la période",
      unit: .shareOfHouseholds,
      shape: .proportion,
      scopes: Scope.allCases,
      reference: "référentiel §5"
    )
    let poll = Poll { pool in orientationVotes(in: pool).byHousehold() }
    return Indicator(card, candidates: .orientations) { pool in
      var figure = Figure(card, in: pool)
      figure.fill(share: Tally(poll.votes(pool)))
      figure.list(poll, in: pool, [])
      return [figure]
    }
  }()

  private static func orientationVotes(in pool: Pool) -> [Vote] {
    var votes: [Vote] = []
    for (number, slice) in pool.slices.enumerated() {
      for request in slice.cohort.requests
      where slice.volets.contains(request.volet) && slice.contains(request.date) {
        votes.append(
          Vote(
            household: request.household,
            slice: number,
            subject: .orientation(dossier: request.dossier, request.orientation),
            judgement: Judgement(request.entered)
          )
        )
      }
    }
    return votes
  }
}
