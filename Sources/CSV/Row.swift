/// One row: where it starts, and its cells as bytes, decoded only when asked.
package struct Row {
  /// 1-based physical line where it starts.
  package let line: Int
  /// Where it starts in the file's bytes (in its UTF-8 form for a UTF-16 file).
  package let byte: Int
  let bytes: ByteView
  let cells: Cells
  let encoding: TextEncoding
  let dialect: Dialect

  /// How many cells the row really has.
  package var count: Int { cells.count }

  /// Text of a cell, quotes undone, otherwise verbatim; empty where the row is too short.
  package func text(_ index: Int) -> String {
    guard index < cells.count else { return "" }
    let cell = cells[index]
    if encoding == .utf8, cell.kind != .escaped { return String(decoding: bytes[cell.start..<cell.end], as: UTF8.self) }
    return String(decoding: utf8(index), as: UTF8.self)
  }

  /// The cell's text as UTF-8, quotes undone.
  package func utf8(_ index: Int) -> [UInt8] {
    guard index < cells.count else { return [] }
    let raw = unescaped(cells[index])
    let table = encoding.highHalf
    if table.isEmpty || raw.allSatisfy({ $0 < 0x80 }) { return raw }
    var text: [UInt8] = []
    text.reserveCapacity(raw.count + raw.count / 4)
    for byte in raw { TextEncoding.append(byte < 0x80 ? UInt32(byte) : UInt32(table[Int(byte - 0x80)]), to: &text) }
    return text
  }

  /// Whether the cell is absent or blank.
  package func isEmpty(_ index: Int) -> Bool {
    guard index < cells.count else { return true }
    let cell = cells[index]
    if bytes[cell.start..<cell.end].allSatisfy({ $0 == Byte.space || $0 == Byte.tab }) { return true }
    guard cell.end - cell.start <= 16 || bytes[cell.start] >= 0x80 else { return false }
    return text(index).allSatisfy(\.isWhitespace)
  }

  /// Day number since 1970-01-01 of a cell written `jj/mm/aaaa`, `jj/mm/aa`, `aaaa-mm-jj` (a time may follow); else `nil`.
  ///
  /// `-` and `.` may stand for `/`. Two-digit years are those from 1930 to 2029.
  package func day(_ index: Int) -> Int32? {
    guard index < cells.count else { return nil }
    let cell = cells[index]
    return Values.day(bytes[cell.start..<cell.end])
  }

  /// Centimes of a French or English amount (`-1 234,56 €`, `1.234,56`, `(12,50)`, `12,50 D`, `12,50 C`); else `nil`.
  ///
  /// A credit (`C`) is negative. One separator before exactly three digits is of thousands.
  package func cents(_ index: Int) -> Int? {
    guard index < cells.count else { return nil }
    let cell = cells[index]
    return Values.cents(bytes[cell.start..<cell.end], encoding: encoding)
  }

  private func unescaped(_ cell: Cell) -> [UInt8] {
    let raw = bytes[cell.start..<cell.end]
    guard cell.kind == .escaped, let quote = dialect.quote, let escape = dialect.escape else { return Array(raw) }
    var text: [UInt8] = []
    text.reserveCapacity(raw.count)
    var index = raw.startIndex
    while index < raw.endIndex {
      if raw[index] == escape, index + 1 < raw.endIndex, raw[index + 1] == quote { index += 1 }
      text.append(raw[index])
      index += 1
    }
    return text
  }
}
