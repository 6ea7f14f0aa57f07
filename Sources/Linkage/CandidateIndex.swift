/// Which records share a key, rule by rule.
///
/// Each rule has a budget of pairs proportional to the records: the largest of its blocks are left out until it holds, so
/// that the work stays linear. What is left out is said.
struct CandidateIndex: Sendable {
  /// The blocks of one rule.
  private struct Blocks: BitwiseCopyable, Sendable {
    /// Positions of a block after those of another; the last of a block carries `endMark`.
    let members: Frozen<UInt32>
    /// Places of each position in `members`: those of position `p` are `places[placeStarts[p]..<placeStarts[p + 1]]`.
    let placeStarts: Frozen<UInt32>
    let places: Frozen<UInt32>
  }

  fileprivate static let endMark: UInt32 = 1 << 31

  let reports: [BlockingReport]
  private let rules: Frozen<Blocks>
  let sourceOf: Frozen<UInt16>
  let isDuplicateFree: Frozen<Bool>
  /// First position after each source.
  private let sourceEnds: Frozen<UInt32>

  init(_ model: LinkageModel, _ records: PreparedRecords, in store: FrozenStore, cores: Int) {
    sourceOf = store.freeze(records.sourceOf)
    let free = records.sources.map(\.isDuplicateFree)
    isDuplicateFree = store.freeze(free)
    sourceEnds = store.freeze(records.sourceStarts.dropFirst().map { UInt32(truncatingIfNeeded: $0) })
    let all = records.count
    let budget = min(10 * all + 1000, max(all, 400_000))
    let isLarge = all > 200_000
    let made = inParallel(model.blocking.count, cores: cores) { number in
      let rule = model.blocking[number]
      let keys = isLarge && rule.isWide ? [] : sortedByUpperHalf(KeyMaker(rule, records).keys())
      var blocks = BlockMaker()
      blocks.report.rule = rule.name
      blocks.fill(keys, records, free, budget)
      return blocks
    }
    reports = made.map(\.report)
    rules = store.freeze(
      made.map {
        Blocks(
          members: store.freeze($0.members),
          placeStarts: store.freeze($0.placeStarts),
          places: store.freeze($0.places)
        )
      }
    )
  }

  /// Whether two positions may be the same person at all.
  func isAllowed(_ one: Int, _ other: Int) -> Bool {
    let source = sourceOf[one]
    return source != sourceOf[other] || !isDuplicateFree[Int(source)]
  }

  /// Lists the partners of a position that come after it, each once, with the first rule that brings it.
  func gatherPartners(of position: Int, _ partners: inout Partners) {
    partners.start(position)
    // Positions are sorted by source: the partners of a record of a duplicate-free source come after that source.
    let source = Int(sourceOf[position])
    let first = isDuplicateFree[source] ? sourceEnds[source] : UInt32(truncatingIfNeeded: position + 1)
    guard Int(first) < sourceOf.count else { return }
    for number in rules.indices {
      let rule = rules[number]
      guard !rule.members.isEmpty else { continue }
      for index in Int(rule.placeStarts[position])..<Int(rule.placeStarts[position + 1]) {
        var place = Int(rule.places[index])
        while rule.members[place] & Self.endMark == 0 {
          place += 1
          let other = rule.members[place] & ~Self.endMark
          if other >= first { partners.add(other, number) }
        }
      }
    }
  }
}

/// The partners of one position, in memory that serves for the next.
struct Partners {
  private(set) var positions: [UInt32] = []
  /// Number of the rule that brings each.
  private(set) var rules: [UInt16] = []
  private var seen: [UInt32]
  private var mark: UInt32 = 0

  init(positions count: Int) { seen = [UInt32](repeating: 0, count: count) }

  fileprivate mutating func start(_ position: Int) {
    positions.removeAll(keepingCapacity: true)
    rules.removeAll(keepingCapacity: true)
    mark = UInt32(truncatingIfNeeded: position + 1)
  }

  fileprivate mutating func add(_ other: UInt32, _ rule: Int) {
    guard seen[Int(other)] != mark else { return }
    seen[Int(other)] = mark
    positions.append(other)
    rules.append(UInt16(truncatingIfNeeded: rule))
  }
}

/// What a blocking rule brought.
package struct BlockingReport: Sendable, Equatable {
  /// Name of the rule.
  package var rule = ""
  /// Pairs that its kept blocks hold, before those that another rule brings too are left out.
  package var pairs = 0
  /// Size of the largest block kept.
  package var largestKept = 0
  /// Blocks left out because they were too large, and the records of the largest.
  package var leftOut = 0
  package var largestLeftOut = 0
}

/// Cuts the sorted keys of one rule into blocks.
fileprivate struct BlockMaker {
  var members: [UInt32] = []
  var placeStarts: [UInt32] = []
  var places: [UInt32] = []
  var report = BlockingReport()
  /// Largest block ever kept.
  private static let limit = 2000

  mutating func fill(_ keys: [UInt64], _ records: PreparedRecords, _ free: [Bool], _ budget: Int) {
    var pairsBySize = [Int](repeating: 0, count: Self.limit + 1)
    forEachBlock(keys) { range in
      if range.count <= Self.limit { pairsBySize[range.count] += pairs(keys[range], records, free) }
    }
    var cap = 1
    while cap < Self.limit, report.pairs + pairsBySize[cap + 1] <= budget || cap < 6 {
      cap += 1
      report.pairs += pairsBySize[cap]
    }
    var counts = [UInt32](repeating: 0, count: records.count + 1)
    forEachBlock(keys) { range in
      guard range.count <= cap else {
        report.leftOut += 1
        report.largestLeftOut = max(report.largestLeftOut, range.count)
        return
      }
      guard pairs(keys[range], records, free) > 0 else { return }
      report.largestKept = max(report.largestKept, range.count)
      for index in range {
        let position = UInt32(truncatingIfNeeded: keys[index])
        counts[Int(position) + 1] += 1
        members.append(index == range.upperBound - 1 ? position | CandidateIndex.endMark : position)
      }
    }
    placesOfMembers(&counts)
  }

  private mutating func placesOfMembers(_ counts: inout [UInt32]) {
    for index in 1..<counts.count { counts[index] += counts[index - 1] }
    placeStarts = counts
    places = [UInt32](repeating: 0, count: members.count)
    for place in members.indices {
      let position = Int(members[place] & ~CandidateIndex.endMark)
      places[Int(counts[position])] = UInt32(truncatingIfNeeded: place)
      counts[position] += 1
    }
  }

  private func forEachBlock(_ keys: [UInt64], _ body: (Range<Int>) -> Void) {
    var start = 0
    while start < keys.count {
      var end = start + 1
      while end < keys.count, keys[end] >> 32 == keys[start] >> 32 { end += 1 }
      if end - start > 1 { body(start..<end) }
      start = end
    }
  }

  /// Pairs of a block whose two records may be the same person.
  private func pairs(_ block: ArraySlice<UInt64>, _ records: PreparedRecords, _ free: [Bool]) -> Int {
    var pairs = pairCount(block.count)
    var start = block.startIndex
    while start < block.endIndex {
      let source = records.sourceOf[Int(UInt32(truncatingIfNeeded: block[start]))]
      var end = start + 1
      while end < block.endIndex, records.sourceOf[Int(UInt32(truncatingIfNeeded: block[end]))] == source { end += 1 }
      if free[Int(source)] { pairs -= pairCount(end - start) }
      start = end
    }
    return pairs
  }
}
