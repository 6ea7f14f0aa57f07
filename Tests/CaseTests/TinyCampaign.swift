import Diagnostics
import Foundation
import Model
import TestSupport

@testable import fiches

/// A campaign of a few rows, written as sentences, read and computed as any other.
///
/// `bailleur` and `autre` are landlords of the projects `toit` and `escale`, `asso` accompanies for the first, `asso2` for
/// the second. A measure is of `maintien` from 01/02/2016 unless it says otherwise. See `Cas/LISEZMOI.md`.
struct TinyCampaign {
  let report: Report
  /// Where the sentences that make measures and leases stand.
  let origins: [Origin]

  /// `deciding`: lines of `arbitrages.csv`.
  init(_ sentences: [String], deciding decisions: String = "") throws {
    let draft = try CampaignDraft(sentences)
    let header = "cle_1,cle_2,decision,qui,quand,pourquoi,empreinte_1,empreinte_2"
    let files = draft.files.merging(["arbitrages.csv": "\(header)\n\(decisions)\n"]) { _, new in new }
    report = try Self.report(of: files)
    origins = draft.places.compactMap { [report] place in
      report.files.firstIndex { $0.structure == place.structure && $0.name == place.file }
        .map { Origin(file: $0, line: place.line) }
    }
  }

  /// A campaign made of whole files, by path.
  init(files: [String: String]) throws {
    report = try Self.report(of: files)
    origins = []
  }

  private static func report(of files: [String: String]) throws -> Report {
    try SmallFolder.with(files) { path in
      var settings = Request.Settings()
      settings.input = path
      return try compute(settings, showing: Progress()).report
    }
  }

  private func household(of origin: Origin) -> Household.ID? {
    report.reconciliation.attachments.first { $0.row == origin }?.household
  }

  /// The zone of the first record with each of the others.
  var zones: [String] {
    origins.dropFirst().map { other in
      if let household = household(of: origins[0]), household == self.household(of: other) {
        return Link.Zone.linked.rawValue
      }
      let pair = [origins[0], other].sorted()
      let isInReview = report.reconciliation.links.contains { link in
        link.zone == .review && [link.one.row, link.other.row].sorted() == pair
      }
      return (isInReview ? Link.Zone.review : .apart).rawValue
    }
  }

  /// `numerator/denominator` of a row of the cumul named `projet code[.detail] volet`; the numerator alone for a count.
  func account(of name: String) -> String? {
    let parts = name.split(separator: " ").map(String.init)
    guard parts.count == 3, let scope = Scope(rawValue: parts[2]) else { return nil }
    let code = parts[1].split(separator: ".", maxSplits: 1).map(String.init)
    let evaluation = (report.evaluations + [report.consolidated]).first { $0.project == parts[0] }
    let figure = evaluation?.figures.first {
      $0.indicator == code[0] && $0.detail == (code.count > 1 ? code[1] : "") && $0.scope == scope
        && $0.period == .cumul
    }
    guard let figure else { return nil }
    let among = figure.denominator.map { "/" + text($0) } ?? ""
    return figure.numerator.map { text($0) + among } ?? figure.status.rawValue
  }

  private func text(_ quantity: Quantity) -> String {
    guard case .exact(let value) = quantity, value.denominator == 1 else { return "\(quantity.double)" }
    return String(value.numerator)
  }

  /// Codes of what is said: findings, rejections, alerts and notices, conflicts.
  var said: Set<String> {
    Set(report.findings.map(\.code.id)).union(report.rejections.map(\.rule))
      .union(report.evaluations.flatMap(\.checks).filter { $0.outcome != .passed }.map(\.code))
      .union(report.reconciliation.conflicts.map(\.field))
  }
}

/// A sentence that is not written as it should be.
struct BadSentence: Error { let text: String }

