/// The distinct texts of a column, numbered in the order in which they are met: a row then holds a number, not a text.
///
/// Texts are compared as the file writes them, their quotes undone; nothing is decoded until `text(_:)` is asked.
package struct TextColumn: Sendable {
  private var bytes: [UInt8] = []
  /// Where each text starts in `bytes`, and a last one where the next will.
  private var starts = [0]
  /// The first bytes of each text, or its hash where it is longer.
  private var keys: [ShortText] = []
  /// Open addressing by the upper bits of the hash, a power of two; 0 is free, else the code + 1.
  private var slots = [Int32](repeating: 0, count: 256)
  private var shift: UInt64 = 56
  private let encoding: TextEncoding
  /// At hand rather than behind the check of a global.
  private let kept = ShortText.kept

  /// A column with no text yet, of a file so encoded.
  package init(encoding: TextEncoding = .utf8) { self.encoding = encoding }

  /// What stands for a column while it is written elsewhere.
  static let none = TextColumn()

  /// How many distinct texts were met.
  package var count: Int { keys.count }

  /// The text of a number given by `code`.
  package func text(_ code: Int) -> String {
    let raw = bytes[starts[code]..<starts[code + 1]]
    return String(decoding: encoding.utf8(Array(raw)), as: UTF8.self)
  }

  /// The number of the row's text, from 0; an absent cell is the empty text.
  package mutating func code(of row: Row, _ index: Int) -> Int {
    guard index < row.count else { return code(of: row.raw(index), in: row.bytes) }
    return code(of: row.cells[index], row.bytes, row.dialect)
  }

  @inline(__always)
  mutating func code(of cell: Cell, _ bytes: ByteView, _ dialect: Dialect) -> Int {
    if cell.kind == .escaped { return code(ofEscaped: cell, bytes, dialect) }
    return code(of: bytes[cell.start..<cell.end], in: bytes)
  }

  @inline(never)
  private mutating func code(ofEscaped cell: Cell, _ bytes: ByteView, _ dialect: Dialect) -> Int {
    let text = cell.unescaped(bytes, dialect)
    return ByteView.over(text.span) { code(of: $0, in: $0) }
  }

  @inline(__always)
  private mutating func code(of text: ByteView, in file: ByteView) -> Int {
    let key = ShortText(text, in: file, kept: kept)
    var slot = Int(truncatingIfNeeded: key.hash &>> shift)
    while true {
      let code = Int(slots[slot]) &- 1
      if code < 0 { return insert(text, key, at: slot) }
      if keys[code].isSame(as: key), key.length <= 32 || isSame(code, text) { return code }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
  }

  @inline(never)
  private func isSame(_ code: Int, _ text: ByteView) -> Bool {
    ByteView.over(bytes.span) { $0[starts[code]..<starts[code + 1]].isSame(as: text) }
  }

  @inline(never)
  private mutating func insert(_ text: ByteView, _ key: ShortText, at slot: Int) -> Int {
    bytes += text
    starts.append(bytes.count)
    keys.append(key)
    slots[slot] = Int32(keys.count)
    if keys.count * 2 > slots.count { grow() }
    return keys.count - 1
  }

  private mutating func grow() {
    let last = slots.count * 2 - 1
    slots = [Int32](repeating: 0, count: last + 1)
    shift -= 1
    for (code, key) in keys.enumerated() {
      var slot = Int(truncatingIfNeeded: key.hash >> shift)
      while slots[slot] != 0 { slot = (slot + 1) & last }
      slots[slot] = Int32(code + 1)
    }
  }
}
