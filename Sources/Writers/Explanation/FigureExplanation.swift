package import Model

/// The first line of every explanation.
let restrictedNotice = """
  INFORMATION RESTREINTE — ménages un à un et lignes de leurs sources : à garder dans le service, ne rien en publier.
  """

/// Everything behind one figure, for a reader of the restricted zone: definition, account, result, who is left out and
/// why, and the source rows of each household.
///
/// - Parameters:
///   - figure: before suppression.
///   - units: the evaluator's own account of it; empty when it counts no unit.
///   - report: the one it comes from.
/// - Returns: French text, lines ended by `\n`; no name of a person.
package func explanation(of figure: Figure, units: [AttritionLine], in report: Report) -> String {
  FigureExplanation(figure: figure, units: units, report: report).text
}

fileprivate struct FigureExplanation {
  let figure: Figure
  let units: [AttritionLine]
  let report: Report
  private let members: [Member]
  private let card: IndicatorCard?
  private let shown: FigureText

  init(figure: Figure, units: [AttritionLine], report: Report) {
    self.figure = figure
    self.units = units
    self.report = report
    members = figure.members
    card = report.cards.first { $0.code == figure.indicator }
    shown = FigureText(figure: figure, card: card)
  }

  var text: String {
    let sections = [heading, definition, result, account, leftOut, unused, listing].filter { !$0.isEmpty }
    return French.spaced(sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")) + "\n"
  }

  private var heading: [String] {
    let project = report.campaign.projects.first { $0.code == figure.project }
    let name = figure.indicator + (figure.detail.isEmpty ? "" : "." + figure.detail)
    return [
      restrictedNotice, "",
      figure.label + " (\(name))",
      "Projet : \(project?.title ?? "tous les projets") (\(figure.project)) ; volet : \(figure.scope.rawValue) ; "
        + "période : \(figure.period.rawValue)\(dates(of: project))",
    ]
  }

  /// `, du 1er janvier 2015 au 31 décembre 2018`; nothing for all the projects, which keep their own.
  private func dates(of project: Project?) -> String {
    guard let project else { return ", celle de chaque projet" }
    var first = project.start
    var last = project.cutoff
    if figure.period == .annee {
      first = max(first, Day(year: project.year, month: 1, day: 1) ?? first)
      last = min(last, Day(year: project.year, month: 12, day: 31) ?? last)
    }
    return first <= last ? ", \(French.period(first...last))" : ", vide"
  }

  private var definition: [String] {
    guard let card else { return [] }
    var lines = ["DÉFINITION APPLIQUÉE", "  " + card.definition]
    if !card.counted.isEmpty { lines.append("  Sont comptés : \(card.counted).") }
    if !card.among.isEmpty { lines.append("  Parmi : \(card.among).") }
    return lines + ["  Référence : \(card.reference)."]
  }

  private var result: [String] {
    var lines = ["RÉSULTAT", "  \(shown.phrase)"]
    if !shown.interval.isEmpty { lines.append("  Intervalle de Wilson à 95 % : \(shown.interval)") }
    if let low = figure.lowerBound, let high = figure.upperBound {
      let words = { (bound: Rational) in French.number(bound * Rational(100), places: 1) + " %" }
      lines.append("  Bornes que laissent les unités non documentées : \(words(low)) – \(words(high))")
    }
    lines.append("  Non documentés : \(figure.missing) ; en cours, laissés de côté : \(figure.ongoing)")
    if !figure.note.isEmpty { lines.append("  Note : \(figure.note)") }
    return lines + [
      "  À la publication, profil « \(report.campaign.profile(of: figure.project).rawValue) » : \(publication)"
    ]
  }

  /// What the published row says of it.
  private var publication: String {
    let evaluations = publish(report.evaluations + [report.consolidated], of: report)
    let own = evaluations.first { $0.project == figure.project }?.figures.first { $0.isRow(of: figure) }
    return switch own?.status {
    case .published: "publié"
    case .rounded: "arrondi"
    case .regrouped: "compté dans la ligne « Autres »"
    case .tooFew: "effectif trop petit, la ligne est vide"
    case .notComputable: "non calculable"
    case .notApplicable, nil: "sans objet, le projet n’a pas ce volet"
    case .notCollected: "objet non transmis"
    }
  }

  private var account: [String] {
    var lines = ["DES LIGNES REÇUES AUX UNITÉS COMPTÉES"]
    for line in ledger(of: figure, units: units, in: report) {
      let sign =
        switch line.kind {
        case .received: "  "
        case .removed: "− "
        case .remaining: "= "
        }
      let count = French.integer(line.count)
      let gap = String(repeating: " ", count: max(0, 9 - count.count))
      let households = line.households.map { " (\(French.count($0, "ménage", "ménages")))" } ?? ""
      lines.append("  " + sign + gap + count + "  " + line.label + households)
    }
    if units.isEmpty { lines.append("  Ce chiffre ne compte pas d’unités : il vient de la carte du projet.") }
    return lines
  }

  private var leftOut: [String] {
    var lines: [String] = []
    for (standing, title) in [(Member.Standing.missing, "non documentés"), (.leftOut, "écartés par la définition")] {
      let reasons = Dictionary(grouping: members.filter { $0.standing == standing }, by: \.reason)
      for (reason, own) in reasons.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) {
        let who = unique(own.map(\.household).sorted().map(\.description)).joined(separator: ", ")
        lines.append("  \(title), \(reason) : \(own.count) — \(who)")
      }
    }
    return lines.isEmpty ? [] : ["QUI N’EST PAS COMPTÉ, ET POURQUOI"] + lines
  }

  private var unused: [String] {
    let rules = RowLedger(of: figure.project, in: report).rejections
    if rules.isEmpty { return [] }
    return ["LIGNES NON UTILISÉES, PAR RÈGLE (le détail est dans restreint/rejets.csv)"]
      + rules.map { "  \($0.rule.replacing("_", with: " ")) : \($0.count)" }
  }

  private var listing: [String] {
    if members.isEmpty { return [] }
    let sorted = members.enumerated().sorted { ($0.element.household, $0.offset) < ($1.element.household, $1.offset) }
    var lines = ["MÉNAGE PAR MÉNAGE"]
    for (_, member) in sorted {
      var line = "  \(member.household)  \(member.standing.words)"
      if figure.project != member.project { line += " (\(member.project))" }
      if !member.reason.isEmpty { line += ", \(member.reason)" }
      if let amount = member.amount { line += ", \(euros(amount)) €" }
      lines.append(line)
      lines.append("      " + member.origins.map(report.place).joined(separator: " | "))
    }
    return lines
  }
}

extension Member.Standing {
  /// As an explanation says it.
  var words: String {
    switch self {
    case .counted: "compté"
    case .notCounted: "non compté"
    case .missing: "non documenté"
    case .leftOut: "écarté"
    }
  }
}

extension Figure {
  /// Whether both are the same row of `indicateurs.csv`.
  func isRow(of other: Figure) -> Bool {
    indicator == other.indicator && detail == other.detail && scope == other.scope && period == other.period
      && project == other.project
  }
}

extension Report {
  /// `structure/fichier:ligne`.
  func place(_ origin: Origin) -> String {
    guard origin.file < files.count else { return "?:\(origin.line)" }
    return "\(files[origin.file].structure)/\(files[origin.file].name):\(origin.line)"
  }
}
