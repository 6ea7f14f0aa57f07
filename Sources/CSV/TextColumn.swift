/// The distinct texts of a column, numbered in the order in which they are met: a row then holds a number, not a text.
///
/// Texts are compared as the file writes them, their quotes undone; nothing is decoded until `text(_:)` is asked.
package struct TextColumn: Sendable {
  private var bytes: [UInt8] = []
  /// Where each text starts in `bytes`, and a last one where the next will.
  private var starts = [0]
  /// The first bytes of each text, or nothing where it is longer.
  private var keys: [ShortText] = []
  /// Open addressing, a power of two; 0 is free, else the upper half of the hash and the code + 1.
  private var slots = [UInt64](repeating: 0, count: 256)
  private let encoding: TextEncoding
  /// At hand rather than behind the check of a global.
  private let kept = ShortText.kept

  /// A column with no text yet, of a file so encoded.
  package init(encoding: TextEncoding = .utf8) { self.encoding = encoding }

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
    if cell.kind != .escaped { return code(of: bytes[cell.start..<cell.end], in: bytes) }
    let text = cell.unescaped(bytes, dialect)
    return ByteView.over(text.span) { code(of: $0, in: $0) }
  }

  @inline(__always)
  private mutating func code(of text: ByteView, in file: ByteView) -> Int {
    let key = text.shortText(in: file, kept: kept)
    let hash = key.length < 0 ? text.hash() : key.hash
    let last = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash) & last
    while slots[slot] != 0 {
      let found = slots[slot]
      let code = Int(truncatingIfNeeded: found & 0xffff_ffff) &- 1
      if (found ^ hash) &>> 32 == 0, keys[code].isSame(as: key), key.length >= 0 || isSame(code, text) { return code }
      slot = (slot &+ 1) & last
    }
    return insert(text, key, hash: hash, at: slot)
  }

  private func isSame(_ code: Int, _ text: ByteView) -> Bool {
    ByteView.over(bytes.span) { $0[starts[code]..<starts[code + 1]].isSame(as: text) }
  }

  @inline(never)
  private mutating func insert(_ text: ByteView, _ key: ShortText, hash: UInt64, at slot: Int) -> Int {
    bytes += text
    starts.append(bytes.count)
    keys.append(key)
    slots[slot] = (hash & 0xffff_ffff_0000_0000) | UInt64(keys.count)
    if keys.count * 2 > slots.count { grow() }
    return keys.count - 1
  }

  private mutating func grow() {
    let last = slots.count * 2 - 1
    let old = slots
    slots = [UInt64](repeating: 0, count: last + 1)
    for found in old where found != 0 {
      let code = Int(found & 0xffff_ffff) - 1
      var slot = Int(truncatingIfNeeded: hash(of: code)) & last
      while slots[slot] != 0 { slot = (slot + 1) & last }
      slots[slot] = found
    }
  }

  private func hash(of code: Int) -> UInt64 {
    keys[code].length >= 0
      ? keys[code].hash : ByteView.over(bytes.span) { $0[starts[code]..<starts[code + 1]].hash() }
  }
}
