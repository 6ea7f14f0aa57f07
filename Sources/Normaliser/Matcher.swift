import Linkage
import Model

/// Joins the parties that are one household: the weightiest pairs first, those that others dispute left to a person.
///
/// - A pair of at least `PairScale.link` bits is linked if no rival weighs as much to a factor of two, and no better pair
///   holds what it claims.
/// - From `PairScale.review` bits, or where a key is cited in vain, a person looks at it.
/// - Decisions come before all.
struct Matcher {
  private let parties: [Party]
  /// By decreasing weight.
  let pairs: [WeighedPair]
  /// Pairs of each party, by increasing index: decreasing weight.
  private var pairsOf: [Int: [Int]] = [:]
  /// Pairs of at least `PairScale.link` bits, which are then no rivals of one another.
  private var friends: Set<Couple> = []
  /// Dossiers that may be one person's, which is enough for not claiming a lease against one another.
  private var acquaintances: Set<Couple> = []
  private var sets: DisjointSets
  /// Parties of each set, by root; a party alone is not told.
  private var members: [Int: [Int]] = [:]
  private let apart: [(Int, Int)]
  private let isApart: Set<Couple>
  private(set) var verdicts: [Verdict] = []
  /// Best linked pair of each party with leases or measures.
  private let persons: PersonScale

  /// Bits by which a better pair leaves no doubt about another; none do about a number that is cited and of somebody else.
  private static func shadow(on pair: WeighedPair, by rival: WeighedPair) -> Double {
    pair.isCited && !rival.isCited ? .infinity : 5
  }

  /// Rivals within one bit are as likely to a factor of two.
  private static let tie = 1.0

  struct Couple: Hashable {
    let low: Int
    let high: Int

    init(_ one: Int, _ other: Int) { (low, high) = (min(one, other), max(one, other)) }
  }

  init(_ parties: [Party], weighed: [WeighedPair], apart: [(Int, Int)] = [], persons: PersonScale) {
    self.parties = parties
    self.apart = apart
    self.persons = persons
    isApart = Set(apart.map { Couple($0.0, $0.1) })
    pairs = weighed.sorted { ($1.tenths, $0.one, $0.other) < ($0.tenths, $1.one, $1.other) }
    sets = DisjointSets(count: parties.count)
    for (index, pair) in pairs.enumerated() {
      pairsOf[pair.one, default: []].append(index)
      pairsOf[pair.other, default: []].append(index)
      if pair.bits >= PairScale.review, parties[pair.one].isMeasure, parties[pair.other].isMeasure {
        acquaintances.insert(Couple(pair.one, pair.other))
      }
      if pair.bits >= PairScale.link, !pair.isSeparation { friends.insert(Couple(pair.one, pair.other)) }
    }
  }

  /// The root of each party: the smallest member of its set.
  mutating func roots() -> [Int] { parties.indices.map { sets.root(of: $0) } }

  /// Joins a pair that a decision names; returns `false` where another decision keeps the two apart.
  @discardableResult
  mutating func join(deciding one: Int, _ other: Int) -> Bool {
    guard mayJoin(one, other) else { return false }
    unite(one, other)
    let told = pairs.first { Couple($0.one, $0.other) == Couple(one, other) }
    var pair = told ?? WeighedPair(min(one, other), max(one, other), .decision, [])
    pair.ground = .decision
    verdicts.append(Verdict(pair: pair, zone: .linked, reason: "décision humaine (arbitrages.csv)"))
    return true
  }

  /// Goes through the pairs, those of one weight together, so that the order of the records does not matter.
  mutating func joinByWeight() {
    var start = 0
    while start < pairs.count, pairs[start].bits >= PairScale.link {
      let end = pairs[start...].firstIndex { $0.tenths != pairs[start].tenths } ?? pairs.count
      settle(start..<end)
      start = end
    }
    explainRest(from: start)
    for (one, other) in apart {
      let told = pairs.first { Couple($0.one, $0.other) == Couple(one, other) }
      var pair = told ?? WeighedPair(one, other, .decision, [])
      pair.ground = .decision
      verdicts.append(Verdict(pair: pair, zone: .apart, reason: "décision humaine (arbitrages.csv)"))
    }
  }

  /// What was made of each pair worth reading; those that other links have brought together since are left out.
  mutating func settled() -> [Verdict] {
    let all = verdicts
    return all.filter { $0.zone == .linked || sets.root(of: $0.pair.one) != sets.root(of: $0.pair.other) }
  }

  // MARK: - Links

