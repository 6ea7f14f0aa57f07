/// One reconciliation, step by step.
struct Reconciler: Sendable {
  let records: PreparedRecords
  let index: CandidateIndex
  let comparator: Comparator
  let model: LinkageModel
  let constraints: Constraints
  let cores: Int

  private var pieces: Int { max(1, min(64, records.count / 500)) }

  private func piece(_ number: Int) -> Range<Int> {
    records.count * number / pieces..<records.count * (number + 1) / pieces
  }

  // MARK: - Training

  func train() -> Weights {
    let wanted = 150_000
    let pairs = index.reports.reduce(0) { $0 + $1.pairs }
    let stride = UInt64(max(1, pairs / wanted))
    var training = Training(
      comparator.comparisons,
      possiblePairs: possiblePairs(),
      sampledShare: 1 / Double(stride),
      possibleLinks: possibleLinks(),
      twins: records.twins()
    )
    let store = FrozenStore()
    training.count(unrelated(in: store))
    let scorer = PairScorer(comparator, training.weights, records, in: store)
    let sample = inParallel(pieces, cores: cores) { number in
      var sample: [Observation] = []
      var memory = Comparator.Memory()
      var partners = Partners(positions: records.count)
      for position in piece(number) where mixed(records.contentHash[position]) % stride == 0 {
        index.gatherPartners(of: position, &partners)
        for other in partners.positions {
          let pattern = comparator.pattern(position, Int(other), &memory)
          sample.append(Observation(pattern, rarity: scorer.rarity(position, Int(other), pattern)))
        }
      }
      return sample
    }
    return withExtendedLifetime(store) { training.fit(sample.flatMap { $0 }) }
  }

  /// What pairs of records agree on, almost none of which are one person: every pair where they are few, else a census of
  /// values, and pairs taken all over the records for what it leaves.
  private func unrelated(in store: FrozenStore) -> Unrelated {
    let all = records.count
    guard all > 1 else { return Unrelated() }
    let wanted = min(400_000, all * 15)
    if pairCount(all) <= wanted { return Unrelated(sample: everyPair()) }
    let censuses = comparator.comparisons.indices.map { index in
      LevelCensus(of: comparator.comparisons[index], comparator, records, in: store, cores: cores)
    }
    let frozen = store.freeze(censuses.map(\.isCounted))
    let sample = inParallel(16, cores: cores) { number in
      var memory = Comparator.Memory()
      var sample: [Unrelated.Pair] = []
      for pair in wanted * number / 16..<wanted * (number + 1) / 16 {
        let one = Int(mixed(UInt64(2 * pair)) % UInt64(all))
        let other = Int(mixed(UInt64(2 * pair + 1)) % UInt64(all))
        guard one != other, index.isAllowed(one, other) else { continue }
        var counted: UInt16 = 0
        for index in frozen.indices where !frozen[index].isEmpty {
          let field = comparator.comparisons[index].field
          let isCounted = frozen[index][comparator.value(one, field)] && frozen[index][comparator.value(other, field)]
          if isCounted { counted |= 1 << UInt16(index) }
        }
        sample.append((comparator.pattern(one, other, &memory), counted))
      }
      return sample
    }
    return Unrelated(sample: sample.flatMap { $0 }, censuses: censuses)
  }

  private func everyPair() -> [Unrelated.Pair] {
    var memory = Comparator.Memory()
    var pairs: [Unrelated.Pair] = []
    for one in 0..<records.count {
      for other in one + 1..<records.count where index.isAllowed(one, other) {
        pairs.append((comparator.pattern(one, other, &memory), 0))
      }
    }
    return pairs
  }

  private func sourceSizes() -> [Double] {
    records.sources.indices.map { Double(records.sourceStarts[$0 + 1] - records.sourceStarts[$0]) }
  }

  private func possiblePairs() -> Double {
    let all = Double(records.count)
    var pairs = pairCount(all)
    for (source, size) in zip(records.sources, sourceSizes()) where source.isDuplicateFree {
      pairs -= pairCount(size)
    }
    return max(pairs, 1)
  }

  private func possibleLinks() -> Double {
    let sizes = sourceSizes()
    let hasDuplicates = records.sources.contains { !$0.isDuplicateFree }
    return max(1, hasDuplicates ? Double(records.count) : sizes.reduce(0, +) - (sizes.max() ?? 0))
  }

  // MARK: - Linking

