import Linkage
import Model

/// Joins the parties that are one household, by the rules of `LinkRule`, surest first.
struct Matcher {
  private let parties: [Party]
  private var clusters: Clusters
  /// Parties of each cluster, by root.
  private var members: [[Int]]
  /// Pairs that a decision keeps apart.
  private let apart: [(Int, Int)]
  private(set) var links: [Link] = []

  init(_ parties: [Party], apart: [(Int, Int)] = []) {
    self.parties = parties
    self.apart = apart
    clusters = Clusters(count: parties.count)
    members = parties.indices.map { [$0] }
  }

  /// The cluster of each party, by its smallest member.
  mutating func roots() -> [Int] { parties.indices.map { clusters.root(of: $0) } }

  /// Joins a pair that a key or a decision names.
  mutating func join(_ one: Int, _ other: Int, by rule: LinkRule) {
    let (a, b) = (clusters.root(of: one), clusters.root(of: other))
    guard a != b, mayJoin(one, other) else { return }
    clusters.join(a, b)
    members[min(a, b)] += members[max(a, b)]
    members[max(a, b)] = []
    links.append(link(one, other, .linked, rule))
  }

  /// Joins every pair that evidence names, rule by rule.
  mutating func joinByEvidence() {
    var byRule: [LinkRule: [(Int, Int)]] = [:]
    for (one, other) in candidates() {
      guard let rule = LinkRule.best(parties[one], parties[other]) else { continue }
      if !parties[one].isMeasure, !parties[other].isMeasure, !rule.joinsLeases { continue }
      byRule[rule, default: []].append((one, other))
    }
    for rule in LinkRule.allCases {
      let pairs = byRule[rule] ?? []
      let open = pairs.filter { pair in
        clusters.root(of: pair.0) != clusters.root(of: pair.1) && (!rule.needsUnique || isPlausible(pair.0, pair.1))
      }
      if rule.isForReview {
        askAbout(open, by: rule)
        continue
      }
      let sure = rule.needsUnique ? undisputed(open, by: rule) : open
      for (one, other) in sure { join(one, other, by: rule) }
    }
  }

  /// The pairs of a weak rule that nothing disputes; the others are left apart or go to the reviewer.
  ///
  /// All are judged on what surer rules left, so that the order of the records does not matter.
  private mutating func undisputed(_ pairs: [(Int, Int)], by rule: LinkRule) -> [(Int, Int)] {
    let rivals = rivalled(in: pairs)
    var accepted: [(Int, Int)] = []
    for (one, other) in pairs where mayJoin(one, other) {
      if rivals.contains(one) || rivals.contains(other) {
        links.append(link(one, other, .review, rule))
      } else if let reason = contradiction(clusters.root(of: one), clusters.root(of: other)) {
        links.append(link(one, other, .apart, rule, because: reason))
      } else if let reason = doubt(one, other) ?? doubt(other, one) {
        links.append(link(one, other, .review, rule, because: reason))
      } else {
        accepted.append((one, other))
      }
    }
    let disputed = disputedChains(of: accepted)
    return accepted.filter { one, other in
      guard disputed.contains(one) else { return true }
      links.append(link(one, other, .review, rule, because: "de proche en proche, ces liens se contredisent"))
      return false
    }
  }

  /// The parties of chains of pairs that would bring together what no single pair does: namesakes born on two days, two
  /// leases of one landlord, a pair that a decision keeps apart.
  private mutating func disputedChains(of pairs: [(Int, Int)]) -> Set<Int> {
    var trial = clusters
    for (one, other) in pairs { trial.join(one, other) }
    var chains: [Int: Set<Int>] = [:]
    for (one, other) in pairs { chains[trial.root(of: one), default: []].formUnion([one, other]) }
    let divided = Set(apart.filter { trial.root(of: $0.0) == trial.root(of: $0.1) }.map { trial.root(of: $0.0) })
    var disputed: Set<Int> = []
    for (root, chain) in chains {
      let joined = Set(chain.map { clusters.root(of: $0) }).sorted()
      if joined.count > 2, divided.contains(root) || areDisputed(joined) { disputed.formUnion(chain) }
    }
    return disputed
  }

  /// Whether two of several clusters cannot be one household.
  private func areDisputed(_ roots: [Int]) -> Bool {
    var landlords: Set<String> = []
    for (index, one) in roots.enumerated() {
      if roots[..<index].contains(where: { contradiction($0, one) != nil }) { return true }
      let own = Set(members[one].compactMap { parties[$0].isMeasure ? nil : parties[$0].structure })
      if !landlords.isDisjoint(with: own) { return true }
      landlords.formUnion(own)
    }
    return false
  }

  /// Why two clusters cannot be one household whatever a weak rule says: a person of the same name in both, born on
  /// another day (father and son at one address, C9).
  private func contradiction(_ a: Int, _ b: Int) -> String? {
    for x in members[a] {
      for y in members[b] {
        let same = Evidence.all(parties[x], parties[y]).contains {
          $0.birth == .different && $0.first == .exact && $0.surname >= .near && !$0.sameApartment
        }
        if same { return "mêmes nom et prénom, mais une autre date de naissance au dossier" }
      }
    }
    return nil
  }

