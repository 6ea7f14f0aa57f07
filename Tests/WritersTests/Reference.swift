import Model

@testable import Writers

/// The codes of the référentiel §5, with enough of their cards for templates and stories to be checked.
enum Reference {
  static let cards: [IndicatorCard] =
    everywhere + money + [
      card("menages_accompagnes", .menages, .count),
      card("personnes_accompagnees", .personnes, .count, details: ["enfants"]),
      card("mesures_demarrees", .mesures, .count), card("parcours_clotures", .parcours, .count),
      card("file_active", .parcours, .count), card("taux_realisation", .householdRatio, .ratio),
      card("mois_mesures", .monthMeasures, .ratio), card("intensite_rencontres", .visitsPerSixMonths, .ratio),
      card("duree_mediane", .mois, .quantile, details: ["q1", "q3"]), card("duree_mediane_km", .mois, .survival),
      card("renouvellements_par_rang", .shareOfPathways, .proportion, details: ["0", "1", "2", "3+"]),
      card(
        "transition_dette",
        .shareOfPathways,
        .proportion,
        details: ["apuree", "minoree", "aggravee", "stable"],
        publication: .breakdown
      ),
      card(
        "sorties_par_motif",
        .shareOfPathways,
        .proportion,
        details: ExitMotive.allCases.map(\.rawValue),
        publication: .breakdown
      ),
      card(
        "aides_mobilisees",
        .shareOfHouseholds,
        .proportion,
        details: [""] + AidKind.allCases.map(\.rawValue),
        publication: .breakdown
      ),
      card(
        "issue_par_stade",
        .shareOfPathways,
        .proportion,
        scopes: [.maintien],
        details: outcomes,
        publication: .breakdown
      ),
      card("maintien_km_6", .shareOfPathways, .survival, scopes: [.acces, .maintien], details: ["n_a_risque"]),
      card("maintien_km_12", .shareOfPathways, .survival, scopes: [.acces, .maintien], details: ["n_a_risque"]),
    ]

  private static let stages = ["0-2", "3-4", "5-6", "7-8", "9-12", "inconnu"]
  private static let issues = [
    "procedure_arretee", "depart_sans_expulsion", "toujours_menace", "expulse", "inconnu",
  ]
  private static let outcomes = stages.flatMap { stage in issues.map { "\(stage)|\($0)" } }

  private static let everywhere =
    [
      "taux_entree", "taux_adhesion", "adhesion_et_gestion_courante", "taux_renouvellement", "part_rencontres_domicile",
      "lien_rompu", "cumul_problematiques", "dette_minoree", "dette_minoree_hors_effacement", "dette_apuree",
      "impaye_constitue_entree", "impaye_constitue_sortie", "plans_apurement_respectes", "sorties_positives",
      "impaye_12_mois", "taux_rapprochement",
    ].map { card($0, .shareOfPathways, .proportion) }
    + ["acces_logement", "acces_logement_clotures", "maintien_acces"].map {
      card($0, .shareOfPathways, .proportion, scopes: [.acces])
    }
    + [
      "maintien_cloture", "maintien_itt", "menaces_expulsion", "expulsions_evitees", "expulsions_ajournees",
      "expulsions_effectives",
    ].map { card($0, .shareOfPathways, .proportion, scopes: [.maintien]) }

  private static let money =
    ["montant_dette_entree", "montant_dette_sortie", "variation_dette"].map {
      card($0, .euros, .sum, details: ["total", "mediane", "q1", "q3"])
    }
    + [
      card("cout_par_menage", .eurosPerHousehold, .ratio, scopes: [.whole]),
      card("cout_par_mois_mesure", .eurosPerMonthMeasure, .ratio, scopes: [.whole]),
      card("cout_par_maintien", .eurosPerKeptDwelling, .ratio, scopes: [.whole]),
      card("cofinancement", .shareOfEuros, .share, scopes: [.whole]),
    ]

  private static func card(
    _ code: String,
    _ unit: Unit,
    _ shape: IndicatorCard.Shape,
    scopes: [Scope] = [.whole, .acces, .maintien],
    details: [String] = [],
    publication: Publication? = nil
  ) -> IndicatorCard {
    let declared: Publication =
      publication ?? (unit == .euros ? .amount : code.hasPrefix("cout_") || code == "cofinancement" ? .finance : .key)
    return Sample.card(code, unit, shape, scopes: scopes, details: details, publication: declared)
  }

  /// The report behind the examples of `templates/README.md`.
  static var example: Report {
    var project = Sample.both
    project.code = "maison"
    project.title = "Les Tilleuls"
    let year = Exercise(label: "2018", dates: nil)
    project.budgets = [Budget(exercise: year, amount: 2_820_000, status: .realised)]
    project.targets = [Target(exercise: year, volet: .maintien, households: 15)]
    project.funding = [
      Funding(exercise: year, funder: "FNAVDL", nature: .subsidy, amount: 1_410_000, status: .realised, inBudget: true)
    ]
    let figures = [
      Sample.count("menages_accompagnes", 85), Sample.share("taux_renouvellement", 12, outOf: 51),
      Sample.share("taux_renouvellement", 3, outOf: 8, scope: .maintien, period: .annee),
      Sample.share("maintien_cloture", 9, outOf: 11, scope: .maintien),
    ]
    var report = Sample.report(figures, project: project)
    report.cards = cards
    return report
  }
}
