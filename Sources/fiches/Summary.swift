import Diagnostics
import Model

/// What the operator reads when a run is done: what was read, what was not, what to do next.
///
/// No value of any cell.
func summary(of run: Run, in output: String) -> String {
  let report = run.report
  let accounts = report.accounts
  var lines = [
    "fiches \(report.version) — \(report.campaign.name)",
    "année \(report.campaign.year), profil \(report.campaign.profile.rawValue), "
      + "\(accounts.count) fichiers de \(Set(accounts.map(\.file.structure)).count) structures",
    "",
  ]
  lines += accountLines(accounts)
  lines += ["", "Projet".padded(to: 24) + "  ménages  clôturés  en cours  alertes"]
  for (project, evaluation) in zip(report.campaign.projects, report.evaluations) {
    let counts = ["menages_accompagnes", "parcours_clotures", "file_active"].map { count($0, in: evaluation) }
    let alerts = String(evaluation.checks.count { $0.outcome == .alert })
    lines.append(
      project.code.padded(to: 24) + "  " + counts[0].right(7) + "  " + counts[1].right(8) + "  " + counts[2].right(8)
        + "  " + alerts.right(7)
    )
  }
  let review = report.reconciliation.links.count { $0.zone == .review }
  lines += [
    "",
    "Rapprochement : \(report.households.count) ménages accompagnés ou orientés ; "
      + "\(report.reconciliation.links.count { $0.zone == .linked }) liens, \(review) à examiner ; "
      + "\(report.reconciliation.conflicts.count) valeurs en désaccord",
  ]
  lines += findingLines(run.findings.all)
  let first = run.outputs.contains { $0.path == "index.html" } ? "index.html" : "synthese.md"
  lines += ["", "Écrit : \(run.outputs.count) fichiers dans \(output)/ ; à lire d'abord : \(output)/\(first)"]
  lines += nextSteps(report, review: review, output: output)
  return lines.joined(separator: "\n") + "\n"
}

/// One line a file; files read whole and without a rejected row are not worth more.
fileprivate func accountLines(_ accounts: [RowAccount]) -> [String] {
  let width = 58
  var lines = ["Fichier".padded(to: width) + "   lues  utilisées  hors suivi  rejetées  écartées"]
  func line(_ name: String, _ read: Int, _ used: Int, _ other: Int, _ rejected: Int, _ declared: Int) -> String {
    name.padded(to: width) + " " + String(read).right(6) + "  " + String(used).right(9) + "  " + String(other).right(10)
      + "  "
      + String(rejected).right(8) + "  " + String(declared).right(8)
  }
  for account in accounts {
    lines.append(
      line(
        "\(account.file.structure)/\(account.file.name)",
        account.read,
        account.used,
        account.notConcerned,
        account.rejected,
        account.leftOut
      )
    )
  }
  lines.append(
    line(
      "Total",
      accounts.reduce(0) { $0 + $1.read },
      accounts.reduce(0) { $0 + $1.used },
      accounts.reduce(0) { $0 + $1.notConcerned },
      accounts.reduce(0) { $0 + $1.rejected },
      accounts.reduce(0) { $0 + $1.leftOut }
    )
  )
  return lines
}

/// Findings by kind, with their number and one place.
fileprivate func findingLines(_ findings: [Diagnostic]) -> [String] {
  var kinds: [(code: Diagnostic.Code, count: Int, first: Diagnostic)] = []
  for finding in findings {
    if let known = kinds.firstIndex(where: { $0.code == finding.code }) {
      kinds[known].count += finding.count
    } else {
      kinds.append((finding.code, finding.count, finding))
    }
  }
  guard !kinds.isEmpty else { return [] }
  return ["", "Constats :"]
    + kinds.sorted { $0.code.id < $1.code.id }.map { kind in
      "  \(kind.code.id) × \(kind.count) (\(kind.first.location)) — \(kind.code.remedy)"
    }
}

fileprivate func nextSteps(_ report: Report, review: Int, output: String) -> [String] {
  var steps: [String] = []
  if review > 0 {
    steps.append("trancher \(review) rapprochements de \(output)/restreint/rapprochement.csv dans arbitrages.csv")
  }
  if !report.rejections.isEmpty { steps.append("lire les lignes non utilisées : \(output)/restreint/rejets.csv") }
  if !report.files.isEmpty {
    steps.append("envoyer à chaque structure son retour, à elle seule : \(output)/restreint/retours/")
  }
  return steps.isEmpty ? [] : ["À faire : " + steps.joined(separator: " ; ")]
}

fileprivate func count(_ indicator: String, in evaluation: Evaluation) -> String {
  let figure = evaluation.figures.first {
    $0.indicator == indicator && $0.scope == .whole && $0.period == .cumul && $0.detail.isEmpty
  }
  return figure?.numerator.map { String(Int($0.double)) } ?? "–"
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    count <= width ? self + String(repeating: " ", count: width - count) : prefix(width - 1) + "…"
  }

  fileprivate func right(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
