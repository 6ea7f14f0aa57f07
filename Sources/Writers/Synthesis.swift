import Diagnostics
import Model

/// `synthese.md`, `synthese.html` and `synthese.csv`, the programme, all projects side by side; `index.html`, the way in.
///
/// `published` are the projects, in the order of the campaign, and the consolidated figures last.
func synthesis(
  of fiches: [FicheContent],
  _ published: [Published],
  in report: Report,
  templates: Templates,
  reporting findings: inout Findings
) -> [OutputFile] {
  let content = SynthesisContent(fiches, published.map(\.evaluation), of: report)
  let byCode = published.sorted { $0.evaluation.project.utf8.lexicographicallyPrecedes($1.evaluation.project.utf8) }
  var figures = Table<Figure>.indicators.header
  figures.reserveCapacity(byCode.reduce(figures.count) { $0 + $1.rows.count })
  for project in byCode { figures += project.rows }
  var check = NameCheck(partials: [:])
  var documents: [OutputFile] = []
  for name in ["synthese", "index"] {
    for (edition, template) in templates.editions(of: name) {
      check.partials = templates.partials(edition)
      check.check(template, within: content.names)
      guard check.isSound else { continue }
      let bytes = templates.render(template, in: edition, over: content.value, reporting: &findings)
      documents.append(OutputFile(path: name + edition.suffix, bytes: bytes))
    }
  }
  findings.append(check.findings)
  return documents + [OutputFile(path: "synthese.csv", bytes: figures)]
    + content.charts.map { OutputFile(path: $0.file, text: $0.svg) }
}

/// What the synthesis is made of.
struct SynthesisContent: Sendable {
  let name: String
  let notice: String?
  let version: String
  let cutoff: Day
  let fiches: [FicheContent]
  let programme: FigureBook
  let checks: [Check]
  private(set) var charts: [Chart] = []

  init(_ fiches: [FicheContent], _ evaluations: [Evaluation], of report: Report) {
    name = report.campaign.name
    notice = report.campaign.notice
    version = report.version
    cutoff = report.campaign.cutoff
    self.fiches = fiches
    let consolidated = evaluations.last ?? Evaluation(project: "*", figures: [], checks: [])
    programme = FigureBook(consolidated, cards: report.cards, volets: report.volets(of: "*"))
    checks = consolidated.checks
    charts = drawn
  }

  var value: Value {
    .object(
      Value.Object { name in
        if name == "projets" { return .list(fiches.map(\.value)) }
        return synthesisVocabulary.member(name, of: self) ?? programme.value(name, within: FigureBook.Place())
      }
    )
  }

  var names: Names {
    let projects = fiches.map(\.names).reduce(Names()) { $0.or($1) }
    return Names(synthesisVocabulary.terms).or(Names(known: ["projets"]) { $0 == "projets" ? projects : nil })
      .or(programme.names)
  }
}

/// What `templates/synthese.md` may say, the figures of the programme and the projects apart.
let synthesisVocabulary = Vocabulary<SynthesisContent>([
  .text("campagne", "nom de la campagne") { French.typeset($0.name) },
  .text("avertissement", "phrase qui dit que les données sont inventées ; vide sinon") {
    $0.notice.map(French.typeset)
  },
  .text("version", "version du programme") { $0.version },
  .text("date_arrete", "date d’arrêté de la campagne") { French.date($0.cutoff) },
  .count("nombre_projets", "nombre de projets") { $0.fiches.count },
  .list("graphiques", "un dessin par résultat, tous les projets, jamais classés", of: chartVocabulary) { $0.charts },
  .list("alertes_programme", "contrôles en alerte sur les chiffres du programme", of: checkVocabulary) {
    $0.checks.filter { $0.outcome == .alert }
  },
])
