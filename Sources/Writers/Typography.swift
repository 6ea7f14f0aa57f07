import Model

/// French typography, the only place where a number, an amount or a date becomes words.
///
/// U+202F between thousands, U+00A0 before % € and inside « », decimal comma, true minus sign, dates such as
/// « 1er janvier 2016 », singular below 2. Roundings are half away from zero, on exact fractions.
enum French {
  static let thinSpace = "\u{202F}"
  static let hardSpace = "\u{A0}"
  static let minus = "\u{2212}"

  /// A whole number, its thousands parted: `1 000 000`.
  static func integer(_ value: Int) -> String {
    let digits = String(value.magnitude)
    if value.magnitude < 1000 { return value < 0 ? minus + digits : digits }
    var text = value < 0 ? minus : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += thinSpace }
      text.append(digit)
    }
    return text
  }

  /// A fraction rounded to `places` decimals, half away from zero; never « −0 ».
  static func number(_ value: Rational, places: Int = 0) -> String {
    var scale: UInt = 1
    for _ in 0..<places { scale *= 10 }
    let (high, low) = value.numerator.magnitude.multipliedFullWidth(by: scale)
    let divisor = value.denominator.magnitude
    guard high < divisor else { return "" }
    let (quotient, remainder) = divisor.dividingFullWidth((high, low))
    let units = quotient + (remainder >= divisor - remainder && remainder > 0 ? 1 : 0)
    return number(units, scale: scale, places: places, negative: value.numerator < 0)
  }

  /// A survival estimate or an interval bound, rounded to `places` decimals.
  static func number(_ value: Double, places: Int = 0) -> String {
    guard value.isFinite else { return "" }
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = value.magnitude * scale
    guard scaled < 1e15 else { return "" }
    let whole = UInt(scaled)
    let units = whole + (scaled - Double(whole) >= 0.5 ? 1 : 0)
    return number(units, scale: UInt(scale), places: places, negative: value < 0)
  }

  static func number(_ value: Quantity, places: Int = 0) -> String {
    switch value {
    case .exact(let rational): number(rational, places: places)
    case .real(let real): number(real, places: places)
    }
  }

  private static func number(_ units: UInt, scale: UInt, places: Int, negative: Bool) -> String {
    var text = negative && units > 0 ? minus : ""
    text += integer(Int(units / scale))
    if places > 0 {
      let fraction = String(units % scale)
      text += "," + String(repeating: "0", count: places - fraction.count) + fraction
    }
    return text
  }

  /// An amount in euros, rounded to the euro: `1 000 000 €`.
  static func euros(_ amount: Quantity) -> String { number(amount) + hardSpace + "€" }

  /// An amount in centimes, rounded to the euro.
  static func euros(_ amount: Cents) -> String { euros(.exact(Rational(amount, 100))) }

  /// A percentage: no decimal below a thousand units, one from there on; what is not all is not 100 %, nor nothing 0 %.
  static func percent(_ share: Quantity, outOf denominator: Rational) -> String {
    let places = denominator < Rational(1000) ? 0 : 1
    let text =
      switch share {
      case .exact(let rational): number(rational * Rational(100), places: places)
      case .real(let real): number(real * 100, places: places)
      }
    let value = share.double
    let (least, most) = places == 0 ? ("1", "99") : ("0,1", "99,9")
    if value < 1, value > 0.5, text.hasPrefix("100") { return "plus de " + most + hardSpace + "%" }
    if value > 0, value < 0.5, text == (places == 0 ? "0" : "0,0") { return "moins de " + least + hardSpace + "%" }
    return (value == 0 ? "0" : value == 1 ? "100" : text) + hardSpace + "%"
  }

  /// A share of euros: one decimal, dropped when the percentage is whole (« 40 % », « 46,4 % »).
  static func percentOfEuros(_ share: Rational) -> String {
    let percent = share * Rational(100)
    return number(percent, places: percent.denominator == 1 ? 0 : 1) + hardSpace + "%"
  }

  /// A noun, singular below 2 in absolute value: `1,9 mois`, `2 ménages`.
  static func noun(_ value: Double, _ singular: String, _ plural: String) -> String {
    value.magnitude < 2 ? singular : plural
  }

  /// A count with its noun: `1 ménage`, `85 ménages`.
  static func count(_ value: Int, _ singular: String, _ plural: String) -> String {
    integer(value) + hardSpace + noun(Double(value), singular, plural)
  }

  /// The first letter in capital.
  static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  /// The first letter in lower case, but in an acronym.
  static func lowercasedFirst(_ text: String) -> String {
    guard let first = text.first, text.dropFirst().first?.isUppercase != true else { return text }
    return first.lowercased() + text.dropFirst()
  }

  /// Words between French quotes.
  static func quoted(_ text: String) -> String { "«" + hardSpace + text + hardSpace + "»" }

  /// `31 décembre 2018`, `1er janvier 2016`.
  static func date(_ day: Day) -> String {
    let (year, month, number) = day.civil
    return (number == 1 ? "1er" : String(number)) + hardSpace + months[month - 1] + hardSpace + String(year)
  }

  /// `31/12/2018`, as spreadsheets write it.
  static func shortDate(_ day: Day) -> String {
    let (year, month, number) = day.civil
    return (number < 10 ? "0" : "") + "\(number)/" + (month < 10 ? "0" : "") + "\(month)/\(year)"
  }

  /// `du 1er octobre 2014 au 30 septembre 2015`.
  static func period(_ period: Period) -> String { "du \(date(period.lowerBound)) au \(date(period.upperBound))" }

  private static let months = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
  ]

  /// Written text with its spaces as `spaced` makes them, and its apostrophes curved.
  static func typeset(_ text: String) -> String {
    rewriting(text) { bytes, place in
      switch bytes[place] {
      case UInt8(ascii: " "): space(at: place, in: bytes)
      case UInt8(ascii: "'")
      where place + 1 < bytes.count && scalar(before: place, in: bytes)?.properties.isAlphabetic == true: "’"
      default: nil
      }
    }
  }

  /// Written text with its spaces made unbreakable where French wants them: before : ; ! ? » % €, after «, and between
  /// the thousands of a number; nothing else changes, so that people may type plain spaces.
  static func spaced(_ text: String) -> String {
    rewriting(text) { bytes, place in bytes[place] == UInt8(ascii: " ") ? space(at: place, in: bytes) : nil }
  }

  /// The unbreakable space that French wants in place of this one; `nil` for a plain one.
  private static func space(at place: Int, in bytes: [UInt8]) -> String? {
    guard place > 0, place + 1 < bytes.count else { return nil }
    let (last, next) = (Unicode.Scalar(bytes[place - 1]), Unicode.Scalar(bytes[place + 1]))
    switch next {
    // A table rule (`| :---`) is not a sentence.
    case ":" where last != "|" && last != "-": return hardSpace
    case "%": return hardSpace
    case ";", "!", "?": return thinSpace
    default: break
    }
    // Most spaces stand between ASCII letters.
    if !next.isASCII, ["»", "€"].contains(scalar(after: place, in: bytes)) { return hardSpace }
    if !last.isASCII, scalar(before: place, in: bytes) == "«" { return hardSpace }
    return isDigit(next) && isThousands(bytes[..<place], bytes[(place + 1)...]) ? thinSpace : nil
  }

  /// One to three digits before, exactly three after.
  private static func isThousands(_ before: ArraySlice<UInt8>, _ after: ArraySlice<UInt8>) -> Bool {
    func digits(_ bytes: some Sequence<UInt8>) -> Int { bytes.prefix { isDigit(Unicode.Scalar($0)) }.count }
    return digits(after) == 3 && (1...3).contains(digits(before.reversed()))
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
