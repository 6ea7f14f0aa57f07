import CSV
import Diagnostics
import Model

/// Reads the four files of one structure, with those of the formats it names.
struct SourceDeclarationReader {
  let folder: InputFolder
  let projects: Set<String>
  /// Code of each project by its folded title.
  let titles: [String: String]

  /// The declaration of a structure; mistakes are findings of severity `erreur`.
  func read(structure code: String, reporting findings: inout Findings) throws(Stop) -> SourceDeclaration {
    let base = "sources/\(code)"
    let keys = try settings(at: base, reporting: &findings)
    let folders = [base] + formats(keys, reporting: &findings)
    var tables: [String: [Located<(String, String)>]] = [:]
    var files: [DeclarationFile.Line] = []
    var columns: [DeclarationFile.Line] = []
    for place in folders {
      for line in try lines("\(place)/codes.csv", ["table", "valeur", "code", "remarque"], reporting: &findings) {
        tables[line["table"].value, default: []].append(
          Located((line["valeur"].value, line["code"].value), at: line["code"].location)
        )
      }
      files += try lines("\(place)/fichiers.csv", Self.fileColumns, reporting: &findings)
      columns += try lines("\(place)/colonnes.csv", Self.columnColumns, reporting: &findings)
    }
    let reader = ColumnLineReader(tables: tables, projects: projects, titles: titles)
    var byTable: [String: [ColumnLine]] = [:]
    for line in columns {
      // A column seen and left: the remark says why.
      if ["champ", "valeur", "format", "codes", "si"].allSatisfy({ line[$0].value.isEmpty }) { continue }
      guard let column = reader.read(line, reporting: &findings) else { continue }
      byTable[line["table"].value, default: []].append(column)
    }
    let declared = tableDeclarations(files, columns: byTable, at: base, reporting: &findings)
    return SourceDeclaration(
      structure: structure(code, keys: keys, columns: declared.flatMap(\.columns), reporting: &findings),
      tables: declared,
      blanks: Blanks(keys.filter { $0.key.value == "vide" }.map(\.value.value) + ["", "#n/a", "n/a", "null"])
    )
  }

  private static let fileColumns = [
    "fichier", "table", "encodage", "separateur", "guillemets", "entete", "condition", "remarque",
  ]
  private static let columnColumns = ["table", "colonne", "champ", "valeur", "format", "codes", "si", "remarque"]
  private static let settingKeys = [
    "nom", "type", "projet", "alias", "format", "vide", "envoie", "n_envoie_pas", "attendu", "remarque",
  ]

  private typealias Setting = (key: Located<String>, value: Located<String>)

  private func settings(at base: String, reporting findings: inout Findings) throws(Stop) -> [Setting] {
    guard folder.has("\(base)/source.csv") else {
      findings.report(.noDeclaration, "la structure n'a pas de source.csv", at: Location(file: base))
      return []
    }
    var settings: [Setting] = []
    for line in try lines("\(base)/source.csv", ["cle", "valeur", "remarque"], reporting: &findings) {
      let key = line["cle"]
      if !Self.settingKeys.contains(key.value) {
        findings.report(
          .unknownKey,
          "clé « \(key.value) » inconnue ; la plus proche : « \(nearest(to: key.value, among: Self.settingKeys)) »",
          at: key.location
        )
      }
      settings.append((key, line["valeur"]))
    }
    return settings
  }

  private func formats(_ keys: [Setting], reporting findings: inout Findings) -> [String] {
    let known = folder.folders(in: "formats")
    return keys.filter { $0.key.value == "format" }.compactMap { setting in
      if known.contains(setting.value.value) { return "formats/" + setting.value.value }
      findings.report(
        .unknownFormat,
        "format « \(setting.value.value) » inconnu ; le plus proche : « \(nearest(to: setting.value.value, among: known)) »",
        at: setting.value.location
      )
      return nil
    }
  }

  private func lines(
    _ path: String,
    _ columns: [String],
    reporting findings: inout Findings
  ) throws(Stop) -> [DeclarationFile.Line] {
    guard folder.has(path) else { return [] }
    return DeclarationFile(try folder.bytes(of: path), path: path, columns: columns, reporting: &findings).lines
  }

  private func tableDeclarations(
    _ files: [DeclarationFile.Line],
    columns: [String: [ColumnLine]],
    at base: String,
    reporting findings: inout Findings
  ) -> [TableDeclaration] {
    var tables: [TableDeclaration] = []
    for line in files {
      let name = line["table"].value
      if columns[name] == nil {
        findings.report(
          .emptyTable,
          "table « \(name) » : aucune colonne déclarée ; tables de colonnes.csv : \(columns.keys.sorted().joined(separator: ", "))",
          at: line["table"].location
        )
      }
      let condition = condition(line["condition"], reporting: &findings)
      checkDialect(of: line, reporting: &findings)
      let patterns = line["fichier"].value.split(separator: "|").map { String($0).trimmed }
      let forced = ForcedDialect(
        encoding: line["encodage"].value,
        delimiter: line["separateur"].value,
        quote: line["guillemets"].value,
        headerLine: line["entete"].value
      )
      tables.append(
        TableDeclaration(
          name: name,
          isOwn: line.place.file.hasPrefix(base + "/"),
          patterns: patterns,
          forced: forced,
          condition: condition,
          columns: columns[name] ?? []
        )
      )
    }
    for table in tables { table.check(reporting: &findings) }
    let named = Set(tables.map(\.name))
    for name in columns.keys.sorted() where !named.contains(name) {
      findings.report(
        .emptyTable,
        "table « \(name) » : aucun fichier déclaré dans fichiers.csv",
        at: columns[name]?.first?.place ?? Location(file: base)
      )
    }
    return tables
  }

