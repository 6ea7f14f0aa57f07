import Diagnostics
import Model

/// A small report made by hand: one maintien project, one project with both volets, a handful of figures.
enum Sample {
  static let maintien = project("maison", volets: [.maintien])
  static let both = project("village", volets: [.acces, .maintien])

  static func project(_ code: String, volets: [Volet], story: String = "") -> Project {
    var project = Project(
      code: code,
      title: "Projet «\u{A0}\(code)\u{A0}»",
      start: day("2016-01-01"),
      end: day("2018-12-31"),
      cutoff: day("2018-12-31"),
      year: 2018,
      story: Located(story, at: Location(file: "projets/\(code)/recit.md", line: 1, column: 1))
    )
    project.volets = volets
    project.card = [
      "categorie": volets.count > 1 ? "acces_et_maintien" : "maintien", "porteurs": "Une office & une association",
    ]
    return project
  }

  static func day(_ iso: String) -> Day { Day(iso: iso) ?? Day(number: 0) }

  static func card(
    _ code: String,
    _ unit: Unit,
    _ shape: IndicatorCard.Shape,
    scopes: [Scope] = [.whole, .acces, .maintien],
    details: [String] = [],
    publication: Publication = .key
  ) -> IndicatorCard {
    IndicatorCard(
      code: code,
      label: "Libellé de \(code)",
      definition: "Définition de \(code).",
      counted: "comptés",
      among: "parmi",
      unit: unit,
      shape: shape,
      scopes: scopes,
      details: details,
      publication: publication,
      reference: "§5"
    )
  }

  static let cards = [
    card("menages_accompagnes", .menages, .count),
    card("taux_adhesion", .shareOfPathways, .proportion),
    card("taux_renouvellement", .shareOfPathways, .proportion),
    card("montant_dette_entree", .euros, .sum, details: ["total", "mediane"], publication: .amount),
    card("maintien_cloture", .shareOfPathways, .proportion, scopes: [.maintien]),
    card("taux_realisation", .householdRatio, .ratio),
    card("cout_par_menage", .eurosPerHousehold, .ratio, scopes: [.whole]),
  ]

  static func share(
    _ code: String,
    _ numerator: Int,
    outOf denominator: Int,
    scope: Scope = .whole,
    period: PeriodKind = .cumul,
    missing: Int = 0,
    project: String = "maison"
  ) -> Figure {
    var figure = Figure(
      project: project,
      period: period,
      scope: scope,
      indicator: code,
      label: "Libellé de \(code)",
      unit: .shareOfPathways
    )
    figure.numerator = Quantity(numerator)
    figure.denominator = Quantity(denominator)
    figure.missing = missing
    if denominator > 0 {
      figure.value = .exact(Rational(numerator, denominator))
      figure.lowerBound = Rational(numerator, denominator + missing)
      figure.upperBound = Rational(numerator + missing, denominator + missing)
      figure.interval = 0.1...0.5
    } else {
      figure.status = .notComputable
    }
    return figure
  }

  static func count(_ code: String, _ value: Int, unit: Unit = .menages, detail: String = "") -> Figure {
    var figure = Figure(
      project: "maison",
      period: .cumul,
      scope: .whole,
      indicator: code,
      detail: detail,
      label: "Libellé de \(code)",
      unit: unit
    )
    figure.numerator = Quantity(value)
    figure.value = Quantity(value)
    return figure
  }

  /// A sum of euros over households that bring these centimes.
  static func sum(_ amounts: [Cents], detail: String = "total") -> Figure {
    var figure = count("montant_dette_entree", 0, unit: .euros, detail: detail)
    figure.numerator = .exact(Rational(amounts.reduce(0, +), 100))
    figure.value = figure.numerator
    figure.denominator = Quantity(amounts.count)
    figure.members = amounts.enumerated().map {
      Member(household: Household.ID($0.offset + 1), project: "maison", standing: .counted, amount: $0.element)
    }
    return figure
  }

  static func report(_ figures: [Figure], project: Project = maintien, profile: Profile = .funder) -> Report {
    let campaign = Campaign(
      name: "Essai",
      year: 2018,
      cutoff: day("2018-12-31"),
      profile: profile,
      notice: "Données inventées.",
      projects: [project]
    )
    return Report(
      campaign: campaign,
      version: "0",
      cards: cards,
      evaluations: [Evaluation(project: project.code, figures: figures, checks: [])],
      consolidated: Evaluation(project: "*", figures: [], checks: []),
      households: [],
      reconciliation: Reconciliation(),
      rejections: [],
      accounts: [],
      files: [],
      findings: [],
      declarations: []
    )
  }
}
