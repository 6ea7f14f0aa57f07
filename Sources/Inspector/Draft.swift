package import Model

/// What a draft of declaration needs to know of the campaign it is for.
package struct DraftSetting: Sendable {
  /// Code of the structure: the name of its folder.
  package let structure: String
  /// Codes and titles of the campaign's projects.
  package let projects: [(code: String, title: String)]
  /// The project named by the operator; `nil` to guess it.
  package let project: String?

  package init(structure: String, projects: [(code: String, title: String)], project: String? = nil) {
    self.structure = structure
    self.projects = projects
    self.project = project
  }
}

/// The four declaration files of a structure, written from what its exports look like: to be read again, then edited.
///
/// Every supposition says so in its `remarque`. A value that looks like no code is left out: the program lists it.
package func draft(_ reports: [FileReport], with vocabulary: Vocabulary, for setting: DraftSetting) -> [OutputFile] {
  var drafter = Drafter(vocabulary: vocabulary, setting: setting, reports: reports)
  drafter.write()
  return [
    drafter.settings.file("source.csv"), drafter.files.file("fichiers.csv"), drafter.columns.file("colonnes.csv"),
    drafter.codes.file("codes.csv"),
  ]
}

/// Lines of a declaration: comma, quotes where they are needed.
struct DraftTable {
  private var text: String

  init(_ header: [String]) { text = header.joined(separator: ",") + "\n" }

  mutating func add(_ cells: [String]) { text += cells.map(quoted).joined(separator: ",") + "\n" }

  func file(_ name: String) -> OutputFile { OutputFile(path: name, text: text) }

  private func quoted(_ cell: String) -> String {
    guard cell.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }
}

/// One line of `colonnes.csv`.
struct DraftLine {
  var column = ""
  var field: String
  var value = ""
  var format = ""
  var codes = ""
  var condition = ""
  var remark = ""
}

