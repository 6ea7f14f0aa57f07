import Diagnostics
import Model
import Synchronization
import Testing
import Writers

fileprivate let templates = [
  (path: "templates/fiche.md", text: "# {{ projet.titre }}\n{{ taux_renouvellement }}\n"),
  (path: "templates/synthese.md", text: "# {{ campagne }}\n"),
]

@Test func `a run gives every file of the contract, the manifests last`() {
  var findings = Findings()
  let report = Sample.report([Sample.share("taux_renouvellement", 12, outOf: 51)])
  let handed = Mutex<[String]>([])
  let outputs = write(
    report,
    templates: templates,
    handing: { files in handed.withLock { $0 += files.map(\.path) } },
    reporting: &findings
  )
  #expect(findings.all.isEmpty)
  #expect(handed.withLock(\.self).sorted() == outputs.map(\.path).sorted())
  #expect(
    outputs.map(\.path) == [
      "fiches/maison/fiche.md", "fiches/maison/indicateurs.csv", "fiches/maison/financement.csv", "synthese.md",
      "synthese.csv", "graphiques/renouvellement.svg", "dictionnaire.csv", "datapackage.json",
      "restreint/lignage/maison.csv", "restreint/rattachement.csv", "restreint/menages.csv",
      "restreint/rapprochement.csv", "restreint/conflits.csv", "restreint/rejets.csv", "restreint/sensibilite.csv",
      "restreint/faits/datapackage.json", "restreint/indicateurs/maison.csv", "restreint/indicateurs/consolide.csv",
      "restreint/manifeste.json", "restreint/retours/manifeste.json", "manifeste.json",
    ]
  )
  // Trying values until a digest agrees would tell a small cell.
  #expect(!text(outputs, "manifeste.json").contains("restreint"))
  #expect(text(outputs, "restreint/manifeste.json").contains("restreint/indicateurs/maison.csv"))
  #expect(text(outputs, "fiches/maison/fiche.md") == "# Projet «\u{A0}maison\u{A0}»\n12 sur 51 (24\u{A0}%)\n")
}

@Test func `twins for a spreadsheet stand beside each published table, and in the manifest`() {
  var findings = Findings()
  let outputs = write(Sample.report([]), templates: templates, excelTwins: true, reporting: &findings)
  let published = outputs.map(\.path).filter { $0.hasSuffix(".csv") && !$0.hasPrefix("restreint/") }
  let twins = published.filter { $0.hasSuffix(".excel.csv") }
  #expect(Set(twins) == Set(published.filter { !twins.contains($0) }.map { $0.replacing(".csv", with: ".excel.csv") }))
  let manifest = text(outputs, "manifeste.json")
  #expect(twins.count == 4 && twins.allSatisfy(manifest.contains))
}

@Test func `a folder without HTML templates gives no page`() {
  var findings = Findings()
  let outputs = write(Sample.report([]), templates: templates, reporting: &findings)
  #expect(!outputs.contains { $0.path.hasSuffix(".html") })
}

func text(_ outputs: [OutputFile], _ path: String) -> String {
  outputs.first { $0.path == path }.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
}
