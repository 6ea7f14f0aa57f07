/// The rows of the table, one after the other: what is no row is set aside and listed, ragged rows are noted.
struct RowReader: ~Copyable {
  private(set) var scanner: RowScanner
  private(set) var summary = Summary()
  let opening: Opening
  // What every row is held against, at hand.
  private let width: Int
  private let headings: [[ByteView]]
  private let headerSign: UInt8
  private let headerLength: Int
  private var hasRowsAbove = false
  private var previousWasBlank = false
  /// No end of the table starts before this byte.
  private var noEndBefore = 0
  /// Whether the table was already looked for a copy of itself.
  private var hasSoughtCopy = false

  /// A total has no more than this below its start.
  private static let tail = 1 << 16

  init(_ bytes: ByteView, _ opening: Opening) {
    self.opening = opening
    width = opening.layout.width
    headings = opening.headings.map { $0.map { bytes[$0.start..<$0.end] } }
    headerSign = (headings.last?.first?.first ?? 0) | 0x20
    headerLength = headings.last?.first?.count ?? 0
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
        summary.outside.append(OutsideLine(line: scanner.line, kind: .blank))
        previousWasBlank = true
        continue
      }
      if callsForALook() {
        switch judge() {
        case .row: break
        case .outside(let kind):
          summary.outside.append(OutsideLine(line: scanner.line, kind: kind))
          continue
        case .rest(let kind):
          setAsideRest(as: kind)
          return false
        }
      }
      (previousWasBlank, hasRowsAbove) = (false, true)
      summary.rowCount &+= 1
      if scanner.flaw != .none || scanner.cells.count != width { note() }
      return true
    }
    return false
  }

  /// What a line is.
  private enum Judgement {
    case row
    /// No row; those below may be.
    case outside(OutsideLine.Kind)
    /// The table ends here.
    case rest(OutsideLine.Kind)
  }

  /// Whether the row is not as most are: on such rows alone is time spent.
  @inline(__always)
  private func callsForALook() -> Bool {
    let cells = scanner.cells.cells
    let count = cells.count
    if previousWasBlank || count != width { return true }
    let first = cells[0]
    if first.start == first.end || count > 1 && cells[1].start == cells[1].end { return true }
    let sign = scanner.bytes[first.start] | 0x20
    if sign == headerSign, first.end &- first.start == headerLength { return true }
    // « Total », « Sous-total », « Somme ».
    return (sign == 0x74 || sign == 0x73) && first.end &- first.start > 4
      && scanner.bytes[first.start &+ 1] | 0x20 == 0x6f
  }

  @inline(never)
  private mutating func judge() -> Judgement {
    if scanner.cells.count > width, width > 0, let refusal = joinAmounts() { return refusal }
    let cells = scanner.cells.cells
    let look = RowLook(cells, scanner.bytes, width: width)
    if let known = headings.first(where: { look.shared(with: $0) * 2 > $0.count }) {
      guard look.shared(with: known) == known.count, look.width <= known.count else { return otherTable() }
      return isCopy() ? .rest(.repeatedTable) : .outside(.header)
    }
    if look.filled == 1, width > 1, isTitle(look) { return .outside(.title) }
    if look.isTotal { return .outside(.total) }
    if scanner.start > opening.limit - RowReader.tail, hasRowsAbove, endsTable(look) { return .rest(.total) }
    if hasRowsAbove, startsOtherTable(look) { return otherTable() }
    return .row
  }

  /// Notes another table at this row, the heading of which may be below its title.
  private mutating func otherTable() -> Judgement {
    summary.repairs.append(Repair(line: scanner.line, kind: .otherTable))
    return .rest(.otherTable)
  }

  @inline(never)
  private mutating func setAsideRest(as kind: OutsideLine.Kind) {
    if kind == .repeatedTable { summary.repairs.append(Repair(line: scanner.line, kind: .repeatedTable)) }
    repeat {
      summary.outside.append(OutsideLine(line: scanner.line, kind: isBlank() ? .blank : kind))
    } while scanner.next()
  }

  /// Notes what is out of order in the row.
  @inline(never)
  private mutating func note() {
    switch scanner.flaw {
    case .none: break
    case .quote: summary.repairs.append(Repair(line: scanner.line, kind: .strayQuote))
    case .carriageReturn: summary.repairs.append(Repair(line: scanner.line, kind: .strayReturn))
    case .formula: summary.repairs.append(Repair(line: scanner.line, kind: .formula))
    }
    let count = scanner.cells.count
    if count < width {
      summary.repairs.append(Repair(line: scanner.line, kind: .short))
    } else if count > width, scanner.cells.cells.dropFirst(width).contains(where: { $0.start < $0.end }) {
      summary.repairs.append(Repair(line: scanner.line, kind: .long))
    }
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
      for index in cell.start..<cell.end where !TableFurniture.isBlank(bytes[index]) { return false }
    }
    return true
  }
}

