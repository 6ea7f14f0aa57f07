/// Reads one row byte by byte, in every dialect and whatever its quotes; `RowScanner` calls it where haste would be wrong.
///
/// A quote protects a cell only where the cell starts, or after the `=` of `="00123"`. Where protection is broken (a stray quote, an unclosed one) the
/// row is read in each of the possible ways, and the way that gives the table's width within the fewest lines is kept.
struct CarefulReader {
  let bytes: ByteView
  let dialect: Dialect
  /// Where the bytes worth reading end.
  let limit: Int
  /// Width of the table, 0 while it is unknown.
  let width: Int

  /// A row as one way of reading gives it.
  struct Reading {
    var cells: [Cell] = []
    /// Just after the row's end.
    var end = 0
    /// Physical lines that the row spans.
    var lines = 1
    var flaw = RowFlaw.none
    /// Whether a quote of the row had to be taken for text.
    var isBroken: Bool { flaw == .quote }

    mutating func append(_ cell: Cell) {
      if cells.count == CellBuffer.most { cells.removeLast() }
      cells.append(cell)
    }
  }

  /// The ways of reading a row whose quotes are not all well placed.
  private enum Way {
    /// A protected cell runs to the first quote that a delimiter or a line end follows.
    case protected
    /// A quote whose closing is not followed by a delimiter protects nothing.
    case strayIsText
    /// A quote written before the closing one without being doubled (`"48"",`).
    case doubledCloses
    /// A quote that is not closed on its line protects nothing either.
    case lineEndsIsText
    /// A `\r` that no `\n` follows is text.
    case returnIsText
  }

  /// How far beyond a stray quote its cell may still close; bounds the work on hostile bytes.
  private static let reach = 4096

  /// The row that starts at `start`.
  ///
  /// Of several readings, the one that gives the table's width, then the one within the fewest lines, then the most
  /// protective.
  func row(at start: Int) -> Reading {
    let first = read(at: start, .protected)
    let fitsNot = width > 0 && first.cells.count != width
    if fitsNot, endsWithLoneReturn(first.end) {
      let near = min(limit, first.end + CarefulReader.reach)
      let reader = CarefulReader(bytes: bytes, dialect: dialect, limit: near, width: width)
      var other = reader.read(at: start, .returnIsText)
      other.flaw = .carriageReturn
      if other.cells.count == width, near == limit || other.end < near { return other }
    }
    let isClean = first.cells.allSatisfy { $0.kind != .escaped }
    let isRunaway = first.lines > 1 && (fitsNot || isClean && holdsRows(start..<first.end))
    guard first.isBroken || isRunaway else { return first }
    if isRunaway, !fitsNot {
      var line = read(at: start, .lineEndsIsText)
      line.flaw = .quote
      return line
    }
    var best = first
    for way in [Way.strayIsText, .doubledCloses, .lineEndsIsText] {
      let other = read(at: start, way)
      let (fits, otherFits) = (best.cells.count == width, other.cells.count == width)
      if otherFits != fits ? otherFits : first.isBroken && other.lines < best.lines { best = other }
    }
    if best.isBroken || first.isBroken || best.cells.count != first.cells.count { best.flaw = .quote }
    return best
  }

  /// Whether each of the physical lines is a row of the table's width by itself: no text of several lines is, but those
  /// that a quote without its fellow runs through are.
  private func holdsRows(_ lines: Range<Int>) -> Bool {
    guard width >= 3 else { return false }
    var position = lines.lowerBound
    while position < lines.upperBound {
      let row = read(at: position, .lineEndsIsText)
      guard row.cells.count == width else { return false }
      position = row.end
    }
    return position == lines.upperBound
  }

  private func read(at start: Int, _ way: Way) -> Reading {
    var row = Reading()
    var position = start
    while true {
      if dialect.skipsSpace, !row.cells.isEmpty, position < limit, bytes[position] == Byte.space { position += 1 }
      var end = position
      if let cell = protectedCell(at: position, way, in: &row) {
        end = cell.end + 1
        row.append(plain(cell, &row.flaw))
      } else {
        while end < limit, !isRowEnd(at: end, way), bytes[end] != dialect.delimiter { end += 1 }
        row.append(Cell(start: position, end: end, kind: .plain))
      }
      guard end < limit, bytes[end] == dialect.delimiter, !isBreak(at: end) else {
        row.end = afterBreak(at: end)
        return row
      }
      position = end + 1
    }
  }

