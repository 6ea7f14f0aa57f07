import Diagnostics
import Foundation
import Model
import Testing

@testable import Writers

/// The repository, seen from this file.
let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// The files of `templates/`, as the command reads them.
fileprivate func shippedTemplates() throws -> [(path: String, text: String)] {
  let folder = repository.appendingPathComponent("templates")
  let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".md") }
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
      "Moyens humains et financiers", "Enseignements", "Suites et perspectives", "Contacts", "Qualité des données",
      "Note méthodologique",
    ]
  )
  #expect(lines.filter { $0.hasPrefix("# ") }.count == 1)
  #expect(lines[2] == "> **Données inventées.**", "a fiche of invented data says so in its first lines")
  #expect(lines.contains("| Taux de renouvellement | 12 sur 51 (24\u{A0}%) | 10\u{A0}% – 50\u{A0}% |  |") == false)
  #expect(
    lines.contains {
      $0.hasPrefix("| Libellé de taux_renouvellement | 12 sur 51 (24\u{A0}%) | 10\u{A0}% – 50\u{A0}% |")
    }
  )
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
  #expect(fiche.contains("| Porteurs du projet | \\*A\\*, \\_B\\_ |"))
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
