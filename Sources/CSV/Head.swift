/// The first rows of a file that are not blank, as far as they tell where its table is.
struct Head {
  /// What is seen of one row.
  struct Line {
    var line: Int
    var byte: Int
    /// Where the row ends, its line end included.
    var end: Int
    /// Whether a blank line stands above it.
    var followsBlank: Bool
    var hasStrayQuote: Bool
    var classes: [CellClass]
    var cells: [ByteView]
    var width: Int { cells.count }
    var filled: Int

    /// Whether the row is made of texts only.
    var isText: Bool { classes.allSatisfy { $0 == .text || $0 == .empty } }
    /// Whether the row is a remark of a program (`# exported …`).
    var isRemark: Bool { cells.first?.first == 0x23 }
    var trimmedWidth: Int { (classes.lastIndex { $0 != .empty } ?? -1) + 1 }
  }

  private(set) var lines: [Line] = []
  /// The first row of more columns than any table has, 0 when there is none.
  private(set) var tooWide = 0
  /// The most frequent width, the widest of equals.
  private(set) var mode = 0
  /// Columns in which a row of that width has something.
  private(set) var used: Set<Int> = []

  private static let most = 200
  private static let mostCells = 400_000
  private static let mostBytes = 1 << 23

  init(_ bytes: ByteView, dialect: Dialect, encoding: TextEncoding, from start: Int, line: Int, to limit: Int) {
    let mode = read(bytes, dialect, encoding, from: start, line: line, to: limit, width: 0)
    // Once the width is known, rows with stray quotes are better read.
    if lines.contains(where: { $0.hasStrayQuote || $0.line > line + lines.count }) {
      lines = []
      self.mode = read(bytes, dialect, encoding, from: start, line: line, to: limit, width: mode)
    } else {
      self.mode = mode
    }
    for row in lines where row.width == self.mode {
      for (column, kind) in row.classes.enumerated() where kind != .empty { used.insert(column) }
    }
  }

  private mutating func read(
    _ bytes: ByteView,
    _ dialect: Dialect,
    _ encoding: TextEncoding,
    from start: Int,
    line: Int,
    to limit: Int,
    width: Int
  ) -> Int {
    var scanner = RowScanner(bytes, dialect: dialect, from: start, to: limit, line: line, width: width)
    var (followsBlank, cellCount) = (false, 0)
    while lines.count < Head.most, cellCount < Head.mostCells, scanner.position - start < Head.mostBytes, scanner.next()
    {
      if scanner.cells.count > Refusal.mostColumns {
        if tooWide == 0 { tooWide = scanner.line }
        continue
      }
      let cells = scanner.cells.cells.map { bytes[$0.start..<$0.end] }
      let classes = cells.map { CellClass($0, encoding: encoding) }
      let filled = classes.count { $0 != .empty }
      cellCount += cells.count
      defer { followsBlank = filled == 0 }
      if filled == 0 || Head.isRule(scanner.cells.cells, bytes) { continue }
      lines.append(
        Line(
          line: scanner.line,
          byte: scanner.start,
          end: scanner.position,
          followsBlank: followsBlank,
          hasStrayQuote: scanner.flaw == .quote,
          classes: classes,
          cells: cells,
          filled: filled
        )
      )
    }
    var counts: [Int: Int] = [:]
    for row in lines { counts[row.width, default: 0] += 1 }
    return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
  }

  /// Whether the cells are lines drawn under headings (`-----;---`).
  static func isRule(_ cells: some Sequence<Cell>, _ bytes: ByteView) -> Bool {
    var filled = 0
    for cell in cells where cell.start < cell.end {
      let isLine = cell.end - cell.start >= 2 && bytes[cell.start..<cell.end].allSatisfy { $0 == 0x2d || $0 == 0x3d }
      if !isLine { return false }
      filled += 1
    }
    return filled >= 2
  }

  /// The rows of the table's width below one.
  func body(below index: Int) -> [Line] { lines[(index + 1)...].filter { $0.width == mode } }

  /// Columns in which most cells are values: numbers, dates, codes.
  func typed(in body: [Line]) -> [Int] {
    (0..<mode).filter { column in
      var (filled, texts) = (0, 0)
      for row in body where row.classes[column] != .empty {
        filled += 1
        if row.classes[column] == .text { texts += 1 }
      }
      return filled > 0 && (filled - texts) * 3 > filled * 2
    }
  }
}
