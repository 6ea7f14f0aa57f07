import Model

/// What one cell may be, seen alone.
struct CellFacts: Sendable {
  /// A whole date.
  var day: Day?
  /// A month or a quarter, as its last day.
  var month: Day?
  /// A whole number that Excel may mean for a date, from 1930 to 2060.
  var serial: Day?
  /// An amount, whole or with cents.
  var cents: Cents?
  /// Whether it is written as money: decimals, a sign, a currency.
  var isMoney = false
  var integer: Int?
  /// Dates found inside the text.
  var dates = 0
  var shape = ""
  var traits: Set<Trait> = []

  enum Trait: Hashable, Sendable {
    case civility, label, phone, postcode, email, tick, answer
    /// `DUPONT`, `Dupont`, `DUPONT Jean`: letters only.
    case capitals, capitalised, surnameThenFirst
    /// `Jean DUPONT`, `DUPONT, Jean`.
    case firstThenSurname
    case street, place, hasDigit, hasLetter, leadingZero
  }

  init(_ text: String, values: SlowValues) {
    let bytes = Array(text.utf8)
    let plain = CellFormat()
    if bytes.contains(where: { (48...57).contains($0) }) {
      traits.insert(.hasDigit)
      day = values.day(text, plain)
      if day == nil {
        var months = CellFormat()
        months.endOfMonth = true
        month = values.day(text, months)
        dates = Self.dateCount(bytes) + Self.writtenDates(text, values)
      } else {
        dates = 1
      }
      readNumber(text, bytes, values)
    }
    readLetters(text)
    shape = Self.shape(bytes)
  }

  private static let titles: Set<String> = [
    "m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle", "melle", "mrs", "mm",
  ]

  /// Whether a civility stands in the text, or a word is as long a number as a phone or a file has.
  static func namesSomebody(_ text: String) -> Bool {
    let words = Folded.words(text).split(separator: " ").map(String.init)
    return words.count > 1 && words.contains(where: titles.contains)
      || words.contains { $0.count(where: \.isNumber) > 4 }
  }

  private mutating func readNumber(_ text: String, _ bytes: [UInt8], _ values: SlowValues) {
    let isWhole = bytes.allSatisfy { (48...57).contains($0) }
    if isWhole, bytes.count > 1, bytes.first == 48 { traits.insert(.leadingZero) }
    if isWhole, let number = Int(text) {
      integer = number
      if (10_959...58_440).contains(number), bytes.count == 5 { serial = Day(number: Int32(number - 25_569)) }
      if bytes.count == 5 || bytes.count == 4 && (1_000...9_999).contains(number) { traits.insert(.postcode) }
    }
    if day == nil, month == nil, bytes.count <= 20 {
      cents = Self.isReference(text) ? nil : values.cents(text, CellFormat())
      isMoney = cents != nil && !isWhole
    }
    if day == nil, Self.isPhone(bytes) { traits.insert(.phone) }
  }

  /// Ten digits that begin with one 0, nine where it was lost, eleven with a country's: in pairs or in one run.
  private static func isPhone(_ bytes: [UInt8]) -> Bool {
    guard bytes.allSatisfy({ (48...57).contains($0) || [32, 46, 43, 45, 47, 40, 41].contains($0) }) else {
      return false
    }
    let runs = bytes.split { !(48...57).contains($0) }.map(\.count)
    guard runs.count == 1 || runs.dropFirst().allSatisfy({ $0 == 2 }) else { return false }
    switch runs.reduce(0, +) {
    case 10: return bytes.first == 48 && bytes[1] != 48
    case 9: return runs.count == 1 && bytes.count == 9 && (49...55).contains(bytes[0])
    case 11: return bytes.first == 43
    default: return false
    }
  }

  /// `D000300`, `L12`: letters before digits are no amount, nor is a long number with a letter at its end.
  private static func isReference(_ text: String) -> Bool {
    text.first?.isLetter == true
      || text.last?.isLetter == true && !text.contains { ",. ".contains($0) } && text.count > 5
  }

  private mutating func readLetters(_ text: String) {
    let key = Folded.key(text)
    let words = text.split(whereSeparator: { $0.isWhitespace || $0 == "." }).map(String.init)
    if ["x", "1", "✓", "✔", "*", "v"].contains(key) { traits.insert(.tick) }
    if ["oui", "non", "o", "n", "vrai", "faux", "yes", "no", "true", "false", "0", "1"].contains(key) {
      traits.insert(.answer)
    }
    guard text.contains(where: \.isLetter) else { return }
    traits.insert(.hasLetter)
    if text.contains("@"), text.contains("."), !text.contains(" ") { traits.insert(.email) }
    let titles = Self.titles
    if let first = words.first, titles.contains(Folded.words(first)) {
      traits.insert(words.count == 1 ? .civility : .label)
    }
    if words.count > 2, titles.contains(Folded.words(words[0])), ["et", "ou"].contains(words[1].lowercased()) {
      traits.insert(.label)
    }
    if !traits.contains(.hasDigit), words.count <= 6 { readNames(text, words) }
    readPlace(words)
  }

