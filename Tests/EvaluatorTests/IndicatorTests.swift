import Model
import TestSupport
import Testing

@testable import Evaluator

@Test func `what is not sent is not zero`() {
  let households = [Household.sample(1, [.sample(from: "2016-01-01", to: "2016-12-01").leaving(.goalsReached)])]
  let silent = figures(households, .sample(landlordSends: [], operatorSends: []))
  for code in [
    "intensite_rencontres", "part_rencontres_domicile", "cumul_problematiques", "taux_adhesion",
    "adhesion_et_gestion_courante", "aides_mobilisees", "plans_apurement_respectes", "menaces_expulsion",
    "expulsions_evitees", "expulsions_ajournees", "expulsions_effectives",
  ] {
    let figure = silent.row(code)
    #expect(
      figure?.status == .notCollected && figure?.numerator == nil && figure?.denominator == Quantity(0),
      "\(code)"
    )
  }
  let spoken = figures(households)
  #expect(spoken.row("intensite_rencontres")?.account == "0/2680:1461, 0")
  #expect(spoken.row("aides_mobilisees")?.account == "0/1, 0")
}

@Test func `the days of a parcours whose visits nobody sends leave the denominator`() {
  let told = Measure.sample(from: "2016-01-01", to: "2016-07-01") { measure in
    measure.visits = [VisitPlace.home, .phone, nil].enumerated().map { index, place in
      Visit(date: day("2016-02-01"), place: place, withLandlord: .no, done: .yes, origin: .row(50 + index))
    }
  }
  let silent = Measure.sample(from: "2016-01-01", to: "2017-01-01", line: 2) { $0.operatorCode = "muette" }
  let found = figures([.sample(1, [told]), .sample(2, [silent])])
  #expect(found.row("intensite_rencontres")?.account == "2/1456:1461, 1")
  #expect(found.row("part_rencontres_domicile")?.account == "1/1, 1")
}

@Test func `unknown dwellings are missing at closure, and failures by intention`() {
  let known = Measure.sample(from: "2016-01-01", to: "2016-12-01").leaving(.goalsReached)
  let unknown = Measure.sample(from: "2016-01-01", to: "2016-12-01", line: 2)
  let dead = Measure.sample(from: "2016-01-01", to: "2016-12-01", line: 3).leaving(.death, .unknown)
  let ongoing = Measure.sample(from: "2016-01-01", line: 4)
  let found = figures([known, unknown, dead, ongoing].enumerated().map { .sample($0 + 1, [$1]) })
  #expect(found.row("maintien_cloture")?.account == "1/1, 1")
  let intention = found.row("maintien_itt")
  #expect(intention?.account == "1/2, 1")
  #expect(intention?.upperBound == Rational(1))
  #expect(intention?.ongoing == 1)
}

@Test func `the survival of a dwelling is empty when nobody is followed that long`() {
  let short = Measure.sample(from: "2018-11-01")
  let found = figures([.sample(1, [short])])
  #expect(found.row("maintien_km_6")?.status == .notComputable)
  #expect(found.row("maintien_km_6")?.account == "0/1, 0")
  #expect(found.row("maintien_km_6", "n_a_risque")?.value == Quantity(0))
  let lost = figures([
    .sample(1, [.sample(from: "2016-01-01")], [.sample(from: "2015-01-01", to: "2016-03-01", .abandoned)])
  ])
  #expect(lost.row("maintien_km_6")?.value?.double == 0)
}

@Test func `a parcours begun before the project is active and closed, not started`() {
  let found = figures([.sample(1, [.sample(from: "2014-06-01", to: "2015-06-01").leaving(.goalsReached)])])
  #expect(found.row("menages_accompagnes")?.value == Quantity(1))
  #expect(found.row("parcours_clotures")?.value == Quantity(1))
  #expect(found.row("mesures_demarrees")?.value == Quantity(0))
  #expect(found.row("taux_realisation")?.numerator == Quantity(0))
}

@Test func `an aid lying in two projects is summed once in the consolidated figures`() {
  var other = Project.sample()
  other.code = "autre"
  var household = Household.sample(
    1,
    [.sample(from: "2016-01-01"), .sample(from: "2016-01-01", line: 2) { $0.project = "autre" }]
  )
  household.aids = [
    Aid(kind: .ccas, decided: day("2016-05-01"), status: .paid, amount: 12_345, declaredBy: "", origin: .row(5)),
    Aid(kind: .ccas, decided: day("2016-06-01"), status: .granted, amount: nil, declaredBy: "", origin: .row(6)),
  ]
  let (_, consolidated) = evaluate([household], in: .sample([.sample(), other]))
  #expect(consolidated.figures.row("aides_mobilisees", "ccas")?.account == "2469:20/1, 1")
  #expect(consolidated.figures.row("aides_mobilisees")?.account == "1/1, 0")
}

@Test func `a request of a measure never started is a household that did not enter`() {
  let refused = Measure.sample(from: nil, line: 1) { $0.oriented = day("2016-01-01") }
  let entered = Measure.sample(from: "2016-03-01", line: 2) { $0.oriented = day("2016-02-01") }
  let found = figures([.sample(1, [refused]), .sample(2, [entered])])
  #expect(found.row("taux_entree")?.account == "1/2, 0")
  #expect(found.row("menages_accompagnes")?.value == Quantity(1))
}
