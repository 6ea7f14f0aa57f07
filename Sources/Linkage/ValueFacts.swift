/// What often suffices to see that two texts do not agree, without reading them.
struct ValueFacts: BitwiseCopyable, Sendable {
  /// Two bits per letter: there is one, there are two; the upper ten bits count the letters beyond two of a kind.
  private let letters: UInt64
  /// Hash of the sound; 0 unless the text is a name.
  let sound: UInt32
  let length: UInt16
  let wordCount: UInt8
  let first: UInt8

  /// Facts of no text.
  init() { (letters, sound, length, wordCount, first) = (0, 0, 0, 0, 0) }

  init(_ text: ArraySlice<UInt8>, sound: UInt32) {
    var letters: UInt64 = 0
    var excess: UInt64 = 0
    for byte in text {
      let place = UInt64(Self.place(byte)) * 2
      if letters >> place & 1 == 0 {
        letters |= 1 << place
      } else if letters >> (place + 1) & 1 == 0 {
        letters |= 2 << place
      } else {
        excess += 1
      }
    }
    self.letters = letters | min(excess, 1023) << 54
    self.sound = sound
    length = UInt16(min(text.count, Int(UInt16.max)))
    wordCount = UInt8(min(text.split(separator: space).count, 255))
    first = text.first ?? 0
  }

  /// Digits share the places of letters, which the same text seldom holds.
  private static func place(_ byte: UInt8) -> UInt8 {
    isLetter(byte) ? byte - 65 : byte >= 48 && byte <= 57 ? byte - 48 : 26
  }

  /// At least as many letters as the two texts have in common.
  func commonLetters(_ other: ValueFacts) -> Int {
    let pairs = (letters & other.letters) & (1 << 54 - 1)
    return pairs.nonzeroBitCount + Int(min(letters >> 54, other.letters >> 54))
  }

  /// At least the Jaro–Winkler similarity of two texts that are not empty.
  func greatestSimilarity(_ other: ValueFacts) -> Double {
    let common = Double(commonLetters(other))
    let jaro = min((common / Double(length) + common / Double(other.length) + 1) / 3, 1)
    return first == other.first ? jaro + 0.4 * (1 - jaro) : jaro
  }

  /// Whether two different words can agree in none of the quick measures.
  func isApart(_ other: ValueFacts, similarity: Double, edits: Int) -> Bool {
    guard wordCount == 1, other.wordCount == 1, first != other.first, sound == 0 || sound != other.sound else {
      return false
    }
    let common = commonLetters(other)
    let (one, two) = (Int(length), Int(other.length))
    return common + edits < max(one, two)
      && Double(common * (one + two)) < (3 * similarity - 1.000_001) * Double(one * two)
  }

  /// Whether two different texts might agree in that way; only `false` is sure.
  func mayAgree(_ other: ValueFacts, _ measure: Resemblance, _ threshold: Double) -> Bool {
    switch measure {
    case .exact, .swapped: false
    case .jaroWinkler: greatestSimilarity(other) >= threshold
    case .edits: commonLetters(other) + Int(threshold) >= Int(max(length, other.length))
    case .sound: sound != 0 && sound == other.sound
    case .prefix, .initials: first == other.first
    case .sameWords: wordCount > 1 && wordCount == other.wordCount
    case .wordsIncluded: wordCount != other.wordCount
    case .overlap: 4 * commonLetters(other) >= 3 * Int(min(length, other.length))
    case .similarWord: wordCount > 1 || other.wordCount > 1
    default: true
    }
  }
}
