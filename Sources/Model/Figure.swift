/// The two periods of the référentiel §1.
package enum PeriodKind: String, Code { case cumul, annee }

/// The part of a project that a figure is about.
package enum Scope: String, Code {
  case whole = "ensemble"
  case acces, maintien

  /// `nil` for the whole.
  package var volet: Volet? { Volet(rawValue: rawValue) }
}

/// What a row of `indicateurs.csv` says; each looks different, in words.
package enum FigureStatus: String, Code {
  case published = "publie"
  /// Printed rounded.
  case rounded = "arrondi"
  /// Counted in the row « Autres » of its breakdown.
  case regrouped = "regroupe"
  case tooFew = "petit_effectif"
  case notComputable = "non_calculable"
  case notApplicable = "sans_objet"
  case notCollected = "non_collecte"
}

package enum Unit: String, Code {
  case menages, personnes, mesures, parcours
  case shareOfPathways = "part_parcours"
  case shareOfHouseholds = "part_menages"
  case shareOfVisits = "part_rencontres"
  case shareOfEuros = "part_euros"
  case householdRatio = "ratio_menages"
  case mois
  case monthMeasures = "mois_mesures"
  case visitsPerSixMonths = "rencontres_pour_6_mois"
  case euros
  case eurosPerHousehold = "euros_par_menage"
  case eurosPerMonthMeasure = "euros_par_mois_mesure"
  case eurosPerKeptDwelling = "euros_par_maintien"
}

/// A quantity of a figure: exact wherever the référentiel allows it.
package enum Quantity: Hashable, Sendable {
  case exact(Rational)
  /// A survival estimate, whose exact fraction may not fit.
  case real(Double)

  package init(_ count: Int) { self = .exact(Rational(count)) }

  package var double: Double {
    switch self {
    case .exact(let rational): rational.double
    case .real(let value): value
    }
  }
}

/// A point of a survival estimate, told by whole months: no exact date of anyone.
package struct SurvivalPoint: Hashable, Sendable {
  package let months: Int
  /// Share that has not had the event, in 0…1.
  package let surviving: Double
  /// Subjects still observed.
  package let atRisk: Int
  /// Subjects that had the event before.
  package let events: Int

  package init(months: Int, surviving: Double, atRisk: Int, events: Int) {
    self.months = months
    self.surviving = surviving
    self.atRisk = atRisk
    self.events = events
  }
}

/// Who stands behind a figure.
///
/// Households and parcours by their keys, so that it can be explained, masked and audited.
package struct Member: Hashable, Sendable {
  package enum Standing: String, Code {
    /// In the numerator.
    case counted = "compte"
    /// In the denominator, not in the numerator.
    case notCounted = "non_compte"
    /// In the population, not documented.
    case missing = "manquant"
    /// Left out by the definition (death, transfer…), with the reason.
    case leftOut = "ecarte"
  }

  package var household: Household.ID
  /// Project whose data decides: the figure's, or one of the pooled ones for `*`.
  package var project: String
  package var standing: Standing
  /// Why, in French, when `standing` alone does not say it; empty otherwise.
  package var reason: String
  /// The source rows it rests on, sorted.
  package var origins: [Origin]
  /// What it brings to a sum of money (Σ debts, Σ aids), in centimes; `nil` for counts.
  package var amount: Cents?

  package init(
    household: Household.ID,
    project: String,
    standing: Standing,
    reason: String = "",
    origins: [Origin] = [],
    amount: Cents? = nil
  ) {
    self.household = household
    self.project = project
    self.standing = standing
    self.reason = reason
    self.origins = origins
    self.amount = amount
  }
}

