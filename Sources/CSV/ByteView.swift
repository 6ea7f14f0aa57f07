/// The one file of `CSV` with unsafe code: bytes seen in place, sixteen at a time, and the cells of a row.
///
/// Invariant of `ByteView`: the memory at `base` holds initialised bytes for every index of `startIndex..<endIndex`, and
/// lives as long as the closure that was given the view; views never leave the module and no value keeps one after that
/// closure. Whoever indexes a view stays in its range: the scanners test `limit` before they read.
/// `ByteViewTests` holds every function against a slow twin.
struct ByteView: RandomAccessCollection {
  private let base: UnsafePointer<UInt8>
  let startIndex: Int
  let endIndex: Int

  private init(base: UnsafePointer<UInt8>, startIndex: Int, endIndex: Int) {
    self.base = base
    self.startIndex = startIndex
    self.endIndex = endIndex
  }

  /// Hands a view of the bytes to the body, which must not keep it.
  @inline(__always)
  static func over<Result, Failure: Error>(
    _ bytes: borrowing Span<UInt8>,
    _ body: (ByteView) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try bytes.withUnsafeBufferPointer { buffer throws(Failure) in
      var nothing: UInt8 = 0
      guard let base = buffer.baseAddress else {
        return try withUnsafePointer(to: &nothing) { empty throws(Failure) in
          try body(ByteView(base: empty, startIndex: 0, endIndex: 0))
        }
      }
      return try body(ByteView(base: base, startIndex: 0, endIndex: buffer.count))
    }
  }

  @inline(__always)
  subscript(index: Int) -> UInt8 {
    assert(index >= startIndex && index < endIndex)
    return base[index]
  }

  @inline(__always)
  subscript(bounds: Range<Int>) -> ByteView {
    assert(bounds.lowerBound >= startIndex && bounds.upperBound <= endIndex)
    return ByteView(base: base, startIndex: bounds.lowerBound, endIndex: bounds.upperBound)
  }

  func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result? {
    try body(UnsafeBufferPointer(start: base + startIndex, count: endIndex - startIndex))
  }

  /// Sixteen bytes from `index`, all of which the caller knows to be in the view.
  @inline(__always)
  private func sixteen(at index: Int) -> SIMD16<UInt8> {
    assert(index >= startIndex && index + 16 <= endIndex)
    return UnsafeRawPointer(base + index).loadUnaligned(as: SIMD16<UInt8>.self)
  }
}

/// The bytes that set cells and rows apart, ready to be compared sixteen at a time.
struct Structure {
  private let delimiter: SIMD16<UInt8>
  private let lineEnd: SIMD16<UInt8>
  private let quote: SIMD16<UInt8>
  private let weights: SIMD16<UInt8> = [1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128]

  init(delimiter: UInt8, lineEnd: UInt8, quote: UInt8) {
    self.delimiter = SIMD16(repeating: delimiter)
    self.lineEnd = SIMD16(repeating: lineEnd)
    self.quote = SIMD16(repeating: quote)
  }

  /// Bit `i` tells whether byte `block + i` is one of the three; bits from `limit` on are 0.
  @inline(__always)
  func mask(_ bytes: ByteView, block: Int, limit: Int) -> UInt64 {
    guard block &+ 64 <= limit else { return tail(bytes, block: block, limit: limit) }
    return bits(bytes.chunk(at: block)) | bits(bytes.chunk(at: block &+ 16)) &<< 16
      | bits(bytes.chunk(at: block &+ 32)) &<< 32 | bits(bytes.chunk(at: block &+ 48)) &<< 48
  }

  /// One bit for each of sixteen bytes: weights added up by a multiplication, SSE2 having no such sum.
  @inline(__always)
  private func bits(_ bytes: SIMD16<UInt8>) -> UInt64 {
    let hits = (bytes .== delimiter) .| (bytes .== lineEnd) .| (bytes .== quote)
    let weighted = SIMD16<UInt8>(repeating: 0).replacing(with: weights, where: hits)
    let halves = unsafeBitCast(weighted, to: SIMD2<UInt64>.self)
    return (halves[0] &* 0x0101_0101_0101_0101) &>> 56 | ((halves[1] &* 0x0101_0101_0101_0101) &>> 56) << 8
  }

  @inline(never)
  private func tail(_ bytes: ByteView, block: Int, limit: Int) -> UInt64 {
    var mask: UInt64 = 0
    for index in block..<Swift.max(block, limit) {
      let byte = bytes[index]
      if byte == delimiter[0] || byte == lineEnd[0] || byte == quote[0] { mask |= 1 << UInt64(index - block) }
    }
    return mask
  }
}

