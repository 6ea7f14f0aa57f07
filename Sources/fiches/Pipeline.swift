import Diagnostics
import Evaluator
import Model
import Normaliser
import Readers
import Writers

/// What a run gives: the files to write, and what the operator should read.
struct Run {
  let outputs: [OutputFile]
  let report: Report
  let findings: Findings
}

/// The run that writes: everything computed, then every file as a value, handed as soon as it is made.
func run(
  _ settings: Request.Settings,
  showing progress: Progress,
  handing hand: @Sendable ([OutputFile]) -> Void = { _ in }
) throws(Stop) -> Run {
  let (report, found) = try compute(settings, showing: progress)
  let templates = try InputFolder(path: settings.templates).templates()
  var findings = found
  progress.stage("fiches")
  let outputs = write(
    report,
    templates: templates,
    excelTwins: settings.excelTwins,
    handing: hand,
    reporting: &findings
  )
  let errors = findings.of(.erreur)
  guard errors.isEmpty else { throw .declarations(errors) }
  return Run(outputs: outputs, report: report, findings: findings)
}

/// The whole program but the writing: every line feeds the next, and no line can be moved.
func compute(
  _ settings: Request.Settings,
  showing progress: Progress
) throws(Stop) -> (report: Report, findings: Findings) {
  var findings = Findings()
  let folder = InputFolder(path: settings.input)
  progress.stage("déclarations")
  let declared = try readDeclarations(in: folder, changing: settings.overrides, reporting: &findings)
  let referentiel = Referentiel(of: declared.campaign, reporting: &findings)
  let mistakes = findings.of(.erreur)
  guard mistakes.isEmpty else { throw .declarations(mistakes) }
  progress.stage("exports")
  let values = slowValues(in: declared.campaign)
  var exports = try openExports(in: folder, of: declared.sources, values: values, reporting: &findings)
  var rejections: [Rejection] = []

  // First reading: identities and measures make the households.
  progress.stage("ménages")
  let tables = exports.identityTables()
  let typed = typeValues(of: tables, in: declared.campaign, rejecting: &rejections, reporting: &findings)
  // Households are made on one core; the other takes the digests of what was read.
  var (reconciled, digests) = alongside({ [exports] in
    (exports: exports.digests(), declarations: declared.files.map { ($0.path, sha256($0.bytes)) })
  }) {
    reconcile(
      typed,
      deciding: declared.decisions,
      in: declared.campaign,
      files: exports.files,
      rejecting: &rejections,
      reporting: &findings
    )
  }

  exports.note(digests: digests.exports)

  // Second reading: of the ledgers, only what concerns the leases of these households.
  progress.stage("grands livres")
  let ledgers = exports.ledgers(
    of: reconciled.leases,
    values: values,
    rejecting: &rejections,
    reporting: &findings
  )
  attach(
    ledgers,
    to: &reconciled,
    files: exports.files,
    columns: exports.columns,
    rejecting: &rejections,
    reporting: &findings
  )
  let unreceived =
    exports.unreceived(of: declared.sources)
    + structuresWithoutEvent(typed, ledgers: ledgers, in: declared.campaign, files: exports.files)
  report(unreceived, in: declared.campaign, to: &findings)
  checkSources(of: &reconciled, in: declared.campaign, files: exports.files, reporting: &findings)
  let accounts = balance(
    exports.accounts,
    with: reconciled,
    leftOut: exports.leftOut,
    rejected: rejections,
    reporting: &findings
  )

  progress.stage("indicateurs")
  var evaluated = evaluate(reconciled.households, in: declared.campaign)
  addSourceQuality(
    to: &evaluated.projects,
    of: declared.campaign,
    accounts: accounts,
    findings: findings.all,
    conflicts: reconciled.reconciliation.conflicts,
    households: reconciled.households
  )
  check(evaluated.projects, reporting: &findings)
  let links = reconciled.reconciliation.links
  let sensitivity = sensitivity(
    of: evaluated.projects + [evaluated.consolidated],
    to: links,
    households: reconciled.households,
    tenants: reconciled.tenants,
    in: declared.campaign
  )
  addReview(
    to: &evaluated.projects,
    of: links,
    households: reconciled.households,
    sensitivity: sensitivity,
    profile: declared.campaign.profile
  )

  let report = Report(
    campaign: declared.campaign,
    version: version,
    cards: referentiel.cards,
    evaluations: evaluated.projects,
    consolidated: evaluated.consolidated,
    households: reconciled.households,
    reconciliation: reconciled.reconciliation,
    sensitivity: sensitivity,
    rejections: (exports.leftOut + rejections).sorted { $0.row < $1.row },
    accounts: accounts,
    files: exports.files,
    columns: exports.columns,
    unreceived: unreceived,
    findings: findings.all,
    declarations: digests.declarations
  )
  return (report, findings)
}

/// Version of the program, printed in the manifest and the method note.
let version = "1.0.0"
