import CSV
import Model

/// Finds, for a declared column that a file lacks, the new heading that most likely took its place.
struct RenamedColumn {
  let sheet: TableScan<[UInt8]>
  /// Columns of the sheet that a declaration uses.
  let used: Set<Int>
  /// Column of each line of the declaration that was found, in the order of the lines.
  let places: [Int?]

  /// The heading of an unused column whose name is near, or that stands where the absent one did, and whose cells are
  /// of the field's kind; `nil` when there is none, or several as good.
  func heading(for line: ColumnLine, at position: Int) -> String? {
    let free = sheet.header.indices.filter { !used.contains($0) && !sheet.header[$0].trimmed.isEmpty }
    let fitting = free.filter { holds(line.field, column: $0) }
    let named = fitting.filter { column in line.headers.contains { isNear(sheet.header[column], $0) } }
    if named.count == 1 { return sheet.header[named[0]] }
    guard named.isEmpty else { return nil }
    let before = places[..<position].last { $0 != nil } ?? nil
    let after = places[(position + 1)...].first { $0 != nil } ?? nil
    guard let before, let after, before < after else { return nil }
    let between = fitting.filter { $0 > before && $0 < after }
    return between.count == 1 ? sheet.header[between[0]] : nil
  }

  /// Whether two headings share half of their words, a word cut short being the same.
  private func isNear(_ one: String, _ other: String) -> Bool {
    let words = Folded.words(one).split(separator: " ").map(String.init).filter { $0.count > 2 }
    let wanted = Folded.words(other).split(separator: " ").map(String.init).filter { $0.count > 2 }
    guard !words.isEmpty, !wanted.isEmpty else { return false }
    let shared = wanted.count { word in
      words.contains { $0 == word || min($0.count, word.count) >= 4 && ($0.hasPrefix(word) || word.hasPrefix($0)) }
    }
    return shared * 2 >= max(words.count, wanted.count)
  }

  /// Whether the first filled cells of a column can be read as the field: dates for a date, amounts for an amount.
  private func holds(_ field: Field, column: Int) -> Bool {
    var (filled, days, amounts, seen) = (0, 0, 0, 0)
    sheet.forEachRow { row in
      seen += 1
      guard seen <= 200, !row.isEmpty(column) else { return }
      filled += 1
      if row.day(column) != nil { days += 1 } else if row.cents(column) != nil { amounts += 1 }
    }
    guard filled > 0 else { return true }
    switch field.kind {
    case .day, .days: return days * 2 > filled
    case .amount, .integer: return amounts * 2 > filled
    case .visits: return true
    case .text, .code, .codes: return days * 2 <= filled
    }
  }
}
