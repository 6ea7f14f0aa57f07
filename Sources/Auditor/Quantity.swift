import Model

/// A number of a sentence and what it measures.
struct Quantity: Sendable {
  enum Kind: Sendable, Equatable {
    /// In euros.
    case money
    /// 24 for 24 %.
    case percent
    /// In 0…1: « un tiers », « la moitié », « 2/3 ».
    case fraction
    case year
    /// Months since year zero.
    case month
    /// In months.
    case duration
    /// Of what the unit says; `nil` when nothing is said.
    case count(CountedUnit?)
  }

  /// Whole numbers of four digits that a fiche means as years.
  static let years = 1990...2099

  let kind: Kind
  let value: Rational
  /// Decimals as written.
  let decimals: Int
  /// Where it is in its sentence, its unit included.
  let place: Range<Int>

  /// Whether it counts households, persons, measures and so on.
  var isPeople: Bool { if case .count(.some) = kind { true } else { false } }
  var isCount: Bool { if case .count = kind { true } else { false } }
  var unit: CountedUnit? { if case .count(let unit) = kind { unit } else { nil } }
  var isRate: Bool { kind == .percent || kind == .fraction }
  var whole: Int? { value.denominator == 1 ? value.numerator : nil }
}

/// What a fiche counts.
enum CountedUnit: String, Sendable {
  case menages = "ménages"
  case personnes, locataires, mesures, parcours, situations

  /// From a folded word.
  init?(word: String) {
    switch word {
    case "menage", "menages", "famille", "familles", "foyer", "foyers": self = .menages
    case "personne", "personnes", "beneficiaire", "beneficiaires", "usagers": self = .personnes
    case "locataire", "locataires": self = .locataires
    case "mesure", "mesures", "accompagnement", "accompagnements": self = .mesures
    case "parcours": self = .parcours
    case "situation", "situations", "dossier", "dossiers": self = .situations
    default: return nil
    }
  }
}

/// Finds the quantities of a folded sentence.
struct QuantityReader {
  private let text: [Character]
  private(set) var quantities: [Quantity] = []

  init(_ text: [Character]) {
    self.text = text
    var index = 0
    while index < text.count {
      let isStart = index == 0 || !(text[index - 1].isLetter || text[index - 1].isNumber)
      if isStart, let quantity = isDigit(index) ? number(at: index) : word(at: index) {
        quantities.append(quantity)
        index = quantity.place.upperBound
      } else {
        index += 1
      }
    }
  }

  // MARK: Digits

  private func number(at start: Int) -> Quantity? {
    var end = start
    while end < text.count, isDigit(end) { end += 1 }
    var digits = String(text[start..<end])
    var isGrouped = false
    while digits.count <= 9, isGrouped || digits.count <= 3, digits != "0", isGroup(end) {
      digits += String(text[(end + 1)..<(end + 4)])
      end += 4
      isGrouped = true
    }
    var value = Rational(Int(digits) ?? 0)
    var decimals = 0
    if end + 1 < text.count, text[end] == "," || text[end] == ".", isDigit(end + 1) {
      let first = end + 1
      var last = first
      while isDigit(last), last - first < 2 { last += 1 }
      decimals = last - first
      let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
      value = value + Rational(Int(String(text[first..<last])) ?? 0, scale)
      end = last
      while isDigit(end) { end += 1 }
    }
    // Beyond that it is an identifier; and exact fractions must not overflow.
    guard value <= Rational(1_000_000_000) else { return nil }
    if decimals == 0, let ratio = fraction(of: value, at: start, end) { return ratio }
    return measured(value, decimals: decimals, start, end, isGrouped: isGrouped)
  }

  private func isDigit(_ index: Int) -> Bool { index < text.count && text[index].isASCII && text[index].isNumber }

  /// A space, or a point, and exactly three digits.
  private func isGroup(_ index: Int) -> Bool {
    guard index < text.count, text[index] == " " || text[index] == "." else { return false }
    return (1...3).allSatisfy { isDigit(index + $0) } && !isDigit(index + 4)
  }

