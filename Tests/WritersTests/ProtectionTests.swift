import Model
import TestSupport
import Testing

@testable import Writers

/// Statuses of the figures of one project once protected.
fileprivate func statuses(
  _ figures: [Figure],
  profile: Profile = .funder,
  project: Project = Sample.maintien
) -> [FigureStatus] {
  let report = Sample.report(figures, project: project, profile: profile)
  return protect(report.evaluations, of: report)[0].figures.map(\.status)
}

@Test(arguments: [
  (0, 20, FigureStatus.published), (1, 20, .secret), (4, 20, .secret), (5, 20, .published), (15, 20, .published),
  (16, 20, .secret), (19, 20, .secret), (20, 20, .published), (0, 4, .secret), (0, 0, .notComputable),
])
func `a funder does not read cells of one to four of a personal attribute`(
  numerator: Int,
  denominator: Int,
  expected: FigureStatus
) {
  #expect(statuses([Sample.share("taux_adhesion", numerator, outOf: denominator)]) == [expected])
}

@Test func `a funder reads every cell of what is not personal`() {
  #expect(statuses([Sample.share("taux_renouvellement", 1, outOf: 3)]) == [.published])
}

@Test(arguments: [
  (0, 30, FigureStatus.published), (1, 30, .secret), (10, 30, .secret), (11, 30, .published), (20, 30, .secret),
  (30, 30, .published),
])
func `the public does not read cells of one to ten`(numerator: Int, denominator: Int, expected: FigureStatus) {
  let figure = Sample.share("taux_renouvellement", numerator, outOf: denominator)
  #expect(statuses([figure], profile: .everyone) == [expected])
}

@Test func `the public reads the household counts of the dispositif and its costs`() {
  let accompanied = Sample.count("menages_accompagnes", 3)
  let cost = Sample.count("cout_par_menage", 5, unit: .eurosPerHousehold)
  let measures = Sample.count("mesures_demarrees", 3, unit: .mesures)
  #expect(statuses([accompanied, cost, measures], profile: .everyone) == [.published, .published, .secret])
}

@Test(arguments: [
  ([100, 200], FigureStatus.secret), ([100, 100, 100], .published), ([8_500, 750, 750], .published),
  ([8_501, 750, 749], .secret), ([0, 0, 0], .published), ([500, 0, 0, 0], .secret), ([500, -500, 300], .published),
])
func `amounts need three contributors, none above 85 %`(amounts: [Cents], expected: FigureStatus) {
  #expect(statuses([Sample.sum(amounts)]) == [expected])
}

@Test func `a quartile is as secret as the total of the same households`() {
  var median = Sample.sum([1], detail: "mediane")
  median.members = []
  #expect(statuses([Sample.sum([9_000, 100, 100]), median]) == [.secret, .secret])
}

@Test func `a survival share needs ten subjects and five at risk`() {
  func survival(subjects: Int, atRisk: Int) -> [Figure] {
    var figure = Sample.share("maintien_km_6", 1, outOf: subjects)
    figure.unit = .shareOfPathways
    var risk = Sample.count("maintien_km_6", atRisk, unit: .parcours, detail: "n_a_risque")
    risk.scope = figure.scope
    return [figure, risk]
  }
  #expect(statuses(survival(subjects: 10, atRisk: 5)) == [.published, .published])
  #expect(statuses(survival(subjects: 9, atRisk: 5)) == [.secret, .published])
  #expect(statuses(survival(subjects: 10, atRisk: 4)) == [.secret, .published])
}

@Test func `what the project does not have is without object, what is secret is empty`() {
  let report = Sample.report([
    Sample.share("taux_renouvellement", 3, outOf: 9, scope: .acces),
    Sample.share("taux_adhesion", 2, outOf: 9, missing: 3),
  ])
  let figures = protect(report.evaluations, of: report)[0].figures
  #expect(figures.map(\.status) == [.notApplicable, .secret])
  for figure in figures {
    #expect(figure.value == nil && figure.numerator == nil && figure.denominator == nil && figure.interval == nil)
    #expect(figure.lowerBound == nil && figure.upperBound == nil && figure.missing == 0 && figure.members.isEmpty)
  }
}

