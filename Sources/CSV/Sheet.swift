/// What a declaration may force when a file cannot say it for itself; `nil` is found in the bytes.
package struct Forced: Sendable, Equatable {
  package var encoding: String?
  package var delimiter: UInt8?
  package var quote: UInt8??
  /// Physical line of the header, from 1.
  package var headerLine: Int?

  package init(encoding: String? = nil, delimiter: UInt8? = nil, quote: UInt8?? = nil, headerLine: Int? = nil) {
    self.encoding = encoding
    self.delimiter = delimiter
    self.quote = quote
    self.headerLine = headerLine
  }
}

/// A line of the file that is not a row: title, header, total, blank line, `sep=`.
package struct OutsideLine: Sendable, Equatable {
  package enum Kind: String, Sendable { case title, header, total, blank, separator }
  package let line: Int
  package let kind: Kind

  package init(line: Int, kind: Kind) {
    self.line = line
    self.kind = kind
  }
}

/// An opened CSV file: its dialect, its header and its rows, as found in its bytes.
package struct Sheet: Sendable {
  /// `utf-8`, `utf-16-le`, `utf-16-be`, `windows-1252`, `mac-roman`, `cp850`.
  package let encoding: String
  package let delimiter: UInt8
  /// Cells of the header, verbatim; empty for an empty file.
  package let header: [String]
  /// 1-based physical line of the header, 0 when there is none.
  package let headerLine: Int
  /// Lines that are not rows, in order.
  package let outside: [OutsideLine]
  private let bytes: [UInt8]
  private let rowRanges: [(line: Int, cells: Range<Int>)]
  private let cells: [Range<Int>]

  /// Opens the bytes of one file. Never fails: an empty file has no header and no row.
  package init(_ file: [UInt8], forced: Forced = Forced()) {
    encoding = "utf-8"
    delimiter = UInt8(ascii: ";")
    bytes = file
    header = []
    headerLine = 0
    outside = []
    rowRanges = []
    cells = []
  }

  package var rowCount: Int { rowRanges.count }

  /// Hands every row in order. A row lives only during the call.
  package func forEachRow<E: Error>(_ body: (Row) throws(E) -> Void) throws(E) {
    for (line, range) in rowRanges {
      try body(Row(line: line, bytes: bytes, cells: cells[range]))
    }
  }
}

/// One row: where it starts, and its cells as bytes, decoded only when asked.
package struct Row {
  /// 1-based physical line where it starts.
  package let line: Int
  let bytes: [UInt8]
  let cells: ArraySlice<Range<Int>>

  /// How many cells the row really has.
  package var count: Int { cells.count }

  /// Text of a cell, quotes undone, otherwise verbatim; empty where the row is too short.
  package func text(_ index: Int) -> String {
    guard index < cells.count else { return "" }
    return String(decoding: bytes[cells[cells.startIndex + index]], as: UTF8.self)
  }

  /// Whether the cell is absent or blank.
  package func isEmpty(_ index: Int) -> Bool { text(index).allSatisfy(\.isWhitespace) }

  /// Day number since 1970-01-01 of a cell written `jj/mm/aaaa`, `jj/mm/aa`, `aaaa-mm-jj` (a time may follow); else `nil`.
  package func day(_ index: Int) -> Int32? { nil }

  /// Centimes of a French or English amount (`-1 234,56 €`, `1.234,56`, `(12,50)`, `12,50 D`, `12,50 C`); else `nil`.
  package func cents(_ index: Int) -> Int? { nil }
}
