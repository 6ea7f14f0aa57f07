import Model

/// An address folded for comparison: no geocoding, French abbreviations spelt out, what tells the building left aside.
struct PostalAddress: Hashable, Sendable {
  /// Number and repetition, such as `82b` for « 82 bis ».
  let number: String
  /// Street words, such as `rue des lilas`.
  let street: String
  /// Apartment number; empty when the source gives none.
  let apartment: String
  /// The street without articles: `rue lilas`.
  private let bareStreet: String

  /// Number and street: what two sources must share to speak of the same door.
  var door: String { number + " " + street }

  /// Equal for the same door, whatever its articles.
  var doorKey: String { number + " " + bareStreet }

  /// `nil` when the text has no number before a street: such an address proves nothing.
  init?(_ text: String) {
    guard text.utf8.contains(where: { (48...57).contains($0) }) else { return nil }
    var words = Folded.words(text).utf8.split(separator: 32).map { String(Substring($0)) }
    apartment = Self.takeApartment(from: &words)
    guard let (number, start) = Self.number(in: words) else { return nil }
    var street = words[start...].map { Self.spelt[$0] ?? $0 }
    if let cut = street.indices.dropFirst().first(where: { Self.startsComplement(street, at: $0) }) {
      street.removeSubrange(cut...)
    }
    let bare = street.filter { !Self.articles.contains($0) }
    guard !bare.isEmpty else { return nil }
    self.number = number
    self.street = street.joined(separator: " ")
    bareStreet = bare.joined(separator: " ")
  }

  /// The number after « appt », « logement », « porte », wherever it stands.
  private static func takeApartment(from words: inout [String]) -> String {
    guard let mark = words.lastIndex(where: { doorWords.contains($0) }) else { return "" }
    var place = mark + 1
    if place < words.count, ["n", "no", "num", "numero"].contains(words[place]) { place += 1 }
    guard place < words.count, words[place].utf8.count <= 5 else { return "" }
    let apartment = String(words[place].drop { $0 == "0" })
    words.removeSubrange(mark...place)
    return apartment
  }

  /// The number that stands before a street word, else at the beginning; and where the street starts.
  private static func number(in words: [String]) -> (number: String, start: Int)? {
    var first: (number: String, start: Int)?
    for (index, word) in words.enumerated() where word.utf8.first.map({ (48...57).contains($0) }) == true {
      if index > 0, buildings.contains(spelt[words[index - 1]] ?? words[index - 1]) { continue }
      let digits = word.prefix { $0.isASCIIDigit }
      let rest = word.dropFirst(digits.count)
      guard digits.count <= 4, rest.isEmpty || rest.count == 1 || repetitions.contains(String(rest)) else { continue }
      var number = String(digits.drop { $0 == "0" }) + rest.prefix(1)
      var start = index + 1
      if rest.isEmpty, start < words.count, repetitions.contains(words[start]) {
        number += words[start].prefix(1)
        start += 1
      }
      // « 12-14 rue »: the first number says it.
      if start < words.count, words[start].allSatisfy(\.isASCIIDigit) { start += 1 }
      guard start < words.count else { break }
      if ways.contains(spelt[words[start]] ?? words[start]) { return (number, start) }
      if index == 0 { first = (number, start) }
    }
    return first
  }

  private static let doorWords: Set<String> = [
    "apt", "appt", "app", "appart", "appartement", "logt", "logement", "log", "lgt", "porte", "pte", "studio",
  ]
  private static let repetitions: Set<String> = ["bis", "ter", "quater", "b", "t", "a", "c", "d"]
  private static let articles: Set<String> = ["de", "du", "des", "la", "le", "les", "l", "d", "et", "a", "au", "aux"]
  private static let ways: Set<String> = [
    "rue", "avenue", "boulevard", "allee", "place", "impasse", "chemin", "square", "route", "cours", "passage", "quai",
    "faubourg", "sentier", "sente", "venelle", "ruelle", "esplanade", "mail", "promenade", "montee", "cite",
    "lotissement",
    "hameau", "clos", "villa", "traverse", "rond", "parvis", "voie", "pont", "porte", "levee", "digue", "chaussee",
  ]
  private static let buildings: Set<String> = [
    "batiment", "entree", "tour", "escalier", "hall", "cage", "immeuble", "bloc", "etage", "palier", "foyer",
  ]

  private static func startsComplement(_ words: [String], at index: Int) -> Bool {
    let said = words[..<index].dropFirst().contains { !articles.contains($0) }
    if ["residence", "chez", "cedex", "foyer"].contains(words[index]) { return said }
    guard buildings.contains(words[index]) else { return said && isFloor(words, at: index) }
    return said && index + 1 < words.count && words[index + 1].utf8.count <= 3
  }

  /// « 3e étage », « rdc ».
  private static func isFloor(_ words: [String], at index: Int) -> Bool {
    if words[index] == "rdc" { return true }
    guard words[index].utf8.first.map({ (48...57).contains($0) }) == true else { return false }
    return words[(index + 1)...].prefix(2).contains { $0 == "etage" }
  }

  private static let spelt = [
    "r": "rue", "av": "avenue", "ave": "avenue", "aven": "avenue", "bd": "boulevard", "bld": "boulevard",
    "bvd": "boulevard", "boul": "boulevard", "all": "allee", "allees": "allee", "pl": "place", "plc": "place",
    "res": "residence", "resid": "residence", "imp": "impasse", "che": "chemin", "chem": "chemin", "ch": "chemin",
    "sq": "square", "st": "saint", "ste": "sainte", "sts": "saints", "rte": "route", "crs": "cours", "pass": "passage",
    "fbg": "faubourg", "fg": "faubourg", "gal": "general", "gen": "general", "mal": "marechal", "cdt": "commandant",
    "col": "colonel", "cap": "capitaine", "dr": "docteur", "pr": "professeur", "pdt": "president", "bat": "batiment",
    "bt": "batiment", "imm": "immeuble", "ent": "entree", "esc": "escalier", "etg": "etage", "lot": "lotissement",
    "qu": "quai", "ham": "hameau",
  ]
}
