/// Learns the weights: what unrelated pairs agree on is counted, the rest is found by expectation–maximisation.
///
/// Everything is counted in a fixed order on a fixed sample: the same records give the same weights to the last bit.
struct Training {
  let comparisons: Frozen<CompiledComparison>
  /// Pairs that could exist, and the share of them in the sample that blocking gave.
  let possiblePairs: Double
  let sampledShare: Double
  /// Records that could at most be linked.
  let possibleLinks: Double

  private(set) var weights: Weights
  private let prior: Weights

  init(_ comparisons: Frozen<CompiledComparison>, possiblePairs: Double, sampledShare: Double, possibleLinks: Double) {
    self.comparisons = comparisons
    let compiled = comparisons.indices.map { comparisons[$0] }
    self.possiblePairs = possiblePairs
    self.sampledShare = sampledShare
    self.possibleLinks = possibleLinks
    let hasHouseholds = compiled.contains { $0.scope == .household }
    let link = min(possibleLinks / max(possiblePairs, 1), 0.5)
    prior = Weights(
      same: compiled.map { expected(first: 0.8, last: $0.scope == .household ? 0.15 : 0.04, $0.levelCount) },
      relatives: compiled.map { expected(first: 0.6, last: 0.3, $0.levelCount) },
      different: compiled.map { expected(first: 0.003, last: 0.95, $0.levelCount) },
      personAtHome: hasHouseholds ? link * 0.5 : 1e-15,
      personMoved: hasHouseholds ? link * 0.1 : link * 0.6,
      relativesShare: hasHouseholds ? link * 0.5 : 1e-15
    )
    weights = prior
  }

  /// Weights after fitting the sample that blocking gave.
  mutating func fit(_ sample: [Observation]) -> Weights {
    let candidates = tally(sample)
    for _ in 0..<40 {
      let before = weights.personAtHome + weights.personMoved
      iterate(candidates)
      let change = abs(weights.personAtHome + weights.personMoved - before)
      if change < 1e-4 * before { break }
    }
    return weights
  }

  /// Counts what pairs that have nothing to do with one another agree on.
  mutating func count(_ unrelated: [Comparator.Pattern]) {
    var counts = prior.different.map { $0.map { $0 * 2 } }
    for pattern in unrelated {
      for index in comparisons.indices { counts[index][levelOf(pattern, index)] += 1 }
    }
    weights.different = counts.map(shares)
    for index in comparisons.indices where comparisons[index].scope != .family {
      weights.relatives[index] = weights.different[index]
    }
  }

  /// One round: whom each pattern is likely to be, then what each class looks like.
  private mutating func iterate(_ candidates: [(seen: Observation, count: Double)]) {
    let store = FrozenStore()
    let table = WeightTable(weights, comparisons, in: store)
    var same = prior.same.map { $0.map { $0 * 8 } }
    var relatives = comparisons.indices.map { index in
      comparisons[index].scope == .family
        ? prior.relatives[index].map { $0 * 8 } : weights.different[index].map { $0 * 400 }
    }
    var (home, moved, related) = (0.0, 0.0, 0.0)
    for (seen, count) in candidates {
      let pattern = seen.pattern
      var evidence = seen.rarity
      for index in comparisons.indices { table.add(index, levelOf(pattern, index), to: &evidence) }
      let bits = (
        home: table.atHome + evidence.person + evidence.household, moved: table.moved + evidence.person,
        related: table.related + evidence.household + evidence.relative
      )
      let all = sumOfPowers(sumOfPowers(bits.home, bits.moved), sumOfPowers(bits.related, 0))
      let isHome = count * power(bits.home - all)
      let isMoved = count * power(bits.moved - all)
      let isRelated = count * power(bits.related - all)
      home += isHome
      moved += isMoved
      related += isRelated
      for index in comparisons.indices {
        let level = levelOf(pattern, index)
        switch comparisons[index].scope {
        case .person:
          same[index][level] += isHome + isMoved
          relatives[index][level] += isRelated
        case .household: same[index][level] += isHome + isRelated
        case .family:
          same[index][level] += isHome + isMoved
          relatives[index][level] += isRelated
        }
      }
    }
    weights.same = same.map(shares)
    for index in comparisons.indices where comparisons[index].scope != .household {
      weights.relatives[index] = shares(relatives[index])
    }
    withExtendedLifetime(store) {}
    let all = max(possiblePairs * sampledShare, 1)
    let floor = 1e-3 / max(possiblePairs, 1)
    weights.personAtHome = max(home / all, min(floor, prior.personAtHome))
    weights.personMoved = max(moved / all, floor)
    weights.relativesShare = max(related / all, min(floor, prior.relativesShare))
  }

  private func levelOf(_ pattern: Comparator.Pattern, _ index: Int) -> Int {
    Int((pattern >> Comparator.Pattern(4 * index)) & 15)
  }
}

/// Shares of the levels from 1; the missing level keeps 1, which says nothing.
fileprivate func shares(_ counts: [Double]) -> [Double] {
  let all = counts.dropFirst().reduce(0, +)
  return [1] + counts.dropFirst().map { all > 0 ? max($0 / all, 1e-9) : 1 }
}

/// A first guess: so much for the first level, so much for « sinon », the rest shared between.
fileprivate func expected(first: Double, last: Double, _ levels: Int) -> [Double] {
  guard levels > 1 else { return shares([1, first, last]) }
  let between = max(1 - first - last, 0.001) / Double(levels - 1)
  return shares([1, first] + [Double](repeating: between, count: levels - 1) + [last])
}

/// A pair of the sample: its levels, and what the rarity of its values adds, in whole bits.
struct Observation: Sendable {
  let pattern: Comparator.Pattern
  /// Person, household and relative: a byte each.
  private let bits: UInt32

  init(_ pattern: Comparator.Pattern, rarity: WeightTable.Evidence) {
    self.pattern = pattern
    func byte(_ bits: Double) -> UInt32 { UInt32(min(max(bits, -100), 100).rounded() + 128) }
    bits = byte(rarity.person) << 16 | byte(rarity.household) << 8 | byte(rarity.relative)
  }

  var rarity: WeightTable.Evidence {
    WeightTable.Evidence(
      person: Double(bits >> 16) - 128,
      household: Double(bits >> 8 & 255) - 128,
      relative: Double(bits & 255) - 128
    )
  }

  static func precedes(_ one: Observation, _ other: Observation) -> Bool {
    one.pattern != other.pattern ? one.pattern < other.pattern : one.bits < other.bits
  }
}

/// How often each observation came, in a fixed order.
fileprivate func tally(_ sample: [Observation]) -> [(seen: Observation, count: Double)] {
  var tally: [(seen: Observation, count: Double)] = []
  for seen in sample.sorted(by: Observation.precedes) {
    if let last = tally.last, !Observation.precedes(last.seen, seen) {
      tally[tally.count - 1].count += 1
    } else {
      tally.append((seen, 1))
    }
  }
  return tally
}
