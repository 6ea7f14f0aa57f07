import Model

/// Builds the households of the campaign from the clusters of parties.
struct HouseholdBuilder {
  /// A lease or a measure of a household, by their indices.
  private typealias Place = (household: Int, index: Int)

  private let parties: PartyBook
  /// Household of each party: an index of `households`.
  private let owners: [Int]
  /// Whether an association accompanies it, or was asked to.
  private let isAccompanied: [Bool]
  /// In the order of their first records.
  private var households: [Household]
  /// What all the rows of a lease say together, by party.
  private var drafts: [LeaseDraft?]
  /// Where the lease or the measure of each party is, once it is there.
  private var places: [Place?]
  private var attachments: [(row: Origin, household: Household.ID)] = []
  private var accesses: [(household: Int, access: AccessDraft, landlord: String?, origin: Origin)] = []
  private var conflicts: [Conflict] = []
  private var used: [Int: Int] = [:]
  private var notConcerned: [Int: Int] = [:]
  private(set) var rejections: [Rejection] = []
  /// What was told already: an equal piece of the same structure adds nothing.
  private var told: Set<Told> = []

  init(parties: PartyBook, roots: [Int]) {
    self.parties = parties
    // Roots are smallest members, and parties stand in source order: so do households.
    var indexOfRoot: [Int: Int] = [:]
    var members: [[Int]] = []
    owners = roots.enumerated().map { party, root in
      let index = indexOfRoot[root] ?? members.count
      if index == members.count { members.append([]) }
      indexOfRoot[root] = index
      members[index].append(party)
      return index
    }
    drafts = Array(repeating: nil, count: roots.count)
    places = Array(repeating: nil, count: roots.count)
    isAccompanied = members.map { $0.contains { parties.all[$0].isMeasure } }
    households = numbers(of: members, among: parties.all).map { Household(id: $0) }
  }

  mutating func build(from sources: TypedSources) {
    let rows = zip(sources.records, parties.ofRecords)
    for case (let record, let party?) in rows {
      if let lease = record.lease { add(lease, of: leaseParty(of: record, party), from: record.origin) }
      if let measure = record.measure { add(measure, of: party) }
    }
    for (record, party) in rows {
      hang(record, of: party, countsRow: !record.isLedger)
    }
    makeAccessLeases()
    sortAll()
  }

  /// The party of a record's lease: its own, or that of its number where the record is a measure's too.
  private func leaseParty(of record: RowRecord, _ party: Int) -> Int {
    guard record.measure != nil, let key = record.lease?.key else { return party }
    return parties.lease(key, on: record.lease?.start) ?? party
  }

  private mutating func add(_ draft: LeaseDraft, of party: Int, from origin: Origin) {
    let household = owners[party]
    let whole = drafts[party]?.filled(with: draft) ?? draft
    drafts[party] = whole
    let place = places[party] ?? (household, households[household].leases.count)
    if places[party] == nil {
      places[party] = place
      households[household].leases.append(Lease(number: draft.number, landlord: draft.key.landlord, origin: origin))
    }
    households[place.household].leases[place.index].take(whole)
  }

  private mutating func add(_ measure: Measure, of party: Int) {
    places[party] = (owners[party], households[owners[party]].measures.count)
    households[owners[party]].measures.append(measure.toldOnce)
  }

  /// Hangs what else a row carries on its lease, its measure or its household.
  private mutating func hang(_ record: RowRecord, of party: Int?, countsRow: Bool) {
    let own = party.map { owners[$0] }
    var trail = Trail(touched: own.map { [$0] } ?? [])
    var statements = record.statements.map { (lease($0.lease, of: record, party, on: $0.statement.date), $0.statement) }
    if let own, let party {
      // A balance that names no lease is the household's.
      households[own].statements += statements.filter { $0.0 == nil }.map(\.1)
      statements.removeAll { $0.0 == nil }
      for (aid, piece) in record.aids.told where isNew(piece, of: (own, -1), from: record.structure) {
        households[own].aids.append(aid)
      }
      if let composition = record.composition { households[own].compositions.append(composition) }
      if let access = record.access {
        accesses.append((own, access, parties.all[party].landlord, record.origin))
      }
    }
    hang(statements, &trail) { $0.leases[$1].statements.append($2) }
    let new = { (events: inout Self, piece: Told.Piece, place: Place) in
      events.isNew(piece, of: place, from: record.structure)
    }
    hang(
      record.acts.map { (lease($0.lease, of: record, party, on: $0.event.date), $0.event) },
      &trail,
      if: { new(&$0, $1.told, $2) }
    ) {
      $0.leases[$1].acts.append($2)
    }
    hang(
      record.plans.map { (lease($0.lease, of: record, party, on: $0.plan.signed), $0.plan) },
      &trail,
      if: { new(&$0, $1.told, $2) }
    ) {
      $0.leases[$1].plans.append($2)
    }
    let measure = record.measure == nil ? nil : party
    let visits = record.visits.map { (place(of: $0.measure, orOf: measure), $0.visit) }
    hang(visits, &trail, if: { new(&$0, $1.told, $2) }) { $0.measures[$1].visits.append($2) }
    account(record, trail, countsRow: countsRow)
  }

