import Model

/// What the indicators are about: the tables of the annexe and of the method, in their order.
enum Theme: String, Code {
  case households = "menages"
  case support = "accompagnement"
  case dwelling = "logement"
  case debt = "dette"
  case procedure = "procedure"
  case exits = "sorties"
  case costs = "couts"
  case sources

  /// Of an indicator; what is not named here is told with the accompaniment.
  init(of code: String) {
    self = Theme.byCode[code] ?? .support
  }

  var title: String {
    switch self {
    case .households: "Ménages et parcours"
    case .support: "Accompagnement"
    case .dwelling: "Logement"
    case .debt: "Dette locative"
    case .procedure: "Procédure d’expulsion"
    case .exits: "Sorties"
    case .costs: "Coûts"
    case .sources: "Sources"
    }
  }

  private static let byCode: [String: Theme] = {
    let codes: [Theme: [String]] = [
      .households: [
        "menages_accompagnes", "personnes_accompagnees", "mesures_demarrees", "parcours_clotures", "file_active",
        "taux_realisation", "mois_mesures", "taux_entree",
      ],
      .dwelling: [
        "acces_logement", "acces_logement_clotures", "maintien_acces", "maintien_cloture", "maintien_itt",
        "maintien_km_6", "maintien_km_12",
      ],
      .debt: [
        "dette_minoree", "dette_minoree_hors_effacement", "dette_apuree", "montant_dette_entree",
        "montant_dette_sortie", "variation_dette", "transition_dette", "impaye_constitue_entree",
        "impaye_constitue_sortie", "plans_apurement_respectes", "impaye_12_mois",
      ],
      .procedure: [
        "menaces_expulsion", "issue_par_stade", "expulsions_evitees", "expulsions_ajournees", "expulsions_effectives",
      ],
      .exits: ["sorties_par_motif", "sorties_positives"],
      .costs: ["cout_par_menage", "cout_par_mois_mesure", "cout_par_maintien", "cofinancement"],
      .sources: ["taux_rapprochement"],
    ]
    return Dictionary(codes.flatMap { theme, codes in codes.map { ($0, theme) } }) { first, _ in first }
  }()
}

/// The days that each period of a project covers, and the place of each indicator: columns of `indicateurs.csv`.
struct FigureCalendar: Sendable {
  private struct Key: Hashable {
    let project: String
    let period: PeriodKind
  }

  private var days: [Key: Period] = [:]
  private let orders: [String: Int]

  init(of report: Report) {
    let projects = report.campaign.projects
    for project in projects {
      days[Key(project: project.code, period: .cumul)] = project.counted(.cumul)
      days[Key(project: project.code, period: .annee)] = project.counted(.annee)
    }
    let all = projects.compactMap { $0.counted(.cumul) }
    if let first = all.map(\.lowerBound).min(), let last = all.map(\.upperBound).max() {
      days[Key(project: "*", period: .cumul)] = first...last
    }
    orders = Dictionary(report.cards.enumerated().map { ($0.element.code, $0.offset + 1) }) { first, _ in first }
  }

  /// Empty for the programme's year: each project has its own.
  func days(of figure: Figure) -> Period? { days[Key(project: figure.project, period: figure.period)] }

  /// From 1, in the order of the référentiel.
  func order(of figure: Figure) -> Int? { orders[figure.indicator] }
}

extension Project {
  /// The days that a period counts; `nil` when there are none.
  func counted(_ period: PeriodKind) -> Period? {
    guard start <= cutoff else { return nil }
    if period == .cumul { return start...cutoff }
    guard let first = Day(year: year, month: 1, day: 1), let last = Day(year: year, month: 12, day: 31) else {
      return nil
    }
    let (low, high) = (max(first, start), min(last, cutoff))
    return low <= high ? low...high : nil
  }

  /// The days of a period in a title: « 2016-2018 », « 2018 », « du 1er janvier au 30 juin 2020 ».
  func title(of period: PeriodKind) -> String {
    guard let days = counted(period) else { return "aucun jour" }
    let (first, last) = (days.lowerBound.civil, days.upperBound.civil)
    if first.month == 1, first.day == 1, last.month == 12, last.day == 31 {
      return first.year == last.year ? String(last.year) : "\(first.year)-\(last.year)"
    }
    return French.period(days)
  }
}
