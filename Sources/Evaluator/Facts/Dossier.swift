import Model

/// What a project knows of one household at its date d'arrêté.
///
/// A class because an indicator asks for it once a parcours: as a value of seven arrays it was copied as often, which
/// took a third of the evaluation. Nothing in it changes.
final class Dossier: Sendable {
  let household: Household.ID
  /// Leases of nature `logement`, in source order.
  let dwellings: [Lease]
  /// Started measures that are not diagnostics, sorted by volet, start, source order.
  let measures: [Measure]
  /// Requests, those of diagnostics and of measures never started included.
  let orientations: [Orientation]
  /// In source order, what is granted then paid counted once.
  let aids: [MobilisedAid]
  let statements: [BalanceStatement]
  let compositions: [Composition]
  /// What the landlords of its dwellings send.
  let landlordsSend: Sent

  /// What a project knows of a household that has a measure in it.
  init(_ household: Household, in project: Project, sends: [String: Sent]) {
    let cutoff = project.cutoff
    var started: [Measure] = []
    var orientations: [Orientation] = []
    for measure in household.measures where measure.project == project.code {
      let known = measure.truncated(at: cutoff)
      if let date = known.oriented {
        orientations.append(Orientation(date: date, volet: known.volet, origin: known.origin))
      }
      if known.start != nil && known.kind != .diagnostic { started.append(known) }
    }
    if started.count > 1 { started.sort(by: Dossier.chainOrder) }
    var dwellings: [Lease] = []
    var landlordsSend: Sent = []
    for lease in household.leases where lease.nature == .dwelling {
      guard let known = lease.truncated(at: cutoff) else { continue }
      dwellings.append(known)
      if let landlord = known.landlord { landlordsSend.formUnion(sends[landlord, default: []]) }
    }
    self.household = household.id
    self.orientations = orientations
    self.dwellings = dwellings
    self.landlordsSend = landlordsSend
    measures = started
    aids =
      household.aids.isEmpty
      ? [] : MobilisedAid.counted(among: household.aids.filter { $0.decided.map { $0 <= cutoff } ?? false })
    statements = household.statements.filter { $0.date <= cutoff }
    compositions = household.compositions
  }

  private static func chainOrder(_ one: Measure, _ other: Measure) -> Bool {
    if one.volet != other.volet { return one.volet == .acces }
    if one.start != other.start { return isEarlier(one.start, other.start) }
    return one.origin < other.origin
  }
}

/// A request of accompaniment.
struct Orientation: Sendable {
  let date: Day
  let volet: Volet
  let origin: Origin
}

/// Whether a known day comes before another; an unknown one comes last.
func isEarlier(_ one: Day?, _ other: Day?) -> Bool {
  switch (one, other) {
  case (let one?, let other?): one < other
  case (_?, nil): true
  case (nil, _): false
  }
}

/// An aid obtained: granted or paid.
struct MobilisedAid: Sendable {
  let kind: AidKind
  /// That of the grant when both are known.
  let date: Day
  let amount: Cents?
  let origins: [Origin]

  /// Days within which a grant and a payment of the same type and amount are one aid (référentiel §5).
  private static let sameAid = 365

  /// The aids granted or paid, what is granted then paid being one aid, dated by its grant.
  static func counted(among aids: [Aid]) -> [MobilisedAid] {
    let dated = aids.compactMap { aid in aid.decided.map { (aid: aid, date: $0) } }
    var payments = dated.filter { $0.aid.status == .paid }.sorted {
      ($0.date, $0.aid.origin) < ($1.date, $1.aid.origin)
    }
    let grants = dated.filter { $0.aid.status == .granted }.sorted {
      ($0.date, $0.aid.origin) < ($1.date, $1.aid.origin)
    }
    let granted = grants.map { grant in
      let payment = payments.firstIndex { payment in
        payment.aid.kind == grant.aid.kind && payment.aid.amount == grant.aid.amount
          && (0...sameAid).contains(payment.date - grant.date)
      }
      var origins = [grant.aid.origin]
      if let payment { origins.append(payments.remove(at: payment).aid.origin) }
      return MobilisedAid(kind: grant.aid.kind, date: grant.date, amount: grant.aid.amount, origins: origins)
    }
    return granted
      + payments.map { MobilisedAid(kind: $0.aid.kind, date: $0.date, amount: $0.aid.amount, origins: [$0.aid.origin]) }
  }
}
