import Diagnostics
import Model
import TestSupport
import Testing

@testable import Evaluator

fileprivate func calendar(_ year: String) -> Exercise { Exercise(label: year, dates: nil) }

@Test func `a planned budget is taken in proportion of its days, a realised one whole`() {
  let project = Project.sample { project in
    project.cutoff = day("2018-06-30")
    project.budgets = [
      Budget(exercise: calendar("2015"), amount: 1_000, status: .planned),
      Budget(exercise: calendar("2015"), amount: 1_100, status: .realised),
      Budget(exercise: calendar("2016"), amount: 1_000, status: .realised),
      Budget(exercise: calendar("2017"), amount: 1_000, status: .realised),
      Budget(exercise: calendar("2018"), amount: 3_650, status: .planned),
    ]
  }
  let cumul = project.budget(of: day("2015-01-01")...day("2018-06-30"))
  #expect(cumul.amount == Rational(3_100 + 3_650 * 181 / 365))
  #expect(cumul.missing == 1)
  let year = project.budget(of: day("2018-01-01")...day("2018-06-30"))
  #expect(year.amount == Rational(1_810))
}

@Test func `an exercice without a row leaves the budget unknown`() {
  let project = Project.sample { $0.budgets = [Budget(exercise: calendar("2015"), amount: 1, status: .realised)] }
  #expect(project.budget(of: day("2015-01-01")...day("2015-12-31")).amount == Rational(1))
  #expect(project.budget(of: day("2015-01-01")...day("2016-12-31")).amount == nil)
  #expect(project.budget(of: nil).amount == nil)
}

@Test func `dated exercices replace calendar years, an undated row taking the dates of its label`() {
  let dated = Exercise(label: "2016", dates: day("2015-10-01")...day("2016-09-30"))
  let project = Project.sample { project in
    project.targets = [Target(exercise: dated, volet: .maintien, households: 366)]
    project.budgets = [Budget(exercise: calendar("2016"), amount: 5, status: .realised)]
  }
  let period = day("2016-01-01")...day("2016-12-31")
  #expect(project.years(of: period).map(\.label) == ["2016"])
  #expect(project.target(of: period, .maintien).amount == Rational(274))
  #expect(project.target(of: period, nil).amount == Rational(274))
  #expect(project.target(of: period, .acces).missing == 1)
  #expect(project.budget(of: period).amount == Rational(5 * 274, 366))
  #expect(project.budget(of: day("2017-01-01")...day("2017-12-31")).amount == nil)
}

@Test(arguments: ["2016-09-30", "2016-03-15", "2015-11-02"])
func `the years of a project share its realised budgets, whatever the dates of its exercices`(_ cutoff: String) {
  let exercises = ["2014-10-01", "2015-10-01"].map { start in
    Exercise(label: start, dates: day(start)...(day(start).adding(months: 12) - 1))
  }
  let project = Project.sample { project in
    project.start = day("2014-10-01")
    project.end = day("2016-09-30")
    project.cutoff = day(cutoff)
    project.budgets = exercises.map { Budget(exercise: $0, amount: 12_000_00, status: .realised) }
  }
  let whole = project.budget(of: project.start...project.cutoff).amount
  let years = (2014...2016).map { year -> Rational in
    guard let period = project.start.within(year, until: project.cutoff) else { return Rational(0) }
    return project.budget(of: period).amount ?? Rational(0)
  }
  #expect(whole == Rational(24_000_00))
  #expect(years.reduce(Rational(0), +) == whole)
}

extension Day {
  /// The part of a calendar year that lies from this day to another.
  fileprivate func within(_ year: Int, until last: Day) -> Period? {
    let (first, end) = (max(self, day("\(year)-01-01")), min(last, day("\(year)-12-31")))
    return first <= end ? first...end : nil
  }
}

