/// Where the table is in the file: titles above it, its heading, totals below it.
struct Layout: Sendable {
  /// What the head of the file says of one row.
  struct Shape {
    var line: Int
    var byte: Int
    var width: Int
    var filled: Int
    /// Whether a blank line stands above it.
    var followsBlank: Bool
    var hadStrayQuote: Bool
    var classes: [CellClass]
    var cells: [ByteView]
  }

  /// Physical line of the heading, 0 when there is none.
  private(set) var headerLine = 0
  /// Byte of the heading, or of the first row.
  private(set) var tableStart = 0
  private(set) var tableLine = 1
  /// Rows of the heading, 0 when there is none.
  private(set) var headerRows = 0
  /// Width of the table: the most frequent, else its heading's.
  private(set) var width = 0
  static let headRows = 200

  init(
    _ bytes: ByteView,
    dialect: Dialect,
    encoding: TextEncoding,
    from start: Int,
    line: Int,
    to limit: Int,
    forced: Forced
  ) {
    (tableStart, tableLine) = (start, line)
    let read = { (width: Int) in
      Layout.shapes(bytes, dialect: dialect, encoding: encoding, from: start, line: line, to: limit, width: width)
    }
    var shapes = read(0)
    guard !shapes.isEmpty else { return }
    let mode = Layout.mode(of: shapes)
    // Once the width is known, rows with stray quotes are better read.
    if shapes.contains(where: \.hadStrayQuote) { shapes = read(mode) }
    if let line = forced.headerLine, let index = shapes.firstIndex(where: { $0.line == line }) {
      place(shapes[index], isHeader: true)
      return
    }
    let used = (0..<mode).filter { column in shapes.contains { $0.width == mode && $0.classes[column] != .empty } }
      .count
    let candidate = Layout.candidate(shapes, used: used, mode: mode)
    if forced.headerLine != 0, Layout.isHeader(candidate, of: shapes, mode: mode) {
      place(shapes[candidate], isHeader: true)
      headerRows = forced.headerRows ?? Layout.headerRows(candidate, of: shapes, mode: mode)
      // The rows tell the width better than one row does, when most of them agree.
      if shapes.count(where: { $0.width == mode }) * 2 > shapes.count { width = mode }
      return
    }
    // Without a heading the table starts at the first row as wide as the others.
    let first = shapes.firstIndex { $0.width == mode && $0.filled > (used > 1 ? 1 : 0) } ?? 0
    place(shapes[first], isHeader: false)
    width = mode
  }

  private mutating func place(_ shape: Shape, isHeader: Bool) {
    (headerLine, headerRows) = isHeader ? (shape.line, 1) : (0, 0)
    (tableStart, tableLine, width) = (shape.byte, shape.line, shape.width)
  }

