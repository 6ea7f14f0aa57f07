import CSV
import Testing

/// The first cell under a heading, as the body reads it.
fileprivate func cell<Value>(_ text: String, _ value: (Row) -> Value?) -> Value? {
  var found: Value?
  Sheet(Array("x;y\n\"\(text)\";z\n".utf8)).forEachRow { found = value($0) }
  return found
}

@Test(
  arguments: [
    ("0", 0), ("12", 1200), ("12,5", 1250), ("-12,50", -1250), ("1234.56", 123_456), ("1 234,56 €", 123_456),
    ("1\u{202f}234,56", 123_456), ("1\u{a0}234,56\u{a0}€", 123_456), ("1.234,56", 123_456), ("1,234.56", 123_456),
    ("1.234.567", 123_456_700), ("1.234", 123_400), ("(12,50)", -1250), ("12,50-", -1250), ("12,50 D", 1250),
    ("12,50 C", -1250), ("\u{2212}3,00", -300), ("+4", 400), ("€ 5,00", 500), ("0,125", nil), ("12,345,6", nil),
    ("1 23,00", nil), ("", nil), ("abc", nil), ("-", nil), ("5,90115E+17", nil), ("12/01/2020", nil), ("1,2 3", nil),
    ("99999999999999999999", nil), ("#N/A", nil),
  ] as [(String, Int?)]
)
func `amounts are centimes`(text: String, expected: Int?) {
  #expect(cell(text) { $0.cents(0) } == expected)
}

@Test(
  arguments: [
    ("01/01/1970", 0), ("02/01/70", 1), ("1970-01-03", 2), ("1970-01-03 00:00:00", 2), ("1970-01-03T10:20", 2),
    ("3/1/1970", 2), ("29/02/2000", 11_016), ("29/02/1900", nil), ("31/04/2001", nil), ("00/00/0000", nil),
    ("01-02-1970", 31), ("01.02.1970", 31), ("01/02-1970", nil), ("12 mars 2015", 16_506), ("01/01/29", 21_550),
    ("01/01/30", -14_610), ("1970-01-03x", nil), ("", nil), ("19700103", nil), ("1er août 2018", 17_744),
    ("MERCREDI 1 AOÛT 2018", 17_744), ("01-aout-18", 17_744), ("1 févr. 1970", 31), ("3janv1970", 2),
    ("31 février 2018", nil), ("12 rue de mars 2015", nil), ("mars 2015", nil), ("12 brumaire 2015", nil),
    ("12 mars 2015 (douze)", nil), ("03/25/2018", nil),
  ] as [(String, Int32?)]
)
func `dates are day numbers`(text: String, expected: Int32?) {
  #expect(cell(text) { $0.day(0) } == expected)
}
