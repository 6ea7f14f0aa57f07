package import Diagnostics
package import Model

/// Every file of a run, manifests last, as values: nothing is written here.
///
/// Figures are published once (`publish`); tables, sentences and the synthesis read the published ones, and only
/// `restreint/` the others. A wrong name in a template or a story is an `erreur` in the findings.
///
/// `templates` are the files of the folder of that name, with paths that a person can open. `excelTwins` puts beside
/// each published CSV its twin for a French spreadsheet, `*.excel.csv`. `hand` is given the files as they are made, from
/// any thread, so that they can go to disk while the others are made.
package func write(
  _ report: Report,
  templates files: [(path: String, text: String)],
  excelTwins: Bool = false,
  handing hand: @Sendable ([OutputFile]) -> Void = { _ in },
  reporting findings: inout Findings
) -> [OutputFile] {
  let templates = Templates(files)
  for document in ["fiche", "synthese"] { templates.require(document, reporting: &findings) }
  // What is restricted needs no protection, and shares the cores with it.
  let restricted = restrictedFiles(of: report)
  let first = concurrently(restricted.count + 1) { index in
    index == 0
      ? (safe: publish(report.evaluations + [report.consolidated], of: report), files: [])
      : (safe: [], files: digested(restricted[index - 1](), handing: hand))
  }
  let (published, found) = publishedFiles(of: report, from: first.flatMap(\.safe), templates, excelTwins, hand)
  let hidden = first.flatMap(\.files)
  // A template is checked once per project: the same mistake is said once.
  var said: Set<Diagnostic> = []
  for finding in found.all where said.insert(finding).inserted {
    findings.report(finding.code, finding.message, at: finding.location, count: finding.count)
  }
  let manifests = restrictedManifests(of: report, outputs: hidden) + [manifest(of: report, outputs: published)]
  hand(manifests)
  return (published + hidden).map(\.file) + manifests
}

/// Everything but `restreint/` and the manifest, from the published figures, and what is wrong in templates and stories.
fileprivate func publishedFiles(
  of report: Report,
  from safe: [Evaluation],
  _ templates: Templates,
  _ excelTwins: Bool,
  _ hand: @Sendable ([OutputFile]) -> Void
) -> (files: [DigestedFile], findings: Findings) {
  let projects = report.campaign.projects
  let table = Table<Figure>.indicators(of: report)
  let prepared = concurrently(safe.count) { index in
    // The last one is the programme, which has no fiche.
    (
      rows: Published(safe[index], table),
      content: index < projects.count ? FicheContent(projects[index], safe[index], of: report) : nil
    )
  }
  let published = prepared.map(\.rows)
  let contents = prepared.compactMap(\.content)
  // The fiche of each project, and what is about the programme: the longest, so begun first, but told last.
  let parts = concurrently(contents.count + 1, weighing: contents.map { _ in 0 } + [1]) { index in
    var found = Findings()
    let files =
      index < contents.count
      ? fiche(of: contents[index], published[index], in: report, templates: templates, reporting: &found)
      : programmeFiles(of: report, contents, published, templates: templates, reporting: &found)
    return (files: digested(files, handing: hand), findings: found)
  }
  var outputs = parts.flatMap(\.files)
  if excelTwins { outputs += digested(excelFiles(of: published.map(\.evaluation), in: report), handing: hand) }
  var found = Findings()
  for part in parts { found.append(part.findings) }
  return (outputs, found)
}

/// The synthesis, the index, and what describes the tables.
fileprivate func programmeFiles(
  of report: Report,
  _ contents: [FicheContent],
  _ published: [Published],
  templates: Templates,
  reporting findings: inout Findings
) -> [OutputFile] {
  let words = dictionary(of: report)
  return synthesis(of: contents, published, in: report, templates: templates, reporting: &findings) + [
    OutputFile(path: "dictionnaire.csv", bytes: Table<DictionaryLine>.dictionary.csv(words)), dataPackage(of: report),
  ]
}

/// Protected figures, and their rows as `indicateurs.csv` and `synthese.csv` both write them.
struct Published: Sendable {
  let evaluation: Evaluation
  let rows: [UInt8]

  /// `evaluation` is the published one.
  init(_ evaluation: Evaluation, _ table: Table<Figure>) {
    self.evaluation = evaluation
    rows = table.body(ordered(evaluation.figures))
  }
}

/// `restreint/`: personal data and figures as computed; each piece is made on its own, the longest first.
fileprivate func restrictedFiles(of report: Report) -> [@Sendable () -> [OutputFile]] {
  let lineages = report.evaluations.map { evaluation in
    { @Sendable in [lineage(of: evaluation, in: report)] }
  }
  let table = Table<Figure>.indicators(of: report)
  let figures = (report.evaluations + [report.consolidated]).map { evaluation in
    { @Sendable in
      let name = evaluation.project == "*" ? "consolide" : evaluation.project
      let rows = ordered(evaluation.figures)
      return [OutputFile(path: "restreint/indicateurs/\(name).csv", bytes: table.csv(rows))]
    }
  }
  return lineages + restrictedTables(of: report) + factFiles(of: report) + figures + [
    { @Sendable in returns(of: report) }
  ]
}

/// The tables of the whole campaign: households, links, and the rows they come from.
fileprivate func restrictedTables(of report: Report) -> [@Sendable () -> [OutputFile]] {
  let reconciliation = report.reconciliation
  func table<Row: Sendable>(
    _ name: String,
    _ table: Table<Traced<Row>>,
    _ rows: @escaping @Sendable () -> [Row]
  ) -> @Sendable () -> [OutputFile] {
    { [files = report.files] in
      [OutputFile(path: "restreint/\(name).csv", bytes: table.csv(rows().lazy.map { Traced(value: $0, files: files) }))]
    }
  }
  return [
    table("rattachement", .attachments) { reconciliation.attachments },
    table("menages", .households) { report.households },
    table("rapprochement", .links) { reviewOrder(reconciliation.links, report.sensitivity) },
    table("conflits", .conflicts) { reconciliation.conflicts },
    table("rejets", .rejections) { report.rejections },
    { @Sendable in
      let ranges = Table<Sensitivity.Range>.sensitivity.csv(report.sensitivity.ranges)
      return [OutputFile(path: "restreint/sensibilite.csv", bytes: ranges)]
    },
  ]
}
