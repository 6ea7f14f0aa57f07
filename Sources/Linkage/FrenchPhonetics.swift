/// Code of how a French name sounds: equal for `DUPONT`, `DUPOND` and `DUPONS`, or `GAUTHIER` and `GOTIER`.
///
/// Expects ASCII upper case; anything but letters and digits is skipped. Letters of the code are sounds: `1` (in), `2` (an),
/// `3` (on), `C` (ch); final mute letters and doubled letters vanish. Empty only when the name has no letter nor digit.
/// Coarse on purpose: it brings names together to be compared, and never decides alone.
package func frenchPhonetic(_ name: [UInt8]) -> [UInt8] {
  var reader = PhoneticReader(name)
  return reader.read()
}

/// A reader of one name, sound by sound.
fileprivate struct PhoneticReader {
  private var letters: [UInt8]
  private var position = 0
  private var code: [UInt8] = []

  init(_ name: [UInt8]) {
    letters = []
    letters.reserveCapacity(name.count)
    for letter in name where isLetter(letter) || (letter >= 48 && letter <= 57) {
      if letters.last != letter { letters.append(letter) }
    }
    code.reserveCapacity(letters.count)
  }

  mutating func read() -> [UInt8] {
    let whole = letters
    dropMuteEnd()
    while position < letters.count {
      switch letters[position] {
      case "A", "E", "I", "O", "U", "Y": readVowel()
      default: readConsonant()
      }
    }
    return code.isEmpty ? whole : code
  }

  /// Letters that a French ear does not hear at the end; the first letter always stays.
  private mutating func dropMuteEnd() {
    func isMute(_ letter: UInt8) -> Bool {
      switch letter {
      case "S", "T", "X", "D", "Z", "P", "H": true
      default: false
      }
    }
    while letters.count > 2, isMute(letters[letters.count - 1]) { letters.removeLast() }
    guard letters.count > 2 else { return }
    switch (letters[letters.count - 2], letters[letters.count - 1]) {
    case ("H", "E"): letters.removeLast(2)
    case (_, "E"), ("E", "R"): letters.removeLast()
    default: break
    }
  }

  private func letter(_ offset: Int) -> UInt8 {
    let index = position + offset
    return index >= 0 && index < letters.count ? letters[index] : 0
  }

  private mutating func sound(_ letter: Unicode.Scalar, _ length: Int = 1) {
    sound(UInt8(truncatingIfNeeded: letter.value), length)
  }

  private mutating func sound(_ sound: UInt8, _ length: Int) {
    if code.last != sound { code.append(sound) }
    position += length
  }

  /// Whether the `N` or `M` at `offset` makes the vowel before it nasal.
  private func isNasal(_ offset: Int) -> Bool {
    let nasal = letter(offset)
    guard "N" ~= nasal || "M" ~= nasal else { return false }
    let after = letter(offset + 1)
    return !isVowel(after) && !(after == "N" || after == "M" || after == "H")
  }

  private mutating func readVowel() {
    switch (letter(0), letter(1)) {
    case ("A", "I") where isNasal(2), ("A", "Y") where isNasal(2): sound("1", 3)
    case ("A", "I"), ("A", "Y"): sound("E", 2)
    case ("A", "U"): sound("O", 2)
    case ("A", _) where isNasal(1): sound("2", 2)
    case ("E", "A") where letter(2) == "U": sound("O", 3)
    case ("E", "I") where isNasal(2), ("E", "Y") where isNasal(2): sound("1", 3)
    case ("E", "I"), ("E", "Y"), ("E", "U"): sound("E", 2)
    case ("E", _) where isNasal(1): sound(letter(-1) == "I" || letter(-1) == "Y" ? "1" : "2", 2)
    case ("O", "U"): sound("U", 2)
    case ("O", "I") where isNasal(2), ("O", "Y") where isNasal(2):
      sound("U", 0)
      sound("1", 3)
    case ("O", "I"), ("O", "Y"):
      sound("U", 0)
      sound("A", 2)
    case ("O", "E"): sound("E", letter(2) == "U" ? 3 : 2)
    case ("O", _) where isNasal(1): sound("3", 2)
    case ("I", _) where isNasal(1), ("Y", _) where isNasal(1), ("U", _) where isNasal(1): sound("1", 2)
    case ("Y", _): sound("I")
    default: sound(letter(0), 1)
    }
  }

  private mutating func readConsonant() {
    let next = letter(1)
    let soft = next == "E" || next == "I" || next == "Y"
    switch (letter(0), next) {
    case ("B", "V"), ("H", _): position += 1
    case ("C", "H"): sound(letter(2) == "R" || letter(2) == "L" ? "K" : "C", 2)
    case ("C", "K"), ("C", "Q"): position += 1
    case ("C", _): sound(soft ? "S" : "K")
    case ("G", "N"): sound("N", 2)
    case ("G", "U") where letter(2) == "E" || letter(2) == "I" || letter(2) == "Y": sound("G", 2)
    case ("G", "E") where letter(2) == "A" || letter(2) == "O": sound("J", 2)
    case ("G", _): sound(soft ? "J" : "G")
    case ("P", "H"): sound("F", 2)
    case ("Q", "U"): sound("K", 2)
    case ("Q", _): sound("K")
    case ("S", "C") where letter(2) == "H": sound("C", 3)
    case ("S", "C") where letter(2) == "E" || letter(2) == "I": sound("S", 2)
    case ("S", "H"): sound("C", 2)
    case ("S", _): sound(isVowel(letter(-1)) && isVowel(next) ? "Z" : "S")
    case ("W", _): sound("V")
    case ("X", _):
      sound("K", 0)
      sound("S")
    default: sound(letter(0), 1)
    }
  }
}

func isLetter(_ byte: UInt8) -> Bool { byte >= 65 && byte <= 90 }

func isVowel(_ byte: UInt8) -> Bool {
  switch byte {
  case "A", "E", "I", "O", "U", "Y": true
  default: false
  }
}

/// Lets a `switch` over bytes name them by their letters.
func ~= (letter: Unicode.Scalar, byte: UInt8) -> Bool { letter.value == UInt32(byte) }

func == (byte: UInt8, letter: Unicode.Scalar) -> Bool { letter.value == UInt32(byte) }