  private mutating func settle(_ batch: Range<Int>) {
    var accepted: [Int] = []
    for index in batch {
      let pair = pairs[index]
      if sets.root(of: pair.one) == sets.root(of: pair.other) || !mayJoin(pair.one, pair.other) { continue }
      if let reason = objection(to: index) {
        verdicts.append(Verdict(pair: pair, zone: reason.zone, reason: reason.text, rival: reason.rival))
      } else {
        accepted.append(index)
      }
    }
    let disputed = disputedChains(of: accepted)
    for index in accepted {
      let pair = pairs[index]
      if disputed.contains(pair.one) {
        verdicts.append(Verdict(pair: pair, zone: .review, reason: "de proche en proche, ces liens se contredisent"))
      } else if sets.root(of: pair.one) != sets.root(of: pair.other) {
        verdicts.append(Verdict(pair: pair, zone: .linked, reason: "", rival: rival(of: index)))
        unite(pair.one, pair.other)
      }
    }
  }

  private typealias Objection = (zone: Link.Zone, text: String, rival: Int?)

  /// Why a weighty pair should not be linked without a person's eye.
  private mutating func objection(to index: Int) -> Objection? {
    let pair = pairs[index]
    if pair.isSeparation { return (.review, "l'un des titulaires a pris seul un autre bail : séparation ?", nil) }
    if [pair.one, pair.other].contains(where: { parties[$0].isMasked }) {
      return (.review, "identité masquée : jamais rapprochée sans une personne", nil)
    }
    if let rival = rival(of: index) {
      let gap = pairs[rival].bits - pair.bits
      if isLinked(rival), gap > Self.tie {
        let isClear = gap >= Self.shadow(on: pair, by: pairs[rival])
        return (
          isClear ? .apart : .review,
          isClear ? "mieux expliqué par un autre" : "un autre est déjà rattaché, plus sûrement", rival
        )
      }
      if gap >= -Self.tie { return (.review, "plusieurs candidats : à départager", rival) }
    }
    if let reason = contradiction(sets.root(of: pair.one), sets.root(of: pair.other)) { return (.review, reason, nil) }
    return nil
  }

  private mutating func isLinked(_ index: Int) -> Bool {
    sets.root(of: pairs[index].one) == sets.root(of: pairs[index].other)
  }

  /// The best pair that stands in the way of one: another lease or dossier in the place of one of the two.
  private mutating func rival(of index: Int) -> Int? {
    let pair = pairs[index]
    var best: Int?
    for (kept, replaced) in [(pair.one, pair.other), (pair.other, pair.one)] {
      for candidate in pairsOf[kept] ?? [] where candidate != index {
        if let known = best, candidate > known { break }
        let second = pairs[candidate].one == kept ? pairs[candidate].other : pairs[candidate].one
        if mayReplace(replaced, second, beside: kept, pair, pairs[candidate]) {
          best = candidate
          break
        }
      }
    }
    return best
  }

  /// Whether two parties claim one place beside a third: not if they may be the same household's themselves.
  private mutating func mayReplace(
    _ one: Int,
    _ other: Int,
    beside kept: Int,
    _ pair: WeighedPair,
    _ second: WeighedPair
  ) -> Bool {
    let (a, b) = (parties[one], parties[other])
    guard a.isMeasure == b.isMeasure, !second.isSeparation, !isApart.contains(Couple(kept, other)) else { return false }
    guard sets.root(of: one) != sets.root(of: other), !friends.contains(Couple(one, other)) else { return false }
    if a.isMeasure {
      if acquaintances.contains(Couple(one, other)) { return false }
      // Two holders of a lease may each have a dossier.
      let holder = pair.one == kept ? pair.holders.one : pair.holders.other
      let own = second.one == kept ? second.holders.one : second.holders.other
      return a.structure == b.structure && holder == own
    }
    if case .lease(let key) = a.subject, case .lease(key) = b.subject { return true }
    let isAnnex = a.lease?.nature == .annex || b.lease?.nature == .annex
    guard !isAnnex, a.overlaps(b) else { return false }
    if let start = parties[kept].course?.start {
      // A lease taken during the measure does not stand in the place of that of its beginning.
      let end = parties[kept].course?.end
      let begins = { (lease: Party) in
        lease.lease?.start.map { day in day > start && (end.map { day - $0 <= 31 } ?? true) } ?? false
      }
      if begins(a) != begins(b) { return false }
    }
    return a.structure == b.structure || parties[kept].course?.volet == .maintien
  }

  /// Why two sets cannot be one household: a person of the same name in both, born on another day (C9).
  private func contradiction(_ a: Int, _ b: Int) -> String? {
    for x in members[a] ?? [a] {
      for y in members[b] ?? [b] where areNamesakes(parties[x], parties[y]) {
        return "mêmes nom et prénom, mais une autre date de naissance au dossier"
      }
    }
    return nil
  }

  private func areNamesakes(_ one: Party, _ other: Party) -> Bool {
    if let a = one.address, let b = other.address, a.doorKey == b.doorKey, !a.apartment.isEmpty,
      a.apartment == b.apartment
    {
      return false
    }
    return one.persons.contains { person in
      other.persons.contains { second in
        guard person.isNamed, second.isNamed else { return false }
        return persons.compare(person, second, births: (one.sharedBirth, other.sharedBirth)).areNamesakes
      }
    }
  }

