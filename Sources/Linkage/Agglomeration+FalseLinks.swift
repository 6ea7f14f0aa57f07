extension Agglomeration {
  /// Least probability of the links to keep so that no more than a share of them may be expected to be false.
  ///
  /// Between the present threshold and 0.95, where a cut would lose many links for one that is false. To four decimals: the
  /// weights are saved with it, and the next run decides the same.
  func leastProbability(falseLinks share: Double) -> Double {
    let alone = sharesAlone()
    var (links, expected) = (0.0, 0.0)
    var least = threshold
    for (edge, fate) in zip(edges, fates) where fate == .linked {
      links += 1
      expected += alone[sources(edge)] / (1 + power(edge.bits))
      guard expected > share * links else { continue }
      least = max(threshold, edge.bits)
      break
    }
    let probability = min(1 / (1 + power(-least)), max(1 / (1 + power(-threshold)), 0.95))
    return (10_000 * probability).rounded(.down) / 10_000
  }

  /// By pair of sources, how seldom a false link can be made: where a person has one record a source, only if the true one is
  /// not there, which is as seldom as a record of the smaller source stays alone.
  private func sharesAlone() -> [Double] {
    let count = sourceCount
    var linked = [Double](repeating: 0, count: count * count)
    for (edge, fate) in zip(edges, fates) where fate == .linked || fate == .implied { linked[sources(edge)] += 1 }
    var sizes = [Double](repeating: 0, count: count)
    for position in index.sourceOf.indices { sizes[Int(index.sourceOf[position])] += 1 }
    return linked.indices.map { pair in
      let (one, other) = (pair / count, pair % count)
      guard index.isDuplicateFree[one], index.isDuplicateFree[other] else { return 1 }
      return max(1 - linked[pair] / max(min(sizes[one], sizes[other]), 1), 0)
    }
  }

  private var sourceCount: Int { index.isDuplicateFree.count }

  /// Number of the pair of sources of an edge.
  private func sources(_ edge: Edge) -> Int {
    Int(index.sourceOf[Int(edge.one)]) * sourceCount + Int(index.sourceOf[Int(edge.other)])
  }
}
