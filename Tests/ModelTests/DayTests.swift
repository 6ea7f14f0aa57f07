import Model
import Testing

@Test func `civil dates and day numbers agree over four centuries`() {
  var expected: Int32 = -25_567  // 1900-01-01
  for year in 1900...2300 {
    for month in 1...12 {
      for day in 1...Day.length(ofMonth: month, year: year) {
        #expect(Day(year: year, month: month, day: day)?.number == expected)
        let civil = Day(number: expected).civil
        #expect(civil == (year, month, day))
        expected += 1
      }
    }
  }
}

@Test(
  arguments: [("2018-02-29", nil), ("2020-02-29", "2020-02-29"), ("2018-13-01", nil), ("18-01-01", nil)]
    as [(String, String?)]
)
func `only real ISO dates are days`(text: String, expected: String?) {
  #expect(Day(iso: text)?.description == expected)
}

@Test func `adding months stops at the end of a shorter month`() {
  #expect(Day(iso: "2018-01-31")?.adding(months: 1).description == "2018-02-28")
  #expect(Day(iso: "2018-12-15")?.adding(months: 12).description == "2019-12-15")
  #expect(Day(iso: "2018-03-31")?.adding(months: -13).description == "2017-02-28")
}