@Test func `funding that exceeds the budget is an alert with its figures`() {
  let project = Project.sample { project in
    let row = { (funder: String, amount: Cents, inBudget: Bool) in
      Funding(
        exercise: calendar("2018"),
        funder: funder,
        nature: inBudget ? .subsidy : .directAid,
        amount: amount,
        status: .planned,
        inBudget: inBudget
      )
    }
    project.budgets = ["2016", "2017", "2018"].map {
      Budget(exercise: calendar($0), amount: 23_000_000, status: .planned)
    }
    project.funding = [row("A", 26_500_000, true), row("B", 2_500_000, false)]
  }
  let found = checks([], .sample([project])).filter { $0.code.hasPrefix("financement") }
  #expect(
    found.map(\.sentence) == [
      "Le total des financements 2018 (265\u{202f}000\u{a0}€\u{202f}; 290\u{202f}000\u{a0}€ avec les aides directes) "
        + "dépasse le budget (230\u{202f}000\u{a0}€) de 15,2\u{a0}%.",
      "Financements 2016 et 2017\u{a0}: détail non publié.",
    ]
  )
  #expect(found.map(\.outcome) == [.alert, .notice])
}

@Test func `rows of an exercice that the project does not have are said`() {
  let project = Project.sample { project in
    project.targets = ["2015", "2015-2016", "2020"].map { Target(exercise: calendar($0), volet: nil, households: 3) }
  }
  let found = checks([], .sample([project])).filter { $0.outcome == .alert }
  #expect(found.map(\.code) == ["exercice_inutilise"])
  #expect(found.first?.sentence.hasSuffix("compté\u{a0}: 2015-2016 et 2020.") == true)
}

@Test func `an announced cost that the accounts do not give is an alert with the division`() {
  let project = Project.sample { project in
    project.start = day("2018-01-01")
    project.budgets = [Budget(exercise: calendar("2018"), amount: 9_600_000, status: .realised)]
    project.announced = [1_920, 2_743].map { value in
      Announced(
        indicator: "cout_par_menage",
        detail: "",
        volet: "ensemble",
        period: "cumul",
        value: Rational(value),
        source: "fiche",
        location: project.story.location
      )
    }
  }
  let households = (1...35).map { Household.sample($0, [.sample(from: "2018-02-01", line: $0)]) }
  let found = checks(households, .sample([project])).filter { $0.code == "chiffre_annonce" }
  let account = "des comptes\u{a0}: 96\u{202f}000\u{a0}€ ÷ 35 ménages = 2\u{202f}743\u{a0}€."
  #expect(
    found.map(\.sentence) == [
      "Le coût annoncé de 1\u{202f}920\u{a0}€ par ménage ne découle pas \(account)",
      "Le coût annoncé de 2\u{202f}743\u{a0}€ par ménage découle \(account)",
    ]
  )
  #expect(found.map(\.outcome) == [.alert, .passed])
}

@Test func `an announced share is compared at the precision at which it is written`() {
  let project = Project.sample { project in
    project.announced = [Rational(67, 100), Rational(66, 100)].map { value in
      Announced(
        indicator: "taux_renouvellement",
        detail: "",
        volet: "maintien",
        period: "",
        value: value,
        source: "fiche",
        location: project.story.location
      )
    }
  }
  let households = (1...3).map { number in
    Household.sample(
      number,
      [
        .sample(from: "2016-01-01", to: "2016-12-01", line: number) { measure in
          measure.renewals = number < 3 ? [day("2016-06-01")] : []
        }
      ]
    )
  }
  let found = checks(households, .sample([project])).filter { $0.code == "chiffre_annonce" }
  #expect(found.map(\.outcome) == [.passed, .alert])
  #expect(
    found.last?.sentence
      == "La valeur annoncée de 66,0\u{a0}% («\u{a0}Taux de renouvellement\u{a0}») ne découle pas des comptes\u{a0}: "
      + "2 sur 3 = 66,7\u{a0}%."
  )
}

@Test(arguments: [
  (Rational(5, 2), 0, "3"), (Rational(-5, 2), 0, "−3"), (Rational(1_234_567), 0, "1\u{202f}234\u{202f}567"),
  (Rational(1, 8), 2, "0,13"), (Rational(2_000), 1, "2\u{202f}000,0"), (Rational(0), 0, "0"),
])
func `numbers are rounded half away from zero and written in French`(value: Rational, decimals: Int, expected: String) {
  #expect(French.number(value, decimals: decimals) == expected)
}
