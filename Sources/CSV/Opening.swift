/// The head of a file, understood: dialect, titles, heading.
struct Opening {
  let encoding: TextEncoding
  let guess: DialectGuess
  let layout: Layout
  let header: [String]
  /// Lines above the first row.
  private(set) var outside: [OutsideLine] = []
  /// Where the first row may start, and its line.
  private(set) var firstByte: Int
  private(set) var firstLine: Int
  /// Where the bytes worth reading end.
  let limit: Int

  init(_ bytes: [UInt8], encoding: TextEncoding, from mark: Int, forced: Forced) {
    self.encoding = encoding
    var limit = bytes.count
    while limit > mark, bytes[limit - 1] == 0 || bytes[limit - 1] == Byte.controlZ { limit -= 1 }
    self.limit = limit
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
    var scanner = RowScanner(bytes, dialect: guess.dialect, from: start, to: limit, line: line)
    (firstByte, firstLine) = (start, line)
    var header: [String] = []
    while scanner.position <= layout.tableStart, scanner.next() {
      let isHeader = scanner.start == layout.tableStart
      if isHeader, layout.headerLine == 0 { break }
      let kind: OutsideLine.Kind = isHeader ? .header : Survey.isBlank(scanner) ? .blank : .title
      outside.append(OutsideLine(line: scanner.line, kind: kind))
      if isHeader {
        let row = Row(
          line: scanner.line,
          byte: scanner.start,
          bytes: bytes,
          cells: scanner.cells,
          encoding: encoding,
          dialect: guess.dialect
        )
        header = (0..<row.count).map(row.text)
      }
      (firstByte, firstLine) = (scanner.position, scanner.nextLine)
    }
    self.header = header
  }

  /// The delimiter of a first line `sep=;`, and where the next line starts.
  private static func separator(_ bytes: [UInt8], from start: Int, to limit: Int) -> (UInt8, Int)? {
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
