import Diagnostics
import Model
import TestSupport
import Testing

@testable import Writers

/// Findings of a fiche whose template and story are these.
fileprivate func findings(
  template: String = "",
  story: String = "",
  partials: [(path: String, text: String)] = []
) -> [Diagnostic] {
  var found = Findings()
  let project = Sample.project("maison", volets: [.maintien], story: story)
  let files = [(path: "templates/fiche.md", text: template), (path: "templates/synthese.md", text: "")] + partials
  _ = write(
    Sample.report([Sample.share("taux_renouvellement", 12, outOf: 51)], project: project),
    templates: files,
    reporting: &found
  )
  return found.all
}

@Test func `a wrong name is said where it stands, with the nearest one`() {
  let marked = Marked("# Fiche\n{{ ⟦1⟧projet.titr }} é {{ ⟦2⟧taux_renouvelement }}\n{{#⟦3⟧bugdets}}x{{/bugdets}}\n")
  let all = findings(template: marked.text)
  #expect(all.map(\.location) == ["1", "2", "3"].map { marked.location($0, in: "templates/fiche.md") })
  #expect(all.allSatisfy { $0.code.id == "nom-inconnu" && $0.code.severity == .erreur })
  #expect(all[0].message.contains("«\u{A0}projet.titre\u{A0}»"))
  #expect(all[1].message.contains("«\u{A0}taux_renouvellement\u{A0}»"))
  #expect(all[2].message.contains("«\u{A0}budgets\u{A0}»"))
}

@Test func `a wrong name in a story is said in the story`() {
  let marked = Marked("# Récit\n\n## Objectifs\n\nSoit {{ ⟦1⟧taux_renouvellement.cumuls }}.\n\n## ⟦2⟧Objectif\n")
  let all = findings(story: marked.text)
  #expect(all.map(\.location).sorted() == ["1", "2"].compactMap { marked.location($0, in: "projets/maison/recit.md") })
  #expect(all.contains { $0.message.contains("«\u{A0}taux_renouvellement.cumul\u{A0}»") })
  #expect(all.contains { $0.message.contains("«\u{A0}Objectifs\u{A0}»") })
}

@Test func `names inside lists that are empty are checked too`() {
  let marked = Marked("{{#financements}}{{ ⟦1⟧montnt }}{{/financements}}{{^alertes}}{{ ⟦2⟧phrase }}{{/alertes}}")
  #expect(
    findings(template: marked.text).map(\.location) == ["1", "2"].map { marked.location($0, in: "templates/fiche.md") }
  )
}

@Test func `a wrong name in a partial is said once, in the partial`() {
  let partial = Marked("{{ ⟦1⟧libele }}")
  let all = findings(
    template: "{{#taux_renouvellement}}{{> ligne }}{{> ligne }}{{/taux_renouvellement}}",
    partials: [(path: "templates/ligne.md", text: partial.text)]
  )
  #expect(all.map(\.location) == [partial.location("1", in: "templates/ligne.md")])
}

@Test func `a partial that is not there and a section left open are said`() {
  let marked = Marked("{{> ⟦1⟧lign }}\n{{#⟦2⟧alertes}}\n")
  let all = findings(template: marked.text, partials: [(path: "templates/ligne.md", text: "")])
  #expect(all.map(\.code.id).sorted() == ["modele-inconnu", "modele-mal-forme"])
  #expect(Set(all.map(\.location)) == Set(["1", "2"].compactMap { marked.location($0, in: "templates/fiche.md") }))
}

@Test func `a document without its template is said`() {
  var found = Findings()
  _ = write(Sample.report([]), templates: [], reporting: &found)
  #expect(found.all.map(\.location.file) == ["templates/fiche.md", "templates/synthese.md"])
}

@Test(arguments: [("titr", "titre"), ("itutre", "titre"), ("anne", "annee"), ("zzz", "annee")])
func `the nearest name is the one with the fewest slips`(name: String, nearest: String) {
  #expect(Names.nearest(to: name, among: ["titre", "annee", "volets"]) == (name == "zzz" ? "annee" : nearest))
}
