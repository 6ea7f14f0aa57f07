/// The rules that say two parties are one household, surest first.
///
/// None rests on a name alone.
enum LinkRule: Int, CaseIterable, Comparable {
  case decision, citedLease, client
  case identity, nearIdentity, nextLease
  case nearFirstName, firstNameAndBirth, identityOfYear, nearBirth
  case nameAndApartment, nameAndPhone, nameAndDoor, firstNameAndApartment, firstNameAndDoor
  case surnameAndApartment

  static func < (one: LinkRule, other: LinkRule) -> Bool { one.rawValue < other.rawValue }

  /// Code of `restreint/rapprochement.csv`.
  var code: String {
    switch self {
    case .decision: "arbitrage"
    case .citedLease: "cle_bail"
    case .client: "cle_client"
    case .identity: "nom_prenom_naissance"
    case .nearIdentity: "nom_approche_naissance"
    case .nextLease: "bail_suivant"
    case .nearFirstName: "prenom_approche_nom_naissance"
    case .firstNameAndBirth: "prenom_naissance_lieu"
    case .identityOfYear: "nom_prenom_annee"
    case .nearBirth: "nom_prenom_naissance_approchee"
    case .nameAndApartment: "nom_prenom_logement"
    case .nameAndPhone: "nom_prenom_telephone"
    case .nameAndDoor: "nom_prenom_adresse"
    case .firstNameAndApartment: "prenom_logement"
    case .firstNameAndDoor: "prenom_adresse_bailleur"
    case .surnameAndApartment: "nom_logement"
    }
  }

  /// What it rests on, in French.
  var sentence: String {
    switch self {
    case .decision: "décision humaine (arbitrages.csv)"
    case .citedLease: "l'association cite le numéro de ce bail"
    case .client: "même numéro de client chez le bailleur"
    case .identity: "mêmes nom, prénom et date de naissance"
    case .nearIdentity: "nom à une faute près, ou inversé avec le prénom, mêmes prénom et date de naissance"
    case .nextLease: "mêmes nom et prénom, et bail qui commence à la fin de l'autre"
    case .nearFirstName: "prénom à une faute près, mêmes nom et date de naissance"
    case .firstNameAndBirth: "mêmes prénom, date de naissance et lieu ou bailleur ; nom d'usage ou de naissance"
    case .identityOfYear: "mêmes nom et prénom, naissance au premier janvier de la même année"
    case .nearBirth: "mêmes nom et prénom, date de naissance à une inversion ou un premier janvier près"
    case .nameAndApartment: "mêmes nom, prénom et logement"
    case .nameAndPhone: "mêmes nom, prénom et téléphone"
    case .nameAndDoor: "mêmes nom, prénom et adresse, sans numéro de logement"
    case .firstNameAndApartment: "mêmes prénom et logement ; nom d'usage ou de naissance"
    case .firstNameAndDoor: "mêmes prénom, adresse et bailleur ; nom d'usage ou de naissance"
    case .surnameAndApartment: "mêmes nom et logement, un autre prénom : peut-être le couple"
    }
  }

  /// Whether it links only when no rival does as well; otherwise the pair goes to the reviewer.
  var needsUnique: Bool { self > .nextLease }

  /// Whether it never links by itself: the pair goes to the reviewer (C11, a couple known by one of the two in each file).
  var isForReview: Bool { self == .surnameAndApartment }

  /// Whether it may join two leases: two accounts are one household's on a whole identity, or when one follows the other.
  var joinsLeases: Bool { self <= .nextLease }

  /// The surest rule that a pair of parties meets, `nil` when none does.
  static func best(_ one: Party, _ other: Party) -> LinkRule? {
    let evidence = Evidence.all(one, other)
    let rule = evidence.compactMap(rule(for:)).min()
    let follows = one.isFollowed(by: other) || other.isFollowed(by: one)
    guard follows, rule.map({ $0 > .nextLease }) ?? true else { return rule }
    let samePerson = evidence.contains {
      $0.surname == .exact && $0.first == .exact && ![.unknown, .different].contains($0.birth)
    }
    return samePerson ? .nextLease : rule
  }

  private static func rule(for evidence: Evidence) -> LinkRule? {
    let exactName = evidence.surname == .exact && evidence.first == .exact
    let nearName =
      evidence.surname >= .near && evidence.first >= .near && max(evidence.surname, evidence.first) == .exact
    let sameHome = evidence.sameApartment || evidence.samePhone
    switch evidence.birth {
    case .same:
      if exactName { return .identity }
      if evidence.swappedNames || (nearName && evidence.first == .exact) { return .nearIdentity }
      // Twins often bear first names one letter apart: only a shared home makes it as sure.
      if nearName { return sameHome ? .nearIdentity : .nearFirstName }
      let somewhere = evidence.sameTown || evidence.sameDoor || evidence.samePhone || evidence.sameLandlord
      if evidence.first >= .near, somewhere { return .firstNameAndBirth }
    case .sameFirstOfJanuary:
      if exactName { return sameHome ? .identity : .identityOfYear }
      if nearName || evidence.swappedNames { return .identityOfYear }
    case .swapped, .sameYear:
      if exactName { return sameHome ? .nearIdentity : .nearBirth }
    case .unknown: break
    case .different:
      // Two bearers of one name in one apartment are one household, whoever's birth date each source keeps.
      return exactName && evidence.sameApartment ? .nameAndApartment : nil
    }
    if nearName || evidence.swappedNames {
      if evidence.sameApartment { return .nameAndApartment }
      if evidence.samePhone { return .nameAndPhone }
      if evidence.sameDoor { return .nameAndDoor }
    }
    if evidence.first == .exact, evidence.sameDoor, evidence.sameLandlord, !evidence.sameApartment {
      return .firstNameAndDoor
    }
    if evidence.first == .exact, evidence.sameApartment { return .firstNameAndApartment }
    return evidence.surname == .exact && evidence.sameApartment ? .surnameAndApartment : nil
  }
}
