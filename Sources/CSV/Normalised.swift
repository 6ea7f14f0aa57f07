/// A file as a plain table: UTF-8, `,`, `"`, every row as wide as the heading.
package struct Normalised: Sendable {
  /// The table, its heading first; empty when the file is refused.
  package let bytes: [UInt8]
  /// Rows written, the heading left out: as many as `SniffReport` counts.
  package let rowCount: Int
  /// Lines that are no rows.
  package let outside: [OutsideLine]
  /// What was made up for; the rows that are concerned are proposals.
  package let repairs: [Repair]
  /// Why the file is not read at all; `nil` when it is.
  package let refusal: Refusal?

  /// Normalises one file.
  ///
  /// - Parameters:
  ///   - file: its bytes.
  ///   - forced: what is known of it beforehand.
  ///   - columnNames: names that replace those of the heading, when there are as many.
  package init(_ file: [UInt8], forced: Forced = Forced(), columnNames: [String] = []) {
    let scan = TableScan(file, forced: forced)
    var table = RepairedTable(scan, columnNames: columnNames)
    table.realign()
    var writer = CSVWriter()
    for row in table.rows { writer.append(verbatim: row.map(\.text)) }
    bytes = writer.bytes
    rowCount = table.rows.count - (scan.headerLine > 0 ? 1 : 0)
    (outside, repairs, refusal) = (scan.outsideAbove + table.outside, table.repairs, scan.refusal)
  }
}

/// The rows of a table on their way to be all of one width.
fileprivate struct RepairedTable {
  private(set) var rows: [[RawCell]] = []
  private(set) var outside: [OutsideLine] = []
  private(set) var repairs: [Repair] = []
  /// The odd rows as they are written, with their lines, in order.
  private var odd: [(index: Int, line: Int, written: [UInt8])] = []
  private let hasHeader: Bool
  private let width: Int
  private let dialect: Dialect

  init(_ scan: TableScan<[UInt8]>, columnNames: [String]) {
    (width, dialect, hasHeader) = (scan.width, scan.dialect, scan.headerLine > 0)
    if hasHeader {
      let names = columnNames.count == width ? columnNames : scan.header
      rows.append(names.map { RawCell(text: Array($0.utf8), isProtected: false) })
    }
    let summary = scan.forEachRow { row in
      if row.count != width { odd.append((rows.count, row.line, row.written)) }
      rows.append((0..<row.count).map { RawCell(text: row.utf8($0), isProtected: row.cells[$0].kind != .plain) })
    }
    (outside, repairs) = (summary.outside, summary.repairs)
  }

  /// Gives every row the table's width, as far as its cells tell where they belong.
  mutating func realign() {
    fitHeading()
    guard !odd.isEmpty else { return }
    var realigner = Realigner(
      learningFrom: rows.dropFirst(hasHeader ? 1 : 0).lazy.filter { [width] in $0.count == width },
      width: width,
      dialect: dialect
    )
    var realigned: Set<Int> = []
    for (index, line, written) in odd {
      if let row = realigner.aligned(rows[index], written: written) {
        rows[index] = row
        realigned.insert(line)
      } else {
        while rows[index].count > width, rows[index].last?.text.isEmpty == true { rows[index].removeLast() }
        rows[index] += Array(repeating: .empty, count: max(0, width - rows[index].count))
      }
    }
    repairs.removeAll { realigned.contains($0.line) && ($0.kind == .short || $0.kind == .long) }
    repairs = (repairs + realigned.map { Repair(line: $0, kind: .realigned) })
      .sorted { ($0.line, $0.kind.rawValue) < ($1.line, $1.kind.rawValue) }
  }

  private mutating func fitHeading() {
    guard hasHeader else { return }
    // A heading has no empty cell but those too many.
    while rows[0].count > width, let extra = rows[0].lastIndex(where: \.text.isEmpty) { rows[0].remove(at: extra) }
    rows[0] += Array(repeating: .empty, count: max(0, width - rows[0].count))
  }
}
