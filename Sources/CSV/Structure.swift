/// The bytes that set cells and rows apart, ready to be compared sixteen at a time.
struct Structure {
  private let delimiter: SIMD16<UInt8>
  private let lineFeed = SIMD16<UInt8>(repeating: Byte.lineFeed)
  private let carriageReturn = SIMD16<UInt8>(repeating: Byte.carriageReturn)
  private let quote: SIMD16<UInt8>
  private let weights: SIMD16<UInt8> = [1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128]

  init(delimiter: UInt8, quote: UInt8) {
    self.delimiter = SIMD16(repeating: delimiter)
    self.quote = SIMD16(repeating: quote)
  }

  /// Bit `i` tells whether byte `block + i` is one of the four; bits from `limit` on are 0.
  @inline(__always)
  func mask(_ bytes: ByteView, block: Int, limit: Int) -> UInt64 {
    guard block &+ 64 <= limit else { return tail(bytes, block: block, limit: limit) }
    return bits(bytes.sixteen(at: block)) | bits(bytes.sixteen(at: block &+ 16)) &<< 16
      | bits(bytes.sixteen(at: block &+ 32)) &<< 32 | bits(bytes.sixteen(at: block &+ 48)) &<< 48
  }

  /// One bit for each of sixteen bytes: weights added up by a multiplication, SSE2 having no such sum.
  @inline(__always)
  private func bits(_ bytes: SIMD16<UInt8>) -> UInt64 {
    let hits = (bytes .== delimiter) .| (bytes .== lineFeed) .| (bytes .== carriageReturn) .| (bytes .== quote)
    let weighted = SIMD16<UInt8>(repeating: 0).replacing(with: weights, where: hits)
    let halves = weighted.words
    return (halves[0] &* 0x0101_0101_0101_0101) &>> 56 | ((halves[1] &* 0x0101_0101_0101_0101) &>> 56) << 8
  }

  @inline(never)
  private func tail(_ bytes: ByteView, block: Int, limit: Int) -> UInt64 {
    var mask: UInt64 = 0
    for index in block..<Swift.max(block, limit) {
      let byte = bytes[index]
      if byte == delimiter[0] || byte == quote[0] || Byte.isLineEnd(byte) { mask |= 1 << UInt64(index - block) }
    }
    return mask
  }
}
