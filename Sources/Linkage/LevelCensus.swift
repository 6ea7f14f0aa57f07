/// How often pairs of records reach each level of a comparison of one field, counted over pairs of its distinct values: each
/// counts for as many pairs of records as hold it, which is the count over all pairs of records.
///
/// Beyond a budget of work, only the pairs of the commonest values are counted; the others are left to a sample, and all are
/// where those would be less than half.
struct LevelCensus: Sendable {
  /// Pairs of records that reach each level, 0 for missing; empty where all is left to a sample.
  private(set) var counts: [Double] = []
  /// Pairs of records that hold both a value, and those of them that are left to a sample.
  private(set) var all = 0.0
  private(set) var left = 0.0
  /// Whether each value is counted.
  private(set) var isCounted: Frozen<Bool>

  /// Values whose pairs are all compared: 1.6 million pairs where the letters of two texts mostly tell them apart, else 0.7.
  private static func budget(_ comparison: CompiledComparison) -> Int { comparison.isQuick ? 1_800 : 1_200 }

  init(
    of comparison: CompiledComparison,
    _ comparator: Comparator,
    _ records: PreparedRecords,
    values limit: Int? = nil,
    in store: FrozenStore,
    cores: Int
  ) {
    isCounted = store.freeze([])
    guard !comparison.isComposite else { return }
    let holders = Holders(comparison.field, records)
    let common = holders.commonest(limit ?? Self.budget(comparison), records.spaces[comparison.field].words.hashes)
    let all = holders.pairs(Array(holders.counts.indices.dropFirst()))
    let left = all - holders.pairs(common)
    if left > all / 2 { return }
    var isCounted = [Bool](repeating: false, count: holders.counts.count)
    for value in common { isCounted[value] = true }
    (self.all, self.left, self.isCounted) = (all, left, store.freeze(isCounted))
    let pieces = 16
    let different = comparison.levelCount + 1
    let parts = inParallel(pieces, cores: cores) { piece in
      var counts = [Double](repeating: 0, count: different + 1)
      for place in stride(from: piece, to: common.count, by: pieces) {
        for other in place..<common.count {
          let level = comparator.level(comparison, of: common[place], common[other])
          if level < different { counts[level] += holders.pairs(common[place], common[other]) }
        }
      }
      return counts
    }
    // Whole numbers: their sum is exact, in any order.
    counts = parts.reduce([Double](repeating: 0, count: different + 1)) { zip($0, $1).map(+) }
    counts[different] = all - left - counts.reduce(0, +)
  }
}

/// How many records hold each value of a field, in all and in each source that has no duplicates.
fileprivate struct Holders: Sendable {
  private(set) var counts: [Double]
  private var bySource: [[Double]] = []

  init(_ field: Int, _ records: PreparedRecords) {
    let none = [Double](repeating: 0, count: records.spaces[field].words.count)
    counts = none
    for source in records.sources.indices {
      var own = none
      for position in records.sourceStarts[source]..<records.sourceStarts[source + 1] {
        own[Int(records.cells[position * records.fields.count + field])] += 1
      }
      for value in own.indices { counts[value] += own[value] }
      if records.sources[source].isDuplicateFree { bySource.append(own) }
    }
  }

  /// The values that most records hold; among equals, by a hash, since numbers depend on the order of arrival.
  func commonest(_ limit: Int, _ hashes: Frozen<UInt64>) -> [Int] {
    let held = counts.indices.dropFirst().filter { counts[$0] > 0 }
    guard held.count > limit else { return held }
    return Array(held.sorted { (counts[$1], hashes[$0]) < (counts[$0], hashes[$1]) }.prefix(limit))
  }

  /// Pairs of records that may be one person, one of each value.
  func pairs(_ one: Int, _ other: Int) -> Double {
    guard one != other else {
      return bySource.reduce(pairCount(counts[one])) { $0 - pairCount($1[one]) }
    }
    return bySource.reduce(counts[one] * counts[other]) { $0 - $1[one] * $1[other] }
  }

  /// Pairs of records that may be one person, both of such values.
  func pairs(_ values: [Int]) -> Double {
    func all(_ counts: [Double]) -> Double { pairCount(values.reduce(0) { $0 + counts[$1] }) }
    return bySource.reduce(all(counts)) { $0 - all($1) }
  }
}