fileprivate struct Drafter {
  let vocabulary: Vocabulary
  let setting: DraftSetting
  let reports: [FileReport]
  var settings = DraftTable(["cle", "valeur", "remarque"])
  var files = DraftTable([
    "fichier", "table", "encodage", "separateur", "guillemets", "entete", "condition", "remarque",
  ])
  var columns = DraftTable(["table", "colonne", "champ", "valeur", "format", "codes", "si", "remarque"])
  var codes = DraftTable(["table", "valeur", "code", "remarque"])
  private var written: Set<String> = []

  init(vocabulary: Vocabulary, setting: DraftSetting, reports: [FileReport]) {
    self.vocabulary = vocabulary
    self.setting = setting
    self.reports = reports
  }

  /// The table that speaks for a landlord as soon as one of the files is a landlord's.
  private var role: Structure.Role { reports.contains { $0.kind.role == .landlord } ? .landlord : .association }
  private var format: String { role == .landlord ? "bailleurs" : "associations" }

  mutating func write() {
    writeSettings()
    var tables: [(name: String, headers: [String])] = []
    for report in reports where !report.profile.columns.isEmpty {
      let headers = report.profile.columns.map { Folded.words($0.header) } + [report.profile.condition]
      if report.profile.headerLine > 0, let same = tables.first(where: { $0.headers == headers }) {
        writeFile(report, table: same.name)
        continue
      }
      let twins = tables.count { $0.name.hasPrefix(report.kind.rawValue) }
      let name = report.kind.rawValue + (twins == 0 ? "" : "_\(twins + 1)")
      tables.append((name, headers))
      writeFile(report, table: name)
      let lines = TableDraft(report, vocabulary: vocabulary, project: project).lines
      for line in lines { writeColumn(line, of: report, table: name) }
    }
  }

  /// The project named, the only one, or the one whose name shares a word with the files; else the first, to be checked.
  private var project: (code: String, remark: String) {
    if let named = setting.project { return (named, "") }
    guard let first = setting.projects.first else { return ("mon-projet", "à remplacer par le code du projet") }
    if setting.projects.count == 1 { return (first.code, "") }
    let words = Set(
      (reports.map(\.profile.name) + [setting.structure]).flatMap { Folded.words($0).split(separator: " ") }
    )
    let found = setting.projects.first { project in
      Folded.words(project.code + " " + project.title).split(separator: " ").contains {
        $0.count > 3 && words.contains($0)
      }
    }
    return ((found ?? first).code, "supposé : à vérifier")
  }

  private mutating func writeSettings() {
    settings.add(["nom", setting.structure, "à remplacer par le nom d'usage"])
    settings.add(["type", role.rawValue, ""])
    settings.add(["projet", project.code, project.remark])
    if vocabulary.formats[format] != nil { settings.add(["format", format, "les valeurs habituelles"]) }
    let always: Set<String> = ["", "#n/a", "n/a", "null"]
    let blanks = Set(reports.flatMap { $0.profile.columns.flatMap(\.blanks) }.map { $0.trimmed })
    for blank in blanks.sorted() where !always.contains(Folded.key(blank)) {
      settings.add(["vide", blank, "rencontré dans les fichiers"])
    }
  }

  private mutating func writeFile(_ report: FileReport, table: String) {
    let plain = ["utf-8", "windows-1252", "utf-16-le", "utf-16-be"].contains(report.profile.encoding)
    let header = report.profile.headerLine == 0 ? "aucun" : ""
    let remark = ([report.kind.row] + report.notes).joined(separator: " ; ")
    files.add([
      pattern(report.profile.name), table, plain ? "" : report.profile.encoding, "", "", header,
      report.profile.condition, remark,
    ])
  }

  /// The name with its years and dates as stars, unless that would take another file too.
  private func pattern(_ name: String) -> String {
    var out = ""
    var digits = ""
    for character in name + "\u{0}" {
      if character.isNumber {
        digits.append(character)
        continue
      }
      out += digits.count >= 4 ? "*" : digits
      digits = ""
      if character != "\u{0}" { out.append(character) }
    }
    let rest = out.split(separator: "*", omittingEmptySubsequences: false)
    let others = Set(reports.map(\.profile.name)).subtracting([name])
    let taken = others.contains { other in
      other.hasPrefix(String(rest.first ?? "")) && other.hasSuffix(String(rest.last ?? "")) && rest.count > 1
    }
    return taken || out.count { $0 == "*" } > 2 ? name : out
  }

  private mutating func writeColumn(_ line: DraftLine, of report: FileReport, table: String) {
    var line = line
    if line.field == "acces.preneur", !line.column.isEmpty {
      line.codes = writeHolders(line, in: report)
    } else if let target = Target(line.field), !target.codeTables.isEmpty, !line.column.isEmpty, line.value.isEmpty {
      line.codes = writeCodes(of: target, line, in: report)
    }
    columns.add([table, line.column, line.field, line.value, line.format, line.codes, line.condition, line.remark])
  }

  /// Who signs each kind of lease: the association for those it sublets, the household for the others.
  private mutating func writeHolders(_ line: DraftLine, in report: FileReport) -> String {
    guard let kind = Target("acces.type") else { return "" }
    for value in values(line, kind, in: report) {
      guard let code = value.code, value.isShown, written.insert("preneur,\(Folded.key(value.text))").inserted else {
        continue
      }
      let isOwn = ["droit_commun", "protocole"].contains(code)
      codes.add([
        "preneur", value.text, isOwn ? "menage" : "association", "proposé : à confirmer (\(value.count) fois)",
      ])
    }
    return written.contains { $0.hasPrefix("preneur,") } ? "preneur" : ""
  }

  private func values(_ line: DraftLine, _ target: Target, in report: FileReport) -> [CodeValue] {
    guard let index = report.profile.names.firstIndex(of: line.column) else { return [] }
    return CodeValue.all(of: report.profile.columns[index], target, vocabulary)
  }

  /// Writes the codes of a column's values; the name of the table to cite, empty when it is the one by default.
  private mutating func writeCodes(of target: Target, _ line: DraftLine, in report: FileReport) -> String {
    guard let table = target.codeTables.first else { return "" }
    let known = vocabulary.formats[format]?[table] ?? []
    guard target.field.name != "liste" else { return known.isEmpty ? "" : table }
    var hasLines = !known.isEmpty
    for value in values(line, target, in: report) where value.code != nil && value.isShown {
      guard let code = value.code, !known.contains(Folded.key(value.text)) else { continue }
      hasLines = true
      guard written.insert("\(table),\(Folded.key(value.text))").inserted else { continue }
      codes.add([table, value.text, code, value.isSure ? "" : "proposé : à confirmer (\(value.count) fois)"])
    }
    return table == target.field.name || !hasLines ? "" : table
  }
}
