import CSV
import Diagnostics
import Model

/// A table declaration bound to the header of one file.
struct BoundTable: Sendable {
  /// Columns of the sheet that are used, in the order of `SourceRow.cells`.
  var columns: [Int] = []
  /// Header of each used column, as written.
  var headers: [String] = []
  var bindings: [Binding] = []
  var condition: Condition?

  /// The bindings of one field, in order.
  func all(_ record: RecordKind, _ name: String) -> [Binding] {
    bindings.filter { $0.field.record == record && $0.field.name == name }
  }
}

/// Finds the columns that a table declares in a file's header; those that are absent are findings.
func bind(
  _ table: TableDeclaration,
  to sheet: TableScan<[UInt8]>,
  path: String,
  reporting findings: inout Findings
) -> BoundTable {
  var binder = Binder(sheet: sheet, path: path)
  binder.bind(table)
  findings.append(binder.findings)
  return binder.bound
}

fileprivate struct Binder {
  let sheet: TableScan<[UInt8]>
  let path: String
  var bound = BoundTable()
  var findings = Findings()
  private let names: [String]

  init(sheet: TableScan<[UInt8]>, path: String) {
    self.sheet = sheet
    self.path = path
    names = sheet.header.map { Folded.words($0) }
  }

  mutating func bind(_ table: TableDeclaration) {
    var missing: [ColumnLine] = []
    for line in table.columns where !line.headers.isEmpty {
      let matches = line.headers.lazy.map { [self] in columns(named: $0) }.first { !$0.isEmpty } ?? []
      if matches.isEmpty { missing.append(line) }
      for match in matches { add(line, column: match.column, captures: match.captures) }
    }
    for line in table.columns where line.headers.isEmpty {
      if line.label == "*" { addConstants(line, like: table.columns) } else { add(line, column: nil, captures: []) }
    }
    // The declaration's order decides which column wins: constants, bound last, go back to their lines.
    bound.bindings = bound.bindings.enumerated().sorted {
      ($0.element.place, $0.offset) < ($1.element.place, $1.offset)
    }
    .map(\.element)
    bound.condition = table.condition.flatMap { condition($0) }
    guard !missing.isEmpty, !isForeign(missing, of: table) else { return }
    let named = table.columns.filter { !$0.headers.isEmpty }
    let renamed = RenamedColumn(
      sheet: sheet,
      used: Set(bound.columns),
      places: named.map { line in
        line.headers.lazy.map { [self] in columns(named: $0) }.first { !$0.isEmpty }?.first?.column
      }
    )
    for line in missing {
      let position = named.firstIndex { $0.place == line.place } ?? 0
      report(line, of: table.name, renamed: renamed.heading(for: line, at: position))
    }
  }

  /// The columns that a declared header names: one, or all those of a pattern with what its stars took.
  private func columns(named header: String) -> [(column: Int, captures: [String])] {
    if Glob.isPattern(header) {
      let glob = Glob(header)
      return sheet.header.enumerated().compactMap { index, name in glob.match(name).map { (index, $0) } }
    }
    var name = header
    var rank = 1
    if let hash = header.lastIndex(of: "#"), let number = Int(header[header.index(after: hash)...]) {
      name = String(header[..<hash])
      rank = number
    }
    let wanted = Folded.words(name)
    let found = names.indices.filter { names[$0] == wanted }
    return rank >= 1 && rank <= found.count ? [(found[rank - 1], [])] : []
  }

  private mutating func add(_ line: ColumnLine, column: Int?, captures: [String]) {
    let label = line.label == "*" ? column.map { sheet.header[$0] } ?? "*" : line.label
    bound.bindings.append(
      Binding(
        field: line.field,
        label: label,
        cell: column.map { cell($0) },
        constant: line.constant.map { $0.filled(with: captures) },
        format: line.format,
        codes: line.codes,
        condition: line.condition.flatMap { condition($0) },
        place: line.place
      )
    )
  }

  /// A constant of `releve[*]`: one per column that a pattern of the same record took.
  private mutating func addConstants(_ line: ColumnLine, like lines: [ColumnLine]) {
    for other in lines where other.label == "*" && other.field.record == line.field.record && !other.headers.isEmpty {
      let matches = other.headers.lazy.map { [self] in columns(named: $0) }.first { !$0.isEmpty } ?? []
      for match in matches {
        bound.bindings.append(
          Binding(
            field: line.field,
            label: sheet.header[match.column],
            cell: nil,
            constant: line.constant.map { $0.filled(with: match.captures) },
            format: line.format,
            codes: line.codes,
            condition: line.condition.flatMap { condition($0) },
            place: line.place
          )
        )
      }
    }
  }

  private mutating func cell(_ column: Int) -> Int {
    if let known = bound.columns.firstIndex(of: column) { return known }
    bound.columns.append(column)
    bound.headers.append(sheet.header[column])
    return bound.columns.count - 1
  }

  private mutating func condition(_ condition: ColumnCondition) -> Condition? {
    var clauses: [Condition.Clause] = []
    for clause in condition.clauses {
      guard let match = columns(named: clause.header).first else {
        let near = nearest(to: clause.header, among: sheet.header)
        // Without it nobody can tell which rows are meant: what follows would be a guess.
        findings.report(
          .absentRequired,
          "« si » nomme la colonne « \(clause.header) », absente de \(path) ; la plus proche : « \(near) »",
          at: condition.place
        )
        continue
      }
      clauses.append(Condition.Clause(cell: cell(match.column), values: clause.values, negated: clause.negated))
    }
    return Condition(clauses: clauses)
  }

  /// Most of what is declared being absent has one cause: another file, or another line than the header.
  private mutating func isForeign(_ missing: [ColumnLine], of table: TableDeclaration) -> Bool {
    let declared = Set(table.columns.flatMap(\.headers).map { Folded.words($0) })
    let absent = Set(missing.map { $0.headers[0] })
    guard absent.count >= 4, absent.count * 2 > declared.count else { return false }
    findings = Findings()
    let read = sheet.header.prefix(4).map { "« \($0) »" }.joined(separator: ", ")
    findings.report(
      .foreignHeader,
      "\(absent.count) colonnes déclarées absentes ; en-tête lu, ligne \(sheet.headerLine) : \(read)…",
      at: Location(file: path, line: sheet.headerLine),
      count: absent.count
    )
    return true
  }

  /// The heading, used by no other line, of which a declared name is a misspelling; `nil` when there is none.
  private func misspelt(_ line: ColumnLine) -> String? {
    let used = Set(bound.columns)
    let free = sheet.header.indices.filter { !used.contains($0) }.map { sheet.header[$0] }
    return free.first { heading in line.headers.contains { isMistyped($0, for: heading) } }
  }

  private mutating func report(_ line: ColumnLine, of table: String, renamed: String?) {
    let names = line.headers.joined(separator: "|")
    if let heading = misspelt(line) {
      findings.report(
        .misspeltColumn,
        "\(line.place) : « \(names) », mais le fichier a « \(heading) »",
        at: Location(file: path, line: sheet.headerLine),
        about: Diagnostic.Subject(column: names, field: line.field.path, suggestion: heading)
      )
      return
    }
    let given = bound.bindings.contains { $0.field == line.field && $0.label == line.label }
    let near = nearest(to: line.headers[0], among: sheet.header)
    let advice =
      renamed.map { "renommée « \($0) » ? Si oui, écrire : \(table),\(names)|\($0),\(line.field.path)" }
      ?? "la plus proche de ce fichier : « \(near) »"
    findings.report(
      line.field.required && !given ? .absentRequired : .absentColumn,
      "colonne « \(names) » (\(line.field.path)) absente ; déclarée en \(line.place) ; \(advice)",
      at: Location(file: path, line: sheet.headerLine),
      about: Diagnostic.Subject(column: names, field: line.field.path, suggestion: renamed ?? "")
    )
  }
}

