import Linkage
import Model

/// Keys that so many bear that they prove nothing of anyone, each with how many.
struct WorthlessKeys: Sendable {
  var cited: Set<LeaseKey> = []
  var clients: Set<MeasureKey> = []
  var phones: Set<String> = []
  /// What each is, its first bearer and how many.
  var told: [(what: String, party: Int, count: Int)] = []
}

/// The pairs worth weighing, sought outward from the measures: no pair of two tenants whom no measure touches.
///
/// Linear in the tenants: each is looked up by what measures (then the leases found for them) say of themselves.
struct CandidateSearch {
  private let parties: [Party]
  private let worthless: WorthlessKeys
  /// Keys of every party, one after the other: those of party `p` are `keys[starts[p]..<starts[p + 1]]`.
  private let keys: [UInt64]
  private let starts: [Int]
  /// What bears more than this is nobody's mark; it only counts with something else.
  private static let crowd = 2_000
  /// A whole identity that more records bear is a value by default.
  static let mostOfOnePerson = 40
  /// Whole identities borne by too many records: one record of each, and how many.
  private(set) var repeated: [(party: Int, count: Int)] = []

  init(_ parties: [Party], without worthless: WorthlessKeys) {
    self.parties = parties
    self.worthless = worthless
    let slice = 4_096
    let found = concurrently((parties.count + slice - 1) / slice) { part in
      (part * slice..<min((part + 1) * slice, parties.count)).map { Self.keys(of: parties[$0], without: worthless) }
    }
    var keys: [UInt64] = []
    var starts = [0]
    starts.reserveCapacity(parties.count + 1)
    for own in found.joined() {
      keys += own
      starts.append(keys.count)
    }
    (self.keys, self.starts) = (keys, starts)
  }

  /// The pairs of each of `seeds` with any other party that shares a key; each once, in order.
  mutating func pairs(from seeds: [Int]) -> [(one: Int, other: Int)] {
    var bearers: [UInt64: [Int32]] = [:]
    let isSeed = seeds.reduce(into: [Bool](repeating: false, count: parties.count)) { $0[$1] = true }
    for seed in seeds {
      for key in Set(keys[starts[seed]..<starts[seed + 1]]) { bearers[key, default: []].append(Int32(seed)) }
    }
    for party in parties.indices where !isSeed[party] {
      for key in Set(keys[starts[party]..<starts[party + 1]]) { bearers[key]?.append(Int32(party)) }
    }
    let crowded = setAside(bearers)
    var found: Set<UInt64> = []
    for members in bearers.values where members.count > 1 && members.count <= Self.crowd {
      for (place, one) in members.enumerated() where isSeed[Int(one)] {
        for other in members[(place + 1)...] where crowded[one] == nil || crowded[one] != crowded[other] {
          let (low, high) = (UInt64(min(one, other)), UInt64(max(one, other)))
          found.insert(low << 32 | high)
        }
      }
    }
    return found.sorted().map { (Int($0 >> 32), Int($0 & 0xFFFF_FFFF)) }
  }

  /// The parties whose whole identity too many bear, each with a number of that identity.
  private mutating func setAside(_ bearers: [UInt64: [Int32]]) -> [Int32: Int32] {
    var crowded: [Int32: Int32] = [:]
    for (key, members) in bearers where key & 7 == Kind.whole.rawValue && members.count > Self.mostOfOnePerson {
      let first = members.min() ?? 0
      for member in members { crowded[member] = min(crowded[member] ?? first, first) }
    }
    let counts = Dictionary(grouping: crowded.values) { $0 }.mapValues(\.count)
    let known = Set(repeated.map(\.party))
    for (first, count) in counts.sorted(by: { $0.key < $1.key }) where !known.contains(Int(first)) {
      repeated.append((Int(first), count))
    }
    return crowded
  }

  private enum Kind: UInt64 { case birth, name, whole, phone, door, flat, family, client }

  private static func key(_ kind: Kind, _ parts: UInt64...) -> UInt64 {
    parts.reduce(kind.rawValue &* 0x9e37_79b9) { spread($0 ^ $1) } & ~7 | kind.rawValue
  }

  private static func keys(of party: Party, without worthless: WorthlessKeys) -> [UInt64] {
    if party.isMasked { return [] }
    var keys = party.births.map { key(.birth, $0.number) }
    for person in party.persons where person.isNamed {
      let births = ((person.birth ?? party.sharedBirth).map { [$0.number] } ?? [])
      for name in names(of: person) {
        keys.append(key(.name, name))
        for birth in births { keys.append(key(.whole, name, birth)) }
      }
    }
    for phone in party.phones where !worthless.phones.contains(phone) { keys.append(key(.phone, number(phone))) }
    if let address = party.address {
      let door = number(address.doorKey)
      keys.append(key(.door, door))
      if !address.apartment.isEmpty { keys.append(key(.flat, door, number(address.apartment))) }
      for surname in party.persons.flatMap(\.surnames) { keys.append(key(.family, door, surname.sound)) }
    }
    if !party.client.isEmpty { keys.append(key(.client, number(party.structure), number(party.client))) }
    return keys
  }

  /// Numbers of the names that a person may be known by: how a surname, or a part of one, and a forename sound; in no order,
  /// so that names in each other's column meet.
  private static func names(of person: PersonName) -> Set<UInt64> {
    var names: Set<UInt64> = []
    for reading in person.readings {
      guard let first = reading.forenames.first else { continue }
      if reading.forenames.count > 1 {
        // A surname of several words in the column of forenames.
        let inverted = Surname(reading.forenames.map(\.letters))
        names.insert(spread(inverted.sound) &+ spread(Surname([reading.surname.joined]).sound))
      }
      for surname in [reading.surname] + person.others {
        for sound in surname.sounds {
          for form in first.kin + [first.sound] { names.insert(spread(sound) &+ spread(form)) }
        }
      }
    }
    return names
  }

  private static func number(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

extension BirthDate {
  fileprivate var number: UInt64 { UInt64(year * 10_000 + month * 100 + day) }
}
