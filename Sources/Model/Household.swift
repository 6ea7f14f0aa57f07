/// A household as reconciled over all sources: the persons for whom a measure was decided, over time, with what every
/// source says of it.
///
/// Persons' names stay in the restricted zone (`Reconciliation`), never here.
package struct Household: Sendable, Identifiable {
  /// Key made by the program from the household's earliest record, so that it is the same from one run to the next.
  ///
  /// `M` and eight characters of `digits`, such as `M3K9F02TX`; sorted by number.
  package struct ID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Below 2 to the power `bits`.
    package let number: Int
    package init(_ number: Int) { self.number = number }

    package static let bits = 40
    /// Those of Crockford's base 32: no I, L, O nor U, so that nobody misreads one.
    private static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    package var description: String {
      var bytes: [UInt8] = []
      append(to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    }
    /// Appends its description: the lineage of figures writes hundreds of thousands.
    package func append(to bytes: inout [UInt8]) {
      bytes.append(UInt8(ascii: "M"))
      let digits = ID.digits
      for place in stride(from: ID.bits - 5, through: 0, by: -5) { bytes.append(digits[number >> place & 31]) }
    }
    package static func < (one: ID, other: ID) -> Bool { one.number < other.number }
  }

  package let id: ID
  /// Sorted in source order.
  package var leases: [Lease]
  /// Sorted in source order; those of every project.
  package var measures: [Measure]
  /// Sorted in source order.
  package var aids: [Aid]
  /// Balances given for the household and not for one lease, by a landlord or an association.
  package var statements: [BalanceStatement]
  /// Sizes that sources give, in source order; empty when none does.
  package var compositions: [Composition]

  package init(
    id: ID,
    leases: [Lease] = [],
    measures: [Measure] = [],
    aids: [Aid] = [],
    statements: [BalanceStatement] = [],
    compositions: [Composition] = []
  ) {
    self.id = id
    self.leases = leases
    self.measures = measures
    self.aids = aids
    self.statements = statements
    self.compositions = compositions
  }
}

extension Household {
  /// The household that two make once a person says that they are one; the lower number stays.
  package func joined(with other: Household) -> Household {
    var whole = Household(id: min(id, other.id))
    whole.leases = (leases + other.leases).sorted { $0.origin < $1.origin }
    whole.measures = (measures + other.measures).sorted { $0.origin < $1.origin }
    whole.aids = (aids + other.aids).sorted { $0.origin < $1.origin }
    whole.statements = (statements + other.statements).sorted { $0.origin < $1.origin }
    whole.compositions = (compositions + other.compositions).sorted { $0.origin < $1.origin }
    if whole.leases.contains(where: \.isLandlordsDwelling) { whole.leases.removeAll { $0.number.isEmpty } }
    return whole
  }
}

/// What one row says of the household's size and kind.
package struct Composition: Sendable {
  package var persons: Int?
  package var children: Int?
  package var kind: HouseholdKind
  package var origin: Origin

  package init(persons: Int?, children: Int?, kind: HouseholdKind, origin: Origin) {
    self.persons = persons
    self.children = children
    self.kind = kind
    self.origin = origin
  }
}

/// One accompaniment decision.
///
/// Dates as sent: those after the date d'arrêté are removed by the evaluator.
package struct Measure: Sendable {
  /// The source's file number, unique in its structure; empty when the source has none.
  package var number: String
  package var project: String
  /// Code of the structure that accompanies.
  package var operatorCode: String
  package var volet: Volet
  package var kind: MeasureKind
  package var oriented: Day?
  /// `nil`: oriented, never started.
  package var start: Day?
  package var plannedEnd: Day?
  package var end: Day?
  /// `number` of the measure of the same structure that this one renews.
  package var renews: String?
  /// Dates of the decisions, in order.
  package var renewals: [Day]
  /// `[start, end[`; an end of `nil` is still suspended.
  package var suspensions: [(start: Day, end: Day?)]
  package var adhesion: Adhesion
  package var contract: Day?
  package var linkBroken: Answer
  package var problems: Set<Problem>
  package var statusIn: HousingStatus
  package var statusOut: HousingStatus
  /// The declared exits, in source order; usually none or one.
  package var exits: [Exit]
  package var visits: [Visit]
  package var followUps: [FollowUp]
  package var origin: Origin

  package init(number: String, project: String, operatorCode: String, volet: Volet, kind: MeasureKind, origin: Origin) {
    self.number = number
    self.project = project
    self.operatorCode = operatorCode
    self.volet = volet
    self.kind = kind
    self.origin = origin
    renewals = []
    suspensions = []
    adhesion = .unknown
    linkBroken = .unknown
    problems = []
    statusIn = .unknown
    statusOut = .unknown
    exits = []
    visits = []
    followUps = []
  }
}

/// The end of a measure as the operator declares it.
package struct Exit: Sendable {
  package var date: Day
  package var motive: ExitMotive
  package var dwelling: ExitDwelling
  /// Whether the household is back to ordinary management of its budget.
  package var backToNormal: Answer
  package var origin: Origin

  package init(date: Day, motive: ExitMotive, dwelling: ExitDwelling, backToNormal: Answer, origin: Origin) {
    self.date = date
    self.motive = motive
    self.dwelling = dwelling
    self.backToNormal = backToNormal
    self.origin = origin
  }
}

/// A meeting of the household with the operator.
package struct Visit: Sendable {
  package var date: Day
  /// `nil`: the source does not say where.
  package var place: VisitPlace?
  package var withLandlord: Answer
  /// Whether the household was there.
  package var done: Answer
  package var origin: Origin

  package init(date: Day, place: VisitPlace?, withLandlord: Answer, done: Answer, origin: Origin) {
    self.date = date
    self.place = place
    self.withLandlord = withLandlord
    self.done = done
    self.origin = origin
  }
}

/// The situation some months after the exit.
package struct FollowUp: Sendable {
  /// 6, 12 or 24 months.
  package var horizon: Int
  package var date: Day
  package var dwelling: ExitDwelling
  package var debt: Cents?
  package var threeMonthsUnpaid: Answer
  package var origin: Origin

  package init(horizon: Int, date: Day, dwelling: ExitDwelling, debt: Cents?, threeMonthsUnpaid: Answer, origin: Origin)
  {
    self.horizon = horizon
    self.date = date
    self.dwelling = dwelling
    self.debt = debt
    self.threeMonthsUnpaid = threeMonthsUnpaid
    self.origin = origin
  }
}

/// A financial aid asked or granted, declared as such (a writing on an account is never an aid).
package struct Aid: Sendable {
  package var kind: AidKind
  package var decided: Day?
  package var status: AidStatus
  package var amount: Cents?
  /// Code of the structure that declares it.
  package var declaredBy: String
  package var origin: Origin

  package init(kind: AidKind, decided: Day?, status: AidStatus, amount: Cents?, declaredBy: String, origin: Origin) {
    self.kind = kind
    self.decided = decided
    self.status = status
    self.amount = amount
    self.declaredBy = declaredBy
    self.origin = origin
  }
}
