import Diagnostics
import Model

/// What the operator reads when a run is done, on one screen of 24 lines of 80 columns.
///
/// What to correct, what to ask of whom, what was not received, what waits for a decision, then the projects and what to
/// do next; worst first. No value of any cell that could be somebody's.
struct Screen {
  private static let height = 24
  private static let width = 80

  private let run: Run
  private let settings: Request.Settings
  /// Whether the run wrote the returns only (`fiches verifier`).
  private let isVerification: Bool

  init(of run: Run, _ settings: Request.Settings, isVerification: Bool = false) {
    self.run = run
    self.settings = settings
    self.isVerification = isVerification
  }

  /// With `--detail`, every cause in full and the table of files; on one screen otherwise.
  func text() -> String {
    let found = causes(of: run)
    let head = header()
    let tail = projects() + closing(isClean: found.isEmpty)
    if settings.isDetailed {
      let lines = head + fileTable(run.report.accounts) + Cause.Part.allCases.flatMap { whole($0, found) } + tail
      return lines.joined(separator: "\n") + "\n"
    }
    let parts = Cause.Part.allCases.map { part in (part, found.filter { $0.part == part }) }.filter { !$0.1.isEmpty }
    var room = Self.height - head.count - tail.count
    var body: [String] = []
    for (rank, (part, own)) in parts.enumerated() {
      let kept = (parts.count - 1 - rank) * 3
      let lines = shown(part, own, in: max(2, room - kept))
      room -= lines.count
      body += lines
    }
    return (head + body + tail).map { $0.clipped(to: Self.width) }.joined(separator: "\n") + "\n"
  }

  private func header() -> [String] {
    let (campaign, accounts) = (run.report.campaign, run.report.accounts)
    func total(_ count: (RowAccount) -> Int) -> Int { accounts.reduce(0) { $0 + count($1) } }
    let structures = Set(accounts.map(\.file.structure)).count
    return [
      "fiches \(run.report.version) — année \(campaign.year), profil \(campaign.profile.rawValue) — \(campaign.name)",
      "\(accounts.count) fichiers de \(structures) structures : \(total(\.read)) lignes = \(total(\.used)) utilisées + "
        + "\(total(\.notConcerned)) hors suivi + \(total(\.rejected)) rejetées + \(total(\.leftOut)) écartées",
    ].flatMap { $0.wrapped(at: Self.width) }
  }

  // MARK: causes

  private func title(_ part: Cause.Part) -> String {
    switch part {
    case .correct: "À CORRIGER ICI, puis « make verify » :"
    case .ask: "À DEMANDER, en envoyant à chaque structure son retour (restreint/retours/) :"
    case .claim: "NON REÇU, à réclamer (les lettres sont dans restreint/retours/) :"
    case .decide: "À DÉCIDER, dans arbitrages.csv, puis « make report » :"
    case .know: "À SAVOIR :"
    }
  }

  /// As many causes of a part as a number of lines holds, and how many are left.
  private func shown(_ part: Cause.Part, _ causes: [Cause], in room: Int) -> [String] {
    if part == .know { return known(causes) }
    var lines = [title(part)]
    for (rank, cause) in causes.enumerated() {
      let own = self.lines(of: cause)
      let isLast = rank == causes.count - 1
      guard lines.count + own.count + (isLast ? 0 : 1) <= room else {
        let left = causes.count - rank
        return lines + [
          "  … et \(left) autre\(left > 1 ? "s" : "") cause\(left > 1 ? "s" : "") : relancer avec DETAIL=1 (--detail)"
        ]
      }
      lines += own
    }
    return lines
  }

  /// Nothing to do: the kinds and their numbers, on a line or two.
  private func known(_ causes: [Cause]) -> [String] {
    var counts: [(what: String, count: Int)] = []
    for cause in causes {
      if let known = counts.firstIndex(where: { $0.what == cause.subject }) {
        counts[known].count += cause.count
      } else {
        counts.append((cause.subject, cause.count))
      }
    }
    let text = title(.know) + " " + counts.map { "\($0.what) × \($0.count)" }.joined(separator: " ; ")
    let lines = text.wrapped(at: Self.width)
    return lines.count > 2 ? [lines[0], lines[1].clipped(to: Self.width - 1) + "…"] : lines
  }

  private func lines(of cause: Cause) -> [String] {
    let mark = cause.isBlocking ? "! " : "  "
    let times = cause.count > 1 && cause.part != .decide ? " × \(cause.count)" : ""
    let first = mark + [cause.subject, cause.sentence].filter { !$0.isEmpty }.joined(separator: " : ") + times
    if cause.part == .correct {
      return (first.wrapped(at: Self.width).prefix(2) + ["    → " + cause.next]).map { $0.clipped(to: Self.width) }
    }
    guard !cause.place.isEmpty else { return [first] }
    let room = Self.width - first.count - 3
    return [
      room >= 12
        ? first + " (\(cause.place.shortened(to: room)))"
        : first.clipped(to: Self.width - 20) + " (\(cause.place.shortened(to: 17)))"
    ]
  }

  /// Every cause of a part, in full.
  private func whole(_ part: Cause.Part, _ found: [Cause]) -> [String] {
    let own = found.filter { $0.part == part }
    guard !own.isEmpty else { return [] }
    return [title(part)]
      + own.map { cause in
        let parts = [cause.sentence, cause.place, cause.next].filter { !$0.isEmpty }
        return (cause.isBlocking ? "! " : "  ")
          + ([cause.subject] + parts).filter { !$0.isEmpty }.joined(separator: " : ")
          + " × \(cause.count)"
      }
  }

  // MARK: projects and next steps

  private func projects() -> [String] {
    let rows = zip(run.report.campaign.projects, run.report.evaluations)
    let most = 6
    let kept = run.report.campaign.projects.count > most ? most - 1 : most
    var lines = ["Projet".filled(to: 36) + "  ménages  clôturés  en cours  alertes"]
    for (project, evaluation) in rows.prefix(kept) {
      let counts = ["menages_accompagnes", "parcours_clotures", "file_active"].map { count($0, in: evaluation) }
      let alerts = String(evaluation.checks.count { $0.outcome == .alert })
      let cells = (counts + [alerts]).map { $0.aligned(to: 9) }.joined(separator: " ")
      lines.append(project.code.clipped(to: 36).filled(to: 36) + cells)
    }
    let left = run.report.campaign.projects.count - kept
    if left > 0 { lines.append("… et \(left) autres projets") }
    return lines
  }

  private func closing(isClean: Bool) -> [String] {
    let clean = isClean ? "Rien à corriger. " : ""
    if isVerification {
      return ["\(clean)Retours : \(settings.output.shortened(to: 24))/restreint/retours/ ; suite : make report"]
    }
    let output = settings.output.shortened(to: 32)
    let first = run.outputs.contains { $0.path == "index.html" } ? "index.html" : "synthese.md"
    return [clean + "Écrit : \(run.outputs.count) fichiers ; lire d'abord \(output)/\(first)"]
  }

  private func count(_ indicator: String, in evaluation: Evaluation) -> String {
    let figure = evaluation.figures.first {
      $0.indicator == indicator && $0.scope == .whole && $0.period == .cumul && $0.detail.isEmpty
    }
    return figure?.numerator.map { String(Int($0.double)) } ?? "–"
  }
}
