import CSV
import Model
import TestSupport
import Testing

@testable import Normaliser

/// A campaign of 2018: two digits mean 1939…2038.
fileprivate let dates = DayText(lastYear: 2038)
/// Birth dates of the same campaign: two digits mean 1905…2004.
fileprivate let births = DayText(lastYear: 2004)

@Test(
  arguments: [
    ("31/12/2018", "2018-12-31"), ("31/12/18", "2018-12-31"), ("1/2/2018", "2018-02-01"), ("31-12-2018", "2018-12-31"),
    ("31.12.2018", "2018-12-31"), ("2018-12-31", "2018-12-31"), ("2018/12/31", "2018-12-31"),
    ("2018-12-31 00:00:00", "2018-12-31"), ("2018-12-31T23:59:59", "2018-12-31"), (" 31/12/2018 ", "2018-12-31"),
    ("31/12/2018 08:30", "2018-12-31"), ("20181231", "2018-12-31"), ("12 mars 2015", "2015-03-12"),
    ("1er avril 2016", "2016-04-01"), ("12-mars-15", "2015-03-12"), ("3 août 2017", "2017-08-03"),
    ("3 aout 2017", "2017-08-03"), ("7 févr. 2016", "2016-02-07"), ("9 DÉCEMBRE 2014", "2014-12-09"),
    ("5 sept. 2018", "2018-09-05"), ("29/02/2016", "2016-02-29"),
    ("29/02/2015", nil), ("31/04/2016", nil), ("31/13/2016", nil), ("00/00/0000", nil), ("12/31/2016", nil),
    ("01/01/0001", nil), ("31/12/9999", nil), ("12/2016", nil), ("mars 2018", nil), ("43131", nil), ("20181331", nil),
    ("31/12-2018", nil), ("31/12/018", nil), ("12 mart 2015", nil), ("12 ma 2015", nil), ("juin", nil), ("NR", nil),
    ("", nil), ("-", nil), ("31/12/2018 et 01/01/2019", nil), ("31/12/2018x", nil), ("environ 2015", nil),
  ] as [(String, String?)]
)
func `a date is read as a French file writes it, or not at all`(text: String, expected: String?) {
  #expect(dates.day(text, CellFormat())?.description == expected)
}

@Test(
  arguments: [
    ("01/01/38", "2038-01-01", "1938-01-01"), ("01/01/39", "1939-01-01", "1939-01-01"),
    ("15/06/04", "2004-06-15", "2004-06-15"), ("15/06/05", "2005-06-15", "1905-06-15"),
    ("15-juin-85", "1985-06-15", "1985-06-15"), ("15/06/1905", "1905-06-15", "1905-06-15"),
  ]
)
func `two digits of a year never make a future birth`(text: String, event: String, birth: String) {
  #expect(dates.day(text, CellFormat())?.description == event)
  #expect(births.day(text, CellFormat())?.description == birth)
}

@Test(
  arguments: [
    ("43131", "2018-01-31"), ("36526", "2000-01-01"), ("25569", "1970-01-01"), ("31/12/2018", "2018-12-31"),
    ("2", nil), ("999999", nil), ("4313,1", nil),
  ] as [(String, String?)]
)
func `a column of Excel serials may also hold dates`(text: String, expected: String?) {
  var format = CellFormat()
  format.excel = true
  #expect(dates.day(text, format)?.description == expected)
}

@Test(
  arguments: [
    ("12/31/2016", "2016-12-31"), ("03/04/2016", "2016-03-04"), ("2016-03-04", "2016-03-04"), ("31/12/2016", nil),
  ] as [(String, String?)]
)
func `an American column says the month first`(text: String, expected: String?) {
  var format = CellFormat()
  format.monthFirst = true
  #expect(dates.day(text, format)?.description == expected)
}

