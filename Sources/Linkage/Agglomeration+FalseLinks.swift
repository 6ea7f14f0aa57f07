extension Agglomeration {
  /// Least probability of the links to keep so that no more than a share of them may be expected to be false; `nil` where all
  /// can be kept.
  ///
  /// At most 0.95, above which a cut loses many links for one that is false.
  func raisedProbability(falseLinks share: Double) -> Double? {
    let alone = sharesAlone()
    var (links, expected) = (0.0, 0.0)
    for (edge, fate) in zip(edges, fates) where fate == .linked {
      links += 1
      expected += alone[sources(edge)] / (1 + power(edge.bits))
      guard expected > share * links else { continue }
      let probability = Self.fourDecimals(min(1 / (1 + power(-edge.bits)), 0.95))
      return edge.bits > threshold ? probability : nil
    }
    return nil
  }

  /// Rounded down: the weights are saved with it, and the next run decides the same.
  private static func fourDecimals(_ probability: Double) -> Double { (10_000 * probability).rounded(.down) / 10_000 }

  /// Probability from which a link is likelier true than false, once the links of this run are made.
  ///
  /// One half, less where a false one can seldom be made; never under 0.05.
  func evenProbability() -> Double {
    let shares = sharesAlone()
    let alone = shares.indices.filter { $0 / sourceCount < $0 % sourceCount }.map { shares[$0] }.max() ?? 1
    let hasDuplicates = index.isDuplicateFree.indices.contains { !index.isDuplicateFree[$0] }
    return hasDuplicates ? 0.5 : max(Self.fourDecimals(alone / (1 + alone)), 0.05)
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
