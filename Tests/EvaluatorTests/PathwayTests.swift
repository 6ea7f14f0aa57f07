import Model
import TestSupport
import Testing

@testable import Evaluator

fileprivate let setting = Setting(.sample(), in: .sample())

/// The parcours of one household.
fileprivate func pathways(_ measures: [Measure], in setting: Setting = setting) -> [Pathway] {
  let dossier = Dossier(.sample(1, measures), in: setting.project, sends: setting.sends)
  var events = PathwayEvents()
  return dossier.pathways(at: 0, in: setting, events: &events)
}

@Test(arguments: 1...80)
func `days less suspensions agree with walking day by day`(seed: UInt64) {
  var random = SplitMix64(seed: seed)
  func draw() -> Day { day("2016-01-01") + Int.random(in: 0..<120, using: &random) }
  let start = draw()
  let end: Day? = Bool.random(using: &random) ? start + Int.random(in: 0..<90, using: &random) : nil
  let first = draw()
  let period = first...(first + Int.random(in: 0..<60, using: &random))
  let suspensions = (0..<3).map { _ in (start: draw(), end: draw()) }
  var walked = 0
  var today = period.lowerBound
  while today <= period.upperBound {
    let inside = today >= start && (end.map { today < $0 } ?? true)
    if inside && !suspensions.contains(where: { today >= $0.start && today < $0.end }) { walked += 1 }
    today = today + 1
  }
  #expect(days(from: start, to: end, in: period, suspended: DayRanges(suspensions)) == walked)
}

@Test(arguments: 1...120)
func `chaining agrees with a naive reading of the definition`(seed: UInt64) {
  var random = RandomCampaign(seed: seed)
  var measures = (0..<6).map { _ in random.measure() }
  for index in measures.indices {
    measures[index].project = "essai"
    measures[index].number = "m\(index)"
    if random.chance(20) { measures[index].renews = "m\(Int.random(in: 0..<6, using: &random.random))" }
  }
  let found = pathways(measures)
  for volet in Volet.allCases {
    let expected = naiveChains(measures.filter { $0.volet == volet }, until: setting.project.cutoff)
    let own = found.filter { $0.volet == volet }
    #expect(own.map(\.measures.count) == expected.map(\.count))
    #expect(own.map(\.rank) == Array(1...(own.count + 1)).dropLast())
    for (pathway, chain) in zip(own, expected) {
      let ends = chain.map(\.end)
      #expect(pathway.start == chain.compactMap(\.start).min())
      #expect(pathway.end == (ends.contains { $0 == nil } ? nil : ends.compactMap(\.self).max()))
      #expect(pathway.renewals == naiveRenewals(chain))
    }
  }
}

fileprivate func naiveChains(_ measures: [Measure], until cutoff: Day) -> [[Measure]] {
  func known(_ day: Day?) -> Day? { day.flatMap { $0 <= cutoff ? $0 : nil } }
  var chains: [[Measure]] = []
  let started = measures.filter { $0.kind != .diagnostic && known($0.start) != nil }
  for var measure in started.sorted(by: { ($0.start ?? cutoff, $0.origin) < ($1.start ?? cutoff, $1.origin) }) {
    measure.end = known(measure.end)
    measure.renewals = measure.renewals.filter { $0 <= cutoff }
    guard let last = chains.last, let start = measure.start else {
      chains.append([measure])
      continue
    }
    let renewed = last.contains { $0.number == measure.renews && $0.operatorCode == measure.operatorCode }
    let open = last.contains { $0.end == nil }
    let near = last.contains { earlier in earlier.end.map { start - $0 <= 31 } ?? false }
    if renewed || open || near { chains[chains.count - 1].append(measure) } else { chains.append([measure]) }
  }
  return chains
}

fileprivate func naiveRenewals(_ chain: [Measure]) -> Int {
  guard let start = chain.first?.start else { return 0 }
  let dates = chain.flatMap(\.renewals) + chain.dropFirst().compactMap(\.start)
  var counted: [Day] = []
  for date in dates.filter({ $0 > start }).sorted() {
    if let last = counted.last, date - last < 32 { continue }
    counted.append(date)
  }
  return counted.count
}

@Test func `a measure 31 days after the last end continues the parcours, one 32 days after begins another`() {
  let first = Measure.sample(from: "2016-01-01", to: "2016-03-01", line: 1)
  #expect(pathways([first, .sample(from: "2016-04-01", to: "2016-06-01", line: 2)]).count == 1)
  #expect(pathways([first, .sample(from: "2016-04-02", to: "2016-06-01", line: 2)]).count == 2)
}

@Test func `a named renewal continues the parcours whatever the gap`() {
  let first = Measure.sample(from: "2016-01-01", to: "2016-03-01", line: 1)
  let renewal = Measure.sample(from: "2016-09-01", to: "2016-12-01", line: 2) { $0.renews = "m1" }
  #expect(pathways([first, renewal]).count == 1)
  let other = Measure.sample(from: "2016-09-01", to: "2016-12-01", line: 2) { measure in
    measure.renews = "m1"
    measure.operatorCode = "autre"
  }
  #expect(pathways([first, other]).count == 2)
}

@Test func `diagnostics and measures started after the date d'arrêté make no parcours`() {
  let diagnostic = Measure.sample(from: "2016-01-01", to: "2016-02-01") { $0.kind = .diagnostic }
  #expect(pathways([diagnostic, .sample(from: "2019-01-01", line: 2), .sample(from: nil, line: 3)]).isEmpty)
}

@Test func `an end after the date d'arrêté leaves the parcours ongoing, its days running to that date included`() {
  let pathway = pathways([.sample(from: "2018-12-01", to: "2019-02-01")]).first
  #expect(pathway?.end == nil)
  #expect(pathway?.days == 31)
}

@Test func `the exit of a parcours is that of its last measure in order of ends`() {
  let long = Measure.sample(from: "2016-01-01", to: "2016-12-01", line: 1).leaving(.rehoused, .other)
  let short = Measure.sample(from: "2016-03-01", to: "2016-06-01", line: 2).leaving(.moved, .lost)
  #expect(pathways([long, short]).first?.closure?.motive == .rehoused)
}

@Test func `a landlord's expulsion beats a positive exit`() {
  let measure = Measure.sample(from: "2016-01-01", to: "2016-12-01").leaving(.goalsReached)
  let lease = Lease.sample(from: "2015-01-01", to: "2016-06-01", .expulsion)
  let dossier = Dossier(.sample(1, [measure], [lease]), in: setting.project, sends: setting.sends)
  var events = PathwayEvents()
  let closure = dossier.pathways(at: 0, in: setting, events: &events).first?.closure
  #expect(closure?.motive == .expulsion)
  #expect(closure?.dwelling == .lost)
  #expect(closure?.kept == .no)
  #expect(closure?.declaredMotive == .goalsReached)
}
