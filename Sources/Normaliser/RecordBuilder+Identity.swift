import Linkage
import Model

extension RecordBuilder {
  /// Who the row is about, from its persons, address and phones.
  func identity() -> Identity {
    var identity = Identity()
    for instance in given[.person] {
      var (persons, told) = persons(of: instance)
      if let birth = (instance.day("date_naissance") ?? told).map(BirthDate.init) {
        if persons.count > 1, instance.text("nom").isEmpty, isJoint(label(of: instance)) {
          identity.sharedBirth = birth
        } else if !persons.isEmpty {
          persons[0].birth = birth
        }
      }
      identity.persons += persons
      for phone in Self.phones(instance.text("telephone")) where !identity.phones.contains(phone) {
        identity.phones.append(phone)
      }
    }
    let address = given.first(.address)
    let street = address?.text("voie") ?? ""
    identity.address = PostalAddress(street) ?? PostalAddress(street + " " + (address?.text("complement") ?? ""))
    identity.town = Folded.words(address?.text("commune") ?? "")
    identity.client = given.first(.lease)?.text("client_id") ?? ""
    identity.readable = readable(address)
    return identity
  }

  /// Whether the account's birth date may be either holder's: the label names two holders, not a holder and a relation.
  private func isJoint(_ label: String) -> Bool { !label.contains("(") }

  private func label(of instance: Instance) -> String {
    instance.text("identite").isEmpty ? instance.text("nom_prenom") : instance.text("identite")
  }

  /// The persons of an instance, and the birth date that its label holds.
  private func persons(of instance: Instance) -> (persons: [PersonName], birth: Day?) {
    let separate = names.person(
      surname: instance.text("nom"),
      birthName: instance.text("nom_naissance"),
      usage: instance.text("nom_usage"),
      forenames: instance.text("prenoms"),
      civility: instance.text("civilite")
    )
    if let separate, !(separate.forenames.isEmpty && !label(of: instance).isEmpty) {
      // A column of surnames that holds whole names.
      let isAlone = instance.text("prenoms").isEmpty && instance.text("nom_naissance").isEmpty
      return isAlone ? (names.persons(in: instance.text("nom")), nil) : ([separate], nil)
    }
    let (text, birth) = dated(label(of: instance))
    var persons = names.persons(in: text)
    let birthName = instance.text("nom_naissance")
    if !birthName.isEmpty, !persons.isEmpty,
      let other = names.person(surname: birthName, forenames: "")?.surnames.first,
      !persons[0].surnames.contains(other)
    {
      persons[0].others.append(other)
    }
    return (persons, birth)
  }

  /// A label without « né(e) le 14/03/1968 », and that day.
  private func dated(_ label: String) -> (text: String, birth: Day?) {
    guard label.utf8.contains(where: { (48...57).contains($0) }) else { return (label, nil) }
    let (day, rest) = births.extract(from: label, CellFormat())
    guard day != nil else { return (label, nil) }
    return (rest.replacing(/(?i)\bn(é|e)(e|\(e\))?\s+le\b\s*:?/, with: " "), day)
  }

  /// The numbers of a cell: digits of French numbers without their trunk prefix; none that has not nine of them.
  static func phones(_ text: String) -> [String] {
    guard !text.isEmpty else { return [] }
    return text.split { "/;,|".contains($0) || $0.isLetter }.map { phone($0) }.filter { !$0.isEmpty }
  }

  private static func phone(_ text: Substring) -> String {
    var digits = text.filter(\.isASCIIDigit)
    if digits.hasPrefix("00") { digits.removeFirst(2) }
    if digits.hasPrefix("33"), digits.count >= 11 { digits.removeFirst(2) }
    if digits.hasPrefix("0") { digits.removeFirst() }
    return digits.count == 9 ? digits : ""
  }

  private func readable(_ address: Instance?) -> String {
    var text = ""
    for instance in given[.person] {
      text.append(instance.told(Self.namesOfPersons), after: ", ")
      if !instance.text("nom_naissance").isEmpty { text.append("née " + instance.text("nom_naissance"), after: ", ") }
      if let birth = instance.day("date_naissance") { text.append("né(e) le \(birth.french)", after: ", ") }
    }
    if let address { text.append(address.told(Self.places), after: ", ") }
    return text
  }

  private static let namesOfPersons = ["civilite", "nom", "nom_usage", "prenoms", "nom_prenom", "identite"]
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

extension BirthDate {
  init(_ day: Day) {
    let (year, month, date) = day.civil
    self.init(year: year, month: month, day: date)
  }
}
