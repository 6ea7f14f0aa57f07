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
  var figures = Table<Figure>.indicators(of: report).header
  figures.reserveCapacity(byCode.reduce(figures.count) { $0 + $1.rows.count })
  for project in byCode { figures += project.rows }
  var check = NameCheck(partials: [:])
  var documents: [OutputFile] = []
  for name in ["synthese", "index", "methode"] {
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
  let campaign: Campaign
  let cards: [IndicatorCard]
  let fiches: [FicheContent]
  let programme: FigureBook
  let checks: [Check]
  private(set) var charts: [Chart] = []

  init(_ fiches: [FicheContent], _ evaluations: [Evaluation], of report: Report) {
    name = report.campaign.name
    notice = report.campaign.notice
    version = report.version
    campaign = report.campaign
    cards = report.cards
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
  .text("date_arrete", "date d’arrêté des projets, ou la première et la dernière") { $0.cutoffs },
  .list("en_bref", "trois à quatre phrases sur le programme", of: lineVocabulary) { $0.summary },
  .list("definitions", "les définitions appliquées, par thème", of: methodVocabulary) { content in
    Theme.allCases.compactMap { theme in
      let cards = content.cards.filter { Theme(of: $0.code) == theme }
      return cards.isEmpty ? nil : MethodTheme(theme: theme, cards: cards)
    }
  },
  .text("ecart_max", "jours au plus entre deux mesures d’un même parcours") { String($0.campaign.maximumGap) },
  .text("tolerance", "écart en dessous duquel deux dettes sont égales") {
    French.number(Rational($0.campaign.tolerance, 100), places: 2) + French.hardSpace + "€"
  },
  .count("nombre_projets", "nombre de projets") { $0.fiches.count },
  .list("graphiques", "un dessin par résultat, tous les projets, jamais classés", of: chartVocabulary) { $0.charts },
  .list("alertes_programme", "contrôles en alerte sur les chiffres du programme", of: checkVocabulary) {
    $0.checks.filter { $0.outcome == .alert }
  },
])

/// The definitions of a theme.
struct MethodTheme: Sendable {
  let theme: Theme
  let cards: [IndicatorCard]
}

fileprivate let methodVocabulary = Vocabulary<MethodTheme>([
  .text("titre", "titre du thème") { $0.theme.title },
  .text("ancre", "son code") { $0.theme.rawValue },
  .list("indicateurs", "ses indicateurs", of: definitionVocabulary) { $0.cards },
])

extension SynthesisContent {
  /// « au 31 décembre 2018 », « entre le 30 septembre 2016 et le 30 juin 2020, selon le projet ».
  fileprivate var cutoffs: String {
    let days = fiches.map(\.project.cutoff)
    guard let first = days.min(), let last = days.max() else { return "" }
    return first == last
      ? "au \(French.date(first))" : "entre le \(French.date(first)) et le \(French.date(last)), selon le projet"
  }

  fileprivate var summary: [String] {
    func text(_ code: String, _ scope: Scope = .whole) -> FigureText? {
      programme.text(code, scope: scope, period: .cumul).flatMap { $0.isPrinted ? $0 : nil }
    }
    var sentences: [String] = []
    if let households = text("menages_accompagnes"), let closed = text("parcours_clotures"),
      let open = text("file_active")
    {
      sentences.append(
        "\(French.capitalised(households.phrase)) accompagnés par \(French.count(fiches.count, "projet", "projets")), chacun sur "
          + "sa période\u{A0}: \(closed.phrase) clos, \(open.result) en cours."
      )
    }
    let kept = text("maintien_cloture", .maintien).map {
      "Le logement est conservé à la fin de \($0.phrase) parcours de maintien"
    }
    let housed = text("maintien_acces", .acces).map {
      "\($0.phrase) des ménages qui ont accédé à un logement l’occupent encore"
    }
    let dwellings = [kept, housed].compactMap(\.self)
    if !dwellings.isEmpty { sentences.append(French.capitalised(dwellings.joined(separator: "\u{202F}; ")) + ".") }
    if let debt = text("dette_minoree") {
      sentences.append("La dette a baissé pour \(debt.phrase) parcours entrés avec une dette.")
    }
    if let avoided = text("expulsions_evitees", .maintien) {
      sentences.append(
        "Sur \(avoided.denominator) parcours menacés d’expulsion à l’entrée, \(avoided.numerator) se terminent procédure arrêtée et "
          + "logement conservé."
      )
    }
    return sentences
  }
}
