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
    let bytes = raw(index)
    // Most cells are text as they stand, whatever the encoding.
    if cells[index].kind != .escaped, bytes.isASCII || encoding == .utf8 && bytes.isUTF8() { return bytes.text }
    return String(decoding: utf8(index), as: UTF8.self)
  }

  /// The cell's text as UTF-8, quotes undone; empty where the row is too short.
  package func utf8(_ index: Int) -> [UInt8] { encoding.utf8(unescaped(index)) }

  /// Adds the same to a text: nothing is allocated for a plain cell of UTF-8.
  package func append(_ index: Int, to text: inout [UInt8]) {
    if encoding == .utf8, index < cells.count, cells[index].kind != .escaped, raw(index).isUTF8() {
      text.append(contentsOf: raw(index))
    } else {
      text += utf8(index)
    }
  }

  /// Whether the cell is absent or blank.
  package func isEmpty(_ index: Int) -> Bool {
    let cell = raw(index)
    guard let first = cell.first(where: { $0 != Byte.space && $0 != Byte.tab }) else { return true }
    // A no-break space is blank too, whatever its bytes.
    return (first >= 0x80 || first < Byte.space) && cell.count < 256 && text(index).allSatisfy(\.isWhitespace)
  }

  /// Day number since 1970-01-01 of a cell written `jj/mm/aaaa`, `jj/mm/aa`, `aaaa-mm-jj` (a time may follow); else `nil`.
  ///
  /// `-` and `.` may stand for `/`, and a French name for the month (`3 janvier 2018`, `03-janv-18`). Two-digit years are
  /// those from 1930 to 2029.
  package func day(_ index: Int) -> Int32? { Values.day(raw(index), in: bytes) }

  /// Centimes of a French or English amount (`-1 234,56 €`, `1.234,56`, `(12,50)`, `12,50 D`, `12,50 C`); else `nil`.
  ///
  /// A credit (`C`) is negative. One separator before exactly three digits is of thousands.
  package func cents(_ index: Int) -> Int? { Values.cents(raw(index), in: bytes, encoding: encoding) }

  /// A number that the same text always has within one file, and other texts seldom.
  package func hash(_ index: Int) -> UInt64 { raw(index).hash() }

  /// Hands the cell's bytes as the file has them, quotes around left out: enough to look for ASCII signs.
  package func look<Result>(at index: Int, _ body: (borrowing Span<UInt8>) -> Result) -> Result {
    raw(index).withSpan(body)
  }

  /// What the cell is made of, to know it again in another row; `nil` where its quotes are to be undone.
  package func verbatim(_ index: Int) -> [UInt8]? {
    index < cells.count && cells[index].kind != .escaped ? Array(raw(index)) : nil
  }

  /// Whether the cell has these bytes, and no quote to be undone.
  package func holds(_ verbatim: [UInt8], at index: Int) -> Bool {
    guard index < cells.count, cells[index].kind != .escaped else { return false }
    return verbatim.withView { $0.isSame(as: raw(index)) }
  }

  /// The row as it is written, without its line end, in UTF-8.
  var written: [UInt8] {
    var end = bytes.endIndex
    if let last = cells.last { end = Swift.min(end, last.kind == .plain ? last.end : last.end + 1) }
    return encoding.utf8(Array(bytes[byte..<end]))
  }

  /// The cell's bytes as the file has them, without the quotes around; empty where the row is too short.
  @inline(__always)
  func raw(_ index: Int) -> ByteView {
    guard index < cells.count else { return bytes[bytes.startIndex..<bytes.startIndex] }
    let cell = cells[index]
    return bytes[cell.start..<cell.end]
  }

  /// The cell's bytes with its inner quotes undone, in the file's encoding.
  func unescaped(_ index: Int) -> [UInt8] {
    index < cells.count ? cells[index].unescaped(bytes, dialect) : []
  }
}

extension Cell {
  /// The bytes with the inner quotes undone, in the file's encoding.
  func unescaped(_ bytes: ByteView, _ dialect: Dialect) -> [UInt8] {
    let raw = bytes[start..<end]
    guard kind == .escaped, let quote = dialect.quote, let escape = dialect.escape else { return Array(raw) }
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
