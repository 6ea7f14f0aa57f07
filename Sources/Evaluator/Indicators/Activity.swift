import Model

extension Indicator {
  static let households = count(
    "menages_accompagnes",
    "Ménages accompagnés",
    unit: .menages,
    definition: """
      Ménages distincts ayant un parcours actif pendant la période : commencé au plus tard à sa fin, et non clôturé \
      avant son début. Un ménage suivi dans les deux volets ou par plusieurs opérateurs compte une fois.
      """,
    counted: "ménages ayant un parcours actif pendant la période",
    candidates: .pathways(.active, perHousehold: true),
    .everyone(.active, perHousehold: true)
  )

  static let measuresStarted = count(
    "mesures_demarrees",
    "Mesures démarrées",
    unit: .mesures,
    definition: "Mesures, hors diagnostics, dont la date de début est dans la période.",
    counted: "mesures démarrées pendant la période",
    candidates: .measures,
    .measures { measure, slice in (slice.contains(measure.start) ? .counted : .outside, nil) }
  )

  static let pathwaysClosed = count(
    "parcours_clotures",
    "Parcours clôturés",
    unit: .parcours,
    definition: """
      Parcours dont toutes les mesures sont finies et dont la dernière fin est dans la période. Des mesures qui se \
      suivent à 31 jours au plus ne font qu’un parcours.
      """,
    counted: "parcours clôturés pendant la période",
    candidates: .pathways(.closed, perHousehold: false),
    showsOngoing: true,
    .everyone(.closed)
  )

  static let caseload = count(
    "file_active",
    "File active à la date d’arrêté",
    unit: .parcours,
    definition: "Parcours actifs pendant la période et sans fin à la date d’arrêté.",
    counted: "parcours en cours à la date d’arrêté",
    candidates: .pathways(.ongoing, perHousehold: false),
    .everyone(.ongoing)
  )
}
