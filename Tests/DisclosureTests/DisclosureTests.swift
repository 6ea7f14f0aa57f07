import Diagnostics
import Model
import TestSupport
import Testing

@testable import Writers

@Test(arguments: Profile.allCases, Array(UInt64(1)...12))
func `no secret number of a random publication can be worked out`(profile: Profile, seed: UInt64) {
  let siege = Siege(of: Publication.random(seed: seed, projects: 1 + Int(seed % 3), profile: profile))
  #expect(siege.told.isEmpty, "seed \(seed): \(siege.told.prefix(5))")
  #expect(siege.objections.isEmpty, "seed \(seed): \(siege.objections.prefix(5))")
  #expect(siege.unproven.isEmpty, "seed \(seed): \(siege.unproven.prefix(5))")
}

@Test(arguments: Array(UInt64(1)...4))
func `the public reads nothing tied to a secret that the search cannot prove`(seed: UInt64) {
  let report = Publication.random(seed: seed, projects: 1 + Int(seed % 3), profile: .everyone)
  let siege = Siege(of: report, patience: 0)
  #expect(!siege.unproven.isEmpty)
  #expect(siege.told.isEmpty, "seed \(seed): \(siege.told.prefix(5))")
}

@Test(arguments: Array(UInt64(1)...6))
func `the attack finds secrets when small cells alone are hidden`(seed: UInt64) {
  let report = Publication.random(seed: seed, projects: 1 + Int(seed % 3), profile: .funder)
  #expect(!Siege(of: report, hidingSmallCellsOnly: true).told.isEmpty, "seed \(seed)")
}

@Test(arguments: Profile.allCases)
func `household counts of the dispositif are printed whatever they tell`(profile: Profile) {
  let report = Publication.random(seed: 7, profile: profile)
  for figure in protect(report.evaluations, of: report)[0].figures where figure.indicator == "parcours_clotures" {
    #expect(figure.status == .published)
  }
}

@Test func `a secret row is empty, says why, and not which kind of secret it is`() {
  let report = Publication.random(seed: 3, profile: .funder)
  let secret = protect(report.evaluations, of: report)[0].figures.filter { $0.status == .secret }
  #expect(!secret.isEmpty)
  #expect(Set(secret.map(\.note)).count == 1)
  for figure in secret {
    #expect(figure.note.contains("secret") && figure.numerator == nil && figure.value == nil)
    #expect(figure.denominator == nil && figure.missing == 0 && figure.members.isEmpty)
  }
}

@Test func `the same publication is protected the same way each time`() {
  let report = Publication.random(seed: 5, profile: .everyone)
  let (one, other) = (protect(report.evaluations, of: report), protect(report.evaluations, of: report))
  #expect(one[0].figures.map(\.status) == other[0].figures.map(\.status))
}

@Test func `a lone secret motive takes another row with it`() {
  var figures = [Publication.count("parcours_clotures", 30, .whole)]
  let counts: [ExitMotive: Int] = [.death: 2, .goalsReached: 28]
  for motive in ExitMotive.allCases {
    figures.append(Publication.share("sorties_par_motif", motive.rawValue, counts[motive] ?? 0, 30, .whole))
  }
  let report = Publication.report(figures, profile: .funder)
  let hidden = protect(report.evaluations, of: report)[0].figures.filter { $0.status == .secret }.map(\.detail)
  #expect(hidden.contains("deces") && hidden.contains("objectifs_atteints"))
}
