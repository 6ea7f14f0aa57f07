/// Decided pairs, in positions.
struct Constraints: Sendable {
  let together: [(Int, Int)]
  /// Positions that each may not be joined to; only those that have some.
  let apart: [Int: [Int]]

  init(_ decided: Decided, _ records: PreparedRecords) {
    guard !decided.together.isEmpty || !decided.apart.isEmpty else {
      (together, apart) = ([], [:])
      return
    }
    var positionOf = [Int](repeating: -1, count: records.count)
    for position in 0..<records.count { positionOf[Int(records.recordAt[position])] = position }
    func positions(_ pairs: [(Int, Int)]) -> [(Int, Int)] {
      pairs.filter { positionOf.indices.contains($0.0) && positionOf.indices.contains($0.1) && $0.0 != $0.1 }
        .map { (min(positionOf[$0.0], positionOf[$0.1]), max(positionOf[$0.0], positionOf[$0.1])) }
        .sorted { $0 < $1 }
    }
    together = positions(decided.together)
    var apart: [Int: [Int]] = [:]
    for (one, other) in positions(decided.apart) {
      apart[one, default: []].append(other)
      apart[other, default: []].append(one)
    }
    self.apart = apart
  }
}
