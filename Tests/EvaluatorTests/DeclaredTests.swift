import Diagnostics
import Model
import TestSupport
import Testing

@testable import Evaluator

/// A line of a campaign's own.
fileprivate func declared(_ cells: [IndicatorDeclaration.Key: String], line: Int = 2) -> IndicatorDeclaration {
  let place = Location(file: "indicateurs.csv", line: line, column: 1)
  return IndicatorDeclaration(cells.mapValues { Located($0, at: place) }, at: place, isOwn: true)
}

fileprivate func campaign(_ lines: [[IndicatorDeclaration.Key: String]]) -> Campaign {
  var campaign = Campaign.sample()
  campaign.indicators += lines.enumerated().map { declared($1, line: $0 + 2) }
  return campaign
}

fileprivate let lessByTenth: [IndicatorDeclaration.Key: String] = [
  .code: "dette_minoree_10", .libelle: "Dette minorée d’au moins 10 %", .forme: "part", .table: "parcours",
  .population: "clos", .parmi: "dette_entree > :tolerance", .motif: "sans dette à l’entrée",
  .countsIf: "dette_sortie <= :tolerance OR dette_sortie <= 0.9 * dette_entree",
]

@Test func `a line of a campaign is an indicator like those of the référentiel`() {
  let households = [(10_000, 9_500), (10_000, 9_000), (10_000, 0), (50, 0)].enumerated().map { index, debts in
    Household.sample(
      index + 1,
      [.sample(from: "2016-01-01", to: "2016-12-01", line: index + 1).leaving(.goalsReached)],
      [
        Lease.sample(from: "2015-01-01", line: 100 + index)
          .owing([("2016-01-01", debts.0), ("2016-12-01", debts.1)])
      ]
    )
  }
  let found = figures(households, campaign([lessByTenth]))
  #expect(found.row("dette_minoree")?.account == "3/3, 0")
  #expect(found.row("dette_minoree_10")?.account == "2/3, 0")
  let standings = found.row("dette_minoree_10")?.members.map { "\($0.standing.rawValue) \($0.reason)" } ?? []
  #expect(standings.sorted() == ["compte ", "compte ", "ecarte sans dette à l’entrée", "non_compte "])
  let cards = Referentiel(of: campaign([lessByTenth])).cards
  #expect(cards.last?.isOwn == true && cards.count == 50)
}

@Test func `a redefinition stands at the place of what it replaces, and is said`() {
  var own = lessByTenth
  own[.code] = "dette_minoree"
  let cards = Referentiel(of: campaign([own])).cards
  #expect(cards.count == 49)
  #expect(cards.filter(\.redefines).map(\.code) == ["dette_minoree"])
}

@Test(
  arguments: [
    (.countsIf, "dete_sortie > 0", "le plus proche : « dette_sortie »"),
    (.countsIf, "dette_sortie", "une condition est attendue"),
    (.countsIf, "rang < 0 AND rang > 1", "jamais vraie"),
    (.parmi, "dette_entree / 0 > 1", "division par zéro"),
    (.table, "parcour", "le plus proche : « parcours »"),
    (.population, "clo", "la plus proche : « clos »"),
    (.forme, "parts", "le plus proche : « part »"),
    (.code, "Dette 10", "un code s’écrit en minuscules"),
    (.unite, "pourcents", "inconnu ; le plus proche"),
    (.publication, "secret", "inconnu ; le plus proche"),
    (.countsIf, "", "demande « compter_si »"),
  ] as [(IndicatorDeclaration.Key, String, String)]
)
func `a mistake is one sentence with its place`(_ key: IndicatorDeclaration.Key, _ text: String, _ said: String) {
  var own = lessByTenth
  own[key] = text
  var findings = Findings()
  _ = Referentiel(of: campaign([own]), reporting: &findings)
  #expect(findings.all.count == 1)
  #expect(findings.all.first?.message.contains(said) == true, "\(findings.all.first?.message ?? "")")
  #expect(findings.all.first?.location.line == 2)
}

