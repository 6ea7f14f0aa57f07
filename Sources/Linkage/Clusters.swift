/// Positions gathered into persons, and what each cluster may not take in.
struct Clusters: Sendable {
  private var sets: DisjointSets
  /// Next member of the same cluster, in a ring.
  private var next: [UInt32]
  private var sizes: [UInt32]
  /// Duplicate-free sources that a cluster holds, one bit each.
  private var sources: [UInt64]

  init(_ index: CandidateIndex) {
    sets = DisjointSets(count: index.sourceOf.count)
    next = index.sourceOf.indices.map { UInt32(truncatingIfNeeded: $0) }
    sizes = [UInt32](repeating: 1, count: index.sourceOf.count)
    sources = index.sourceOf.indices.map { position in
      let source = index.sourceOf[position]
      return index.isDuplicateFree[Int(source)] ? 1 << UInt64(min(source, 63)) : 0
    }
  }

  mutating func root(_ position: Int) -> Int { sets.root(of: position) }

  func size(_ root: Int) -> Int { Int(sizes[root]) }

  /// Whether both hold a record of one duplicate-free source.
  func collide(_ one: Int, _ other: Int) -> Bool { sources[one] & sources[other] != 0 }

  /// Whether the cluster already holds a record of that duplicate-free source.
  func holds(_ root: Int, source: UInt16) -> Bool { sources[root] & (1 << UInt64(min(source, 63))) != 0 }

  /// Members of the cluster of a position, at most `limit`.
  func members(_ position: Int, limit: Int) -> [Int] {
    var members = [position]
    var place = Int(next[position])
    while place != position, members.count < limit {
      members.append(place)
      place = Int(next[place])
    }
    return members
  }

  mutating func merge(_ one: Int, _ other: Int) {
    let (low, high) = (min(one, other), max(one, other))
    sets.join(low, high)
    sizes[low] += sizes[high]
    sources[low] |= sources[high]
    next.swapAt(low, high)
  }
}
