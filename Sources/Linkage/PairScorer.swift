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
struct PairScorer: Sendable {
  let comparator: Comparator
  let table: WeightTable
  /// Frequency of the average agreement, by comparison and level: what rarity is measured against.
  private let different: [[Double]]
  private let width: Int

  init(_ comparator: Comparator, _ weights: Weights) {
    self.comparator = comparator
    table = WeightTable(weights, comparator.comparisons)
    different = weights.different
    width = comparator.records.fields.count
  }

  func evidence(_ one: Int, _ other: Int, _ pattern: Comparator.Pattern) -> WeightTable.Evidence {
    var evidence = WeightTable.Evidence()
    for index in comparator.comparisons.indices {
      let level = Int((pattern >> Comparator.Pattern(4 * index)) & 15)
      guard level != Comparator.missing else { continue }
      table.add(index, level, to: &evidence)
      let rarity = rarity(index, level, one, other)
      if rarity != 0 { table.addRarity(rarity, index, to: &evidence) }
    }
    return evidence
  }

  /// What agreeing on these values is worth beyond agreeing on average ones, in bits.
  func rarity(_ index: Int, _ level: Int, _ one: Int, _ other: Int) -> Double {
    let levels = comparator.comparisons[index].levels
    guard level <= levels.count, levels[level - 1].usesFrequency else { return 0 }
    let field = levels[level - 1].fields[0]
    let first = Int(comparator.records.cells[one * width + field])
    let second = Int(comparator.records.cells[other * width + field])
    let all = Double(comparator.records.filled[field] + 2)
    let count = Double(max(comparator.records.counts[field][first], comparator.records.counts[field][second]))
    let frequency = (count + 1) / all
    if levels[level - 1].measure == .exact {
      return logarithm(different[index][level] / frequency)
    }
    return 0.5 * logarithm(different[index][1] / frequency)
  }

  func bits(_ one: Int, _ other: Int, _ pattern: Comparator.Pattern) -> Double {
    table.bits(evidence(one, other, pattern))
  }
}
