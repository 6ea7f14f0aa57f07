import Model

/// Columns that are one table turned on its side: a balance a month, a quarter or a date.
struct WideColumns: Sendable {
  /// One column of the set, and the day that its heading says.
  struct Member: Sendable {
    let index: Int
    let day: Day
  }

  /// In the order of the file, at least two.
  let members: [Member]
  /// `Solde au *`; `nil` when no pattern takes these headings and no other.
  let pattern: String?
  /// Whether the headings give a month or a quarter rather than a day.
  let isMonthly: Bool
  /// Common words of the headings; empty when they are periods only.
  let prefix: String

  /// The sets of a file: columns of amounts (or empty ones) whose headings differ by a period only.
  static func find(in columns: [ColumnProfile], values: SlowValues) -> [WideColumns] {
    var groups: [(prefix: String, isMonthly: Bool, members: [Member])] = []
    for column in columns where column.isAmount || column.filled == 0 {
      guard let (prefix, day, isMonthly) = period(of: column.header, values) else { continue }
      let key = Folded.words(prefix)
      if let known = groups.firstIndex(where: { Folded.words($0.prefix) == key && $0.isMonthly == isMonthly }) {
        groups[known].members.append(Member(index: column.index, day: day))
      } else {
        groups.append((prefix, isMonthly, [Member(index: column.index, day: day)]))
      }
    }
    return groups.filter { $0.members.count > 1 }.map { group in
      let pattern = pattern(group.prefix, taking: Set(group.members.map(\.index)), of: columns)
      return WideColumns(members: group.members, pattern: pattern, isMonthly: group.isMonthly, prefix: group.prefix)
    }
  }

  /// What a heading says before its period, and the last day of that period: `Solde janv-16`, `Solde au 31/12/2014`,
  /// `T1 2015`, `solde_2016_03`.
  private static func period(of header: String, _ values: SlowValues) -> (prefix: String, day: Day, isMonthly: Bool)? {
    let characters = Array(header)
    var months = CellFormat()
    months.endOfMonth = true
    if characters.count > 6, characters[characters.count - 7].isLetter,
      let day = values.day(String(characters.suffix(6)), months), characters.suffix(6).allSatisfy(\.isNumber)
    {
      return (String(characters.dropLast(6)), day, true)
    }
    for start in characters.indices
    where start == 0 || !characters[start - 1].isLetter && !characters[start - 1].isNumber {
      let rest = String(characters[start...]).replacing("_", with: "-")
      if let day = values.day(rest, CellFormat()) { return (String(characters[..<start]), day, false) }
      if let day = values.day(rest, months) { return (String(characters[..<start]), day, true) }
    }
    return nil
  }

  private static func pattern(_ prefix: String, taking wanted: Set<Int>, of columns: [ColumnProfile]) -> String? {
    let key = Folded.key(prefix)
    guard key.contains(where: \.isLetter), !prefix.contains("*"), !prefix.contains("|") else { return nil }
    let taken = columns.filter { Folded.key($0.header).hasPrefix(key) }.map(\.index)
    return Set(taken) == wanted ? prefix + "*" : nil
  }
}
