/// Bytes that can be seen in place: an array, a mapped file.
package protocol ByteSource: Sendable {
  /// Hands all the bytes to the body.
  func withBytes<Result, Failure: Error>(
    _ body: (borrowing Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result
}

extension [UInt8]: ByteSource {
  /// Hands the array's bytes to the body.
  package func withBytes<Result, Failure: Error>(
    _ body: (borrowing Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(span)
  }
}

/// A file opened by its head, whose rows are read in one pass: nothing of them is kept, however long it is.
///
/// Only a UTF-16 file is copied, as UTF-8. Use `Sheet` where the counts are wanted before the rows.
package struct TableScan<Source: ByteSource>: Sendable {
  private enum Storage: Sendable {
    case source(Source)
    case copy([UInt8])
  }

  private let storage: Storage
  let opening: Opening

  /// Opens the bytes; proves their encoding over the whole file and looks at the head only for the rest.
  package init(_ source: Source, forced: Forced = Forced()) {
    let guess = source.withBytes { bytes in ByteView.over(bytes) { EncodingGuess($0, forced: forced) } }
    storage =
      guess.isWide
      ? .copy(source.withBytes { bytes in ByteView.over(bytes) { TextEncoding.utf8(fromUTF16: $0, guess) } })
      : .source(source)
    opening = TableScan.over(storage) { Opening($0, encodingGuess: guess, forced: forced) }
  }

  /// Hands a view of the scanned bytes to the body, which must not keep it.
  func withBytes<Result, Failure: Error>(_ body: (ByteView) throws(Failure) -> Result) throws(Failure) -> Result {
    try TableScan.over(storage, body)
  }

  private static func over<Result, Failure: Error>(
    _ storage: Storage,
    _ body: (ByteView) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    switch storage {
    case .copy(let bytes): try ByteView.over(bytes.span, body)
    case .source(let source):
      try source.withBytes { (bytes: borrowing Span<UInt8>) throws(Failure) in try ByteView.over(bytes, body) }
    }
  }

  /// Hands every row in order and returns what the pass counted.
  ///
  /// A row lives only during the call.
  @discardableResult
  package func forEachRow<Failure: Error>(_ body: (Row) throws(Failure) -> Void) throws(Failure) -> Summary {
    try TableScan.over(storage) { bytes throws(Failure) in
      var reader = RowReader(bytes, opening)
      while reader.next() { try body(reader.row) }
      return reader.finish()
    }
  }
}

extension TableScan {
  /// How the bytes were taken for characters.
  package var encodingGuess: EncodingGuess { opening.encodingGuess }
  /// How the cells are set apart, with the runner-up.
  package var dialectGuess: DialectGuess { opening.guess }
  /// How the cells are set apart.
  package var dialect: Dialect { opening.guess.dialect }
  /// Cells of the header, verbatim; empty for an empty file.
  package var header: [String] { opening.header }
  /// 1-based physical line of the header, 0 when there is none.
  package var headerLine: Int { opening.layout.headerLine }
  /// Width of the table, 0 for an empty file.
  package var width: Int { opening.layout.width }
  /// Lines above the first row.
  package var outsideAbove: [OutsideLine] { opening.outside }
}

extension TableScan {
  /// Reads the rows in chunks, side by side, each into its own value; the values are in the order of the rows.
  ///
  /// The cut is guessed by the parity of the quotes before it, then checked: a chunk whose guess was wrong is read again
  /// from where the one before it really ended, so that the rows are exactly those of `forEachRow`.
  package func reduce<Value: Sendable>(
    chunks: Int,
    into initial: @escaping @Sendable () -> Value,
    _ body: @escaping @Sendable (inout Value, Row) -> Void
  ) async -> (values: [Value], summary: Summary) {
    let bounds = Chunks.bounds(of: opening, count: chunks)
    let counts = await concurrently(bounds.dropLast()) { bytes, range in
      Chunks.Count(bytes[range], opening.guess.dialect)
    }
    let starts = TableScan.over(storage) { Chunks.starts(bounds, counts: counts, opening: opening, bytes: $0) }
    let ends = starts.dropFirst().map(\.byte) + [opening.limit]
    let read: @Sendable (ByteView, (start: Chunks.Start, end: Int)) -> (value: Value, reader: Chunks.End) = {
      bytes,
      chunk in
      var value = initial()
      var reader = RowReader(bytes, opening, from: chunk.start, to: chunk.end)
      while reader.next() { body(&value, reader.row) }
      return (value, Chunks.End(start: reader.nextStart, summary: reader.finish()))
    }
    var results = await concurrently(zip(starts, ends).map { (start: $0, end: $1) }, read)
    for index in results.indices.dropFirst() where results[index - 1].reader.start.byte != starts[index].byte {
      let start = results[index - 1].reader.start
      results[index] = TableScan.over(storage) { read($0, (start, Swift.max(start.byte, ends[index]))) }
    }
    return (results.map(\.value), results.reduce(into: Summary()) { $0.append($1.reader.summary) })
  }

  private func concurrently<Item: Sendable, Result: Sendable>(
    _ items: some Sequence<Item>,
    _ body: @escaping @Sendable (ByteView, Item) -> Result
  ) async -> [Result] {
    await withTaskGroup(of: (Int, Result).self) { group in
      for (index, item) in items.enumerated() {
        group.addTask { (index, TableScan.over(storage) { body($0, item) }) }
      }
      var results: [(Int, Result)] = []
      for await result in group { results.append(result) }
      return results.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }
}

/// Where a table may be cut to be read side by side.
enum Chunks {
  /// Where a row starts.
  struct Start: Sendable, Equatable {
    var byte: Int
    var line: Int
  }

  /// Where the reading of a chunk stopped, and what it counted.
  struct End: Sendable {
    var start: Start
    var summary: Summary
  }

  /// What a chunk holds, whatever its state at the start.
  struct Count: Sendable {
    var lines: Int
    var quotes: Int

    init(_ bytes: ByteView, _ dialect: Dialect) {
      lines = bytes.occurrences(of: dialect.terminator)
      quotes = dialect.quote.map(bytes.occurrences(of:)) ?? 0
    }
  }

  /// A chunk smaller than this is not worth a task, and must be longer than the tail where totals are looked for.
  static let least = 1 << 20

  static func bounds(of opening: Opening, count: Int) -> [Range<Int>] {
    let length = opening.limit - opening.firstByte
    // Mixed line ends cannot be counted from anywhere.
    let possible = opening.guess.dialect.lineEnd == .mixed ? 1 : max(1, min(count, length / least))
    let cuts = (0...possible).map { opening.firstByte + length * $0 / possible }
    return zip(cuts, cuts.dropFirst()).map { $0..<$1 }
  }

  /// The first row of each chunk, taking every quote for one that protects.
  static func starts(_ bounds: [Range<Int>], counts: [Count], opening: Opening, bytes: ByteView) -> [Start] {
    var starts = [Start(byte: opening.firstByte, line: opening.firstLine)]
    var (line, quotes) = (opening.firstLine, 0)
    for (bound, count) in zip(bounds.dropFirst(), counts) {
      line += count.lines
      quotes += count.quotes
      starts.append(start(from: bound.lowerBound, line: line, quotes: quotes, opening: opening, bytes: bytes))
    }
    return starts
  }

  private static func start(from cut: Int, line: Int, quotes: Int, opening: Opening, bytes: ByteView) -> Start {
    let dialect = opening.guess.dialect
    var start = Start(byte: cut, line: line)
    var isProtected = !quotes.isMultiple(of: 2)
    while start.byte < opening.limit {
      let byte = bytes[start.byte]
      start.byte += 1
      if byte == dialect.quote { isProtected.toggle() }
      if byte == dialect.terminator {
        start.line += 1
        if !isProtected { break }
      }
    }
    return start
  }
}
