import Diagnostics
import Evaluator
import Model
import TestSupport
import Testing

@testable import Writers
@testable import fiches

/// One figure in some, so that the whole account is summed often enough and the tests stay quick.
fileprivate func sample(_ report: Report, every step: Int) -> [Figure] {
  let figures = (report.evaluations + [report.consolidated]).flatMap(\.figures)
  return stride(from: 0, to: figures.count, by: step).map { figures[$0] }
}

@Test func `the account of a figure goes from the rows received to the units counted without losing one`() throws {
  let report = try DemoRun.result.get().report
  for figure in sample(report, every: 211) {
    let units = attrition(of: figure, among: report.households, in: report.campaign)
    var running = 0
    for line in ledger(of: figure, units: units, in: report) {
      switch line.kind {
      case .received: running = line.count
      case .removed: running -= line.count
      case .remaining: #expect(running == line.count, "\(figure.project) \(figure.indicator): \(line.label)")
      }
    }
    if !units.isEmpty { #expect(running == figure.members.count { $0.standing == .counted }) }
  }
}

@Test func `an explanation says in its first line that it is restricted, and opens every unit to its rows`() throws {
  let report = try DemoRun.result.get().report
  for figure in sample(report, every: 401) {
    let units = attrition(of: figure, among: report.households, in: report.campaign)
    let text = explanation(of: figure, units: units, in: report)
    #expect(text.hasPrefix("INFORMATION RESTREINTE"))
    for member in figure.members {
      #expect(text.contains("  \(member.household)  "))
      #expect(member.origins.allSatisfy { text.contains(report.place($0)) })
    }
  }
}

@Test func `a household is told with its rows, its links, its parcours and its figures`() throws {
  let report = try DemoRun.result.get().report
  let household = try #require(report.households.first { !$0.leases.isEmpty }).id
  let asTyped = household.description.lowercased()
  let question = try Question(["--menage", asTyped, "--entree", DemoRun.settings.input])
  let text = try answer(to: question, showing: Progress())
  #expect(text.hasPrefix("INFORMATION RESTREINTE"))
  for part in ["ENREGISTREMENTS", "RAPPROCHEMENTS", "VALEURS EN DÉSACCORD", "PARCOURS", "INDICATEURS"] {
    #expect(text.contains(part))
  }
  let own = report.reconciliation.attachments.filter { $0.household == household }
  #expect(text.contains("\(own.count)") && !own.isEmpty)
}

/// A command and the name that its refusal must offer.
fileprivate let refusals: [(words: [String], nearest: String)] = [
  (["declik", "menages_accompagnes"], "declic"), (["declic", "menage_accompagnes"], "menages_accompagnes"),
  (["declic", "maintien_cloture", "--volet", "maintient"], "maintien"),
  (["declic", "maintien_cloture", "--volet", "acces"], "maintien"),
  (["declic", "sorties_par_motif", "--detail", "deses"], "deces"),
  (["declic", "menages_accompagnes", "--periode", "anee"], "annee"),
]

@Test(arguments: refusals.indices)
func `a wrong name is refused with the nearest one`(number: Int) throws {
  let (words, nearest) = refusals[number]
  do throws(Stop) {
    _ = try answer(to: try Question(words + ["--entree", DemoRun.settings.input]), showing: Progress())
    Issue.record("\(words) should have been refused")
  } catch {
    guard case .declarations(let findings) = error else { throw error }
    #expect(findings.allSatisfy { $0.message.contains("« \(nearest) »") }, "\(findings)")
  }
}

@Test func `the lineage counts in each proportion as many units as its numerator`() throws {
  for project in try DemoRun.result.get().report.campaign.projects.map(\.code) {
    let counted = Dictionary(grouping: try DemoRun.rows("restreint/lignage/\(project).csv")) { row in
      ["periode", "volet", "indicateur", "detail"].map { row[$0] ?? "" }
    }.mapValues { rows in rows.count { $0["situation"] == "compte" } }
    for row in try DemoRun.rows("restreint/indicateurs/\(project).csv")
    where !(row["ic_bas"] ?? "").isEmpty && row["unite"] != "part_rencontres" {
      let key = ["periode", "volet", "indicateur", "detail"].map { row[$0] ?? "" }
      #expect("\(counted[key] ?? 0)" == row["numerateur"], "\(project) \(key)")
    }
  }
}

@Test func `the dictionary and the method notes come from the declarations of the indicators`() throws {
  let cards = try DemoRun.result.get().report.cards
  let rows = try DemoRun.rows("dictionnaire.csv").filter { $0["sorte"] == "indicateur" }
  #expect(rows.map { $0["code"] } == cards.map(\.code))
  for (row, card) in zip(rows, cards) {
    #expect(row["libelle"] == card.label)
    #expect(row["definition"] == card.definition)
    #expect(row["numerateur"] == card.counted)
    #expect(row["denominateur"] == card.among)
    #expect(row["unite"] == card.unit.rawValue)
  }
  let definitions = cards.map {
    letters("- **\(markdown($0.label))** : \(markdown(French.typeset($0.definition)))")
  }
  for project in try DemoRun.result.get().report.campaign.projects.map(\.code) {
    let note = try DemoRun.text("fiches/\(project)/fiche.md").components(after: "### Définitions utilisées")
    for line in note.prefix(while: { !$0.hasPrefix("#") }) where line.hasPrefix("- ") {
      #expect(definitions.contains(letters(String(line))), "\(line)")
    }
  }
}

/// Without the spaces, which the template and typography decide of.
fileprivate func letters(_ text: String) -> String { String(text.filter { !$0.isWhitespace }) }

extension String {
  /// The lines after one.
  func components(after line: String) -> ArraySlice<Substring> {
    let all = split(separator: "\n", omittingEmptySubsequences: false)
    return all.firstIndex { $0 == line }.map { all[($0 + 1)...] } ?? []
  }
}
