import Model

/// Pairs of parties that share a birth date, a whole name, a phone or a door; each once, in order.
///
/// Blocks of more than `widestBlock` parties say nothing of anyone and are passed over.
func candidatePairs(among parties: [Party]) -> [(one: Int, other: Int)] {
  var blocks: [Block: [Int]] = [:]
  for (index, party) in parties.enumerated() where !party.isMasked {
    for key in Set(keys(of: party)) { blocks[key, default: []].append(index) }
  }
  var pairs: Set<Pair> = []
  for members in blocks.values where members.count > 1 && members.count <= widestBlock {
    for (position, one) in members.enumerated() {
      for other in members[(position + 1)...] { pairs.insert(Pair(one: one, other: other)) }
    }
  }
  return pairs.sorted { ($0.one, $0.other) < ($1.one, $1.other) }.map { ($0.one, $0.other) }
}

fileprivate let widestBlock = 400

fileprivate struct Pair: Hashable {
  let one: Int
  let other: Int
}

fileprivate enum Block: Hashable {
  case birth(Day)
  case name([UInt8], [UInt8])
  case phone(String)
  case door(String)
}

fileprivate func keys(of party: Party) -> [Block] {
  var keys = party.births.map { Block.birth($0) } + party.phones.map { Block.phone($0) }
  for person in party.persons where person.isNamed {
    for surname in person.surnames {
      // In alphabetical order, so that names in each other's column meet.
      let ordered = surname.lexicographicallyPrecedes(person.first) ? (surname, person.first) : (person.first, surname)
      keys.append(.name(ordered.0, ordered.1))
    }
  }
  if let address = party.address { keys.append(.door(address.door)) }
  return keys
}
