/// The rows of the table, one after the other: blank lines and totals are set aside, ragged rows noted.
struct RowReader: ~Copyable {
  private(set) var scanner: RowScanner
  private(set) var summary = Summary()
  private let opening: Opening
  // What every row is held against, at hand.
  private let width: Int
  private let tailStart: Int
  private let headerStart: Cell
  private let headerSign: UInt8
  private var hasRowsAbove = false
  private var previousWasBlank = false

  /// A total has no more than this below its start.
  private static let tail = 1 << 16

  init(_ bytes: ByteView, _ opening: Opening) {
    self.opening = opening
    width = opening.layout.width
    tailStart = opening.limit - RowReader.tail
    headerStart = opening.headerCells.first ?? Cell(start: 0, end: 0, kind: .plain)
    headerSign = headerStart.start < headerStart.end ? bytes[headerStart.start] : 0
    scanner = RowScanner(
      bytes,
      dialect: opening.guess.dialect,
      from: opening.firstByte,
      to: opening.limit,
      line: opening.firstLine,
      width: opening.layout.width
    )
  }

  /// What was counted, the end of the file included when it was reached.
  consuming func finish() -> Summary {
    var summary = summary
    if opening.padding { summary.repairs.append(Repair(line: scanner.nextLine, kind: .padding)) }
    return summary
  }

  /// The row just read.
  @inline(__always)
  var row: Row {
    Row(
      line: scanner.line,
      byte: scanner.start,
      bytes: scanner.bytes,
      cells: scanner.cells.cells,
      encoding: opening.encoding,
      dialect: opening.guess.dialect
    )
  }

  /// Goes to the next row; `false` at the end of the table.
  mutating func next() -> Bool {
    while scanner.next() {
      if isBlank() {
        noteBlank()
        continue
      }
      if scanner.start > tailStart, hasRowsAbove, endsTable() {
        setAsideRest()
        return false
      }
      if isHeaderAgain() {
        if leavesOtherTable() { return false }
        continue
      }
      (previousWasBlank, hasRowsAbove) = (false, true)
      summary.rowCount &+= 1
      if scanner.hadStrayQuote || scanner.cells.count != width { note() }
      return true
    }
    return false
  }

  // These are `mutating` to be handed the reader in place: it is copied for a call that only looks (Swift 6.3).

  /// Whether the row begins as the heading does, and has half of its names.
  @inline(__always)
  private mutating func isHeaderAgain() -> Bool {
    guard let first = scanner.cells.cells.first else { return false }
    guard first.end &- first.start == headerStart.end &- headerStart.start, first.start < first.end,
      scanner.bytes[first.start] == headerSign
    else { return false }
    return sharesHeader() * 2 > opening.headerCells.count
  }

  /// How many names of the heading the row has in their places.
  @inline(never)
  private mutating func sharesHeader() -> Int {
    zip(opening.headerCells, scanner.cells.cells).count { known, cell in
      known.start < known.end
        && scanner.bytes[known.start..<known.end].isSame(as: scanner.bytes[cell.start..<cell.end])
    }
  }

  /// Sets aside the heading met again, and with it a table that starts here under other names.
  @inline(never)
  private mutating func leavesOtherTable() -> Bool {
    summary.outside.append(OutsideLine(line: scanner.line, kind: .header))
    let isSame = sharesHeader() == opening.headerCells.count && scanner.cells.count == opening.headerCells.count
    if isSame { return false }
    summary.repairs.append(Repair(line: scanner.line, kind: .otherTable))
    while scanner.next() {
      summary.outside.append(OutsideLine(line: scanner.line, kind: isBlank() ? .blank : .title))
    }
    return true
  }

  /// Notes what is out of order in the row.
  @inline(never)
  private mutating func note() {
    if scanner.hadStrayQuote { summary.repairs.append(Repair(line: scanner.line, kind: .strayQuote)) }
    let count = scanner.cells.count
    if count < width {
      summary.repairs.append(Repair(line: scanner.line, kind: .short))
    } else if count > width, scanner.cells.cells.dropFirst(width).contains(where: { $0.start < $0.end }) {
      summary.repairs.append(Repair(line: scanner.line, kind: .long))
    }
  }

  @inline(never)
  private mutating func noteBlank() {
    summary.outside.append(OutsideLine(line: scanner.line, kind: .blank))
    previousWasBlank = true
  }

  /// Whether no cell has anything but spaces.
  @inline(__always)
  private mutating func isBlank() -> Bool {
    let cells = scanner.cells.cells
    if let first = cells.first, first.start < first.end, scanner.bytes[first.start] > Byte.space { return false }
    return RowReader.isBlank(cells, scanner.bytes)
  }

  @inline(never)
  static func isBlank(_ cells: some Sequence<Cell>, _ bytes: ByteView) -> Bool {
    for cell in cells {
      for index in cell.start..<cell.end where bytes[index] != Byte.space && bytes[index] != Byte.tab { return false }
    }
    return true
  }
}

extension RowReader {
  /// Whether this row and all those below it are totals and notes.
  @inline(never)
  private mutating func endsTable() -> Bool {
    let width = opening.layout.width
    guard RowReader.isClosing(scanner.cells.cells, scanner.bytes, width: width, afterBlank: previousWasBlank)
    else { return false }
    let careful = CarefulReader(
      bytes: scanner.bytes,
      dialect: opening.guess.dialect,
      limit: opening.limit,
      width: width
    )
    var (position, afterBlank) = (scanner.position, false)
    while position < opening.limit {
      let row = careful.row(at: position)
      let isBlank = RowReader.isBlank(row.cells, scanner.bytes)
      guard isBlank || RowReader.isClosing(row.cells, scanner.bytes, width: width, afterBlank: afterBlank) else {
        return false
      }
      (position, afterBlank) = (row.end, isBlank)
    }
    return true
  }

  @inline(never)
  private mutating func setAsideRest() {
    repeat {
      summary.outside.append(OutsideLine(line: scanner.line, kind: isBlank() ? .blank : .total))
    } while scanner.next()
  }

  /// Whether the row starts with « total » and a cell is empty, or is one note under a blank line.
  private static func isClosing(
    _ cells: some Sequence<Cell>,
    _ bytes: ByteView,
    width: Int,
    afterBlank: Bool
  ) -> Bool {
    var (filled, first) = (0, Cell?.none)
    for cell in cells where cell.start < cell.end {
      if filled == 0 { first = cell }
      filled += 1
    }
    if afterBlank, filled == 1, width >= 3 { return true }
    guard filled < width, let first else { return false }
    let text = bytes[first.start..<first.end]
    return closings.contains { word in text.count >= word.count && zip(text, word).allSatisfy { $0 | 0x20 == $1 } }
  }

  private static let closings = ["total", "sous-total", "somme", "nombre de", "nb de"].map { Array($0.utf8) }
}

/// What one pass over the rows counted.
package struct Summary: Sendable, Equatable {
  /// Rows handed over.
  package var rowCount = 0
  /// Lines below the heading that are not rows, in order.
  package var outside: [OutsideLine] = []
  /// What is out of order, in the order of the lines.
  package var repairs: [Repair] = []
}
