import Model
import TestSupport
import Testing

@testable import Writers

@Test(arguments: [
  (Rational(0), "0"), (Rational(-5), "-5"), (Rational(1, 2), "0.5"), (Rational(-10_411_014, 100), "-104110.14"),
  (Rational(12, 51), "0.23529411764705882353"), (Rational(2, 3), "0.66666666666666666667"),
  (Rational(1, 3_000_000), "0.00000033333333333333333333"), (Rational(1_571_795, 1_000), "1571.795"),
  (Rational(999_999_999_999_999_999, 1_000_000_000_000_000_000), "0.999999999999999999"),
  (Rational(Int.max, Int.max - 1), "1.0000000000000000001"), (Rational(Int.max - 1, Int.max), "0.99999999999999999989"),
  (Rational(3_037_000_499, 3_037_000_500), "0.99999999967072774601"),
])
func `fractions are written in full, without exponent`(value: Rational, expected: String) {
  #expect(decimal(value) == expected)
}

@Test(arguments: [
  (0.0, "0"), (-0.0, "0"), (0.1, "0.1"), (1.0, "1"), (1e-7, "0.0000001"), (-2.5e-9, "-0.0000000025"),
  (1e21, "1000000000000000000000"),
  (0.14004948830000001, "0.1400494883"), (Double.nan, ""), (Double.infinity, ""),
])
func `doubles are written in full, without exponent`(value: Double, expected: String) {
  #expect(decimal(value) == expected)
}

@Test func `a written number reads back as the same number`() {
  var random = SplitMix64(seed: 7)
  for _ in 0..<2_000 {
    let value = Double(bitPattern: random.next())
    if value.isFinite { #expect(Double(decimal(value)) == value) }
    let numerator = Int(truncatingIfNeeded: random.next() >> 20)
    let denominator = Int(truncatingIfNeeded: random.next() >> 40) + 1
    let fraction = Rational(random.next() % 2 == 0 ? numerator : -numerator, denominator)
    let exact = Double(fraction.numerator) / Double(fraction.denominator)
    #expect(Double(decimal(fraction)) == exact, "\(fraction)")
  }
}
