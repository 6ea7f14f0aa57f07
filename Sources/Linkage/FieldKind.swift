/// What a field holds, hence how its text is cleaned and which comparisons it gets by default.
package enum FieldKind: String, Sendable, CaseIterable {
  case givenName = "prenom"
  case surname = "nom"
  /// Given names and surname in one field, in any order.
  case fullName = "nom_complet"
  /// `aaaa-mm-jj`, `aaaammjj`, `jj/mm/aaaa`, or `mm/jj/aaaa` where the column shows it cannot be days first.
  case date = "date"
  /// A short code with few values: sex, state, ethnic group.
  case category = "categorie"
  case number = "nombre"
  /// Number and street, in one field or without its number.
  case address = "adresse"
  case houseNumber = "numero_voie"
  case postcode = "code_postal"
  case town = "commune"
  /// A number that a whole household shares: lease, file, telephone. Never says that two persons are one.
  case householdKey = "cle_foyer"
  /// A number meant to be one person's own.
  case personKey = "identifiant"
  case text = "texte"
  /// The household in which the source itself puts the record; only compared within its source.
  case sourceHousehold = "foyer_source"

  /// Whether the text is a person's name.
  var isName: Bool { self == .givenName || self == .surname || self == .fullName }
}

/// One field of the records to reconcile.
package struct LinkageField: Sendable, Hashable {
  package let name: String
  package let kind: FieldKind

  package init(_ name: String, _ kind: FieldKind) {
    self.name = name
    self.kind = kind
  }
}

/// One of the sets of records to reconcile.
package struct LinkageSource: Sendable, Hashable {
  package let name: String
  /// Whether no person is in it twice: its records are then never joined to one another.
  package let isDuplicateFree: Bool

  package init(_ name: String, isDuplicateFree: Bool) {
    self.name = name
    self.isDuplicateFree = isDuplicateFree
  }
}
