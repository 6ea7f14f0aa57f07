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
    let guess = source.withBytes { bytes in
      ByteView.over(bytes) { EncodingGuess($0, forced: forced) }
    }
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
