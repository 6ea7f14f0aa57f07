import CSV
import Diagnostics
import Expressions
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
  of file: SourceFile,
  blanks: Blanks,
  values: SlowValues,
  reporting findings: inout Findings
) -> BoundTable {
  var binder = Binder(
    sheet: sheet,
    path: file.path,
    captures: table.captures(of: file.name) ?? [],
    blanks: blanks,
    values: values
  )
  binder.bind(table)
  findings.append(binder.findings)
  return binder.bound
}

fileprivate struct Binder {
  let sheet: TableScan<[UInt8]>
  let path: String
  /// What the stars of the file's pattern took of its name.
  let captures: [String]
  let blanks: Blanks
  let values: SlowValues
  var bound = BoundTable()
  var findings = Findings()
  private let names: [String]

  init(sheet: TableScan<[UInt8]>, path: String, captures: [String], blanks: Blanks, values: SlowValues) {
    self.sheet = sheet
    self.path = path
    self.captures = captures
    self.blanks = blanks
    self.values = values
    names = sheet.header.map { Folded.words($0) }
  }

  mutating func bind(_ table: TableDeclaration) {
    var missing: [ColumnLine] = []
    for line in table.columns where !line.headers.isEmpty {
      let matches = matches(of: line)
      if matches.isEmpty { missing.append(line) }
      for match in matches { add(line, match) }
    }
    for line in table.columns where line.headers.isEmpty {
      if line.label == "*" { addConstants(line, like: table.columns) } else { add(line, ([], captures)) }
    }
    // The declaration's order decides which column wins: constants, bound last, go back to their lines.
    bound.bindings = bound.bindings.enumerated().sorted {
      ($0.element.place, $0.offset) < ($1.element.place, $1.offset)
    }
    .map(\.element)
    bound.bindings = bound.bindings.map { binding in
      guard binding.format.rest else { return binding }
      return binding.leaving(
        bound.bindings.filter { $0.cells == binding.cells && $0.format.extracted && !$0.format.rest }
      )
    }
    bound.condition = table.condition.flatMap { condition($0) }
    guard !missing.isEmpty, !isForeign(missing, of: table) else { return }
    let named = table.columns.filter { !$0.headers.isEmpty }
    let renamed = RenamedColumn(
      sheet: sheet,
      used: Set(bound.columns),
      places: named.map { matches(of: $0).first?.columns.first }
    )
    for line in missing {
      let position = named.firstIndex { $0.place == line.place } ?? 0
      report(line, of: table.name, renamed: renamed.heading(for: line, at: position))
    }
  }

  private typealias Match = (columns: [Int], captures: [String])

  /// What the first name of a line that the file has means.
  private func matches(of line: ColumnLine) -> [Match] {
    line.headers.lazy.map { [self] in columns(named: $0) }.first { !$0.isEmpty } ?? []
  }

  /// The columns that a declared name means: one, several joined (`Agence+Compte`), or all those of a pattern, each with
  /// what its stars took.
  private func columns(named header: String) -> [Match] {
    if Glob.isPattern(header) {
      let glob = Glob(header)
      return sheet.header.enumerated().compactMap { index, name in glob.match(name).map { ([index], $0) } }
    }
    if let column = column(named: header) { return [([column], [])] }
    let parts = header.split(separator: "+").map { column(named: String($0).trimmed) }
    return parts.count > 1 && parts.allSatisfy { $0 != nil } ? [(parts.compactMap(\.self), [])] : []
  }

  /// The column of a name, of the second of that name (`Date#2`), or of a rank (`#3`).
  private func column(named header: String) -> Int? {
    var (name, rank) = (header, 1)
    if let hash = header.lastIndex(of: "#"), let number = Int(header[header.index(after: hash)...]) {
      (name, rank) = (String(header[..<hash]), number)
      if name.isEmpty { return rank >= 1 && rank <= (names.isEmpty ? 10_000 : names.count) ? rank - 1 : nil }
    }
    let wanted = Folded.words(name)
    let found = names.indices.filter { names[$0] == wanted }
    return rank >= 1 && rank <= found.count ? found[rank - 1] : nil
  }

  /// How a column is called: its heading, else its rank.
  private func name(of column: Int) -> String {
    column < sheet.header.count ? sheet.header[column] : "#\(column + 1)"
  }

  private mutating func add(_ line: ColumnLine, _ match: Match) {
    let label = line.label == "*" ? match.columns.first.map { name(of: $0) } ?? "*" : line.label
    bound.bindings.append(
      Binding(
        field: line.field,
        label: label,
        cells: match.columns.map { cell($0) },
        constant: line.constant.map { $0.filled(with: match.captures) },
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
      for match in matches(of: other) {
        bound.bindings.append(
          Binding(
            field: line.field,
            label: match.columns.first.map { name(of: $0) } ?? "",
            cells: [],
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
    bound.headers.append(name(of: column))
    return bound.columns.count - 1
  }

  /// A condition over the columns of this file; what cannot be asked of them is said.
  private mutating func condition(_ text: Located<String>) -> Condition? {
    do {
      let formula = try RowFormula(text.value, over: sheet)
      let cells = formula.columns.map { cell($0) }
      return Condition(on: cells) { [blanks, values] text in
        formula.holds(reading: values) { place in
          let cell = text(cells[place])
          return blanks.contains(cell) ? "" : cell
        }
      }
    } catch {
      // Without it nobody can tell which rows are meant: what follows would be a guess.
      findings.report(.lostCondition, "\(path) : \(error.message)", at: text.location.advanced(by: error.column - 1))
      return Condition(on: []) { _ in false }
    }
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
      sheet.header.isEmpty
      ? "ce fichier n'a pas d'en-tête : nommer les colonnes par leur rang, « #1 », « #2 »"
      : renamed.map { "renommée « \($0) » ? Si oui, écrire : \(table),\(names)|\($0),\(line.field.path)" }
        ?? "la plus proche de ce fichier : « \(near) »"
    findings.report(
      line.field.required && !given ? .absentRequired : .absentColumn,
      "colonne « \(names) » (\(line.field.path)) absente ; déclarée en \(line.place) ; \(advice)",
      at: Location(file: path, line: sheet.headerLine),
      about: Diagnostic.Subject(column: names, field: line.field.path, suggestion: renamed ?? "")
    )
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
  static let lostCondition = Self(
    "condition-inapplicable",
    .bloquant,
    remedy: "corriger la condition, ou demander l'export avec cette colonne",
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
