/// What the run says of itself.
extension Reconciler {
  func result(_ joined: Agglomeration, _ scorer: PairScorer, _ weights: Weights) -> Reconciled {
    var clusters = joined.clusters
    var names = [Int](repeating: -1, count: records.count)
    var clusterOf = [Int](repeating: 0, count: records.count)
    for position in 0..<records.count {
      let root = clusters.root(position)
      if names[root] < 0 { names[root] = position }
      clusterOf[Int(records.recordAt[position])] = names[root]
    }
    let floor = logarithm(model.reviewFrom / (1 - model.reviewFrom))
    let reported = joined.edges.indices.filter { joined.edges[$0].bits >= floor }
    return Reconciled(
      clusters: clusterOf,
      pairs: reported.map { report(joined, $0, scorer) },
      weights: weights,
      model: model,
      blocking: index.reports,
      warnings: warnings()
    )
  }

  private func report(_ joined: Agglomeration, _ number: Int, _ scorer: PairScorer) -> PairReport {
    let edge = joined.edges[number]
    let rarity = scorer.rarity(Int(edge.one), Int(edge.other), edge.pattern)
    return PairReport(
      one: Int(records.recordAt[Int(edge.one)]),
      other: Int(records.recordAt[Int(edge.other)]),
      decision: decision(joined.fates[number]),
      bits: edge.bits,
      key: edge.rule == .max ? "foyer" : model.blocking[Int(edge.rule)].name,
      rival: joined.bestRival(number).map { (Int(records.recordAt[Int($0.position)]), edge.bits - $0.bits) },
      rarity: rarity.person + rarity.household,
      pattern: edge.pattern
    )
  }

  private func decision(_ fate: Agglomeration.Fate) -> PairReport.Decision {
    switch fate {
    case .linked: .linked
    case .implied: .implied
    case .weak, .pending: .weak
    case .rival: .rival
    case .taken: .taken
    case .gated: .refused
    case .apart: .apart
    }
  }

  private func warnings() -> [LinkageWarning] {
    var warnings: [LinkageWarning] = []
    for (field, declared) in records.fields.enumerated() where records.count > 1 {
      if records.filled[field] == 0 {
        warnings.append(LinkageWarning(kind: .emptyField, subject: declared.name, count: records.count))
      } else if records.filled[field] > 1, records.counts[field].count == 2, declared.kind != .category {
        warnings.append(LinkageWarning(kind: .constantField, subject: declared.name, count: records.filled[field]))
      }
    }
    for (source, declared) in records.sources.enumerated() where declared.isDuplicateFree {
      var hashes = Array(records.contentHash[records.sourceStarts[source]..<records.sourceStarts[source + 1]])
      hashes.sort()
      let repeated = hashes.indices.dropFirst().count { hashes[$0] == hashes[$0 - 1] }
      if repeated > 0 {
        warnings.append(LinkageWarning(kind: .repeatedRecords, subject: declared.name, count: repeated))
      }
    }
    for report in index.reports where report.largestLeftOut > records.count / 20 + 100 {
      warnings.append(LinkageWarning(kind: .largeBlock, subject: report.rule, count: report.largestLeftOut))
    }
    return warnings
  }
}
