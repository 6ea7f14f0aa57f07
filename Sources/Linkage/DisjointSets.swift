/// Disjoint sets of `0..<count` whose root is their smallest member.
package struct DisjointSets: Sendable {
  private var parents: [UInt32]

  package init(count: Int) { parents = (0..<count).map { UInt32(truncatingIfNeeded: $0) } }

  package mutating func root(of member: Int) -> Int {
    var place = member
    while Int(parents[place]) != place {
      parents[place] = parents[Int(parents[place])]
      place = Int(parents[place])
    }
    return place
  }

  package mutating func join(_ one: Int, _ other: Int) {
    let (a, b) = (root(of: one), root(of: other))
    parents[max(a, b)] = UInt32(truncatingIfNeeded: min(a, b))
  }
}