  /// Why a weak rule should not give a measure this lease without a person's eye: the association names another landlord,
  /// or a surer rule has already found the household's lease there.
  private mutating func doubt(_ measure: Int, _ lease: Int) -> String? {
    guard parties[measure].isMeasure, case .lease(let key) = parties[lease].subject else { return nil }
    if let named = parties[measure].landlord, named != key.landlord { return "l'association nomme un autre bailleur" }
    for member in members[clusters.root(of: measure)] {
      if case .lease(let known) = parties[member].subject, known.landlord == key.landlord {
        return "un bail de ce bailleur est déjà rattaché plus sûrement"
      }
    }
    return nil
  }

  /// Hands the reviewer the pairs of a rule that never links, of measures that have no lease yet.
  private mutating func askAbout(_ pairs: [(Int, Int)], by rule: LinkRule) {
    for (one, other) in pairs where parties[one].isMeasure != parties[other].isMeasure {
      let measure = parties[one].isMeasure ? one : other
      let hasLease = members[clusters.root(of: measure)].contains { !parties[$0].isMeasure }
      if !hasLease { links.append(link(one, other, .review, rule, because: "à confirmer")) }
    }
  }

  /// Whether the lease runs when the measure begins, where the household is accompanied to keep its dwelling.
  private func isPlausible(_ one: Int, _ other: Int) -> Bool {
    guard parties[one].isMeasure != parties[other].isMeasure else { return true }
    let (measure, lease) = parties[one].isMeasure ? (parties[one], parties[other]) : (parties[other], parties[one])
    guard let start = measure.keptFrom else { return true }
    return (lease.lease?.start ?? start) <= start && (lease.lease?.end ?? start) >= start
  }

  /// Parties to which a rule offers several clusters of one structure, before it joins any: two tenants of one landlord,
  /// two files of one association.
  private mutating func rivalled(in pairs: [(Int, Int)]) -> Set<Int> {
    struct Offer: Hashable {
      let party: Int
      let structure: String
    }
    var offers: [Offer: Set<Int>] = [:]
    for (one, other) in pairs {
      offers[Offer(party: one, structure: parties[other].structure), default: []].insert(clusters.root(of: other))
      offers[Offer(party: other, structure: parties[one].structure), default: []].insert(clusters.root(of: one))
    }
    return Set(offers.filter { $0.value.count > 1 }.keys.map(\.party))
  }

  private mutating func mayJoin(_ one: Int, _ other: Int) -> Bool {
    let (a, b) = (clusters.root(of: one), clusters.root(of: other))
    for (x, y) in apart {
      let (p, q) = (clusters.root(of: x), clusters.root(of: y))
      if (p, q) == (a, b) || (p, q) == (b, a) { return false }
    }
    return true
  }

  /// Pairs that share a birth date, a whole name, a phone or a door; each once, in order.
  ///
  /// Blocks of more than
  /// `widestBlock` parties say nothing of anyone and are passed over.
  private func candidates() -> [(Int, Int)] {
    var blocks: [Block: [Int]] = [:]
    for (index, party) in parties.enumerated() where !party.isMasked {
      for key in Set(keys(of: party)) { blocks[key, default: []].append(index) }
    }
    var pairs: Set<Pair> = []
    for members in blocks.values where members.count > 1 && members.count <= Self.widestBlock {
      for (position, one) in members.enumerated() {
        for other in members[(position + 1)...] {
          pairs.insert(Pair(one: one, other: other))
        }
      }
    }
    return pairs.sorted { ($0.one, $0.other) < ($1.one, $1.other) }.map { ($0.one, $0.other) }
  }

  private static let widestBlock = 400

  private struct Pair: Hashable {
    let one: Int
    let other: Int
  }

  private enum Block: Hashable {
    case birth(Day)
    case name([UInt8], [UInt8])
    case phone(String)
    case door(String)
  }

  private func keys(of party: Party) -> [Block] {
    var keys = party.births.map { Block.birth($0) } + party.phones.map { Block.phone($0) }
    for person in party.persons where person.isNamed {
      for surname in person.surnames {
        // In alphabetical order, so that names in each other's column meet.
        let ordered =
          surname.lexicographicallyPrecedes(person.first) ? (surname, person.first) : (person.first, surname)
        keys.append(.name(ordered.0, ordered.1))
      }
    }
    if let address = party.address { keys.append(.door(address.door)) }
    return keys
  }

  private func link(
    _ one: Int,
    _ other: Int,
    _ zone: Link.Zone,
    _ rule: LinkRule,
    because reason: String = "plusieurs candidats : à départager"
  ) -> Link {
    Link(
      one: parties[one].side,
      other: parties[other].side,
      zone: zone,
      rule: rule.code,
      score: Double(LinkRule.allCases.count - rule.rawValue),
      evidence: zone == .linked ? rule.sentence : "\(rule.sentence) ; \(reason)"
    )
  }
}

/// Disjoint sets whose root is their smallest member.
struct Clusters {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  mutating func root(of member: Int) -> Int {
    var root = member
    while parents[root] != root { root = parents[root] }
    var next = member
    while parents[next] != root { (parents[next], next) = (root, parents[next]) }
    return root
  }

  mutating func join(_ one: Int, _ other: Int) {
    let (a, b) = (root(of: one), root(of: other))
    parents[max(a, b)] = min(a, b)
  }
}
