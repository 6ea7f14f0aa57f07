/// A pair worth keeping, with what was seen.
struct Edge: Sendable {
  var one: UInt32
  var other: UInt32
  /// Number of the rule that brought the pair; `UInt16.max` when its households did.
  var rule: UInt16
  /// Logarithm of the odds that the two are one person.
  var bits: Double
  var pattern: Comparator.Pattern
}

/// Scores pairs of positions.
struct PairScorer: BitwiseCopyable, Sendable {
  let comparator: Comparator
  let table: WeightTable
  /// Frequency of agreement among unrelated pairs, 16 levels per comparison: what rarity is measured against.
  private let different: Frozen<Double>
  private let counts: Frozen<Frozen<UInt32>>
  private let filled: Frozen<Int>
  /// Most that the comparisons from each on can still bring, to the person, and to the person against a relative.
  private var hopes: Frozen<Hope>

  private struct Hope: BitwiseCopyable {
    var person = 0.0
    var againstRelative = 0.0
  }

  init(_ comparator: Comparator, _ weights: Weights, _ records: PreparedRecords, in store: FrozenStore) {
    self.comparator = comparator
    table = WeightTable(weights, comparator.comparisons, in: store)
    different = store.freeze(
      weights.different.flatMap { ($0 + [Double](repeating: 1, count: 16)).prefix(16).map(logarithm) }
    )
    counts = store.freeze(records.counts)
    filled = store.freeze(records.filled)
    hopes = store.freeze([])
    hopes = store.freeze(greatestHopes())
  }

  /// From the last comparison backwards, the best level of each, on the rarest value.
  private func greatestHopes() -> [Hope] {
    var hopes = [Hope()]
    for index in comparator.comparisons.indices.reversed() {
      let comparison = comparator.comparisons[index]
      var best = Hope()
      for level in 1..<comparison.levelCount + 2 {
        var evidence = WeightTable.Evidence()
        table.add(index, level, to: &evidence)
        table.addRarity(greatestRarity(index, level), index, level, to: &evidence)
        best.person = max(best.person, evidence.person)
        best.againstRelative = max(best.againstRelative, evidence.person - evidence.relative)
      }
      let takenBack = comparison.partner >= 0 && comparison.partner < index ? worstBits(comparison.partner) : 0
      best.person -= takenBack
      best.againstRelative -= takenBack
      let after = hopes[hopes.count - 1]
      hopes.append(
        Hope(person: after.person + best.person, againstRelative: after.againstRelative + best.againstRelative)
      )
    }
    return hopes.reversed()
  }

  /// Worst that a comparison may have said before a swap takes it back.
  private func worstBits(_ index: Int) -> Double {
    var worst = 0.0
    for level in 1..<comparator.comparisons[index].levelCount + 2 {
      var evidence = WeightTable.Evidence()
      table.add(index, level, to: &evidence)
      worst = min(worst, evidence.person)
    }
    return worst
  }

  private func greatestRarity(_ index: Int, _ level: Int) -> Double {
    let comparison = comparator.comparisons[index]
    guard level <= comparison.levelCount else { return 0 }
    let declared = comparator.levels[comparison.firstLevel + level - 1]
    guard declared.usesFrequency else { return 0 }
    let rarest = logarithm(1 / Double(filled[declared.field(0)] + 2))
    return max(0, different[index * 16 + (declared.measure == .exact ? level : 1)] - rarest)
  }

  /// Levels and evidence of a pair, in bits; `nil` as soon as the comparisons left cannot bring it to `floor`.
  func score(
    _ one: Int,
    _ other: Int,
    floor: Double,
    _ memory: inout Comparator.Memory
  ) -> (pattern: Comparator.Pattern, bits: Double)? {
    var pattern: Comparator.Pattern = 0
    var evidence = WeightTable.Evidence()
    for index in comparator.comparisons.indices {
      let level = comparator.level(comparator.comparisons[index], index, one, other, &memory)
      guard level != Comparator.missing else { continue }
      pattern |= Comparator.Pattern(level) << Comparator.Pattern(4 * index)
      table.add(index, level, to: &evidence)
      let rarity = rarity(index, level, one, other)
      if rarity != 0 { table.addRarity(rarity, index, level, to: &evidence) }
      let hope = hopes[index + 1]
      let atHome = table.atHome - table.related + evidence.person - evidence.relative + hope.againstRelative
      let moved = table.moved + evidence.person + hope.person
      if max(atHome, moved) + 1 < floor { return nil }
    }
    let shown = comparator.withoutSwaps(pattern)
    let bits = shown == pattern ? table.bits(evidence) : bits(one, other, shown)
    return bits < floor ? nil : (shown, bits)
  }

  func evidence(_ one: Int, _ other: Int, _ pattern: Comparator.Pattern) -> WeightTable.Evidence {
    var evidence = WeightTable.Evidence()
    for index in comparator.comparisons.indices {
      let level = Int((pattern >> Comparator.Pattern(4 * index)) & 15)
      guard level != Comparator.missing else { continue }
      table.add(index, level, to: &evidence)
      let rarity = rarity(index, level, one, other)
      if rarity != 0 { table.addRarity(rarity, index, level, to: &evidence) }
    }
    return evidence
  }

  /// What the rarity of the values of a pair adds to its levels.
  func rarity(_ one: Int, _ other: Int, _ pattern: Comparator.Pattern) -> WeightTable.Evidence {
    var evidence = WeightTable.Evidence()
    for index in comparator.comparisons.indices {
      let level = Int((pattern >> Comparator.Pattern(4 * index)) & 15)
      guard level != Comparator.missing else { continue }
      table.addRarity(rarity(index, level, one, other), index, level, to: &evidence)
    }
    return evidence
  }

  /// What agreeing on these values is worth beyond agreeing on average ones, in bits; half as much when they only nearly do.
  func rarity(_ index: Int, _ level: Int, _ one: Int, _ other: Int) -> Double {
    let comparison = comparator.comparisons[index]
    guard level <= comparison.levelCount else { return 0 }
    let declared = comparator.levels[comparison.firstLevel + level - 1]
    guard declared.usesFrequency else { return 0 }
    let field = declared.field(0)
    let count = max(counts[field][comparator.value(one, field)], counts[field][comparator.value(other, field)])
    let frequency = logarithm(Double(max(count, 2) - 1) / Double(filled[field] + 2))
    return declared.measure == .exact
      ? different[index * 16 + level] - frequency : 0.5 * (different[index * 16 + 1] - frequency)
  }

  func bits(_ one: Int, _ other: Int, _ pattern: Comparator.Pattern) -> Double {
    table.bits(evidence(one, other, pattern))
  }
}
