import Model
import Testing

@testable import Writers

fileprivate let nbsp = "\u{A0}"
fileprivate let thin = "\u{202F}"

@Test(arguments: [
  (0, "0"), (1, "1"), (999, "999"), (1_000, "1\u{202F}000"), (1_000_000, "1\u{202F}000\u{202F}000"),
  (-1_234, "\u{2212}1\u{202F}234"), (2_018, "2\u{202F}018"),
  (Int.max, "9\u{202F}223\u{202F}372\u{202F}036\u{202F}854\u{202F}775\u{202F}807"),
])
func `whole numbers part their thousands`(value: Int, expected: String) { #expect(French.integer(value) == expected) }

@Test(arguments: [
  (Rational(1, 2), 0, "1"), (Rational(-1, 2), 0, "\u{2212}1"), (Rational(5, 2), 0, "3"), (Rational(1, 3), 2, "0,33"),
  (Rational(2, 3), 2, "0,67"), (Rational(-1, 300), 1, "0,0"), (Rational(-1, 3), 0, "0"),
  (Rational(1_999, 1_000), 2, "2,00"),
  (Rational(99_995, 10_000), 1, "10,0"), (Rational(555, 100), 2, "5,55"), (Rational(0), 1, "0,0"),
])
func `fractions round half away from zero and never give a negative zero`(
  value: Rational,
  places: Int,
  expected: String
) {
  #expect(French.number(value, places: places) == expected)
}

@Test func `rounding agrees with a slow twin`() {
  for numerator in -60...60 {
    for denominator in 1...12 {
      let doubled = 2 * numerator.magnitude + UInt(denominator)
      let units = Int(doubled / UInt(2 * denominator)) * (numerator < 0 ? -1 : 1)
      #expect(French.number(Rational(numerator, denominator)) == French.integer(units))
    }
  }
}

@Test(arguments: [(0.0, "0"), (-0.0, "0"), (0.5, "1"), (0.499_999, "0"), (99.5, "100"), (-2.5, "\u{2212}3")])
func `estimates round like fractions`(value: Double, expected: String) { #expect(French.number(value) == expected) }

@Test func `amounts are euros without centimes`() {
  #expect(French.euros(0) == "0\(nbsp)€")
  #expect(French.euros(-1) == "0\(nbsp)€")
  #expect(French.euros(50) == "1\(nbsp)€")
  #expect(French.euros(100_000_000) == "1\(thin)000\(thin)000\(nbsp)€")
  #expect(French.euros(-6_203_947) == "\u{2212}62\(thin)039\(nbsp)€")
}

@Test func `percentages have a decimal from a thousand units on, and only all is 100 %`() {
  #expect(French.percent(.exact(Rational(12, 51)), outOf: Rational(51)) == "24\(nbsp)%")
  #expect(French.percent(.exact(Rational(99, 99)), outOf: Rational(99)) == "100\(nbsp)%")
  #expect(French.percent(.exact(Rational(1, 8)), outOf: Rational(1000)) == "12,5\(nbsp)%")
  #expect(French.percent(.exact(Rational(1, 8)), outOf: Rational(999)) == "13\(nbsp)%")
  #expect(French.percent(.exact(Rational(0)), outOf: Rational(1000)) == "0\(nbsp)%")
  #expect(French.percent(.exact(Rational(34_252, 34_254)), outOf: Rational(34_254)) == "plus de 99,9\(nbsp)%")
  #expect(French.percent(.exact(Rational(999, 1000)), outOf: Rational(999)) == "plus de 99\(nbsp)%")
  #expect(French.percent(.exact(Rational(1, 990)), outOf: Rational(990)) == "moins de 1\(nbsp)%")
  #expect(French.percentOfEuros(Rational(2, 5)) == "40\(nbsp)%")
  #expect(French.percentOfEuros(Rational(123, 265)) == "46,4\(nbsp)%")
}

@Test func `a noun is singular below two`() {
  #expect(French.count(0, "ménage", "ménages") == "0\(nbsp)ménage")
  #expect(French.count(1, "ménage", "ménages") == "1\(nbsp)ménage")
  #expect(French.count(2, "ménage", "ménages") == "2\(nbsp)ménages")
  #expect(French.noun(1.9, "rencontre", "rencontres") == "rencontre")
  #expect(French.noun(-1.9, "rencontre", "rencontres") == "rencontre")
}

@Test func `dates are written in full`() {
  #expect(French.date(Sample.day("2018-12-31")) == "31\(nbsp)décembre\(nbsp)2018")
  #expect(French.date(Sample.day("2016-01-01")) == "1er\(nbsp)janvier\(nbsp)2016")
  #expect(French.date(Sample.day("2016-08-21")) == "21\(nbsp)août\(nbsp)2016")
}

@Test(arguments: [
  ("Ménages : 12", "Ménages\u{A0}: 12"), ("« oui »", "«\u{A0}oui\u{A0}»"),
  ("vrai ; faux ?", "vrai\u{202F}; faux\u{202F}?"),
  ("40 % de 28 200 €", "40\u{A0}% de 28\u{202F}200\u{A0}€"), ("10 000 logements", "10\u{202F}000 logements"),
  ("en 2018 100 ménages", "en 2018 100 ménages"), ("| :--- | :---: |", "| :--- | :---: |"), ("a - b", "a - b"),
  ("10 logements", "10 logements"), ("", ""), (" ", " "),
  ("l'accès d'un « oui »", "l’accès d’un «\u{A0}oui\u{A0}»"), ("l'« accès »", "l’«\u{A0}accès\u{A0}»"),
  ("'a' 5' '", "'a’ 5' '"),
])
func `typed spaces become unbreakable where French wants them, and apostrophes curved`(typed: String, expected: String)
{
  #expect(French.typeset(typed) == expected)
}

@Test func `an apostrophe stays as typed where a file is named`() {
  #expect(French.spaced("l'export.csv : 3") == "l'export.csv\u{A0}: 3")
}
