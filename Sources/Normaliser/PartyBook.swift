import Diagnostics
import Linkage
import Model

/// The parties of a campaign, and how to find them by key.
struct PartyBook {
  private(set) var all: [Party] = []
  /// Parties of each lease number, in the order of their dates: several where the number was given again to other tenants.
  private(set) var leases: [LeaseKey: [Int]] = [:]
  /// Numbers of leases without prefix nor zeros, by landlord, with those that are so written.
  private var rewritten: [LeaseKey: [LeaseKey]] = [:]
  private let scale = PersonScale()
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
    let known = leases[lease.key] ?? []
    if let party = known.first(where: { !isRelet(all[$0], by: lease, of: record) }) {
      all[party].absorb(record)
      return party
    }
    let party = all.count
    all.append(Party(.lease(lease.key), record))
    let begun = { [all] (party: Int) in all[party].lease?.start ?? .distantPast }
    leases[lease.key] = known.isEmpty ? [party] : (known + [party]).sorted { (begun($0), $0) < (begun($1), $1) }
    return party
  }

  /// Whether a row tells of another lease of the same number: other persons, and dates that follow or precede.
  private func isRelet(_ party: Party, by lease: LeaseDraft, of record: RowRecord) -> Bool {
    guard let start = lease.start, let known = party.lease?.start, start != known else { return false }
    let ends = start > known ? (party.lease?.end, start) : (lease.end, known)
    if let end = ends.0, end > ends.1 { return false }
    let persons = record.identity.persons.filter(\.isNamed)
    let others = party.persons.filter(\.isNamed)
    guard !persons.isEmpty, !others.isEmpty else { return false }
    return !persons.contains { person in
      others.contains { other in
        let agreement = scale.compare(person, other)
        return agreement.isSwapped || agreement.forename >= .near || agreement.surname >= .part
      }
    }
  }

  /// The lease that bears a number on a day: the last one begun by then, else the first.
  func lease(_ key: LeaseKey, on day: Day?) -> Int? {
    guard let parties = leases[key] else { return nil }
    guard parties.count > 1, let day else { return parties.last }
    return parties.last { all[$0].lease?.start.map { $0 <= day } ?? true } ?? parties.first
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
    let own = names.landlords(of: record.measure?.project ?? "")
    all[party].cited = citations(of: cited.number, named: named, among: own, names.all)
    if names.isFormer(cited.landlord) {
      all[party].cited = all[party].cited.map {
        Citation(lease: $0.lease, worth: $0.worth == .only ? .former : $0.worth)
      }
    }
    if all[party].cited.allSatisfy({ $0.worth == .rewritten }) {
      findings.report(
        .unknownLease,
        "numéro de bail cité, que n'envoie aucun bailleur",
        at: place,
        about: Diagnostic.Subject(column: "", field: "mesure.bail_id", value: cited.number)
      )
    }
  }

  /// The leases that a number may be: at the landlord named, else at those of the project, else anywhere; the number as it
  /// is, else without its zeros and prefix.
  private mutating func citations(
    of number: String,
    named: String?,
    among own: [String],
    _ everywhere: [String]
  ) -> [Citation] {
    let scopes = named.map { [[$0]] } ?? []
    for landlords in scopes + [own, everywhere] {
      let found = landlords.map { LeaseKey(landlord: $0, number: number) }.filter { leases[$0] != nil }
      if !found.isEmpty { return found.map { Citation(lease: $0, worth: found.count == 1 ? .only : .shared) } }
    }
    if rewritten.isEmpty { for key in leases.keys { rewritten[key.rewritten, default: []].append(key) } }
    for landlords in named == nil ? [own] : scopes {
      let found = landlords.flatMap { rewritten[LeaseKey(landlord: $0, number: number).rewritten] ?? [] }
      if found.count == 1 { return [Citation(lease: found[0], worth: .rewritten)] }
    }
    return []
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
      if case .lease(let key) = party.subject, let draft = party.lease {
        // Of a number given again, the first keeps the plain key.
        let isLater = leases[key]?.first != index
        let since = isLater ? party.lease?.start.map { "@\($0)" } ?? "" : ""
        all[index].key = "\(party.structure)/\(draft.number)\(since)"
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
  private var formers: Set<String> = []
  private var byProject: [String: [String]] = [:]
  /// Codes, sorted.
  let all: [String]

  init(_ campaign: Campaign) {
    let landlords = campaign.structures.values.filter { $0.role == .landlord }.sorted { $0.code < $1.code }
    all = landlords.map(\.code)
    for landlord in landlords {
      for name in [landlord.code, landlord.name] + landlord.aliases { codes[Folded.identifier(name)] = landlord.code }
      formers.formUnion(landlord.aliases.filter { !Self.abbreviates($0, landlord) }.map { Folded.identifier($0) })
      for project in landlord.projects { byProject[project, default: []].append(landlord.code) }
    }
  }

  /// The landlord whose code shares the first letters of a name, else the nearest code.
  func nearest(to name: String) -> String {
    let key = Folded.identifier(name)
    let start = all.first { key.hasPrefix(Folded.identifier($0).prefix(4)) }
    return start ?? Model.nearest(to: name, among: all)
  }

  /// Whether an alias is the name or the code cut short, or their initials: no other name.
  private static func abbreviates(_ alias: String, _ landlord: Structure) -> Bool {
    let short = Folded.identifier(alias)
    return [landlord.name, landlord.code].contains { name in
      let initials = Folded.words(name).split(separator: " ").compactMap(\.first)
      return Folded.identifier(name).contains(short) || Folded.identifier(String(initials)).contains(short)
    }
  }

  /// Whether a name is an alias, perhaps that of a landlord since merged.
  func isFormer(_ name: String) -> Bool { formers.contains(Folded.identifier(name)) }

  func code(of name: String) -> String? { codes[Folded.identifier(name)] }

  func landlords(of project: String) -> [String] { byProject[project] ?? [] }
}

extension LeaseKey {
  /// Without what people add or drop when they copy a number: « BAIL », « N° », leading zeros.
  fileprivate var rewritten: LeaseKey {
    var digits = Substring(number)
    for prefix in ["BAIL", "CONTRAT", "LOCATAIRE", "COMPTE", "LOC", "CT", "NO", "N"] where digits.hasPrefix(prefix) {
      let rest = digits.dropFirst(prefix.count)
      if rest.first?.isASCIIDigit == true { digits = rest }
    }
    return LeaseKey(landlord: landlord, number: String(digits.drop { $0 == "0" }))
  }
}

extension Day {
  fileprivate static let distantPast = Day(number: .min)
}