  /// A forced dialect that means nothing would be guessed in silence.
  private func checkDialect(of line: DeclarationFile.Line, reporting findings: inout Findings) {
    let encodings = TextEncoding.allCases.map(\.rawValue)
    let known: [(column: String, isKnown: (String) -> Bool, names: [String])] = [
      ("encodage", { TextEncoding(name: $0) != nil }, encodings),
      ("separateur", { Forced.delimiters[$0.lowercased()] != nil }, Forced.delimiters.keys.sorted()),
      ("guillemets", { $0 == "aucun" }, ["aucun"]), ("entete", { $0 == "aucun" || (Int($0) ?? 0) > 0 }, []),
    ]
    for (column, isKnown, names) in known {
      let cell = line[column]
      if cell.value.isEmpty || isKnown(cell.value) { continue }
      let expected =
        names.isEmpty
        ? "un numéro de ligne, ou « aucun », est attendu"
        : "le plus proche : « \(nearest(to: cell.value, among: names)) »"
      findings.report(.badValue, "\(column) « \(cell.value) » inconnu ; \(expected)", at: cell.location)
    }
  }

  private func structure(
    _ code: String,
    keys: [Setting],
    columns: [ColumnLine],
    reporting findings: inout Findings
  ) -> Structure {
    func values(_ key: String) -> [String] { keys.filter { $0.key.value == key }.map(\.value.value) }
    for setting in keys where setting.key.value == "projet" && !projects.contains(setting.value.value) {
      findings.report(
        .unknownProject,
        "projet « \(setting.value.value) » inconnu ; le plus proche : « \(nearest(to: setting.value.value, among: projects)) »",
        at: setting.value.location
      )
    }
    let type = keys.first { $0.key.value == "type" }?.value
    let role = Structure.Role(rawValue: type?.value ?? "")
    if role == nil, !keys.isEmpty {
      findings.report(
        .badValue,
        "type « \(type?.value ?? "") » : attendu « bailleur » ou « association »",
        at: type?.location ?? Location(file: "sources/\(code)/source.csv")
      )
    }
    func objects(_ key: String) -> [SentObject] {
      keys.filter { $0.key.value == key }.compactMap { $0.value.code(SentObject.self, reporting: &findings) }
    }
    var sends = SentObject.mapped(by: columns)
    sends.formUnion(objects("envoie"))
    sends.subtract(objects("n_envoie_pas"))
    return Structure(
      code: code,
      name: values("nom").first ?? code,
      role: role ?? .association,
      aliases: values("alias"),
      projects: values("projet"),
      sends: sends,
      isExpected: keys.last { $0.key.value == "attendu" }?.value.code(Expectation.self, reporting: &findings)
        != .nothing
    )
  }
}

/// Whether exports are expected of a structure this year.
fileprivate enum Expectation: String, Code {
  case something = "oui"
  case nothing = "non"
}

extension SentObject {
  /// What the columns of a structure carry.
  static func mapped(by columns: [ColumnLine]) -> Set<SentObject> {
    var sent: Set<SentObject> = []
    for column in columns {
      switch (column.field.record, column.field.name) {
      case (.visit, _): sent.insert(.visits)
      case (.aid, _): sent.insert(.aids)
      case (.plan, _): sent.insert(.plans)
      case (.followUp, _): sent.insert(.followUps)
      case (.act, _): sent.insert(.acts)
      case (.measure, "problematiques"): sent.insert(.problems)
      case (.measure, "adhesion"): sent.insert(.adhesion)
      case (.exit, "gestion_courante_reprise"): sent.insert(.backToNormal)
      case (.lease, "aide_tiers_payant"): sent.insert(.thirdPartyAid)
      case (.lease, "motif_fin"): sent.insert(.endMotive)
      default: break
      }
    }
    return sent
  }
}

extension Diagnostic.Code {
  static let noDeclaration = Self(
    "source-non-declaree",
    .erreur,
    remedy: "écrire source.csv, ou « fiches inspecter sources/NOM --vers sources/NOM » (voir input/README.md)"
  )
  static let unknownKey = Self("cle-inconnue", .erreur, remedy: "corriger la clé, par exemple « projet,declic »")
  static let unknownFormat = Self("format-inconnu", .erreur, remedy: "nommer un dossier de formats/")
  static let unknownProject = Self("projet-inconnu", .erreur, remedy: "nommer un dossier de projets/")
  static let emptyTable = Self(
    "table-incomplete",
    .erreur,
    remedy: "accorder les deux : fichiers.csv « suivi_*.csv,mesures », colonnes.csv « mesures,Début,mesure.date_debut »"
  )
  static let badCondition = Self(
    "condition-illisible",
    .erreur,
    remedy: "par exemple « Nature = 'logement' AND \"Date fin\" IS NULL » (input/README.md, « si »)"
  )
  static let badValue = Self("valeur-de-declaration", .erreur, remedy: "corriger la déclaration")
}
