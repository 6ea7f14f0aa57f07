import Model

extension Indicator {
  static let exitsByMotive = breakdown(
    "sorties_par_motif",
    "Sorties par motif",
    rows: ExitMotive.allCases.map { ($0.rawValue, $0.label) },
    definition: """
      Répartition des parcours clôturés selon le motif de sortie de leur dernière mesure. Quand le bailleur connaît \
      une expulsion pendant le parcours, elle l’emporte sur un motif positif.
      """,
    counted: "parcours sortis pour ce motif",
    among: .closed,
    publication: .breakdown,
    evidence: [.exit, .leases, .acts]
  ) { pathway, _ in
    guard let closure = pathway.closure else { return (.outside, 0) }
    return (.counted, ExitMotive.allCases.firstIndex(of: closure.motive) ?? 0)
  }

  static let positiveExits = share(
    "sorties_positives",
    "Sorties positives",
    definition: """
      Part des parcours clôturés dont le motif de sortie est dans la liste du projet (objectifs atteints, relais de \
      droit commun, relogement, mutation, glissement de bail, sauf autre liste), sans logement perdu ni expulsion. \
      Décès et changements d’opérateur sont écartés ; un motif inconnu est manquant.
      """,
    counted: "parcours de sortie positive",
    among: .closed,
    evidence: [.exit, .leases, .acts]
  ) { pathway, slice in
    guard let closure = pathway.closure else { return .outside }
    if closure.saysNothing { return .leftOut(closure.motive == .death ? .death : .operatorChange) }
    if closure.expelled || closure.dwelling == .lost { return .notCounted }
    if closure.motive == .unknown { return .missing(.motiveUnknown) }
    return Judgement(slice.setting.project.positiveMotives.contains(closure.motive))
  }
}