/// The files of a campaign made of sentences.
fileprivate struct CampaignDraft {
  private(set) var files: [String: String] = [
    "campagne.csv": "cle,valeur\nnom,Essai\nannee,2018\ndate_arrete,2018-12-31\nprofil,financeur\n"
  ]
  private(set) var places: [(structure: String, file: String, line: Int)] = []
  /// Rows by structure and table: cell by column.
  private var rows: [Table: [[String: String]]] = [:]
  private var copied: Set<String> = []

  private struct Table: Hashable {
    let structure: String
    let name: String
  }

  private static let landlords = ["autre", "bailleur"]

  init(_ sentences: [String]) throws {
    for project in ["toit", "escale"] {
      files["projets/\(project)/projet.csv"] =
        "cle,valeur\ntitre,\(project)\ncategorie,acces_et_maintien\ndate_debut,2016-01-01\ndate_fin,2018-12-31\n"
    }
    for sentence in sentences { try add(sentence) }
    for structure in ["asso", "asso2", "autre", "bailleur"] { writeSource(structure) }
  }

  private mutating func add(_ sentence: String) throws {
    let halves = sentence.split(separator: ":", maxSplits: 1).map(String.init)
    let names = halves[0].split(separator: ".").map { $0.trimmingCharacters(in: .whitespaces) }
    let isLandlord = Self.landlords.contains(names[0])
    guard halves.count == 2 else { throw BadSentence(text: sentence) }
    if names.count > 1, names[1] == "copie" { return copied.formUnion([names[0]]) }
    let table = Table(structure: names[0], name: names.count > 1 ? names[1] : isLandlord ? "baux" : "mesures")
    var row: [String: String] = [:]
    if table.name == "mesures" {
      row = ["mesure.projet": names[0] == "asso2" ? "escale" : "toit", "mesure.volet": "maintien"]
      row["mesure.date_debut"] = "01/02/2016"
    }
    var dated: [(day: String, value: String)] = []
    for part in halves[1].split(separator: ",") {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      guard pair.count == 2 else { throw BadSentence(text: sentence) }
      if pair[0].first?.isNumber == true {
        dated.append((pair[0], pair[1]))
      } else {
        Self.set(pair[0], pair[1], in: &row, of: table.name)
      }
    }
    // A ledger says several dates in one sentence.
    for (day, value) in dated {
      var writing = row
      Self.set("date", day, in: &writing, of: table.name)
      Self.set("montant", value, in: &writing, of: table.name)
      rows[table, default: []].append(writing)
    }
    if dated.isEmpty { rows[table, default: []].append(row) }
    if ["baux", "mesures"].contains(table.name) {
      places.append((table.structure, "\(table.name).csv", (rows[table]?.count ?? 0) + 1))
    }
  }

  private static let shortNames = [
    "identite": "personne.identite", "nom": "personne.nom", "nom_naissance": "personne.nom_naissance",
    "prenoms": "personne.prenoms", "ne": "personne.date_naissance", "tel": "personne.telephone",
    "adresse": "adresse.voie", "commune": "adresse.commune", "personnes": "menage.nb_personnes",
    "dossier": "mesure.mesure_id", "projet": "mesure.projet", "volet": "mesure.volet", "debut": "mesure.date_debut",
    "oriente": "mesure.date_orientation", "sortie": "mesure.date_fin", "bail": "mesure.bail_id",
    "chez": "mesure.bailleur", "motif": "sortie.motif", "logement": "sortie.logement_a_la_sortie",
    "renouvelle": "mesure.renouvellement_de", "dette": "releve[dite].solde", "dette_au": "releve[dite].date_solde",
    "loge_le": "acces.date_entree",
  ]
  private static let shortNamesOfLeases = [
    "bail": "bail.bail_id", "client": "bail.client_id", "effet": "bail.date_effet", "fin": "bail.date_fin",
    "motif": "bail.motif_fin", "nature": "bail.nature", "type": "bail.type", "preneur": "bail.preneur",
    "loyer": "bail.loyer",
  ]
  private static let shortNamesOfLedgers = [
    "ecritures": ["bail": "mouvement.bail_id", "date": "mouvement.date_exigibilite", "montant": "mouvement.montant"],
    "soldes": ["bail": "releve.bail_id", "date": "releve.date_solde", "montant": "releve.solde"],
  ]

  /// `solde~inverse` keeps its format; `acte[a]=assignation 01/02/2015` is two cells.
  private static func set(_ name: String, _ value: String, in row: inout [String: String], of table: String) {
    if name.hasPrefix("acte["), !name.contains("]."), let space = value.firstIndex(of: " ") {
      row[name + ".acte"] = String(value[..<space])
      row[name + ".date_acte"] = String(value[value.index(after: space)...])
      return
    }
    let halves = name.split(separator: "~", maxSplits: 1).map(String.init)
    let own = shortNamesOfLedgers[table] ?? (table == "baux" ? shortNamesOfLeases : [:])
    let path = own[halves[0]] ?? shortNames[halves[0]] ?? halves[0]
    row[halves.count > 1 ? "\(path)~\(halves[1])" : path] = value
  }

  private mutating func writeSource(_ structure: String) {
    let folder = "sources/\(structure)/"
    let isLandlord = Self.landlords.contains(structure)
    let projects = structure == "asso" ? ["toit"] : structure == "asso2" ? ["escale"] : ["toit", "escale"]
    let alias = structure == "bailleur" ? "alias,Ancien Office\n" : ""
    files[folder + "source.csv"] =
      "cle,valeur\nnom,\(structure)\ntype,\(isLandlord ? "bailleur" : "association")\n"
      + projects.map { "projet,\($0)\n" }.joined() + alias
    var columns = "table,colonne,champ,valeur,format\n"
    var tables = "fichier,table\n"
    for (table, rows) in rows.sorted(by: { $0.key.name < $1.key.name }) where table.structure == structure {
      let paths = Set(rows.flatMap(\.keys)).sorted()
      for path in paths {
        let halves = path.split(separator: "~").map(String.init)
        columns += "\(table.name),\(heading(path)),\(halves[0]),,\(halves.count > 1 ? halves[1] : "")\n"
      }
      tables += "\(table.name)*.csv,\(table.name)\n"
      let lines = [paths.map(heading)] + rows.map { row in paths.map { row[$0] ?? "" } }
      let text = lines.map { $0.joined(separator: ";") + "\n" }.joined()
      files[folder + "\(table.name).csv"] = text
      if copied.contains(structure) { files[folder + "\(table.name) (copie).csv"] = text }
    }
    files[folder + "fichiers.csv"] = tables
    files[folder + "colonnes.csv"] = columns
  }

  private func heading(_ path: String) -> String { path.map { "[]~".contains($0) ? " " : String($0) }.joined() }
}
