import Model

/// What a line of the declaration takes from a row as a text, before it is read as a day, an amount or a code: cells joined,
/// a part taken out or left, zeros completed, a value translated.
struct CellText: Sendable {
  let dates: DayText
  let blanks: Blanks

  enum Taken: Hashable {
    /// The row, or the condition of the line, has nothing here.
    case nothing
    case text(String)
    /// The cell is filled, and has no such part or no such value.
    case unknown(String)
  }

  /// - Returns: a text that is never empty.
  func take(_ binding: Binding, from cells: [String]) -> Taken {
    if let condition = binding.condition, !condition.holds(cells) { return .nothing }
    if binding.cells.isEmpty { return binding.constant.map { translated($0, binding) } ?? .nothing }
    var text = joined(binding, cells)
    if text.isEmpty { return .nothing }
    for other in binding.besides { text = part(of: text, for: other)?.rest ?? text }
    // Of a list, every known word is taken, when it is read.
    if binding.format.extracted, binding.format.model != nil || !binding.field.isList {
      guard let part = part(of: text, for: binding) else { return .unknown(text) }
      text = part.kept
    }
    if text.isEmpty { return .nothing }
    if let constant = binding.constant {
      // A box says yes or no; a cell whose column stands for a day holds something else, of which zero is a value.
      let isUnticked = binding.field.kind != .day && ["non", "n", "0", "no"].contains(Folded.key(text))
      return isUnticked ? .nothing : .text(constant)
    }
    return translated(text, binding)
  }

  /// The filled cells of a line side by side; nothing where a part of a number lacks.
  private func joined(_ binding: Binding, _ cells: [String]) -> String {
    if binding.cells.count == 1, let cell = binding.cells.first { return self.text(cells[cell]) }
    let parts = binding.cells.map { self.text(cells[$0]) }
    if binding.field.isKey, parts.contains("") { return "" }
    return parts.filter { !$0.isEmpty }.joined(separator: binding.field.kind == .day ? "/" : " ")
  }

  /// A cell, trimmed, empty when it is one of the writings of nothing.
  func text(_ cell: String) -> String { cell.isEmpty || blanks.contains(cell) ? "" : cell.trimmed }

  /// What the code table of a field that is no list of codes makes of a value; figures and days that it does not know are
  /// read as they are.
  private func translated(_ text: String, _ binding: Binding) -> Taken {
    var text = text
    if binding.format.zeros > text.utf8.count, text.allSatisfy(\.isASCIIDigit) {
      text = String(repeating: "0", count: binding.format.zeros - text.utf8.count) + text
    }
    guard let codes = binding.codes, binding.field.allowed.isEmpty, binding.field.kind != .visits else {
      return .text(text)
    }
    if let code = codes.code(of: text) { return .text(code) }
    return binding.field.kind == .text ? .unknown(text) : .text(text)
  }

  /// The part of a text that a line with « extrait » takes, and what it leaves; `nil` where there is none.
  private func part(of text: String, for binding: Binding) -> (kept: String, rest: String)? {
    if let model = binding.format.model { return model.part(of: text) }
    switch binding.field.kind {
    case .day, .days, .visits:
      return dates.days(in: text, binding.format).first.flatMap { cut($0.written, from: text) }
    case .amount: return cut(amount(in: text, binding.format), from: text)
    case .integer:
      let digits = text.drop { !$0.isASCIIDigit }.prefix(while: \.isASCIIDigit)
      return cut(String(digits), from: text)
    case .text, .code, .codes: return known(in: text, among: binding.codes?.codes ?? [:])
    }
  }

  private func cut(_ part: String, from text: String) -> (kept: String, rest: String)? {
    guard !part.isEmpty, let range = text.firstRange(of: part) else { return nil }
    return (part, text.replacingCharacters(in: range))
  }

  /// What follows the words and dates of a sentence: `refusé 2016-09-19 281,00 €` → `281,00 €`.
  private func amount(in text: String, _ format: CellFormat) -> String {
    var rest = text
    for item in dates.days(in: text, format) { rest = rest.replacing(item.written, with: "\n") }
    return rest.split(separator: "\n").lazy
      .map { String($0.drop { !$0.isASCIIDigit && $0 != "(" && $0 != "-" }).trimmed }
      .first { $0.contains(where: \.isASCIIDigit) } ?? ""
  }

  /// The longest known writing in a text, as it is written there; one of three signs or less stands alone.
  func known(in text: String, among codes: [String: String]) -> (kept: String, rest: String)? {
    let folded = Folded.key(text)
    let keys = codes.keys.filter { !$0.isEmpty && folded.contains($0) }.sorted { ($1.count, $1) < ($0.count, $0) }
    for key in keys {
      if let range = range(of: key, in: text) { return (String(text[range]), text.replacingCharacters(in: range)) }
    }
    return nil
  }

  private func range(of key: String, in text: String) -> Range<String.Index>? {
    let isShort = key.count <= 3
    for start in text.indices where !text[start].isWhitespace {
      if isShort, start > text.startIndex, text[text.index(before: start)].isWordSign { continue }
      var folded = ""
      var end = start
      while end < text.endIndex, folded.count < key.count, key.hasPrefix(folded) {
        folded += Folded.key(String(text[end]))
        end = text.index(after: end)
      }
      if folded == key, !isShort || end == text.endIndex || !text[end].isWordSign { return start..<end }
    }
    return nil
  }
}

extension Character {
  fileprivate var isWordSign: Bool { isLetter || isNumber }
}

extension String {
  /// The text without a part of it, which a blank parts.
  fileprivate func replacingCharacters(in range: Range<String.Index>) -> String {
    (self[..<range.lowerBound].description + " " + self[range.upperBound...].description).trimmed
  }
}
