import Model

/// `datapackage.json`: a Frictionless Data Package describing every published CSV.
func dataPackage(of report: Report) -> OutputFile {
  var resources = [
    resource(
      "synthese",
      "synthese.csv",
      "Tous les chiffres, du programme et de chaque projet",
      Table<Figure>.indicators(of: report)
    ),
    resource("dictionnaire", "dictionnaire.csv", "Indicateurs et colonnes", .dictionary as Table<DictionaryLine>),
  ]
  for project in report.campaign.projects {
    let folder = "fiches/\(project.code)/"
    let name = slug(project.code)
    resources.append(
      resource(
        "\(name)-indicateurs",
        folder + "indicateurs.csv",
        "Chiffres : \(project.title)",
        Table<Figure>.indicators(of: report)
      )
    )
    resources.append(
      resource(
        "\(name)-financement",
        folder + "financement.csv",
        "Financement : \(project.title)",
        .funding as Table<FundingLine>
      )
    )
  }
  let package = JSON.object([
    ("name", .text("fiches-projet")),
    ("title", .text(report.campaign.name)),
    ("description", .text(report.campaign.notice ?? "Indicateurs et financement des projets de la campagne.")),
    ("profile", .text("tabular-data-package")),
    ("version", .text(report.version)),
    ("resources", .list(resources)),
  ])
  return OutputFile(path: "datapackage.json", text: package.text)
}

fileprivate func resource<Row>(_ name: String, _ path: String, _ title: String, _ table: Table<Row>) -> JSON {
  .object([
    ("name", .text(name)),
    ("title", .text(title)),
    ("path", .text(path)),
    ("profile", .text("tabular-data-resource")),
    ("format", .text("csv")),
    ("mediatype", .text("text/csv")),
    ("encoding", .text("utf-8")),
    ("dialect", .object([("delimiter", .text(",")), ("lineTerminator", .text("\n"))])),
    ("schema", schema(of: table)),
  ])
}

fileprivate func schema<Row>(of table: Table<Row>) -> JSON {
  var members: [(String, JSON)] = [
    ("fields", .list(table.columns.map(field))), ("missingValues", .list([.text("")])),
  ]
  if !table.key.isEmpty { members.append(("primaryKey", .list(table.key.map(JSON.text)))) }
  return .object(members)
}

fileprivate func field<Row>(_ column: Column<Row>) -> JSON {
  var members: [(String, JSON)] = [
    ("name", .text(column.name)), ("description", .text(column.meaning)), ("type", .text(column.kind.rawValue)),
  ]
  var constraints: [(String, JSON)] = []
  if column.required { constraints.append(("required", .flag(true))) }
  if !column.allowed.isEmpty { constraints.append(("enum", .list(column.allowed.map(JSON.text)))) }
  if !constraints.isEmpty { members.append(("constraints", .object(constraints))) }
  return .object(members)
}
