package import Diagnostics

/// The settings of one run: `campagne.csv`, the projects' cards and what each structure's declaration maps.
package struct Campaign: Sendable {
  package var name: String
  package var year: Int
  package var cutoff: Day
  package var profile: Profile
  /// Gap, in days, up to which two measures are one parcours (référentiel §2: 31).
  package var maximumGap: Int
  /// Tolerance on debts, in centimes (référentiel §3: 1,00 €).
  package var tolerance: Cents
  /// Sentence that opens every document of a campaign made of invented data; `nil` for real ones.
  package var notice: String?
  /// Share of faulty or missing units above which a line of the quality statement is « avec réserve ».
  package var reservedAbove = Rational(1, 20)
  /// Share above which it is « non conforme ».
  package var notCompliantAbove = Rational(1, 5)
  /// In byte order of their codes.
  package var projects: [Project]
  /// By code of structure.
  package var structures: [String: Structure]
  /// The référentiel's declarations in its order, then the campaign's own.
  package var indicators: [IndicatorDeclaration] = []

  package init(
    name: String,
    year: Int,
    cutoff: Day,
    profile: Profile,
    maximumGap: Int = 31,
    tolerance: Cents = 100,
    notice: String? = nil,
    projects: [Project] = [],
    structures: [String: Structure] = [:]
  ) {
    self.name = name
    self.year = year
    self.cutoff = cutoff
    self.profile = profile
    self.maximumGap = maximumGap
    self.tolerance = tolerance
    self.notice = notice
    self.projects = projects
    self.structures = structures
  }

  /// The profile under which a project is published; of all of them (`*`), that of the public when one is: who has the
  /// whole and the other parts has the last one.
  package func profile(of project: String) -> Profile {
    if let project = projects.first(where: { $0.code == project }) { return project.profile ?? profile }
    return projects.contains { ($0.profile ?? profile) == .everyone } ? .everyone : profile
  }
}

/// What a declaration maps: « what is not sent is not zero » (référentiel §4).
package enum SentObject: String, Code {
  case visits = "rencontres"
  case aids = "aides"
  case plans
  case followUps = "suivis"
  case problems = "problematiques"
  case adhesion
  case backToNormal = "gestion_courante"
  case thirdPartyAid = "aide_tiers_payant"
  case acts = "actes"
  case endMotive = "motif_fin"
}

/// A landlord or an association.
package struct Structure: Sendable {
  package enum Role: String, Code {
    case landlord = "bailleur"
    case association
  }

  package var code: String
  package var name: String
  package var role: Role
  /// Other names that partners use for it.
  package var aliases: [String]
  package var projects: [String]
  package var sends: Set<SentObject>
  /// Whether exports are expected of it this year.
  package var isExpected: Bool

  package init(
    code: String,
    name: String,
    role: Role,
    aliases: [String] = [],
    projects: [String] = [],
    sends: Set<SentObject> = [],
    isExpected: Bool = true
  ) {
    self.code = code
    self.name = name
    self.role = role
    self.aliases = aliases
    self.projects = projects
    self.sends = sends
    self.isExpected = isExpected
  }
}

/// One dispositif, one fiche.
package struct Project: Sendable {
  package var code: String
  package var title: String
  /// Free lines of the identity card, by key, one value a line: `programme`, `categorie`, `mots_cles`, `porteurs`, `periode`, `territoire` and so on.
  package var card: [String: String]
  package var start: Day
  package var end: Day?
  /// Date d'arrêté of this project.
  package var cutoff: Day
  package var year: Int
  /// Its own profile; `nil`: the campaign's.
  package var profile: Profile?
  /// Volets that the project has, in the order acces, maintien.
  package var volets: [Volet]
  package var positiveMotives: Set<ExitMotive>
  package var budgets: [Budget]
  package var funding: [Funding]
  package var targets: [Target]
  /// Figures announced elsewhere, to be checked.
  package var announced: [Announced]
  /// `recit.md`, its title lines and `{{…}}` untouched; empty when there is none.
  package var story: Located<String>

  package init(code: String, title: String, start: Day, end: Day?, cutoff: Day, year: Int, story: Located<String>) {
    self.code = code
    self.title = title
    self.start = start
    self.end = end
    self.cutoff = cutoff
    self.year = year
    self.story = story
    card = [:]
    volets = Volet.allCases
    positiveMotives = ExitMotive.defaultPositive
    budgets = []
    funding = []
    targets = []
    announced = []
  }
}

/// A financial year: a label, and its own dates when it is not a calendar year.
package struct Exercise: Hashable, Sendable {
  package var label: String
  package var dates: Period?

  package init(label: String, dates: Period?) {
    self.label = label
    self.dates = dates
  }
}

package struct Budget: Sendable {
  package var exercise: Exercise
  package var amount: Cents
  package var status: BudgetStatus

  package init(exercise: Exercise, amount: Cents, status: BudgetStatus) {
    self.exercise = exercise
    self.amount = amount
    self.status = status
  }
}

package struct Funding: Sendable {
  package var exercise: Exercise
  package var funder: String
  package var nature: FundingNature
  package var amount: Cents
  package var status: BudgetStatus
  package var inBudget: Bool

  package init(
    exercise: Exercise,
    funder: String,
    nature: FundingNature,
    amount: Cents,
    status: BudgetStatus,
    inBudget: Bool
  ) {
    self.exercise = exercise
    self.funder = funder
    self.nature = nature
    self.amount = amount
    self.status = status
    self.inBudget = inBudget
  }
}

/// How many households a convention expects to enter in an exercise.
package struct Target: Sendable {
  package var exercise: Exercise
  /// `nil`: the row `ensemble`.
  package var volet: Volet?
  package var households: Int

  package init(exercise: Exercise, volet: Volet?, households: Int) {
    self.exercise = exercise
    self.volet = volet
    self.households = households
  }
}

/// A figure that another document gives, and that the fiche checks.
package struct Announced: Sendable {
  /// Code of the indicator it should equal, such as `cout_par_menage`.
  package var indicator: String
  package var detail: String
  package var volet: String
  package var period: String
  /// As an exact decimal: `units / scale`.
  package var value: Rational
  /// Where it was said.
  package var source: String
  package var location: Location

  package init(
    indicator: String,
    detail: String,
    volet: String,
    period: String,
    value: Rational,
    source: String,
    location: Location
  ) {
    self.indicator = indicator
    self.detail = detail
    self.volet = volet
    self.period = period
    self.value = value
    self.source = source
    self.location = location
  }
}
