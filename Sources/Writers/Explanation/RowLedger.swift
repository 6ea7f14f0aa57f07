package import Model

/// The account of the source rows behind the figures of a project, from the rows received to the measures received.
///
/// Its last line is the one with which the evaluator's own account begins, so that the two make one account.
struct RowLedger {
  /// Each `remaining` line is the `received` one less all that is `removed` before it.
  let lines: [AttritionLine]
  /// Rows not used in the same files, by rule, the most frequent first.
  let rejections: [(rule: String, count: Int)]

  /// - Parameters:
  ///   - project: code of a project, or `*` for all.
  ///   - report: its accounts, its households and its rejections are read.
  init(of project: String, in report: Report) {
    let measures = report.households.flatMap(\.measures).filter { project == "*" || $0.project == project }
    // A structure may send a measure of a project that it does not declare.
    let files = Set(
      report.campaign.structures.values.filter { project == "*" || $0.projects.contains(project) }.map(\.code)
    ).union(measures.compactMap { $0.origin.file < report.files.count ? report.files[$0.origin.file].structure : nil })
    let accounts = report.accounts.filter { files.contains($0.file.structure) }
    func total(_ count: (RowAccount) -> Int) -> Int { accounts.reduce(0) { $0 + count($1) } }
    let used = total(\.used)
    let received = [
      AttritionLine(.received, "lignes reçues dans les fichiers des structures du projet", total(\.read)),
      AttritionLine(
        .removed,
        "titres, totaux, lignes envoyées deux fois ou écartées par déclaration",
        total(\.leftOut)
      ),
      AttritionLine(.removed, "lignes rejetées", total(\.rejected)),
      AttritionLine(.removed, "lignes valides de ménages que personne n’accompagne", total(\.notConcerned)),
      AttritionLine(.remaining, "lignes utilisées", used),
      AttritionLine(
        .removed,
        "lignes sans mesure du projet (baux, écritures, rencontres, autres projets)",
        used - measures.count
      ),
      AttritionLine(
        .remaining,
        "mesures reçues",
        measures.count,
        households: report.households.count { household in
          household.measures.contains { project == "*" || $0.project == project }
        }
      ),
    ]
    lines = received.filter { $0.kind != .removed || $0.count != 0 }
    let own = report.rejections.filter { row in
      row.row.file < report.files.count && files.contains(report.files[row.row.file].structure)
    }
    rejections = Dictionary(grouping: own, by: \.rule).map { ($0.key, $0.value.count) }
      .sorted { ($1.count, $0.rule) < ($0.count, $1.rule) }
  }
}

/// The account of a figure from the rows received to the units counted.
///
/// - Parameters:
///   - figure: before suppression.
///   - units: the evaluator's own account of it; empty when it counts no unit.
///   - report: the one it comes from.
/// - Returns: lines whose sums are exact: each `remaining` line is the `received` one less what is removed before it.
package func ledger(of figure: Figure, units: [AttritionLine], in report: Report) -> [AttritionLine] {
  RowLedger(of: figure.project, in: report).lines + units.drop { $0.kind == .received }
}
