import Model

extension RecordBuilder {
  /// Who the row is about, from its persons, address and phones.
  func identity() -> Identity {
    var identity = Identity()
    for instance in given[.person] {
      let persons = persons(of: instance)
      if let birth = instance.day("date_naissance") {
        if persons.count > 1, instance.text("nom").isEmpty, isJoint(instance.text("identite")) {
          identity.sharedBirth = birth
          identity.persons += persons
        } else {
          identity.persons += persons.enumerated().map { index, person in
            var person = person
            if index == 0 { person.birth = birth }
            return person
          }
        }
      } else {
        identity.persons += persons
      }
      let phone = Self.phone(instance.text("telephone"))
      if !phone.isEmpty { identity.phones.append(phone) }
    }
    let address = given.first(.address)
    identity.address = PostalAddress(address?.text("voie") ?? "")
    identity.town = Folded.words(address?.text("commune") ?? "")
    identity.client = given.first(.lease)?.text("client_id") ?? ""
    identity.readable = readable(address)
    return identity
  }

  /// Whether the account's birth date may be either holder's: the label names two holders, not a holder and a relation.
  private func isJoint(_ label: String) -> Bool { !label.contains("(") }

  private func persons(of instance: Instance) -> [PersonName] {
    let separate = PersonLabel.person(
      surname: instance.text("nom"),
      birthName: instance.text("nom_naissance"),
      usage: instance.text("nom_usage"),
      first: instance.text("prenoms")
    )
    if let separate { return [separate] }
    let label = instance.text("identite").isEmpty ? instance.text("nom_prenom") : instance.text("identite")
    var persons = PersonLabel.persons(in: label)
    let birthName = PersonLabel.letters(instance.text("nom_naissance"))
    if !birthName.isEmpty, !persons.isEmpty {
      persons[0].surnames = PersonLabel.unique(persons[0].surnames + [birthName])
    }
    return persons
  }

  /// Digits of a French number without its trunk prefix; empty when there are not nine of them.
  static func phone(_ text: String) -> String {
    var digits = text.filter(\.isASCIIDigit)
    if digits.hasPrefix("0033") {
      digits.removeFirst(4)
    } else if digits.hasPrefix("33"), digits.count == 11 {
      digits.removeFirst(2)
    }
    if digits.hasPrefix("0") { digits.removeFirst() }
    return digits.count == 9 ? digits : ""
  }

  private func readable(_ address: Instance?) -> String {
    var text = ""
    for instance in given[.person] {
      text.append(instance.told(Self.names), after: ", ")
      if !instance.text("nom_naissance").isEmpty { text.append("née " + instance.text("nom_naissance"), after: ", ") }
      if let birth = instance.day("date_naissance") { text.append("né(e) le \(birth.french)", after: ", ") }
    }
    if let address { text.append(address.told(Self.places), after: ", ") }
    return text
  }

  private static let names = ["civilite", "nom", "nom_usage", "prenoms", "nom_prenom", "identite"]
  private static let places = ["voie", "complement", "code_postal", "commune"]
}

extension Instance {
  /// The filled texts of these fields, in their order.
  fileprivate func told(_ names: [String]) -> String {
    var text = ""
    for name in names { text.append(self.text(name), after: " ") }
    return text
  }
}

extension String {
  /// Adds a text where there is one, parted from what stands before.
  fileprivate mutating func append(_ text: String, after separator: String) {
    if text.isEmpty { return }
    if !isEmpty { self += separator }
    self += text
  }
}
