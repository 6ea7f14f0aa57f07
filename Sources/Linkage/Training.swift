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

  init(
    _ comparisons: Frozen<CompiledComparison>,
    possiblePairs: Double,
    sampledShare: Double,
    possibleLinks: Double,
    twins: Double
  ) {
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
      relativesShare: hasHouseholds ? link * 0.5 : 1e-15,
      twins: twins
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
  mutating func count(_ unrelated: Unrelated) {
    for index in comparisons.indices {
      var counts = unrelated.counts(index, comparisons[index])
      for level in counts.indices { counts[level] += prior.different[index][level] * 2 }
      weights.different[index] = shares(counts)
      if comparisons[index].scope != .family { weights.relatives[index] = weights.different[index] }
    }
  }

  /// One round: whom each pattern is likely to be, then what each class looks like.
  private mutating func iterate(_ candidates: [(seen: Observation, count: Double)]) {
    let store = FrozenStore()
    let table = WeightTable(weights, comparisons, in: store)
    var alike = prior.same.map { $0.map { $0 * 8 } }
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
      let same = sumOfPowers(bits.home, bits.moved)
      let twins = same - evidence.person + evidence.twin + table.twins
      let all = sumOfPowers(sumOfPowers(same, twins), sumOfPowers(bits.related, 0))
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
          alike[index][level] += isHome + isMoved
          relatives[index][level] += isRelated
        case .household: alike[index][level] += isHome + isRelated
        case .family:
          alike[index][level] += isHome + isMoved
          relatives[index][level] += isRelated
        }
      }
    }
    weights.same = alike.map(shares)
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

/// What pairs that have nothing to do with one another agree on.
struct Unrelated: Sendable {
  /// The levels of a pair, and a bit for each comparison where its two values are counted by the census.
  typealias Pair = (pattern: Comparator.Pattern, counted: UInt16)

  var sample: [Pair] = []
  /// One a comparison, or none at all.
  var censuses: [LevelCensus] = []

  /// Pairs at each level of a comparison, for as many pairs as the sample holds.
  ///
  /// They are those of the census, and those of the sample for what the census leaves. A swap, which reads two fields, is only
  /// in the sample.
  func counts(_ index: Int, _ comparison: CompiledComparison) -> [Double] {
    var sampled = [Double](repeating: 0, count: comparison.levelCount + 2)
    var (swaps, known) = (0.0, 0.0)
    for (pattern, counted) in sample {
      let level = Int((pattern >> Comparator.Pattern(4 * index)) & 15)
      if level == Comparator.missing { continue }
      known += 1
      if level == comparison.swapLevel {
        swaps += 1
      } else if counted >> UInt16(index) & 1 == 0 {
        sampled[level] += 1
      }
    }
    if index < censuses.count, censuses[index].all > 0 {
      let census = censuses[index]
      let drawn = sampled.reduce(0, +)
      for level in sampled.indices {
        let left = drawn > 0 ? sampled[level] * census.left / drawn : 0
        sampled[level] = (census.counts[level] + left) * known / census.all
      }
    }
    if comparison.swapLevel != 0 { sampled[comparison.swapLevel] = swaps }
    return sampled
  }
}

/// A pair of the sample: its levels, and what the rarity of its values adds, in whole bits.
struct Observation: Sendable {
  let pattern: Comparator.Pattern
  /// Person, household, relative and twin: a byte each.
  private let bits: UInt32

  init(_ pattern: Comparator.Pattern, rarity: WeightTable.Evidence) {
    self.pattern = pattern
    func byte(_ bits: Double) -> UInt32 { UInt32(min(max(bits, -100), 100).rounded() + 128) }
    bits = byte(rarity.person) << 24 | byte(rarity.household) << 16 | byte(rarity.relative) << 8 | byte(rarity.twin)
  }

  var rarity: WeightTable.Evidence {
    WeightTable.Evidence(
      person: Double(bits >> 24) - 128,
      household: Double(bits >> 16 & 255) - 128,
      relative: Double(bits >> 8 & 255) - 128,
      twin: Double(bits & 255) - 128
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
