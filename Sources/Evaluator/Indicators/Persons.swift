import Model

extension Indicator {
  static let persons: Indicator = {
    let card = IndicatorCard(
      code: "personnes_accompagnees",
      label: "Personnes accompagnées",
      definition: """
        Somme des tailles, à l’entrée, des ménages ayant un parcours actif pendant la période. Les ménages de taille \
        inconnue sont dits, et comptent pour aucune personne.
        """,
      counted: "personnes des ménages accompagnés",
      among: "",
      unit: .personnes,
      shape: .count,
      scopes: Scope.allCases,
      details: ["", "enfants"],
      publication: .breakdown,
      reference: "référentiel §5"
    )
    return Indicator(card, candidates: .pathways(.active, perHousehold: true)) { pool in
      [
        persons(card, in: pool, detail: "", label: card.label) { $0.persons },
        persons(card, in: pool, detail: "enfants", label: "Enfants accompagnés") { $0.children },
      ]
    }
  }()

  private static func persons(
    _ card: IndicatorCard,
    in pool: Pool,
    detail: String,
    label: String,
    _ size: @escaping @Sendable (Pathway) -> Int?
  ) -> Figure {
    let poll = Poll.pathways(.active, perHousehold: true) { pathway, _ in
      let known = size(pathway)
      return (known == nil ? .missing(.sizeUnknown) : .counted, 0, known)
    }
    let votes = poll.votes(pool)
    let tally = Tally(votes)
    var figure = Figure(card, in: pool, detail: detail, label: label)
    figure.missing = tally.missing
    if tally.counted == 0 && tally.missing > 0 {
      figure.status = .notComputable
    } else {
      figure.fill(count: votes.reduce(0) { $0 + ($1.amount ?? 0) })
    }
    figure.list(poll, in: pool, [])
    return figure
  }
}
