import Diagnostics
import Model

/// A cell once read.
enum Value: Hashable, Sendable {
  case text(String)
  case integer(Int)
  case day(Day)
  case days([Day])
  case cents(Cents)
  case code(String)
  case codes([String])
  case visits([VisitText])
}

/// One visit of a cell full of dates.
struct VisitText: Hashable, Sendable {
  let day: Day
  /// `lieu`, `tripartite`, `aboutie` that the words beside the date give.
  let words: [String: String]
}

/// Reads the cells of one table, and lists what it could not read, with counts.
struct CellReader {
  let table: SourceTable
  let dates: DayText
  /// Latest year that two digits of a birth date may mean.
  let births: DayText
  /// Values not known or not readable: (field, text) → how many, first lines.
  private(set) var unread: [Unread: (count: Int, lines: [Int])] = [:]

  struct Unread: Hashable {
    let code: Diagnostic.Code
    let field: String
    /// Heading of the column; empty for a constant.
    let header: String
    let text: String
  }

  /// Words beside the dates of a column.
  private struct Beside: Hashable {
    let cell: Int?
    let label: String
    let text: String
  }

  private var besides: [Beside: [String: String]] = [:]

  init(table: SourceTable, cutoff: Day) {
    self.table = table
    let year = cutoff.civil.year
    dates = DayText(lastYear: year + 20)
    births = DayText(lastYear: year - 14)
  }

  /// The value that a binding gives in a row; `nil` when it gives none.
  mutating func value(of binding: Binding, in row: SourceRow) -> Value? {
    if let condition = binding.condition, !condition.holds(row.cells) { return nil }
    guard let cell = binding.cell else { return binding.constant.flatMap { read($0, binding, row) } }
    let text = text(row.cells[cell])
    if text.isEmpty { return nil }
    if let constant = binding.constant {
      return ["non", "n", "0", "no"].contains(Folded.key(text)) ? nil : read(constant, binding, row)
    }
    return read(text, binding, row)
  }

  /// A cell, trimmed, empty when it is one of the writings of nothing.
  func text(_ cell: String) -> String { cell.isEmpty || table.blanks.contains(cell) ? "" : cell.trimmed }

  private mutating func read(_ text: String, _ binding: Binding, _ row: SourceRow) -> Value? {
    switch binding.field.kind {
    case .text: return .text(text)
    case .integer:
      if let number = Int(text) { return .integer(number) }
      list(.unreadableValue, binding, text, row)
      return nil
    case .day:
      let days = binding.field.name == "date_naissance" ? births : dates
      let day = binding.format.extracted ? days.extract(from: text, binding.format).day : days.day(text, binding.format)
      if day == nil { list(.unreadableValue, binding, text, row) }
      return day.map { .day($0) }
    case .days: return readDays(text, binding, row)
    case .amount:
      let cents = AmountText.cents(binding.format.extracted ? amountPart(of: text, binding) : text, binding.format)
      if cents == nil { list(.unreadableValue, binding, text, row) }
      return cents.map { .cents($0) }
    case .code: return code(for: text, binding, row).map { .code($0) }
    case .codes: return readCodes(text, binding, row)
    case .visits: return readVisits(text, binding, row)
    }
  }

  private mutating func readDays(_ text: String, _ binding: Binding, _ row: SourceRow) -> Value? {
    if let day = dates.day(text, binding.format) { return .days([day]) }
    let found = dates.days(in: text, binding.format)
    if found.isEmpty || found.contains(where: { $0.day == nil }) { list(.unreadableValue, binding, text, row) }
    let days = found.compactMap(\.day)
    return days.isEmpty ? nil : .days(days)
  }

  private mutating func readCodes(_ text: String, _ binding: Binding, _ row: SourceRow) -> Value? {
    let parts = pieces(of: text, at: binding.format.separators ?? ",;/|+\n")
    let codes = parts.compactMap { code(for: $0, binding, row) }
    return codes.isEmpty ? nil : .codes(codes)
  }

  /// The filled parts of a text between separators, trimmed.
  private func pieces(of text: String, at separators: String) -> [String] {
    // Separators are nearly always ASCII signs, that bytes tell.
    let parts =
      separators.utf8.allSatisfy { $0 < 128 }
      ? text.utf8.split { separators.utf8.contains($0) }.map { Substring($0) }
      : text.split { separators.contains($0) }
    return parts.map { String($0).trimmed }.filter { !$0.isEmpty }
  }