  private mutating func readNames(_ text: String, _ words: [String]) {
    let (surname, comma) = (text.prefix { $0 != "," }, text.contains(","))
    if comma, !surname.contains(where: \.isLowercase), words.count > 1,
      words.last?.dropFirst().contains(where: \.isLowercase) == true
    {
      traits.insert(.firstThenSurname)
      return
    }
    guard text.allSatisfy({ $0.isLetter || $0 == " " || $0 == "-" || $0 == "'" || $0 == "’" || $0 == "\u{a0}" }) else {
      return
    }
    let capitals = words.map { word in !word.contains(where: \.isLowercase) }
    if capitals.allSatisfy(\.self) {
      traits.insert(.capitals)
    } else if capitals[0], words.count > 1, let last = words.last, last.first?.isUppercase == true {
      traits.insert(.surnameThenFirst)
    } else if capitals[words.count - 1], words.count > 1, words[0].first?.isUppercase == true {
      traits.insert(.firstThenSurname)
    } else if words.count <= 3, words.allSatisfy({ $0.first?.isUppercase == true }) {
      traits.insert(.capitalised)
    }
  }

  private mutating func readPlace(_ words: [String]) {
    let folded = words.map { Folded.words($0) }
    let streets: Set<String> = [
      "rue", "r", "avenue", "av", "boulevard", "bd", "bld", "place", "pl", "allee", "allees", "all", "chemin", "ch",
      "impasse", "imp", "quai", "square", "sq", "cours", "route", "rte", "residence", "res", "cite", "faubourg", "clos",
      "villa", "passage", "hameau", "lotissement", "lot", "sentier", "mail", "esplanade", "venelle", "rond",
    ]
    if folded.prefix(5).contains(where: streets.contains), traits.contains(.hasDigit) || words.count > 2 {
      traits.insert(.street)
    }
    let places: Set<String> = [
      "bat", "batiment", "res", "residence", "esc", "escalier", "apt", "appt", "entree", "tour", "etage", "porte",
      "logt",
    ]
    if let first = folded.first, places.contains(first) { traits.insert(.place) }
  }

  /// Dates written with their month in letters: `versée le 12 mai 2020`.
  private static func writtenDates(_ text: String, _ values: SlowValues) -> Int {
    let words = text.split(whereSeparator: { " ,;:()".contains($0) }).prefix(60)
    guard words.count > 3 else { return 0 }
    return words.indices.dropLast(2).count { index in
      words[index].first?.isNumber == true && words[index + 1].first?.isLetter == true
        && values.day(words[index...(index + 2)].joined(separator: " "), CellFormat()) != nil
    }
  }

  /// Dates written in the text: `12/03/15`, `2015-03-12`.
  private static func dateCount(_ bytes: [UInt8]) -> Int {
    var count = 0
    var position = 0
    while position < bytes.count {
      guard (48...57).contains(bytes[position]) else {
        position += 1
        continue
      }
      var groups: [Int] = []
      var sign: UInt8?
      while position < bytes.count, groups.count < 3 {
        let start = position
        while position < bytes.count, (48...57).contains(bytes[position]) { position += 1 }
        if position == start { break }
        groups.append(position - start)
        guard groups.count < 3, position < bytes.count, [45, 46, 47].contains(bytes[position]) else { break }
        if sign != nil, sign != bytes[position] { break }
        sign = bytes[position]
        position += 1
      }
      if groups.count == 3, groups[1] <= 2, groups[0] == 4 || groups[0] <= 2 && (groups[2] == 2 || groups[2] == 4) {
        count += 1
      }
      while position < bytes.count, (48...57).contains(bytes[position]) { position += 1 }
    }
    return count
  }

  /// Runs of digits as `9`, runs of letters as `a`, other signs as they are.
  private static func shape(_ bytes: [UInt8]) -> String {
    var shape: [UInt8] = []
    for byte in bytes.prefix(60) {
      let isDigit = (48...57).contains(byte)
      let isLetter = (65...90).contains(byte) || (97...122).contains(byte) || byte >= 128
      let sign: UInt8 = isDigit ? 57 : isLetter ? 97 : byte
      if shape.last != sign || !(isDigit || isLetter) { shape.append(sign) }
    }
    return String(decoding: shape, as: UTF8.self)
  }
}