  /// Links from the probability that the model asks for, else the one saved with its weights, else one that is found.
  func reconcile(_ scorer: PairScorer, weights: Weights, from saved: Double?) -> Reconciled {
    var edges = sortedBySurety(score(scorer))
    // The same in every run, so that the same pairs are found through households.
    let first = model.threshold ?? 0.5
    let threshold = odds(of: first)
    var joined = Agglomeration(scorer, index, edges, threshold: threshold, constraints)
    joined.run()
    if model.comparisons.contains(where: { $0.scope == .household }) {
      edges = sortedBySurety(throughHouseholds(scorer, joined))
      joined = Agglomeration(scorer, index, edges, threshold: threshold, constraints)
      joined.run()
    }
    var used = weights
    used.threshold = first
    func link(from probability: Double) {
      guard probability != used.threshold else { return }
      used.threshold = probability
      joined = Agglomeration(scorer, index, edges, threshold: odds(of: probability), constraints)
      joined.run()
    }
    if model.threshold == nil {
      link(from: saved ?? joined.evenProbability())
      if saved == nil, let raised = joined.raisedProbability(falseLinks: LinkageModel.falseLinks) { link(from: raised) }
    }
    return result(joined, scorer, used)
  }

  /// Pairs that blocking brings and that are not hopeless.
  private func score(_ scorer: PairScorer) -> [Edge] {
    let floor = odds(of: model.reviewFrom) - 2
    return inParallel(pieces, cores: cores) { number in
      var edges: [Edge] = []
      var memory = Comparator.Memory()
      var partners = Partners(positions: records.count)
      for position in piece(number) {
        index.gatherPartners(of: position, &partners)
        guard !partners.positions.isEmpty else { continue }
        comparator.touch(partners.positions, &memory)
        for (other, rule) in zip(partners.positions, partners.rules) {
          if let (pattern, bits) = scorer.score(position, Int(other), floor: floor, &memory) {
            let one = UInt32(truncatingIfNeeded: position)
            edges.append(Edge(one: one, other: other, rule: rule, bits: bits, pattern: pattern))
          }
        }
      }
      return edges
    }.flatMap { $0 }
  }

  /// Once a sure link joins two households, every pair across them is scored anew: they live together, that says nothing.
  private func throughHouseholds(_ scorer: PairScorer, _ joined: Agglomeration) -> [Edge] {
    let households = SourceHouseholds(records)
    let sure = sureOnes(joined)
    var pairs: [UInt64] = []
    for (edge, fate) in zip(joined.edges, joined.fates) where fate == .linked && edge.bits >= joined.threshold + 3 {
      let one = households.members(households.householdOf[Int(edge.one)])
      let other = households.members(households.householdOf[Int(edge.other)])
      guard one.count * other.count <= 400 else { continue }
      for first in one where !sure[Int(first)] {
        for second in other where !sure[Int(second)] && first != second && index.isAllowed(Int(first), Int(second)) {
          pairs.append(UInt64(min(first, second)) << 32 | UInt64(max(first, second)))
        }
      }
    }
    pairs.sort()
    return merge(joined.edges, pairs.indices.filter { $0 == 0 || pairs[$0] != pairs[$0 - 1] }.map { pairs[$0] }, scorer)
  }

  /// Positions whose only possible link is made beyond doubt.
  private func sureOnes(_ joined: Agglomeration) -> [Bool] {
    var sure = [Bool](repeating: false, count: records.count)
    guard records.sources.count == 2, records.sources.allSatisfy(\.isDuplicateFree) else { return sure }
    for (edge, fate) in zip(joined.edges, joined.fates) where fate == .linked && edge.bits >= joined.threshold + 8 {
      sure[Int(edge.one)] = true
      sure[Int(edge.other)] = true
    }
    return sure
  }

  /// The edges, where those of `pairs` (sorted) are scored within a household known to be one; new ones are added.
  private func merge(_ edges: [Edge], _ pairs: [UInt64], _ scorer: PairScorer) -> [Edge] {
    var memory = Comparator.Memory()
    let floor = odds(of: model.reviewFrom) - 2
    let ruleOf = Dictionary(
      uniqueKeysWithValues: edges.lazy.map { (UInt64($0.one) << 32 | UInt64($0.other), $0.rule) }
        .filter { contains(pairs, $0.0) }
    )
    var merged = edges.filter { !contains(pairs, UInt64($0.one) << 32 | UInt64($0.other)) }
    for pair in pairs {
      let (one, other) = (Int(pair >> 32), Int(pair & 0xFFFF_FFFF))
      let pattern = comparator.pattern(one, other, &memory)
      let bits = scorer.table.bitsAtHome(scorer.evidence(one, other, pattern))
      guard bits >= floor || ruleOf[pair] != nil else { continue }
      merged.append(
        Edge(
          one: UInt32(truncatingIfNeeded: one),
          other: UInt32(truncatingIfNeeded: other),
          rule: ruleOf[pair] ?? .max,
          bits: bits,
          pattern: pattern
        )
      )
    }
    return merged
  }
}

/// Logarithm of the odds of a probability.
fileprivate func odds(of probability: Double) -> Double { logarithm(probability / (1 - probability)) }

/// Whether a sorted array holds a number.
fileprivate func contains(_ sorted: [UInt64], _ number: UInt64) -> Bool {
  var (low, high) = (0, sorted.count)
  while low < high {
    let middle = (low + high) / 2
    if sorted[middle] < number { low = middle + 1 } else { high = middle }
  }
  return low < sorted.count && sorted[low] == number
}
