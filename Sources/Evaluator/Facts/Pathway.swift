import Model

/// A parcours: the chained measures of one household in one project and one volet (référentiel §2).
///
/// Holds the facts that no period changes, as plain values only, so that an indicator reads a hundred thousand of them
/// quickly; what they were read from is in its dossier.
struct Pathway: Sendable {
  let household: Household.ID
  /// Index of its dossier in the cohort.
  let dossier: Int
  let volet: Volet
  /// From 1, in its household and volet.
  let rank: Int
  /// Its measures among those of the dossier.
  let measures: Range<Int>
  let start: Day
  /// `nil`: ongoing at the date d'arrêté.
  let end: Day?
  /// Days from start to end, or to the date d'arrêté included, less those suspended.
  let days: Int
  let renewals: Int
  /// Latest known adhesion.
  let adhesion: Adhesion
  let linkBroken: Answer
  /// Distinct problems over its measures.
  let problems: Int
  /// What its operators and its household's landlords send.
  let sent: Sent
  /// `nil`: unknown.
  let entryStage: Int?
  let entryDebt: Debt?
  let entryRent: Cents?
  /// Whether some of its days are suspended.
  let isSuspended: Bool
  /// Size of the household and number of its children, as the first source that says them.
  let persons: Int?
  let children: Int?
  /// Its visits that took place, among those of the cohort.
  let visits: Range<Int>
  /// Its first access lease, among the dwellings of the dossier.
  let accessLease: Int?
  /// The day on which that lease takes effect.
  let accessDay: Day?
  /// Whether a landlord's dwelling lease that runs during it is linked to the household.
  let isLinked: Bool
  /// Days of expulsion between its start and its end or the date d'arrêté, among those of the cohort.
  let expulsions: Range<Int>
  let closure: Closure?

  /// Last day on which something can happen to it: its end, else the date d'arrêté.
  func lastDay(_ cutoff: Day) -> Day { end ?? cutoff }
}

extension Pathway {
  /// A parcours of a dossier; `index` is that of the dossier in its cohort, to whose events its own are added.
  init(
    _ measures: Range<Int>,
    rank: Int,
    of dossier: Dossier,
    at index: Int,
    in setting: Setting,
    events: inout PathwayEvents
  ) {
    let chained = dossier.measures[measures]
    let start = chained.first?.start ?? setting.project.cutoff
    let ends = chained.compactMap(\.end)
    let end = ends.count == chained.count ? ends.max() : nil
    let last = end ?? setting.project.cutoff
    let suspended = DayRanges(chained.flatMap(\.suspendedRanges))
    let (firstVisit, firstExpulsion) = (events.visits.count, events.expulsions.count)
    for measure in chained { events.visits += measure.visits.compactMap(CountedVisit.init) }
    events.expulsions += dossier.expulsions.filter { $0 >= start && $0 <= last }
    let operators: Sent = chained.reduce(into: []) { $0.formUnion(setting.sends[$1.operatorCode, default: []]) }

    household = dossier.household
    self.dossier = index
    volet = chained.first?.volet ?? .acces
    self.rank = rank
    self.measures = measures
    self.start = start
    self.end = end
    days = Evaluator.days(
      from: start,
      to: end,
      in: min(start, setting.project.cutoff)...setting.project.cutoff,
      suspended: suspended
    )
    isSuspended = !suspended.ranges.isEmpty
    visits = firstVisit..<events.visits.count
    expulsions = firstExpulsion..<events.expulsions.count
    renewals = Pathway.renewals(of: chained, after: start)
    adhesion = chained.last { $0.adhesion != .unknown }?.adhesion ?? .unknown
    linkBroken = chained.first?.linkBroken ?? .unknown
    problems = chained.reduce(into: Set<Problem>()) { $0.formUnion($1.problems) }.count
    sent = operators.intersection(.operators).union(dossier.landlordsSend.intersection(.landlords))
    entryStage = dossier.stage(at: start, sends: setting.sends)
    entryDebt = dossier.debt(at: start)
    entryRent = dossier.netRent(at: start, sends: setting.sends)
    persons = dossier.compositions.lazy.compactMap(\.persons).first
    children = dossier.compositions.lazy.compactMap(\.children).first
    accessLease = dossier.accessLeases(from: start, to: last).min { dossier.precedes($0, $1) }
    accessDay = accessLease.flatMap { dossier.dwellings[$0].start }
    isLinked = dossier.dwellings.contains { $0.isLandlords && $0.meets(start, last) }
    closure = end.map { Closure(of: chained, from: start, to: $0, in: dossier, setting) }
  }

  /// Days under which two renewals are the same one (référentiel §2).
  private static let sameRenewal = 32

  private static func renewals(of chained: ArraySlice<Measure>, after start: Day) -> Int {
    let dates = (chained.flatMap(\.renewals) + chained.dropFirst().compactMap(\.start)).filter { $0 > start }
    var counted: (number: Int, last: Day)?
    for date in dates.sorted() {
      if let counted, date - counted.last < sameRenewal { continue }
      counted = ((counted?.number ?? 0) + 1, date)
    }
    return counted?.number ?? 0
  }
}

/// What happens during the parcours of a cohort, in their order.
struct PathwayEvents {
  var visits: [CountedVisit] = []
  var expulsions: [Day] = []
}

/// A visit that took place, not by telephone.
struct CountedVisit: Sendable {
  let date: Day
  let place: VisitPlace?
  let withLandlord: Answer

  init?(_ visit: Visit) {
    guard visit.done == .yes && visit.place != .phone else { return nil }
    date = visit.date
    place = visit.place
    withLandlord = visit.withLandlord
  }
}

extension Measure {
  /// Its suspensions; one without end lasts until the measure's end.
  var suspendedRanges: [(start: Day, end: Day)] {
    suspensions.map { ($0.start, $0.end ?? end ?? Day(number: .max)) }
  }
}

extension Dossier {
  /// The parcours of a dossier, by volet then start (référentiel §2).
  func pathways(at index: Int, in setting: Setting, events: inout PathwayEvents) -> [Pathway] {
    var found: [Pathway] = []
    var first = 0
    for next in 1..<(measures.count + 1) where next == measures.count || !continues(first..<next, setting.maximumGap) {
      let volet = measures[first].volet
      let rank = if let last = found.last, last.volet == volet { last.rank + 1 } else { 1 }
      found.append(Pathway(first..<next, rank: rank, of: self, at: index, in: setting, events: &events))
      first = next
    }
    return found
  }

  /// Whether the measure after `chain` continues it.
  private func continues(_ chain: Range<Int>, _ maximumGap: Int) -> Bool {
    let chained = measures[chain]
    let next = measures[chain.upperBound]
    guard let last = chained.last, next.volet == last.volet, let start = next.start else { return false }
    let ends = chained.compactMap(\.end)
    if ends.count < chained.count { return true }
    if let renewed = next.renews, !renewed.isEmpty,
      chained.contains(where: { $0.number == renewed && $0.operatorCode == next.operatorCode })
    {
      return true
    }
    return ends.max().map { start - $0 <= maximumGap } ?? false
  }
}
