/// Writes rows as CSV bytes.
package struct CSVWriter: Sendable {
  /// What the reader of the file expects.
  package enum Flavor: Sendable {
    /// RFC 4180 in UTF-8: `,`, `\n`, no mark.
    case standard
    /// What a French Excel opens by a double click: byte-order mark, `;`, `\r\n`.
    case excelFrench
  }

  /// One cell to write.
  package enum Value: Sendable {
    /// Text, with an apostrophe before a sign that starts a formula (`=`, `+`, `-`, `@`, tabulation, return).
    case text(String)
    /// A number with `.` for decimals, written as it is (`,` for a French Excel).
    case number(String)
    case empty
  }

  private let flavor: Flavor
  private let delimiter: UInt8
  /// The bytes written so far, the mark included.
  package private(set) var bytes: [UInt8]
  /// Cells of the row being written, and where it starts.
  private var cells = 0
  private var rowStart: Int

  /// A writer that has written nothing but the byte-order mark of its flavor, if it has one.
  package init(_ flavor: Flavor = .standard) {
    self.flavor = flavor
    delimiter = flavor == .excelFrench ? Byte.semicolon : Byte.comma
    bytes = flavor == .excelFrench ? [0xef, 0xbb, 0xbf] : []
    rowStart = bytes.count
  }

  /// Adds one row of text cells.
  package mutating func append(_ row: [String]) {
    for cell in row { append(cell: .text(cell)) }
    endRow()
  }

  /// Adds one row.
  package mutating func append(_ row: [Value]) {
    for cell in row { append(cell: cell) }
    endRow()
  }

  /// Adds one row of cells as they are: for data to be read by programs, never by a spreadsheet.
  mutating func append(verbatim row: [[UInt8]]) {
    for cell in row {
      startCell()
      write(String(decoding: cell, as: UTF8.self))
    }
    endRow()
  }

  /// Adds one cell to the row being written.
  package mutating func append(cell: Value) {
    startCell()
    switch cell {
    case .empty: break
    case .number(let digits): write(flavor == .excelFrench ? CSVWriter.frenchDigits(digits) : digits)
    case .text(let text): write(text, neutralising: true)
    }
  }

  /// Ends the row being written; one of one empty cell is written `""`, a blank line being no row.
  package mutating func endRow() {
    if bytes.count == rowStart, cells == 1 { bytes += [Byte.quote, Byte.quote] }
    if flavor == .excelFrench { bytes.append(Byte.carriageReturn) }
    bytes.append(Byte.lineFeed)
    (rowStart, cells) = (bytes.count, 0)
  }

  private static func frenchDigits(_ digits: String) -> String { String(digits.map { $0 == "." ? "," : $0 }) }

  private mutating func startCell() {
    if cells > 0 { bytes.append(delimiter) }
    cells += 1
  }

  /// Appends a cell first, and looks at its bytes there: few need anything more.
  private mutating func write(_ text: String, neutralising: Bool = false) {
    if text.isEmpty { return }
    let start = bytes.count
    // Not +=, which appends byte after byte.
    bytes.append(contentsOf: text.utf8)
    if neutralising, CSVWriter.startsFormula(bytes[start]) {
      bytes.insert(Byte.apostrophe, at: start)
    }
    for place in start..<bytes.count where mustBeQuoted(bytes[place]) {
      quote(from: start)
      return
    }
  }

  /// Whether a spreadsheet runs, when the file is opened, a cell that starts so (OWASP, « CSV Injection »).
  private static func startsFormula(_ first: UInt8) -> Bool {
    switch first {
    case 0x3d, 0x2b, 0x2d, 0x40, Byte.tab, Byte.carriageReturn: true
    default: false
    }
  }

  private func mustBeQuoted(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == Byte.quote || byte == Byte.lineFeed || byte == Byte.carriageReturn
  }

  /// Puts what is written from a place on between quotes.
  private mutating func quote(from start: Int) {
    let cell = Array(bytes[start...])
    bytes.removeSubrange(start...)
    bytes.append(Byte.quote)
    for byte in cell {
      if byte == Byte.quote { bytes.append(Byte.quote) }
      bytes.append(byte)
    }
    bytes.append(Byte.quote)
  }
}
