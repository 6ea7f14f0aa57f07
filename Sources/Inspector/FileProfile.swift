import CSV
package import Model

/// An unknown export as its bytes show it, before anything is guessed; or those of its rows that are of one kind.
package struct FileProfile: Sendable {
  package let name: String
  package let encoding: String
  /// « ; », « , » or tabulation.
  package let delimiter: String
  /// 1-based physical line; 0 when there is none.
  package private(set) var headerLine: Int
  /// Lines above and below the table that are titles, totals or notes.
  package let titles: [Int]
  package let totals: [Int]
  package private(set) var rows: Int
  /// Empty for an empty file.
  package private(set) var columns: [ColumnProfile]
  /// How `colonnes.csv` names each column: its heading, with its rank where several bear it, `#3` in a file without
  /// header; empty when it cannot.
  private(set) var names: [String] = []
  /// The rows that it is about, as `fichiers.csv` says it (`#1 = M`); empty for all.
  private(set) var condition = ""
  /// The column that tells it.
  private(set) var teller: Int?
  /// What a person must know of the file before its columns, in French.
  private(set) var notes: [String] = []

  /// Rows whose cells are looked at: the first ones, then as many spread over the rest of the file.
  static let looked = 2_000

  package init(_ file: InspectedFile, values: SlowValues) {
    let sheet = Sheet(file.bytes)
    name = file.name
    encoding = sheet.encoding
    delimiter = sheet.delimiter == 9 ? "tabulation" : "« \(Character(Unicode.Scalar(sheet.delimiter))) »"
    headerLine = sheet.headerLine
    titles = sheet.outside.filter { $0.kind == .title }.map(\.line)
    totals = sheet.outside.filter { $0.kind == .total }.map(\.line)
    rows = sheet.rowCount
    columns = []
    let cells = Self.cells(of: sheet)
    setColumns(sheet.header, cells, values)
    if sheet.headerLine == 0 || hasDataForHeader {
      headerLine = 0
      // The line taken for a header is a row, whose cells nobody shows.
      if !sheet.header.isEmpty { rows += 1 }
      setColumns(
        [],
        zip(cells.indices, cells).map { index, cells in
          index < sheet.header.count ? [sheet.header[index].trimmed] + cells : cells
        },
        values
      )
      notes.append("sans en-tête : colonnes par leur numéro")
    }
    let seen = columns.first?.rows ?? 0
    if seen < rows { notes.append("\(seen) lignes regardées sur \(rows)") }
  }

  private mutating func setColumns(_ header: [String], _ cells: [[String]], _ values: SlowValues) {
    columns = cells.enumerated().map { index, cells in
      ColumnProfile(index: index, header: index < header.count ? header[index] : "", cells: cells, values: values)
    }
    for index in columns.indices {
      columns[index].settleSerial(before: index + 1 < columns.count ? columns[index + 1] : nil)
    }
    nameColumns()
  }

  /// Whether the line taken for a header is a row like the others.
  ///
  /// Its cells come back below, or are what the cells below are. A box ticked by its own name is no row, nor are the
  /// dates above columns of amounts.
  private var hasDataForHeader: Bool {
    var (repeated, alike) = (0, 0)
    for column in columns where !column.header.trimmed.isEmpty && column.filled > 0 {
      let header = column.header.trimmed
      if column.distinct > 1, column.values.contains(where: { $0.text == header }) { repeated += 1 }
      if column.isLike(header) { alike += 1 }
    }
    return repeated >= 2 || alike >= 2 || repeated + alike >= 2
  }

  private mutating func nameColumns() {
    if headerLine == 0 {
      names = columns.map { "#\($0.index + 1)" }
      return
    }
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

  /// The file itself, or a profile for each kind of record that a column tells, the most frequent first.
  package func parts(values: SlowValues) -> [FileProfile] {
    guard let teller = columns.prefix(3).first(where: tellsRecords) else { return [self] }
    let codes = teller.values.map(\.text)
    return codes.map { code in
      var part = self
      let kept = teller.cells.indices.filter { teller.cells[$0] == code }
      part.rows = kept.count
      let cells = columns.map { column in kept.map { column.cells[$0] } }
      let width = (cells.lastIndex { $0.contains { !$0.isEmpty } } ?? 0) + 1
      part.setColumns(columns.map(\.header), Array(cells.prefix(width)), values)
      part.teller = teller.index
      part.condition = "\(names[teller.index]) = \(code)"
      part.notes.append("\(codes.count) sortes de lignes, dites par \(names[teller.index]) : une ligne par sorte")
      return part
    }
  }

  /// Whether a column says of which kind each row is: few short codes, and from one to another the rows are not as long
  /// and a cell is not of the same type.
  private func tellsRecords(_ teller: ColumnProfile) -> Bool {
    guard (2...12).contains(teller.distinct), teller.fill > 0.99, teller.uniqueness < 0.4,
      teller.values.allSatisfy({ $0.text.count <= 12 }), !names[teller.index].isEmpty
    else { return false }
    var widths: Set<Int> = []
    /// By column: the types that the kinds of rows give it.
    var types: [Set<String>] = Array(repeating: [], count: columns.count)
    for code in teller.values.map(\.text) {
      let kept = teller.cells.indices.filter { teller.cells[$0] == code }
      var width = 0
      for column in columns where column.index != teller.index {
        let facts = kept.prefix(200).map { column.cells[$0] }.filter { !$0.isEmpty }.map(Self.type)
        guard let first = facts.first else { continue }
        width = column.index
        if facts.allSatisfy({ $0 == first }) { types[column.index].insert(first) }
      }
      widths.insert(width)
    }
    return widths.count > 1 && types.contains { $0.count > 1 }
  }

  /// The signs that a cell is made of: figures, words, both.
  private static func type(_ cell: String) -> String {
    let figures = cell.contains(where: \.isNumber)
    return cell.contains(where: \.isLetter) ? (figures ? "both" : "words") : "figures"
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
