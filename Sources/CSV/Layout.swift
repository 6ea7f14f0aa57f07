/// Where the table is in the file: titles above it, its heading, totals below it.
struct Layout: Sendable {
  /// Physical line of the heading, 0 when there is none.
  private(set) var headerLine = 0
  /// Byte of the heading, or of the first row.
  private(set) var tableStart = 0
  /// Rows of the heading, 0 when there is none.
  private(set) var headerRows = 0
  /// Width of the table: the most frequent, else its heading's.
  private(set) var width = 0
  /// Columns in which most cells are values.
  private(set) var typed: Set<Int> = []
  /// Columns whose amounts are in two cells.
  private(set) var splitAmounts: [Int] = []
  /// Whether rows with cells too many cannot be read, nothing telling which of them belong together.
  private(set) var refusesLongRows = false
  /// Whether the rows have columns that the heading does not name.
  private(set) var isHeadingNarrow = false
  /// Titles above the heading, as `TableFurniture` compares them.
  private(set) var titles: Set<[UInt8]> = []
  private(set) var refusal: Refusal?

  /// Where nothing is.
  init() {}

  init(
    _ bytes: ByteView,
    dialect: Dialect,
    encoding: TextEncoding,
    from start: Int,
    line: Int,
    to limit: Int,
    forced: Forced
  ) {
    tableStart = start
    let head = Head(bytes, dialect: dialect, encoding: encoding, from: start, line: line, to: limit)
    if head.tooWide > 0 { refusal = .columns(line: head.tooWide) }
    guard !head.lines.isEmpty else { return }
    if let line = forced.headerLine, let index = head.lines.firstIndex(where: { $0.line == line }) {
      headerRows = 1
      place(index, of: head, dialect, isStated: true)
    } else if forced.headerLine != 0, head.isHeading(head.candidate) {
      headerRows = forced.headerRows ?? head.headingRows(head.candidate)
      place(head.candidate, of: head, dialect)
    } else {
      // Without a heading the table starts at the first row as wide as the others.
      let first = head.lines.firstIndex { $0.width == head.mode && $0.filled > (head.used.count > 1 ? 1 : 0) } ?? 0
      place(forced.headerLine == 0 ? 0 : first, of: head, dialect)
      width = head.mode
    }
  }

  private mutating func place(_ index: Int, of head: Head, _ dialect: Dialect, isStated: Bool = false) {
    let row = head.lines[index]
    (tableStart, width) = (row.byte, row.width)
    typed = Set(head.typed(in: head.body(below: index)))
    titles = Set(head.lines[..<index].compactMap { TableFurniture.title($0.cells) })
    guard headerRows > 0 else { return }
    headerLine = row.line
    if row.end - row.byte > Refusal.mostHeadingBytes { refusal = .heading(line: row.line) }
    let split = SplitAmounts(head, heading: index, delimiter: dialect.delimiter)
    (splitAmounts, refusesLongRows) = (split.columns, split.isAmbiguous)
    if !splitAmounts.isEmpty || refusesLongRows {
      width = row.trimmedWidth
    } else if !isStated, head.lines.count(where: { $0.width == head.mode }) * 2 > head.lines.count {
      // The rows tell the width better than one row does, when most of them agree.
      isHeadingNarrow = head.used.contains { $0 >= row.trimmedWidth }
      width = head.mode
    }
  }
}
