import Model

/// Builds the households of the campaign from the clusters of parties.
struct HouseholdBuilder {
  private let parties: PartyBook
  private let campaign: Campaign
  /// Household of each party: number by order of first appearance.
  private let numbers: [Int]
  /// Whether an association accompanies it, or was asked to.
  private let isAccompanied: [Bool]
  private var households: [Int: Household] = [:]
  /// What all the rows of a lease say together.
  private var drafts: [LeaseKey: LeaseDraft] = [:]
  private var leaseIndexes: [LeaseKey: (household: Int, lease: Int)] = [:]
  private var measureIndexes: [Origin: (household: Int, measure: Int)] = [:]
  private var attachments: [(row: Origin, household: Household.ID)] = []
  private var accesses: [(household: Int, access: AccessDraft, landlord: String?, origin: Origin)] = []
  private var conflicts: [Conflict] = []
  private var used: [Int: Int] = [:]
  private var notConcerned: [Int: Int] = [:]
  private(set) var rejections: [Rejection] = []

  init(parties: PartyBook, roots: [Int], campaign: Campaign) {
    self.parties = parties
    self.campaign = campaign
    // Roots are smallest members, and parties stand in source order: numbers follow the first record of each household.
    var numberOfRoot: [Int: Int] = [:]
    var numbers: [Int] = []
    for root in roots {
      let number = numberOfRoot[root] ?? numberOfRoot.count + 1
      numberOfRoot[root] = number
      numbers.append(number)
    }
    var accompanied = [Bool](repeating: false, count: numberOfRoot.count + 1)
    for (index, party) in parties.all.enumerated() where party.isMeasure { accompanied[numbers[index]] = true }
    self.numbers = numbers
    isAccompanied = accompanied
  }

  mutating func build(from sources: TypedSources) {
    for record in sources.records {
      let party = parties.rows[record.origin]
      if let lease = record.lease, let party { add(lease, number: numbers[party], record) }
      if let measure = record.measure, let party { add(measure, number: numbers[party], record) }
    }
    for record in sources.records { hang(record, countsRow: !sources.ledgerFiles.contains(record.origin.file)) }
    makeAccessLeases()
    sortAll()
  }

  private mutating func add(_ draft: LeaseDraft, number: Int, _ record: RowRecord) {
    let key = LeaseKey(landlord: draft.landlord, number: draft.number)
    let known = leaseIndexes[key] != nil
    drafts[key] = drafts[key]?.filled(with: draft) ?? draft
    if !known {
      households[number, default: Household(id: .init(number))].leases.append(
        Lease(number: draft.number, landlord: draft.landlord, origin: record.origin)
      )
      leaseIndexes[key] = (number, (households[number]?.leases.count ?? 1) - 1)
    }
    if let place = leaseIndexes[key], let whole = drafts[key] {
      households[place.household]?.leases[place.lease].take(whole)
    }
  }

  private mutating func add(_ measure: Measure, number: Int, _ record: RowRecord) {
    households[number, default: Household(id: .init(number))].measures.append(measure)
    measureIndexes[record.origin] = (number, (households[number]?.measures.count ?? 1) - 1)
  }

  /// Hangs what else a row carries on its lease, its measure or its household.
  private mutating func hang(_ record: RowRecord, countsRow: Bool) {
    let own = parties.rows[record.origin].map { numbers[$0] }
    var touched = own.map { [$0] } ?? []
    var lost = 0
    for (number, statement) in record.statements {
      if let place = lease(number, of: record) {
        households[place.household]?.leases[place.lease].statements.append(statement)
        touched.append(place.household)
      } else if let own {
        households[own]?.statements.append(statement)
      } else {
        lost += 1
      }
    }
    for (number, event) in record.acts {
      if let place = lease(number, of: record) {
        households[place.household]?.leases[place.lease].acts.append(event)
        touched.append(place.household)
      } else {
        lost += 1
      }
    }
    for (number, plan) in record.plans {
      if let place = lease(number, of: record) {
        households[place.household]?.leases[place.lease].plans.append(plan)
        touched.append(place.household)
      } else {
        lost += 1
      }
    }
    for (number, visit) in record.visits {
      if let place = measure(number, of: record) {
        households[place.household]?.measures[place.measure].visits.append(visit)
        touched.append(place.household)
      } else {
        lost += 1
      }
    }
    if let own {
      households[own]?.aids += record.aids
      if let composition = record.composition { households[own]?.compositions.append(composition) }
      if let access = record.access, let party = parties.rows[record.origin] {
        accesses.append((own, access, parties.all[party].landlord, record.origin))
      }
    }
    account(record, touched: touched, lost: lost, countsRow: countsRow)
  }

