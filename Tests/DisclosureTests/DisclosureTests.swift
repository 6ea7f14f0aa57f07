import Diagnostics
import Model
import TestSupport
import Testing

@testable import Writers

@Test(arguments: Profile.allCases, Array(UInt64(1)...12))
func `no secret number of a random publication is told by the others`(profile: Profile, seed: UInt64) {
  let report = Publication.random(seed: seed, profile: profile)
  let limit = profile == .funder ? 4 : 10
  let truth = report.evaluations[0].figures
  let published = protect(report.evaluations, of: report)[0].figures
  let attack = Attack(published)
  // What the rows that must be printed tell by themselves, whatever is hidden.
  let ordered = Attack(
    published.map { figure in
      var figure = figure
      if figure.indicator != "parcours_clotures" { figure.status = .secret }
      return figure
    }
  )
  for (figure, printed) in zip(truth, published) where printed.status == .secret && figure.isPersonal(profile) {
    for (part, value) in figure.cells where (1...limit).contains(value) {
      let name = Attack.name(figure, part)
      let (found, least) = (attack.intervals[name] ?? 0...0, ordered.intervals[name] ?? 0...0)
      #expect(found.contains(value), "\(name), seed \(seed)")
      #expect(found.count > min(limit, least.count - 1), "\(name) in \(found), seed \(seed)")
    }
  }
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

extension Figure {
  /// Whether the référentiel hides its small cells under a profile.
  fileprivate func isPersonal(_ profile: Profile) -> Bool {
    profile == .everyone || ["sorties_par_motif", "transition_dette"].contains(indicator)
  }

  fileprivate var cells: [(part: String, value: Int)] {
    guard case .exact(let top)? = numerator, case .exact(let bottom)? = denominator else { return [] }
    return [("num", top.numerator), ("autres", bottom.numerator - top.numerator)]
  }
}

@Test(arguments: Array(UInt64(1)...6))
func `the attack finds secrets when small cells alone are hidden`(seed: UInt64) {
  let truth = Publication.random(seed: seed, profile: .funder).evaluations[0].figures
  let primary = truth.map { figure in
    var figure = figure
    if figure.isPersonal(.funder), figure.cells.contains(where: { (1...4).contains($0.value) }) {
      figure.status = .secret
    }
    return figure
  }
  let attack = Attack(primary)
  let told = primary.filter { $0.status == .secret && attack.intervals[Attack.name($0, "num")]?.count == 1 }
  #expect(!told.isEmpty, "seed \(seed)")
}