extension String {
  /// Each `*` replaced by what the star of the same rank took; the last one serves again when they run out.
  fileprivate func filled(with captures: [String]) -> String {
    guard !captures.isEmpty, contains("*") else { return self }
    var out = ""
    var rank = 0
    for character in self {
      if character == "*" {
        out += captures[min(rank, captures.count - 1)]
        rank += 1
      } else {
        out.append(character)
      }
    }
    return out
  }
}

extension Diagnostic.Code {
  static let misspeltColumn = Self(
    "colonne-mal-ecrite",
    .bloquant,
    remedy: "écrire le nom du fichier dans colonnes.csv, ou l'ajouter (A|B)",
    audience: .operator
  )
  static let foreignHeader = Self(
    "en-tete-inattendu",
    .bloquant,
    remedy: "vérifier que c'est l'export attendu, et la ligne d'en-tête (« entete » de fichiers.csv)",
    audience: .operator
  )
  static let absentColumn = Self(
    "colonne-absente",
    .attention,
    remedy: "demander l'export complet, ou ajouter l'autre nom dans colonnes.csv (A|B)"
  )
  static let absentRequired = Self(
    "colonne-obligatoire-absente",
    .bloquant,
    remedy: "demander l'export complet, ou ajouter l'autre nom dans colonnes.csv (A|B)"
  )
}
