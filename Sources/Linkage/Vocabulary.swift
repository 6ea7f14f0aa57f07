/// Distinct texts numbered from 1 in the order of arrival; 0 is the missing value.
struct Vocabulary: Sendable {
  private(set) var bytes: [UInt8] = []
  private(set) var ends: [UInt32] = [0]
  /// Hash of each text, the same in every run.
  private(set) var hashes: [UInt64] = [0]
  private var slots = [UInt32](repeating: 0, count: 1 << 10)

  /// How many numbers are in use, the missing value included.
  var count: Int { ends.count }

  func range(_ value: Int) -> Range<Int> { value == 0 ? 0..<0 : Int(ends[value - 1])..<Int(ends[value]) }

  func text(_ value: Int) -> ArraySlice<UInt8> { bytes[range(value)] }

  func length(_ value: Int) -> Int { range(value).count }

  /// Number of a text, given now if it is new; 0 for the empty text.
  mutating func insert(_ text: ArraySlice<UInt8>) -> UInt32 {
    guard !text.isEmpty else { return 0 }
    let hash = stableHash(text)
    let slot = slot(of: text, hash)
    if slots[slot] != 0 { return slots[slot] }
    let value = UInt32(truncatingIfNeeded: ends.count)
    slots[slot] = value
    bytes.append(contentsOf: text)
    ends.append(UInt32(truncatingIfNeeded: bytes.count))
    hashes.append(hash)
    if ends.count * 2 > slots.count { grow() }
    return value
  }

  /// Number of a text, 0 when it was never inserted.
  func find(_ text: ArraySlice<UInt8>) -> UInt32 {
    text.isEmpty ? 0 : slots[slot(of: text, stableHash(text))]
  }

  /// Where the number of a text stands, or would.
  private func slot(of text: ArraySlice<UInt8>, _ hash: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let value = Int(slots[slot])
      if hashes[value] == hash, equals(value, text) { break }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private func equals(_ value: Int, _ text: ArraySlice<UInt8>) -> Bool {
    let range = range(value)
    guard range.count == text.count else { return false }
    var place = text.startIndex
    for index in range {
      if bytes[index] != text[place] { return false }
      place += 1
    }
    return true
  }

  private mutating func grow() {
    var larger = [UInt32](repeating: 0, count: slots.count * 4)
    let mask = larger.count - 1
    for value in 1..<ends.count {
      var slot = Int(truncatingIfNeeded: hashes[value]) & mask
      while larger[slot] != 0 { slot = (slot + 1) & mask }
      larger[slot] = UInt32(truncatingIfNeeded: value)
    }
    slots = larger
  }

  func frozen(in store: FrozenStore) -> Words {
    Words(bytes: store.freeze(bytes), ends: store.freeze(ends), hashes: store.freeze(hashes))
  }
}

/// The texts of a vocabulary, once it is complete.
struct Words: BitwiseCopyable, Sendable {
  fileprivate let bytes: Frozen<UInt8>
  fileprivate let ends: Frozen<UInt32>
  /// Hash of each text.
  let hashes: Frozen<UInt64>

  fileprivate init(bytes: Frozen<UInt8>, ends: Frozen<UInt32>, hashes: Frozen<UInt64>) {
    self.bytes = bytes
    self.ends = ends
    self.hashes = hashes
  }

  var count: Int { ends.count }

  subscript(_ value: Int) -> Letters { bytes[(value == 0 ? 0 : Int(ends[value - 1]))..<Int(ends[value])] }

  func length(_ value: Int) -> Int { value == 0 ? 0 : Int(ends[value] - ends[value - 1]) }
}

/// A hash of bytes that is the same in every run, unlike `Hasher`.
func stableHash(_ text: ArraySlice<UInt8>) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in text { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
  return mixed(hash)
}

/// Spreads the bits of a word (finaliser of SplitMix64).
func mixed(_ word: UInt64) -> UInt64 {
  var z = word &+ 0x9e37_79b9_7f4a_7c15
  z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
  z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
  return z ^ (z >> 31)
}