@Test func `a check does not tell the integers of a secret figure`() {
  var report = Sample.report([
    Sample.share("taux_adhesion", 2, outOf: 9), Sample.share("taux_renouvellement", 2, outOf: 9),
  ])
  report.evaluations[0].checks = ["taux_adhesion", "taux_renouvellement"].map {
    Check(
      code: "chiffre_annonce",
      outcome: .passed,
      sentence: "« Libellé de \($0) » : 2 sur 9.",
      figures: [Sample.share($0, 2, outOf: 9).name]
    )
  }
  let checks = protect(report.evaluations, of: report)[0].checks
  #expect(!checks[0].sentence.contains("2 sur 9") && checks[0].sentence.contains("Libellé de taux_adhesion"))
  #expect(checks[1].sentence.contains("2 sur 9"))
}

@Test func `no published figure keeps its members`() {
  let report = Sample.report([Sample.sum([100, 100, 100])])
  #expect(report.evaluations[0].figures[0].members.count == 3)
  #expect(protect(report.evaluations, of: report)[0].figures[0].members.isEmpty)
}

/// A point by months, still observed, and gone with the event before.
fileprivate func point(_ months: Int, _ atRisk: Int, _ events: Int = 0) -> SurvivalPoint {
  SurvivalPoint(months: months, surviving: 1, atRisk: atRisk, events: events)
}

fileprivate func figure(_ code: String, _ points: [SurvivalPoint], closed: Int = 0) -> Figure {
  var figure = Sample.share(code, closed, outOf: points.first?.atRisk ?? 0)
  figure.curve = points
  return figure
}

/// Months of the points that are published.
fileprivate func months(_ figure: Figure, _ profile: Profile = .funder) -> [Int] {
  figure.publishedCurve(for: profile).map(\.months)
}

@Test(arguments: ["maintien_km_12", "duree_mediane_km"])
func `a curve stops for a funder below five at risk, and is not drawn below ten subjects`(code: String) {
  #expect(months(figure(code, [point(0, 20), point(3, 15), point(6, 5), point(9, 4)])) == [0, 3, 6])
  #expect(months(figure(code, [point(0, 9), point(3, 9)])) == [])
}

@Test func `a point that would tell one to four closures, or departures without one, is left out`() {
  let points = [point(0, 40), point(3, 37, 3), point(6, 30, 10), point(9, 22, 15), point(12, 16, 20), point(15, 6, 29)]
  // At 3, three closed; at 9 and 12, three and four left without; at 15, four would remain to close.
  #expect(months(figure("duree_mediane_km", points, closed: 33)) == [0, 6])
  #expect(months(figure("duree_mediane_km", points, closed: 35)) == [0, 6, 15])
}

@Test(arguments: 1...100)
func `between the points of a published curve, and after the last, no group of one to four is read`(seed: UInt64) {
  var random = SplitMix64(seed: seed)
  let subjects = (0..<Int.random(in: 10...120, using: &random)).map { _ in
    (quarter: Int.random(in: 0...9, using: &random), event: Int.random(in: 0..<4, using: &random) > 0)
  }
  let points = (0...8).map { step in
    point(3 * step, subjects.count { $0.quarter >= step }, subjects.count { $0.event && $0.quarter < step })
  }
  let closed = subjects.count { $0.event }
  let told = figure("duree_mediane_km", points, closed: closed).publishedCurve(for: .funder).map { $0.months / 3 }
  #expect(told.first == 0)
  for (from, to) in zip(told, told.dropFirst() + [10]) where told.count > 1 {
    let between = subjects.filter { $0.quarter >= from && $0.quarter < to }
    for group in [between.count { $0.event }, between.count { !$0.event }] { #expect(group == 0 || group > 4) }
  }
}

@Test func `the public reads no curve`() {
  #expect(months(figure("duree_mediane_km", [point(0, 600), point(3, 300)], closed: 400), .everyone) == [])
}

@Test func `a secret survival has no curve`() {
  var figure = Sample.share("maintien_km_6", 1, outOf: 9)
  figure.curve = [point(0, 60), point(3, 40)]
  let report = Sample.report([figure])
  let found = protect(report.evaluations, of: report)[0].figures[0]
  #expect(found.status == .secret && found.curve.isEmpty)
}
