/// Positions gathered into persons, and what each cluster may not take in.
struct Clusters: Sendable {
  private var parent: [UInt32]
  /// Next member of the same cluster, in a ring.
  private var next: [UInt32]
  private var sizes: [UInt32]
  /// Duplicate-free sources that a cluster holds, one bit each.
  private var sources: [UInt64]

  init(_ index: CandidateIndex) {
    parent = index.sourceOf.indices.map { UInt32(truncatingIfNeeded: $0) }
    next = parent
    sizes = [UInt32](repeating: 1, count: index.sourceOf.count)
    sources = index.sourceOf.indices.map { position in
      let source = index.sourceOf[position]
      return index.isDuplicateFree[Int(source)] ? 1 << UInt64(min(source, 63)) : 0
    }
  }

  mutating func root(_ position: Int) -> Int {
    var place = position
    while parent[place] != UInt32(truncatingIfNeeded: place) {
      parent[place] = parent[Int(parent[place])]
      place = Int(parent[place])
    }
    return place
  }

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
    let (large, small) = sizes[one] >= sizes[other] ? (one, other) : (other, one)
    parent[small] = UInt32(truncatingIfNeeded: large)
    sizes[large] += sizes[small]
    sources[large] |= sources[small]
    next.swapAt(large, small)
  }
}