extension ByteView {
  @inline(__always)
  fileprivate func chunk(at index: Int) -> SIMD16<UInt8> { sixteen(at: index) }

  @inline(__always)
  private func eight(at index: Int) -> UInt64 {
    assert(index >= startIndex && index + 8 <= endIndex)
    return UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
  }

  @inline(__always)
  private func four(at index: Int) -> UInt64 {
    assert(index >= startIndex && index + 4 <= endIndex)
    return UInt64(UnsafeRawPointer(base + index).loadUnaligned(as: UInt32.self))
  }

  /// The number written by `count` digits, one to eight, that end at `end`; `nil` when one is no digit.
  ///
  /// Eight digits are multiplied at once; those that are not ours are taken for zeros.
  @inline(__always)
  func digits(endingAt end: Int, count: Int) -> Int? {
    guard end &- 8 >= startIndex else { return digitsOneByOne(endingAt: end, count: count) }
    let ours = UInt64.max &<< UInt64(truncatingIfNeeded: 64 &- count &* 8)
    var word = (eight(at: end &- 8) & ours) | (0x3030_3030_3030_3030 & ~ours)
    let (high, above) = (word & 0xf0f0_f0f0_f0f0_f0f0, (word &+ 0x0606_0606_0606_0606) & 0xf0f0_f0f0_f0f0_f0f0)
    guard high == 0x3030_3030_3030_3030, above == high else { return nil }
    word = ((word & 0x0f0f_0f0f_0f0f_0f0f) &* 2561) &>> 8
    word = ((word & 0x00ff_00ff_00ff_00ff) &* 6_553_601) &>> 16
    return Int(truncatingIfNeeded: ((word & 0x0000_ffff_0000_ffff) &* 42_949_672_960_001) &>> 32)
  }

  private func digitsOneByOne(endingAt end: Int, count: Int) -> Int? {
    var value = 0
    for index in (end - count)..<end {
      guard Byte.isDigit(self[index]) else { return nil }
      value = value * 10 + Int(self[index] - Byte.zero)
    }
    return value
  }

  /// A number that equal bytes share; the same in every run and on every machine of this byte order.
  @inline(__always)
  func hash() -> UInt64 {
    let length = count
    var hash = UInt64(truncatingIfNeeded: length) &* 0x9e37_79b9_7f4a_7c15
    func mix(_ word: UInt64) {
      hash = (hash ^ word) &* 0xff51_afd7_ed55_8ccd
      hash ^= hash &>> 32
    }
    if length >= 8 {
      var index = startIndex
      while index &+ 8 < endIndex {
        mix(eight(at: index))
        index &+= 8
      }
      mix(eight(at: endIndex &- 8))
    } else if length >= 4 {
      mix(four(at: startIndex) | four(at: endIndex &- 4) &<< 32)
    } else if length > 0 {
      mix(UInt64(self[startIndex]) | UInt64(self[startIndex &+ length / 2]) &<< 8 | UInt64(self[endIndex &- 1]) &<< 16)
    }
    return hash
  }

  /// The bytes as a short text, if they are few; `file` is what may be read beyond them.
  @inline(__always)
  func shortText(in file: ByteView, kept: [SIMD4<UInt64>] = ShortText.kept) -> ShortText {
    let length = count
    guard length <= 32 else { return .long }
    if startIndex &+ 32 <= file.endIndex {
      return ShortText(
        UnsafeRawPointer(base + startIndex).loadUnaligned(as: SIMD4<UInt64>.self),
        length: length,
        kept: kept
      )
    }
    var words = SIMD4<UInt64>(repeating: 0)
    for offset in 0..<length { words[offset / 8] |= UInt64(self[startIndex + offset]) << UInt64(offset % 8 * 8) }
    return ShortText(words, length: length, kept: kept)
  }

  /// Whether both hold the same bytes.
  @inline(__always)
  func isSame(as other: ByteView) -> Bool {
    let length = count
    guard length == other.count else { return false }
    if length >= 8 {
      var offset = 0
      while offset &+ 8 < length {
        if eight(at: startIndex &+ offset) != other.eight(at: other.startIndex &+ offset) { return false }
        offset &+= 8
      }
      return eight(at: endIndex &- 8) == other.eight(at: other.endIndex &- 8)
    }
    if length >= 4 {
      return four(at: startIndex) == other.four(at: other.startIndex)
        && four(at: endIndex &- 4) == other.four(at: other.endIndex &- 4)
    }
    for offset in 0..<length where self[startIndex &+ offset] != other[other.startIndex &+ offset] { return false }
    return true
  }