@Test(
  arguments: [
    ("mars 2018", "2018-03-31"), ("janv-17", "2017-01-31"), ("févr. 2016", "2016-02-29"), ("2018-03", "2018-03-31"),
    ("03/2018", "2018-03-31"), ("T1 2015", "2015-03-31"), ("T4 2018", "2018-12-31"), ("t2 2016", "2016-06-30"),
    ("T2_2016", "2016-06-30"), ("31/12/2014", "2014-12-31"),
    ("T5 2015", nil), ("T0 2015", nil), ("13/2018", nil), ("2018", nil), ("mars", nil), ("j 2018", nil),
    ("ju 2018", nil), ("jui 2018", nil),
  ] as [(String, String?)]
)
func `a month or a quarter stands for its last day`(text: String, expected: String?) {
  var format = CellFormat()
  format.endOfMonth = true
  #expect(dates.day(text, format)?.description == expected)
}

@Test func `a cell full of dates keeps the words beside each, and says the impossible ones`() {
  let found = dates.days(in: "12/03/15 (absent) ; 31/02/2015 vu ; 3 avril 2015 : domicile, tél. 0612", CellFormat())
  #expect(found.map(\.day?.description) == ["2015-03-12", nil, "2015-04-03"])
  #expect(found.map(\.written) == ["12/03/15", "31/02/2015", "3 avril 2015"])
  #expect(found.map(\.rest) == [" (absent) ; ", " vu ; ", " : domicile, tél. 0612"])
  #expect(dates.days(in: "rien", CellFormat()).isEmpty)
}

/// The ways in which French files write a day.
fileprivate enum Writing: CaseIterable {
  case slashes, short, dots, iso, timed, compact, long, abbreviated, serial

  static let months = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
  ]

  func write(_ day: Day) -> String {
    let (year, month, number) = day.civil
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return switch self {
    case .slashes: "\(two(number))/\(two(month))/\(year)"
    case .short: "\(number)/\(month)/\(two(year % 100))"
    case .dots: "\(two(number)).\(two(month)).\(year)"
    case .iso: "\(day)"
    case .timed: "\(day) 00:00:00"
    case .compact: "\(year)\(two(month))\(two(number))"
    case .long: "\(number == 1 ? "1er" : "\(number)") \(Self.months[month - 1]) \(year)"
    case .abbreviated: "\(number)-\(Self.months[month - 1].prefix(4))-\(two(year % 100))"
    case .serial: "\(day.number + 25_569)"
    }
  }
}

@Test(arguments: Writing.allCases) fileprivate func `a day written in French is read back`(writing: Writing) {
  var generator = SplitMix64(seed: 42)
  var format = CellFormat()
  format.excel = writing == .serial
  for _ in 0..<500 {
    let day = Day(number: Int32.random(in: -11_000...24_000, using: &generator))
    let text = writing.write(day)
    #expect(dates.day(text, format) == day, "\(text)")
  }
}

@Test func `what the quick reader of the CSV module reads, the slow one reads the same`() {
  var generator = SplitMix64(seed: 7)
  var read = 0
  for _ in 0..<4000 {
    let digits = { (count: Int) in
      (0..<count).map { _ in String(Int.random(in: 0...3, using: &generator)) }.joined()
    }
    let sign = ["/", "-", ".", "/ "].randomElement(using: &generator) ?? "/"
    let parts = [
      [digits(2), digits(2), "20" + digits(2)], ["20" + digits(2), digits(2), digits(2)],
      [digits(1), digits(1), "1999"],
      [digits(3), digits(2), digits(4)],
    ]
    let text = (parts.randomElement(using: &generator) ?? []).joined(separator: sign)
    guard let quick = firstCell(text, { $0.day(0) }) else { continue }
    read += 1
    #expect(dates.day(text, CellFormat())?.number == quick, "\(text)")
  }
  #expect(read > 500)
}

/// The first cell under a heading, as the CSV module reads it.
func firstCell<Value>(_ text: String, _ value: (Row) -> Value?) -> Value? {
  var found: Value?
  Sheet(Array("x;y\n\"\(text)\";z\n".utf8)).forEachRow { found = value($0) }
  return found
}

