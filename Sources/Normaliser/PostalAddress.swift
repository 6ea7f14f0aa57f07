import Model

/// An address folded for comparison: no geocoding, French abbreviations spelt out.
struct PostalAddress: Hashable, Sendable {
  /// Number and repetition, such as `82bis`.
  let number: String
  /// Street words, such as `rue des lilas`.
  let street: String
  /// Apartment number; empty when the source gives none.
  let apartment: String

  /// Number and street: what two sources must share to speak of the same door.
  var door: String { number + " " + street }

  /// `nil` when the text has no number or no street: such an address proves nothing.
  init?(_ text: String) {
    if text.isEmpty { return nil }
    let folded = Folded.words(text)
    guard let sign = folded.utf8.first, (48...57).contains(sign) else { return nil }
    var words = folded.utf8.split(separator: 32).map { String(Substring($0)) }
    var number = words.removeFirst()
    if let repetition = words.first, ["bis", "ter", "quater", "b", "t"].contains(repetition) {
      number += repetition.prefix(1)
      words.removeFirst()
    }
    var apartment = ""
    if let mark = words.lastIndex(where: { Self.doorWords.contains($0) }), mark + 1 < words.count {
      apartment = words[mark + 1]
      words.removeSubrange(mark...)
    }
    if let cut = words.indices.dropFirst().first(where: { Self.startsComplement(words, at: $0) }) {
      words.removeSubrange(cut...)
    }
    words = words.map { Self.spelt[$0] ?? $0 }
    guard !words.isEmpty else { return nil }
    self.number = number
    street = words.joined(separator: " ")
    self.apartment = apartment
  }

  private static let doorWords: Set<String> = ["apt", "appt", "appartement", "logt", "logement", "porte"]

  private static func startsComplement(_ words: [String], at index: Int) -> Bool {
    if ["res", "residence"].contains(words[index]) { return true }
    guard ["bat", "batiment", "entree", "tour", "esc", "escalier", "hall"].contains(words[index]) else { return false }
    return index + 1 < words.count && words[index + 1].count <= 2
  }

  private static let spelt = [
    "r": "rue", "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "all": "allee", "pl": "place",
    "res": "residence", "imp": "impasse", "che": "chemin", "chem": "chemin", "sq": "square", "st": "saint",
    "ste": "sainte", "rte": "route", "crs": "cours", "pass": "passage", "fbg": "faubourg", "gal": "general",
  ]
}