  private mutating func readVisits(_ text: String, _ binding: Binding, _ row: SourceRow) -> Value? {
    var visits: [VisitText] = []
    for item in dates.days(in: text, binding.format) {
      guard let day = item.day else {
        list(.unreadableValue, binding, item.written, row)
        continue
      }
      let words = words(beside: item.rest, binding)
      if words.isEmpty, item.rest.contains(where: \.isLetter) { list(.unknownValue, binding, item.rest.trimmed, row) }
      visits.append(VisitText(day: day, words: words))
    }
    if visits.isEmpty { list(.unreadableValue, binding, text, row) }
    return visits.isEmpty ? nil : .visits(visits)
  }

  /// What the words beside a date mean; few are written, so each is read once.
  private mutating func words(beside date: String, _ binding: Binding) -> [String: String] {
    let key = Beside(cell: binding.cell, label: binding.label, text: date)
    if let known = besides[key] { return known }
    var words: [String: String] = [:]
    let folded = Folded.key(date)
    for (word, meaning) in (binding.codes?.codes ?? [:]).sorted(by: { $0.key < $1.key }) where folded.contains(word) {
      for pair in meaning.split(separator: " ") {
        let halves = pair.split(separator: "=", maxSplits: 1).map(String.init)
        if halves.count == 2 { words[halves[0]] = halves[1] }
      }
    }
    besides[key] = words
    return words
  }

  /// The code of a value; an unknown value is listed, and is `inconnu` where the list has it.
  private mutating func code(for text: String, _ binding: Binding, _ row: SourceRow) -> String? {
    let allowed = binding.field.allowed
    let known = binding.codes?.codes ?? [:]
    let key = Folded.key(text)
    let found = binding.format.extracted ? longestKey(in: key, of: known).flatMap { known[$0] } : known[key]
    if let found { return allowed.contains(found) ? found : nil }
    list(.unknownValue, binding, text, row)
    if let fallback = binding.codes?.fallback { return fallback }
    return allowed.contains("inconnu") ? "inconnu" : nil
  }

  private func longestKey(in text: String, of codes: [String: String]) -> String? {
    codes.keys.filter { text.contains($0) }.max { ($0.count, $0) < ($1.count, $1) }
  }

  /// What follows the words and dates of a sentence: `refusé 2016-09-19 281,00 €` → `281,00 €`.
  private func amountPart(of text: String, _ binding: Binding) -> String {
    var rest = text
    for item in dates.days(in: text, binding.format) { rest = rest.replacing(item.written, with: " ") }
    return String(rest.drop { !$0.isASCIIDigit && $0 != "(" && $0 != "-" })
  }

  private mutating func list(_ code: Diagnostic.Code, _ binding: Binding, _ text: String, _ row: SourceRow) {
    let header = binding.cell.map { table.headers[$0] } ?? ""
    let what = Unread(code: code, field: binding.field.path, header: header, text: text)
    unread[what, default: (0, [])].count += 1
    if unread[what, default: (0, [])].lines.count < 5 { unread[what]?.lines.append(row.line) }
  }

  /// One finding per value, with its count, its first lines and, for a code, the one it looks like.
  ///
  /// Texts of free cells are cut: they may name someone.
  func findings() -> Findings {
    var findings = Findings()
    let ordered = unread.sorted { one, other in
      (one.value.lines.first ?? 0, one.key.field, one.key.header, one.key.text)
        < (other.value.lines.first ?? 0, other.key.field, other.key.header, other.key.text)
    }
    for (what, seen) in ordered {
      let times = seen.count == 1 ? "1 fois" : "\(seen.count) fois"
      let column = what.header.isEmpty ? "" : " (colonne « \(what.header) »)"
      let (advice, code) = suggestion(for: what)
      findings.report(
        what.code,
        "\(what.field)\(column) : « \(what.text.prefix(40)) », \(times)\(advice)",
        at: Location(file: table.path, line: seen.lines.first ?? 0),
        count: seen.count,
        about: Diagnostic.Subject(
          column: what.header,
          field: what.field,
          value: String(what.text.prefix(80)),
          lines: seen.lines,
          suggestion: code
        )
      )
    }
    return findings
  }

  /// The line of `codes.csv` to write, and its code where a known value looks like the unknown one.
  private func suggestion(for what: Unread) -> (advice: String, code: String) {
    guard what.code == .unknownValue,
      let codes = table.bindings.first(where: { $0.field.path == what.field && $0.codes != nil })?.codes
    else { return ("", "") }
    guard let known = suggestedCode(for: what.text, among: codes.codes) else {
      return (" ; exemple de ligne : \(codes.name),\(what.text.prefix(40)),<code>", "")
    }
    return (" ; ressemble à « \(known.value) » : \(codes.name),\(what.text.prefix(40)),\(known.code) ?", known.code)
  }
}

extension Diagnostic.Code {
  static let unreadableValue = Self(
    "valeur-illisible",
    .attention,
    remedy: "tenue pour inconnue : la faire corriger, ou déclarer son format"
  )
}
