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

/// The HTML of a story, and what was said of its lines.
fileprivate func marked(_ text: String) -> (html: String, lines: [Int]) {
  let markup = StoryMarkup(Located(text, at: Location(file: "recit.md", line: 10, column: 1)))
  return (markup.html, markup.findings.all.map(\.location.line))
}

@Test(arguments: [
  ("Un.\nDeux.\n\nTrois.\n", "<p>Un.\nDeux.</p>\n<p>Trois.</p>\n"),
  ("### Titre\nTexte", "<h3>Titre</h3>\n<p>Texte</p>\n"), ("#### Petit", "<h4>Petit</h4>\n"),
  (
    "Soit :\n- un\n  suite\n- deux\n\nFin",
    "<p>Soit :</p>\n<ul>\n<li>un\nsuite</li>\n<li>deux</li>\n</ul>\n<p>Fin</p>\n"
  ),
  ("**gras *et* plus** 2 * 3 * 4", "<p><strong>gras <em>et</em> plus</strong> 2 * 3 * 4</p>\n"),
  ("[le site](https://exemple.fr?a=1&b=2)", "<p><a href=\"https://exemple.fr?a=1&amp;b=2\">le site</a></p>\n"),
  ("\\*non\\* & \"oui\"", "<p>*non* &amp; &quot;oui&quot;</p>\n"),
  ("{{ financement.2019.*d'Épargne* }} ok", "<p>{{ financement.2019.*d'Épargne* }} ok</p>\n"),
  ("{{#maintien_cloture}}\nUn.\n{{/maintien_cloture}}\n", "{{#maintien_cloture}}\n<p>Un.</p>\n{{/maintien_cloture}}\n"),
  ("[1] et [ici](mailto:a@exemple.fr)", "<p>[1] et <a href=\"mailto:a@exemple.fr\">ici</a></p>\n"),
  ("> Une parole,\n> dite.\n\nFin", "<blockquote><p>Une parole,\ndite.</p></blockquote>\n<p>Fin</p>\n"),
  ("{{ a }} et {{ b }}", "<p>{{ a }} et {{ b }}</p>\n"), ("", ""), ("snake_case", "<p>snake_case</p>\n"),
])
func `what people write in a story becomes HTML`(text: String, html: String) {
  #expect(marked(text) == (html, []))
}

@Test(arguments: [
  "| a | b |", "```", "1. un", "* un", "    code", "# Titre", "##### Titre", "---", "![x](y.png)",
  "un `code`", "un <b>gras</b>", "[ici](javascript:alert(1))", "[ici](page.html)",
])
func `the rest of Markdown is left as it is written, and said where it stands`(text: String) {
  let (html, lines) = marked("Un.\n\n\(text)\n")
  #expect(lines.allSatisfy { $0 == 12 })
  #expect(!lines.isEmpty)
  #expect(!html.contains("<a ") && !html.contains("<b>") && !html.contains("<code") && !html.contains("<img"))
}

@Test func `a name in a story is escaped where it is put, and never read as mark-up`() {
  let text = "## Objectifs\n**{{ projet.titre }}** : {{ taux_renouvellement }}.\n"
  var project = Sample.project("maison", volets: [.maintien], story: text)
  project.title = "*A* <b> & [x](https://mal.example)"
  var findings = Findings()
  let outputs = write(
    Sample.report([Sample.share("taux_renouvellement", 12, outOf: 51)], project: project),
    templates: [
      (path: "templates/fiche.md", text: ""), (path: "templates/fiche.html", text: "{{{ recit.objectifs }}}"),
      (path: "templates/synthese.md", text: ""),
    ],
    reporting: &findings
  )
  #expect(
    page(outputs)
      == "<p><strong>*A* &lt;b&gt; &amp; [x](https://mal.example)</strong>\u{A0}: 12 sur 51 (24\u{A0}%).</p>\n"
  )
}

fileprivate func page(_ outputs: [OutputFile]) -> String { text(outputs, "fiches/maison/fiche.html") }

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
  #expect(sections.map(\.name) == storySections.map(\.name).filter { $0 != "reponse" })
  let book = FigureBook(
    Evaluation(project: project, figures: [], checks: []),
    cards: Reference.cards,
    volets: Volet.allCases
  )
  var check = NameCheck(partials: [:])
  for section in sections {
    #expect(!section.body.value.trimmed.isEmpty)
    #expect(StoryMarkup(section.body).findings.all.map(\.description) == [])
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
