/// SplitMix64, bounded: the same draws on every machine.
struct Random {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed &>> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed &>> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((mixed ^ (mixed &>> 31)) % UInt64(bound))
  }

  mutating func one(_ words: [String]) -> String { words[below(words.count)] }

  mutating func shuffle(_ rows: inout [String]) {
    for place in rows.indices.dropFirst().reversed() { rows.swapAt(place, below(place + 1)) }
  }

  /// Few values are frequent, many are rare.
  mutating func skewed(_ count: Int) -> Int { min(below(count), below(count), below(count)) }

  /// An invented name.
  mutating func word(_ syllables: Int) -> String {
    (0..<syllables).map { _ in
      one(["B", "BR", "D", "F", "G", "L", "M", "N", "P", "R", "S", "T", "V", "CH", "GU"])
        + one(["A", "E", "I", "O", "OU", "AN", "IN", "EL", "AR"])
    }.joined()
  }
}

/// The number with zeros before it.
func padded(_ value: Int, _ width: Int) -> String {
  let digits = String(value)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
