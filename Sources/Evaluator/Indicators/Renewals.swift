import Model

extension Indicator {
  static let renewalRate = share(
    "taux_renouvellement",
    "Taux de renouvellement",
    definition: """
      Part des parcours clôturés renouvelés au moins une fois. Un renouvellement est une décision datée ou une mesure \
      qui suit la première ; deux dates à moins de 32 jours sont le même renouvellement.
      """,
    counted: "parcours renouvelés au moins une fois",
    among: .closed
  ) { pathway, _ in Judgement(pathway.renewals >= 1) }

  static let renewalsByRank = breakdown(
    "renouvellements_par_rang",
    "Renouvellements par rang",
    rows: [
      ("0", "aucun renouvellement"), ("1", "un renouvellement"), ("2", "deux renouvellements"),
      ("3+", "trois renouvellements ou plus"),
    ],
    definition: "Répartition des parcours clôturés selon leur nombre de renouvellements.",
    counted: "parcours de ce nombre de renouvellements",
    among: .closed
  ) { pathway, _ in (.counted, min(pathway.renewals, 3)) }
}
