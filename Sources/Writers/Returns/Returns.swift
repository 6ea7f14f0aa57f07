import Diagnostics
import Model

/// `restreint/retours/`: what each structure did not send and should correct, a table and a page that can be sent as is.
///
/// What our own declarations get wrong is not in them.
///
/// Each holds that structure's own data only. A contradiction goes to the side whose value was not kept, with its own
/// value: the other side's would tell a landlord what an association knows.
func returns(of report: Report) -> [OutputFile] {
  let lines = ReturnCollector(report).lines()
  return Set(report.campaign.structures.keys).union(report.files.map(\.structure)).sorted().flatMap { structure in
    let own = (lines[structure] ?? []).sorted(by: ReturnLine.precedes)
    return [
      OutputFile(path: "restreint/retours/\(structure).csv", bytes: Table.returns.csv(own)),
      OutputFile(path: "restreint/retours/\(structure).md", text: returnPage(of: structure, own, in: report)),
    ]
  }
}

/// Sorts what a run found by the structure that can do something about it.
fileprivate struct ReturnCollector {
  /// What makes two places one line.
  private struct Key: Hashable {
    let structure: String
    let cause: ReturnCause
    let file: String
    let column: String
    let value: String
    var suggestion = ""
  }

  private let report: Report
  private let labels: [String: String]
  private let fileOfPath: [String: Int]
  /// Files that a fault of our declarations keeps from being read as they should.
  private let misread: Set<String>
  private let usesOfFile: [Int: [ColumnUse]]
  private var places: [Key: (count: Int, lines: [Int], fields: Set<Field>)] = [:]

  init(_ report: Report) {
    self.report = report
    labels = Dictionary(report.cards.map { ($0.code, $0.label) }) { first, _ in first }
    fileOfPath = Dictionary(uniqueKeysWithValues: report.files.enumerated().map { ($0.element.path, $0.offset) })
    misread = report.misreadFiles
    usesOfFile = Dictionary(grouping: report.columns, by: \.file)
  }

  /// By structure, unsorted.
  consuming func lines() -> [String: [ReturnLine]] {
    for rejection in report.rejections { add(rejection) }
    for finding in report.findings { add(finding) }
    for conflict in report.reconciliation.conflicts { add(conflict) }
    for link in report.reconciliation.links where link.zone == .review { add(link) }
    var lines: [String: [ReturnLine]] = [:]
    for (key, place) in places {
      let codes = Field.indicators(of: place.fields)
      lines[key.structure, default: []].append(
        ReturnLine(
          cause: key.cause,
          file: key.file,
          column: key.column,
          value: key.value,
          count: place.count,
          lines: Array(Set(place.lines).sorted().prefix(5)),
          suggestion: key.suggestion,
          indicators: codes.compactMap { labels[$0] }
        )
      )
    }
    return lines
  }

  /// A row that was not used: what its file feeds suffers, not only its column.
  private mutating func add(_ rejection: Rejection) {
    guard let cause = ReturnCause.ofRejection(rejection), rejection.row.file < report.files.count else { return }
    let file = report.files[rejection.row.file]
    // Rows may be refused only because a column was looked for under another name.
    if misread.contains(file.path) { return }
    let key = Key(
      structure: file.structure,
      cause: cause,
      file: file.name,
      column: rejection.column,
      value: String(rejection.value.prefix(80))
    )
    note(key, count: 1, lines: [rejection.row.line], fields: usesOfFile[rejection.row.file, default: []].map(\.field))
  }

  private mutating func add(_ finding: Diagnostic) {
    guard let cause = ReturnCause.of(finding), let structure = finding.structure else { return }
    if finding.location.file == "sources/\(structure)",
      misread.contains(where: { $0.hasPrefix("sources/\(structure)/") })
    {
      return
    }
    let index = fileOfPath[finding.location.file]
    let field = finding.subject.flatMap { Field.all[$0.field] }
    var column = finding.subject?.column ?? ""
    if column.isEmpty, let field, let index { column = header(of: field, in: index) }
    let key = Key(
      structure: structure,
      cause: cause,
      file: index.map { report.files[$0].name } ?? "",
      column: column,
      value: finding.subject?.value ?? "",
      suggestion: finding.subject?.suggestion ?? ""
    )
    let lines = finding.subject?.lines ?? []
    note(
      key,
      count: finding.count,
      lines: lines.isEmpty && finding.location.line > 0 ? [finding.location.line] : lines,
      fields: field.map { [$0] } ?? []
    )
  }

  /// Told to the side whose value was set aside; the one that is believed has nothing to correct.
  private mutating func add(_ conflict: Conflict) {
    guard conflict.otherOrigin.file < report.files.count else { return }
    let file = report.files[conflict.otherOrigin.file]
    let isOwn =
      conflict.keptOrigin.file < report.files.count
      && report.files[conflict.keptOrigin.file].structure == file.structure
    let field = Field.all[conflict.field]
    let sender = field.map { header(of: $0, in: conflict.otherOrigin.file) } ?? ""
    let told = sender.isEmpty ? column(holding: conflict.field, in: conflict.otherOrigin.file) : sender
    let key = Key(
      structure: file.structure,
      cause: isOwn ? .saidOtherwise : .contradicted,
      file: file.name,
      column: told,
      value: Day(iso: conflict.other).map(French.shortDate) ?? conflict.other
    )
    note(key, count: 1, lines: [conflict.otherOrigin.line], fields: field.map { [$0] } ?? [])
  }

  /// Told to associations only: a landlord would learn which tenants may be accompanied.
  private mutating func add(_ link: Link) {
    for origin in [link.one.row, link.other.row] where origin.file < report.files.count {
      let file = report.files[origin.file]
      guard report.campaign.structures[file.structure]?.role == .association, !misread.contains(file.path) else {
        continue
      }
      let key = Key(structure: file.structure, cause: .unsure, file: file.name, column: "", value: "")
      let known = places[key]?.lines.contains(origin.line) ?? false
      if !known { note(key, count: 1, lines: [origin.line], fields: [Field.all["personne.nom"]].compactMap(\.self)) }
    }
  }

  private mutating func note(_ key: Key, count: Int, lines: [Int], fields: [Field]) {
    var place = places[key] ?? (0, [], [])
    place.count += count
    place.lines += lines
    place.fields.formUnion(fields)
    places[key] = place
  }

  /// The first column of a file that feeds a field; empty when none does.
  private func header(of field: Field, in file: Int) -> String {
    usesOfFile[file, default: []].first { $0.field == field }?.header ?? ""
  }

  /// An association states the start of a lease as the entry in the dwelling.
  private func column(holding field: String, in file: Int) -> String {
    guard field == "bail.date_effet", let access = Field.all["acces.date_entree"] else { return "" }
    return header(of: access, in: file)
  }
}

extension Report {
  /// Paths of the files in which a blocking finding is for whoever holds the declarations.
  var misreadFiles: Set<String> {
    Set(findings.filter { $0.audience == .operator && $0.code.severity == .bloquant }.map(\.location.file))
  }
}
