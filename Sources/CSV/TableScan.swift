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
/// Only a file that cannot be read as it stands (UTF-16, several encodings) is copied, as UTF-8. Use `Sheet` where the counts are wanted before the rows.
package struct TableScan<Source: ByteSource>: Sendable {
  private enum Storage: Sendable {
    case source(Source)
    case copy([UInt8])
  }

  private let storage: Storage
  let opening: Opening

  /// Opens the bytes; proves their encoding over the whole file and looks at the head only for the rest.
  ///
  /// A file that is no CSV, or of more columns than any table, is an empty table with a `refusal`.
  package init(_ source: Source, forced: Forced = Forced()) {
    let (guess, text, format) = source.withBytes { bytes in
      ByteView.over(bytes) { view in
        let guess = EncodingGuess(view, forced: forced)
        let format = ForeignFormat(view, isWide: guess.isWide)
        return (guess, format == nil ? Transcription(view, guess) : nil, format)
      }
    }
    if let format {
      (storage, opening) = (.source(source), Opening(.foreign(format), guess))
      return
    }
    var storage = text.map { Storage.copy($0.bytes) } ?? .source(source)
    var opening = TableScan.over(storage) {
      Opening($0, encodingGuess: guess, isTranscribed: text != nil, forced: forced)
    }
    if let refusal = opening.layout.refusal { opening = Opening(refusal, guess) }
    if let inner = TableScan.over(storage, { Unwrapping.text($0, opening, forced) }) {
      storage = .copy(inner)
      opening = TableScan.over(storage) { Opening($0, encodingGuess: guess, isTranscribed: true, forced: forced) }
      opening.note([Repair(line: max(1, opening.layout.headerLine), kind: .unwrapped)])
    }
    opening.note(text?.repairs ?? [])
    if guess.isNotAsStated { opening.note([Repair(line: 1, kind: .statedEncoding)]) }
    (self.storage, self.opening) = (storage, opening)
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
      var summary = reader.finish()
      if !opening.repairs.isEmpty {
        summary.repairs = (opening.repairs + summary.repairs).enumerated()
          .sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
      }
      return summary
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
  /// Why the file is not read at all; `nil` when it is.
  package var refusal: Refusal? { opening.refusal }
  /// Width of the table, 0 for an empty file.
  package var width: Int { opening.layout.width }
  /// Lines above the first row.
  package var outsideAbove: [OutsideLine] { opening.outside }
}

extension TableScan {
  /// The first line end of the file, `\n`, `\r\n` or `\r`; `\n` when there is none.
  var lineEnd: String {
    withBytes { bytes in
      guard let first = bytes.firstIndex(where: Byte.isLineEnd), bytes[first] == Byte.carriageReturn else {
        return "\n"
      }
      let isAlone = bytes[first...].prefix(3).first { $0 != Byte.carriageReturn } != Byte.lineFeed
      return isAlone ? "\r" : "\r\n"
    }
  }
}
