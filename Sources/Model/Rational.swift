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
  package static func < (a: Rational, b: Rational) -> Bool {
    if a.denominator == b.denominator { return a.numerator < b.numerator }
    return Int128(a.numerator) * Int128(b.denominator) < Int128(b.numerator) * Int128(a.denominator)
  }

  private static func greatestDivisor(_ a: UInt, _ b: UInt) -> UInt {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}

/// The same arithmetic where nothing bounds the operands; `nil` when the result does not fit.
extension Rational {
  package var opposite: Rational { Rational(lowest: 0 &- numerator, denominator) }

  package func adding(_ other: Rational) -> Rational? {
    let (left, right) = (Int128(numerator) * Int128(other.denominator), Int128(other.numerator) * Int128(denominator))
    return Rational(left + right, over: Int128(denominator) * Int128(other.denominator))
  }

  package func multiplied(by other: Rational) -> Rational? {
    Rational(
      Int128(numerator) * Int128(other.numerator),
      over: Int128(denominator) * Int128(other.denominator)
    )
  }

  /// `nil` over zero, too.
  package func divided(by other: Rational) -> Rational? {
    if other.numerator == 0 { return nil }
    return Rational(
      Int128(numerator) * Int128(other.denominator),
      over: Int128(denominator) * Int128(other.numerator)
    )
  }

  private init(lowest numerator: Int, _ denominator: Int) {
    self.numerator = numerator
    self.denominator = denominator
  }

  private init?(_ top: Int128, over bottom: Int128) {
    if let top = Int(exactly: top), bottom == 1 {
      self.init(lowest: top, 1)
      return
    }
    var (a, b) = (top.magnitude, bottom.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    let divisor = Int128(a) * bottom.signum()
    guard let numerator = Int(exactly: top / divisor), let denominator = Int(exactly: bottom / divisor) else {
      return nil
    }
    self.init(lowest: numerator, denominator)
  }
}
