/// A text of at most thirty-two bytes in four words, compared and hashed without a branch on its length; a longer one by
/// its hash, hence to be compared in full where two are the same.
struct ShortText: Sendable {
  private let words: SIMD4<UInt64>
  /// Number of bytes.
  let length: Int

  /// A text within `file`, what stands after it being read with it.
  @inline(__always)
  init(_ text: ByteView, in file: ByteView, kept: [SIMD4<UInt64>] = ShortText.kept) {
    length = text.count
    if length > 32 {
      words = SIMD4(text.hash(), 0, 0, 0)
    } else if text.startIndex &+ 32 <= file.endIndex {
      words = file.fourWords(at: text.startIndex) & kept[length]
    } else {
      words = ShortText.gathered(text)
    }
  }

  @inline(never)
  private static func gathered(_ text: ByteView) -> SIMD4<UInt64> {
    var words = SIMD4<UInt64>(repeating: 0)
    for (offset, byte) in text.enumerated() { words[offset / 8] |= UInt64(byte) << UInt64(offset % 8 * 8) }
    return words
  }

  /// What keeps the first 0, 1, … 32 of thirty-two bytes.
  static let kept: [SIMD4<UInt64>] = (0...32).map { length in
    var words = SIMD4<UInt64>(repeating: 0)
    for byte in 0..<length { words[byte / 8] |= 0xff << UInt64(byte % 8 * 8) }
    return words
  }

  /// Whether the words are the same, and the lengths.
  @inline(__always)
  func isSame(as other: ShortText) -> Bool {
    let difference = words ^ other.words
    return difference[0] | difference[1] | difference[2] | difference[3]
      | UInt64(bitPattern: Int64(length ^ other.length))
      == 0
  }

  /// A number whose upper bits tell texts apart.
  @inline(__always)
  var hash: UInt64 {
    (words[0] &* 0x9e37_79b9_7f4a_7c15) ^ (words[1] &* 0xff51_afd7_ed55_8ccd)
      &+ (words[2] &* 0xc4ce_b9fe_1a85_ec53) ^ (words[3] &* 0xbf58_476d_1ce4_e5b9)
  }
}
