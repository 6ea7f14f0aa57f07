import Model

/// Numbers as a French reader writes them: U+202F between thousands, decimal comma, U+00A0 before a unit.
enum French {
  private static let thousands = "\u{202f}"
  static let space = "\u{a0}"

  /// A whole number.
  static func number(_ value: Int) -> String {
    var digits = String(value.magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (value < 0 ? "−" : "") + ([digits] + groups).joined(separator: thousands)
  }

  /// A number rounded to some decimals, half away from zero, on the exact fraction.
  static func number(_ value: Rational, decimals: Int = 0) -> String {
    let scale = (0..<decimals).reduce(1) { power, _ in power * 10 }
    let scaled = rounded(value * Rational(scale))
    if decimals == 0 { return number(scaled) }
    let part = String(scaled.magnitude % UInt(scale))
    let whole = number(Int(scaled.magnitude) / scale)
    return (scaled < 0 ? "−" : "") + whole + "," + String(repeating: "0", count: decimals - part.count) + part
  }

  /// An amount in centimes, in whole euros.
  static func euros(_ cents: Cents) -> String { euros(Rational(cents, 100)) }

  /// An amount in euros, in whole euros.
  static func euros(_ amount: Rational) -> String { number(amount) + space + "€" }

  /// A share, with one decimal where it has one.
  static func percent(_ share: Rational) -> String { number(share * Rational(100), decimals: 1) + space + "%" }

  /// `31 décembre 2018`, `1er janvier 2019`.
  static func date(_ day: Day) -> String {
    let (year, month, number) = day.civil
    return "\(number == 1 ? "1er" : String(number)) \(months[month - 1]) \(year)"
  }

  /// « 2016, 2017 et 2018 ».
  static func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " et " + last
  }

  /// A count and its noun, the plural from 2 on.
  static func count(_ value: Int, _ singular: String, _ plural: String) -> String {
    "\(number(value)) \(value < 2 ? singular : plural)"
  }

  private static let months = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
  ]

  private static func rounded(_ value: Rational) -> Int {
    let twice = 2 * value.numerator.magnitude + UInt(value.denominator)
    let whole = Int(twice / (2 * UInt(value.denominator)))
    return value.numerator < 0 ? -whole : whole
  }
}
