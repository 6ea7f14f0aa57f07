import Diagnostics
import Model

/// What the fiche of one project is made of: published figures, the card, and the account of the sources.
struct FicheContent: Sendable {
  let project: Project
  let notice: String?
  let version: String
  let profile: Profile
  let book: FigureBook
  let checks: [Check]
  let quality: [QualityLine]
  let accounts: [RowAccount]
  let structures: [String: Structure]
  let rejections: [(rule: String, count: Int)]
  let conflicts: Int
  let households: Int
  /// Sections of `recit.md`, figures in place, by name, in each edition.
  var story: [Edition: [String: String]] = [:]
  /// The edition being rendered.
  var edition = Edition.markdown
  var charts: [Chart] = []
  let cards: [IndicatorCard]
  let scale: ReliabilityScale

  /// `evaluation` is the published one.
  init(_ project: Project, _ evaluation: Evaluation, of report: Report) {
    self.project = project
    notice = report.campaign.notice
    version = report.version
    profile = report.campaign.profile(of: project.code)
    book = FigureBook(evaluation, cards: report.cards, volets: project.volets)
    cards = report.cards
    scale = ReliabilityScale(careful: report.campaign.reservedAbove, fragile: report.campaign.notCompliantAbove)
    checks = evaluation.checks
    quality = evaluation.quality
    structures = report.campaign.structures
    let own = Set(report.campaign.structures.values.filter { $0.projects.contains(project.code) }.map(\.code))
    accounts = report.accounts.filter { own.contains($0.file.structure) }
    let rejected = report.rejections.filter { row in
      row.row.file < report.files.count && own.contains(report.files[row.row.file].structure)
    }
    rejections = Dictionary(grouping: rejected, by: \.rule).map { ($0.key, $0.value.count) }
      .sorted { ($1.count, $0.rule) < ($0.count, $1.rule) }
    let followed = Set(
      report.households.filter { $0.measures.contains { $0.project == project.code } }.map(\.id)
    )
    households = followed.count
    conflicts = report.reconciliation.conflicts.count { followed.contains($0.household) }
  }
}

/// The documents of one project: the fiche and its annexe, in both editions, `indicateurs.csv` and `financement.csv`.
func fiche(
  of content: FicheContent,
  _ published: Published,
  in report: Report,
  templates: Templates,
  reporting findings: inout Findings
) -> [OutputFile] {
  let folder = "fiches/\(content.project.code)/"
  var content = content
  var check = NameCheck(partials: [:])
  content.charts = content.drawn
  content.story = tell(
    content.project.story,
    saying: content.sentenceNames,
    over: content.sentenceValue,
    checking: &check,
    reporting: &findings
  )
  var documents: [OutputFile] = []
  for name in ["fiche", "annexe"] {
    for (edition, template) in templates.editions(of: name) {
      check.partials = templates.partials(edition)
      check.check(template, within: content.names)
      guard check.isSound else { continue }
      content.edition = edition
      let bytes = templates.render(template, in: edition, over: content.value, reporting: &findings)
      documents.append(OutputFile(path: folder + name + edition.suffix, bytes: bytes))
    }
  }
  findings.append(check.findings)
  return documents + [
    OutputFile(
      path: folder + "indicateurs.csv",
      bytes: Table.indicators(of: report).header + published.rows
    ),
    OutputFile(
      path: folder + "financement.csv",
      bytes: Table<FundingLine>.funding.csv(fundingLines(of: content.project))
    ),
  ] + content.charts.map { OutputFile(path: folder + $0.file, text: $0.svg) }
}

/// The bytes of a text with at most one empty line in a row, none at the start, one line feed at the end.
func tidied(_ text: String) -> [UInt8] {
  let end = UInt8(ascii: "\n")
  let bytes = Array(text.utf8)
  var out: [UInt8] = []
  out.reserveCapacity(bytes.count + 1)
  var wasEmpty = true
  var start = 0
  while start <= bytes.count {
    let line = bytes[start..<(bytes[start...].firstIndex(of: end) ?? bytes.count)]
    let isEmpty = line.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    if !isEmpty { out += line }
    if !isEmpty || !wasEmpty { out.append(end) }
    wasEmpty = isEmpty
    start = line.endIndex + 1
  }
  if wasEmpty, !out.isEmpty { out.removeLast() }
  return out
}
