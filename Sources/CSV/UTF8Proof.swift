extension ByteView {
  /// Whether the bytes are well-formed UTF-8 (no overlong form, no surrogate, nothing above U+10FFFF).
  ///
  /// Stretches of ASCII are stepped over, others are judged sixteen bytes at a time where they only have the sequences of
  /// European texts, and one by one where they have others.
  func isUTF8() -> Bool {
    var isSuspect = false
    return isUTF8(suspecting: &isSuspect)
  }

  /// The same; `isSuspect` is set where characters may have been encoded twice (`Ã`, `Â`, `â‚`), or a mark stands within.
  func isUTF8(suspecting isSuspect: inout Bool) -> Bool {
    var index = startIndex
    while index < endIndex {
      while index &+ 64 <= endIndex, isASCII(at: index) { index &+= 64 }
      let end = Swift.min(index &+ 1024, endIndex)
      guard
        let next = afterEuropean(from: index, to: end, &isSuspect) ?? afterSequences(from: index, to: end, &isSuspect)
      else { return false }
      index = next
    }
    return true
  }

  /// The first byte from `start` on that is not ASCII, else the end.
  func firstHighByte(from start: Int) -> Int {
    var index = start
    while index &+ 64 <= endIndex, isASCII(at: index) { index &+= 64 }
    while index &+ 8 <= endIndex, eight(at: index) & 0x8080_8080_8080_8080 == 0 { index &+= 8 }
    while index < endIndex, self[index] < 0x80 { index &+= 1 }
    return index
  }

  /// Whether all the bytes are ASCII.
  var isASCII: Bool { firstHighByte(from: startIndex) == endIndex }

  /// Whether sixty-four bytes are ASCII.
  @inline(__always)
  private func isASCII(at index: Int) -> Bool {
    let all = sixteen(at: index) | sixteen(at: index &+ 16) | sixteen(at: index &+ 32) | sixteen(at: index &+ 48)
    return (all.words[0] | all.words[1]) & 0x8080_8080_8080_8080 == 0
  }

  /// Where a sequence starts at or just before `end`; `nil` when the bytes are too few, or when one is broken or rarer than
  /// U+0080…U+07FF and U+1000…U+CFFF.
  private func afterEuropean(from start: Int, to end: Int, _ isSuspect: inout Bool) -> Int? {
    let last = start &+ (end &- start) & ~15
    guard start &- 2 >= startIndex, last > start else { return nil }
    var unsure = SIMDMask<SIMD16<Int8>>(repeating: false)
    var doubled = unsure
    var index = start
    while index < last {
      let (bytes, one, two) = (sixteen(at: index), sixteen(at: index &- 1), sixteen(at: index &- 2))
      let continues = (bytes & all(0xc0)) .== all(0x80)
      let expected = (one .>= all(0xc0)) .| (two .>= all(0xe0))
      let rare = (bytes .>= all(0xed)) .| (bytes .== all(0xe0)) .| ((bytes & all(0xfe)) .== all(0xc0))
      unsure = unsure .| (continues .^ expected) .| rare
      let tilde = (one .== all(0xc3)) .& ((bytes & all(0xfe)) .== all(0x82))
      doubled = doubled .| tilde .| (two .== all(0xc3)) .& (one .== all(0xa2)) .& (bytes .== all(0xe2))
      index &+= 16
    }
    if !doubled.isEmpty { isSuspect = true }
    return unsure.isEmpty ? sequenceStart(near: last) : nil
  }

  /// `end`, or the start of the two- or three-byte sequence that goes beyond it.
  private func sequenceStart(near end: Int) -> Int {
    if self[end &- 1] >= 0xc0 { return end &- 1 }
    return self[end &- 2] >= 0xe0 ? end &- 2 : end
  }

  @inline(__always)
  private func all(_ byte: UInt8) -> SIMD16<UInt8> { SIMD16(repeating: byte) }

  /// Where the sequences from `start` on go to or beyond `end`; `nil` when one is broken.
  private func afterSequences(from start: Int, to end: Int, _ isSuspect: inout Bool) -> Int? {
    var index = start
    while index < end {
      guard let length = sequenceLength(at: index) else { return nil }
      if length > 1, isSuspectSequence(at: index) { isSuspect = true }
      index += length
    }
    return index
  }

  private func isSuspectSequence(at index: Int) -> Bool {
    switch (self[index], self[index + 1]) {
    case (0xc3, 0x82), (0xc3, 0x83): true
    case (0xc3, 0xa2): index + 2 < endIndex && self[index + 2] == 0xe2
    case (0xef, 0xbb): self[index + 2] == 0xbf
    default: false
    }
  }

  /// Length of the well-formed sequence of two bytes or more at `index` whose character a European text may have; else `nil`.
  ///
  /// Two signs of windows-1252 are seldom such a sequence, and then of a character that no such text has (`É”`).
  func plausibleSequenceLength(at index: Int) -> Int? {
    guard let length = sequenceLength(at: index), length > 1 else { return nil }
    switch self[index] {
    case 0xc2...0xc5, 0xcb, 0xf0: return length
    // ƒ alone, which windows-1252 has.
    case 0xc6: return self[index + 1] == 0x92 ? length : nil
    case 0xe2: return self[index + 1] < 0xb0 ? length : nil
    case 0xef: return self[index + 1] == 0xbb || self[index + 1] == 0xac || self[index + 1] == 0xbf ? length : nil
    default: return nil
    }
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
