extension TableScan {
  /// Reads the rows chunk by chunk, several workers side by side, each chunk into its own value.
  ///
  /// A cut is guessed by the parity of the quotes before it and the widths of the rows after it, then checked: a chunk
  /// whose guess was wrong is read again from where the one before it really ended, so that the rows are exactly those of
  /// `forEachRow`. One worker reads one chunk.
  /// The values come in the order of the rows.
  package func reduce<Value: Sendable>(
    workers: Int,
    into initial: @escaping @Sendable () -> Value,
    _ body: @escaping @Sendable (inout Value, Row) -> Void
  ) async -> (values: [Value], summary: Summary) {
    await reduce(workers: workers, chunk: workers > 1 ? Chunks.length : .max, into: initial, body)
  }

  /// The same by chunks of so many bytes, which must be more than the tail where totals are looked for.
  func reduce<Value: Sendable>(
    workers: Int,
    chunk: Int,
    into initial: @escaping @Sendable () -> Value,
    _ body: @escaping @Sendable (inout Value, Row) -> Void
  ) async -> (values: [Value], summary: Summary) {
    let chunks = await self.chunks(of: chunk, workers: workers)
    let read: @Sendable (Chunks.Chunk) -> (value: Value, end: Chunks.End) = { chunk in
      self.withBytes { bytes in
        var value = initial()
        var reader = RowReader(bytes, opening, from: chunk.start, to: chunk.end)
        while reader.next() { body(&value, reader.row) }
        return (value, Chunks.End(place: reader.nextStart, summary: reader.finish()))
      }
    }
    var results = await concurrently(chunks, workers: workers, read)
    for index in results.indices.dropFirst() where results[index - 1].end.place.byte != chunks[index].start.byte {
      let start = results[index - 1].end.place
      results[index] = read(Chunks.Chunk(start: start, end: max(start.byte, chunks[index].end)))
    }
    return (results.map(\.value), results.reduce(into: Summary()) { $0.append($1.end.summary) })
  }

  private func chunks(of length: Int, workers: Int) async -> [Chunks.Chunk] {
    // Mixed line ends cannot be counted from anywhere.
    let length = dialect.lineEnd == .mixed ? .max : length
    let bounds = Chunks.cut(opening.firstByte..<max(opening.firstByte, opening.limit), every: length)
    let counts = await concurrently(bounds.dropLast(), workers: workers) { bound in
      self.withBytes { Chunks.Count($0[bound], dialect) }
    }
    return withBytes { Chunks.chunks(bounds, counts: counts, opening: opening, bytes: $0) }
  }
}

/// Gives each item to one of some workers; the results are in the order of the items.
func concurrently<Item: Sendable, Result: Sendable>(
  _ items: some Collection<Item>,
  workers: Int,
  _ body: @escaping @Sendable (Item) -> Result
) async -> [Result] {
  await withTaskGroup(of: (Int, Result).self) { group in
    var left = items.enumerated().makeIterator()
    var results: [(Int, Result)] = []
    for _ in 0..<max(1, workers) {
      if let (index, item) = left.next() { group.addTask { (index, body(item)) } }
    }
    while let result = await group.next() {
      results.append(result)
      if let (index, item) = left.next() { group.addTask { (index, body(item)) } }
    }
    return results.sorted { $0.0 < $1.0 }.map(\.1)
  }
}

/// Where a table may be cut to be read side by side.
enum Chunks {
  /// Where a row starts.
  struct Place: Sendable, Equatable {
    var byte: Int
    var line: Int
  }

  /// Rows that start from `start` on and before `end`.
  struct Chunk: Sendable {
    var start: Place
    var end: Int
  }

  /// Where the reading of a chunk stopped, and what it counted.
  struct End: Sendable {
    var place: Place
    var summary: Summary
  }

  /// What a chunk holds, whatever its state at the start.
  struct Count: Sendable {
    var lines: Int
    var quotes: Int

    init(_ bytes: ByteView, _ dialect: Dialect) {
      (lines, quotes) = bytes.occurrences(of: dialect.terminator, and: dialect.quote ?? dialect.terminator)
      if dialect.quote == nil { quotes = 0 }
    }
  }

  /// Bytes of a chunk: long enough for a task to be worth it, short enough for workers to end together.
  static let length = 1 << 22

  /// Equal parts of the bytes, of the given length or somewhat more; at least one.
  static func cut(_ bytes: Range<Int>, every length: Int) -> [Range<Int>] {
    let count = max(1, bytes.count / length)
    let cuts = (0...count).map { bytes.lowerBound + bytes.count * $0 / count }
    return zip(cuts, cuts.dropFirst()).map { $0..<$1 }
  }

  /// The rows of each chunk, as far as can be guessed.
  ///
  /// Every quote is taken for one that protects until rows that have not the width of the table show that one was not.
  static func chunks(_ bounds: [Range<Int>], counts: [Count], opening: Opening, bytes: ByteView) -> [Chunk] {
    var starts = [Place(byte: opening.firstByte, line: opening.firstLine)]
    var (line, isProtected) = (opening.firstLine, false)
    for (bound, count) in zip(bounds.dropFirst(), counts) {
      line += count.lines
      if !count.quotes.isMultiple(of: 2) { isProtected.toggle() }
      let place = Place(byte: bound.lowerBound, line: line)
      var guess = start(from: place, isProtected: isProtected, opening, bytes)
      if !isLikely(guess, opening, bytes) {
        let other = start(from: place, isProtected: !isProtected, opening, bytes)
        if isLikely(other, opening, bytes) {
          guess = other
          isProtected.toggle()
        }
      }
      starts.append(guess)
    }
    let ends = starts.dropFirst().map(\.byte) + [opening.limit]
    return zip(starts, ends).map(Chunk.init)
  }

  /// Where the first row starts from a cut on.
  private static func start(from cut: Place, isProtected: Bool, _ opening: Opening, _ bytes: ByteView) -> Place {
    let dialect = opening.guess.dialect
    var (start, isProtected) = (cut, isProtected)
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

  /// Whether the rows that start here have the width of the table.
  private static func isLikely(_ start: Place, _ opening: Opening, _ bytes: ByteView) -> Bool {
    let (width, dialect) = (opening.layout.width, opening.guess.dialect)
    let careful = CarefulReader(bytes: bytes, dialect: dialect, limit: opening.limit, width: width)
    var (place, fitting) = (start.byte, 0)
    for _ in 0..<4 where place < opening.limit {
      let row = careful.row(at: place)
      if row.cells.count == width { fitting += 1 }
      place = row.end
    }
    return fitting >= 2 || place == opening.limit
  }
}