  /// « 2/3 » is a share, « 9/11 » a count over another.
  private func fraction(of top: Rational, at start: Int, _ slash: Int) -> Quantity? {
    guard slash < text.count, text[slash] == "/", isDigit(slash + 1) else { return nil }
    var end = slash + 1
    while isDigit(end) { end += 1 }
    guard let bottom = Int(String(text[(slash + 1)..<end])), (2...5).contains(bottom), top < Rational(bottom) else {
      return nil
    }
    return Quantity(kind: .fraction, value: top / Rational(bottom), decimals: 0, place: start..<end)
  }

  private func measured(_ value: Rational, decimals: Int, _ start: Int, _ end: Int, isGrouped: Bool) -> Quantity {
    let gap = end < text.count && text[end] == " " ? end + 1 : end
    for (sign, kind, factor) in signs where starts(sign, at: gap) {
      let last = gap + sign.count
      let value = min(value, Rational(1_000_000_000, factor))
      return Quantity(kind: kind, value: value * Rational(factor), decimals: decimals, place: start..<last)
    }
    let (word, last) = unitWord(after: end)
    if let months = durations[word] {
      return Quantity(kind: .duration, value: value * months, decimals: decimals, place: start..<last)
    }
    if let unit = CountedUnit(word: word) {
      return Quantity(kind: .count(unit), value: value, decimals: decimals, place: start..<last)
    }
    let years = Rational(Quantity.years.lowerBound)...Rational(Quantity.years.upperBound)
    let isYear = !isGrouped && end - start == 4 && years.contains(value)
    return Quantity(kind: isYear ? .year : .count(nil), value: value, decimals: decimals, place: start..<end)
  }

  private func starts(_ sign: String, at index: Int) -> Bool {
    let wanted = Array(sign)
    guard index + wanted.count <= text.count, text[index..<(index + wanted.count)].elementsEqual(wanted) else {
      return false
    }
    let next = index + wanted.count
    return wanted.last?.isLetter != true || next == text.count || !text[next].isLetter
  }

  /// The word after a number, an adjective passed over, and where it ends.
  private func unitWord(after end: Int) -> (String, Int) {
    var (word, last) = wordAt(end)
    if ["nouveaux", "nouvelles", "autres", "premiers", "premieres", "dernieres"].contains(word) {
      (word, last) = wordAt(last)
    }
    return (word, last)
  }

  private func wordAt(_ index: Int, after gaps: [Character] = [" "]) -> (String, Int) {
    var start = index
    if start < text.count, gaps.contains(text[start]) { start += 1 }
    var end = start
    while end < text.count, text[end].isLetter { end += 1 }
    return (String(text[start..<end]), end)
  }

  // MARK: Words

  private func word(at start: Int) -> Quantity? {
    guard text[start].isLetter else { return nil }
    let (word, end) = wordAt(start)
    if let month = months.firstIndex(of: word) { return date(month: month, start, end) }
    if word == "moitie" { return share(Rational(1, 2), start, end) }
    let (next, last) = wordAt(end)
    let top = word == "un" ? 1 : smallNumbers[word]
    if let top, let part = ["tiers": 3, "quart": 4, "quarts": 4, "cinquieme": 5, "cinquiemes": 5][next] {
      return share(Rational(top, part), start, last)
    }
    guard let (value, close) = lettered(at: start) else { return nil }
    let quantity = measured(Rational(value), decimals: 0, start, close, isGrouped: true)
    return quantity.kind != .count(nil) || isCounting(value, start, close) ? quantity : nil
  }

  /// Whether a number in letters with no unit counts: « douze » does as « 12 » would, « deux » only in « deux sur dix ».
  private func isCounting(_ value: Int, _ start: Int, _ end: Int) -> Bool {
    if value > 10 || String(text[end...].prefix(5)) == " sur " { return true }
    guard start > 4, String(text[(start - 5)..<start]) == " sur ", let last = quantities.last else { return false }
    return last.isCount && start - last.place.upperBound < 30
  }

