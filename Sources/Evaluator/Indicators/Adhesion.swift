import Model

extension Indicator {
  static let adhesionRate = share(
    "taux_adhesion",
    "Adhésion",
    definition: """
      Part des parcours actifs dont la mesure la plus récente qui dit l’adhésion dit « adhérent ». Un parcours dont \
      aucune mesure ne la dit est manquant.
      """,
    counted: "parcours adhérents",
    among: .active
  ) { pathway, _ in
    guard pathway.sent.contains(.adhesion) else { return .unsent }
    return pathway.adhesion == .unknown ? .missing(.adhesionUnknown) : Judgement(pathway.adhesion == .adherent)
  }

  static let adhesionAndBackToNormal = share(
    "adhesion_et_gestion_courante",
    "Adhésion et retour à une gestion courante",
    definition: """
      Part des parcours clôturés où le ménage a adhéré et où le bailleur a repris une gestion courante. Manquant dès \
      que l’un des deux est inconnu.
      """,
    counted: "parcours adhérents, gestion courante reprise",
    among: .closed,
    evidence: .exit
  ) { pathway, _ in
    guard pathway.sent.isSuperset(of: [.adhesion, .backToNormal]) else { return .unsent }
    guard pathway.adhesion != .unknown else { return .missing(.adhesionUnknown) }
    guard let backToNormal = pathway.closure?.backToNormal, backToNormal != .unknown else {
      return .missing(.backToNormalUnknown)
    }
    return Judgement(pathway.adhesion == .adherent && backToNormal == .yes)
  }
}