  /// Whether a piece is told for the first time; it is then known.
  private mutating func isNew(_ piece: Told.Piece, of place: Place, from structure: String) -> Bool {
    told.insert(Told(structure: structure, household: place.household, index: place.index, piece: piece)).inserted
  }

  /// Where the pieces of a row went: the households that they touched, how many named nothing, how many were known.
  private struct Trail {
    var touched: [Int]
    var lost = 0
    var repeated = 0
  }

  private mutating func hang<Item>(
    _ pieces: [(place: Place?, item: Item)],
    _ trail: inout Trail,
    if isNew: (inout Self, Item, Place) -> Bool = { _, _, _ in true },
    adding add: (inout Household, Int, Item) -> Void
  ) {
    for piece in pieces {
      guard let place = piece.place else {
        trail.lost += 1
        continue
      }
      guard isNew(&self, piece.item, place) else {
        trail.repeated += 1
        continue
      }
      add(&households[place.household], place.index, piece.item)
      trail.touched.append(place.household)
    }
  }

  private mutating func account(_ record: RowRecord, _ trail: Trail, countsRow: Bool) {
    guard let household = trail.touched.first else {
      if trail.lost > 0 {
        rejections.append(.orphan(record.origin))
      } else if trail.repeated > 0 {
        rejections.append(.setAside(record.origin, .told))
      }
      if countsRow, trail.lost + trail.repeated == 0 { notConcerned[record.origin.file, default: 0] += 1 }
      return
    }
    for other in record.disagreements {
      conflicts.append(
        Conflict(
          household: households[household].id,
          field: other.field,
          kept: other.kept.text,
          keptOrigin: other.kept.origin,
          other: other.other.text,
          otherOrigin: other.other.origin,
          rule: "la ligne la plus récente du dossier fait foi"
        )
      )
    }
    for origin in [record.origin] + record.also {
      attachments.append((origin, households[household].id))
      guard countsRow else { continue }
      if isAccompanied[household] {
        used[origin.file, default: 0] += 1
      } else {
        notConcerned[origin.file, default: 0] += 1
      }
    }
  }

  /// The lease that a key names on a day, or the record's own.
  private func lease(_ key: LeaseKey?, of record: RowRecord, _ party: Int?, on day: Day) -> Place? {
    if let own = record.lease, key == nil || key == own.key, record.measure == nil, let party { return places[party] }
    return (key ?? record.lease?.key).flatMap { parties.lease($0, on: day) }.flatMap { places[$0] }
  }

  /// The measure that a key names; without a key, that of the record's own party.
  private func place(of key: MeasureKey?, orOf own: Int?) -> Place? {
    guard let party = key == nil ? own : key.flatMap({ parties.measures[$0] ?? nil }) else { return nil }
    return places[party]
  }

  /// An access told by the association makes a lease only where no landlord's lease is linked to that household.
  private mutating func makeAccessLeases() {
    for (index, access, landlord, origin) in accesses {
      let household = households[index]
      let dwellings = household.leases.filter(\.isLandlordsDwelling)
      if dwellings.isEmpty {
        var lease = Lease(number: "", landlord: landlord, origin: origin)
        lease.kind = access.kind
        lease.holder = access.holder
        lease.start = access.date
        households[index].leases.append(lease)
      } else if let nearest = dwellings.min(by: { $0.distance(to: access.date) < $1.distance(to: access.date) }),
        let start = nearest.start, start != access.date
      {
        conflicts.append(
          Conflict(
            household: household.id,
            field: "bail.date_effet",
            kept: start.description,
            keptOrigin: nearest.origin,
            other: access.date.description,
            otherOrigin: origin,
            rule: "le bailleur fait foi sur les dates du bail"
          )
        )
      }
    }
  }

