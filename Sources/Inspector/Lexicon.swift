import Model

/// The words that headings are made of, read from the lines `mot` of the vocabulary: abbreviations and translations, what
/// each word weighs, and the words that the phrases use.
struct Lexicon: Sendable {
  /// `dt` → `date` ; `zip` → `code postal`.
  private var wholes: [String: [String]] = [:]
  /// Below 1 for words that say little by themselves, above for those that change what the others say, 0 for small ones.
  private var weights: [String: Double] = [:]
  /// The words that the lines `mot` are about.
  private var canonical: Set<String> = []
  /// With them, the words of the phrases: none of them is a shortened form of another.
  private(set) var known: Set<String> = []

  mutating func add(_ text: String, shortened forms: [String], weight: Double?) {
    let words = Folded.words(text).split(separator: " ").map(String.init)
    if weight == 0 {
      for word in words + forms { weights[word] = 0 }
      return
    }
    for form in forms.map(Folded.words) { wholes[form] = words }
    for word in words { canonical.insert(word) }
    if let weight, words.count == 1 { weights[words[0]] = weight }
    known = canonical
  }

  /// Forgets the words of the phrases; those of the lines `mot` stay.
  mutating func forget() { known = canonical }

  private func isSmall(_ word: String) -> Bool { weights[word] == 0 }

  mutating func learn(_ words: [String]) { known.formUnion(words) }

  /// Words of a heading: case, accents and small words dropped, `dtNaiss`, `ADR1` and `DATNAI` parted, abbreviations undone.
  func words(_ text: String) -> [String] {
    let all = parted(text).split(separator: " ").flatMap { whole(String($0)) }
    let words = all.filter { !isSmall($0) }
    if words.isEmpty { return all }
    // « Arrêt du », « Arrêt au » : the start and the end.
    return words + (all.last.map { ["du", "au"].contains($0) ? [$0] : [] } ?? [])
  }

  /// 0.35 for a word that no phrase has: often a partner's name.
  func weight(_ word: String, isKnown: Bool) -> Double {
    if isSmall(word) { return 0.5 }
    return weights[word] ?? (isKnown ? 1 : 0.35)
  }

  /// The words of the phrases that a heading's word may stand for, each with its likeness: 1 for the same, less for one
  /// inflected, cut short or mistyped.
  func alike(_ word: String) -> [(word: String, likeness: Double)] {
    if known.contains(word) { return [(word, 1)] }
    return known.compactMap { other in
      let likeness = Self.likeness(word, other)
      return likeness > 0 ? (other, likeness) : nil
    }
  }

  private static func likeness(_ word: String, _ known: String) -> Double {
    let (short, long) = word.utf8.count < known.utf8.count ? (word, known) : (known, word)
    let more = long.utf8.count - short.utf8.count
    if long.hasPrefix(short) {
      if short.utf8.count >= 4, ["e", "es", "s", "x"].contains(long.dropFirst(short.count)) { return 0.9 }
      guard short == word, short.utf8.count >= 3, more <= 10 else { return 0 }
      return short.utf8.count == 3 ? 0.7 : 0.8
    }
    return short.utf8.count >= 7 && isOneSlip(Array(short.utf8), Array(long.utf8)) ? 0.82 : 0
  }

  /// Whether one letter added, lost or changed makes one word of the other.
  private static func isOneSlip(_ short: [UInt8], _ long: [UInt8]) -> Bool {
    guard long.count - short.count <= 1, long.first == short.first else { return false }
    let start = zip(short, long).prefix { $0 == $1 }.count
    let end = zip(short.reversed(), long.reversed()).prefix { $0 == $1 }.count
    return start + end >= short.count - (long.count == short.count ? 1 : 0)
  }

  /// Folded, with a space where letters meet digits and where a lower-case letter meets a capital.
  private func parted(_ text: String) -> String {
    var out = ""
    var last: Character = " "
    for character in text.replacing("n°", with: "numero ").replacing("N°", with: "numero ") {
      let humps = last.isLowercase && character.isUppercase
      let digits = last.isLetter && character.isNumber || last.isNumber && character.isLetter
      if humps || digits { out.append(" ") }
      out.append(character == "°" || character == "º" ? " " : character)
      last = character
    }
    return Folded.words(out)
  }

  /// The word that an abbreviation stands for, the singular of a plural, the parts of a word made of pieces.
  private func whole(_ word: String) -> [String] {
    if let words = wholes[word] { return words }
    if known.contains(word) { return [word] }
    let stem = word.utf8.count > 3 && (word.hasSuffix("s") || word.hasSuffix("x")) ? String(word.dropLast()) : word
    if let words = wholes[stem] { return words }
    if known.contains(stem) { return [stem] }
    return pieces(word[...]) ?? [stem]
  }

  /// The parts of a word made of pieces (`datnai`, `codmotsor`, `typbail`).
  ///
  /// The fewest abbreviations and known words that make the whole word; `nil` for a real word. Two letters are a piece
  /// at the start only.
  private func pieces(_ word: Substring) -> [String]? {
    guard (5...24).contains(word.utf8.count), word.utf8.allSatisfy({ (97...122).contains($0) }) else { return nil }
    let letters = Array(word)
    /// The best parting of what begins at each letter.
    var best: [[String]?] = Array(repeating: nil, count: letters.count + 1)
    best[letters.count] = []
    for start in letters.indices.reversed() {
      for end in (start + 1)...letters.count where end - start >= (start == 0 ? 2 : 3) && end - start < letters.count {
        let piece = String(letters[start..<end])
        guard let rest = best[end], let words = wholes[piece] ?? (known.contains(piece) ? [piece] : nil),
          !words.contains(where: isSmall)
        else { continue }
        if best[start].map({ $0.count > rest.count + words.count }) ?? true { best[start] = words + rest }
      }
    }
    return best[0]
  }
}
