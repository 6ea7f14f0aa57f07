/// Where the table is in the file: titles above it, its heading, totals below it.
struct Layout: Sendable {
  /// What the head of the file says of one row.
  struct Shape {
    var line: Int
    var byte: Int
    var width: Int
    var filled: Int
    var classes: [CellClass]
    var texts: [[UInt8]]
  }

  /// Physical line of the heading, 0 when there is none.
  private(set) var headerLine = 0
  /// Byte of the heading, or of the first row.
  private(set) var tableStart = 0
  private(set) var tableLine = 1
  /// Width of the table: its heading's, else the most frequent.
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
    let shapes = Layout.shapes(bytes, dialect: dialect, encoding: encoding, from: start, line: line, to: limit)
    guard !shapes.isEmpty else { return }
    let mode = Layout.mode(of: shapes)
    if let line = forced.headerLine, let index = shapes.firstIndex(where: { $0.line == line }) {
      place(shapes[index], isHeader: true)
      return
    }
    let used = (0..<mode).filter { column in shapes.contains { $0.width == mode && $0.classes[column] != .empty } }
      .count
    let candidate = Layout.candidate(shapes, used: used)
    if Layout.isHeader(candidate, of: shapes, mode: mode) {
      place(shapes[candidate], isHeader: true)
      return
    }
    // Without a heading the table starts at the first row as wide as the others.
    let first = shapes.firstIndex { $0.width == mode && $0.filled * 2 > used } ?? 0
    place(shapes[first], isHeader: false)
    width = mode
  }

  private mutating func place(_ shape: Shape, isHeader: Bool) {
    headerLine = isHeader ? shape.line : 0
    (tableStart, tableLine, width) = (shape.byte, shape.line, shape.width)
  }

  /// The rows of the head that are not blank.
  private static func shapes(
    _ bytes: ByteView,
    dialect: Dialect,
    encoding: TextEncoding,
    from start: Int,
    line: Int,
    to limit: Int
  ) -> [Shape] {
    var scanner = RowScanner(bytes, dialect: dialect, from: start, to: limit, line: line)
    var shapes: [Shape] = []
    while shapes.count < headRows, scanner.next() {
      let cells = scanner.cells.cells.map { bytes[$0.start..<$0.end] }
      let texts = cells.map(Array.init)
      let classes = cells.map { CellClass($0, encoding: encoding) }
      let filled = classes.count { $0 != .empty }
      if filled == 0 { continue }
      shapes.append(
        Shape(
          line: scanner.line,
          byte: scanner.start,
          width: texts.count,
          filled: filled,
          classes: classes,
          texts: texts
        )
      )
    }
    return shapes
  }

  /// The most frequent width, the widest of equals.
  private static func mode(of shapes: [Shape]) -> Int {
    var counts: [Int: Int] = [:]
    for shape in shapes { counts[shape.width, default: 0] += 1 }
    return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
  }

  /// The first row filled like a heading: in every column that is used, or nearly.
  private static func candidate(_ shapes: [Shape], used: Int) -> Int {
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
    var (different, alike) = (0, 0)
    for column in 0..<min(mode, candidate.width) {
      let heading = candidate.classes[column]
      if heading == .empty { continue }
      let values = body.map { $0.classes[column] }.filter { $0 != .empty }
      guard !values.isEmpty else { continue }
      if heading != .text {
        if values.count(where: { $0 == heading }) * 2 > values.count { alike += 1 }
      } else if values.count(where: { $0 == .text }) * 2 < values.count {
        different += 1
      }
    }
    if different == 0, alike == 0 { return !repeats(candidate, in: body) }
    return different >= alike
  }

  /// Whether most cells of the row occur again below them, as values do and headings do not.
  private static func repeats(_ candidate: Shape, in body: [Shape]) -> Bool {
    var again = 0
    for column in candidate.texts.indices where !candidate.texts[column].isEmpty {
      if body.contains(where: { $0.texts.count > column && $0.texts[column] == candidate.texts[column] }) { again += 1 }
    }
    return again * 2 > candidate.filled
  }
}
