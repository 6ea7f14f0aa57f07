import Diagnostics
import Foundation
import Model
import TestSupport
import Testing

@testable import Writers

/// The repository, seen from this file.
let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// The files of `templates/`, as the command reads them.
fileprivate func shippedTemplates() throws -> [(path: String, text: String)] {
  let folder = repository.appendingPathComponent("templates")
  let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasSuffix(".svg") }
  return try names.sorted().map { name in
    (path: "templates/\(name)", text: try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8))
  }
}

@Test func `the shipped templates say only known names`() throws {
  var findings = Findings()
  var report = Sample.report([], project: Sample.both)
  report.cards = Reference.cards
  _ = write(report, templates: try shippedTemplates(), reporting: &findings)
  #expect(findings.all.map(\.description) == [])
}

@Test func `the fiche has its sections in the order of the contract`() throws {
  var findings = Findings()
  var report = Sample.report([Sample.share("taux_renouvellement", 12, outOf: 51)])
  report.cards = Reference.cards
  let outputs = write(report, templates: try shippedTemplates(), reporting: &findings)
  let lines = text(outputs, "fiches/maison/fiche.md").split(separator: "\n", omittingEmptySubsequences: false)
  #expect(
    lines.filter { $0.hasPrefix("## ") }.map { $0.dropFirst(3) } == [
      "Présentation du projet", "Contexte et genèse", "Objectifs", "Public cible", "Partenaires", "Mise en œuvre",
      "Moyens humains et financiers", "Résultats", "Enseignements", "Suites et perspectives", "Contacts", "Fiabilité",
    ]
  )
  #expect(lines.filter { $0.hasPrefix("# ") }.count == 1)
  #expect(lines[2] == "> **Données inventées.**", "a fiche of invented data says so in its first lines")
  #expect(lines.contains { $0.hasPrefix("| Accompagnements renouvelés | 12 sur 51 (24\u{A0}%) |") })
  #expect(!lines.contains { $0.contains("{{") || $0.contains("}}") })
}

@Test func `tables have as many cells in every row`() throws {
  var findings = Findings()
  var report = Sample.report([Sample.share("taux_renouvellement", 12, outOf: 51)], project: Sample.both)
  report.cards = Reference.cards
  for output in write(report, templates: try shippedTemplates(), reporting: &findings)
  where output.path.hasSuffix(".md") {
    var cells = 0
    for line in String(decoding: output.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
      let count = line.hasPrefix("|") ? line.count { $0 == "|" } : 0
      #expect(cells == 0 || count == 0 || count == cells, "\(output.path): \(line)")
      cells = count
    }
  }
}

@Test func `hostile names stay text`() throws {
  var project = Sample.project("maison", volets: [.maintien])
  project.title = "<script>alert(1)</script> | [x](http://mal.example)\n# Faux titre"
  project.card["porteurs"] = "*A*\n_B_"
  var findings = Findings()
  var report = Sample.report([], project: project)
  report.cards = Reference.cards
  let fiche = text(write(report, templates: try shippedTemplates(), reporting: &findings), "fiches/maison/fiche.md")
  #expect(
    fiche.hasPrefix("# \\<script\\>alert(1)\\</script\\> \\| \\[x\\](http\\://mal.example) # Faux titre\n")
  )
  #expect(fiche.contains("\\*A\\*, \\_B\\_"))
}

/// A project whose every word would be mark-up, if it could.
fileprivate let hostile: Project = {
  let name = "<script>alert(1)</script>\"' onload='x' &amp; {{ recit }} ]]> \u{202E}\u{0}"
  var project = Sample.project("maison", volets: [.acces, .maintien])
  project.code = "a b#?%\"<é"
  project.title = name
  for key in ["programme", "presentation", "porteurs", "territoire", "contact"] { project.card[key] = name }
  let year = Exercise(label: "2018" + name, dates: nil)
  project.budgets = [Budget(exercise: year, amount: 100, status: .planned)]
  project.funding = [
    Funding(exercise: year, funder: name, nature: .subsidy, amount: 100, status: .planned, inBudget: true)
  ]
  return project
}()