  private mutating func account(_ record: RowRecord, touched: [Int], lost: Int, countsRow: Bool) {
    guard let household = touched.first else {
      if lost > 0 { rejections.append(.orphan(record.origin)) }
      if countsRow, lost == 0 { notConcerned[record.origin.file, default: 0] += 1 }
      return
    }
    attachments.append((record.origin, .init(household)))
    guard countsRow else { return }
    if isAccompanied[household] {
      used[record.origin.file, default: 0] += 1
    } else {
      notConcerned[record.origin.file, default: 0] += 1
    }
  }

  /// The lease that a record's number names, or the record's own.
  private func lease(_ number: String, of record: RowRecord) -> (household: Int, lease: Int)? {
    if !number.isEmpty { return leaseIndexes[LeaseKey(landlord: record.structure, number: number)] }
    guard let own = record.lease else { return nil }
    return leaseIndexes[LeaseKey(landlord: own.landlord, number: own.number)]
  }

  private func measure(_ number: String, of record: RowRecord) -> (household: Int, measure: Int)? {
    if number.isEmpty { return measureIndexes[record.origin] }
    let key = PartyBook.MeasureKey(structure: record.structure, number: number)
    guard let found = parties.measures[key], let party = found else { return nil }
    return measureIndexes[parties.all[party].origin]
  }

  /// An access told by the association makes a lease only where no landlord's lease is linked to that household.
  private mutating func makeAccessLeases() {
    for (number, access, landlord, origin) in accesses {
      guard let household = households[number] else { continue }
      let dwellings = household.leases.filter { $0.nature == .dwelling && !$0.number.isEmpty }
      if dwellings.isEmpty {
        var lease = Lease(number: "", landlord: landlord, origin: origin)
        lease.kind = access.kind
        lease.holder = access.holder
        lease.start = access.date
        households[number]?.leases.append(lease)
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
    for number in households.keys {
      guard var household = households[number] else { continue }
      for index in household.leases.indices {
        household.leases[index].acts.sort { ($0.date, $0.origin) < ($1.date, $1.origin) }
        household.leases[index].statements.sort { ($0.date, $0.origin) < ($1.date, $1.origin) }
      }
      for index in household.measures.indices {
        household.measures[index].visits.sort { ($0.date, $0.origin) < ($1.date, $1.origin) }
      }
      households[number] = household
    }
  }

  /// The households that somebody accompanies, with the leases whose ledgers are wanted.
  func reconciled(links: [Link]) -> Reconciled {
    let kept = households.values.filter { isAccompanied[$0.id.number] }.sorted { $0.id < $1.id }
    var places: [(key: LeaseKey, household: Int, lease: Int)] = []
    for (household, value) in kept.enumerated() {
      for (index, lease) in value.leases.enumerated() {
        guard let landlord = lease.landlord, !lease.number.isEmpty else { continue }
        places.append((LeaseKey(landlord: landlord, number: lease.number), household, index))
      }
    }
    places.sort { $0.key < $1.key }
    return Reconciled(
      households: kept,
      reconciliation: Reconciliation(
        attachments: attachments.sorted { $0.row < $1.row },
        links: links,
        conflicts: conflicts
      ),
      leases: places.map(\.key),
      places: places.map { ($0.household, $0.lease) },
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
