/// A column to be read, and as what.
package struct ColumnRequest: Sendable {
  /// What a cell is read as.
  package enum Kind: Sendable {
    /// Centimes of an amount.
    case cents
    /// Day numbers since 1970-01-01.
    case day
    /// Numbers of the distinct texts.
    case text
    /// A number that equal texts share; for columns in which most texts are distinct.
    case hash

    /// Whether a cell may be something else.
    var canReject: Bool {
      switch self {
      case .cents, .day: true
      case .text, .hash: false
      }
    }
  }

  /// Column of the table, from 0.
  package var column: Int
  /// What its cells are read as.
  package var kind: Kind

  /// Asks for one column.
  package init(_ column: Int, _ kind: Kind) {
    self.column = column
    self.kind = kind
  }
}

/// Some rows, as columns of integers: only the columns that were asked for, typed straight from the bytes.
package struct ColumnBatch: Sendable {
  /// What stands for a cell that cannot be read as was asked; `isRejected` tells it from an empty one.
  package static let none = Int.min
  /// Rows of a batch, but for the last: with their cells they fit in the nearest caches.
  package static let capacity = 256

  /// How many rows there are.
  package fileprivate(set) var count = 0
  /// Physical line of each row.
  package fileprivate(set) var lines: [Int] = []
  /// The asked columns in the order of the requests, each with one value a row.
  package fileprivate(set) var columns: [[Int]]
  /// The texts behind the numbers of the columns asked as `text`; empty for the others.
  package fileprivate(set) var texts: [TextColumn]
  /// Cells that are neither empty nor readable as was asked.
  package fileprivate(set) var rejected: [Rejected] = []

  /// A cell that is neither empty nor readable as was asked.
  package struct Rejected: Sendable, Equatable {
    /// Physical line of the row, from 1.
    package let line: Int
    /// Column of the table, from 0.
    package let column: Int
    /// The cell, verbatim.
    package let value: String
    /// What the cell was to be read as: the rule that it breaks.
    package let kind: ColumnRequest.Kind

    /// One French sentence with the value.
    package var message: String {
      switch kind {
      case .cents: "ligne \(line), colonne \(column + 1) : « \(value) » n'est pas un montant"
      case .day: "ligne \(line), colonne \(column + 1) : « \(value) » n'est pas une date"
      case .text, .hash: "ligne \(line), colonne \(column + 1) : « \(value) » n'est pas lisible"
      }
    }
  }
}

/// Gathers the cells of a batch, then types them column after column.
struct BatchBuilder: ~Copyable {
  private let requests: [ColumnRequest]
  private let encoding: TextEncoding
  private let dialect: Dialect
  private let cells: CellColumns
  private(set) var batch: ColumnBatch

  init(_ requests: [ColumnRequest], _ opening: Opening) {
    self.requests = requests
    encoding = opening.encoding
    dialect = opening.guess.dialect
    let capacity = ColumnBatch.capacity
    cells = CellColumns(requests.map(\.column), capacity: capacity)
    let values = [Int](repeating: 0, count: capacity)
    batch = ColumnBatch(
      columns: [[Int]](repeating: values, count: requests.count),
      texts: requests.map { _ in TextColumn(encoding: opening.encoding) }
    )
    batch.lines = values
  }

  var isFull: Bool { batch.count == ColumnBatch.capacity }

  /// Adds the cells of one row.
  @inline(__always)
  mutating func add(_ row: Cells, line: Int) {
    batch.lines[batch.count] = line
    cells.set(row, at: batch.count)
    batch.count &+= 1
  }

  /// Types what was gathered.
  mutating func finish(_ bytes: ByteView) {
    batch.rejected.removeAll(keepingCapacity: true)
    for place in requests.indices {
      // Taken out of the batch, so that they are written in place.
      var (values, texts) = ([Int](), TextColumn.none)
      swap(&values, &batch.columns[place])
      swap(&texts, &batch.texts[place])
      fill(values.mutableSpan, &texts, place, bytes)
      if requests[place].kind.canReject { reject(values, place, bytes) }
      swap(&values, &batch.columns[place])
      swap(&texts, &batch.texts[place])
    }
  }

  private func fill(_ values: consuming MutableSpan<Int>, _ texts: inout TextColumn, _ place: Int, _ bytes: ByteView) {
    switch requests[place].kind {
    case .cents:
      for index in 0..<batch.count {
        let cell = cells[place, index]
        values[index] = Values.cents(bytes[cell.start..<cell.end], in: bytes, encoding: encoding) ?? ColumnBatch.none
      }
    case .day:
      for index in 0..<batch.count {
        let cell = cells[place, index]
        values[index] = Values.day(bytes[cell.start..<cell.end], in: bytes).map(Int.init) ?? ColumnBatch.none
      }
    case .hash:
      for index in 0..<batch.count {
        let cell = cells[place, index]
        values[index] = Int(truncatingIfNeeded: bytes[cell.start..<cell.end].hash())
      }
    case .text:
      for index in 0..<batch.count { values[index] = texts.code(of: cells[place, index], bytes, dialect) }
    }
  }

  /// Notes the cells without a value that are not blank.
  private mutating func reject(_ values: [Int], _ place: Int, _ bytes: ByteView) {
    for index in 0..<batch.count where values[index] == ColumnBatch.none {
      let cell = cells[place, index]
      guard cell.start < cell.end else { continue }
      let text = String(decoding: encoding.utf8(cell.unescaped(bytes, dialect)), as: UTF8.self)
      if text.allSatisfy(\.isWhitespace) { continue }
      batch.rejected.append(
        ColumnBatch.Rejected(
          line: batch.lines[index],
          column: requests[place].column,
          value: text,
          kind: requests[place].kind
        )
      )
    }
  }

  mutating func clear() { batch.count = 0 }
}

extension TableScan {
  /// Hands the rows in batches, as columns of integers, and returns what the pass counted.
  ///
  /// A batch lives only during the call; its memory is used again.
  @discardableResult
  package func forEachBatch<Failure: Error>(
    of requests: [ColumnRequest],
    _ body: (borrowing ColumnBatch) throws(Failure) -> Void
  ) throws(Failure) -> Summary {
    try withBytes { bytes throws(Failure) in
      var reader = RowReader(bytes, opening)
      var builder = BatchBuilder(requests, opening)
      while reader.next() {
        builder.add(reader.scanner.cells.cells, line: reader.scanner.line)
        if builder.isFull {
          builder.finish(bytes)
          try body(builder.batch)
          builder.clear()
        }
      }
      builder.finish(bytes)
      if builder.batch.count > 0 { try body(builder.batch) }
      return reader.finish()
    }
  }
}
