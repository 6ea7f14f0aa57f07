import CSV
import Diagnostics
package import Model

/// A file to look at: its name and its bytes.
package struct InspectedFile: Sendable {
  package let name: String
  package let bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// An unknown export as its bytes show it, before anything is guessed.
package struct FileProfile: Sendable {
  package let name: String
  package let size: Int
  package let encoding: String
  /// « ; », « , » or tabulation.
  package let delimiter: String
  /// 1-based physical line; 0 when there is none.
  package let headerLine: Int
  /// Lines above and below the table that are titles, totals or notes.
  package let titles: [Int]
  package let totals: [Int]
  package let rows: Int
  /// Empty for an empty file.
  package private(set) var columns: [ColumnProfile]
  /// How `colonnes.csv` names each column: its heading, with its rank where several bear it; empty when it cannot.
  private(set) var names: [String] = []

  /// Rows whose cells are looked at: the first ones, then as many spread over the rest of the file.
  static let looked = 2_000

  package init(_ file: InspectedFile, values: SlowValues) {
    let sheet = Sheet(file.bytes)
    name = file.name
    size = file.bytes.count
    encoding = sheet.encoding
    delimiter = sheet.delimiter == 9 ? "tabulation" : "« \(Character(Unicode.Scalar(sheet.delimiter))) »"
    headerLine = sheet.headerLine
    titles = sheet.outside.filter { $0.kind == .title }.map(\.line)
    totals = sheet.outside.filter { $0.kind == .total }.map(\.line)
    rows = sheet.rowCount
    columns = FileProfile.cells(of: sheet).enumerated().map { index, cells in
      ColumnProfile(
        index: index,
        header: index < sheet.header.count ? sheet.header[index] : "",
        cells: cells,
        values: values
      )
    }
    for index in columns.indices {
      columns[index].settleSerial(before: index + 1 < columns.count ? columns[index + 1] : nil)
    }
    nameColumns()
  }

  private mutating func nameColumns() {
    let words = columns.map { Folded.words($0.header) }
    let bearers = Dictionary(grouping: words, by: \.self).mapValues(\.count)
    var ranks: [String: Int] = [:]
    names = zip(columns, words).map { column, words in
      ranks[words, default: 0] += 1
      let header = column.header.trimmed
      if header.isEmpty || header.contains("|") || header.contains("*") { return "" }
      return column.title + (bearers[words] == 1 ? "" : "#\(ranks[words] ?? 1)")
    }
  }

  /// The same file, as if its columns bore other headings.
  package func headed(by header: (Int) -> String) -> FileProfile {
    var other = self
    for index in columns.indices { other.columns[index].header = header(index) }
    other.nameColumns()
    return other
  }

  private static func cells(of sheet: Sheet) -> [[String]] {
    var width = sheet.header.count
    if width == 0 { sheet.forEachRow { width = max(width, $0.count) } }
    var columns = Array(repeating: [String](), count: width)
    var seen = 0
    let step = max(1, sheet.rowCount / looked)
    sheet.forEachRow { row in
      seen += 1
      guard seen <= looked || seen % step == 0 else { return }
      for index in 0..<width { columns[index].append(row.text(index).trimmed) }
    }
    return columns
  }
}

/// What one unknown export looks like in the canonical model.
package struct FileReport: Sendable {
  package let profile: FileProfile
  package let kind: TableKind
  /// One per column of the profile, in the same order.
  package let guesses: [Guess]
  let wide: [WideColumns]

  /// Compares a file with the vocabulary.
  ///
  /// Complexity: the columns times the vocabulary.
  package init(_ profile: FileProfile, with vocabulary: Vocabulary, values: SlowValues) {
    self.profile = profile
    wide = WideColumns.find(in: profile.columns, values: values)
    let guesser = TableGuesser(columns: profile.columns, vocabulary: vocabulary, wide: wide, name: profile.name)
    (kind, guesses) = guesser.best()
  }
}