@Test func `hostile names stay text in every page, and links still lead somewhere`() throws {
  var findings = Findings()
  var report = Sample.report([Sample.share("taux_renouvellement", 12, outOf: 51)], project: hostile)
  report.cards = Reference.cards
  let outputs = write(report, templates: try shippedTemplates(), excelTwins: true, reporting: &findings)
  #expect(findings.all.map(\.description) == [])
  let paths = Set(outputs.map(\.path))
  let pages = outputs.filter { $0.path.hasSuffix(".html") }
  let folder = "fiches/\(hostile.code)/"
  #expect(
    pages.map(\.path) == [folder + "fiche.html", folder + "annexe.html", "synthese.html", "index.html", "methode.html"]
  )
  for page in pages {
    let html = String(decoding: page.bytes, as: UTF8.self)
    #expect(PageCheck.faults(in: html, at: page.path, among: paths) == [], "\(page.path)")
    #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;") || page.path == "methode.html")
    #expect(!html.contains("<script") && !html.contains("onload='"))
  }
  for drawing in outputs where drawing.path.hasSuffix(".svg") {
    #expect(ChartCheck.faults(in: String(decoding: drawing.bytes, as: UTF8.self)) == [], "\(drawing.path)")
  }
}

@Test(arguments: [
  ("<html lang=\"en\"></html>", "language"), ("<html><h1/><h3/></html>", "h3 after h1"),
  ("<html><h1/><h1/></html>", "h1"), ("<html><th/></html>", "th without scope"),
  ("<html><table><tbody/></table></html>", "table without caption"),
  ("<html><p id=\"a\"/><p id=\"a\"/></html>", "two identifiers a"),
  ("<html><script/></html>", "element script"), ("<html><img/></html>", "element img"),
  ("<html><p onclick=\"x\"/></html>", "attribute onclick"), ("<html><svg/></html>", "drawing without words"),
  ("<html><link href=\"http://mal.example\"/></html>", "address of link"),
  ("<html><style>@import 'x'</style></html>", "style from elsewhere"),
  ("<html><a href=\"#rien\"/></html>", "link #rien"), ("<html><a href=\"absent.html\"/></html>", "link absent.html"),
  ("<html><p></html>", "not well-formed"),
])
func `the checker sees a page that breaks a rule`(page: String, fault: String) {
  #expect(PageCheck.faults(in: page, at: "index.html", among: ["index.html"]).contains { $0.hasPrefix(fault) })
}

@Test func `both editions say the same: every section, and every cell of every table of figures`() throws {
  var findings = Findings()
  let figures = Reference.cards.flatMap { card in
    card.scopes.flatMap { scope in
      PeriodKind.allCases.map { Sample.share(card.code, 12, outOf: 51, scope: scope, period: $0) }
    }
  }
  var report = Sample.report(figures, project: Sample.both)
  report.cards = Reference.cards
  let outputs = write(report, templates: try shippedTemplates(), reporting: &findings)
  for document in ["fiche", "annexe"] {
    let written = text(outputs, "fiches/village/\(document).md").split(separator: "\n")
    let page = text(outputs, "fiches/village/\(document).html")
    for title in written where title.hasPrefix("## ") {
      #expect(page.contains(">\(title.dropFirst(3))</h2>"), "\(title)")
    }
    for title in written where title.hasPrefix("### ") {
      #expect(page.contains(">\(title.dropFirst(4))</h3>"), "\(title)")
    }
    let rows = written.filter { $0.hasPrefix("| Libellé") }
    #expect(rows.count == page.matches(of: /<th scope="row">Libellé/).count)
    #expect(rows.count > (document == "annexe" ? 30 : -1))
  }
}

@Test func `the README of the templates documents every name`() throws {
  let readme = try String(contentsOf: repository.appendingPathComponent("templates/README.md"), encoding: .utf8)
  for (title, terms) in documented {
    let list = lines(of: terms).joined(separator: "\n")
    #expect(readme.contains(list), "section « \(title) » of templates/README.md should be:\n\(list)")
  }
}

fileprivate let documented: [(title: String, terms: [Term])] = [
  ("chiffre", FigureAspects.all.map(\.term)), ("fiche", ficheVocabulary.terms), ("synthese", synthesisVocabulary.terms),
]

/// `- `projet` : la carte`, names inside a name indented below it.
fileprivate func lines(of terms: [Term], indent: String = "") -> [String] {
  terms.flatMap { ["\(indent)- `\($0.name)` : \($0.meaning)"] + lines(of: $0.terms, indent: indent + "  ") }
}

@Test func `the examples of the README give what they say`() throws {
  let readme = try String(contentsOf: repository.appendingPathComponent("templates/README.md"), encoding: .utf8)
  let blocks = readme.components(separatedBy: "```mustache\n").dropFirst()
  #expect(blocks.count >= 4)
  for block in blocks {
    let parts = block.components(separatedBy: "```")
    let expected = parts[2].replacing("text\n", with: "")
    var findings = Findings()
    let outputs = write(
      Reference.example,
      templates: [(path: "templates/fiche.md", text: parts[0]), (path: "templates/synthese.md", text: "")],
      reporting: &findings
    )
    #expect(findings.all.map(\.description) == [])
    #expect(text(outputs, "fiches/maison/fiche.md") == expected)
  }
}
