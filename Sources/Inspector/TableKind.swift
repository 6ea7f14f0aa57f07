package import Model

/// What one row of an export is: decides what « Sortie » or « N° contrat » mean in it.
package enum TableKind: String, CaseIterable, Sendable {
  case measures = "mesures"
  case leases = "baux"
  case entries = "ecritures"
  case balances = "soldes"
  case acts = "actes"
  case plans
  case visits = "rencontres"

  /// One row, in French.
  var row: String {
    switch self {
    case .measures: "une ligne par mesure d'accompagnement"
    case .leases: "une ligne par bail ou compte locataire"
    case .entries: "une ligne par écriture d'un compte (grand livre)"
    case .balances: "une ligne par compte et par mois (soldes)"
    case .acts: "une ligne par acte de procédure"
    case .plans: "une ligne par plan d'apurement"
    case .visits: "une ligne par rencontre"
    }
  }

  /// Who sends such a table.
  package var role: Structure.Role { self == .measures || self == .visits ? .association : .landlord }

  /// Records that one row may carry.
  var records: Set<RecordKind> {
    switch self {
    case .measures:
      [.person, .address, .household, .measure, .suspension, .exit, .access, .visit, .aid, .followUp, .statement]
    case .leases: [.person, .address, .household, .lease, .act, .plan, .statement]
    case .entries: [.person, .address, .lease, .entry]
    case .balances: [.person, .address, .household, .lease, .statement]
    case .acts: [.act]
    case .plans: [.plan]
    case .visits: [.visit]
    }
  }

  /// Fields without which a table of this kind is of no use.
  var required: [String] {
    switch self {
    case .measures: ["mesure.date_debut"]
    case .leases: ["bail.bail_id"]
    case .entries: ["mouvement.bail_id", "mouvement.date_exigibilite"]
    case .balances: ["bail.bail_id", "releve.solde", "releve.date_solde"]
    case .acts: ["acte.bail_id", "acte.date_acte", "acte.acte"]
    case .plans: ["plan.bail_id", "plan.date_signature"]
    case .visits: ["rencontre.mesure_id", "rencontre.date"]
    }
  }

  /// Whether the first column that is a key repeats from row to row.
  var repeatsKey: Bool {
    switch self {
    case .entries, .balances, .visits, .acts: true
    case .measures, .leases, .plans: false
    }
  }
}
