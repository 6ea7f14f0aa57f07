/// What agreement is worth: probability of each level of each comparison among pairs of each class.
///
/// A pair is the same person or not, in the same household or not. Personal comparisons depend on the first question,
/// household comparisons on the second, a surname on both: an address shared by two people then proves a household, never a
/// person, and a person who has moved is not held against.
package struct Weights: Sendable, Equatable {
  /// Among pairs of one person (of one household, for a comparison of that scope), by comparison and level.
  package internal(set) var same: [[Double]]
  /// Among two persons of one household: surnames are shared, birth dates too (twins, slips of the pen).
  package internal(set) var relatives: [[Double]]
  /// Among pairs that have nothing to do with one another.
  package internal(set) var different: [[Double]]
  /// Share of all possible pairs that are: one person at home, one person who moved, two persons of one household.
  package internal(set) var personAtHome: Double
  package internal(set) var personMoved: Double
  package internal(set) var relativesShare: Double
  /// Pairs of twins for one pair of one person: they share surname, birth date and home as one person does.
  package internal(set) var twins: Double
  /// Probability from which they made links.
  package internal(set) var threshold = 0.5
}

extension Weights {
  /// Whether they were learnt on comparisons of the same shape.
  func fits(_ comparator: Comparator) -> Bool {
    same.count == comparator.comparisons.count
      && comparator.comparisons.indices.allSatisfy { index in
        let levels = comparator.comparisons[index].levelCount + 2
        return same[index].count == levels && relatives[index].count == levels && different[index].count == levels
      }
  }
}

/// Weights in bits, laid out for adding.
struct WeightTable: BitwiseCopyable, Sendable {
  /// Evidence by comparison and level, 16 per comparison.
  private let bits: Frozen<Evidence>
  private let comparisons: Frozen<CompiledComparison>
  let atHome: Double
  let moved: Double
  let related: Double
  /// Logarithm of what a pair of twins is for a pair of one person.
  let twins: Double

  init(_ weights: Weights, _ comparisons: Frozen<CompiledComparison>, in store: FrozenStore) {
    self.comparisons = comparisons
    var table = [Evidence](repeating: Evidence(), count: 16 * comparisons.count)
    for index in comparisons.indices {
      for level in 1..<comparisons[index].levelCount + 2 {
        let bits = logarithm(weights.same[index][level] / weights.different[index][level])
        switch comparisons[index].scope {
        case .household: table[index * 16 + level].household = bits
        case .person, .family:
          table[index * 16 + level].person = bits
          table[index * 16 + level].relative = logarithm(
            weights.relatives[index][level] / weights.different[index][level]
          )
          if comparisons[index].isCommonToTwins(level) { table[index * 16 + level].twin = bits }
        }
      }
    }
    bits = store.freeze(table)
    let rest = max(1 - weights.personAtHome - weights.personMoved - weights.relativesShare, 1e-9)
    atHome = logarithm(weights.personAtHome / rest)
    moved = logarithm(weights.personMoved / rest)
    related = logarithm(weights.relativesShare / rest)
    twins = logarithm(weights.twins)
  }

  /// Evidence gathered on a pair, in bits.
  struct Evidence: BitwiseCopyable, Sendable {
    var person = 0.0
    var household = 0.0
    var relative = 0.0
    /// Part of `person` that twins share: surname and birth date.
    var twin = 0.0
  }

  func add(_ comparison: Int, _ level: Int, to evidence: inout Evidence) {
    let more = bits[comparison * 16 + level]
    evidence.person += more.person
    evidence.household += more.household
    evidence.relative += more.relative
    evidence.twin += more.twin
  }

  /// Adds what a rare value is worth beyond the average one.
  func addRarity(_ bits: Double, _ comparison: Int, _ level: Int, to evidence: inout Evidence) {
    switch comparisons[comparison].scope {
    case .person: evidence.person += bits
    case .household: evidence.household += bits
    case .family:
      evidence.person += bits
      evidence.relative += bits
    }
    if comparisons[comparison].isCommonToTwins(level) { evidence.twin += bits }
  }

  /// Logarithm of the odds that a pair is one person.
  func bits(_ evidence: Evidence) -> Double {
    let place = sumOfPowers(atHome + evidence.household, moved)
    let others = sumOfPowers(related + evidence.household + evidence.relative, 0)
    return place + evidence.person - sumOfPowers(others, place + evidence.twin + twins)
  }

  /// The same, once their two households are known to be one.
  func bitsAtHome(_ evidence: Evidence) -> Double {
    atHome + evidence.person - sumOfPowers(related + evidence.relative, atHome + evidence.twin + twins)
  }
}
