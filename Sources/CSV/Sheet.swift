/// What a declaration may force when a file cannot say it for itself; `nil` is found in the bytes.
package struct Forced: Sendable, Equatable {
  /// Name of the encoding, as `TextEncoding(name:)` knows it.
  package var encoding: String?
  /// Whether the encoding is taken as stated, without reading the whole file to see whether it can be.
  package var isEncodingTrusted = false
  /// The byte between two cells.
  package var delimiter: UInt8?
  /// The byte that protects cells; `.some(nil)` states that none does.
  package var quote: UInt8??
  /// What stands before a quote that is text; the quote itself where quotes are doubled.
  package var escape: UInt8?
  /// Whether a space after a delimiter belongs to it.
  package var skipsSpace: Bool?
  /// Physical line of the header, from 1; 0 states that there is none, so that the first line of the table is a row.
  package var headerLine: Int?
  /// Rows that the heading takes, joined into one; found when `nil`.
  package var headerRows: Int?

  /// States what is given, and leaves the rest to be found.
  package init(
    encoding: String? = nil,
    delimiter: UInt8? = nil,
    quote: UInt8?? = nil,
    headerLine: Int? = nil,
    headerRows: Int? = nil
  ) {
    self.encoding = encoding
    self.delimiter = delimiter
    self.quote = quote
    self.headerLine = headerLine
    self.headerRows = headerRows
  }
}

/// An opened CSV file: its dialect, its header and its rows, as found in its bytes.
package struct Sheet: Sendable {
  /// Cells of the header, verbatim; empty for an empty file.
  package var header: [String] { opening.header }
  /// 1-based physical line of the header, 0 when there is none.
  package var headerLine: Int { opening.layout.headerLine }
  /// Lines that are not rows, in order.
  package let outside: [OutsideLine]
  /// What had to be made up for, in the order of the lines.
  package let repairs: [Repair]
  /// How many rows there are.
  package let rowCount: Int

  /// Why the file is not read at all; `nil` when it is.
  package var refusal: Refusal? { scan.refusal }

  private let scan: TableScan<[UInt8]>
  private var opening: Opening { scan.opening }

  /// Opens the bytes of one file.
  ///
  /// Never fails: an empty file has no header and no row.
  package init(_ file: [UInt8], forced: Forced = Forced()) {
    self.init(TableScan(file, forced: forced)) { _ in }
  }

  /// Reads a file already opened, handing every row in order as it is counted.
  ///
  /// A row lives only during the call.
  package init(_ opened: TableScan<[UInt8]>, handing body: (Row) -> Void) {
    scan = opened
    let summary = scan.forEachRow(body)
    (outside, repairs, rowCount) = (scan.outsideAbove + summary.outside, summary.repairs, summary.rowCount)
  }

  /// Hands every row in order.
  ///
  /// A row lives only during the call.
  package func forEachRow<E: Error>(_ body: (Row) throws(E) -> Void) throws(E) {
    _ = try scan.forEachRow(body)
  }
}

extension Sheet {
  /// `utf-8`, `utf-16-le`, `utf-16-be`, `windows-1252`, `mac-roman`, `cp850`.
  package var encoding: String { encodingGuess.encoding.rawValue }
  /// The byte between two cells.
  package var delimiter: UInt8 { dialect.delimiter }
  /// How the cells are set apart.
  package var dialect: Dialect { dialectGuess.dialect }
  /// How the bytes were taken for characters.
  package var encodingGuess: EncodingGuess { opening.encodingGuess }
  /// How the cells are set apart, with the runner-up.
  package var dialectGuess: DialectGuess { opening.guess }

  /// One French sentence on how the file was read, without any of its contents.
  package var sentence: String {
    var parts = [Sheet.names[encodingGuess.encoding] ?? encoding]
    switch encodingGuess.defect {
    case .mixed:
      let other = encodingGuess.encoding == .utf8 ? encodingGuess.other : .utf8
      parts.append("par endroits en \(Sheet.names[other] ?? other.rawValue)")
    case .doubleEncoded: parts.append("accents encodés deux fois, rétablis")
    case nil: break
    }
    let delimiters: [UInt8: String] = [
      Byte.semicolon: "point-virgule", Byte.comma: "virgule", Byte.tab: "tabulation", Byte.bar: "barre verticale",
      Byte.space: "espace",
    ]
    parts.append("séparateur : \(delimiters[delimiter] ?? String(Character(Unicode.Scalar(delimiter))))")
    parts.append(headerLine > 0 ? "en-tête ligne \(headerLine)" : "sans en-tête")
    parts.append(rowCount == 1 ? "1 ligne" : "\(rowCount) lignes")
    return parts.joined(separator: ", ")
  }

  private static let names: [TextEncoding: String] = [
    .utf8: "UTF-8", .utf16LittleEndian: "UTF-16", .utf16BigEndian: "UTF-16 gros-boutiste", .windows1252: "Windows-1252",
    .latin9: "ISO-8859-15",
    .macRoman: "Mac Roman", .cp850: "DOS 850",
  ]
}
