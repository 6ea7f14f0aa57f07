import CSV
import Model
import TestSupport
import Testing

@testable import Normaliser

@Test(
  arguments: [
    ("199,09", 19_909), ("1\u{202f}000,91", 100_091), ("1\u{a0}000,91", 100_091), ("1 234,56 €", 123_456),
    ("1.234,56", 123_456), ("1,234.56", 123_456), ("1'234,56", 123_456), ("1.234", 123_400), ("1.234.567", 123_456_700),
    ("12,5", 1250), ("12.50", 1250), ("0", 0), ("-0,01", -1), ("env. 500", 50_000), ("environ 1 500,50 €", 150_050),
    ("~ 500", 50_000), ("+4", 400), ("(12,50)", -1250), ("12,50-", -1250), ("\u{2212}12,50", -1250),
    ("12,50 D", 1250), ("12,50 C", -1250), ("12,50 € C", -1250), ("€ 12,00", 1200), ("1,250", 125), ("1 23,00", nil),
    ("12 34", nil), ("0.125", nil), ("1234.567", nil),
    ("1,5'0", nil), ("5+", 500), ("3,94 K€", 394_000), ("3,94k€", 394_000), ("(5", nil), ("-5-", nil), ("5 euro", 500),
    ("12,50 EUR", 1250), ("12 euros", 1200), (",50", 50), ("12,", 1200),
    ("1,2,3", nil), ("12,345,6", nil), ("5,90115E+17", nil), ("invalid", nil), ("", nil), ("-", nil), ("€", nil),
    ("0,125", nil), ("12/01/2020", nil), ("#N/A", nil), ("99999999999999999999", nil), ("12,50 X", nil),
    ("1.23.456", nil), ("12..5", nil), ("--5", nil),
  ] as [(String, Cents?)]
)
func `an amount is read as a French file writes it, or refused`(text: String, expected: Cents?) {
  #expect(AmountText.cents(text, CellFormat()) == expected)
}

@Test(
  arguments: [
    ("3,94", "keuros", 394_000), ("0,001", "keuros", 100), ("0,00001", "keuros", 1), ("0,000001", "keuros", nil),
    ("3.940", "keuros", 394_000), ("12345", "centimes", 12_345), ("12,5", "centimes", nil), ("12,50", "inverse", -1250),
    ("-12,50", "inverse", 1250),
    ("12,50 C", "inverse", 1250), ("-1,2", "keuros inverse", 120_000),
  ] as [(String, String, Cents?)]
)
func `a declared unit and sign apply`(text: String, words: String, expected: Cents?) {
  var format = CellFormat()
  format.thousands = words.contains("keuros")
  format.inCents = words.contains("centimes")
  format.inverse = words.contains("inverse")
  #expect(AmountText.cents(text, format) == expected)
}

/// The ways in which French files write an amount.
fileprivate enum Writing: CaseIterable {
  case plain, spaced, narrow, dotted, english, euro, point, trailing, accounting, side

  func write(_ cents: Cents) -> String {
    let (euros, rest) = (String(abs(cents) / 100), abs(cents) % 100)
    let decimals = rest < 10 ? "0\(rest)" : "\(rest)"
    let minus = cents < 0 ? "-" : ""
    return switch self {
    case .plain: "\(minus)\(euros),\(decimals)"
    case .spaced: "\(minus)\(grouped(euros, " ")),\(decimals)"
    case .narrow: "\(minus)\(grouped(euros, "\u{202f}")),\(decimals)\u{a0}€"
    case .dotted: "\(minus)\(grouped(euros, ".")),\(decimals)"
    case .english: "\(minus)\(grouped(euros, ",")).\(decimals)"
    case .euro: "\(minus)\(euros),\(decimals) €"
    case .point: "\(minus)\(euros).\(decimals)"
    case .trailing: "\(euros),\(decimals)\(minus)"
    case .accounting: cents < 0 ? "(\(grouped(euros, " ")),\(decimals))" : "\(grouped(euros, " ")),\(decimals)"
    case .side: "\(euros),\(decimals) \(cents < 0 ? "C" : "D")"
    }
  }

  private func grouped(_ digits: String, _ mark: String) -> String {
    var out = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { out += mark }
      out.append(digit)
    }
    return out
  }
}

@Test(arguments: Writing.allCases) fileprivate func `an amount written in French is read back`(writing: Writing) {
  var generator = SplitMix64(seed: 1)
  for _ in 0..<500 {
    let size = [1_000, 100_000, 10_000_000, 1_000_000_000].randomElement(using: &generator) ?? 1
    let cents = Int.random(in: -size...size, using: &generator)
    let text = writing.write(cents)
    #expect(AmountText.cents(text, CellFormat()) == cents, "\(text)")
  }
}

@Test func `the quick and the slow reader never give two values of one cell`() {
  var generator = SplitMix64(seed: 3)
  let pieces = ["1", "23", "456", "250", "0", ",", ".", " ", "-", "(", ")", "€", "C", "D", "\u{202f}", "+"]
  var read = 0
  for _ in 0..<20_000 {
    let count = Int.random(in: 1...6, using: &generator)
    let text = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    guard let quick = firstCell(text, { $0.cents(0) }) else { continue }
    read += 1
    #expect(AmountText.cents(text, CellFormat()) == quick, "« \(text) »")
  }
  #expect(read > 1000)
}