  private mutating func sortAll() {
    for household in households.indices {
      for lease in households[household].leases.indices {
        households[household].leases[lease].acts.sort { ($0.date, $0.origin) < ($1.date, $1.origin) }
        households[household].leases[lease].statements.sort { ($0.date, $0.origin) < ($1.date, $1.origin) }
      }
      for measure in households[household].measures.indices {
        households[household].measures[measure].visits.sort { ($0.date, $0.origin) < ($1.date, $1.origin) }
      }
    }
  }

  /// Number of the household of each party.
  var partyHouseholds: [Household.ID] { owners.map { households[$0].id } }

  /// The households that somebody accompanies, and the leases whose ledgers are wanted: theirs, and those of the tenants
  /// whom a person may link to them.
  func reconciled(links: [Link]) -> Reconciled {
    let kept = zip(households, isAccompanied).filter(\.1).map(\.0).sorted { $0.id < $1.id }
    let doubtful = Set(links.filter { $0.zone == .review }.flatMap { [$0.one.household, $0.other.household] })
    let tenants = zip(households, isAccompanied).filter { !$1 && doubtful.contains($0.id) }.map(\.0)
      .sorted { $0.id < $1.id }
    var placed: [LeaseKey: [Reconciled.Place]] = [:]
    let rank = Dictionary(uniqueKeysWithValues: (kept + tenants).enumerated().map { ($1.id, $0) })
    for (household, value) in (kept + tenants).enumerated() {
      for (index, lease) in value.leases.enumerated() {
        guard let landlord = lease.landlord, !lease.number.isEmpty else { continue }
        let key = LeaseKey(landlord: landlord, number: lease.number)
        placed[key, default: []].append(Reconciled.Place(household: household, lease: index, from: lease.start))
      }
    }
    // Of a number given to several tenants, the writings of the others are not theirs.
    for (key, known) in parties.leases where known.count > 1 && placed[key] != nil {
      placed[key] = known.map { party in
        let household = rank[households[owners[party]].id]
        let from = parties.all[party].lease?.start
        return Reconciled.Place(household: household, lease: self.places[party]?.index ?? 0, from: from)
      }
    }
    let sorted = placed.sorted { $0.key < $1.key }
    return Reconciled(
      households: kept,
      tenants: tenants,
      reconciliation: Reconciliation(
        attachments: attachments.sorted { $0.row < $1.row },
        links: links,
        conflicts: conflicts
      ),
      leases: sorted.map(\.key),
      places: sorted.map(\.value),
      used: used,
      notConcerned: notConcerned
    )
  }
}

extension LeaseDraft {
  /// With what another row of the same lease says and this one does not.
  fileprivate func filled(with other: LeaseDraft) -> LeaseDraft {
    var whole = self
    whole.holder = holder ?? other.holder
    whole.kind = kind ?? other.kind
    whole.nature = nature ?? other.nature
    whole.start = start ?? other.start
    whole.end = end ?? other.end
    whole.endMotive = endMotive ?? other.endMotive
    whole.rent = rent ?? other.rent
    whole.charges = charges ?? other.charges
    whole.aid = aid ?? other.aid
    return whole
  }
}

extension Lease {
  /// The landlord's word; what it does not say is an ordinary dwelling lease of the household.
  fileprivate mutating func take(_ draft: LeaseDraft) {
    holder = draft.holder ?? .household
    kind = draft.kind ?? .ordinary
    nature = draft.nature ?? .dwelling
    start = draft.start
    end = draft.end
    endMotive = draft.endMotive
    rent = draft.rent
    charges = draft.charges
    aid = draft.aid
  }

  fileprivate func distance(to day: Day) -> Int { start.map { abs($0 - day) } ?? .max }
}

extension Rejection {
  fileprivate static func orphan(_ row: Origin) -> Rejection {
    Rejection(
      row: row,
      column: "",
      value: "",
      rule: "cle_orpheline",
      sentence: "la clé de cette ligne ne désigne aucun dossier ni bail reçu : la corriger et renvoyer le fichier"
    )
  }
}
