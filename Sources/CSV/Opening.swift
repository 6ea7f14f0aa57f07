/// The head of a file, understood: encoding, dialect, titles, heading; it holds none of its bytes.
struct Opening: Sendable {
  let encodingGuess: EncodingGuess
  /// How the bytes that are scanned are encoded.
  let encoding: TextEncoding
  let guess: DialectGuess
  let layout: Layout
  private(set) var header: [String]
  /// The cells of the heading's rows, to know them again.
  private(set) var headings: [[Cell]] = []
  /// Why the file is not read, if it is not.
  private(set) var refusal: Refusal?
  /// What was put right in the whole file, and what is wrong with its heading.
  private(set) var repairs: [Repair] = []
  /// Lines above the first row.
  private(set) var outside: [OutsideLine] = []
  /// Where the first row may start, and its line.
  private(set) var firstByte: Int
  private(set) var firstLine: Int
  /// Where the lines start: after the mark, and after `sep=;`.
  private(set) var tableByte: Int
  /// Where the bytes worth reading end.
  let limit: Int
  /// Whether zeros or a Ctrl-Z follow them.
  let padding: Bool

  /// - Parameters:
  ///   - bytes: the file's, or their UTF-8 form when they cannot be read as they are.
  ///   - encodingGuess: how the file was taken for characters.
  ///   - isTranscribed: whether the bytes are their UTF-8 form rather than the file's.
  ///   - forced: what a declaration states.
  init(_ bytes: ByteView, encodingGuess: EncodingGuess, isTranscribed: Bool, forced: Forced) {
    self.encodingGuess = encodingGuess
    encoding = isTranscribed ? .utf8 : encodingGuess.encoding
    let mark = isTranscribed ? 0 : encodingGuess.markLength
    var limit = bytes.endIndex
    while limit > mark, bytes[limit - 1] == 0 || bytes[limit - 1] == Byte.controlZ { limit -= 1 }
    self.limit = limit
    padding = limit < bytes.endIndex
    var (start, line) = (mark, 1)
    var forced = forced
    if let (delimiter, next) = Opening.separator(bytes, from: mark, to: limit) {
      forced.delimiter = forced.delimiter ?? delimiter
      outside.append(OutsideLine(line: 1, kind: .separator))
      (start, line) = (next, 2)
    }
    guess = Sniffer(bytes, from: start, to: limit).guess(forced: forced)
    layout = Layout(
      bytes,
      dialect: guess.dialect,
      encoding: encoding,
      from: start,
      line: line,
      to: limit,
      forced: forced
    )
    var scanner = RowScanner(
      bytes,
      dialect: guess.dialect,
      from: start,
      to: limit,
      line: line,
      width: layout.width
    )
    (firstByte, firstLine, tableByte) = (start, line, start)
    header = []
    if layout.refusal != nil { return }
    if layout.isHeadingNarrow { repairs.append(Repair(line: layout.headerLine, kind: .narrowHeading)) }
    var left = layout.headerRows
    while scanner.position <= layout.tableStart || left > 0, scanner.next() {
      let cells = scanner.cells.cells
      let isHeader = scanner.start >= layout.tableStart
      if isHeader, layout.headerRows == 0 { break }
      let isBlank = RowReader.isBlank(cells, bytes)
      outside.append(OutsideLine(line: scanner.line, kind: isBlank ? .blank : isHeader ? .header : .title))
      if isHeader, !isBlank {
        left -= 1
        headings.append(Array(cells))
        let row = Row(
          line: scanner.line,
          byte: scanner.start,
          bytes: bytes,
          cells: cells,
          encoding: encoding,
          dialect: guess.dialect
        )
        header = Opening.joined(header, (0..<row.count).map(row.text))
      }
      (firstByte, firstLine) = (scanner.position, scanner.nextLine)
    }
    if !header.isEmpty, forced.headerRows == nil, scanner.next(), Head.isRule(scanner.cells.cells, bytes) {
      outside.append(OutsideLine(line: scanner.line, kind: .blank))
      (firstByte, firstLine) = (scanner.position, scanner.nextLine)
    }
  }

  /// A file that is not read.
  init(_ refusal: Refusal, _ encodingGuess: EncodingGuess) {
    self.refusal = refusal
    self.encodingGuess = encodingGuess
    (encoding, layout, header, padding) = (.utf8, Layout(), [], false)
    guess = DialectGuess(dialect: Dialect(), runnerUp: nil, margin: 0)
    (firstByte, firstLine, tableByte, limit) = (0, 1, 0, 0)
  }

  /// Notes what was put right before the table was looked for.
  mutating func note(_ repairs: [Repair]) { self.repairs = repairs + self.repairs }

  /// Cells of two rows of a heading, one above the other.
  private static func joined(_ above: [String], _ below: [String]) -> [String] {
    guard !above.isEmpty else { return below }
    return (0..<max(above.count, below.count)).map { column in
      let parts = [above, below].map { column < $0.count ? $0[column] : "" }
      return parts.filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  /// The delimiter of a first line `sep=;`, and where the next line starts.
  private static func separator(_ bytes: ByteView, from start: Int, to limit: Int) -> (UInt8, Int)? {
    let line = bytes[start..<limit].prefix { $0 != Byte.lineFeed && $0 != Byte.carriageReturn }
    let plain = line.filter { $0 != Byte.quote }
    guard plain.count == 5, plain.prefix(4).map({ $0 | 0x20 }).elementsEqual("sep=".utf8.map { $0 | 0x20 }) else {
      return nil
    }
    var next = line.endIndex
    if next < limit, bytes[next] == Byte.carriageReturn { next += 1 }
    if next < limit, bytes[next] == Byte.lineFeed { next += 1 }
    return (plain[4], next)
  }
}