  /// The parties of chains of pairs of one weight that would bring together what no single pair does.
  private mutating func disputedChains(of accepted: [Int]) -> Set<Int> {
    guard accepted.count > 1 else { return [] }
    var trial = sets
    for index in accepted { trial.join(pairs[index].one, pairs[index].other) }
    var chains: [Int: Set<Int>] = [:]
    for index in accepted {
      chains[trial.root(of: pairs[index].one), default: []].formUnion([pairs[index].one, pairs[index].other])
    }
    let divided = Set(apart.filter { trial.root(of: $0.0) == trial.root(of: $0.1) }.map { trial.root(of: $0.0) })
    var disputed: Set<Int> = []
    for (root, chain) in chains {
      let joined = Set(chain.map { sets.root(of: $0) }).sorted()
      guard joined.count > 2 else { continue }
      let isContradicted = joined.indices.contains { place in
        joined[..<place].contains { contradiction($0, joined[place]) != nil }
      }
      if divided.contains(root) || isContradicted { disputed.formUnion(chain) }
    }
    return disputed
  }

  // MARK: - What is not linked

  /// Hands a person the pairs that may be, and tells of each measure without lease its best candidate and why not.
  private mutating func explainRest(from start: Int) {
    var told: [Int: Int] = [:]
    for index in pairs.indices {
      let pair = pairs[index]
      guard index >= start, mayJoin(pair.one, pair.other), sets.root(of: pair.one) != sets.root(of: pair.other) else {
        continue
      }
      let rival = rival(of: index)
      if isWorthReview(pair), !isShaded(pair, rival) {
        let reason = pair.ground == .cited ? "le numéro cité est celui de quelqu'un d'autre" : "à confirmer"
        verdicts.append(Verdict(pair: pair, zone: .review, reason: reason, rival: rival))
        continue
      }
      guard parties[pair.one].isMeasure != parties[pair.other].isMeasure else { continue }
      let measure = parties[pair.one].isMeasure ? pair.one : pair.other
      let isFirst = told[measure] == nil && !hasLease(measure) && pair.bits > 0
      guard isFirst || pair.isStriking && pair.bits >= 10 && told[measure, default: 0] < 3 else { continue }
      told[measure, default: 0] += 1
      let reason = rival.map { isLinked($0) } == true ? "mieux expliqué par un autre" : "trop peu d'indices"
      verdicts.append(Verdict(pair: pair, zone: .apart, reason: reason, rival: rival))
    }
  }

  private func isWorthReview(_ pair: WeighedPair) -> Bool {
    if pair.isSeparation { return pair.bits >= 10 }
    if pair.bits < PairScale.review { return pair.ground == .cited && pair.bits > 0 }
    let isAnnex = [pair.one, pair.other].contains { parties[$0].lease?.nature == .annex }
    return !isAnnex && (parties[pair.one].isMeasure || parties[pair.other].isMeasure)
  }

  /// Whether a linked rival explains one of the two so well that the pair is no question.
  private mutating func isShaded(_ pair: WeighedPair, _ rival: Int?) -> Bool {
    guard let rival, isLinked(rival) else { return false }
    return pairs[rival].bits - pair.bits >= Self.shadow(on: pair, by: pairs[rival])
  }

  private mutating func hasLease(_ measure: Int) -> Bool {
    (members[sets.root(of: measure)] ?? []).contains { !parties[$0].isMeasure }
  }

  /// The measures that should have a lease and have none.
  mutating func withoutLease() -> [Int] {
    parties.indices.filter { parties[$0].keptFrom != nil }.filter { !hasLease($0) }
  }

  // MARK: - Sets

  private mutating func unite(_ one: Int, _ other: Int) {
    let (a, b) = (sets.root(of: one), sets.root(of: other))
    if a == b { return }
    let all = (members.removeValue(forKey: a) ?? [a]) + (members.removeValue(forKey: b) ?? [b])
    sets.join(a, b)
    members[min(a, b)] = all
  }

  private mutating func mayJoin(_ one: Int, _ other: Int) -> Bool {
    if apart.isEmpty { return true }
    let (a, b) = (sets.root(of: one), sets.root(of: other))
    for (x, y) in apart {
      let (p, q) = (sets.root(of: x), sets.root(of: y))
      if (p, q) == (a, b) || (p, q) == (b, a) { return false }
    }
    return true
  }
}

/// What was made of a pair of parties, and why.
struct Verdict {
  let pair: WeighedPair
  let zone: Link.Zone
  /// Why it is not linked, in French; empty for links.
  let reason: String
  /// Index, among the matcher's pairs, of the one that stands in the way.
  var rival: Int?
}
