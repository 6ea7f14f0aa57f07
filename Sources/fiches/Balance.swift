import Diagnostics
import Model
import Normaliser

/// Completes the account of every file with what reconciling decided, and checks that no row is lost.
func balance(
  _ accounts: [RowAccount],
  with reconciled: Reconciled,
  leftOut: [Rejection],
  rejected: [Rejection],
  reporting findings: inout Findings
) -> [RowAccount] {
  var accounts = accounts
  for (file, count) in reconciled.used { accounts[file].used += count }
  for (file, count) in reconciled.notConcerned { accounts[file].notConcerned += count }
  for row in leftOut { accounts[row.row.file].declared += 1 }
  for row in rejected where !row.isCountedElsewhere {
    if row.isSetAside { accounts[row.row.file].setAside += 1 } else { accounts[row.row.file].rejected += 1 }
  }
  reportSetAside(rejected, accounts, &findings)
  var usable: [String: (read: Int, given: Int)] = [:]
  for account in accounts {
    if !account.balances {
      findings.report(
        .unbalanced,
        "\(account.read) lignes lues, \(account.counted) comptées",
        at: Location(file: account.file.path)
      )
    }
    let known = usable[account.file.structure] ?? (0, 0)
    usable[account.file.structure] = (
      known.read + account.read - account.leftOut, known.given + account.used + account.notConcerned
    )
  }
  for (structure, rows) in usable.sorted(by: { $0.key < $1.key }) where rows.read > 0 && rows.given == 0 {
    findings.report(
      .unusable,
      "\(rows.read) lignes, aucune utilisable",
      at: Location(file: "sources/\(structure)")
    )
  }
  return accounts
}

/// One finding per file and rule: what counts once though it was sent twice is said.
fileprivate func reportSetAside(_ rejected: [Rejection], _ accounts: [RowAccount], _ findings: inout Findings) {
  let aside = Dictionary(grouping: rejected.filter(\.isSetAside)) { [$0.row.file.description, $0.rule] }
  for rows in aside.values.sorted(by: { ($0[0].row.file, $0[0].rule) < ($1[0].row.file, $1[0].rule) }) {
    let lines = rows.map(\.row.line).sorted()
    findings.report(
      .setAside,
      (rows.count == 1 ? "1 ligne" : "\(rows.count) lignes") + " : \(rows[0].sentence)",
      at: Location(file: accounts[rows[0].row.file].file.path),
      count: rows.count,
      about: Diagnostic.Subject(column: rows[0].column, lines: Array(lines.prefix(5)))
    )
  }
}

/// A project without a single measure makes no fiche worth sending.
func check(_ evaluations: [Evaluation], reporting findings: inout Findings) {
  for evaluation in evaluations {
    let counts = ["mesures_demarrees", "menages_accompagnes"]
    let figures = evaluation.figures.filter { counts.contains($0.indicator) && $0.scope == .whole && $0.detail.isEmpty }
    if figures.allSatisfy({ ($0.numerator?.double ?? 0) == 0 }) {
      findings.report(
        .emptyProject,
        "aucune mesure dans les exports reçus",
        at: Location(file: "projets/\(evaluation.project)")
      )
    }
  }
}

extension Diagnostic.Code {
  static let unbalanced = Self(
    "lignes-perdues",
    .bloquant,
    remedy: "signaler cette erreur du programme avec le fichier",
    audience: .operator
  )
  static let setAside = Self(
    "lignes-mises-de-cote",
    .information,
    remedy: "rien à faire si c'est voulu ; restreint/rejets.csv nomme les lignes"
  )
  static let unusable = Self(
    "source-inutilisable",
    .bloquant,
    remedy: "vérifier colonnes.csv ; les rejets disent pourquoi"
  )
  static let emptyProject = Self(
    "projet-sans-mesure",
    .bloquant,
    remedy: "vérifier « mesure.projet » dans les déclarations"
  )
}
