import Diagnostics
import Model

/// Reads the lines of `colonnes.csv` against the catalogue of fields and the code tables of the structure.
struct ColumnLineReader {
  /// Lines of `codes.csv` by table: (value, code).
  let tables: [String: [Located<(String, String)>]]
  let projects: Set<String>
  /// Code of each project by its folded title.
  let titles: [String: String]

  /// The line, or `nil` with a finding that says what is wrong.
  func read(_ line: DeclarationFile.Line, reporting findings: inout Findings) -> ColumnLine? {
    guard let (field, label) = field(line["champ"], reporting: &findings) else { return nil }
    let text = line["valeur"].value
    let headers = line["colonne"].value.split(separator: "|").map { String($0).trimmed }
    let constant = text.isEmpty ? nil : text
    if headers.isEmpty, constant == nil {
      findings.report(.noColumn, "« \(field.path) » n'a ni colonne ni valeur", at: line["colonne"].location)
      return nil
    }
    let codes = codeTable(named: line["codes"], for: field, reporting: &findings)
    let format = format(line["format"], of: field, isTranslated: codes != nil, reporting: &findings)
    let condition = condition(line["si"], reporting: &findings)
    check(constant: line["valeur"], of: field, codes, reporting: &findings)
    return ColumnLine(
      field: field,
      label: label,
      headers: headers,
      constant: constant,
      format: format,
      codes: codes,
      condition: condition,
      place: line["champ"].location
    )
  }

  private func format(
    _ cell: Located<String>,
    of field: Field,
    isTranslated: Bool,
    reporting findings: inout Findings
  ) -> CellFormat {
    for word in CellFormat.words(of: cell.value)
    where !CellFormat.suits(word, field, isTranslated: isTranslated) && (try? CellFormat(word)) != nil {
      let advice =
        word == "extrait" ? " : dire ce qu'il faut y prendre, « extrait(AZ-{*}) », ou nommer une table de codes" : ""
      findings.report(.badFormat, "« \(word) » n'a pas d'effet sur \(field.path)\(advice)", at: cell.location)
    }
    do { return try CellFormat(cell.value) } catch {
      let near = nearest(to: error.word, among: CellFormat.words)
      findings.report(.badFormat, "« \(error.word) » ; le plus proche : « \(near) »", at: cell.location)
      return CellFormat()
    }
  }

  /// `acte[cdp].date_acte` → the field and `cdp`.
  private func field(_ text: Located<String>, reporting findings: inout Findings) -> (Field, String)? {
    var path = text.value
    var label = ""
    if let open = path.firstIndex(of: "["), let close = path.firstIndex(of: "]"), open < close {
      label = String(path[path.index(after: open)..<close])
      path.removeSubrange(open...close)
    }
    if let field = Field.all[path] { return (field, label) }
    let near = nearest(to: path, among: Field.catalogue.map(\.path))
    findings.report(.unknownField, "champ « \(path) » inconnu ; le plus proche : « \(near) »", at: text.location)
    return nil
  }

  private func check(
    constant: Located<String>,
    of field: Field,
    _ codes: CodeTable?,
    reporting findings: inout Findings
  ) {
    // What a star takes is known with the file only.
    guard !constant.value.isEmpty, !constant.value.contains("*"), codes?.code(of: constant.value) == nil else { return }
    if field.isProject {
      let near = nearest(to: constant.value, among: projects)
      let sentence = "projet « \(constant.value) » inconnu ; le plus proche : « \(near) »"
      findings.report(.unknownProject, sentence, at: constant.location)
    } else if !field.allowed.isEmpty {
      let near = nearest(to: constant.value, among: field.allowed)
      let sentence = "« \(constant.value) » n'est pas un code de \(field.path) ; le plus proche : « \(near) »"
      findings.report(.unknownCode, sentence, at: constant.location)
    }
  }

  /// The table named by the line, else the one that bears the field's name, else the codes of the model themselves.
  private func codeTable(
    named name: Located<String>,
    for field: Field,
    reporting findings: inout Findings
  ) -> CodeTable? {
    let key = name.value.isEmpty ? field.name : name.value
    if !name.value.isEmpty, tables[key] == nil {
      let near = nearest(to: key, among: tables.keys.sorted())
      findings.report(.noCodeTable, "table « \(key) » absente ; la plus proche : « \(near) »", at: name.location)
      return nil
    }
    guard !field.allowed.isEmpty || !name.value.isEmpty || field.isProject else { return nil }
    var codes = field.isProject ? titles : [:]
    for code in allowed(by: field) { codes[Folded.key(code)] = code }
    var models: [(model: CellModel, code: String)] = []
    var fallback: String?
    for line in tables[key] ?? [] {
      let (value, code) = line.value
      check(code, of: field, at: line.location, reporting: &findings)
      if value == "*", !code.contains("*") {
        fallback = code
      } else if CellModel.isModel(value), let model = CellModel(value) {
        models.append((model, code))
      } else {
        codes[Folded.key(value)] = code
      }
    }
    return CodeTable(name: key, codes: codes, models: models, fallback: fallback)
  }

  /// The codes that a field knows without a table.
  private func allowed(by field: Field) -> [String] { field.isProject ? projects.sorted() : field.allowed }

  private func check(_ code: String, of field: Field, at place: Location, reporting findings: inout Findings) {
    let allowed = allowed(by: field)
    if allowed.isEmpty || allowed.contains(code) || code == "inconnu" || code.contains("=") { return }
    let near = nearest(to: code, among: allowed)
    let sentence = "« \(code) » n'est pas un code de \(field.path) ; le plus proche : « \(near) »"
    findings.report(field.isProject ? .unknownProject : .unknownCode, sentence, at: place)
  }
}

extension Diagnostic.Code {
  static let noColumn = Self(
    "colonne-non-dite",
    .erreur,
    remedy: "donner une colonne ou une valeur, par exemple « mesures,,mesure.type,global »"
  )
  static let badFormat = Self(
    "format-de-cellule",
    .erreur,
    remedy: "par exemple « excel », « fin_de_mois », « keuros inverse » (input/README.md, « format »)"
  )
  static let unknownField = Self(
    "champ-inconnu",
    .erreur,
    remedy: "par exemple « mesure.date_debut » ; la liste est dans input/README.md, « Champs »"
  )
  static let unknownCode = Self(
    "code-inconnu",
    .erreur,
    remedy: "employer un code du modèle, par exemple « motif,Relogé,relogement »"
  )
  static let noCodeTable = Self(
    "table-de-codes-absente",
    .erreur,
    remedy: "l'ajouter à codes.csv, par exemple « reponse,Oui,oui »"
  )
}
