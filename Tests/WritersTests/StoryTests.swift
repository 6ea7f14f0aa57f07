import Diagnostics
import Foundation
import Model
import Testing

@testable import Writers

fileprivate let projects = ["acces-maintien-dax", "declic", "lmh-accompagne", "logement-toujours", "personnes-isolees"]

fileprivate func story(_ project: String) throws -> String {
  try String(contentsOf: repository.appendingPathComponent("input/projets/\(project)/recit.md"), encoding: .utf8)
}

@Test func `a story is cut at its second-level titles`() {
  let text = "# Titre\nperdu\n\n## Objectifs\nUn.\n\n### Détail\nDeux.\r\n## Mise en œuvre \nTrois"
  let story = Story(Located(text, at: Location(file: "recit.md", line: 1, column: 1)))
  #expect(story.sections.map(\.name) == ["objectifs", "mise_en_oeuvre"])
  #expect(story.sections.map(\.title.value) == ["Objectifs", "Mise en œuvre"])
  #expect(story.sections.map(\.body.value) == ["Un.\n\n### Détail\nDeux.\n", "Trois\n"])
  #expect(story.sections.map(\.body.location.line) == [5, 10])
}

@Test func `a story is told with its figures, and its sentences are typeset`() {
  let text = "## Objectifs\nTaux : {{ taux_renouvellement }} de « {{ projet.titre }} » ; {{ budget.2018 }}.\n"
  var project = Sample.project("maison", volets: [.maintien], story: text)
  project.title = "*Maison*"
  project.budgets = [Budget(exercise: Exercise(label: "2018", dates: nil), amount: 100, status: .planned)]
  var findings = Findings()
  let outputs = write(
    Sample.report([Sample.share("taux_renouvellement", 12, outOf: 51)], project: project),
    templates: [
      (path: "templates/fiche.md", text: "{{{ recit.objectifs }}}"), (path: "templates/synthese.md", text: ""),
    ],
    reporting: &findings
  )
  let expected = "Taux\u{A0}: 12 sur 51 (24\u{A0}%) de «\u{A0}\\*Maison\\*\u{A0}»\u{202F}; 1\u{A0}€.\n"
  #expect(fiche(outputs) == expected)
  #expect(findings.all.isEmpty)
}

fileprivate func fiche(_ outputs: [OutputFile]) -> String { text(outputs, "fiches/maison/fiche.md") }

@Test(arguments: projects)
func `a story writes no figure by hand`(project: String) throws {
  let pieces = try story(project).components(separatedBy: "{{").map { piece in
    piece.components(separatedBy: "}}").last ?? ""
  }
  for line in pieces.joined().split(separator: "\n") {
    #expect(!line.contains { $0.isNumber }, "\(project): \(line)")
  }
}

@Test(arguments: projects)
func `a story has every section of the fiche, and says known names`(project: String) throws {
  let text = Located(try story(project), at: Location(file: project, line: 1, column: 1))
  let sections = Story(text).sections
  #expect(sections.map(\.name) == storySections.map(\.name))
  let book = FigureBook(
    Evaluation(project: project, figures: [], checks: []),
    cards: Reference.cards,
    volets: Volet.allCases
  )
  var check = NameCheck(partials: [:])
  for section in sections {
    #expect(!trimmed(section.body.value).isEmpty)
    let template = Template(section.body)
    check.check(template, within: Names(projectVocabulary.terms).or(ofTheCard).or(book.names))
  }
  #expect(check.findings.all.map(\.description) == [])
}

/// Amounts and funders depend on the other files of the project: any name passes here.
fileprivate var ofTheCard: Names {
  let open = ["budget", "cible", "financement", "annonce", "cofinancement"]
  return Names(known: open) { open.contains($0) ? anything() : nil }
}

fileprivate func anything() -> Names { Names { _ in anything() } }
