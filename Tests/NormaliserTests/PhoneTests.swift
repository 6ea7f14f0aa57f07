import Testing

@testable import Normaliser

@Test(
  arguments: [
    ("06 12 34 56 78", "612345678"), ("+33 6 12 34 56 78", "612345678"), ("0033612345678", "612345678"),
    ("06.12.34.56.78 (soir)", "612345678"), ("612345678", "612345678"), ("06 12 34 56", ""), ("NR", ""), ("", ""),
    ("33 61 23 45 67", ""), ("+33 (0)6 12 34 56 78", "612345678"), ("(+33) (0)612345678", "612345678"),
    ("06 12 34 56 78 / 04 76 00 00 00", "612345678 476000000"),
  ]
)
func `phone numbers are their nine digits`(text: String, expected: String) {
  #expect(RecordBuilder.phones(text).joined(separator: " ") == expected)
}
