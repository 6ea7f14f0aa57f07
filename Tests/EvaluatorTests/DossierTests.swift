import Model
import TestSupport
import Testing

@testable import Evaluator

fileprivate let setting = Setting(.sample(), in: .sample())

fileprivate func dossier(_ leases: [Lease], statements: [BalanceStatement] = []) -> Dossier {
  var household = Household.sample(1, [.sample(from: "2016-01-01")], leases)
  household.statements = statements
  return Dossier(household, in: setting.project, sends: setting.sends)
}

@Test(arguments: 1...80)
func `a debt agrees with adding writings one by one and looking at every balance`(seed: UInt64) {
  var random = RandomCampaign(seed: seed)
  let leases = (0..<3).map { _ in random.lease() }
  let statements = [random.statement(), random.statement()]
  let known = dossier(leases, statements: statements)
  for _ in 0..<20 {
    let date = random.day()
    #expect(known.debt(at: date)?.amount == naiveDebt(leases, statements, at: date), "on \(date)")
  }
}

fileprivate func naiveDebt(_ leases: [Lease], _ statements: [BalanceStatement], at date: Day) -> Cents? {
  let cutoff = setting.project.cutoff
  func near(_ all: [BalanceStatement], _ declarant: Declarant) -> Cents? {
    for distance in 0...31 {
      for day in [date - distance, date + distance] where day <= cutoff {
        let same = all.filter { $0.date == day && $0.declarant == declarant }
        if let first = same.min(by: { $0.origin < $1.origin }) { return first.balance }
      }
    }
    return nil
  }
  let dwellings = leases.filter { $0.nature == .dwelling && ($0.start.map { $0 <= cutoff } ?? true) }
  var figures: [Cents] = []
  for lease in dwellings where lease.holder == .household {
    let due = lease.entries.filter { $0.due <= date }
    if !due.isEmpty {
      figures.append(due.map(\.amount).reduce(0, +))
    } else if let balance = near(lease.statements, .landlord) {
      figures.append(balance)
    }
  }
  if !figures.isEmpty { return max(0, figures.reduce(0, +)) }
  return (near(statements, .landlord) ?? near(statements + dwellings.flatMap(\.statements), .association)).map {
    max(0, $0)
  }
}

@Test(arguments: 1...80)
func `the stage of a procedure agrees with living through its acts day by day`(seed: UInt64) {
  var random = RandomCampaign(seed: seed)
  var lease = Lease.sample(from: "2014-01-01")
  lease.acts = (0..<8).map { _ in
    ProcedureEvent(date: random.day(within: 60), act: random.any(Act.self), origin: random.origin())
  }
  .sorted { ($0.date, $0.origin) < ($1.date, $1.origin) }
  let known = dossier([lease])
  var stage = 0
  var today = day("2014-06-01")
  for _ in 0..<60 {
    let acts = lease.acts.filter { $0.date == today }.map(\.act)
    stage = acts.contains { $0.extinguishes } ? 0 : max(stage, acts.map(\.rank).max() ?? 0)
    #expect(known.stage(at: today, sends: setting.sends) == stage, "on \(today)")
    today = today + 1
  }
}

@Test func `a stage is unknown where no lease of the household sends acts`() {
  let silent = Lease.sample(from: "2014-01-01") { $0.landlord = "muet" }
  #expect(dossier([silent]).stage(at: day("2016-01-01"), sends: setting.sends) == nil)
  #expect(dossier([]).stage(at: day("2016-01-01"), sends: setting.sends) == nil)
  let speaking = silent.with([("2016-01-01", .summons)])
  #expect(dossier([speaking]).stage(at: day("2015-12-31"), sends: setting.sends) == nil)
  #expect(dossier([speaking]).stage(at: day("2016-01-01"), sends: setting.sends) == 5)
}

@Test func `a lease tells the stage for 364 days after its end`() {
  let lease = Lease.sample(from: "2014-01-01", to: "2016-01-01", .notice).with([("2015-06-01", .summons)])
  #expect(dossier([lease]).stage(at: day("2016-12-30"), sends: setting.sends) == 5)
  #expect(dossier([lease]).stage(at: day("2016-12-31"), sends: setting.sends) == nil)
}

@Test func `the net rent comes from the latest lease in force, an empty aid being zero where its landlord maps it`() {
  let old = Lease.sample(from: "2014-01-01", line: 100) { $0.rent = 10_000 }
  let new = Lease.sample(from: "2015-01-01", line: 101) { $0.aid = nil }
  #expect(dossier([old, new]).netRent(at: day("2016-01-01"), sends: setting.sends) == 50_000)
  #expect(dossier([old, new]).netRent(at: day("2014-06-01"), sends: setting.sends) == 15_000)
  let unmapped = Setting(.sample(), in: .sample(landlordSends: []))
  #expect(dossier([old, new]).netRent(at: day("2016-01-01"), sends: unmapped.sends) == nil)
  let paid = Lease.sample(from: "2015-01-01") { $0.aid = 50_000 }
  #expect(dossier([paid]).netRent(at: day("2016-01-01"), sends: setting.sends) == nil)
}

@Test func `writings written off are added back on the leases of the debt only`() {
  let lease = Lease.sample(from: "2014-01-01")
    .written([("2015-01-01", 90_000)]).written([("2016-03-01", -40_000)], .debtErased)
  let known = dossier([lease])
  #expect(known.debt(at: day("2016-06-01"))?.amount == 50_000)
  #expect(known.writtenOff(after: day("2016-01-01"), until: day("2016-06-01")) == 40_000)
  #expect(known.writtenOff(after: day("2016-03-01"), until: day("2016-06-01")) == 0)
}

@Test func `an access lease is followed through the leases that continue it`() {
  let first = Lease.sample(from: "2016-01-01", to: "2016-10-01", .slid, line: 100) { $0.kind = .sliding }
  let next = Lease.sample(from: "2016-10-15", line: 101)
  let date = day("2018-12-31")
  #expect(dossier([first, next]).holding(of: 0, at: date) == .held)
  #expect(dossier([first]).holding(of: 0, at: date) == .unseen)
  #expect(dossier([first]).holding(of: 0, at: day("2016-09-30")) == .held)
  let late = Lease.sample(from: "2016-11-02", line: 101)
  #expect(dossier([first, late]).holding(of: 0, at: date) == .unseen)
  let left = Lease.sample(from: "2016-10-15", to: "2017-01-01", .notice, line: 101)
  #expect(dossier([first, left]).holding(of: 0, at: date) == .left)
  let dead = Lease.sample(from: "2016-01-01", to: "2017-01-01", .death)
  #expect(dossier([dead]).holding(of: 0, at: date) == .died)
}

@Test func `an aid granted then paid within a year is one aid, dated by its grant`() {
  func aid(_ date: String, _ status: AidStatus, line: Int) -> Aid {
    Aid(kind: .ccas, decided: day(date), status: status, amount: 100, declaredBy: "association", origin: .row(line))
  }
  let paid = [aid("2016-01-01", .granted, line: 1), aid("2016-12-31", .paid, line: 2)]
  let counted = MobilisedAid.counted(among: paid)
  #expect(counted.map(\.date) == [day("2016-01-01")])
  #expect(counted.first?.origins == [.row(1), .row(2)])
  let late = [
    aid("2016-01-01", .granted, line: 1), aid("2017-01-01", .paid, line: 2), aid("2017-02-01", .refused, line: 3),
  ]
  #expect(MobilisedAid.counted(among: late).count == 2)
}
