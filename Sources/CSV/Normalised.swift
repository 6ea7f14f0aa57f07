/// A file as a plain table: UTF-8, `,`, `"`, every row as wide as the heading.
package struct Normalised: Sendable {
  /// The table, its heading first.
  package let bytes: [UInt8]
  /// What was made up for; the rows that are concerned are proposals.
  package let repairs: [Repair]

  /// Normalises one file.
  ///
  /// - Parameters:
  ///   - file: its bytes.
  ///   - forced: what is known of it beforehand.
  ///   - columnNames: names that replace those of the heading, when there are as many.
  package init(_ file: [UInt8], forced: Forced = Forced(), columnNames: [String] = []) {
    var table = RepairedTable(TableScan(file, forced: forced), columnNames: columnNames)
    table.realign()
    var writer = CSVWriter()
    for row in table.rows { writer.append(verbatim: row.map(\.text)) }
    bytes = writer.bytes
    repairs = table.repairs
  }
}

/// The rows of a table on their way to be all of one width.
fileprivate struct RepairedTable {
  private(set) var rows: [[RawCell]] = []
  private(set) var repairs: [Repair]
  /// The odd rows as they are written, with their lines.
  private var odd: [Int: (line: Int, written: [UInt8])] = [:]
  /// How many rows are realigned at most.
  private static let most = 20_000
  private let hasHeader: Bool
  private let width: Int
  private let dialect: Dialect

  init<Source>(_ scan: TableScan<Source>, columnNames: [String]) {
    let width = scan.width
    var (rows, lines): ([[RawCell]], [Int]) = ([], [])
    var odd: [Int: (line: Int, written: [UInt8])] = [:]
    hasHeader = scan.headerLine > 0
    if hasHeader { rows.append(scan.header.map { RawCell(text: Array($0.utf8), isProtected: false) }) }
    if columnNames.count == width, hasHeader {
      rows[0] = columnNames.map { RawCell(text: Array($0.utf8), isProtected: false) }
    }
    let summary = scan.forEachRow { row in
      if row.count != width { odd[rows.count] = (row.line, row.written) }
      lines.append(row.line)
      rows.append((0..<row.count).map { RawCell(text: row.utf8($0), isProtected: row.cells[$0].kind != .plain) })
    }
    repairs = summary.repairs
    if let heading = summary.outside.last(where: { $0.kind == .header }),
      let index = lines.firstIndex(where: { $0 > heading.line })
    {
      let first = rows.count - lines.count
      // The same heading above the same rows: the table was written twice.
      let again = zip(rows[(first + index)...], rows[first...]).count { $0.map(\.text) == $1.map(\.text) }
      if again * 10 >= (lines.count - index) * 9 {
        rows.removeSubrange((first + index)...)
        odd = odd.filter { $0.key < rows.count }
        repairs.append(Repair(line: heading.line, kind: .otherTable))
      }
    }
    (self.rows, self.odd, self.width, dialect) = (rows, odd, width, scan.dialect)
  }

  /// Gives every row the table's width.
  mutating func realign() {
    guard !odd.isEmpty || hasHeader && rows[0].count != width else { return }
    let first = hasHeader ? 1 : 0
    let realigner = Realigner(
      learningFrom: rows[first...].filter { $0.count == width },
      width: width,
      dialect: dialect
    )
    if hasHeader, rows[0].count > width {
      // A heading has no empty cell but those too many.
      while rows[0].count > width, let extra = rows[0].lastIndex(where: \.text.isEmpty) { rows[0].remove(at: extra) }
    }
    guard odd.count <= RepairedTable.most else {
      // A file so ragged says nothing of where its cells belong.
      for index in odd.keys where rows[index].count < width {
        rows[index] += Array(repeating: .empty, count: width - rows[index].count)
      }
      return
    }
    for (index, row) in odd.sorted(by: { $0.key < $1.key }) {
      rows[index] = realigner.aligned(rows[index], written: row.written)
    }
    let lines = Set(odd.values.map(\.line))
    repairs.removeAll { lines.contains($0.line) && ($0.kind == .short || $0.kind == .long) }
    repairs = (repairs + lines.map { Repair(line: $0, kind: .realigned) })
      .sorted { ($0.line, $0.kind.rawValue) < ($1.line, $1.kind.rawValue) }
  }
}
