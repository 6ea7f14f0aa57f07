import Linkage
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
  var sharedBirth: BirthDate?
  var address: PostalAddress?
  var town: String
  var phones: [String]
  var client: String
  /// Landlord that a measure names, when it does.
  var landlord: String?
  /// Leases that the number cited by a measure may be, and what the citation is worth; empty when it cites none.
  var cited: [Citation] = []
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
  /// Whether the household is said to be a couple.
  var isCouple = false
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
    rows = ([record.origin] + record.also).sorted()
    persons = record.identity.persons
    sharedBirth = record.identity.sharedBirth
    address = record.identity.address
    town = record.identity.town
    phones = record.identity.phones
    client = record.identity.client
    readable = record.identity.readable
    isCouple = record.composition.map { [.couple, .coupleWithChildren].contains($0.kind) } ?? false
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
      "\(String(decoding: person.letters, as: UTF8.self)) \(person.birth.map(\.description) ?? "")"
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

  /// Whether a lease of the same landlord begins at most 31 days after this one ended: the référentiel's « next lease ».
  func isFollowed(by next: Party) -> Bool {
    guard let end = lease?.end, let start = next.lease?.start, structure == next.structure else { return false }
    return start > end && start - end <= 31
  }

  /// Whether it ended by mutation, glissement, new lease, or nobody says how: the tenant may have the next one.
  var passesOn: Bool { lease?.endMotive.map { [.transfer, .slid, .newLease].contains($0) } ?? true }

  /// Whether a measure and a lease overlap: those of a measure of maintien that was over when it began do not.
  func runs(during course: (project: String, volet: Volet, start: Day?, end: Day?)) -> Bool {
    guard let start = course.start else { return true }
    if let end = lease?.end, end < start { return false }
    if let effect = lease?.start, let end = course.end, effect - end > 31 { return false }
    return true
  }

  /// Whether a lease is known to run when a measure begins, or to begin during an access.
  func isThere(for measure: Party) -> Bool {
    guard let course = measure.course, let start = course.start, let effect = lease?.start else { return false }
    if let end = lease?.end, end < start { return false }
    return effect <= (course.volet == .acces ? course.end ?? effect : start)
  }

  /// Whether two leases are in force on some day, as far as is known.
  func overlaps(_ other: Party) -> Bool {
    if let end = lease?.end, let start = other.lease?.start, end <= start { return false }
    if let end = other.lease?.end, let start = lease?.start, end <= start { return false }
    return true
  }

  /// Birth dates that it may be found by.
  var births: [BirthDate] { persons.compactMap(\.birth) + (sharedBirth.map { [$0] } ?? []) }
}

/// A lease that a measure cites.
struct Citation: Sendable, Hashable {
  enum Worth: Sendable {
    /// One lease bears that number where the measure may have one.
    case only
    /// Several landlords have it, and none is named: the person decides.
    case shared
    /// The landlord is named as it was before a merger: the number may be of that time (C32).
    case former
    /// Its number is written otherwise: without zeros, with a prefix.
    case rewritten
  }

  let lease: LeaseKey
  let worth: Worth
}

extension BirthDate {
  /// `1968-03-14`, as days are written.
  fileprivate var description: String {
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    return "\(year)-\(two(month))-\(two(day))"
  }
}
