import Model

/// The hour that follows a date, as systems write it: ` 00:00:00`, ` 8h15`, ` 9:00 AM`, `T23:00:00.000Z`,
/// `T00:30:00+01:00`.
enum ParisTime {
  /// How many days the day of Paris is from the day written before an hour.
  ///
  /// - Parameters:
  ///   - text: what follows the date, ASCII; empty for a date alone.
  ///   - day: the day written; `nil` where the calendar does not have it.
  /// - Returns: 0 without a zone, -1, 0 or 1 with one; `nil` where the text is no hour.
  static func shift(of text: ArraySlice<UInt8>, on day: Day?) -> Int? {
    var rest = text.drop { $0 == space }
    while rest.last == space { rest.removeLast() }
    if rest.isEmpty { return 0 }
    if rest.first.map({ $0 | 32 }) == UInt8(ascii: "t") { rest = rest.dropFirst() }
    guard let hours = number(&rest), hours < 25, takeSign(&rest) else { return nil }
    var minutes = hours * 60 + (number(&rest) ?? 0)
    while let first = rest.first, [colon, dot, comma].contains(first) || isDigit(first) { rest = rest.dropFirst() }
    rest = rest.drop { $0 == space }
    if rest.isEmpty || rest.count == 2 && rest.last.map({ $0 | 32 }) == UInt8(ascii: "m") { return 0 }
    guard let zone = zone(rest), let day else { return nil }
    minutes -= zone
    let utcDay = minutes < 0 ? -1 : minutes >= 1440 ? 1 : 0
    let utc = day + utcDay
    let local = minutes - utcDay * 1440 + (isSummer(utc, minute: minutes - utcDay * 1440) ? 120 : 60)
    return utcDay + (local >= 1440 ? 1 : 0)
  }

  private static let space = UInt8(ascii: " ")
  private static let colon = UInt8(ascii: ":")
  private static let dot = UInt8(ascii: ".")
  private static let comma = UInt8(ascii: ",")

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  private static func number(_ rest: inout ArraySlice<UInt8>) -> Int? {
    let digits = rest.prefix(2).prefix(while: isDigit)
    rest = rest.dropFirst(digits.count)
    return digits.isEmpty ? nil : digits.reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  /// What stands between hours and minutes.
  private static func takeSign(_ rest: inout ArraySlice<UInt8>) -> Bool {
    guard let first = rest.first else { return true }
    guard first == colon || first | 32 == UInt8(ascii: "h") else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// Minutes east of Greenwich: `Z`, `+01:00`, `-0500`, `+02`.
  private static func zone(_ text: ArraySlice<UInt8>) -> Int? {
    var rest = text
    if rest.count == 1, rest.first.map({ $0 | 32 }) == UInt8(ascii: "z") { return 0 }
    guard let sign = rest.popFirst(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let hours = number(&rest)
    else { return nil }
    if rest.first == colon { rest = rest.dropFirst() }
    let minutes = number(&rest) ?? 0
    guard rest.isEmpty, hours < 15, minutes < 60 else { return nil }
    return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
  }

  /// Whether Paris is two hours ahead of Greenwich: from the last Sunday of March to that of October (of September before
  /// 1996), at one o'clock of Greenwich, since 1976.
  private static func isSummer(_ day: Day, minute: Int) -> Bool {
    let year = day.civil.year
    guard year >= 1976, let start = lastSunday(of: 3, year), let end = lastSunday(of: year < 1996 ? 9 : 10, year) else {
      return false
    }
    if day == start { return minute >= 60 }
    if day == end { return minute < 60 }
    return day > start && day < end
  }

  private static func lastSunday(of month: Int, _ year: Int) -> Day? {
    guard let last = Day(year: year, month: month, day: Day.length(ofMonth: month, year: year)) else { return nil }
    // Day 0, 1 January 1970, was a Thursday.
    return last - (Int(last.number) % 7 + 4) % 7
  }
}
