import Model

/// One person as a source names them, folded for comparison.
struct PersonName: Hashable, Sendable {
  /// Surnames that the source gives (in use, at birth), upper-case ASCII letters only, each once; the first is the main one.
  var surnames: [[UInt8]]
  /// First names, upper-case ASCII letters only, without spaces nor hyphens; empty when not given.
  var first: [UInt8]
  /// Birth date, where the source gives it for this person.
  var birth: Day?

  /// Initials only: the source hides who it is.
  var isMasked: Bool { (surnames.first?.count ?? 0) <= 1 && first.count <= 1 }

  /// Whether there is enough of a name to compare.
  var isNamed: Bool { (surnames.first?.count ?? 0) > 1 && !first.isEmpty }
}

/// Reads the names of a row: separate columns, `NOM Prénom`, or the label of an account.
enum PersonLabel {
  /// Upper-case ASCII letters of a name, nothing else.
  static func letters(_ text: String) -> [UInt8] { Folded.identifier(text).utf8.filter { $0 >= 65 } }

  /// A person from separate columns; empty texts where a column is empty.
  static func person(surname: String, birthName: String, usage: String, first: String) -> PersonName? {
    let surnames = unique([usage, surname, birthName].map(letters).filter { !$0.isEmpty })
    guard !surnames.isEmpty else { return nil }
    return PersonName(surnames: surnames, first: letters(first), birth: nil)
  }

  /// The persons of a label such as `M. et Mme DUPONT Jean et Sonia`, `M. X Jean ou Mme Y Sonia`, `Mme X née Y Zoé`,
  /// `Mme A Lia (conjoint : B Léo)`; none for an organisation.
  static func persons(in label: String) -> [PersonName] {
    var text = label
    var others: [PersonName] = []
    if let open = text.utf8.firstIndex(of: UInt8(ascii: "(")), let close = text.utf8.lastIndex(of: UInt8(ascii: ")")),
      open < close
    {
      let aside = text[text.index(after: open)..<close]
      if let colon = aside.firstIndex(of: ":"), Folded.words(String(aside[..<colon])).hasPrefix("conj") {
        others = persons(in: String(aside[aside.index(after: colon)...]))
      }
      text.removeSubrange(open...close)
    }
    let words = text.unicodeScalars.split(whereSeparator: isBlank).map { String($0) }
    if let first = words.first, ["association", "asso", "assoc"].contains(Folded.words(first)) { return [] }
    return couple(words) + others
  }

  /// `M. et Mme` before one surname and two first names, or two full names joined by `ou` or `et`.
  private static func couple(_ words: [String]) -> [PersonName] {
    if words.count >= 3, isTitle(words[0]), isAnd(words[1]), isTitle(words[2]) {
      let (surname, firsts) = split(Array(words[3...]))
      let parts = firsts.split(whereSeparator: isAnd)
      return parts.compactMap { person(surname: surname.joined(), birthName: "", usage: "", first: $0.joined()) }
    }
    if let and = words.indices.dropFirst().first(where: {
      isAnd(words[$0]) && $0 + 1 < words.count && isTitle(words[$0 + 1])
    }) {
      return couple(Array(words[..<and])) + couple(Array(words[(and + 1)...]))
    }
    return single(words)
  }

  private static func single(_ words: [String]) -> [PersonName] {
    let named = words.drop(while: isTitle)
    if let born = named.firstIndex(where: { ["nee", "ne", "epouse", "ep"].contains(Folded.words($0)) }) {
      let (birth, first) = split(Array(named[(born + 1)...]))
      let usage = named[..<born].joined()
      let main = person(surname: usage, birthName: birth.joined(), usage: "", first: first.joined())
      return main.map { [$0] } ?? []
    }
    let (surname, first) = split(Array(named))
    return person(surname: surname.joined(), birthName: "", usage: "", first: first.joined()).map { [$0] } ?? []
  }

  /// Surnames come first and in capitals; where capitals tell nothing, the first word is the surname.
  private static func split(_ words: [String]) -> (surname: [String], first: [String]) {
    let capitals = words.prefix { word in
      word.unicodeScalars.contains(where: isLetter) && !word.unicodeScalars.contains(where: isLowercase)
    }
    if capitals.isEmpty || capitals.count == words.count { return (Array(words.prefix(1)), Array(words.dropFirst())) }
    return (Array(capitals), Array(words.dropFirst(capitals.count)))
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? scalar == " " || "\t"..."\r" ~= scalar : scalar.properties.isWhitespace
  }

  /// ASCII letters are told without asking Unicode.
  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? "a"..."z" ~= scalar || "A"..."Z" ~= scalar : scalar.properties.isAlphabetic
  }

  private static func isLowercase(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? "a"..."z" ~= scalar : scalar.properties.isLowercase
  }

  private static func isTitle(_ word: String) -> Bool {
    word.utf8.contains { $0 | 32 == UInt8(ascii: "m") } && titles.contains(Folded.words(word))
  }

  private static let titles: Set<String> = ["m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle"]

  private static func isAnd(_ word: String) -> Bool {
    word.utf8.count <= 2 && (["et", "ou"].contains(word.lowercased()) || word == "/")
  }

  static func unique(_ names: [[UInt8]]) -> [[UInt8]] {
    names.indices.filter { !names[..<$0].contains(names[$0]) }.map { names[$0] }
  }
}
