import Model

/// What the sources say of one lease or one measure, for reconciliation: who, where, and the keys it cites.
struct Party: Sendable {
  enum Subject: Sendable {
    case lease(LeaseKey)
    case measure
  }

  let subject: Subject
  let structure: String
  /// First row that speaks of it.
  let origin: Origin
  /// Rows that speak of it, sorted.
  var rows: [Origin]
  var persons: [PersonName]
  /// Birth date of one of several holders, nobody knows which.
  var sharedBirth: Day?
  var address: PostalAddress?
  var town: String
  var phones: [String]
  var client: String
  /// Landlord that a measure names, when it does.
  var landlord: String?
  /// Lease that a measure cites, once found.
  var cited: LeaseKey?
  var readable: String
  /// Key and digest by which `arbitrages.csv` names it.
  var key = ""
  var digest = ""
  /// What the household's number is made from: a file or lease number with its structure, else who it is.
  ///
  /// Never a line nor a file name, which change from one export to the next.
  let anchor: String
  /// When it begins: orientation, else start; effect of a lease.
  let since: Day?
  /// Of a lease: its dates and why it ended, as its landlord says.
  var lease: LeaseDraft?
  /// Of a measure: its project, its volet and its dates.
  var course: (project: String, volet: Volet, start: Day?, end: Day?)?

  var isMeasure: Bool { if case .measure = subject { true } else { false } }

  /// Of a measure of the volet maintien: when it starts.
  var keptFrom: Day? { course?.volet == .maintien ? course?.start : nil }

  /// Whether a measure names the landlord of a lease.
  func names(landlordOf lease: Party) -> Bool {
    if case .lease(let key) = lease.subject { landlord == key.landlord } else { false }
  }

  /// A masked identity is counted on its own and never linked (C29).
  var isMasked: Bool { !persons.isEmpty && persons.allSatisfy(\.isMasked) }

  init(_ subject: Subject, _ record: RowRecord) {
    self.subject = subject
    structure = record.structure
    origin = record.origin
    rows = [record.origin]
    persons = record.identity.persons
    sharedBirth = record.identity.sharedBirth
    address = record.identity.address
    town = record.identity.town
    phones = record.identity.phones
    client = record.identity.client
    readable = record.identity.readable
    if case .lease(let key) = subject {
      lease = record.lease
      anchor = "\(key.landlord)/\(key.number)"
      since = record.lease?.start
    } else {
      since = record.measure?.oriented ?? record.measure?.start
      anchor = Self.anchor(of: record, since: since)
    }
    if case .measure = subject { course = record.measure.map { ($0.project, $0.volet, $0.start, $0.end) } }
  }

  /// The file number; of a source that has none, the persons, with the measure's date where their birth is not said.
  private static func anchor(of record: RowRecord, since: Day?) -> String {
    let number = Folded.identifier(record.measure?.number ?? "")
    if !number.isEmpty { return "\(record.structure)/\(number)" }
    let persons = record.identity.persons.map { person in
      let names = ((person.surnames.first ?? []) + [32] + person.first)
      return "\(String(decoding: names, as: UTF8.self)) \(person.birth?.description ?? "")"
    }
    let isBorn = record.identity.persons.contains { $0.birth != nil }
    return "\(record.structure)/\(persons.joined(separator: "+"))" + (isBorn ? "" : " \(since?.description ?? "")")
  }

  /// Adds what another row says of the same lease.
  mutating func absorb(_ record: RowRecord) {
    let identity = record.identity
    rows.append(record.origin)
    for person in identity.persons where !persons.contains(person) { persons.append(person) }
    sharedBirth = sharedBirth ?? identity.sharedBirth
    address = address ?? identity.address
    if town.isEmpty { town = identity.town }
    for phone in identity.phones where !phones.contains(phone) { phones.append(phone) }
    if client.isEmpty { client = identity.client }
    if readable.isEmpty { readable = identity.readable }
    if lease?.start == nil { lease = record.lease }
  }

  /// Whether a lease begins at most 31 days after this one ended by mutation, glissement, new lease or an unsaid motive:
  /// the référentiel's « next lease ».
  func isFollowed(by next: Party) -> Bool {
    guard let end = lease?.end, let start = next.lease?.start, start > end, start - end <= 31 else { return false }
    guard let motive = lease?.endMotive else { return true }
    return [.transfer, .slid, .newLease].contains(motive)
  }

  /// Birth dates that it may be found by.
  var births: [Day] { persons.compactMap(\.birth) + (sharedBirth.map { [$0] } ?? []) }
}
