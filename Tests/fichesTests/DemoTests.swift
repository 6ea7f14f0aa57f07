import Foundation
import TestSupport
import Testing

@Test func `the demo campaign gives its fiches and exits 0`() throws {
  let run = try Demo.run.get()
  #expect(run.status == 0)
  #expect(run.complained.isEmpty)
  try expectGolden(run.files.keys.sorted().joined(separator: "\n") + "\n", "demo/fichiers.txt")
  try expectGolden(run.told, "demo/resume.txt")
}

@Test(
  arguments: [
    ("fiches/logement-toujours/fiche.md", "demo/logement-toujours.md"),
    ("fiches/acces-maintien-dax/fiche.md", "demo/acces-maintien-dax.md"), ("synthese.md", "demo/synthese.md"),
  ]
)
func `what a funder reads is what was read before`(path: String, golden: String) throws {
  try expectGolden(try Demo.run.get().text(path), golden)
}

@Test func `two runs give the same bytes, in any language and time zone`() throws {
  let (one, other) = (try Demo.run.get(), try Demo.again.get())
  #expect(one.told == other.told)
  #expect(one.files.keys.sorted() == other.files.keys.sorted())
  for (path, bytes) in one.files { #expect(other.files[path] == bytes, "\(path)") }
}

@Test func `no row is lost: read = used + not followed + rejected + left out, file by file`() throws {
  let rows = try Demo.detailed.get().told.split(separator: "\n").compactMap { line -> [Int]? in
    let numbers = line.suffix(50).split(separator: " ").compactMap { Int($0) }
    return numbers.count == 5 ? numbers : nil
  }
  #expect(rows.count == 31)
  for row in rows { #expect(row[0] == row[1] + row[2] + row[3] + row[4]) }
  #expect(rows.last?[0] == rows.dropLast().reduce(0) { $0 + $1[0] })
}

@Test func `what the operator reads fits one screen`() throws {
  let lines = try Demo.run.get().told.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
  #expect(lines.count <= 24)
  for line in lines { #expect(line.count <= 80, "\(line)") }
}

@Test func `the restricted folder is closed to others, and every fiche says that its data are invented`() throws {
  let run = try Demo.run.get()
  for (path, mode) in run.modes where path.hasPrefix("restreint") { #expect(mode == 0o700, "\(path)") }
  #expect(run.modes["restreint"] == 0o700)
  for path in run.files.keys where path.hasSuffix(".md") && !path.hasPrefix("restreint") {
    #expect(run.text(path).split(separator: "\n").prefix(3).contains { $0.contains("Démonstration") }, "\(path)")
  }
}

@Test func `every page of the HTML edition can be read by everyone, without a network`() throws {
  let run = try Demo.run.get()
  let pages = run.files.keys.filter { $0.hasSuffix(".html") }.sorted()
  #expect(pages.count == 13)
  for path in pages {
    #expect(PageCheck.faults(in: run.text(path), at: path, among: Set(run.files.keys)) == [], "\(path)")
  }
}

@Test func `the picture of the README is that of the demo`() throws {
  let shown = try String(contentsOf: Program.root.appending(path: "templates/exemple.svg"), encoding: .utf8)
  #expect(shown == (try Demo.run.get().text("graphiques/maintien.svg")))
}

@Test func `on demand, each published table has a twin that a French spreadsheet opens`() throws {
  let run = try Demo.detailed.get()
  let plain = try Demo.run.get()
  let twins = run.files.keys.filter { $0.hasSuffix(".excel.csv") }
  #expect(twins.count == 12)
  for twin in twins { #expect(run.text(twin).hasPrefix("\u{FEFF}"), "\(twin)") }
  #expect(Set(run.files.keys).subtracting(twins) == Set(plain.files.keys))
}

/// A published figure of a system: numerator and denominator as computed, or its value.
struct Published: CustomTestStringConvertible, Sendable {
  let project: String
  let indicator: String
  let detail: String
  let volet: String
  let numerator: String?
  let denominator: String?
  let value: String?

  init(
    _ project: String,
    _ indicator: String,
    _ numerator: String? = nil,
    of denominator: String? = nil,
    detail: String = "",
    volet: String = "ensemble",
    value: String? = nil
  ) {
    self.project = project
    self.indicator = indicator
    self.detail = detail
    self.volet = volet
    self.numerator = numerator
    self.denominator = denominator
    self.value = value
  }

  var testDescription: String { "\(project) \(indicator) \(detail)" }

  /// « Each system of the seeds must come out with its published figures »: cumul.
  static let all = [
    Published("personnes-isolees", "maintien_acces", "43", of: "50", volet: "acces"),
    Published("personnes-isolees", "maintien_cloture", "9", of: "11", volet: "maintien"),
    Published("personnes-isolees", "taux_realisation", "56", of: "64", volet: "acces"),
    Published("personnes-isolees", "taux_realisation", "13", of: "16", volet: "maintien"),
    Published("personnes-isolees", "cofinancement", "57600", detail: "FNAVDL|2018", value: "0.4"),
    Published("personnes-isolees", "cofinancement", "43200", detail: "Habitat du Nord|2018", value: "0.3"),
    Published("personnes-isolees", "cofinancement", "43200", detail: "MEL|2018", value: "0.3"),
    Published("logement-toujours", "menages_accompagnes", "85"),
    Published("logement-toujours", "parcours_clotures", "51"),
    Published("logement-toujours", "taux_renouvellement", "12", of: "51"),
    Published("logement-toujours", "dette_minoree", "40", of: "48"),
    Published("logement-toujours", "dette_apuree", "22", of: "48"),
    Published("logement-toujours", "cumul_problematiques", "68", of: "85"),
    Published("declic", "menages_accompagnes", "67"),
    Published("declic", "file_active", "13"),
    Published("declic", "parcours_clotures", "54"),
    Published("declic", "adhesion_et_gestion_courante", "36", of: "54"),
    Published("declic", "expulsions_effectives", "0", of: "67", volet: "maintien"),
    Published("lmh-accompagne", "mesures_demarrees", "40"),
    Published("lmh-accompagne", "menages_accompagnes", "39"),
    Published("lmh-accompagne", "taux_realisation", "29", of: "30", volet: "maintien"),
    Published("lmh-accompagne", "taux_realisation", "10", of: "10", volet: "acces"),
    Published("lmh-accompagne", "renouvellements_par_rang", "18", of: "33", detail: "1"),
    Published("acces-maintien-dax", "menages_accompagnes", "35"),
    Published("acces-maintien-dax", "menages_accompagnes", "17", volet: "maintien"),
    Published("acces-maintien-dax", "menages_accompagnes", "18", volet: "acces"),
    Published("acces-maintien-dax", "cout_par_menage", "96000", of: "35"),
  ]
}

@Test(arguments: Published.all) func `each system comes out with its published figures, computed`(
  figure: Published
) throws {
  let table = Table(try Demo.run.get().files["fiches/\(figure.project)/indicateurs.csv"] ?? [])
  let row = table.rows.first {
    $0["indicateur"] == figure.indicator && $0["detail"] == figure.detail && $0["volet"] == figure.volet
      && $0["periode"] == "cumul"
  }
  let found = try #require(row)
  if let numerator = figure.numerator { #expect(found["numerateur"] == numerator) }
  if let denominator = figure.denominator { #expect(found["denominateur"] == denominator) }
  if let value = figure.value { #expect(found["valeur"] == value) }
  #expect(found["statut"] == "publie")
}

@Test func `more than five visits per household for six months`() throws {
  let table = Table(try Demo.run.get().files["fiches/logement-toujours/indicateurs.csv"] ?? [])
  let row = table.rows.first {
    $0["indicateur"] == "intensite_rencontres" && $0["periode"] == "cumul" && $0["volet"] == "ensemble"
  }
  #expect(row?["valeur"]?.hasPrefix("5.55") == true)
}

@Test(
  arguments: [
    ("personnes-isolees", "2018", "144000"), ("declic", "2018", "43500"), ("lmh-accompagne", "2016", "28200"),
    ("logement-toujours", "2019", "230000"),
  ]
)
func `each project has its budget of an exercise`(project: String, exercise: String, budget: String) throws {
  let table = Table(try Demo.run.get().files["fiches/\(project)/financement.csv"] ?? [])
  let row = table.rows.first { $0["poste"] == "budget" && $0["exercice"] == exercise }
  #expect(row?["montant"] == budget)
}

@Test(
  arguments: [
    (
      "personnes-isolees",
      ["43 sur 50 (86 %)", "9 sur 11", "144 000 €", "56 ménages pour 64 prévus", "13 ménages pour 16 prévus", "40 %"]
    ),
    (
      "logement-toujours",
      [
        "85", "12 sur 51 (24 %)", "40 sur 48 (83 %)", "22 sur 48 (46 %)", "68 sur 85 (80 %)", "41 sur 81", "5,6",
        "265 000 €", "230 000 €", "9 sur 13",
      ]
    ),
    ("declic", ["67", "54", "13", "36 sur 54 (67 %)", "aucune sur 67", "43 500 €", "19 sur 42"]),
    (
      "lmh-accompagne",
      ["40", "39", "29 ménages pour 30 prévus", "10 ménages pour 10 prévus", "56 400 €", "28 200 €", "18 sur 33"]
    ),
    ("acces-maintien-dax", ["35", "17", "18", "96 000 €", "2 743 €"]),
  ]
)
func `the fiche of each system shows its published figures`(project: String, figures: [String]) throws {
  // As a reader sees them: non-breaking spaces are spaces.
  let fiche = try Demo.run.get().text("fiches/\(project)/fiche.md")
    .replacing("\u{a0}", with: " ").replacing("\u{202f}", with: " ")
  for figure in figures { #expect(fiche.contains(figure), "\(figure)") }
}

@Test(
  arguments: [
    ("logement-toujours", ["265 000 €", "290 000 €", "230 000 €"]),
    ("acces-maintien-dax", ["1 920 €", "2 743 €", "96 000 €", "35 ménages"]),
  ]
)
func `the fiche says by an alert what does not add up`(project: String, figures: [String]) throws {
  let fiche = try Demo.run.get().text("fiches/\(project)/fiche.md")
    .replacing("\u{a0}", with: " ").replacing("\u{202f}", with: " ")
  let alerts = fiche.split(separator: "\n").filter { $0.contains("**À savoir") }
  #expect(alerts.contains { alert in figures.allSatisfy(alert.contains) })
}

@Test func `the rows that the README quotes are those of the fiche`() throws {
  func plain(_ text: String) -> String {
    text.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
  }
  let readme = try String(contentsOf: Program.root.appending(path: "README.md"), encoding: .utf8)
  let fiche = plain(try Demo.run.get().text("fiches/logement-toujours/fiche.md"))
  let rows = plain(readme).split(separator: "\n").filter { $0.hasPrefix("> | ") }
  #expect(rows.count == 3)
  for row in rows { #expect(fiche.contains("\n\(row.dropFirst(2))\n")) }
}
