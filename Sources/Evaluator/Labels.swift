import Model

extension ExitMotive {
  /// French label, lower case.
  var label: String {
    switch self {
    case .goalsReached: "objectifs atteints"
    case .handedOver: "relais de droit commun"
    case .rehoused: "relogement"
    case .transfer: "mutation"
    case .leaseSlid: "glissement de bail"
    case .refusedOrLeft: "refus ou abandon"
    case .nonAdhesion: "non-adhésion"
    case .lostContact: "perte de contact"
    case .moved: "déménagement"
    case .shelter: "hébergement"
    case .expulsion: "expulsion"
    case .death: "décès"
    case .operatorChange: "changement d’opérateur"
    case .maximumReached: "durée maximale atteinte"
    case .other: "autre motif"
    case .unknown: "motif inconnu"
    }
  }
}

extension AidKind {
  /// French label.
  var label: String {
    switch self {
    case .fslAccess: "FSL accès"
    case .fslMaintenance: "FSL maintien"
    case .fslEnergy: "FSL énergie"
    case .solvencyRebate: "remise de solvabilisation"
    case .actionLogement: "Action Logement"
    case .foundation: "fondation"
    case .ccas: "CCAS"
    case .other: "autre aide"
    }
  }
}
