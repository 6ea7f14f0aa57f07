import Model
import Testing

@testable import Writers

fileprivate let nbsp = "\u{A0}"

fileprivate func text(_ figure: Figure, shape: IndicatorCard.Shape = .proportion) -> FigureText {
  FigureText(figure: figure, card: Sample.card(figure.indicator, figure.unit, shape))
}

@Test func `a share is said with its integers, and as a percentage from ten on`() {
  #expect(text(Sample.share("x", 12, outOf: 51)).phrase == "12 sur 51 (24\(nbsp)%)")
  #expect(text(Sample.share("x", 3, outOf: 9)).phrase == "3 sur 9")
  #expect(text(Sample.share("x", 3, outOf: 9)).value == "3 sur 9")
  #expect(text(Sample.share("x", 10, outOf: 10)).phrase == "10 sur 10 (100\(nbsp)%)")
  #expect(text(Sample.share("x", 0, outOf: 200)).phrase == "0 sur 200 (0\(nbsp)%)")
  #expect(text(Sample.share("x", 12, outOf: 51)).interval == "10\(nbsp)% – 50\(nbsp)%")
}

@Test func `a count is said with its noun, in the singular below two`() {
  #expect(text(Sample.count("x", 1)).phrase == "1\(nbsp)ménage")
  #expect(text(Sample.count("x", 85)).phrase == "85\(nbsp)ménages")
  #expect(text(Sample.count("x", 85)).result == "85")
  #expect(text(Sample.count("x", 0, unit: .euros)).phrase == "0\(nbsp)€")
  #expect(text(Sample.count("x", 2_743, unit: .eurosPerHousehold)).phrase == "2\u{202F}743\(nbsp)€ par ménage")
}

@Test func `a ratio to the target is not a share`() {
  var figure = Sample.share("taux_realisation", 56, outOf: 64)
  figure.unit = .householdRatio
  #expect(text(figure).phrase == "56\(nbsp)ménages pour 64 prévus (88\(nbsp)%)")
  #expect(text(figure).result == "56 pour 64 prévus (88\(nbsp)%)")
  figure.denominator = .exact(Rational(129, 2))
  figure.value = .exact(Rational(112, 129))
  #expect(text(figure).result == "56 pour 64,5 prévus (87\(nbsp)%)")
}

@Test func `a survival share tells its events apart from its subjects`() {
  var figure = Sample.share("maintien_km_12", 3, outOf: 50)
  figure.value = .real(0.923947203)
  #expect(text(figure, shape: .survival).phrase == "92\(nbsp)% (3 pertes pour 50 suivis)")
}

@Test func `the statuses and zero look different, in words`() {
  var results: Set<String> = ["0", text(Sample.count("x", 0)).result]
  var phrases: Set<String> = []
  for status in FigureStatus.allCases where status != .published {
    var figure = Sample.share("x", 3, outOf: 9)
    figure.status = status
    figure.value = nil
    results.insert(text(figure).result)
    phrases.insert(text(figure).phrase)
  }
  #expect(results.count == FigureStatus.allCases.count && results.allSatisfy { $0 == "0" || $0.count > 5 })
  #expect(phrases.count == FigureStatus.allCases.count - 1)
}

@Test func `what is missing is said with the bounds it leaves`() {
  var figure = Sample.share("x", 47, outOf: 60, missing: 25)
  #expect(text(figure).remark == "25\(nbsp)non documentés\(nbsp): entre 55\(nbsp)% et 85\(nbsp)%")
  figure.ongoing = 34
  figure.note = "précision"
  #expect(text(figure).remark.hasSuffix("\u{202F}; 34\(nbsp)en cours\u{202F}; précision"))
  #expect(text(Sample.share("x", 47, outOf: 60)).remark.isEmpty)
}
