/// The distinct values of the fields that share one numbering, with what comparing them needs.
struct ValueSpace: Sendable {
  var words = Vocabulary()
  /// Hash of the sound of a name; empty unless the space holds names.
  var sounds: [UInt32] = []
  /// `yyyymmdd`; empty unless the space holds dates.
  var dates: [UInt32] = []
  /// The words of each value: those of value `v` are `tokenIds[tokenStarts[v]..<tokenStarts[v + 1]]`.
  var tokenStarts: [UInt32] = []
  var tokenIds: [UInt32] = []
  var tokens = Vocabulary()
  /// How much sharing a word says: logarithm of the share of values without it; 0 at index 0.
  var tokenWeights: [Double] = []

  func tokenRange(_ value: Int) -> Range<Int> { Int(tokenStarts[value])..<Int(tokenStarts[value + 1]) }

  mutating func describeNames() {
    sounds = [0]
    sounds.reserveCapacity(words.count)
    for value in 1..<words.count {
      let sound = frenchPhonetic(Array(words.text(value)))
      sounds.append(UInt32(truncatingIfNeeded: stableHash(sound[...])))
    }
    splitTokens()
  }

  mutating func splitTokens() {
    tokenStarts = [0, 0]
    var holders: [UInt32] = [0]
    for value in 1..<words.count {
      for token in words.text(value).split(separator: space) {
        let id = tokens.insert(token)
        if Int(id) == holders.count { holders.append(0) }
        holders[Int(id)] += 1
        tokenIds.append(id)
      }
      tokenStarts.append(UInt32(truncatingIfNeeded: tokenIds.count))
    }
    let all = Double(words.count)
    tokenWeights = holders.map { $0 == 0 ? 0 : logarithm(1 + all / Double($0)) }
    words.seal()
    tokens.seal()
  }
}
