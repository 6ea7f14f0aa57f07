import Diagnostics
import Model

/// Reads the lines of `colonnes.csv` against the catalogue of fields and the code tables of the structure.
struct ColumnLineReader {
  /// Lines of `codes.csv` by table: (value, code).
  let tables: [String: [Located<(String, String)>]]
  let projects: Set<String>

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
    var format = CellFormat()
    do { format = try CellFormat(line["format"].value) } catch {
      let near = nearest(to: error.word, among: CellFormat.words)
      findings.report(.badFormat, "« \(error.word) » ; le plus proche : « \(near) »", at: line["format"].location)
    }
    var condition: ColumnCondition?
    if !line["si"].value.isEmpty {
      condition = ColumnCondition(line["si"])
      if condition == nil { findings.report(.badCondition, "« \(line["si"].value) »", at: line["si"].location) }
    }
    let codes = codeTable(named: line["codes"], for: field, reporting: &findings)
    check(constant: line["valeur"], of: field, reporting: &findings)
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

  private func check(constant: Located<String>, of field: Field, reporting findings: inout Findings) {
    if field.path == "mesure.projet", !constant.value.isEmpty, !projects.contains(constant.value) {
      let near = nearest(to: constant.value, among: projects)
      findings.report(
        .unknownProject,
        "projet « \(constant.value) » inconnu ; le plus proche : « \(near) »",
        at: constant.location
      )
    }
    if !field.allowed.isEmpty, !constant.value.isEmpty, !field.allowed.contains(constant.value) {
      let near = nearest(to: constant.value, among: field.allowed)
      findings.report(
        .unknownCode,
        "« \(constant.value) » n'est pas un code de \(field.path) ; le plus proche : « \(near) »",
        at: constant.location
      )
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
    guard !field.allowed.isEmpty || !name.value.isEmpty else { return nil }
    var codes: [String: String] = [:]
    for code in field.allowed { codes[Folded.key(code)] = code }
    var fallback: String?
    for line in tables[key] ?? [] {
      let (value, code) = line.value
      if !field.allowed.isEmpty, !field.allowed.contains(code), code != "inconnu", !code.contains("=") {
        let near = nearest(to: code, among: field.allowed)
        findings.report(
          .unknownCode,
          "« \(code) » n'est pas un code de \(field.path) ; le plus proche : « \(near) »",
          at: line.location
        )
      }
      if value == "*" { fallback = code } else { codes[Folded.key(value)] = code }
    }
    return CodeTable(name: key, codes: codes, fallback: fallback)
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
