/// The distinct values of the fields that share one numbering, with what comparing them needs.
struct ValueSpace: BitwiseCopyable, Sendable {
  let words: Words
  /// Facts about each text; empty unless the space holds names, addresses or texts.
  let facts: Frozen<ValueFacts>
  /// `yyyymmdd`; empty unless the space holds dates.
  let dates: Frozen<UInt32>
  /// The words of each value: those of value `v` are `tokenIds[tokenStarts[v]..<tokenStarts[v + 1]]`.
  let tokenStarts: Frozen<UInt32>
  let tokenIds: Frozen<UInt32>
  let tokens: Words
  /// How much sharing a word says: logarithm of the share of values without it; 0 at index 0.
  let tokenWeights: Frozen<Double>

  func tokenRange(_ value: Int) -> Range<Int> { Int(tokenStarts[value])..<Int(tokenStarts[value + 1]) }
}

/// A value space being filled.
struct ValueSpaceBuilder: Sendable {
  var words = Vocabulary()
  private var facts: [ValueFacts] = []
  private var dates: [UInt32] = []
  private var tokenStarts: [UInt32] = []
  private var tokenIds: [UInt32] = []
  private var tokens = Vocabulary()
  private var tokenWeights: [Double] = []

  /// Describes the values, once they are all there.
  mutating func describe(_ kind: FieldKind) {
    switch kind {
    case .givenName, .surname, .fullName:
      facts = (0..<words.count).map { ValueFacts(words.text($0), sound: sound($0)) }
      splitTokens()
    case .address, .town, .text:
      facts = (0..<words.count).map { ValueFacts(words.text($0), sound: 0) }
      splitTokens()
    case .personKey, .householdKey, .postcode:
      facts = (0..<words.count).map { ValueFacts(words.text($0), sound: 0) }
    case .date: dates = (0..<words.count).map { words.text($0).reduce(0) { $0 &* 10 &+ UInt32($1 &- 48) } }
    default: break
    }
  }

  private func sound(_ value: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: stableHash(frenchPhonetic(Array(words.text(value)))[...]))
  }

  private mutating func splitTokens() {
    tokenStarts = [0, 0]
    var holders: [UInt32] = [0]
    for value in 1..<max(words.count, 1) {
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
  }

  func frozen(in store: FrozenStore) -> ValueSpace {
    ValueSpace(
      words: words.frozen(in: store),
      facts: store.freeze(facts),
      dates: store.freeze(dates),
      tokenStarts: store.freeze(tokenStarts),
      tokenIds: store.freeze(tokenIds),
      tokens: tokens.frozen(in: store),
      tokenWeights: store.freeze(tokenWeights)
    )
  }
}
