import Diagnostics
import Foundation
import Model
import TestSupport
import Testing

@testable import Readers

/// The French guide of the campaign folder, as people read it.
fileprivate let guide: String = {
  let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "input/README.md")
  return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
}()

/// The text of a section, from its title to the next one.
fileprivate func section(_ title: String) -> String {
  guard let start = guide.range(of: title) else { return "" }
  let rest = guide[start.upperBound...]
  return String(rest[..<(rest.range(of: "\n## ")?.lowerBound ?? rest.endIndex)])
}

/// The words between backquotes, split at commas.
fileprivate func quoted(_ text: some StringProtocol) -> [String] {
  let pieces = text.split(separator: "`", omittingEmptySubsequences: false)
  return pieces.indices.filter { $0 % 2 == 1 }
    .flatMap { pieces[$0].split(separator: ",") }
    .map { $0.trimmingCharacters(in: .whitespaces) }
}

/// The rows of the tables of a text, each by its cells.
fileprivate func rows(_ text: String) -> [[String]] {
  text.split(separator: "\n").filter { $0.hasPrefix("| `") }
    .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
}

@Test func `the guide lists every field of the catalogue, and no other`() {
  var listed: Set<String> = []
  for row in rows(section("### Champs")) where row.count > 1 {
    let record = quoted(row[0])[0]
    // After a parenthesis or a colon, words explain the field before them.
    for cell in quoted(row[1]) where Field.all["\(record).\(cell)"] != nil || !cell.contains(where: " =".contains) {
      if cell != "champ=valeur", cell != "date_solde" || record == "releve" { listed.insert("\(record).\(cell)") }
    }
  }
  let known = Set(Field.catalogue.map(\.path))
  #expect(known.subtracting(listed).sorted() == [])
  #expect(listed.subtracting(known).sorted() == [])
}

@Test func `every format word of the guide is accepted, and every accepted one is there`() throws {
  let text = section("## `colonnes.csv`")
  let start = try #require(text.range(of: "- `format` :"))
  let end = try #require(text.range(of: "- `codes` :"))
  let words = quoted(text[start.upperBound..<end.lowerBound]).filter { $0 != "aaaa" }
  for word in words { #expect(throws: Never.self, "\(word)") { try CellFormat(word) } }
  for word in CellFormat.words { #expect(words.contains(word), "\(word)") }
}

@Test func `every key of source.csv that the guide lists is accepted`() throws {
  let values = [
    "type": "bailleur", "projet": "toit", "format": "f", "envoie": "actes", "n_envoie_pas": "plans", "attendu": "non",
  ]
  let keys = rows(section("## `source.csv`")).flatMap { quoted($0[0]) }
  #expect(keys.count == 9)
  let lines = keys.map { "\($0),\(values[$0] ?? "x")" }.joined(separator: "\n")
  let campaign = try ReadCampaign([
    "formats/f/codes.csv": "table,valeur,code\n", "sources/bailleur/source.csv": "cle,valeur\n\(lines)\n",
  ])
  #expect(campaign.said.isEmpty)
}

@Test func `every object that a source may say it sends is in the guide`() {
  let row = rows(section("## `source.csv`")).first { $0[0].contains("envoie") }
  #expect(Set(quoted(row?[1] ?? "")) == Set(SentObject.allCases.map(\.rawValue)))
}

@Test func `the columns of fichiers.csv, colonnes.csv and codes.csv in the guide are those that are read`() throws {
  for name in ["fichiers.csv", "colonnes.csv", "codes.csv"] {
    let text = section("## `\(name)`")
    let start = try #require(text.range(of: "Colonnes `"))
    let columns = text[start.upperBound...].prefix { $0 != "`" }
    let campaign = try ReadCampaign(["sources/bailleur/\(name)": "\(columns)\n"])
    #expect(campaign.said.isEmpty, "\(name)")
  }
}

@Test func `the keys and columns of the campaign and its projects in the guide are those that are read`() throws {
  let text = section("## La campagne et les projets")
  var files: [String: String] = [:]
  for name in ["budget.csv", "financement.csv", "cibles.csv", "annonces.csv"] {
    let start = try #require(text.range(of: "- `\(name)` : `"))
    files["projets/toit/\(name)"] = text[start.upperBound...].prefix { $0 != "`" } + "\n"
  }
  let decisions = try #require(text.range(of: "`arbitrages.csv` : `"))
  files["arbitrages.csv"] = text[decisions.upperBound...].prefix { $0 != "`" } + "\n"
  let values = [
    "annee": "2018", "date_arrete": "2018-12-31", "profil": "public", "ecart_max_jours": "31", "tolerance": "1,00",
    "seuil_reserve": "0,05", "seuil_non_conforme": "0,20",
    "date_debut": "2015-01-01", "date_fin": "2018-12-31", "categorie": "acces_et_maintien",
    "motifs_positifs": "relogement",
  ]
  for (file, opening, closing) in [
    ("campagne.csv", "`campagne.csv` (`cle,valeur`) :", "`projets/"),
    ("projets/toit/projet.csv", "projet.csv` (`cle,valeur`) :", "- `budget"),
  ] {
    let start = try #require(text.range(of: opening))
    let rest = text[start.upperBound...]
    // What stands in parentheses is a value, not a key.
    let sentence =
      rest[..<(rest.range(of: closing)?.lowerBound ?? rest.endIndex)]
      .replacing(/\([^)]*\)/, with: "").split(separator: ". Les clés").first ?? ""
    let keys = quoted(sentence.replacing("\n", with: " "))
    #expect(keys.count >= 7, "\(file): \(keys)")
    files[file] = "cle,valeur\n" + keys.map { "\($0),\(values[$0] ?? "x")\n" }.joined()
  }
  let campaign = try ReadCampaign(files)
  #expect(campaign.said.isEmpty)
}

@Test func `what the guide says of values, conditions and patterns is what happens`() throws {
  let campaign = try ReadCampaign([
    "sources/bailleur/fichiers.csv": "fichier,table\nExport *.csv|baux.csv,baux\n",
    "sources/bailleur/colonnes.csv": """
    table,colonne,champ,valeur,format,codes,si
    baux,A|Réf,bail.bail_id,,,,
    baux,Solde au *,releve[*].solde,,,,
    baux,Solde au *,releve[*].date_solde,*,,,
    baux,CDP,acte[cdp].acte,commandement_payer,,,"Nature IN (logement, maison) AND Occupant IS NOT NULL"
    baux,Date,acte[cdp].date_acte,,,,
    baux,Date#2,acte[cql].date_acte,,,,

    """,
    "sources/bailleur/export  2018.CSV":
      "Réf;Solde au 31/12/2014;CDP;Nature;Occupant;Date;Date\nL1;5;x;Logement;y;1;2\n"
      + "L2;5;x;Garage;y;1;2\n",
  ])
  #expect(campaign.said.isEmpty)
  #expect(campaign.cells("releve.date_solde")[0] == ["Solde au 31/12/2014: 31/12/2014"])
  let act = try #require(campaign.tables[0].bindings.first { $0.field.path == "acte.acte" })
  #expect(campaign.tables[0].rows.map { act.condition?.holds($0.cells) } == [true, false])
}