  /// How many bytes equal `byte`.
  func occurrences(of byte: UInt8) -> Int {
    let wanted = SIMD16(repeating: byte)
    var (index, total) = (startIndex, 0)
    while index + 16 <= endIndex {
      // A lane counts to 255 at most, so 255 steps fit before the lanes are added up.
      var lanes = SIMD16<UInt8>(repeating: 0)
      var steps = 0
      while steps < 255, index + 16 <= endIndex {
        lanes &+= SIMD16<UInt8>(repeating: 0).replacing(with: 1, where: sixteen(at: index) .== wanted)
        (index, steps) = (index + 16, steps + 1)
      }
      for lane in 0..<16 { total += Int(lanes[lane]) }
    }
    while index < endIndex {
      if self[index] == byte { total += 1 }
      index += 1
    }
    return total
  }

  /// Whether the bytes are well-formed UTF-8 (no overlong form, no surrogate, nothing above U+10FFFF).
  ///
  /// Each byte is judged by the three before it, sixteen at a time.
  func isUTF8() -> Bool {
    var index = startIndex
    while index &+ 16 <= endIndex {
      if isASCII(at: index) {
        index &+= 16
        continue
      }
      guard let next = sequencesEnd(from: index) else { return false }
      index = next
    }
    return isUTF8Slowly(from: index)
  }

  @inline(__always)
  private func isASCII(at index: Int) -> Bool {
    (eight(at: index) | eight(at: index &+ 8)) & 0x8080_8080_8080_8080 == 0
  }

  /// Judges sixteen bytes at a time from a sequence's start; returns where a sequence starts, `nil` when one is broken.
  private func sequencesEnd(from start: Int) -> Int? {
    var index = start
    // Three bytes before `index` are read: step over the first sequences by hand.
    while index < start + 3, index < endIndex {
      guard let length = sequenceLength(at: index) else { return nil }
      index += length
    }
    var broken = SIMDMask<SIMD16<Int8>>(repeating: false)
    while index &+ 16 <= endIndex {
      broken = broken .| brokenSequences(at: index)
      index &+= 16
    }
    let halves = unsafeBitCast(broken, to: SIMD2<UInt64>.self)
    if halves[0] | halves[1] != 0 { return nil }
    // The last sequence may be cut: then go back to its start.
    for back in 1...3 where index - back >= start {
      let byte = self[index - back]
      if byte & 0xc0 == 0x80 { continue }
      let length = byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
      return length > back ? index - back : index
    }
    return index
  }

  /// Which of sixteen bytes cannot follow the three before it.
  @inline(__always)
  private func brokenSequences(at index: Int) -> SIMDMask<SIMD16<Int8>> {
    let bytes = sixteen(at: index)
    let one = sixteen(at: index &- 1)
    let (two, three) = (sixteen(at: index &- 2), sixteen(at: index &- 3))
    let continues = (bytes & all(0xc0)) .== all(0x80)
    let expected = (one .>= all(0xc0)) .| (two .>= all(0xe0)) .| (three .>= all(0xf0))
    let never = (bytes .>= all(0xf5)) .| ((bytes & all(0xfe)) .== all(0xc0))
    let low = ((one .== all(0xe0)) .& (bytes .< all(0xa0))) .| ((one .== all(0xf0)) .& (bytes .< all(0x90)))
    let high = ((one .== all(0xed)) .& (bytes .>= all(0xa0))) .| ((one .== all(0xf4)) .& (bytes .>= all(0x90)))
    return (continues .^ expected) .| never .| low .| high
  }

  @inline(__always)
  private func all(_ byte: UInt8) -> SIMD16<UInt8> { SIMD16(repeating: byte) }

  private func isUTF8Slowly(from start: Int) -> Bool {
    var index = start
    while index < endIndex {
      guard let length = sequenceLength(at: index) else { return false }
      index += length
    }
    return true
  }

