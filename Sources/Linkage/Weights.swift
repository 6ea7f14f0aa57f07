/// What agreement is worth: probability of each level of each comparison among pairs of each class.
///
/// A pair is the same person or not, in the same household or not. Personal comparisons depend on the first question,
/// household comparisons on the second, a surname on both: an address shared by two people then proves a household, never a
/// person, and a person who has moved is not held against.
package struct Weights: Sendable, Equatable {
  /// Among pairs of one person (of one household, for a comparison of that scope), by comparison and level.
  package internal(set) var same: [[Double]]
  /// Among two persons of one household; equal to `different` but for surnames.
  package internal(set) var relatives: [[Double]]
  /// Among pairs that have nothing to do with one another.
  package internal(set) var different: [[Double]]
  /// Share of all possible pairs that are: one person at home, one person who moved, two persons of one household.
  package internal(set) var personAtHome: Double
  package internal(set) var personMoved: Double
  package internal(set) var relativesShare: Double
}

/// Weights in bits, laid out for adding.
struct WeightTable: Sendable {
  let scopes: [Comparison.Scope]
  /// By comparison and level, 16 per comparison: evidence for the person, for the household, for a relative.
  private(set) var person = [Double](repeating: 0, count: 256)
  private(set) var household = [Double](repeating: 0, count: 256)
  private(set) var relative = [Double](repeating: 0, count: 256)
  let atHome: Double
  let moved: Double
  let related: Double

  init(_ weights: Weights, _ comparisons: [CompiledComparison]) {
    scopes = comparisons.map(\.scope)
    for (index, comparison) in comparisons.enumerated() {
      for level in 1..<comparison.levelCount {
        let bits = logarithm(weights.same[index][level] / weights.different[index][level])
        switch comparison.scope {
        case .person: person[index * 16 + level] = bits
        case .household: household[index * 16 + level] = bits
        case .family:
          person[index * 16 + level] = bits
          relative[index * 16 + level] = logarithm(weights.relatives[index][level] / weights.different[index][level])
        }
      }
    }
    let rest = max(1 - weights.personAtHome - weights.personMoved - weights.relativesShare, 1e-9)
    atHome = logarithm(weights.personAtHome / rest)
    moved = logarithm(weights.personMoved / rest)
    related = logarithm(weights.relativesShare / rest)
  }

  /// Evidence gathered on a pair, in bits.
  struct Evidence {
    var person = 0.0
    var household = 0.0
    var relative = 0.0
  }

  func add(_ comparison: Int, _ level: Int, to evidence: inout Evidence) {
    let place = comparison * 16 + level
    evidence.person += person[place]
    evidence.household += household[place]
    evidence.relative += relative[place]
  }

  /// Adds what a rare value is worth beyond the average one.
  func addRarity(_ bits: Double, _ comparison: Int, to evidence: inout Evidence) {
    switch scopes[comparison] {
    case .person: evidence.person += bits
    case .household: evidence.household += bits
    case .family:
      evidence.person += bits
      evidence.relative += bits
    }
  }

  /// Logarithm of the odds that a pair is one person.
  func bits(_ evidence: Evidence) -> Double {
    sumOfPowers(atHome + evidence.person + evidence.household, moved + evidence.person)
      - sumOfPowers(related + evidence.household + evidence.relative, 0)
  }

  /// The same, once their two households are known to be one.
  func bitsAtHome(_ evidence: Evidence) -> Double { atHome - related + evidence.person - evidence.relative }

  /// Logarithm of the odds that a pair is of one household.
  func householdBits(_ evidence: Evidence) -> Double {
    sumOfPowers(
      atHome + evidence.person + evidence.household,
      related + evidence.household + evidence.relative
    ) - sumOfPowers(moved + evidence.person, 0)
  }
}
