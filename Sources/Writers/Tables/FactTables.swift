import CSV
import Model

/// `restreint/faits/`: the facts behind the indicators, a file a table for all projects, and their data package.
func factFiles(of report: Report) -> [@Sendable () -> [OutputFile]] {
  guard let sheets = report.evaluations.first?.facts else { return [] }
  let tables = sheets.indices.map { index in
    { @Sendable in
      var writer = CSVWriter()
      writer.append(sheets[index].columns.map(\.name))
      let isText = sheets[index].columns.map { $0.kind == .text }
      for evaluation in report.evaluations {
        evaluation.facts[index].rows { cells in
          for (place, cell) in cells.enumerated() { writer.append(cell: isText[place] ? .text(cell) : .number(cell)) }
          writer.endRow()
        }
      }
      return [OutputFile(path: "restreint/faits/\(sheets[index].name).csv", bytes: writer.bytes)]
    }
  }
  return tables + [{ @Sendable in [factPackage(sheets, of: report)] }]
}

/// The Frictionless Data Package of the facts.
fileprivate func factPackage(_ sheets: [FactSheet], of report: Report) -> OutputFile {
  let package = JSON.object([
    ("name", .text("faits")),
    ("title", .text("\(report.campaign.name) : faits")),
    ("description", .text("Ce sur quoi reposent les indicateurs ; données personnelles, zone restreinte.")),
    ("profile", .text("tabular-data-package")),
    ("version", .text(report.version)),
    ("resources", .list(sheets.map(resource))),
  ])
  return OutputFile(path: "restreint/faits/datapackage.json", text: package.text)
}

fileprivate func resource(_ sheet: FactSheet) -> JSON {
  .object([
    ("name", .text(sheet.name)),
    ("title", .text(sheet.meaning)),
    ("path", .text("\(sheet.name).csv")),
    ("profile", .text("tabular-data-resource")),
    ("format", .text("csv")),
    ("mediatype", .text("text/csv")),
    ("encoding", .text("utf-8")),
    ("schema", .object([("fields", .list(sheet.columns.map(field))), ("missingValues", .list([.text("")]))])),
  ])
}

fileprivate func field(_ column: FactSheet.Column) -> JSON {
  let sources = column.rests.isEmpty ? "" : " — repose sur \(column.rests.joined(separator: ", "))"
  var constraints: [(String, JSON)] = []
  if !column.mayBeUnknown { constraints.append(("required", .flag(true))) }
  if !column.codes.isEmpty { constraints.append(("enum", .list(column.codes.map(JSON.text)))) }
  var members: [(String, JSON)] = [
    ("name", .text(column.name)),
    ("description", .text("\(column.meaning) (référentiel \(column.section))\(sources)")),
    ("type", .text(column.kind.rawValue)),
  ]
  if !constraints.isEmpty { members.append(("constraints", .object(constraints))) }
  return .object(members)
}
