/// The distinct texts of a column, numbered in the order in which they are met: a row then holds a number, not a text.
///
/// Texts are compared as the file writes them, their quotes undone; nothing is decoded until `text(_:)` is asked.
package struct TextColumn: Sendable {
  private var bytes: [UInt8] = []
  /// Where each text starts in `bytes`, and a last one where the next will.
  private var starts = [0]
  private var hashes: [UInt64] = []
  /// Open addressing, a power of two; 0 is free, else the code + 1.
  private var slots = [Int32](repeating: 0, count: 256)
  private let encoding: TextEncoding

  /// A column with no text yet, of a file so encoded.
  package init(encoding: TextEncoding = .utf8) { self.encoding = encoding }

  /// How many distinct texts were met.
  package var count: Int { hashes.count }

  /// The text of a number given by `code`.
  package func text(_ code: Int) -> String {
    let raw = bytes[starts[code]..<starts[code + 1]]
    return String(decoding: encoding.utf8(Array(raw)), as: UTF8.self)
  }

  /// The number of the row's text, from 0; an absent cell is the empty text.
  package mutating func code(of row: Row, _ index: Int) -> Int {
    guard index < row.count, row.cells[index].kind == .escaped else { return code(of: row.raw(index)) }
    let text = row.unescaped(index)
    return ByteView.over(text.span) { code(of: $0) }
  }

  private mutating func code(of text: ByteView) -> Int {
    let hash = text.hash()
    let last = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash) & last
    while slots[slot] != 0 {
      let code = Int(slots[slot]) &- 1
      if hashes[code] == hash, ByteView.over(bytes.span, { $0[starts[code]..<starts[code + 1]].isSame(as: text) }) {
        return code
      }
      slot = (slot &+ 1) & last
    }
    return insert(text, hash: hash, at: slot)
  }

  private mutating func insert(_ text: ByteView, hash: UInt64, at slot: Int) -> Int {
    bytes += text
    starts.append(bytes.count)
    hashes.append(hash)
    slots[slot] = Int32(hashes.count)
    if hashes.count * 2 > slots.count { grow() }
    return hashes.count - 1
  }

  private mutating func grow() {
    let last = slots.count * 2 - 1
    slots = [Int32](repeating: 0, count: last + 1)
    for (code, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & last
      while slots[slot] != 0 { slot = (slot + 1) & last }
      slots[slot] = Int32(code + 1)
    }
  }
}
