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
  private(set) var dates: Tally = [:]
  private var types: [ColumnType: Int] = [:]
  private var shapes: Set<[UInt8]> = []
  private var hasLeadingZero = false

  init() {}

  /// The form most often met over columns; of equals the first in the order of signs.
  static func most(_ tallies: [Tally]) -> String {
    let sum = tallies.reduce(into: Tally()) { $0.merge($1, uniquingKeysWith: +) }
    return sum.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? ""
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
    if let form = ColumnFacts.dateForm(text) {
      dates[form, default: 0] += 1
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

  /// `jj/mm/aaaa` and its like, when the cell is a date; a first number above 12 tells nothing that a French file does not.
  private static func dateForm(_ text: [UInt8]) -> String? {
    guard text.withView({ Values.day($0) }) != nil else { return nil }
    let parts = text.prefix { $0 != Byte.space && $0 != 0x54 }.split { !Byte.isDigit($0) }
    guard parts.count == 3, let sign = text.first(where: { !Byte.isDigit($0) }) else { return nil }
    let separator = String(decoding: [sign], as: UTF8.self)
    if parts[0].count == 4 { return ["aaaa", "mm", "jj"].joined(separator: separator) }
    return ["jj", "mm", parts[2].count == 4 ? "aaaa" : "aa"].joined(separator: separator)
  }
}

extension [UInt8] {
  /// Without the blanks around.
  fileprivate var trimmed: [UInt8] {
    let start = prefix { $0 == Byte.space || $0 == Byte.tab }.count
    let end = reversed().prefix { $0 == Byte.space || $0 == Byte.tab }.count
    return start + end >= count ? [] : Array(self[start..<(count - end)])
  }
}
