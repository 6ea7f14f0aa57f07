import Diagnostics
import Foundation
import Model
import Testing

@testable import Writers
@testable import fiches

/// The report of the demo campaign.
fileprivate let demo = Result { () throws(Stop) -> Report in
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  var settings = Request.Settings()
  settings.input = root.appending(path: "input").path
  settings.templates = root.appending(path: "templates").path
  return try compute(settings, showing: Progress()).report
}

/// The numbers of one to four of persons that a reader works out of some rows, by name.
fileprivate func told(_ published: [Figure], truth: [Figure], _ isWanted: (Figure) -> Bool) -> [String] {
  let attack = Attack(published)
  #expect(attack.contradictions.isEmpty, "\(attack.contradictions.prefix(3))")
  return truth.filter(isWanted).compactMap { figure in
    guard figure.unit.isCount || figure.unit.isShare, figure.unit != .shareOfVisits else { return nil }
    let count = Int(figure.numerator?.double ?? 0)
    let name = Attack.name(figure, "num")
    guard (1...4).contains(count), let reach = attack.interval(name), reach.low == reach.high, reach.low == count else {
      return nil
    }
    return "\(name) = \(count)"
  }
}

@Test func `the public reads no count of one to four of the demo, whatever it works out`() throws {
  var report = try demo.get()
  report.campaign.profile = .everyone
  let truth = (report.evaluations + [report.consolidated])
  let published = publish(truth, of: report).flatMap(\.figures)
  #expect(published.count { $0.status == .rounded } > 300)
  let found = told(published, truth: truth.flatMap(\.figures)) { _ in true }
  #expect(found.isEmpty, "\(found.prefix(9))")
}

@Test func `a funder reads no small cell of a breakdown of the demo from the breakdowns`() throws {
  let report = try demo.get()
  let truth = (report.evaluations + [report.consolidated])
  let breakdowns: Set<String> = ["sorties_par_motif", "transition_dette", "issue_par_stade", "parcours_clotures"]
  let published = publish(truth, of: report).flatMap(\.figures).filter { breakdowns.contains($0.indicator) }
  let found = told(published, truth: truth.flatMap(\.figures)) {
    breakdowns.contains($0.indicator) && !$0.detail.isEmpty
  }
  #expect(published.count { $0.status == .regrouped } > 50)
  #expect(found.isEmpty, "\(found.prefix(9))")
}

@Test func `the attack finds what rows as computed tell`() throws {
  let report = try demo.get()
  let truth = (report.evaluations + [report.consolidated]).flatMap(\.figures)
  #expect(told(truth, truth: truth) { _ in true }.count > 300)
}

@Test func `a funder reads every key figure of the demo as it is`() throws {
  let report = try demo.get()
  let truth = report.evaluations.flatMap(\.figures)
  let published = publish(report.evaluations + [report.consolidated], of: report).flatMap(\.figures)
  let keys: Set<String> = [
    "menages_accompagnes", "taux_renouvellement", "dette_minoree", "expulsions_evitees", "expulsions_effectives",
    "maintien_cloture", "maintien_acces", "cout_par_menage", "duree_mediane",
  ]
  let printed = Dictionary(published.map { ($0.name, $0) }) { first, _ in first }
  for figure in truth where keys.contains(figure.indicator) && figure.detail.isEmpty {
    guard let row = printed[figure.name], row.status != .notApplicable else { continue }
    #expect(row.status == figure.status && row.numerator == figure.numerator && row.value == figure.value)
  }
}
