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
  private static let weights: SIMD16<UInt8> = [1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128]

  init(delimiter: UInt8, lineEnd: UInt8, quote: UInt8) {
    self.delimiter = SIMD16(repeating: delimiter)
    self.lineEnd = SIMD16(repeating: lineEnd)
    self.quote = SIMD16(repeating: quote)
  }

  /// Bit `i` tells whether byte `block + i` is one of the three; bits from `limit` on are 0.
  @inline(__always)
  func mask(_ bytes: ByteView, block: Int, limit: Int) -> UInt64 {
    guard block + 64 <= limit else { return tail(bytes, block: block, limit: limit) }
    return bits(bytes.chunk(at: block)) | bits(bytes.chunk(at: block + 16)) << 16
      | bits(bytes.chunk(at: block + 32)) << 32 | bits(bytes.chunk(at: block + 48)) << 48
  }

  /// One bit for each of sixteen bytes: weights added up by a multiplication, SSE2 having no such sum.
  @inline(__always)
  private func bits(_ bytes: SIMD16<UInt8>) -> UInt64 {
    let hits = (bytes .== delimiter) .| (bytes .== lineEnd) .| (bytes .== quote)
    let weighted = SIMD16<UInt8>(repeating: 0).replacing(with: Structure.weights, where: hits)
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
    while index + 16 <= endIndex {
      let bytes = sixteen(at: index)
      if (bytes .>= 0x80) == SIMDMask(repeating: false) {
        index += 16
        continue
      }
      guard let next = sequencesEnd(from: index) else { return false }
      index = next
    }
    return isUTF8Slowly(from: index)
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
    while index + 16 <= endIndex {
      let bytes = sixteen(at: index)
      let one = sixteen(at: index - 1)
      let two = sixteen(at: index - 2)
      let three = sixteen(at: index - 3)
      let continues = (bytes & 0xc0) .== 0x80
      let expected = (one .>= 0xc0) .| (two .>= 0xe0) .| (three .>= 0xf0)
      broken = broken .| (continues .^ expected) .| (bytes .>= 0xf5) .| ((bytes & 0xfe) .== 0xc0)
      let low = ((one .== 0xe0) .& (bytes .< 0xa0)) .| ((one .== 0xf0) .& (bytes .< 0x90))
      let high = ((one .== 0xed) .& (bytes .>= 0xa0)) .| ((one .== 0xf4) .& (bytes .>= 0x90))
      broken = broken .| low .| high
      index += 16
      if index & 0xfff < 16, broken != SIMDMask(repeating: false) { return nil }
    }
    if broken != SIMDMask(repeating: false) { return nil }
    // The last sequence may be cut: then go back to its start.
    for back in 1...3 where index - back >= start {
      let byte = self[index - back]
      if byte & 0xc0 == 0x80 { continue }
      let length = byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
      return length > back ? index - back : index
    }
    return index
  }

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

/// One cell of a row, as a range of the file's bytes.
struct Cell: Equatable {
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
  private var memory: UnsafeMutableBufferPointer<Cell>
  private(set) var count = 0

  init() { memory = .allocate(capacity: 64) }

  deinit { memory.deallocate() }

  @inline(__always)
  mutating func removeAll() { count = 0 }

  @inline(__always)
  mutating func append(_ cell: Cell) {
    if count == memory.count { grow() }
    memory[count] = cell
    count &+= 1
  }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutableBufferPointer<Cell>.allocate(capacity: memory.count * 2)
    _ = larger.initialize(from: memory[..<count])
    memory.deallocate()
    memory = larger
  }

  /// The cells read so far; not to be used once the buffer changes.
  var cells: Cells { Cells(memory: UnsafeBufferPointer(rebasing: UnsafeBufferPointer(memory)[..<count])) }
}

/// The cells of one row, valid while the row is.
struct Cells: RandomAccessCollection {
  fileprivate let memory: UnsafeBufferPointer<Cell>

  var startIndex: Int { 0 }
  var endIndex: Int { memory.count }
  @inline(__always)
  subscript(index: Int) -> Cell { memory[index] }
}
