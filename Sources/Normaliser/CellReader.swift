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
  let texts: CellText
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
    texts = CellText(dates: dates, blanks: table.blanks)
  }

  /// The value that a binding gives in a row; `nil` when it gives none.
  mutating func value(of binding: Binding, in row: SourceRow) -> Value? {
    switch texts.take(binding, from: row.cells) {
    case .nothing: return nil
    case .text(let text): return read(text, binding, row)
    case .unknown(let text) where !binding.field.allowed.isEmpty: return read(text, binding, row)
    case .unknown(let text):
      // Another line of the same field may know it.
      if table.bindings.count(where: { $0.field == binding.field && $0.label == binding.label }) == 1 {
        list(binding.codes == nil || binding.format.model != nil ? .unreadableValue : .unknownValue, binding, text, row)
      }
      return binding.codes?.fallback.map { .text($0) }
    }
  }

  private mutating func read(_ text: String, _ binding: Binding, _ row: SourceRow) -> Value? {
    switch binding.field.kind {
    case .text: return .text(text)
    case .integer:
      if let number = Int(text), number.magnitude <= 10_000 { return .integer(number) }
      list(.unreadableValue, binding, text, row)
      return nil
    case .day:
      let days = binding.field.name == "date_naissance" ? births : dates
      let day =
        days.day(text, binding.format)
        ?? (binding.format.extracted ? days.days(in: text, binding.format).first?.day : nil)
      if day == nil { list(.unreadableValue, binding, text, row) }
      return day.map { .day($0) }
    case .days: return readDays(text, binding, row)
    case .amount:
      let cents = AmountText.cents(text, binding.format)
      if cents == nil { list(.unreadableValue, binding, text, row) }
      return cents.map { .cents($0) }
    case .code: return code(for: text, binding, row).map { .code($0) }
    case .codes: return readCodes(text, binding, row)
    case .visits: return readVisits(text, binding, row)
    }
  }

  private mutating func readDays(_ text: String, _ binding: Binding, _ row: SourceRow) -> Value? {
    if let separators = binding.format.separators {
      let days = pieces(of: text, at: separators).map { dates.day($0, binding.format) }
      if days.contains(nil) { list(.unreadableValue, binding, text, row) }
      return days.contains { $0 != nil } ? .days(days.compactMap(\.self)) : nil
    }
    if let day = dates.day(text, binding.format) { return .days([day]) }
    let found = dates.days(in: text, binding.format)
    if found.isEmpty || found.contains(where: { $0.day == nil }) { list(.unreadableValue, binding, text, row) }
    let days = found.compactMap(\.day)
    return days.isEmpty ? nil : .days(days)
  }

  private mutating func readCodes(_ text: String, _ binding: Binding, _ row: SourceRow) -> Value? {
    let parts = pieces(of: text, at: binding.format.separators ?? ",;/|+\n")
    let codes = parts.flatMap { part in
      binding.format.extracted && binding.format.model == nil
        ? words(in: part, binding, row) : [code(for: part, binding, row)].compactMap(\.self)
    }
    return codes.isEmpty ? nil : .codes(codes)
  }

  /// The codes of every known writing in a sentence.
  private mutating func words(in sentence: String, _ binding: Binding, _ row: SourceRow) -> [String] {
    var codes: [String] = []
    var rest = sentence
    while let found = texts.known(in: rest, among: binding.codes?.codes ?? [:]) {
      if let code = code(for: found.kept, binding, row) { codes.append(code) }
      rest = found.rest
    }
    if codes.isEmpty { list(.unknownValue, binding, sentence, row) }
    return codes
  }

  /// The filled parts of a text between separators, trimmed; what has a letter or stands between blanks is one separator.
  private func pieces(of text: String, at separators: String) -> [String] {
    let isWord = separators.count > 1 && separators.contains { $0.isLetter || $0 == " " }
    if isWord { return text.split(separator: separators).map { String($0).trimmed }.filter { !$0.isEmpty } }
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
    if let found = binding.codes?.code(of: text) { return allowed.contains(found) ? found : nil }
    list(.unknownValue, binding, text, row)
    if let fallback = binding.codes?.fallback { return fallback }
    return allowed.contains("inconnu") ? "inconnu" : nil
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
