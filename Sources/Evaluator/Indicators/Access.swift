import Model

extension Indicator {
  static let access = share(
    "acces_logement",
    "Accès au logement (en intention d’accompagner)",
    definition: """
      Part des parcours du volet accès démarrés pendant la période qui ont un bail d’accès : bail de logement pris \
      entre le début et la fin du parcours, par le ménage ou en sous-location ou bail glissant, hors protocole. Un \
      parcours en cours sans bail compte comme un non.
      """,
    counted: "parcours ayant un bail d’accès",
    among: .started,
    scopes: [.acces],
    evidence: .leases
  ) { pathway, _ in Judgement(pathway.accessLease != nil) }

  static let accessAtClosure = share(
    "acces_logement_clotures",
    "Accès au logement (parcours clôturés)",
    definition: "Part des parcours du volet accès clôturés pendant la période qui ont un bail d’accès.",
    counted: "parcours ayant un bail d’accès",
    among: .closed,
    scopes: [.acces],
    evidence: .leases
  ) { pathway, _ in Judgement(pathway.accessLease != nil) }

  static let keptAfterAccess: Indicator = {
    let card = IndicatorCard(
      code: "maintien_acces",
      label: "Maintien des ménages ayant accédé",
      definition: """
        Part des ménages du volet accès ayant pris un bail d’accès pendant la période, qui tiennent encore ce bail, ou \
        ceux qui le continuent, à la date d’arrêté (au plus tard à la fin du projet). Le premier de ces baux décide. \
        Un bail fini par un décès est écarté ; une suite attendue et non vue est manquante.
        """,
      counted: "ménages dont le bail est tenu",
      among: "ménages ayant accédé pendant la période",
      unit: .shareOfHouseholds,
      shape: .proportion,
      scopes: [.acces],
      reference: "référentiel §5"
    )
    let poll = Poll { pool in accessVotes(in: pool).byHousehold() }
    return Indicator(card, candidates: .pathways(.every, perHousehold: true)) { pool in
      var figure = Figure(card, in: pool)
      figure.fill(share: Tally(poll.votes(pool)))
      figure.list(poll, in: pool, .leases)
      return [figure]
    }
  }()

  /// One vote a dossier, that of its first access lease of the period.
  private static func accessVotes(in pool: Pool) -> [Vote] {
    var votes: [Vote] = []
    for (number, slice) in pool.slices.enumerated() {
      var decided = -1
      for access in slice.cohort.accesses where access.dossier != decided && slice.contains(access.start) {
        decided = access.dossier
        let judgement: Judgement =
          switch access.holding {
          case .held: .counted
          case .left: .notCounted
          case .died: .leftOut(.death)
          case .unseen: .missing(.nextLeaseUnseen)
          }
        votes.append(
          Vote(household: access.household, slice: number, subject: .dossier(access.dossier), judgement: judgement)
        )
      }
    }
    return votes
  }
}