extension RowReader {
  /// Joins the amounts that their decimal comma parted; what to do of the row where they cannot be told.
  private mutating func joinAmounts() -> Judgement? {
    let (columns, bytes) = (opening.layout.splitAmounts, scanner.bytes)
    let surplus = RowLook(scanner.cells.cells, bytes, width: width).width - width
    guard surplus > 0, !columns.isEmpty || opening.layout.refusesLongRows else { return nil }
    let cells = scanner.cells.cells
    let isSplit = columns.enumerated().allSatisfy { place, column in
      let units = cells[column + place]
      let cents = cells[column + place + 1]
      return SplitAmounts.isAmount(bytes[units.start..<units.end], bytes[cents.start..<cents.end])
    }
    guard surplus == columns.count, isSplit else {
      summary.repairs.append(Repair(line: scanner.line, kind: .refused))
      return .outside(.refused)
    }
    for column in columns { scanner.cells.join(column) }
    summary.repairs.append(Repair(line: scanner.line, kind: .joined))
    return nil
  }

  /// Whether a row of one cell is a title: known, numbering a page, a remark, or above the heading met again.
  private mutating func isTitle(_ look: RowLook) -> Bool {
    guard let text = look.first else { return false }
    if TableFurniture.isPage(text) || text.first == 0x23 { return true }
    if let title = TableFurniture.title([text]), opening.layout.titles.contains(title) { return true }
    guard let first = headings.first else { return false }
    for row in ahead(8) where row.filled > 0 {
      if row.shared(with: first) == first.count { return true }
      if row.filled > 1 { return false }
    }
    return false
  }

  /// The rows below, as many as asked.
  private func ahead(_ count: Int) -> some Sequence<RowLook> {
    let (careful, bytes, width) = (self.careful, scanner.bytes, self.width)
    var (position, left) = (scanner.position, count)
    return AnyIterator<RowLook> {
      guard left > 0, position < careful.limit else { return nil }
      left -= 1
      let row = careful.row(at: position)
      position = row.end
      return RowLook(row.cells, bytes, width: width)
    }
  }

  private var careful: CarefulReader {
    CarefulReader(bytes: scanner.bytes, dialect: opening.guess.dialect, limit: opening.limit, width: width)
  }

  /// Whether this row and all those below it are totals and notes.
  private mutating func endsTable(_ look: RowLook) -> Bool {
    guard scanner.start >= noEndBefore, look.isClosing(below: previousWasBlank) else { return false }
    for row in ahead(.max) where row.filled > 0 {
      guard row.isClosing(below: true) else {
        // Nor does the table end anywhere above that row.
        noEndBefore = row.start
        return false
      }
    }
    return true
  }

  /// Whether another table starts here, under a heading of its own.
  private func startsOtherTable(_ look: RowLook) -> Bool {
    let isApart = previousWasBlank || look.filled == 1 && width > 2
    let isNamedAlike = headings.last.map { look.shared(with: $0) > 0 } ?? false
    guard isApart || isNamedAlike || look.width != width else { return false }
    var (heading, rows): (RowLook?, [RowLook]) = (nil, [])
    for row in [look] + Array(ahead(6)) where row.filled > 0 {
      if heading != nil {
        rows.append(row)
      } else if row.filled > 1 {
        heading = row
      }
      if rows.count == 2 { break }
    }
    guard let heading, let first = rows.first, heading.isHeading else { return false }
    let unlike = opening.layout.typed.count { heading.isText(at: $0) }
    let typed = opening.layout.typed.count
    guard first.width == heading.width, !first.isText else { return false }
    if heading.width == width {
      return unlike > 0 && (isApart ? unlike >= min(2, typed) : isNamedAlike && typed > 1 && unlike == typed)
    }
    return isApart || unlike > 0 && rows.count == 2 && rows[1].width == heading.width
  }

  /// Whether the rest of the file is the table again, cell by cell but for a few.
  private mutating func isCopy() -> Bool {
    guard !hasSoughtCopy else { return false }
    hasSoughtCopy = true
    let (careful, bytes, dialect) = (self.careful, scanner.bytes, opening.guess.dialect)
    func next(_ position: inout Int, _ end: Int) -> [[UInt8]]? {
      while position < end {
        let row = careful.row(at: position)
        position = row.end
        if !RowReader.isBlank(row.cells, bytes) { return row.cells.map { $0.unescaped(bytes, dialect) } }
      }
      return nil
    }
    var (first, second) = (opening.layout.tableStart, scanner.start)
    var (rows, unlike) = (0, 0)
    while let one = next(&first, scanner.start) {
      rows += 1
      // A copy may lack its last rows.
      if one != next(&second, opening.limit) { unlike += 1 }
      if unlike * 4 > rows + 20 { return false }
    }
    return rows > 1 && unlike * 10 <= rows && next(&second, opening.limit) == nil
  }
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