@Test func `a row declared twice is told with both places`() {
  var findings = Findings()
  _ = Referentiel(of: campaign([lessByTenth, lessByTenth]), reporting: &findings)
  #expect(findings.all.map(\.message) == ["« dette_minoree_10 » est déjà déclaré ligne 2 de indicateurs.csv"])
  #expect(findings.all.first?.location.line == 3)
}

@Test func `definitions print the parameters of the campaign`() {
  var other = Campaign.sample()
  other.tolerance = 550
  other.maximumGap = 45
  other.projects[0].positiveMotives = [.rehoused]
  let cards = Referentiel(of: other).cards
  let definition = { (code: String) in cards.first { $0.code == code }?.definition ?? "" }
  #expect(definition("dette_minoree").contains("plus de 5,50\u{a0}€"))
  #expect(definition("parcours_clotures").contains("45 jours"))
  #expect(definition("sorties_positives").contains("(relogement)"))
}

@Test func `what is beside the budget is a sum in euros, without share`() {
  var project = Project.sample()
  let year = Exercise(label: "2018", dates: nil)
  project.funding = [("A", true), ("B", false)].map {
    Funding(exercise: year, funder: $0, nature: .subsidy, amount: 900_000, status: .realised, inBudget: $1)
  }
  let beside = figures([], .sample([project])).row("cofinancement", "B|2018|hors_budget", .whole)
  #expect(beside?.unit == .euros && beside?.value == .exact(Rational(9_000)) && beside?.denominator == nil)
}

@Test func `a parcours started on the last day of the period is started in it`() {
  let found = figures([.sample(1, [.sample(from: "2018-12-31")])])
  #expect(found.row("taux_realisation")?.numerator == Quantity(1))
  #expect(found.row("mesures_demarrees")?.value == Quantity(1))
  let closed = figures([.sample(1, [.sample(from: "2016-01-01", to: "2018-12-31")])])
  #expect(closed.row("parcours_clotures")?.value == Quantity(1))
}

@Test(arguments: [("2016-02-01", "1/1, 0"), ("2016-01-02", "1/1, 0"), ("2016-01-01", "0/1, 0")])
func `a renewal is a date after the start`(_ date: String, _ account: String) {
  let measure = Measure.sample(from: "2016-01-01", to: "2016-12-01") { $0.renewals = [day(date)] }
  #expect(figures([.sample(1, [measure])]).row("taux_renouvellement")?.account == account)
}

@Test(arguments: [(31, "1"), (32, "2")])
func `two renewals less than 32 days apart are one`(_ gap: Int, _ rank: String) {
  let measure = Measure.sample(from: "2016-01-01", to: "2016-12-01") {
    $0.renewals = [day("2016-03-01"), day("2016-03-01") + gap]
  }
  let found = figures([.sample(1, [measure])])
  #expect(found.row("renouvellements_par_rang", rank)?.numerator == Quantity(1))
}

@Test(arguments: [("2017-06-30", "0/1, 0"), ("2017-07-01", "1/1, 0")])
func `an access lease is asked for at the end of the project at the latest`(_ end: String, _ account: String) {
  var project = Project.sample()
  project.end = day("2017-06-30")
  let measure = Measure.sample(.acces, from: "2016-01-01", to: "2016-12-01")
  let lease = Lease.sample(from: "2016-03-01", to: end, .notice)
  let found = figures([.sample(1, [measure], [lease])], .sample([project]))
  #expect(found.row("maintien_acces", "", .acces)?.account == account)
}

@Test(arguments: [("2016-12-01", "depart_sans_expulsion"), ("2016-12-02", "procedure_arretee")])
func `every lease is left when the last one ends on the day of the exit`(_ end: String, _ outcome: String) {
  let measure = Measure.sample(from: "2016-01-01", to: "2016-12-01")
  let lease = Lease.sample(from: "2015-01-01", to: end, .notice)
  let found = figures([.sample(1, [measure], [lease])])
  #expect(found.row("issue_par_stade", "0-2|\(outcome)")?.numerator == Quantity(1))
}
