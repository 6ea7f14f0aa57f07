import Diagnostics
import Linkage
import Model

/// The pairs of a campaign with their weights: measures with what resembles them, then the leases found with those that may
/// follow them.
struct Weighing: Sendable {
  private(set) var pairs: [WeighedPair] = []
  let persons: PersonScale
  private let parties: [Party]
  private let worthless: WorthlessKeys
  private var repeated: [(party: Int, count: Int)] = []

  init(_ book: PartyBook, in campaign: Campaign) {
    let parties = book.all
    self.parties = parties
    persons = PersonScale(learningFrom: parties.lazy.flatMap(\.persons))
    worthless = WorthlessKeys(parties)
    let scale = PairScale(
      parties: parties,
      persons: persons,
      landlords: LandlordNames(campaign),
      worthless: worthless
    )
    var search = CandidateSearch(parties, without: worthless)
    let measures = parties.indices.filter { parties[$0].isMeasure }
    let cited = measures.flatMap { measure in
      parties[measure].cited.flatMap { book.leases[$0.lease] ?? [] }.map { (min(measure, $0), max(measure, $0)) }
    }
    let first = Self.weigh(search.pairs(from: measures) + cited, by: scale)
    // The leases that a measure may have, and what may follow them.
    let found = first.filter { $0.bits >= PairScale.review || $0.ground == .cited }.flatMap { [$0.one, $0.other] }
    let leases = Set(found).filter { !parties[$0].isMeasure }.sorted()
    let second = Self.weigh(
      search.pairs(from: leases).filter { !parties[$0.one].isMeasure && !parties[$0.other].isMeasure },
      by: scale
    )
    repeated = search.repeated
    pairs = first + parting(second)
  }

  /// Weighed on every core, each pair once; those that say nothing for are left out.
  private static func weigh(_ pairs: [(one: Int, other: Int)], by scale: PairScale) -> [WeighedPair] {
    let sorted = pairs.sorted { $0 < $1 }
    let unique = sorted.indices.filter { $0 == 0 || sorted[$0] != sorted[$0 - 1] }.map { sorted[$0] }
    let slice = 1_024
    let parts = concurrently((unique.count + slice - 1) / slice) { part in
      unique[(part * slice)..<min((part + 1) * slice, unique.count)].map { scale.weigh($0.one, $0.other) }
        .filter { $0.bits > 0 || $0.ground == .cited }
    }
    return Array(parts.joined())
  }

  /// The pairs of leases, those that a separation parts marked (C12): a lease of two holders, and one that a single one of
  /// them takes while the first runs, or at any time when the other holder takes one too.
  private func parting(_ pairs: [WeighedPair]) -> [WeighedPair] {
    var taken: [Int: [Int: Int]] = [:]
    for pair in pairs {
      for (joint, single) in [(pair.one, pair.other), (pair.other, pair.one)] {
        if let holder = onlyHolder(parties[single], of: parties[joint]) { taken[joint, default: [:]][single] = holder }
      }
    }
    func isParted(_ single: Int, from joint: Int) -> Bool {
      guard let singles = taken[joint], let holder = singles[single] else { return false }
      return parties[joint].runs(when: parties[single]) || singles.values.contains { $0 != holder }
    }
    return pairs.map { pair in
      isParted(pair.one, from: pair.other) || isParted(pair.other, from: pair.one) ? PairScale.parted(pair) : pair
    }
  }

  /// Which holder of a joint lease of a dwelling is the only one of another such lease; `nil` when none is.
  private func onlyHolder(_ single: Party, of joint: Party) -> Int? {
    guard joint.persons.count > 1, single.persons.count == 1, !single.isMeasure, !joint.isMeasure,
      single.lease?.nature != .annex, joint.lease?.nature != .annex
    else { return nil }
    return joint.persons.firstIndex { person in
      let agreement = persons.compare(person, single.persons[0])
      return agreement.surname >= .part && agreement.forename >= .short
    }
  }

  /// Says what no pair was made of: masked identities, identities and keys that too many bear.
  func report(to findings: inout Findings, files: [SourceFile]) {
    func place(_ party: Int) -> Location {
      let origin = parties[party].origin
      return Location(file: origin.file < files.count ? files[origin.file].path : "", line: origin.line)
    }
    var masked: [Int: (first: Int, count: Int)] = [:]
    for index in parties.indices where parties[index].isMeasure && parties[index].isMasked {
      let known = masked[parties[index].origin.file] ?? (index, 0)
      masked[parties[index].origin.file] = (known.first, known.count + 1)
    }
    for (_, found) in masked.sorted(by: { $0.key < $1.key }) {
      findings.report(
        .maskedIdentity,
        "mesures dont l'identité n'est que des initiales",
        at: place(found.first),
        count: found.count
      )
    }
    for (party, count) in repeated {
      findings.report(
        .repeatedIdentity,
        "les mêmes nom, prénom et date de naissance sur \(count) baux ou dossiers : aucun n'est rapproché par là",
        at: place(party),
        count: count
      )
    }
    for (what, party, count) in worthless.told {
      findings.report(
        .worthlessKey,
        "\(what) sur \(count) lignes de personnes différentes",
        at: place(party),
        count: count
      )
    }
  }
}

extension WorthlessKeys {
  /// More bearers than a family, a client, or a helper can be.
  private static let most = 12

  init(_ parties: [Party]) {
    var cited: [LeaseKey: [Int]] = [:]
    var clients: [MeasureKey: [Int]] = [:]
    var phones: [String: [Int]] = [:]
    for (index, party) in parties.enumerated() {
      for citation in party.cited { cited[citation.lease, default: []].append(index) }
      if !party.client.isEmpty {
        clients[MeasureKey(structure: party.structure, number: party.client), default: []].append(index)
      }
      for phone in party.phones { phones[phone, default: []].append(index) }
    }
    let names = { (members: [Int]) in Set(members.map { parties[$0].persons.first?.letters ?? [] }).count }
    var told: [(what: String, party: Int, count: Int)] = []
    func crowded<Key: Hashable & Sendable>(_ bearers: [Key: [Int]], _ what: String) -> Set<Key> {
      let found = bearers.filter { $0.value.count > Self.most && names($0.value) > Self.most }
      told += found.values.map { (what, $0[0], $0.count) }
      return Set(found.keys)
    }
    self.cited = crowded(cited, "le même numéro de bail cité")
    self.clients = crowded(clients, "le même numéro de client")
    self.phones = crowded(phones, "le même téléphone")
    self.told = told.sorted { ($0.what, $0.party) < ($1.what, $1.party) }
  }
}

extension Party {
  /// Whether this lease is in force when another one begins.
  fileprivate func runs(when next: Party) -> Bool {
    guard let start = lease?.start, let other = next.lease?.start else { return false }
    return start < other && (lease?.end.map { other <= $0 } ?? true)
  }
}
