import Diagnostics
import Model

/// The parties of a campaign, and how to find them by key.
struct PartyBook {
  private(set) var all: [Party] = []
  /// Party of each lease.
  private(set) var leases: [LeaseKey: Int] = [:]
  /// Party of each measure that has a file number, by (structure, folded number); `nil` when several share it.
  private(set) var measures: [MeasureKey: Int?] = [:]
  /// Party of each record that makes one, in the order of the records.
  private(set) var ofRecords: [Int?] = []
  private(set) var findings = Findings()
  /// Party of each key of `arbitrages.csv`.
  private var keys: [String: Int] = [:]

  init(_ records: [RowRecord], campaign: Campaign, files: [SourceFile]) {
    var measures: [(record: RowRecord, party: Int)] = []
    for record in records {
      var party = record.lease.map { add($0, of: record) }
      if let measure = record.measure {
        let made = add(measure, of: record)
        measures.append((record, made))
        party = made
      }
      ofRecords.append(party)
    }
    let landlords = LandlordNames(campaign)
    for (record, party) in measures {
      guard let cited = record.cited, record.origin.file < files.count else { continue }
      let place = Location(file: files[record.origin.file].path, line: record.origin.line)
      cite(cited, by: record, of: party, landlords, at: place)
    }
    nameAll(measures, files: files)
  }

  /// The party of a lease, new or known.
  private mutating func add(_ lease: LeaseDraft, of record: RowRecord) -> Int {
    if let known = leases[lease.key] {
      all[known].absorb(record)
      return known
    }
    leases[lease.key] = all.count
    all.append(Party(.lease(lease.key), record))
    return all.count - 1
  }

  private mutating func add(_ measure: Measure, of record: RowRecord) -> Int {
    if !measure.number.isEmpty {
      let key = MeasureKey(structure: record.structure, number: measure.number)
      measures[key] = measures[key] == nil ? .some(all.count) : .some(nil)
    }
    all.append(Party(.measure, record))
    return all.count - 1
  }

  /// Finds the lease that a measure cites: at the landlord it names, else at one of its project's, else anywhere once.
  private mutating func cite(
    _ cited: (landlord: String, number: String),
    by record: RowRecord,
    of party: Int,
    _ names: LandlordNames,
    at place: Location
  ) {
    let named = cited.landlord.isEmpty ? nil : names.code(of: cited.landlord)
    if !cited.landlord.isEmpty, named == nil {
      findings.report(
        .unknownLandlord,
        "bailleur « \(cited.landlord) » inconnu ; le plus proche : « \(names.nearest(to: cited.landlord)) »",
        at: place,
        about: Diagnostic.Subject(
          column: "",
          field: "mesure.bailleur",
          value: cited.landlord,
          suggestion: names.nearest(to: cited.landlord)
        )
      )
    }
    all[party].landlord = named
    guard !cited.number.isEmpty else { return }
    let first = [named].compactMap(\.self) + names.landlords(of: record.measure?.project ?? "")
    let elsewhere = names.all.filter { !first.contains($0) }
    let known = first.first { leases[LeaseKey(landlord: $0, number: cited.number)] != nil }
    let anywhere = elsewhere.filter { leases[LeaseKey(landlord: $0, number: cited.number)] != nil }
    if let landlord = known ?? (anywhere.count == 1 ? anywhere[0] : nil) {
      all[party].cited = LeaseKey(landlord: landlord, number: cited.number)
    } else {
      findings.report(
        .unknownLease,
        "numéro de bail cité, que n'envoie aucun bailleur",
        at: place,
        about: Diagnostic.Subject(column: "", field: "mesure.bail_id", value: cited.number)
      )
    }
  }

  /// (measure, lease) pairs that a citation names.
  func citations() -> [(Int, Int)] {
    all.indices.compactMap { index in all[index].cited.flatMap { leases[$0] }.map { (index, $0) } }
  }

  /// Leases of one client of one landlord, each with the first.
  func sameClients() -> [(Int, Int)] {
    var firsts: [MeasureKey: Int] = [:]
    var pairs: [(Int, Int)] = []
    for (index, party) in all.enumerated() where !party.client.isEmpty {
      let key = MeasureKey(structure: party.structure, number: party.client)
      if let first = firsts[key] { pairs.append((first, index)) } else { firsts[key] = index }
    }
    return pairs
  }

  /// Gives every party the key by which a person may decide of it: its identifier where the source has a stable one.
  private mutating func nameAll(_ records: [(record: RowRecord, party: Int)], files: [SourceFile]) {
    var numbers: [Int: String] = [:]
    var digests: [Int: String] = [:]
    for (record, party) in records {
      digests[party] = record.digest
      guard let number = record.measure?.number, !number.isEmpty else { continue }
      let key = MeasureKey(structure: record.structure, number: number)
      if let only = measures[key], only == party { numbers[party] = number }
    }
    for index in all.indices {
      let party = all[index]
      if case .lease = party.subject, let draft = party.lease {
        all[index].key = "\(party.structure)/\(draft.number)"
      } else if let number = numbers[index] {
        all[index].key = "\(party.structure)/\(number)"
      } else {
        all[index].key = "\(party.structure)/\(files[party.origin.file].name):\(party.origin.line)"
        all[index].digest = digests[index] ?? ""
      }
      keys[all[index].key] = index
    }
  }

  /// The party that a key of `arbitrages.csv` names; `nil` when there is none, or its row is not the one decided of.
  func index(of key: String, digest: String) -> Int? {
    guard let index = keys[key], all[index].digest.isEmpty || all[index].digest == digest else { return nil }
    return index
  }
}

/// The landlords of a campaign by every name that partners use.
struct LandlordNames {
  private var codes: [String: String] = [:]
  private var byProject: [String: [String]] = [:]
  /// Codes, sorted.
  let all: [String]

  init(_ campaign: Campaign) {
    let landlords = campaign.structures.values.filter { $0.role == .landlord }.sorted { $0.code < $1.code }
    all = landlords.map(\.code)
    for landlord in landlords {
      for name in [landlord.code, landlord.name] + landlord.aliases { codes[Folded.identifier(name)] = landlord.code }
      for project in landlord.projects { byProject[project, default: []].append(landlord.code) }
    }
  }

  /// The landlord whose code shares the first letters of a name, else the nearest code.
  func nearest(to name: String) -> String {
    let key = Folded.identifier(name)
    let start = all.first { key.hasPrefix(Folded.identifier($0).prefix(4)) }
    return start ?? Model.nearest(to: name, among: all)
  }

  func code(of name: String) -> String? { codes[Folded.identifier(name)] }

  func landlords(of project: String) -> [String] { byProject[project] ?? [] }
}
