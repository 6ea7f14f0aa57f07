import Diagnostics
import Model
import Writers

/// One thing that a run found, for the operator: one line a cause, whatever the number of places.
struct Cause {
  /// What the operator does about it, in the order of the screen.
  enum Part: Int, CaseIterable {
    case correct, ask, claim, decide, know
  }

  let part: Part
  let isBlocking: Bool
  let count: Int
  /// Who, or where: `abej`, `sources/abej/colonnes.csv:12`.
  let subject: String
  let sentence: String
  /// The first place and the column, for whoever opens the file; empty when `subject` says it.
  let place: String
  /// What to do next, when the part does not say it.
  let next: String

  /// Pressing first, then the most frequent, then by place.
  static func precedes(_ one: Cause, _ other: Cause) -> Bool {
    if one.isBlocking != other.isBlocking { return one.isBlocking }
    return (-one.count, one.subject, one.sentence) < (-other.count, other.subject, other.sentence)
  }
}

/// Everything that was set aside, replaced, doubted or missing in a run; empty only when nothing was.
///
/// No personal value: what a cell holds is shown for lists of codes only.
func causes(of run: Run) -> [Cause] {
  let report = run.report
  var causes = findingCauses(run.findings.all) + rejectionCauses(report)
  let review = report.reconciliation.links.count { $0.zone == .review }
  if review > 0 {
    causes.append(
      .decision(
        review,
        review == 1 ? "rapprochement à trancher" : "rapprochements à trancher",
        "restreint/rapprochement.csv"
      )
    )
  }
  let conflicts = report.reconciliation.conflicts.count
  if conflicts > 0 {
    let what = conflicts == 1 ? "valeur contredite, une est gardée" : "valeurs contredites, une est gardée"
    causes.append(.decision(conflicts, what, "restreint/conflits.csv"))
  }
  return causes.sorted(by: Cause.precedes)
}

extension Cause {
  fileprivate static func decision(_ count: Int, _ what: String, _ file: String) -> Cause {
    Cause(
      part: .decide,
      isBlocking: false,
      count: count,
      subject: "\(count) \(what)",
      sentence: "",
      place: file,
      next: ""
    )
  }
}

/// The findings of one kind, about one column of one structure or one place of a declaration, are one cause.
fileprivate func findingCauses(_ findings: [Diagnostic]) -> [Cause] {
  var order: [[String]] = []
  var groups: [[String]: [Diagnostic]] = [:]
  for finding in findings {
    let key = [
      finding.code.id, finding.subject?.column ?? "", finding.subject?.field.isEmpty ?? true ? "" : shownValue(finding),
      finding.isForOperator ? finding.location.file + finding.message : finding.structure ?? "",
    ]
    if groups[key] == nil { order.append(key) }
    groups[key, default: []].append(finding)
  }
  return order.compactMap { key in groups[key].flatMap(cause) }
}

fileprivate func cause(_ findings: [Diagnostic]) -> Cause? {
  guard let first = findings.first else { return nil }
  let count = findings.reduce(0) { $0 + $1.count }
  let isBlocking = first.code.severity == .bloquant || first.code.severity == .erreur
  if first.code.severity == .information {
    let title = causeTitle(ofFinding: first.code) ?? first.message
    return Cause(part: .know, isBlocking: false, count: count, subject: title, sentence: "", place: "", next: "")
  }
  switch first.isForOperator ? .operator : first.audience {
  case .operator:
    return Cause(
      part: .correct,
      isBlocking: isBlocking,
      count: count,
      // A sentence that begins with the place of a declaration needs no other.
      subject: first.message.hasPrefix("sources/") || first.message.hasPrefix("formats/")
        ? "" : first.location.description,
      sentence: first.message,
      place: first.location.inFolder,
      next: first.code.remedy
    )
  case .missing:
    return Cause(
      part: .claim,
      isBlocking: isBlocking,
      count: count,
      subject: first.structure ?? first.location.description,
      sentence: first.message,
      place: "",
      next: ""
    )
  case .sender:
    let column = first.subject.map { $0.column.isEmpty ? "" : ", « \($0.column) »" } ?? ""
    let value = shownValue(first)
    return Cause(
      part: .ask,
      isBlocking: isBlocking,
      count: count,
      subject: first.structure ?? first.location.description,
      sentence: (causeTitle(ofFinding: first.code) ?? first.message) + (value.isEmpty ? "" : " : « \(value) »"),
      place: first.location.inFolder + column,
      next: ""
    )
  }
}

/// A value of a list of codes, which is nobody's; empty for any other.
fileprivate func shownValue(_ finding: Diagnostic) -> String {
  finding.code == .unknownValue ? finding.subject?.value ?? "" : ""
}

/// Rows not used: those of one rule and one column of a structure are one cause.
fileprivate func rejectionCauses(_ report: Report) -> [Cause] {
  let known = report.rejections.filter { $0.row.file < report.files.count }
  let groups = Dictionary(grouping: known) { row in
    [report.files[row.row.file].structure, row.rule, row.column, row.isSetAside ? "x" : ""]
  }
  return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.compactMap { key, rows in
    guard let first = rows.min(by: { $0.row < $1.row }) else { return nil }
    guard let title = causeTitle(ofRejection: first), !first.isSetAside else {
      let what =
        first.isSetAside
        ? "lignes mises de côté, déjà comptées ou d'un autre programme" : "lignes écartées par déclaration"
      return Cause(part: .know, isBlocking: false, count: rows.count, subject: what, sentence: "", place: "", next: "")
    }
    let column = first.column.isEmpty ? "" : ", « \(first.column) »"
    return Cause(
      part: .ask,
      isBlocking: false,
      count: rows.count,
      subject: key[0],
      sentence: title,
      place: "\(report.files[first.row.file].name):\(first.row.line)\(column)",
      next: ""
    )
  }
}

extension Diagnostic {
  /// A finding that no return tells is the operator's, wherever it is.
  fileprivate var isForOperator: Bool {
    audience == .operator || audience == .sender && causeTitle(ofFinding: code) == nil
  }
}

extension Location {
  /// Without the folder of the structure: `suivi.csv:24`.
  fileprivate var inFolder: String {
    let parts = file.split(separator: "/")
    let name = parts.count > 2 ? parts[2...].joined(separator: "/") : ""
    return line > 0 ? "\(name):\(line)" : name
  }
}