/// One row of `indicateurs.csv`, with whom it counts.
package struct Figure: Sendable {
  /// Code of the project, `*` for the consolidated figures.
  package var project: String
  package var period: PeriodKind
  package var scope: Scope
  /// Code of the référentiel §5.
  package var indicator: String
  /// Row of a breakdown; empty for the figure itself.
  package var detail: String
  package var label: String
  package var value: Quantity?
  package var unit: Unit
  package var numerator: Quantity?
  package var denominator: Quantity?
  /// Wilson 95 % interval of a proportion.
  package var interval: ClosedRange<Double>?
  package var missing: Int
  package var ongoing: Int
  package var lowerBound: Rational?
  package var upperBound: Rational?
  package var status: FigureStatus
  package var note: String
  /// The course of a survival estimate, from month 0 on; empty for other figures.
  package var curve: [SurvivalPoint] = []
  private var listing: Listing

  /// What tells a row from every other of a campaign: the key of `indicateurs.csv`.
  package struct Name: Hashable, Sendable {
    package let project: String
    package let period: PeriodKind
    package let scope: Scope
    package let indicator: String
    package let detail: String
  }

  package var name: Name {
    Name(project: project, period: period, scope: scope, indicator: indicator, detail: detail)
  }

  /// Every unit of the population, one per household or parcours or measure; empty for money of budgets.
  ///
  /// Listed each time it is asked, in time linear in the population: the figures of a campaign have hundreds of times
  /// more members than it has households, and one figure is read at a time. Keep it in a `let` to read it twice.
  package var members: [Member] {
    get { listing({ _ in true }, true) }
    set { listing = { isWanted, _ in newValue.filter(isWanted) } }
  }

  /// The same without their `origins`, which cost more to find than all the rest.
  package var untracedMembers: [Member] { listing({ _ in true }, false) }

  /// Those of the members that are wanted; `isWanted` sees them without their origins.
  package func members(where isWanted: (Member) -> Bool) -> [Member] { listing(isWanted, true) }

  /// Lists the members that are wanted, with their origins or not; must return the same ones each time.
  package typealias Listing = @Sendable (_ isWanted: (Member) -> Bool, _ isTraced: Bool) -> [Member]

  /// Gives the figure members that are listed only when asked.
  package mutating func list(_ members: @escaping Listing) { listing = members }

  package init(
    project: String,
    period: PeriodKind,
    scope: Scope,
    indicator: String,
    detail: String = "",
    label: String,
    unit: Unit
  ) {
    self.project = project
    self.period = period
    self.scope = scope
    self.indicator = indicator
    self.detail = detail
    self.label = label
    self.unit = unit
    missing = 0
    ongoing = 0
    status = .published
    note = ""
    listing = { _, _ in [] }
  }
}

/// What an indicator is, without its formula: feeds the dictionary, the method note, the help and the checks.
package struct IndicatorCard: Sendable {
  package enum Shape: String, Code {
    case count, proportion, ratio, sum, quantile, survival, share
  }

  package var code: String
  package var label: String
  /// Definition as applied, in French.
  package var definition: String
  /// French label of the numerator's population.
  package var counted: String
  /// French label of the denominator's population; empty for counts.
  package var among: String
  package var unit: Unit
  package var shape: Shape
  package var scopes: [Scope]
  package var periods: [PeriodKind]
  /// Rows of its breakdown, in order; empty when it has none or when the data decides.
  package var details: [String]
  /// How it is published (référentiel §6); of a breakdown, how the rows of its details are.
  package var publication: Publication
  /// Article of the référentiel.
  package var reference: String
  /// What it is about, as the référentiel sorts it, such as `dette`.
  package var theme = ""
  /// Its place in the référentiel.
  package var order = 0
  /// Whether the campaign declares it, and whether it then replaces the référentiel's.
  package var isOwn = false
  package var redefines = false

  package init(
    code: String,
    label: String,
    definition: String,
    counted: String,
    among: String,
    unit: Unit,
    shape: Shape,
    scopes: [Scope],
    periods: [PeriodKind] = PeriodKind.allCases,
    details: [String] = [],
    publication: Publication = .key,
    reference: String
  ) {
    self.code = code
    self.label = label
    self.definition = definition
    self.counted = counted
    self.among = among
    self.unit = unit
    self.shape = shape
    self.scopes = scopes
    self.periods = periods
    self.details = details
    self.publication = publication
    self.reference = reference
  }
}

/// A coherence check of a fiche (référentiel §7), or a line of its quality statement.
package struct Check: Sendable {
  package enum Outcome: String, Code {
    case passed = "conforme"
    case alert = "alerte"
    case notice = "a_savoir"
  }

  package var code: String
  package var outcome: Outcome
  /// One French sentence, safe to publish: no person, no exact date of a household.
  package var sentence: String
  /// The figures that it says something of; empty when it speaks of none in particular.
  package var figures: [Figure.Name]

  package init(code: String, outcome: Outcome, sentence: String, figures: [Figure.Name] = []) {
    self.code = code
    self.outcome = outcome
    self.sentence = sentence
    self.figures = figures
  }
}

/// Everything computed for one project, or for all (`project == "*"`).
package struct Evaluation: Sendable {
  package var project: String
  /// Sorted by periode, volet, indicateur, detail in byte order.
  package var figures: [Figure]
  package var checks: [Check]
  /// The data-quality statement; empty for the consolidated figures.
  package var quality: [QualityLine]
  /// What the figures rest on; empty for the consolidated figures.
  package var facts: [FactSheet] = []

  package init(project: String, figures: [Figure], checks: [Check], quality: [QualityLine] = []) {
    self.project = project
    self.figures = figures
    self.checks = checks
    self.quality = quality
  }
}
