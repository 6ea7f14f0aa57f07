import Model

/// Numbers as a French reader writes them.
enum Wording {
  /// Thousands parted by U+202F, decimal comma, no useless zero.
  static func number(_ value: Rational, decimals: Int = 2) -> String {
    let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
    let scaled = value * Rational(scale)
    let units = (2 * abs(scaled.numerator) + scaled.denominator) / (2 * scaled.denominator)
    var whole = String(units / scale)
    var groups: [String] = []
    while whole.count > 3 {
      groups.insert(String(whole.suffix(3)), at: 0)
      whole.removeLast(3)
    }
    var text = ([whole] + groups).joined(separator: "\u{202f}")
    if decimals > 0 {
      var part = String(units % scale)
      part = String(repeating: "0", count: decimals - part.count) + part
      while part.last == "0" { part.removeLast() }
      if !part.isEmpty { text += "," + part }
    }
    return (value < Rational(0) ? "−" : "") + text
  }

  static func euros(_ value: Rational) -> String { number(value, decimals: 0) + "\u{a0}€" }
  static func percent(_ value: Rational) -> String { number(value, decimals: 1) + "\u{a0}%" }

  /// « 123 000 € + 108 000 € ».
  static func sum(_ values: [Rational]) -> String { values.map(euros).joined(separator: " + ") }

  /// Months since year zero: « juin 2017 ».
  static func month(_ value: Int) -> String { "\(monthNames[value % 12]) \(value / 12)" }

  private static let monthNames = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
  ]
}

/// Distance of two numbers.
func gap(_ one: Rational, _ other: Rational) -> Rational { one < other ? other - one : one - other }
