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
    /// Text, neutralised where a spreadsheet would take it for a formula.
    case text(String)
    /// A number with `.` for decimals, written as it is (`,` for a French Excel).
    case number(String)
    case empty
  }

  private let flavor: Flavor
  private var delimiter: UInt8 { flavor == .excelFrench ? Byte.semicolon : Byte.comma }
  /// The bytes written so far, the mark included.
  package private(set) var bytes: [UInt8]

  /// A writer that has written nothing but the byte-order mark of its flavor, if it has one.
  package init(_ flavor: Flavor = .standard) {
    self.flavor = flavor
    bytes = flavor == .excelFrench ? [0xef, 0xbb, 0xbf] : []
  }

  /// Adds one row of text cells.
  package mutating func append(_ row: [String]) { append(row.map(Value.text)) }

  /// Adds one row.
  ///
  /// A row of one empty cell is written `""`, a blank line being no row.
  package mutating func append(_ row: [Value]) {
    let start = bytes.count
    for (index, value) in row.enumerated() {
      if index > 0 { bytes.append(delimiter) }
      switch value {
      case .empty: break
      case .number(let digits): write(flavor == .excelFrench ? CSVWriter.frenchDigits(digits) : digits)
      case .text(let text): write(CSVWriter.neutralised(text))
      }
    }
    endRow(from: start, cells: row.count)
  }

  /// Adds one row of cells as they are: for data to be read by programs, never by a spreadsheet.
  mutating func append(verbatim row: [[UInt8]]) {
    let start = bytes.count
    for (index, cell) in row.enumerated() {
      if index > 0 { bytes.append(delimiter) }
      write(String(decoding: cell, as: UTF8.self))
    }
    endRow(from: start, cells: row.count)
  }

  private mutating func endRow(from start: Int, cells: Int) {
    if bytes.count == start, cells == 1 { bytes += [Byte.quote, Byte.quote] }
    if flavor == .excelFrench { bytes.append(Byte.carriageReturn) }
    bytes.append(Byte.lineFeed)
  }

  /// The text, with an apostrophe before a sign that starts a formula (`=`, `+`, `-`, `@`, tabulation, return).
  ///
  /// OWASP, « CSV Injection »: a spreadsheet runs such cells when the file is opened.
  package static func neutralised(_ text: String) -> String {
    switch text.utf8.first {
    case 0x3d, 0x2b, 0x2d, 0x40, Byte.tab, Byte.carriageReturn: "'" + text
    default: text
    }
  }

  private static func frenchDigits(_ digits: String) -> String { String(digits.map { $0 == "." ? "," : $0 }) }

  private mutating func write(_ text: String) {
    let delimiter = delimiter
    let isPlain = text.utf8.allSatisfy {
      $0 != delimiter && $0 != Byte.quote && $0 != Byte.lineFeed && $0 != Byte.carriageReturn
    }
    if isPlain {
      // Not +=, which appends byte after byte.
      bytes.append(contentsOf: text.utf8)
      return
    }
    bytes.append(Byte.quote)
    for byte in text.utf8 {
      if byte == Byte.quote { bytes.append(Byte.quote) }
      bytes.append(byte)
    }
    bytes.append(Byte.quote)
  }
}
