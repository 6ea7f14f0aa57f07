extension ByteView {
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
  func occurrences(of byte: UInt8) -> Int { occurrences(of: byte, and: byte).0 }

  /// How many bytes equal each of two.
  func occurrences(of one: UInt8, and other: UInt8) -> (Int, Int) {
    let (first, second) = (SIMD16(repeating: one), SIMD16(repeating: other))
    var (index, totals) = (startIndex, (0, 0))
    while index + 16 <= endIndex {
      // A lane counts to 255 at most, so 255 steps fit before the lanes are added up.
      var lanes = (SIMD16<UInt8>(repeating: 0), SIMD16<UInt8>(repeating: 0))
      let end = Swift.min(index + 255 * 16, endIndex - 15)
      while index < end {
        let bytes = sixteen(at: index)
        lanes.0 &+= SIMD16<UInt8>(repeating: 0).replacing(with: 1, where: bytes .== first)
        lanes.1 &+= SIMD16<UInt8>(repeating: 0).replacing(with: 1, where: bytes .== second)
        index &+= 16
      }
      for lane in 0..<16 { totals = (totals.0 + Int(lanes.0[lane]), totals.1 + Int(lanes.1[lane])) }
    }
    for byte in self[index..<endIndex] {
      totals = (totals.0 + (byte == one ? 1 : 0), totals.1 + (byte == other ? 1 : 0))
    }
    return totals
  }
}