  /// « cinquante et un », « cent vingt-trois », « deux mille »: what the words from a place make, and where they end.
  private func lettered(at start: Int) -> (value: Int, end: Int)? {
    var (thousands, value, end) = (0, 0, start)
    while true {
      let isFirst = end == start
      var (word, next) = wordAt(isFirst ? start : end, after: isFirst ? [] : [" ", "-"])
      let isLinked = word == "et" && !isFirst
      if isLinked { (word, next) = wordAt(next, after: [" ", "-"]) }
      if word == "mille", thousands == 0, !isLinked {
        (thousands, value) = (max(value, 1) * 1_000, 0)
      } else if let sum = put(word, after: value, isLinked: isLinked, isFirst: isFirst) {
        value = sum
      } else {
        break
      }
      end = next
    }
    return end == start ? nil : (thousands + value, end)
  }

  /// What a word makes of the hundreds, tens and units read so far; `nil` when it begins another number.
  private func put(_ word: String, after value: Int, isLinked: Bool, isFirst: Bool) -> Int? {
    let low = value % 100
    if isLinked {
      return (20...60).contains(low) && low % 10 == 0 ? ["un": 1, "une": 1, "onze": 11][word].map { value + $0 } : nil
    }
    if word == "cent" || word == "cents" { return value < 10 ? max(value, 1) * 100 : nil }
    if low == 4, word == "vingt" || word == "vingts" { return value + 76 }
    if word == "un" || word == "une" { return !isFirst && (low == 0 || low == 80) ? value + 1 : nil }
    guard let number = smallNumbers[word] else { return nil }
    let follows =
      switch number {
      case 20...: low == 0
      case 10...16: low == 0 || low == 60 || low == 80
      case 7...9: low % 10 == 0
      default: low == 0 || low >= 20 && low % 10 == 0 && low != 70 && low != 90
      }
    return follows ? value + number : nil
  }

  private func share(_ value: Rational, _ start: Int, _ end: Int) -> Quantity {
    Quantity(kind: .fraction, value: value, decimals: 0, place: start..<end)
  }

  /// « juin 2017 ».
  private func date(month: Int, _ start: Int, _ end: Int) -> Quantity? {
    guard end + 4 < text.count, text[end] == " ", (1...4).allSatisfy({ isDigit(end + $0) }), !isDigit(end + 5),
      let year = Int(String(text[(end + 1)...(end + 4)])), Quantity.years.contains(year)
    else { return nil }
    return Quantity(kind: .month, value: Rational(year * 12 + month), decimals: 0, place: start..<(end + 5))
  }
}

fileprivate let months = [
  "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
  "decembre",
]

/// Longest first.
fileprivate let signs: [(String, Quantity.Kind, Int)] = [
  ("millions d'euros", .money, 1_000_000), ("million d'euros", .money, 1_000_000), ("milliers d'euros", .money, 1_000),
  ("pour cent", .percent, 1), ("euros", .money, 1), ("euro", .money, 1), ("keuros", .money, 1_000),
  ("m€", .money, 1_000_000), ("k€", .money, 1_000), ("k €", .money, 1_000), ("ke", .money, 1_000), ("€", .money, 1),
  ("%", .percent, 1),
]

fileprivate let durations: [String: Rational] = [
  "an": Rational(12), "ans": Rational(12), "annee": Rational(12), "annees": Rational(12), "mois": Rational(1),
  "semaine": Rational(1, 4), "semaines": Rational(1, 4), "jour": Rational(1, 30), "jours": Rational(1, 30),
]

/// Words that numbers are made of; not « un », which is an article too.
fileprivate let smallNumbers = [
  "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11,
  "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20, "trente": 30, "quarante": 40,
  "cinquante": 50, "soixante": 60,
]
