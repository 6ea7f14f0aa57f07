import Diagnostics
import Model

/// What the operator reads after `fiches verifier`: on one screen, what was read, who has what to correct, what blocks.
///
/// No value of any cell.
func verification(of run: Run, in output: String) -> String {
  let report = run.report
  let accounts = report.accounts
  func total(_ count: (RowAccount) -> Int) -> String { String(accounts.reduce(0) { $0 + count($1) }) }
  var lines = [
    "fiches \(report.version) — vérification de « \(report.campaign.name) »",
    "année \(report.campaign.year), arrêtée au \(report.campaign.cutoff), "
      + "\(accounts.count) fichiers de \(Set(accounts.map(\.file.structure)).count) structures",
    "",
    "Lignes : \(total(\.read)) lues = \(total(\.used)) utilisées + \(total(\.notConcerned)) hors suivi + "
      + "\(total(\.rejected)) rejetées + \(total(\.leftOut)) écartées",
    "",
  ]
  lines += structureLines(report)
  lines += projectLines(report)
  let blocking = run.findings.of(.bloquant)
  lines += ["", blocking.isEmpty ? "Bloquant : rien." : "Bloquant : \(blocking.count) constats, nommés à la suite."]
  lines += blocking.prefix(3).map { "  \($0.location) : \($0.message)".clipped(to: 118) }
  lines += [
    "", "Écrit : \(output)/restreint/retours/ (un .csv et un .md par structure) ; rien d'autre.",
    "À faire : envoyer à chaque structure son retour et à elle seule, ajouter à codes.csv les valeurs qui sont claires,",
    "puis « fiches rapport ».",
  ]
  return lines.joined(separator: "\n") + "\n"
}

/// The structures with something to correct, the most concerned first; at most twelve, the others counted.
fileprivate func structureLines(_ report: Report) -> [String] {
  var rows: [(name: String, files: Int, rejected: Int, kinds: [Int])] = []
  for structure in Set(report.files.map(\.structure)).sorted() {
    let accounts = report.accounts.filter { $0.file.structure == structure }
    let findings = report.findings.filter { $0.location.file.hasPrefix("sources/\(structure)/") }
    let kinds = [
      ["colonne-absente", "colonne-obligatoire-absente"], ["valeur-inconnue"], ["valeur-illisible"],
    ].map { ids in findings.filter { ids.contains($0.code.id) }.reduce(0) { $0 + $1.count } }
    let others = findings.filter {
      $0.code.severity == .attention && $0.subject?.field.isEmpty ?? true && $0.code.id != "fichier-envoye-deux-fois"
    }
    rows.append((structure, accounts.count, accounts.reduce(0) { $0 + $1.rejected }, kinds + [others.count]))
  }
  let concerned = rows.filter { $0.rejected + $0.kinds.reduce(0, +) > 0 }
    .sorted {
      ($1.rejected + $1.kinds[0], $1.kinds.reduce(0, +), $0.name) < (
        $0.rejected + $0.kinds[0], $0.kinds.reduce(0, +), $1.name
      )
    }
  guard !concerned.isEmpty else { return ["Rien à corriger dans aucun fichier."] }
  var lines = [
    "À corriger par".filled(to: 26) + "fichiers  lignes     colonnes  valeurs    valeurs     autres",
    "".filled(to: 26) + "          rejetées   absentes  inconnues  illisibles  constats",
  ]
  for row in concerned.prefix(12) {
    let cells = [
      (row.files, 8), (row.rejected, 10), (row.kinds[0], 10), (row.kinds[1], 11), (row.kinds[2], 12),
      (row.kinds[3], 10),
    ]
    lines.append(row.name.clipped(to: 25).filled(to: 26) + cells.map { String($0.0).aligned(to: $0.1) }.joined())
  }
  if concerned.count > 12 { lines.append("… et \(concerned.count - 12) autres structures") }
  let clean = rows.count - concerned.count
  if clean > 0 { lines.append("\(clean) structure\(clean > 1 ? "s" : "") sans remarque") }
  return lines
}

/// One line a project, at most eight; what the fiche would say of its size.
fileprivate func projectLines(_ report: Report) -> [String] {
  var lines = [""]
  for (project, evaluation) in zip(report.campaign.projects, report.evaluations).prefix(8) {
    let counts = ["menages_accompagnes", "parcours_clotures", "file_active"].map { code in
      evaluation.figures.first {
        $0.indicator == code && $0.scope == .whole && $0.period == .cumul && $0.detail.isEmpty
      }?.numerator.map { String(Int($0.double)) } ?? "–"
    }
    let alerts = evaluation.checks.count { $0.outcome == .alert }
    lines.append(
      project.code.clipped(to: 25).filled(to: 26)
        + "\(counts[0]) ménages, \(counts[1]) parcours clôturés, \(counts[2]) en cours"
        + (alerts > 0 ? ", \(alerts) alerte\(alerts > 1 ? "s" : "")" : "")
    )
  }
  let rest = report.campaign.projects.count - 8
  if rest > 0 { lines.append("… et \(rest) autres projets") }
  return lines
}

extension String {
  fileprivate func filled(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
  fileprivate func aligned(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
  fileprivate func clipped(to width: Int) -> String { count <= width ? self : prefix(width - 1) + "…" }
}
