import Model

/// The numbers of households, each from the household's own records: another household, row or file changes none.
///
/// A number is a digest of the anchor of the household's earliest measure (of its earliest lease when nobody accompanies
/// it). Two households of one digest are told apart by their anchors, then by their first dates and rows.
/// - Parameters:
///   - members: parties of each household, never none.
///   - parties: those that `members` name.
/// - Returns: one number a household, in their order, no two the same.
func numbers(of members: [[Int]], among parties: [Party]) -> [Household.ID] {
  let anchors = members.map { members in members.min { parties[$0].precedes(parties[$1]) } ?? 0 }
  var numbers = anchors.map { digest(of: parties[$0].anchor) }
  // Sorted: the households of one digest stand together.
  let order = numbers.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
  let isShared = zip(order, order.dropFirst()).filter { numbers[$0] == numbers[$1] }
  guard !isShared.isEmpty else { return numbers.map { Household.ID($0) } }
  var taken = Set(numbers)
  let later = Dictionary(grouping: Set(isShared.flatMap { [$0, $1] })) { numbers[$0] }.sorted { $0.key < $1.key }
  for (_, households) in later {
    let sorted = households.sorted { parties[anchors[$0]].comesBefore(parties[anchors[$1]]) }
    for (rank, household) in sorted.enumerated().dropFirst() {
      var attempt = rank
      repeat {
        attempt += 1
        numbers[household] = digest(of: "\(parties[anchors[household]].anchor)#\(attempt)")
      } while !taken.insert(numbers[household]).inserted
    }
  }
  return numbers.map { Household.ID($0) }
}

/// FNV-1a, its bits mixed and cut to those of a household's number: the same on every machine.
fileprivate func digest(of text: String) -> Int {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  hash = (hash ^ hash >> 30) &* 0xbf58_476d_1ce4_e5b9
  hash = (hash ^ hash >> 27) &* 0x94d0_49bb_1331_11eb
  return Int((hash ^ hash >> 31) >> UInt64(64 - Household.ID.bits))
}

extension Party {
  /// Measures first, then the earliest, then by anchor.
  fileprivate func precedes(_ other: Party) -> Bool {
    if isMeasure != other.isMeasure { return isMeasure }
    let (one, two) = (since ?? .distantFuture, other.since ?? .distantFuture)
    return one == two ? comesBefore(other) : one < two
  }

  /// By anchor in byte order, then in time, then in source order.
  fileprivate func comesBefore(_ other: Party) -> Bool {
    if anchor != other.anchor { return anchor.utf8.lexicographicallyPrecedes(other.anchor.utf8) }
    let (one, two) = (since ?? .distantFuture, other.since ?? .distantFuture)
    return (one, origin) < (two, other.origin)
  }
}

extension Day {
  fileprivate static let distantFuture = Day(number: .max)
}
