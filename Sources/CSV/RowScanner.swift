/// One cell of a row, as a range of the file's bytes.
struct Cell: Sendable, Equatable {
  enum Kind: UInt8, Sendable {
    /// The bytes are the text.
    case plain
    /// Protected; the quotes are out of the range and nothing is escaped in it.
    case quoted
    /// Protected, and holding escaped quotes.
    case escaped
  }

  var start: Int
  var end: Int
  var kind: Kind
}

/// Reads rows one after the other; every byte sequence is some table, and no byte is lost.
///
/// A quote protects a cell only where the cell starts. Where protection is broken (a stray quote, an unclosed one) the
/// row is read in each of the possible ways, and the way that gives the table's width within the fewest lines is kept.
struct RowScanner {
  let bytes: [UInt8]
  let dialect: Dialect
  let limit: Int
  /// Width of the table, 0 while it is unknown.
  let width: Int
  /// Where the next row starts.
  private(set) var position: Int
  /// Physical line of the next row, from 1.
  private(set) var nextLine: Int

  /// The row just read.
  private(set) var cells: [Cell] = []
  private(set) var start = 0
  private(set) var line = 0
  /// Whether a quote of the row had to be taken for text.
  private(set) var hadStrayQuote = false

  init(_ bytes: [UInt8], dialect: Dialect, from position: Int, to limit: Int, line: Int = 1, width: Int = 0) {
    self.bytes = bytes
    self.dialect = dialect
    self.position = position
    self.limit = limit
    self.width = width
    nextLine = line
  }

  /// Reads the next row; `false` at the end of the bytes.
  ///
  /// A last line without an end counts, an empty rest does not.
  mutating func next() -> Bool {
    guard position < limit else { return false }
    start = position
    line = nextLine
    var reading = Reading.protected.read(self)
    hadStrayQuote = reading.isBroken
    if reading.isBroken || (reading.lines > 1 && width > 0 && reading.cells.count != width) {
      reading = best(against: reading)
    }
    cells = reading.cells
    position = reading.end
    nextLine += reading.lines
    return true
  }

  /// The reading that gives the table's width, then the one within the fewest lines, then the most protective.
  private func best(against first: ScannedRow) -> ScannedRow {
    var best = first
    for way in [Reading.strayIsText, .lineEndsIsText] {
      let other = way.read(self)
      let (fits, otherFits) = (best.cells.count == width, other.cells.count == width)
      if otherFits != fits ? otherFits : first.isBroken && other.lines < best.lines { best = other }
    }
    return best
  }
}

/// A row as one way of reading gives it.
struct ScannedRow {
  var cells: [Cell] = []
  /// Just after the row's end.
  var end = 0
  /// Physical lines that the row spans.
  var lines = 1
  var isBroken = false
}

/// The ways of reading a row whose quotes are not all well placed.
fileprivate enum Reading {
  /// A protected cell runs to the first quote that a delimiter or a line end follows.
  case protected
  /// A quote whose closing is not followed by a delimiter protects nothing.
  case strayIsText
  /// Neither does one that is not closed on its line.
  case lineEndsIsText

  /// How far beyond a stray quote its cell may still close; bounds the work on hostile bytes.
  static let reach = 4096

  func read(_ scanner: RowScanner) -> ScannedRow {
    let (bytes, dialect) = (scanner.bytes, scanner.dialect)
    var row = ScannedRow()
    var position = scanner.position
    while true {
      if dialect.skipsSpace, !row.cells.isEmpty, position < scanner.limit, bytes[position] == Byte.space {
        position += 1
      }
      var cell = protected(scanner, at: position, in: &row)
      var end = cell?.end ?? position
      if cell == nil {
        while end < scanner.limit, !scanner.isBreak(at: end), bytes[end] != dialect.delimiter { end += 1 }
        cell = Cell(start: position, end: end, kind: .plain)
      } else {
        end += 1
      }
      if let cell { row.cells.append(cell) }
      guard end < scanner.limit, bytes[end] == dialect.delimiter, !scanner.isBreak(at: end) else {
        row.end = scanner.afterBreak(at: end)
        return row
      }
      position = end + 1
    }
  }

  /// The protected cell that starts here, `end` being its closing quote; `nil` when there is none.
  private func protected(_ scanner: RowScanner, at start: Int, in row: inout ScannedRow) -> Cell? {
    let (bytes, dialect) = (scanner.bytes, scanner.dialect)
    guard let quote = dialect.quote, start < scanner.limit, bytes[start] == quote else { return nil }
    var cell = Cell(start: start + 1, end: start + 1, kind: .quoted)
    var limit = scanner.limit
    var lines = 0
    var index = start + 1
    while index < limit {
      let byte = bytes[index]
      if byte == dialect.escape, byte != quote || !scanner.isEnd(at: index + 1), index + 1 < limit,
        bytes[index + 1] == quote
      {
        cell.kind = .escaped
        index += 2
      } else if byte == quote {
        if scanner.isEnd(at: index + 1) {
          cell.end = index
          row.lines += lines
          return cell
        }
        row.isBroken = true
        if self != .protected { return nil }
        limit = min(limit, index + Reading.reach)
        cell.kind = .escaped
        index += 1
      } else {
        if scanner.isLineEnd(at: index) {
          if self == .lineEndsIsText { return nil }
          lines += 1
        }
        index += 1
      }
    }
    row.isBroken = true
    return nil
  }
}

extension RowScanner {
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
  func afterBreak(at index: Int) -> Int {
    guard index < limit else { return limit }
    if bytes[index] == Byte.carriageReturn, dialect.lineEnd != .carriageReturn, index + 1 < limit,
      bytes[index + 1] == Byte.lineFeed
    {
      return index + 2
    }
    return index + 1
  }

  /// Whether the byte is the last of a line end; counts lines inside protected cells.
  func isLineEnd(at index: Int) -> Bool {
    switch bytes[index] {
    case Byte.lineFeed: dialect.lineEnd != .carriageReturn
    case Byte.carriageReturn:
      dialect.lineEnd == .carriageReturn
        || dialect.lineEnd == .mixed && (index + 1 == limit || bytes[index + 1] != Byte.lineFeed)
    default: false
    }
  }
}