  /// Length of the well-formed sequence at `index`; `nil` when there is none.
  func sequenceLength(at index: Int) -> Int? {
    let (length, second): (Int, ClosedRange<UInt8>) =
      switch self[index] {
      case 0..<0x80: (1, 0...0xff)
      case 0xc2...0xdf: (2, 0x80...0xbf)
      case 0xe0: (3, 0xa0...0xbf)
      case 0xed: (3, 0x80...0x9f)
      case 0xe1...0xef: (3, 0x80...0xbf)
      case 0xf0: (4, 0x90...0xbf)
      case 0xf1...0xf3: (4, 0x80...0xbf)
      case 0xf4: (4, 0x80...0x8f)
      default: (0, 0...0)
      }
    guard length > 0, index + length <= endIndex else { return nil }
    if length > 1, !second.contains(self[index + 1]) { return nil }
    for place in Swift.min(2, length)..<length where self[index + place] & 0xc0 != 0x80 { return nil }
    return length
  }
}

/// The places of the structural bytes of one window of the file, listed before they are looked at.
///
/// Listing and using in turns keeps the processor from guessing, block after block, how many there are.
struct Places: ~Copyable {
  /// Bytes of a window, a multiple of 64: its list stays in the nearest caches.
  static let window = 4096

  /// Places relative to `base`; a few more than a window has bytes, the list being written four at a time.
  fileprivate let memory: UnsafeMutablePointer<UInt16>
  private let owner: Memory<UInt16>
  fileprivate private(set) var base = 0
  fileprivate var cursor = 0
  fileprivate private(set) var count = 0
  private var windowEnd: Int

  init(from start: Int) {
    owner = Memory(capacity: Places.window + 8)
    memory = owner.start
    windowEnd = start
  }

  /// The next structural byte; `limit` when there is none.
  @inline(__always)
  mutating func next(_ bytes: ByteView, _ structure: Structure, limit: Int) -> Int {
    if cursor == count, !fill(bytes, structure, limit: limit) { return limit }
    let place = base &+ Int(memory[cursor])
    cursor &+= 1
    return place
  }

  /// Makes `index` the first byte that is looked at.
  mutating func seek(_ index: Int) {
    guard index >= base, index < windowEnd else {
      (cursor, count, windowEnd) = (0, 0, index)
      return
    }
    cursor = 0
    while cursor < count, base + Int(memory[cursor]) < index { cursor += 1 }
  }

  /// Lists the next window that has a structural byte; `false` when there is none before `limit`.
  @inline(never)
  mutating func fill(_ bytes: ByteView, _ structure: Structure, limit: Int) -> Bool {
    while windowEnd < limit {
      (cursor, count, base) = (0, 0, windowEnd)
      windowEnd = Swift.min(limit, base &+ Places.window)
      var block = base
      while block < windowEnd {
        list(structure.mask(bytes, block: block, limit: limit), at: UInt16(truncatingIfNeeded: block &- base))
        block &+= 64
      }
      if count > 0 { return true }
    }
    return false
  }

  /// Adds the places of the mask's bits; those written beyond `count` are written over by the next.
  @inline(__always)
  private mutating func list(_ mask: UInt64, at offset: UInt16) {
    var mask = mask
    let end = count &+ mask.nonzeroBitCount
    while count < end {
      for slot in 0..<4 {
        memory[count &+ slot] = offset &+ UInt16(truncatingIfNeeded: mask.trailingZeroBitCount)
        mask &= mask &- 1
      }
      count &+= 4
    }
    count = end
  }
}

/// A text of at most thirty-two bytes, compared and hashed without a branch on its length.
struct ShortText: Sendable {
  private var words: SIMD4<UInt64>
  /// Number of bytes, -1 when the text is longer.
  let length: Int

  /// Keeps the first `length` of 32 bytes.
  static let kept: [SIMD4<UInt64>] = (0...32).map { length in
    var words = SIMD4<UInt64>(repeating: 0)
    for byte in 0..<length { words[byte / 8] |= 0xff << UInt64(byte % 8 * 8) }
    return words
  }

  fileprivate static let long = ShortText(words: SIMD4(repeating: 0), length: -1)

  private init(words: SIMD4<UInt64>, length: Int) {
    self.words = words
    self.length = length
  }

  @inline(__always)
  fileprivate init(_ words: SIMD4<UInt64>, length: Int, kept: [SIMD4<UInt64>]) {
    self.words = words & kept[length]
    self.length = length
  }

  @inline(__always)
  func isSame(as other: ShortText) -> Bool {
    let difference = words ^ other.words
    return length == other.length && difference[0] | difference[1] | difference[2] | difference[3] == 0
  }

