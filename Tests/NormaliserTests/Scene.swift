import Diagnostics
import Model
import Normaliser

/// A few invented records of a few structures, as sentences: `bailleur: bail_id=L1, identite=DUPONT Jean, ne=12/03/1980`.
///
/// `bailleur` and `autre` are landlords, `asso` and `asso2` associations; a measure is one of `toit`, volet maintien, from
/// 01/02/2016, unless it says otherwise.
struct Scene {
  private(set) var tables: [SourceTable] = []
  /// Where each sentence stands.
  private(set) var origins: [Origin] = []
  var campaign = Scene.campaign

  /// In the alphabetical order that the campaign folder gives.
  static let files = ["asso", "asso2", "autre", "bailleur"].map { SourceFile(structure: $0, name: "export.csv") }

  private static var campaign: Campaign {
    let cutoff = Day(year: 2018, month: 12, day: 31) ?? Day(number: 0)
    var campaign = Campaign(name: "essai", year: 2018, cutoff: cutoff, profile: .funder)
    for code in ["bailleur", "autre"] {
      campaign.structures[code] = Structure(code: code, name: "\(code) habitat", role: .landlord, projects: ["toit"])
    }
    for code in ["asso", "asso2"] { campaign.structures[code] = Structure(code: code, name: code, role: .association) }
    return campaign
  }

  /// Short names of fields; others are written in full.
  private static let shortNames = [
    "identite": "personne.identite", "nom": "personne.nom", "nom_naissance": "personne.nom_naissance",
    "prenoms": "personne.prenoms", "ne": "personne.date_naissance", "tel": "personne.telephone",
    "adresse": "adresse.voie", "commune": "adresse.commune", "client": "bail.client_id", "effet": "bail.date_effet",
    "fin": "bail.date_fin", "motif": "bail.motif_fin", "nature": "bail.nature", "bail_id": "bail.bail_id",
    "dossier": "mesure.mesure_id", "projet": "mesure.projet", "volet": "mesure.volet", "debut": "mesure.date_debut",
    "sortie": "mesure.date_fin", "bail": "mesure.bail_id", "chez": "mesure.bailleur",
  ]

  init(_ sentences: [String]) {
    var rows: [String: [[String: String]]] = [:]
    for sentence in sentences {
      let halves = sentence.split(separator: ":", maxSplits: 1).map(String.init)
      let structure = halves[0]
      var row: [String: String] = [:]
      if structure.hasPrefix("asso") {
        row = ["mesure.projet": "toit", "mesure.volet": "maintien", "mesure.date_debut": "01/02/2016"]
      }
      for part in (halves.count > 1 ? halves[1] : "").split(separator: ",") {
        let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let name = String(pair[0].drop { $0 == " " })
        row[Self.shortNames[name] ?? name] = pair.count > 1 ? pair[1] : ""
      }
      rows[structure, default: []].append(row)
      let file = Self.files.firstIndex { $0.structure == structure } ?? 0
      origins.append(Origin(file: file, line: (rows[structure]?.count ?? 0) + 1))
    }
    for (file, source) in Self.files.enumerated() {
      if let rows = rows[source.structure] { tables.append(Self.table(rows, of: source.structure, file: file)) }
    }
  }

  /// One table whose headers are the paths of fields.
  static func table(_ rows: [[String: String]], of structure: String, file: Int) -> SourceTable {
    let paths = Set(rows.flatMap(\.keys)).sorted()
    return SourceTable(
      structure: structure,
      file: file,
      path: "sources/\(structure)/export.csv",
      isLedger: false,
      bindings: paths.enumerated().compactMap { binding(of: $0.element, cell: $0.offset) },
      headers: paths,
      blanks: ["", "nr"],
      rows: rows.enumerated().map { index, row in
        SourceRow(line: index + 2, cells: paths.map { row[$0] ?? "" })
      }
    )
  }

  /// `acte[cdp].date_acte` → the field, its label, and the codes of the model.
  private static func binding(of path: String, cell: Int) -> Binding? {
    var name = path
    var label = ""
    if let open = name.firstIndex(of: "["), let close = name.firstIndex(of: "]") {
      label = String(name[name.index(after: open)..<close])
      name.removeSubrange(open...close)
    }
    guard let field = Field.all[name] else { return nil }
    let codes = Dictionary(uniqueKeysWithValues: field.allowed.map { (Folded.key($0), $0) })
    return Binding(
      field: field,
      label: label,
      cells: [cell],
      constant: nil,
      format: CellFormat(),
      codes: codes.isEmpty ? nil : CodeTable(name: field.name, codes: codes, fallback: nil),
      condition: nil,
      place: Location(file: "sources/essai/colonnes.csv", line: cell + 2)
    )
  }

  /// What typing and reconciling make of it.
  struct Outcome {
    let reconciled: Reconciled
    let rejections: [Rejection]
    let findings: Findings

    /// Household of a row, `nil` when the row gave nothing.
    func household(of origin: Origin) -> Household.ID? {
      reconciled.reconciliation.attachments.first { $0.row == origin }?.household
    }

    /// Linked, to review, or apart.
    func zone(_ one: Origin, _ other: Origin) -> Link.Zone {
      if let household = household(of: one), household == self.household(of: other) { return .linked }
      let isInReview = reconciled.reconciliation.links.contains {
        $0.zone == .review && ($0.one.row, $0.other.row) == (min(one, other), max(one, other))
      }
      return isInReview ? .review : .apart
    }
  }

  func reconciled(deciding decisions: [Decision] = []) -> Outcome {
    var rejections: [Rejection] = []
    var findings = Findings()
    let typed = typeValues(of: tables, in: campaign, rejecting: &rejections, reporting: &findings)
    let reconciled = reconcile(
      typed,
      deciding: decisions,
      in: campaign,
      files: Self.files,
      rejecting: &rejections,
      reporting: &findings
    )
    return Outcome(reconciled: reconciled, rejections: rejections, findings: findings)
  }

  /// The zone of the first record with each of the others.
  func zones(deciding decisions: [Decision] = []) -> [Link.Zone] {
    let outcome = reconciled(deciding: decisions)
    return origins.dropFirst().map { outcome.zone(origins[0], $0) }
  }
}
