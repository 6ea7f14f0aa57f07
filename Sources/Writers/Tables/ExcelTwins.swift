import Model

/// The twins of every published CSV for a French spreadsheet, from the same published figures.
func excelFiles(of evaluations: [Evaluation], in report: Report) -> [OutputFile] {
  let indicators = Table<Figure>.indicators(of: report)
  let byCode = evaluations.sorted { $0.project.utf8.lexicographicallyPrecedes($1.project.utf8) }
  let tables =
    zip(report.campaign.projects, evaluations).flatMap { project, evaluation in
      let folder = "fiches/\(project.code)/"
      return [
        (folder + "indicateurs", indicators.excel(ordered(evaluation.figures))),
        (folder + "financement", Table<FundingLine>.funding.excel(fundingLines(of: project))),
      ]
    } + [
      ("synthese", indicators.excel(byCode.flatMap { ordered($0.figures) })),
      ("dictionnaire", Table<DictionaryLine>.dictionary.excel(dictionary(of: report))),
    ]
  return tables.map { OutputFile(path: $0.0 + ".excel.csv", bytes: $0.1) }
}
