/// The rules that say two parties are one household, surest first. None rests on a name alone.
enum LinkRule: Int, CaseIterable, Comparable {
  case decision, citedLease, client
  case identity, nearIdentity
  case firstNameAndBirth, identityOfYear, nearBirth
  case nameAndApartment, nameAndPhone, nameAndDoor, firstNameAndApartment

  static func < (one: LinkRule, other: LinkRule) -> Bool { one.rawValue < other.rawValue }

  /// Code of `restreint/rapprochement.csv`.
  var code: String {
    switch self {
    case .decision: "arbitrage"
    case .citedLease: "cle_bail"
    case .client: "cle_client"
    case .identity: "nom_prenom_naissance"
    case .nearIdentity: "nom_approche_naissance"
    case .firstNameAndBirth: "prenom_naissance_lieu"
    case .identityOfYear: "nom_prenom_annee"
    case .nearBirth: "nom_prenom_naissance_approchee"
    case .nameAndApartment: "nom_prenom_logement"
    case .nameAndPhone: "nom_prenom_telephone"
    case .nameAndDoor: "nom_prenom_adresse"
    case .firstNameAndApartment: "prenom_logement"
    }
  }

  /// What it rests on, in French.
  var sentence: String {
    switch self {
    case .decision: "décision humaine (arbitrages.csv)"
    case .citedLease: "l'association cite le numéro de ce bail"
    case .client: "même numéro de client chez le bailleur"
    case .identity: "mêmes nom, prénom et date de naissance"
    case .nearIdentity: "nom ou prénom à une faute près, ou inversés, et même date de naissance"
    case .firstNameAndBirth: "mêmes prénom, date de naissance et lieu ou bailleur ; nom d'usage ou de naissance"
    case .identityOfYear: "mêmes nom et prénom, naissance au premier janvier de la même année"
    case .nearBirth: "mêmes nom et prénom, date de naissance à une inversion ou un premier janvier près"
    case .nameAndApartment: "mêmes nom, prénom et logement"
    case .nameAndPhone: "mêmes nom, prénom et téléphone"
    case .nameAndDoor: "mêmes nom, prénom et adresse, sans numéro de logement"
    case .firstNameAndApartment: "mêmes prénom et logement ; nom d'usage ou de naissance"
    }
  }

  /// Whether it links only when no rival does as well; otherwise the pair goes to the reviewer.
  var needsUnique: Bool { self > .nearIdentity }

  /// Whether it may join two leases: two accounts are one household's on a whole identity only.
  var joinsLeases: Bool { self <= .nearIdentity }

  /// The surest rule that a pair of parties meets, `nil` when none does.
  static func best(_ one: Party, _ other: Party) -> LinkRule? {
    Evidence.all(one, other).compactMap(rule(for:)).min()
  }

  private static func rule(for evidence: Evidence) -> LinkRule? {
    let exactName = evidence.surname == .exact && evidence.first == .exact
    let nearName = evidence.surname >= .near && evidence.first >= .near && max(evidence.surname, evidence.first) == .exact
    switch evidence.birth {
    case .same:
      if exactName { return .identity }
      if nearName || evidence.swappedNames { return .nearIdentity }
      let somewhere = evidence.sameTown || evidence.sameDoor || evidence.samePhone || evidence.sameLandlord
      if evidence.first == .exact, somewhere { return .firstNameAndBirth }
    case .sameFirstOfJanuary:
      if exactName || nearName || evidence.swappedNames { return .identityOfYear }
    case .swapped, .sameYear:
      if exactName { return .nearBirth }
    case .unknown: break
    case .different: return nil
    }
    if nearName || evidence.swappedNames {
      if evidence.sameApartment { return .nameAndApartment }
      if evidence.samePhone { return .nameAndPhone }
      if evidence.sameDoor { return .nameAndDoor }
    }
    return evidence.first == .exact && evidence.sameApartment ? .firstNameAndApartment : nil
  }
}
