import Diagnostics
import Model
import TestSupport

/// Households whose facts are drawn at random, for properties that must hold whatever the data.
struct RandomCampaign {
  var random: SplitMix64
  private var line = 0

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// Two projects that share households, each with its own dates.
  static let campaign: Campaign = {
    var first = Project.sample()
    first.budgets = [
      Budget(exercise: Exercise(label: "2016", dates: nil), amount: 1_000_000, status: .realised)
    ]
    var second = Project.sample { project in
      project.cutoff = TestSupport.day("2017-09-30")
      project.year = 2017
    }
    second.code = "second"
    return Campaign.sample([first, second])
  }()

  mutating func households(_ number: Int) -> [Household] { (1...number).map { household($0) } }

  mutating func day(_ first: String = "2014-06-01", within days: Int = 1_600) -> Day {
    TestSupport.day(first) + Int.random(in: 0..<days, using: &random)
  }

  mutating func origin() -> Origin {
    line += 1
    return .row(line)
  }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  mutating func any<C: Code>(_ type: C.Type) -> C {
    let all = Array(C.allCases)
    return all[Int.random(in: 0..<all.count, using: &random)]
  }

  private mutating func household(_ number: Int) -> Household {
    var household = Household(id: Household.ID(number))
    for _ in 0..<Int.random(in: 1...4, using: &random) { household.measures.append(measure()) }
    for _ in 0..<Int.random(in: 0...3, using: &random) { household.leases.append(lease()) }
    for _ in 0..<Int.random(in: 0...2, using: &random) { household.aids.append(aid()) }
    if chance(40) { household.statements = [statement(), statement()] }
    if chance(70) {
      household.compositions = [Composition(persons: 3, children: 1, kind: .unknown, origin: origin())]
    }
    return household
  }

  mutating func measure() -> Measure {
    var measure = Measure(
      number: "m\(line)",
      project: chance(70) ? "essai" : "second",
      operatorCode: chance(80) ? "association" : "muette",
      volet: any(Volet.self),
      kind: chance(10) ? .diagnostic : .global,
      origin: origin()
    )
    measure.oriented = chance(70) ? day() : nil
    measure.start = chance(90) ? day() : nil
    if let start = measure.start {
      if chance(75) { measure.end = start + Int.random(in: 0..<400, using: &random) }
      measure.plannedEnd = start + 180
      measure.renewals = chance(30) ? [start + Int.random(in: -10..<200, using: &random)] : []
      if chance(25) { measure.suspensions = [(start + 20, chance(70) ? start + 60 : nil), (start + 50, start + 90)] }
      let last = measure.end ?? start + 300
      measure.visits = (0..<3).map { _ in visit(start, last) }
      if chance(85), let end = measure.end { measure.exits = [exit(end)] }
      if chance(20) { measure.followUps = [followUp(last)] }
    }
    measure.adhesion = any(Adhesion.self)
    measure.linkBroken = any(Answer.self)
    measure.problems = Set((0..<Int.random(in: 0...5, using: &random)).map { _ in any(Problem.self) })
    return measure
  }

  private mutating func visit(_ start: Day, _ last: Day) -> Visit {
    Visit(
      date: start + Int.random(in: 0...max(0, last - start), using: &random),
      place: chance(80) ? any(VisitPlace.self) : nil,
      withLandlord: .no,
      done: any(Answer.self),
      origin: origin()
    )
  }

  private mutating func exit(_ date: Day) -> Exit {
    Exit(
      date: date,
      motive: any(ExitMotive.self),
      dwelling: any(ExitDwelling.self),
      backToNormal: any(Answer.self),
      origin: origin()
    )
  }

  private mutating func followUp(_ last: Day) -> FollowUp {
    FollowUp(
      horizon: 12,
      date: last.adding(months: 12) + Int.random(in: -40...40, using: &random),
      dwelling: any(ExitDwelling.self),
      debt: nil,
      threeMonthsUnpaid: any(Answer.self),
      origin: origin()
    )
  }

  mutating func lease() -> Lease {
    var lease = Lease(
      number: chance(90) ? "b\(line)" : "",
      landlord: chance(80) ? "bailleur" : "muet",
      origin: origin()
    )
    lease.holder = chance(85) ? .household : .association
    lease.kind = chance(70) ? .ordinary : any(LeaseKind.self)
    lease.nature = chance(90) ? .dwelling : .annex
    lease.start = chance(90) ? day("2013-06-01", within: 1_900) : nil
    if chance(40), let start = lease.start {
      lease.end = start + Int.random(in: 30..<900, using: &random)
      lease.endMotive = chance(80) ? any(LeaseEnd.self) : nil
    }
    lease.rent = chance(90) ? 40_000 : nil
    lease.charges = 5_000
    lease.aid = chance(50) ? 12_000 : nil
    if chance(60) { lease.entries = entries() }
    if chance(60) { lease.statements = [statement(), statement(), statement()].sorted { $0.date < $1.date } }
    if chance(60) {
      lease.acts = (0..<4).map { _ in ProcedureEvent(date: day(), act: any(Act.self), origin: origin()) }
        .sorted { ($0.date, $0.origin) < ($1.date, $1.origin) }
    }
    if chance(40) {
      let signed = day()
      lease.plans = [
        RepaymentPlan(
          signed: signed,
          status: any(PlanStatus.self),
          statusDate: chance(80) ? signed + 100 : nil,
          origin: origin()
        )
      ]
    }
    return lease
  }

  mutating func entries() -> [LedgerEntry] {
    (0..<12).map { _ in
      LedgerEntry(
        due: day(),
        amount: Int.random(in: -60_000...60_000, using: &random),
        category: chance(80) ? nil : any(EntryCategory.self),
        origin: origin()
      )
    }
    .sorted { ($0.due, $0.origin) < ($1.due, $1.origin) }
  }

  mutating func statement() -> BalanceStatement {
    BalanceStatement(
      date: day(),
      balance: Int.random(in: -20_000...300_000, using: &random),
      declarant: any(Declarant.self),
      origin: origin()
    )
  }

  private mutating func aid() -> Aid {
    Aid(
      kind: any(AidKind.self),
      decided: chance(90) ? day() : nil,
      status: any(AidStatus.self),
      amount: chance(80) ? 10_000 : nil,
      declaredBy: "association",
      origin: origin()
    )
  }
}
