/// What the cells of a column say of its type and of the signs it is written with.
package struct ColumnFacts: Sendable {
  /// What a column holds, by most of its cells.
  package enum ColumnType: String, Sendable {
    case empty, bool, int, decimal, date, code, text
  }

  /// How often each form occurs, by what would be written for it.
  typealias Tally = [String: Int]

  private(set) var decimals: Tally = [:]
  private(set) var thousands: Tally = [:]
  /// Dates that may be read day first, or year first.
  private var dayFirst: Tally = [:]
  /// Those that are dates only month first.
  private var monthFirst: Tally = [:]
  /// Whether the first number of a date is a day, being above 12.
  private var hasCertainDay = false
  private var types: [ColumnType: Int] = [:]
  private var hasLeadingZero = false

  init() {}

  /// The form most often met over columns; of equals the first in the order of signs.
  static func most(_ tallies: [Tally]) -> String {
    let sum = tallies.reduce(into: Tally()) { $0.merge($1, uniquingKeysWith: +) }
    return sum.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? ""
  }

  /// Forms of the dates: the month first where some dates tell so, and none tells that the day is.
  var dates: Tally {
    guard !monthFirst.isEmpty, !hasCertainDay else { return dayFirst }
    return dayFirst.reduce(into: monthFirst) { $0[ColumnFacts.monthFirst($1.key), default: 0] += $1.value }
  }

  private static func monthFirst(_ form: String) -> String {
    form.hasPrefix("jj") && !form.contains("mois") ? "mm" + form.dropFirst(2).replacing("mm", with: "jj") : form
  }

  /// What most of the cells are; numbers with leading zeros are codes.
  package var type: ColumnType {
    let filled = types.values.reduce(0, +)
    guard filled > 0 else { return .empty }
    let numbers = types[.int, default: 0] + types[.decimal, default: 0]
    if numbers * 10 >= filled * 9 {
      if types[.decimal, default: 0] > 0 { return .decimal }
      return hasLeadingZero ? .code : .int
    }
    for type in [ColumnType.date, .bool] where types[type, default: 0] * 10 >= filled * 9 { return type }
    let codes = types[.code, default: 0] + types[.int, default: 0]
    return codes * 10 >= filled * 9 ? .code : .text
  }

  /// Takes one cell into account.
  mutating func add(_ cell: [UInt8]) {
    let text = cell.trimmed
    guard !text.isEmpty else { return }
    types[kind(of: text), default: 0] += 1
  }

  private static let booleans = Set(
    ["oui", "non", "vrai", "faux", "true", "false", "yes", "no", "o", "n", "x"].map { Array($0.utf8) }
  )

  private mutating func kind(of text: [UInt8]) -> ColumnType {
    if ColumnFacts.booleans.contains(text.map { $0 | 0x20 }) { return .bool }
    guard text.contains(where: Byte.isDigit) else { return .text }
    if text.withView({ Values.wordedDay($0) }) != nil {
      dayFirst["jj mois aaaa", default: 0] += 1
      return .date
    }
    if let date = WrittenDate(text) {
      let isDay = text.withView { Values.day($0) } != nil
      guard isDay || date.isMonthFirst else { return .text }
      if isDay {
        dayFirst[date.form, default: 0] += 1
      } else {
        monthFirst[ColumnFacts.monthFirst(date.form), default: 0] += 1
      }
      hasCertainDay = hasCertainDay || date.isDayFirst
      return .date
    }
    guard text.withView({ Values.cents($0, encoding: .utf8) }) != nil else {
      return text.contains(Byte.space) || text.count > 40 ? .text : .code
    }
    return number(text)
  }

  private mutating func number(_ text: [UInt8]) -> ColumnType {
    let digits = text.filter(Byte.isDigit)
    let signs = text.indices.filter { text[$0] == Byte.comma || text[$0] == 0x2e }
    if signs.isEmpty, digits.first == Byte.zero, digits.count > 1 { hasLeadingZero = true }
    countThousands(text, signs: signs)
    guard let last = signs.last else { return .int }
    let after = text[(last + 1)...].prefix(while: Byte.isDigit).count
    let isAlone = signs.count == 1
    if after == 3, isAlone { return .int }
    decimals[String(decoding: [text[last]], as: UTF8.self), default: 0] += 1
    return .decimal
  }

  private mutating func countThousands(_ text: [UInt8], signs: [Int]) {
    if signs.count > 1 || (signs.count == 1 && text.count - signs[0] == 4),
      text[signs[0]] != text[signs[signs.count - 1]] || signs.count > 2 || signs.count == 1
    {
      thousands[String(decoding: [text[signs[0]]], as: UTF8.self), default: 0] += 1
    }
    let blanks = text.split { Byte.isDigit($0) }
    for blank in blanks.dropFirst(text.first.map(Byte.isDigit) == true ? 0 : 1).dropLast(0) {
      let sign = String(decoding: blank, as: UTF8.self)
      if [" ", "\u{a0}", "\u{202f}", "\u{2009}"].contains(sign) { thousands[sign, default: 0] += 1 }
    }
  }
}

/// Three numbers that may be a date, and the order in which they are written.
fileprivate struct WrittenDate {
  /// `jj/mm/aaaa` and its like, as if the day came first.
  let form: String
  private let numbers: [Int]

  /// `nil` when the text is not three numbers and one sign between them, before a time.
  init?(_ text: [UInt8]) {
    let date = text.prefix { $0 != Byte.space && $0 != 0x54 }
    let parts = date.split(omittingEmptySubsequences: false) { !Byte.isDigit($0) }
    guard parts.count == 3, let sign = date.first(where: { !Byte.isDigit($0) }), [0x2f, 0x2d, 0x2e].contains(sign),
      (1...2).contains(parts[1].count), parts.allSatisfy({ (1...4).contains($0.count) })
    else { return nil }
    let separator = String(decoding: [sign], as: UTF8.self)
    numbers = parts.map { $0.reduce(0) { $0 * 10 + Int($1 - Byte.zero) } }
    form =
      parts[0].count == 4
      ? ["aaaa", "mm", "jj"].joined(separator: separator)
      : ["jj", "mm", parts[2].count == 4 ? "aaaa" : "aa"].joined(separator: separator)
  }

  /// Whether the numbers are a date only when the month comes first.
  var isMonthFirst: Bool {
    form.hasPrefix("jj") && numbers[1] > 12 && Values.day(max(1, numbers[2]), numbers[0], numbers[1]) != nil
  }

  /// Whether the first number can be no month.
  var isDayFirst: Bool { form.hasPrefix("jj") && numbers[0] > 12 }
}

extension [UInt8] {
  /// Without the blanks around.
  fileprivate var trimmed: [UInt8] {
    let start = prefix { $0 == Byte.space || $0 == Byte.tab }.count
    let end = reversed().prefix { $0 == Byte.space || $0 == Byte.tab }.count
    return start + end >= count ? [] : Array(self[start..<(count - end)])
  }
}
