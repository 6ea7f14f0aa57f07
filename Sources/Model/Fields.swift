/// A kind of record that one source row may carry (`input/README.md`, « Champs »).
package enum RecordKind: String, Code {
  case person = "personne"
  case address = "adresse"
  case household = "menage"
  case lease = "bail"
  case entry = "mouvement"
  case statement = "releve"
  case act = "acte"
  case plan
  case measure = "mesure"
  case suspension
  case exit = "sortie"
  case access = "acces"
  case visit = "rencontre"
  case aid = "aide"
  case followUp = "suivi"
}

/// A field of the canonical model that a column can feed.
///
/// The list is declared once, in `Field.all`: it validates the
/// declarations, tells how to read the cells and is printed in the guide.
package struct Field: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case text
    case integer
    case day
    /// A cell full of dates.
    case days
    case amount
    /// One code of a list: the allowed codes, in order.
    case code([String])
    /// Several codes of a list in one cell.
    case codes([String])
    /// A cell full of dated visits with words between the dates.
    case visits
  }

  package let record: RecordKind
  package let name: String
  package let kind: Kind
  /// Whether a table that declares the record is useless without this column.
  package let required: Bool

  package init(_ record: RecordKind, _ name: String, _ kind: Kind, required: Bool = false) {
    self.record = record
    self.name = name
    self.kind = kind
    self.required = required
  }

  /// `bail.date_effet`.
  package var path: String { record.rawValue + "." + name }

  /// Whether it is a number that other rows name: a part that lacks makes another number.
  package var isKey: Bool { ["bail_id", "mesure_id", "client_id"].contains(name) }

  /// Whether a cell may hold several of its codes.
  package var isList: Bool { if case .codes = kind { true } else { false } }

  /// Whether its codes are the campaign's projects.
  package var isProject: Bool { record == .measure && name == "projet" }

  /// The codes it allows, empty when it is no code.
  package var allowed: [String] {
    switch kind {
    case .code(let codes), .codes(let codes): codes
    default: []
    }
  }

  /// Every field, by path.
  package static let all: [String: Field] = Dictionary(uniqueKeysWithValues: catalogue.map { ($0.path, $0) })

  private static func code<C: Code>(_ list: C.Type) -> Kind { .code(list.allCases.map(\.rawValue)) }

  /// In the order of the guide.
  package static let catalogue: [Field] =
    ["civilite", "nom", "nom_naissance", "nom_usage", "prenoms", "nom_prenom", "identite", "telephone", "courriel"]
    .map { Field(.person, $0, .text) } + [Field(.person, "date_naissance", .day)]
    + ["voie", "complement", "code_postal", "commune"].map { Field(.address, $0, .text) }
    + [
      Field(.household, "nb_personnes", .integer),
      Field(.household, "nb_enfants", .integer),
      Field(.household, "type_menage", code(HouseholdKind.self)),
      Field(.lease, "bail_id", .text, required: true),
      Field(.lease, "client_id", .text),
      Field(.lease, "bailleur", .text),
      Field(.lease, "preneur", code(LeaseHolder.self)),
      Field(.lease, "type", code(LeaseKind.self)),
      Field(.lease, "nature", code(LeaseNature.self)),
      Field(.lease, "date_effet", .day),
      Field(.lease, "date_fin", .day),
      Field(.lease, "motif_fin", code(LeaseEnd.self)),
      Field(.lease, "loyer", .amount),
      Field(.lease, "charges", .amount),
      Field(.lease, "aide_tiers_payant", .amount),
      Field(.lease, "date_extraction", .day),
      Field(.entry, "bail_id", .text, required: true),
      Field(.entry, "date_exigibilite", .day, required: true),
      Field(.entry, "montant", .amount),
      Field(.entry, "debit", .amount),
      Field(.entry, "credit", .amount),
      Field(.entry, "categorie", code(EntryCategory.self)),
      Field(.statement, "bail_id", .text),
      Field(.statement, "date_solde", .day),
      Field(.statement, "solde", .amount, required: true),
      Field(.act, "bail_id", .text),
      Field(.act, "date_acte", .day, required: true),
      Field(.act, "acte", code(Act.self), required: true),
      Field(.plan, "bail_id", .text),
      Field(.plan, "date_signature", .day, required: true),
      Field(.plan, "statut", code(PlanStatus.self)),
      Field(.plan, "date_statut", .day),
      Field(.measure, "mesure_id", .text),
      Field(.measure, "projet", .text, required: true),
      Field(.measure, "volet", code(Volet.self), required: true),
      Field(.measure, "type", code(MeasureKind.self)),
      Field(.measure, "date_orientation", .day),
      Field(.measure, "date_debut", .day, required: true),
      Field(.measure, "date_fin_prevue", .day),
      Field(.measure, "date_fin", .day),
      Field(.measure, "renouvellement_de", .text),
      Field(.measure, "renouvellements", .days),
      Field(.measure, "adhesion", code(Adhesion.self)),
      Field(.measure, "date_contrat", .day),
      Field(.measure, "lien_bailleur_rompu", code(Answer.self)),
      Field(.measure, "problematiques", .codes(Problem.allCases.map(\.rawValue))),
      Field(.measure, "statut_logement_entree", code(HousingStatus.self)),
      Field(.measure, "statut_logement_sortie", code(HousingStatus.self)),
      Field(.measure, "bail_id", .text),
      Field(.measure, "bailleur", .text),
      Field(.measure, "date_extraction", .day),
      Field(.suspension, "debut", .day, required: true),
      Field(.suspension, "fin", .day),
      Field(.exit, "motif", code(ExitMotive.self)),
      Field(.exit, "logement_a_la_sortie", code(ExitDwelling.self)),
      Field(.exit, "gestion_courante_reprise", code(Answer.self)),
      Field(.access, "date_entree", .day, required: true),
      Field(.access, "type", code(LeaseKind.self)),
      Field(.access, "preneur", code(LeaseHolder.self)),
      Field(.visit, "mesure_id", .text),
      Field(.visit, "date", .day),
      Field(.visit, "lieu", code(VisitPlace.self)),
      Field(.visit, "tripartite", code(Answer.self)),
      Field(.visit, "aboutie", code(Answer.self)),
      Field(.visit, "liste", .visits),
      Field(.aid, "type", code(AidKind.self), required: true),
      Field(.aid, "date_decision", .day),
      Field(.aid, "statut", code(AidStatus.self)),
      Field(.aid, "montant", .amount),
      Field(.followUp, "horizon_mois", .integer, required: true),
      Field(.followUp, "date_observation", .day, required: true),
      Field(.followUp, "en_place", code(ExitDwelling.self)),
      Field(.followUp, "dette", .amount),
      Field(.followUp, "impaye_3_mois", code(Answer.self)),
    ]
}
