import Diagnostics
import Evaluator
import Model
import Normaliser
import Readers
import Writers

/// The whole program: every line feeds the next, and no line can be moved.
func makeReport(
  from folder: InputFolder,
  changing overrides: Overrides,
  reporting findings: inout Findings
) throws(Stop) -> Reconciled {
  let declared = try readDeclarations(in: folder, changing: overrides, reporting: &findings)
  var exports = try openExports(in: folder, of: declared.sources, reporting: &findings)
  var rejections = exports.leftOut

  // First reading: identities and measures make the households.
  let tables = exports.identityTables()
  let typed = typeValues(of: tables, in: declared.campaign, rejecting: &rejections, reporting: &findings)
  var reconciled = reconcile(
    typed,
    deciding: declared.decisions,
    in: declared.campaign,
    files: exports.files,
    rejecting: &rejections,
    reporting: &findings
  )

  // Second reading: of the ledgers, only what concerns these households' leases.
  let ledgers = exports.ledgers(
    of: reconciled.leases,
    values: slowValues(in: declared.campaign),
    rejecting: &rejections,
    reporting: &findings
  )
  attach(ledgers, to: &reconciled)
  print("structure,fichier,ligne,menage")
  for (row, household) in reconciled.reconciliation.attachments {
    let f = exports.files[row.file]
    print("\(f.structure),\"\(f.name)\",\(row.line),\(household)")
  }
  return reconciled
}
