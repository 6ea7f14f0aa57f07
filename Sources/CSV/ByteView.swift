/// Bytes seen in place, one or many at a time: with `CellBuffer.swift`, all the unsafe code of `CSV`.
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

  /// The same bytes for who is out of the module: they live as long as the call.
  @inline(__always)
  func withSpan<Result>(_ body: (borrowing Span<UInt8>) -> Result) -> Result {
    body(UnsafeBufferPointer(start: base + startIndex, count: endIndex - startIndex).span)
  }

  /// The text of bytes that are UTF-8.
  var text: String { String(decoding: UnsafeBufferPointer(start: base + startIndex, count: count), as: UTF8.self) }

  /// Sixteen bytes from `index`, all of which the caller knows to be in the view.
  @inline(__always)
  func sixteen(at index: Int) -> SIMD16<UInt8> {
    assert(index >= startIndex && index + 16 <= endIndex)
    return UnsafeRawPointer(base + index).loadUnaligned(as: SIMD16<UInt8>.self)
  }

  @inline(__always)
  func eight(at index: Int) -> UInt64 {
    assert(index >= startIndex && index + 8 <= endIndex)
    return UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
  }

  @inline(__always)
  func four(at index: Int) -> UInt64 {
    assert(index >= startIndex && index + 4 <= endIndex)
    return UInt64(UnsafeRawPointer(base + index).loadUnaligned(as: UInt32.self))
  }
}

extension SIMDMask<SIMD16<Int8>> {
  /// Whether no lane is set.
  @inline(__always)
  var isEmpty: Bool {
    let words = unsafeBitCast(self, to: SIMD2<UInt64>.self)
    return words[0] | words[1] == 0
  }
}

extension SIMD16<UInt8> {
  /// The same bits as two words.
  @inline(__always)
  var words: SIMD2<UInt64> { unsafeBitCast(self, to: SIMD2<UInt64>.self) }

  @inline(__always)
  init(words: SIMD2<UInt64>) { self = unsafeBitCast(words, to: SIMD16<UInt8>.self) }
}
