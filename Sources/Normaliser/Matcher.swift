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
  /// Pairs that evidence brings, with the surest rule that each meets.
  private(set) var offers: [(one: Int, other: Int, rule: LinkRule)] = []
  /// What was made of each pair worth reading, when it was; links since may have made it idle.
  private var verdicts: [Verdict] = []

  init(_ parties: [Party], apart: [(Int, Int)] = []) {
    self.parties = parties
    self.apart = apart
    clusters = Clusters(count: parties.count)
    members = parties.indices.map { [$0] }
  }

  /// The cluster of each party, by its smallest member.
  mutating func roots() -> [Int] { parties.indices.map { clusters.root(of: $0) } }

  /// What was made of each pair worth reading; those that other links have brought together since are left out.
  mutating func settled() -> [Verdict] {
    var kept = apart.map { Verdict(one: $0.0, other: $0.1, zone: .apart, rule: .decision, reason: "") }
    for verdict in verdicts
    where verdict.zone == .linked || clusters.root(of: verdict.one) != clusters.root(of: verdict.other) {
      kept.append(verdict)
    }
    return kept
  }

  /// Joins a pair that a key or a decision names; returns `false` where a decision keeps the two apart.
  @discardableResult
  mutating func join(_ one: Int, _ other: Int, by rule: LinkRule) -> Bool {
    let (a, b) = (clusters.root(of: one), clusters.root(of: other))
    if a == b { return true }
    guard mayJoin(one, other) else { return false }
    clusters.join(a, b)
    members[min(a, b)] += members[max(a, b)]
    members[max(a, b)] = []
    judge(one, other, .linked, rule)
    return true
  }

  /// Joins every pair that evidence names, rule by rule.
  mutating func joinByEvidence() {
    let candidates = candidatePairs(among: parties)
    let nameless = gatherOffers(from: candidates)
    let separation = Separation(of: parties, among: candidates)
    var byRule: [LinkRule: [(Int, Int)]] = [:]
    for (one, other, rule) in offers where mayJoin(one, other) {
      if separation.parts(one, other) {
        judge(one, other, .review, rule, because: "l'un des titulaires a pris seul un autre bail : séparation ?")
      } else {
        byRule[rule, default: []].append((one, other))
      }
    }
    var implausible: [(Int, Int, LinkRule)] = []
    for rule in LinkRule.allCases {
      let open = (byRule[rule] ?? []).filter { pair in
        clusters.root(of: pair.0) != clusters.root(of: pair.1) && mayJoin(pair.0, pair.1)
      }
      let plausible = open.filter { !rule.needsUnique || isPlausible($0.0, $0.1) }
      if plausible.count < open.count {
        implausible += open.filter { !isPlausible($0.0, $0.1) }.map { ($0.0, $0.1, rule) }
      }
      if rule.isForReview {
        askAbout(plausible, by: rule)
        continue
      }
      let sure = rule.needsUnique ? undisputed(plausible, by: rule) : plausible
      for (one, other) in sure { join(one, other, by: rule) }
    }
    explain(implausible: implausible)
    explain(nameless: nameless)
  }

  /// Fills `offers`, and gives the pairs of a measure and a lease that meet no rule.
  private mutating func gatherOffers(from candidates: [(one: Int, other: Int)]) -> [(Int, Int)] {
    var nameless: [(Int, Int)] = []
    for (one, other) in candidates {
      let areLeases = !parties[one].isMeasure && !parties[other].isMeasure
      if let rule = LinkRule.best(parties[one], parties[other]) {
        if !areLeases || rule.joinsLeases { offers.append((one, other, rule)) }
      } else if parties[one].isMeasure != parties[other].isMeasure {
        nameless.append((one, other))
      }
    }
    return nameless
  }

  /// Hands the reviewer the leases that one person takes during the measure, perhaps a mutation (C14); of a measure without
  /// lease, says why the others were not taken.
  private mutating func explain(implausible pairs: [(Int, Int, LinkRule)]) {
    for (one, other, rule) in pairs where mayJoin(one, other) {
      if rule <= .nearBirth, beginsDuringMeasure(one, other) {
        judge(one, other, .review, rule, because: "le bail commence pendant la mesure : mutation ?")
      } else if isLone(one, other) {
        judge(one, other, .apart, rule, because: "le bail ne court pas au début de la mesure")
      }
    }
  }

  /// Of a measure without lease, says which of its town or landlord were left for want of anything but a name.
  private mutating func explain(nameless pairs: [(Int, Int)]) {
    for (one, other) in pairs where isLone(one, other) && isPlausible(one, other) {
      let namesakes = Evidence.all(parties[one], parties[other]).contains {
        $0.surname == .exact && $0.first == .exact && $0.birth != .different && ($0.sameTown || $0.sameLandlord)
      }
      if namesakes { judge(one, other, .apart, nil, because: "un nom ne suffit pas") }
    }
  }

  private func beginsDuringMeasure(_ one: Int, _ other: Int) -> Bool {
    let (measure, lease) = parties[one].isMeasure ? (parties[one], parties[other]) : (parties[other], parties[one])
    guard let course = measure.course, let from = course.start, let start = lease.lease?.start else { return false }
    return start > from && (course.end.map { start - $0 <= 31 } ?? true)
  }

  /// Whether the measure of a pair has found no lease, and no decision keeps it from this one.
  private mutating func isLone(_ one: Int, _ other: Int) -> Bool {
    guard parties[one].isMeasure != parties[other].isMeasure, mayJoin(one, other) else { return false }
    return !members[clusters.root(of: parties[one].isMeasure ? one : other)].contains { !parties[$0].isMeasure }
  }

  /// The pairs of a weak rule that nothing disputes; the others are left apart or go to the reviewer.
  ///
  /// All are judged on what surer rules left, so that the order of the records does not matter.
  private mutating func undisputed(_ pairs: [(Int, Int)], by rule: LinkRule) -> [(Int, Int)] {
    let rivals = rivalled(in: pairs)
    var accepted: [(Int, Int)] = []
    for (one, other) in pairs {
      if rivals.contains(one) || rivals.contains(other) {
        judge(one, other, .review, rule)
      } else if let reason = contradiction(clusters.root(of: one), clusters.root(of: other)) {
        judge(one, other, .apart, rule, because: reason)
      } else if let reason = doubt(one, other) ?? doubt(other, one) {
        judge(one, other, .review, rule, because: reason)
      } else {
        accepted.append((one, other))
      }
    }
    let disputed = disputedChains(of: accepted)
    return accepted.filter { one, other in
      guard disputed.contains(one) else { return true }
      judge(one, other, .review, rule, because: "de proche en proche, ces liens se contredisent")
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
    for (one, other) in pairs where isLone(one, other) { judge(one, other, .review, rule, because: "à confirmer") }
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

  private mutating func judge(
    _ one: Int,
    _ other: Int,
    _ zone: Link.Zone,
    _ rule: LinkRule?,
    because reason: String = "plusieurs candidats : à départager"
  ) {
    let said = zone == .linked ? "" : reason
    verdicts.append(Verdict(one: min(one, other), other: max(one, other), zone: zone, rule: rule, reason: said))
  }

  private mutating func mayJoin(_ one: Int, _ other: Int) -> Bool {
    let (a, b) = (clusters.root(of: one), clusters.root(of: other))
    for (x, y) in apart {
      let (p, q) = (clusters.root(of: x), clusters.root(of: y))
      if (p, q) == (a, b) || (p, q) == (b, a) { return false }
    }
    return true
  }
}

/// What was made of a pair of parties, and why.
struct Verdict {
  let one: Int
  let other: Int
  let zone: Link.Zone
  /// `nil`: no rule is met.
  let rule: LinkRule?
  /// Why the rule did not link, in French; empty for links.
  let reason: String
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