  @inline(__always)
  var hash: UInt64 {
    let one = (words[0] &* 0x9e37_79b9_7f4a_7c15) ^ (words[1] &* 0xff51_afd7_ed55_8ccd)
    let two = (words[2] &* 0xc4ce_b9fe_1a85_ec53) ^ (words[3] &* 0xbf58_476d_1ce4_e5b9)
    let sum = one &+ two &+ UInt64(truncatingIfNeeded: length)
    let mixed = (sum ^ (sum &>> 29)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed &>> 32)
  }
}

/// Memory given back when the last value that uses it goes.
fileprivate final class Memory<Element: BitwiseCopyable> {
  let start: UnsafeMutablePointer<Element>
  let capacity: Int

  init(capacity: Int) {
    start = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit { start.deallocate() }
}

/// One cell of a row, as a range of the file's bytes.
struct Cell: Equatable, BitwiseCopyable {
  enum Kind: Int {
    /// The bytes are the text.
    case plain
    /// Protected; the quotes are out of the range and nothing is escaped in it.
    case quoted
    /// Protected, and holding quotes that are escaped or astray.
    case escaped
  }

  let start: Int
  private let bits: Int

  @inline(__always)
  init(start: Int, end: Int, kind: Kind) {
    self.start = start
    bits = end &<< 2 | kind.rawValue
  }

  var end: Int { bits &>> 2 }
  var kind: Kind { Kind(rawValue: bits & 3) ?? .plain }
}

/// The cells of the row being read; its memory is used again for every row.
struct CellBuffer: ~Copyable {
  private var memory: Memory<Cell>
  private var start: UnsafeMutablePointer<Cell>
  private(set) var count = 0

  init() {
    memory = Memory(capacity: 64)
    start = memory.start
  }

  @inline(__always)
  mutating func removeAll() { count = 0 }

  @inline(__always)
  mutating func append(_ cell: Cell) {
    if count == memory.capacity { grow() }
    start[count] = cell
    count &+= 1
  }

  /// Adds bare cells up to the first listed byte that is no delimiter and returns its place; `nil` at the list's end.
  ///
  /// `cellStart` is where the first of them starts, then where the next will.
  @inline(__always)
  mutating func appendBare(
    _ places: inout Places,
    _ bytes: ByteView,
    delimiter: UInt8,
    cellStart: inout Int
  ) -> Int? {
    let (list, base, listed) = (places.memory, places.base, places.count)
    var (cursor, cells, first) = (places.cursor, count, cellStart)
    defer { (places.cursor, count, cellStart) = (cursor, cells, first) }
    while cursor < listed {
      let place = base &+ Int(list[cursor])
      cursor &+= 1
      if bytes[place] != delimiter { return place }
      if cells == memory.capacity {
        count = cells
        grow()
      }
      start[cells] = Cell(start: first, end: place, kind: .plain)
      cells &+= 1
      first = place &+ 1
    }
    return nil
  }

  @inline(never)
  private mutating func grow() {
    let larger = Memory<Cell>(capacity: memory.capacity * 2)
    larger.start.initialize(from: start, count: count)
    (memory, start) = (larger, larger.start)
  }

  /// The cells read so far; not to be used once the buffer changes.
  @inline(__always)
  var cells: Cells { Cells(memory: UnsafeBufferPointer(start: start, count: count)) }
}

/// Cells of some rows, column after column; its memory is used again for every batch.
struct CellColumns: ~Copyable {
  private let memory: Memory<Cell>
  private let columns: [Int]
  private let capacity: Int

  /// Room for the cells of these columns of the table.
  init(_ columns: [Int], capacity: Int) {
    memory = Memory(capacity: Swift.max(1, columns.count * capacity))
    memory.start.initialize(repeating: Cell(start: 0, end: 0, kind: .plain), count: memory.capacity)
    (self.columns, self.capacity) = (columns, capacity)
  }

  /// Keeps the asked cells of a row as those of row `index`; a cell that lacks is empty.
  @inline(__always)
  func set(_ row: Cells, at index: Int) {
    precondition(index >= 0 && index < capacity)
    var place = index
    for column in columns {
      memory.start[place] = column < row.count ? row[column] : Cell(start: 0, end: 0, kind: .plain)
      place &+= capacity
    }
  }

  @inline(__always)
  subscript(place: Int, index: Int) -> Cell {
    assert(place < columns.count && index < capacity)
    return memory.start[place &* capacity &+ index]
  }
}

/// The cells of one row, valid while the row is.
struct Cells: RandomAccessCollection {
  fileprivate let memory: UnsafeBufferPointer<Cell>

  var startIndex: Int { 0 }
  var endIndex: Int { memory.count }
  @inline(__always)
  subscript(index: Int) -> Cell { memory[index] }
}