@Test func `the usual ten signs are read as the slow way reads them`() {
  var generator = SplitMix64(seed: 10)
  let signs = Array("0123012301239/-.// T")
  var read = 0
  for _ in 0..<20_000 {
    var text = String(format(day: .random(in: 0...32, using: &generator), .random(in: 0...13, using: &generator)))
    if Bool.random(using: &generator) {
      let at = text.index(text.startIndex, offsetBy: .random(in: 0..<10, using: &generator))
      text.replaceSubrange(at...at, with: [signs.randomElement(using: &generator) ?? "0"])
    }
    for order in [CellFormat(), monthFirst] {
      let day = dates.day(text, order)
      // A blank before makes eleven signs of it, which the general way reads.
      #expect(day == dates.day(" " + text, order), "\(text)")
      if day != nil { read += 1 }
    }
    func format(day: Int, _ month: Int) -> String {
      let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
      let year = 1895 + Int.random(in: 0...210, using: &generator)
      let sign = ["/", "-", "."].randomElement(using: &generator) ?? "/"
      return Bool.random(using: &generator)
        ? [two(day), two(month), "\(year)"].joined(separator: sign)
        : ["\(year)", two(month), two(day)].joined(separator: sign)
    }
  }
  #expect(read > 10_000)
}

/// `12/31/2018`.
fileprivate let monthFirst: CellFormat = {
  var format = CellFormat()
  format.monthFirst = true
  return format
}()

@Test func `the dates of a text and what follows them are the text from its first date on`() {
  var generator = SplitMix64(seed: 11)
  let pieces = [
    "12/03/2015", "3 août 2017", "1er\u{a0}avril 2016", "2018-12-31", "31/02/2016", "visite à domicile", " ", "é", "–",
    "12", "/",
    "de\u{301}c.", "(", "\r\n", "٣",
  ]
  var found = 0
  for _ in 0..<5_000 {
    let text = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
      pieces.randomElement(using: &generator) ?? ""
    }.joined()
    let dates = dates.days(in: text, CellFormat())
    #expect(text.hasSuffix(dates.map { $0.written + $0.rest }.joined()), "\(text)")
    for item in dates {
      #expect(DayText(lastYear: 2038).day(item.written, CellFormat()) == item.day, "\(item.written)")
      if item.day != nil { found += 1 }
    }
  }
  #expect(found > 2_000)
}

@Test(
  arguments: [
    ("2019-06-30T22:00:00Z", "2019-07-01"), ("2019-06-30T21:59:59Z", "2019-06-30"),
    ("2019-01-31T23:00:00.000Z", "2019-02-01"), ("2019-01-31T22:30:00Z", "2019-01-31"),
    ("2019-02-01T00:00:00+01:00", "2019-02-01"), ("2019-07-01T00:00:00+0200", "2019-07-01"),
    ("2019-07-01 00:00:00+00:00", "2019-07-01"), ("2019-12-31T20:00:00-05:00", "2020-01-01"),
    ("2019-07-01T03:00:00+11:00", "2019-06-30"), ("31/12/2018 23:30", "2018-12-31"),
    // The nights when the hour changes, and a year without summer time.
    ("2019-03-31T00:59:00Z", "2019-03-31"), ("2019-10-27T22:30:00Z", "2019-10-27"),
    ("2019-10-27T23:00:00Z", "2019-10-28"), ("1968-07-13T22:30:00Z", "1968-07-13"),
    ("1968-07-13T23:00:00Z", "1968-07-14"), ("12/31/2018 12:00:00 AM", nil), ("2019-01-01T00:00:00+99:00", nil),
    ("2019-01-01 matin", nil),
  ] as [(String, String?)]
)
func `a timestamp is the day of Paris`(text: String, expected: String?) {
  #expect(dates.day(text, CellFormat())?.description == expected)
}

@Test func `eight digits are one day only, whichever end the year stands at`() {
  for number in stride(from: Int32(-25_567), to: 25_000, by: 397) {
    let day = Day(number: number)
    let (year, month, number) = day.civil
    let iso = day.description.filter(\.isNumber)
    let french = iso.suffix(2) + iso.dropFirst(4).prefix(2) + iso.prefix(4)
    var format = CellFormat()
    #expect(dates.day(iso, format) == day)
    #expect(dates.day(String(french), format) == day)
    format.solid = true
    #expect(dates.day(String(french.drop { $0 == "0" }), format) == day, "\(year) \(month) \(number)")
  }
  #expect(dates.day("1021980", CellFormat()) == nil)
}
