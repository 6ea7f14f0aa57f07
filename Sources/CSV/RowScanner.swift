/// Reads rows one after the other; every byte sequence is some table, and no byte is lost.
///
/// One pass of masks finds the delimiters, line ends and quotes of sixty-four bytes at once; only they are looked at. A
/// row whose quotes are not as they should be is handed to `CarefulReader`, as are all rows of the rarer dialects, so
/// that both always agree.
struct RowScanner: ~Copyable {
  let bytes: ByteView
  private let careful: CarefulReader
  private let structure: Structure
  private let delimiter: UInt8
  /// Whether the masks alone can read this dialect.
  private let isPlain: Bool

  private var places: Places
  /// Where the next row starts.
  private(set) var position: Int
  /// Physical line of the next row, from 1.
  private(set) var nextLine: Int

  /// The row just read.
  var cells: CellBuffer
  private(set) var start = 0
  private(set) var line = 0
  /// What was out of order in the row's signs.
  private(set) var flaw = RowFlaw.none

  private var limit: Int { careful.limit }

  init(_ bytes: ByteView, dialect: Dialect, from position: Int, to limit: Int, line: Int = 1, width: Int = 0) {
    cells = CellBuffer()
    self.bytes = bytes
    careful = CarefulReader(bytes: bytes, dialect: dialect, limit: limit, width: width)
    delimiter = dialect.delimiter
    structure = Structure(delimiter: dialect.delimiter, quote: dialect.quote ?? dialect.delimiter)
    isPlain = dialect.escape == dialect.quote && !dialect.skipsSpace
    self.position = position
    nextLine = line
    places = Places(from: position)
  }

  /// Reads the next row; `false` at the end of the bytes.
  ///
  /// A last line without an end counts, an empty rest does not.
  @inline(__always)
  mutating func next() -> Bool {
    guard position < limit else { return false }
    start = position
    line = nextLine
    flaw = .none
    cells.removeAll()
    if !isPlain || !scan() { readCarefully() }
    return true
  }

  /// The next structural byte; `limit` when there is none.
  @inline(__always)
  private mutating func event() -> Int { places.next(bytes, structure, limit: limit) }

  /// Reads a row by its structural bytes; `false` when its quotes call for care.
  @inline(__always)
  private mutating func scan() -> Bool {
    var cellStart = start
    while true {
      guard let place = cells.appendBare(&places, bytes, delimiter: delimiter, cellStart: &cellStart) else {
        if places.fill(bytes, structure, limit: limit) { continue }
        finish(cellStart, limit, next: limit)
        return isSound
      }
      let byte = bytes[place]
      if byte == Byte.lineFeed || byte == Byte.carriageReturn {
        if byte == Byte.carriageReturn, careful.isBeforeFeed(place) { continue }
        finish(cellStart, place, next: place &+ 1)
        return isSound && (byte == Byte.lineFeed || cells.count == careful.width)
      }
      guard place == cellStart || careful.isFormula(at: cellStart, quote: place) else { continue }
      guard let cell = protectedCell(from: place) else { return false }
      cells.append(cell)
      if place > cellStart { flaw = .formula }
      // The delimiter or the line end after the closing quote is the next event.
      let after = event()
      if after == limit || bytes[after] != delimiter {
        position = careful.afterBreak(at: after)
        // What is left of `\r\n` is listed too.
        for _ in after &+ 1..<max(after &+ 1, position) { _ = event() }
        nextLine &+= 1
        return isSound && (after == limit || bytes[after] == Byte.lineFeed || position > after &+ 1)
      }
      cellStart = after &+ 1
    }
  }

  /// Whether the row is on one line: otherwise a quote may have run away.
  @inline(__always)
  private var isSound: Bool { nextLine &- line == 1 }

  /// Ends the row with a bare cell; the `\r` before a `\n` belongs to the line end, and so do two.
  @inline(__always)
  private mutating func finish(_ cellStart: Int, _ end: Int, next: Int) {
    var end = end
    if next > end, bytes[end] == Byte.lineFeed, end > cellStart, bytes[end &- 1] == Byte.carriageReturn {
      end &-= 1
      if end > cellStart, bytes[end &- 1] == Byte.carriageReturn { end &-= 1 }
    }
    cells.append(Cell(start: cellStart, end: end, kind: .plain))
    position = next
    nextLine &+= 1
  }

  /// The protected cell that starts here, counting its lines; `nil` when it is not closed as it should be.
  @inline(__always)
  private mutating func protectedCell(from start: Int) -> Cell? {
    var kind = Cell.Kind.quoted
    while true {
      let place = event()
      guard place < limit else { return nil }
      let byte = bytes[place]
      if byte == delimiter { continue }
      if byte == Byte.lineFeed || byte == Byte.carriageReturn {
        if byte == Byte.lineFeed || !careful.isBeforeFeed(place) { nextLine &+= 1 }
        continue
      }
      let after = place &+ 1
      if after < limit, bytes[after] == byte {
        kind = .escaped
        _ = event()
        continue
      }
      guard careful.isEnd(at: after) else { return nil }
      return careful.plain(Cell(start: start &+ 1, end: place, kind: kind), &flaw)
    }
  }

  @inline(never)
  private mutating func readCarefully() {
    let reading = careful.row(at: start)
    cells.removeAll()
    for cell in reading.cells { cells.append(cell) }
    flaw = reading.flaw
    position = reading.end
    nextLine = line + reading.lines
    places.seek(position)
  }
}
