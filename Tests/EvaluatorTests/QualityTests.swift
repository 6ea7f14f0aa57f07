import Model
import TestSupport
import Testing

@testable import Evaluator

/// The quality of one household, repeated so that no count is hidden.
fileprivate func quality(_ measures: [Measure], _ leases: [Lease] = [], statements: [BalanceStatement] = []) -> Quality
{
  var household = Household.sample(1, measures, leases)
  household.statements = statements
  let cohorts = Cohort.all([household], in: .sample())
  return Quality(of: cohorts[0])
}

@Test func `a quiet project has nothing to state`() {
  let measure = Measure.sample(from: "2016-01-01", to: "2016-12-01").leaving(.goalsReached)
  #expect(quality([measure], [.sample(from: "2015-01-01")]) == Quality())
}

@Test func `measures open past their planned end are counted`() {
  let late = Measure.sample(from: "2018-01-01") { $0.plannedEnd = day("2018-12-30") }
  let due = Measure.sample(from: "2018-01-01") { $0.plannedEnd = day("2018-12-31") }
  #expect(quality([late]).pastPlannedEnd == 1)
  #expect(quality([due]).pastPlannedEnd == 0)
}

@Test func `an account that stops more than three months before a debt is asked is counted, unless its lease ended`() {
  let measure = Measure.sample(from: "2016-01-01", to: "2016-12-15").leaving(.goalsReached)
  let stopped = Lease.sample(from: "2015-01-01").written([("2016-01-01", 100), ("2016-09-14", 100)])
  let recent = Lease.sample(from: "2015-01-01").written([("2016-01-01", 100), ("2016-09-15", 100)])
  var ended = stopped
  ended.end = day("2016-09-10")
  ended.endMotive = .notice
  #expect(quality([measure], [stopped]).stoppedLedgers == 1)
  #expect(quality([measure], [recent]).stoppedLedgers == 0)
  #expect(quality([measure], [ended]).stoppedLedgers == 0)
}

@Test func `debts of two declarants are counted`() {
  let measure = Measure.sample(from: "2016-01-01", to: "2016-12-15").leaving(.goalsReached)
  let lease = Lease.sample(from: "2016-06-01").owing([("2016-12-15", 100)])
  let told = BalanceStatement(date: day("2016-01-05"), balance: 5, declarant: .association, origin: .row(9))
  #expect(quality([measure], [lease], statements: [told]).mixedDeclarants == 1)
  #expect(quality([measure], [lease]).mixedDeclarants == 0)
}

@Test func `contradictions between sources are alerts, without their small number for the public`() {
  let measure = Measure.sample(from: "2016-01-01", to: "2016-12-15") { measure in
    measure.followUps = [
      FollowUp(
        horizon: 12,
        date: day("2017-12-15"),
        dwelling: .lost,
        debt: nil,
        threeMonthsUnpaid: .unknown,
        origin: .row(8)
      )
    ]
  }
  .leaving(.goalsReached)
  let expelled = Lease.sample(from: "2015-01-01", to: "2016-05-01", .expulsion, line: 100)
  let open = Lease.sample(from: "2016-06-01", line: 101)
  let found = checks([.sample(1, [measure], [expelled, open])]).filter { $0.code.hasPrefix("contradiction") }
  #expect(discreet(1, "parcours", "parcours", profile: .everyone) == "moins de 5 parcours")
  #expect(discreet(7, "parcours", "parcours", profile: .everyone) == "environ 5 parcours")
  #expect(found.map(\.code) == ["contradiction_expulsion", "contradiction_suivi"])
  #expect(found.allSatisfy { $0.outcome == .alert && $0.sentence.hasSuffix("1 parcours.") })
}

@Test func `a counting period that overflows the project is an alert`() {
  let project = Project.sample { $0.end = day("2018-06-30") }
  let check = checks([], .sample([project])).first { $0.code == "periode" }
  #expect(check?.outcome == .alert)
  #expect(
    check?.sentence
      == "La période comptée (du 1er janvier 2015 au 31 décembre 2018) déborde celle du projet, qui s’achève le 30 juin "
      + "2018."
  )
}

@Test func `a 100 % is pointed out from ten units on`() {
  let households = (1...10).map { number in
    Household.sample(
      number,
      [Measure.sample(from: "2016-01-01", to: "2016-12-01", line: number).leaving(.goalsReached)]
    )
  }
  let notice = { (households: [Household]) in checks(households).first { $0.code == "cent_pour_cent" }?.sentence ?? "" }
  #expect(notice(households).contains("Sorties positives"))
  #expect(notice(households.dropLast()) == "")
}
