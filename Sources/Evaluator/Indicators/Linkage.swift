import Model

extension Indicator {
  static let linkage = share(
    "taux_rapprochement",
    "Rapprochement entre sources",
    definition: """
      Part des ménages actifs auxquels un bail de logement d’un bailleur, qui court pendant le parcours, est rattaché. \
      Au volet accès, seuls ceux qui ont un tel bail ou dont la sortie dit un logement sont attendus.
      """,
    counted: "ménages rattachés à un bail du bailleur",
    among: Population.active.named("ménages dont un parcours est actif et un bail attendu"),
    perHousehold: true,
    evidence: .leases
  ) { pathway, _ in
    if pathway.isLinked { return .counted }
    if pathway.volet == .maintien { return .notCounted }
    return switch pathway.closure?.dwelling {
    case .same, .other: .notCounted
    case .lost, .unknown, nil: .outside
    }
  }
}
