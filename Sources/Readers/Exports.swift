import CSV
package import Diagnostics
package import Model

/// The exports of the campaign, opened and bound to their declarations, in the order of (structure, file).
package struct Exports: Sendable {
  /// Index = `Origin.file`.
  package let files: [SourceFile]
  /// One per file, in the same order.
  ///
  /// Rows used, not concerned and rejected are counted by the stages that decide.
  package var accounts: [RowAccount]
  /// Rows left out by declaration: duplicates of another file, rows that do not meet a declared condition.
  package var leftOut: [Rejection]
  let opened: [OpenedExport]

  /// What each column feeds, in source order.
  package var columns: [ColumnUse] {
    opened.flatMap { export in
      export.bound.bindings.compactMap { binding in
        binding.cell.map { ColumnUse(file: export.file, header: export.bound.headers[$0], field: binding.field) }
      }
    }
  }
}

/// One file bound to one table of its structure.
struct OpenedExport: Sendable {
  let file: Int
  let path: String
  let source: SourceDeclaration
  let table: TableDeclaration
  let sheet: Sheet
  let bound: BoundTable
}

/// Opens every export of the campaign.
///
/// Files that no declaration names, declared columns that are absent, files sent twice and empty files are findings.
package func openExports(
  in folder: InputFolder,
  of sources: [SourceDeclaration],
  reporting findings: inout Findings
) throws(Stop) -> Exports {
  var reader = ExportOpener(folder: folder)
  for source in sources { try reader.open(source) }
  findings.append(reader.findings)
  return Exports(files: reader.files, accounts: reader.accounts, leftOut: reader.leftOut, opened: reader.opened)
}

fileprivate struct ExportOpener {
  let folder: InputFolder
  var findings = Findings()
  var files: [SourceFile] = []
  var accounts: [RowAccount] = []
  var leftOut: [Rejection] = []
  var opened: [OpenedExport] = []

  init(folder: InputFolder) { self.folder = folder }

  mutating func open(_ source: SourceDeclaration) throws(Stop) {
    let code = source.structure.code
    var seen: [(name: String, bytes: [UInt8])] = []
    for name in folder.names(in: "sources/\(code)") where isExport(name) {
      let file = SourceFile(structure: code, name: name)
      let bytes = try folder.bytes(of: file.path)
      let index = files.count
      files.append(file)
      accounts.append(RowAccount(file: file, bytes: bytes.count, dialect: "", sha256: sha256(bytes)))
      guard let table = source.tables.first(where: { $0.takes(name) }) else {
        findings.report(.undeclaredFile, "aucun motif de fichiers.csv ne le prend", at: Location(file: file.path))
        continue
      }
      if bytes.isEmpty {
        findings.report(.emptyFile, "fichier vide : zéro octet", at: Location(file: file.path))
        continue
      }
      let sheet = Sheet(bytes, forced: Forced(table.forced))
      accounts[index].dialect = sheet.summary
      accounts[index].read = sheet.rowCount
      if let twin = seen.first(where: { $0.bytes == bytes }) {
        leaveOut(sheet, file: index, as: "doublon_de_fichier", "fichier identique à « \(twin.name) », déjà lu")
        findings.report(
          .sentTwice,
          "contenu identique à « \(twin.name) » : lu une seule fois",
          at: Location(file: file.path),
          count: sheet.rowCount
        )
        continue
      }
      seen.append((name, bytes))
      if !table.isLedger {
        var hygiene = Hygiene()
        sheet.forEachRow { hygiene.look(at: $0) }
        hygiene.report(on: file.path, header: sheet.header, to: &findings)
      }
      reportRepairs(sheet, path: file.path)
      let bound = bind(table, to: sheet, path: file.path, reporting: &findings)
      opened.append(
        OpenedExport(file: index, path: file.path, source: source, table: table, sheet: sheet, bound: bound)
      )
      leaveOutUnmet(opened[opened.count - 1])
    }
  }

  private func isExport(_ name: String) -> Bool {
    !InputFolder.declarationNames.contains(name) && !name.hasSuffix(".md")
  }

  /// One finding per kind of repair, with its count and its first line.
  private mutating func reportRepairs(_ sheet: Sheet, path: String) {
    let kinds = Dictionary(grouping: sheet.repairs, by: \.kind)
    for (_, repairs) in kinds.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let place = Location(file: path, line: repairs[0].line)
      let times = repairs.count == 1 ? "" : " (\(repairs.count) fois)"
      findings.report(.repaired, repairs[0].message + times, at: place, count: repairs.count)
    }
  }

  /// Lists the rows that do not meet the condition of `fichiers.csv`.
  private mutating func leaveOutUnmet(_ export: OpenedExport) {
    guard let condition = export.bound.condition else { return }
    let columns = export.bound.columns
    var lines: [Int] = []
    export.sheet.forEachRow { row in
      if !condition.holds(columns.map { row.text($0) }) { lines.append(row.line) }
    }
    for line in lines {
      leftOut.append(
        Rejection(
          row: Origin(file: export.file, line: line),
          column: "",
          value: "",
          rule: "ecartee_par_condition",
          sentence: "ligne hors du périmètre déclaré (condition de fichiers.csv) : rien à corriger"
        )
      )
    }
  }

  private mutating func leaveOut(_ sheet: Sheet, file: Int, as rule: String, _ sentence: String) {
    sheet.forEachRow { row in
      leftOut.append(
        Rejection(row: Origin(file: file, line: row.line), column: "", value: "", rule: rule, sentence: sentence)
      )
    }
  }
}

extension TableDeclaration {
  /// Whether one of its patterns takes a file name.
  func takes(_ name: String) -> Bool { patterns.contains { Glob($0).match(name) != nil } }
}

extension Forced {
  /// What a declaration forces, in the words of `fichiers.csv`.
  init(_ text: ForcedDialect) {
    let delimiters: [String: UInt8] = ["tab": 9, "tabulation": 9, ";": 59, ",": 44, "|": 124]
    self.init(
      encoding: text.encoding.isEmpty ? nil : text.encoding,
      delimiter: delimiters[text.delimiter.lowercased()],
      quote: text.quote == "aucun" ? .some(nil) : nil,
      headerLine: Int(text.headerLine)
    )
  }
}

extension Diagnostic.Code {
  static let repaired = Self(
    "ligne-irreguliere",
    .information,
    remedy: "lue telle quelle ; vérifier la ligne si un chiffre étonne"
  )
  static let undeclaredFile = Self(
    "fichier-non-declare",
    .attention,
    remedy: "l'ajouter à fichiers.csv, ou le retirer du dossier"
  )
  static let emptyFile = Self("fichier-vide", .attention, remedy: "demander à la structure si c'est voulu")
  static let sentTwice = Self("fichier-envoye-deux-fois", .attention, remedy: "rien à faire : il compte une fois")
}