  /// The protected cell that starts here, without its quotes; `nil` when there is none.
  private func protectedCell(at start: Int, _ way: Way, in row: inout Reading) -> Cell? {
    guard let quote = dialect.quote, start < limit else { return nil }
    let isFormula = start + 1 < limit && isFormula(at: start, quote: start + 1)
    guard bytes[start] == quote || isFormula else { return nil }
    let start = isFormula ? start + 1 : start
    var reach = limit
    var lines = 0
    var kind = Cell.Kind.quoted
    var index = start + 1
    while index < reach {
      let byte = bytes[index]
      if isEscape(at: index, quote: quote) {
        kind = .escaped
        if way == .doubledCloses, byte == quote, isEnd(at: index + 2), index > start + 1 {
          row.lines += lines
          return Cell(start: start + 1, end: index + 1, kind: kind)
        }
        index += 2
      } else if byte == quote {
        if isEnd(at: index + 1) {
          row.lines += lines
          if isFormula, row.flaw == .none { row.flaw = .formula }
          return Cell(start: start + 1, end: index, kind: kind)
        }
        row.flaw = .quote
        if way != .protected && way != .doubledCloses { return nil }
        reach = min(reach, index + CarefulReader.reach)
        kind = .escaped
        index += 1
      } else {
        if isLineEnd(at: index) {
          if way == .lineEndsIsText { return nil }
          lines += 1
        }
        index += 1
      }
    }
    row.flaw = .quote
    return nil
  }

  /// Whether this byte and the next are a quote written inside a protected cell.
  private func isEscape(at index: Int, quote: UInt8) -> Bool {
    bytes[index] == dialect.escape && index + 1 < limit && bytes[index + 1] == quote
  }
}

extension CarefulReader {
  /// Whether a row may end here (its line end's first byte, or the end of the bytes).
  func isBreak(at index: Int) -> Bool { index >= limit || Byte.isLineEnd(bytes[index]) }

  private func isRowEnd(at index: Int, _ way: Way) -> Bool {
    way == .returnIsText ? bytes[index] == Byte.lineFeed || isBeforeFeed(index) : Byte.isLineEnd(bytes[index])
  }

  /// Whether the byte is the `\r` of `\r\n`, or the first of `\r\r\n`.
  func isBeforeFeed(_ index: Int) -> Bool {
    guard bytes[index] == Byte.carriageReturn, index + 1 < limit else { return false }
    if bytes[index + 1] == Byte.lineFeed { return true }
    return bytes[index + 1] == Byte.carriageReturn && index + 2 < limit && bytes[index + 2] == Byte.lineFeed
  }

  private func endsWithLoneReturn(_ end: Int) -> Bool {
    end > bytes.startIndex && end < limit && bytes[end - 1] == Byte.carriageReturn
  }

  /// Whether a spreadsheet's `="…"`, which keeps digits as they are written, starts here.
  @inline(__always)
  func isFormula(at start: Int, quote: Int) -> Bool {
    quote == start + 1 && bytes[start] == Byte.equals && bytes[quote] == Byte.quote && dialect.quote == Byte.quote
  }

  /// The cell, or what stands within the `=""…""` that it holds.
  func plain(_ cell: Cell, _ flaw: inout RowFlaw) -> Cell {
    guard cell.kind == .escaped, cell.end - cell.start >= 5, bytes[cell.start] == Byte.equals,
      dialect.escape == Byte.quote,
      [1, 2].allSatisfy({ bytes[cell.start + $0] == Byte.quote && bytes[cell.end - $0] == Byte.quote }),
      !bytes[cell.start + 3..<cell.end - 2].contains(Byte.quote)
    else { return cell }
    if flaw == .none { flaw = .formula }
    return Cell(start: cell.start + 3, end: cell.end - 2, kind: .quoted)
  }

  func isEnd(at index: Int) -> Bool { isBreak(at: index) || bytes[index] == dialect.delimiter }

  /// Where the next row starts when one ends here.
  func afterBreak(at index: Int) -> Int {
    guard index < limit else { return limit }
    guard isBeforeFeed(index) else { return index + 1 }
    return bytes[index + 1] == Byte.lineFeed ? index + 2 : index + 3
  }

  /// Whether the byte is the last of a line end; counts lines inside protected cells.
  private func isLineEnd(at index: Int) -> Bool {
    bytes[index] == Byte.lineFeed || bytes[index] == Byte.carriageReturn && !isBeforeFeed(index)
  }
}

/// What was out of order in the signs of a row.
enum RowFlaw {
  case none
  /// A quote had to be taken for text.
  case quote
  /// A `\r` within a cell was taken for text.
  case carriageReturn
  /// A cell was written as a formula, `="00123"`.
  case formula
}
