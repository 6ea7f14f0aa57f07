/// An exact fraction in lowest terms, denominator above zero.
package struct Rational: Hashable, Comparable, Sendable {
  package let numerator: Int
  package let denominator: Int

  /// `denominator`: not zero; its sign moves to the numerator.
  package init(_ numerator: Int, _ denominator: Int = 1) {
    precondition(denominator != 0, "a fraction over zero is not a number: callers say « non calculable »")
    let divisor = Rational.greatestDivisor(numerator.magnitude, denominator.magnitude)
    let sign = denominator < 0 ? -1 : 1
    self.numerator = sign * numerator / max(1, Int(divisor))
    self.denominator = sign * denominator / max(1, Int(divisor))
  }

  package var double: Double { Double(numerator) / Double(denominator) }

  package static func + (a: Rational, b: Rational) -> Rational {
    Rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
  }
  package static func - (a: Rational, b: Rational) -> Rational { a + Rational(-b.numerator, b.denominator) }
  package static func * (a: Rational, b: Rational) -> Rational {
    Rational(a.numerator * b.numerator, a.denominator * b.denominator)
  }
  /// `b`: not zero.
  package static func / (a: Rational, b: Rational) -> Rational {
    Rational(a.numerator * b.denominator, a.denominator * b.numerator)
  }
  package static func < (a: Rational, b: Rational) -> Bool { a.numerator * b.denominator < b.numerator * a.denominator }

  private static func greatestDivisor(_ a: UInt, _ b: UInt) -> UInt {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
