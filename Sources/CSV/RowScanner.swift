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
  private let terminator: UInt8
  /// Whether the masks alone can read this dialect.
  private let isPlain: Bool

  private var places: Places
  /// Where the next row starts.
  private(set) var position: Int
  /// Physical line of the next row, from 1.
  private(set) var nextLine: Int

  /// The row just read.
  private(set) var cells: CellBuffer
  private(set) var start = 0
  private(set) var line = 0
  /// Whether a quote of the row had to be taken for text.
  private(set) var hadStrayQuote = false

  private var limit: Int { careful.limit }

  init(_ bytes: ByteView, dialect: Dialect, from position: Int, to limit: Int, line: Int = 1, width: Int = 0) {
    // Locals first: reading back a property here made Swift 6.3.1 release a value that was not there (optimised builds).
    let terminator = dialect.terminator
    cells = CellBuffer()
    self.bytes = bytes
    careful = CarefulReader(bytes: bytes, dialect: dialect, limit: limit, width: width)
    delimiter = dialect.delimiter
    self.terminator = terminator
    structure = Structure(
      delimiter: dialect.delimiter,
      lineEnd: terminator,
      quote: dialect.quote ?? dialect.delimiter
    )
    isPlain = dialect.lineEnd != .mixed && dialect.escape == dialect.quote && !dialect.skipsSpace
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
    hadStrayQuote = false
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
      if bytes[place] == terminator {
        finish(cellStart, place, next: place &+ 1)
        return isSound
      }
      guard place == cellStart else { continue }
      guard let cell = protectedCell(from: place) else { return false }
      cells.append(cell)
      // The delimiter or the line end after the closing quote is the next event.
      let after = event()
      if after == limit || bytes[after] != delimiter {
        position = after == limit ? limit : after &+ 1
        nextLine &+= 1
        return isSound
      }
      cellStart = after &+ 1
    }
  }

  /// Whether the row is on one line, or as wide as the table: a runaway quote gives neither.
  @inline(__always)
  private var isSound: Bool { nextLine &- line == 1 || careful.width == 0 || cells.count == careful.width }

  /// Ends the row with a bare cell; the `\r` before a `\n` belongs to the line end.
  @inline(__always)
  private mutating func finish(_ cellStart: Int, _ end: Int, next: Int) {
    var end = end
    if terminator == Byte.lineFeed, end > cellStart, bytes[end &- 1] == Byte.carriageReturn { end &-= 1 }
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
      if byte == terminator {
        nextLine &+= 1
      } else if byte != delimiter {
        let after = place &+ 1
        if after < limit, bytes[after] == byte {
          kind = .escaped
          _ = event()
        } else {
          return careful.isEnd(at: after) ? Cell(start: start &+ 1, end: place, kind: kind) : nil
        }
      }
    }
  }

  @inline(never)
  private mutating func readCarefully() {
    let reading = careful.row(at: start)
    cells.removeAll()
    for cell in reading.cells { cells.append(cell) }
    hadStrayQuote = reading.isBroken
    position = reading.end
    nextLine = line + reading.lines
    places.seek(position)
  }
}