  /// The rows of the head that are not blank.
  private static func shapes(
    _ bytes: ByteView,
    dialect: Dialect,
    encoding: TextEncoding,
    from start: Int,
    line: Int,
    to limit: Int,
    width: Int
  ) -> [Shape] {
    var scanner = RowScanner(bytes, dialect: dialect, from: start, to: limit, line: line, width: width)
    var shapes: [Shape] = []
    var followsBlank = false
    while shapes.count < headRows, scanner.next() {
      let cells = scanner.cells.cells.map { bytes[$0.start..<$0.end] }
      let classes = cells.map { CellClass($0, encoding: encoding) }
      let filled = classes.count { $0 != .empty }
      defer { followsBlank = filled == 0 }
      if filled == 0 || Layout.isRule(scanner.cells.cells, bytes) { continue }
      shapes.append(
        Shape(
          line: scanner.line,
          byte: scanner.start,
          width: cells.count,
          filled: filled,
          followsBlank: followsBlank,
          hadStrayQuote: scanner.hadStrayQuote,
          classes: classes,
          cells: cells
        )
      )
    }
    return shapes
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

  /// The most frequent width, the widest of equals.
  private static func mode(of shapes: [Shape]) -> Int {
    var counts: [Int: Int] = [:]
    for shape in shapes { counts[shape.width, default: 0] += 1 }
    return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
  }

  /// The first row filled like a heading: in every column that is used, or nearly.
  private static func candidate(_ shapes: [Shape], used: Int, mode: Int) -> Int {
    // What stands under a blank line and unlike the rows below is a heading, however full the lines above are.
    if let index = shapes.prefix(9).firstIndex(where: { $0.followsBlank && $0.filled >= used && $0.width == mode }),
      index > 0, (contrast(index, of: shapes, mode: mode) ?? 0) > 0
    {
      return index
    }
    for share in [1.0, 0.9, 0.75] {
      let least = Double(used) * share
      if let index = shapes.prefix(20).firstIndex(where: {
        Double($0.filled) >= least && $0.filled > (used > 3 ? 2 : 0)
      }) {
        // Rows above a heading are titles, hence short.
        if shapes[..<index].allSatisfy({ $0.filled * 2 <= used || $0.filled <= 1 }) { return index }
      }
    }
    return 0
  }

  /// Whether the row's cells differ in kind from those below them.
  private static func isHeader(_ index: Int, of shapes: [Shape], mode: Int) -> Bool {
    let candidate = shapes[index]
    let body = shapes[(index + 1)...].filter { $0.width == mode }
    guard !body.isEmpty else { return candidate.classes.allSatisfy { $0 == .text || $0 == .empty } }
    guard let contrast = contrast(index, of: shapes, mode: mode) else { return !repeats(candidate, in: body) }
    return contrast >= 0
  }

  /// Columns in which the row is unlike those below, less those in which it is alike; `nil` where nothing tells.
  private static func contrast(_ index: Int, of shapes: [Shape], mode: Int) -> Int? {
    let candidate = shapes[index]
    let body = shapes[(index + 1)...].filter { $0.width == mode }
    let years = years(of: candidate)
    var (different, alike) = (0, 0)
    for column in 0..<min(mode, candidate.width) {
      let heading = candidate.classes[column]
      if heading == .empty { continue }
      let filled = body.count { $0.classes[column] != .empty }
      guard filled > 0 else { continue }
      let like = body.count { $0.classes[column] == heading }
      if years.contains(column), body.count(where: { isYear($0.cells[column]) }) * 2 < filled {
        different += 1
      } else if heading != .text {
        if like * 2 > filled { alike += 1 }
      } else if like * 2 < filled {
        different += 1
      }
    }
    return different == 0 && alike == 0 ? nil : different - alike
  }

  /// Columns under two years or more (`Commune;2019;2020`): headings, though they are numbers.
  private static func years(of shape: Shape) -> [Int] {
    let columns = shape.cells.indices.filter { isYear(shape.cells[$0]) }
    return Set(columns.map { Array(shape.cells[$0]) }).count == columns.count && columns.count >= 2 ? columns : []
  }

  private static func isYear(_ text: ByteView) -> Bool {
    text.count == 4 && text.allSatisfy(Byte.isDigit) && (text.starts(with: "19".utf8) || text.starts(with: "20".utf8))
  }

  /// How many rows, from the heading on, have texts where the others have values; all but the last may lack some.
  private static func headerRows(_ index: Int, of shapes: [Shape], mode: Int) -> Int {
    var rows = 1
    for count in 2...3 where index + count < shapes.count {
      let next = shapes[index + count - 1]
      let body = shapes[(index + count)...].filter { $0.width == mode }
      let typed = (0..<mode).filter { column in
        let (empty, text) = (body.count { $0.classes[column] == .empty }, body.count { $0.classes[column] == .text })
        return (body.count - empty - text) * 3 > (body.count - empty) * 2
      }
      guard next.width == mode, typed.count >= 2, next.classes.allSatisfy({ $0 == .text || $0 == .empty }) else {
        break
      }
      if next.filled * 10 >= mode * 9, typed.allSatisfy({ next.classes[$0] == .text }) { rows = count }
    }
    return rows
  }

  /// Whether most cells of the row occur again below them, as values do and headings do not.
  private static func repeats(_ candidate: Shape, in body: [Shape]) -> Bool {
    var again = 0
    for (column, cell) in candidate.cells.enumerated() where !cell.isEmpty {
      if body.contains(where: { $0.cells.count > column && $0.cells[column].isSame(as: cell) }) { again += 1 }
    }
    return again * 2 > candidate.filled
  }
}
