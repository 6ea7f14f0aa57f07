/// Joins pairs into persons, the surest first, as long as the whole evidence between two clusters allows it.
struct Agglomeration {
  let scorer: PairScorer
  let index: CandidateIndex
  /// Edges by decreasing evidence.
  let edges: [Edge]
  /// Least odds of a link, in bits.
  let threshold: Double
  private(set) var clusters: Clusters
  /// What became of each edge.
  private(set) var fates: [Fate]
  /// Edges of each position: those of `p` are `touching[starts[p]..<starts[p + 1]]`.
  private var starts: [UInt32]
  private var touching: [UInt32]
  private var memory = Comparator.Memory()
  private var refused: [UInt64: UInt32] = [:]
  private let constraints: Constraints

  enum Fate: UInt8, Sendable {
    case pending
    /// The two are one person because of this pair.
    case linked
    /// The two were already one person.
    case implied
    /// Not sure enough.
    case weak
    /// Another record of the source is nearly as likely.
    case rival
    /// One of the two already has its one link with that source.
    case taken
    /// The other records of the two clusters speak against it.
    case gated
    /// Someone decided that they are two persons.
    case apart
  }

  init(
    _ scorer: PairScorer,
    _ index: CandidateIndex,
    _ edges: [Edge],
    threshold: Double,
    _ constraints: Constraints
  ) {
    self.constraints = constraints
    self.scorer = scorer
    self.index = index
    self.edges = edges
    self.threshold = threshold
    clusters = Clusters(index)
    fates = [Fate](repeating: .pending, count: edges.count)
    starts = [UInt32](repeating: 0, count: index.sourceOf.count + 2)
    touching = []
    gatherTouching()
  }

  private mutating func gatherTouching() {
    for edge in edges {
      starts[Int(edge.one) + 2] += 1
      starts[Int(edge.other) + 2] += 1
    }
    for place in 2..<max(starts.count, 2) { starts[place] += starts[place - 1] }
    touching = [UInt32](repeating: 0, count: 2 * edges.count)
    for (number, edge) in edges.enumerated() {
      for position in [edge.one, edge.other] {
        touching[Int(starts[Int(position) + 1])] = UInt32(truncatingIfNeeded: number)
        starts[Int(position) + 1] += 1
      }
    }
  }

  /// A link is made if it is twice as likely at least as those that it shuts out.
  private static let margin = 1.0

  /// Goes over the edges until nothing changes: a link made may take away the rival of another.
  mutating func run() {
    for (one, other) in constraints.together {
      let (first, second) = (clusters.root(one), clusters.root(other))
      if first != second, !areApart(one, first, second) { clusters.merge(first, second) }
    }
    for _ in 0..<6 {
      var changed = false
      for number in edges.indices where fates[number] == .pending || fates[number] == .rival {
        guard edges[number].bits >= threshold else {
          fates[number] = .weak
          continue
        }
        let before = fates[number]
        fates[number] = decide(number)
        if fates[number] != before, fates[number] == .linked { changed = true }
      }
      if !changed || !fates.contains(.rival) { break }
    }
  }

  private mutating func decide(_ number: Int) -> Fate {
    let edge = edges[number]
    let (one, other) = (clusters.root(Int(edge.one)), clusters.root(Int(edge.other)))
    if one == other { return .implied }
    if areApart(Int(edge.one), one, other) { return .apart }
    if clusters.collide(one, other) { return .taken }
    if rivalBits(number) > edge.bits - max(threshold, Self.margin) { return .rival }
    if clusters.size(one) + clusters.size(other) > 2, !isSupported(Int(edge.one), Int(edge.other), one, other) {
      return .gated
    }
    clusters.merge(one, other)
    return .linked
  }

  /// Whether someone decided that a member of one cluster is not a member of the other.
  private mutating func areApart(_ position: Int, _ one: Int, _ other: Int) -> Bool {
    guard !constraints.apart.isEmpty else { return false }
    for member in clusters.members(position, limit: .max) {
      for stranger in constraints.apart[member] ?? [] where clusters.root(stranger) == other { return true }
    }
    return false
  }

  /// The likeliest of the other links that this one forbids; the first position among equals.
  func bestRival(_ number: Int) -> (position: UInt32, bits: Double)? {
    let edge = edges[number]
    var best: (position: UInt32, bits: Double)?
    for (position, partner) in [(edge.one, edge.other), (edge.other, edge.one)] {
      let source = index.sourceOf[Int(partner)]
      guard index.isDuplicateFree[Int(source)] else { continue }
      for place in Int(starts[Int(position)])..<Int(starts[Int(position) + 1]) {
        let rival = edges[Int(touching[place])]
        let third = rival.one == position ? rival.other : rival.one
        guard third != partner, index.sourceOf[Int(third)] == source else { continue }
        if rival.bits > (best?.bits ?? -.infinity) { best = (third, rival.bits) }
      }
    }
    return best
  }

  /// Evidence of all the other links that this one would forbid and that are still possible, in bits.
  private mutating func rivalBits(_ number: Int) -> Double {
    let edge = edges[number]
    var bits = -Double.infinity
    for (position, partner) in [(edge.one, edge.other), (edge.other, edge.one)] {
      let source = index.sourceOf[Int(partner)]
      guard index.isDuplicateFree[Int(source)] else { continue }
      let own = index.sourceOf[Int(position)]
      for place in Int(starts[Int(position)])..<Int(starts[Int(position) + 1]) {
        let rival = edges[Int(touching[place])]
        let third = rival.one == position ? rival.other : rival.one
        guard third != partner, index.sourceOf[Int(third)] == source else { continue }
        let root = clusters.root(Int(third))
        if index.isDuplicateFree[Int(own)] && clusters.holds(root, source: own) { continue }
        bits = sumOfPowers(bits, rival.bits)
      }
    }
    return bits
  }

  /// Most that one pair may say in that vote, in bits: two poor records that say nothing of each other look like strangers,
  /// hence less against than for.
  private static let mostAgainst = -8.0
  private static let mostFor = 12.0

  /// Whether the pairs across two clusters speak for one person on the whole.
  private mutating func isSupported(_ first: Int, _ second: Int, _ one: Int, _ other: Int) -> Bool {
    let key = UInt64(min(one, other)) << 32 | UInt64(max(one, other))
    let size = UInt32(truncatingIfNeeded: clusters.size(one) + clusters.size(other))
    if refused[key] == size { return false }
    var sum = 0.0
    for member in clusters.members(first, limit: 12) {
      for stranger in clusters.members(second, limit: 12) {
        let pattern = scorer.comparator.pattern(member, stranger, &memory)
        sum += min(max(scorer.bits(member, stranger, pattern), Self.mostAgainst), Self.mostFor)
      }
    }
    if sum > 0 { return true }
    refused[key] = size
    return false
  }
}

/// Edges by decreasing evidence, then by position: the same order in every run.
func sortedBySurety(_ edges: [Edge]) -> [Edge] {
  edges.sorted { ($1.bits, $0.one, $0.other) < ($0.bits, $1.one, $1.other) }
}
