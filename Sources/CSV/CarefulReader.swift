/// Reads one row byte by byte, in every dialect and whatever its quotes; `RowScanner` calls it where haste would be wrong.
///
/// A quote protects a cell only where the cell starts. Where protection is broken (a stray quote, an unclosed one) the
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
    /// Whether a quote of the row had to be taken for text.
    var isBroken = false
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
  }

  /// How far beyond a stray quote its cell may still close; bounds the work on hostile bytes.
  private static let reach = 4096

  /// The row that starts at `start`.
  ///
  /// Of several readings, the one that gives the table's width, then the one within the fewest lines, then the most
  /// protective.
  func row(at start: Int) -> Reading {
    let first = read(at: start, .protected)
    guard first.isBroken || (first.lines > 1 && width > 0 && first.cells.count != width) else { return first }
    var best = first
    for way in [Way.strayIsText, .doubledCloses, .lineEndsIsText] {
      let other = read(at: start, way)
      let (fits, otherFits) = (best.cells.count == width, other.cells.count == width)
      if otherFits != fits ? otherFits : first.isBroken && other.lines < best.lines { best = other }
    }
    best.isBroken = best.isBroken || first.isBroken || best.cells.count != first.cells.count
    return best
  }

  private func read(at start: Int, _ way: Way) -> Reading {
    var row = Reading()
    var position = start
    while true {
      if dialect.skipsSpace, !row.cells.isEmpty, position < limit, bytes[position] == Byte.space { position += 1 }
      var end = position
      if let cell = protectedCell(at: position, way, in: &row) {
        end = cell.end + 1
        row.cells.append(cell)
      } else {
        while end < limit, !isBreak(at: end), bytes[end] != dialect.delimiter { end += 1 }
        row.cells.append(Cell(start: position, end: end, kind: .plain))
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
    guard let quote = dialect.quote, start < limit, bytes[start] == quote else { return nil }
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
          return Cell(start: start + 1, end: index, kind: kind)
        }
        row.isBroken = true
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
    row.isBroken = true
    return nil
  }

  /// Whether this byte and the next are a quote written inside a protected cell.
  private func isEscape(at index: Int, quote: UInt8) -> Bool {
    bytes[index] == dialect.escape && index + 1 < limit && bytes[index + 1] == quote
  }
}

extension CarefulReader {
  /// Whether a row may end here (its line end's first byte, or the end of the bytes).
  func isBreak(at index: Int) -> Bool {
    guard index < limit else { return true }
    switch bytes[index] {
    case Byte.lineFeed: return dialect.lineEnd != .carriageReturn
    case Byte.carriageReturn:
      return dialect.lineEnd != .lineFeed || index + 1 == limit || bytes[index + 1] == Byte.lineFeed
    default: return false
    }
  }

  func isEnd(at index: Int) -> Bool { isBreak(at: index) || bytes[index] == dialect.delimiter }

  /// Where the next row starts when one ends here.
  private func afterBreak(at index: Int) -> Int {
    guard index < limit else { return limit }
    if bytes[index] == Byte.carriageReturn, dialect.lineEnd != .carriageReturn, index + 1 < limit,
      bytes[index + 1] == Byte.lineFeed
    {
      return index + 2
    }
    return index + 1
  }

  /// Whether the byte is the last of a line end; counts lines inside protected cells.
  private func isLineEnd(at index: Int) -> Bool {
    switch bytes[index] {
    case Byte.lineFeed: dialect.lineEnd != .carriageReturn
    case Byte.carriageReturn:
      dialect.lineEnd == .carriageReturn
        || dialect.lineEnd == .mixed && (index + 1 == limit || bytes[index + 1] != Byte.lineFeed)
    default: false
    }
  }
}
