/// The households that each source shows: records that share a lease, or an address and a surname.
struct SourceHouseholds: Sendable {
  /// Household of each position, named by one of its positions.
  let householdOf: [UInt32]
  /// Positions by household: those of `h` are `members[starts[h]..<starts[h + 1]]`.
  private let starts: [UInt32]
  private let positions: [UInt32]

  /// Records that a key may gather before it is held for a generic one.
  private static let largest = 20

  init(_ records: PreparedRecords) {
    var parent = (0..<records.count).map { UInt32(truncatingIfNeeded: $0) }
    func root(_ position: UInt32) -> UInt32 {
      var place = position
      while parent[Int(place)] != place {
        parent[Int(place)] = parent[Int(parent[Int(place)])]
        place = parent[Int(place)]
      }
      return place
    }
    for rule in Self.rules(records) {
      var keys = KeyMaker(rule, records).keys()
      for index in keys.indices {
        let position = Int(keys[index] & 0xFFFF_FFFF)
        keys[index] =
          mixed(keys[index] >> 32 ^ UInt64(records.sourceOf[position]) << 40) & 0xFFFF_FFFF_0000_0000
          | UInt64(position)
      }
      let sorted = sortedByUpperHalf(keys)
      var start = 0
      while start < sorted.count {
        var end = start + 1
        while end < sorted.count, sorted[end] >> 32 == sorted[start] >> 32 { end += 1 }
        if end - start <= Self.largest {
          for index in start + 1..<max(end, start + 1) {
            let one = root(UInt32(truncatingIfNeeded: sorted[start]))
            let other = root(UInt32(truncatingIfNeeded: sorted[index]))
            parent[Int(max(one, other))] = min(one, other)
          }
        }
        start = end
      }
    }
    let roots = parent.indices.map { root(UInt32(truncatingIfNeeded: $0)) }
    var counts = [UInt32](repeating: 0, count: records.count + 2)
    for root in roots { counts[Int(root) + 2] += 1 }
    for index in 2..<counts.count { counts[index] += counts[index - 1] }
    var positions = [UInt32](repeating: 0, count: records.count)
    for position in roots.indices {
      let place = Int(roots[position]) + 1
      positions[Int(counts[place])] = UInt32(truncatingIfNeeded: position)
      counts[place] += 1
    }
    householdOf = roots
    starts = counts
    self.positions = positions
  }

  func members(_ household: UInt32) -> ArraySlice<UInt32> {
    positions[Int(starts[Int(household)])..<Int(starts[Int(household) + 1])]
  }

  private static func rules(_ records: PreparedRecords) -> [BlockingRule] {
    func names(_ kind: FieldKind) -> [String] { records.fields.filter { $0.kind == kind }.map(\.name) }
    var rules = (names(.sourceHousehold) + names(.householdKey)).map { BlockingRule($0, [KeyPart(.exact, $0)]) }
    guard let street = names(.address).first else { return rules }
    let place = ([street] + names(.houseNumber).prefix(1) + names(.postcode).prefix(1)).map { KeyPart(.exact, $0) }
    for surname in names(.surname) { rules.append(BlockingRule(surname, place + [KeyPart(.word, surname)])) }
    return rules
  }
}
