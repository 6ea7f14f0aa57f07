import Model

/// An indicator of the référentiel §5, declared once: the declaration computes it, explains it (who is counted, missing
/// or left out, and why), documents it (its card) and checks it.
struct Indicator: Sendable {
  let card: IndicatorCard
  /// The rows of the indicator over one project, or all, one period and one scope; never none but where the data
  /// decides of the rows.
  let figures: @Sendable (Pool) -> [Figure]
  /// Who may be in its population before it is reduced to it, for the account of `attrition`.
  let candidates: Candidates

  init(
    _ card: IndicatorCard,
    candidates: Candidates = .none,
    figures: @escaping @Sendable (Pool) -> [Figure]
  ) {
    self.card = card
    self.figures = figures
    self.candidates = candidates
  }

  /// What the units of an indicator are taken from.
  enum Candidates: Sendable {
    case none, measures, orientations
    case pathways(Population, perHousehold: Bool)
    /// Parcours of `maintien`, households of `acces`.
    case followed
  }
}

extension Indicator {
  /// Every indicator, in the order of the référentiel.
  static let all: [Indicator] = [
    .households, .persons, .measuresStarted, .pathwaysClosed, .caseload, .targetReached, .monthMeasures, .entryRate,
    .adhesionRate, .adhesionAndBackToNormal, .renewalRate, .renewalsByRank, .medianDuration, .medianDurationSurvival,
    .visitIntensity, .homeVisits, .brokenLink, .cumulatedProblems, .debtReduced, .debtReducedWithoutWriteOffs,
    .debtCleared, .entryDebt, .exitDebt, .debtChange, .debtTransition, .arrearsAtEntry, .arrearsAtExit, .plansKept,
    .aids, .access, .accessAtClosure, .keptAtClosure, .keptByIntention, .keptAfterAccess, .keptSixMonths,
    .keptTwelveMonths, .threatened, .outcomeByStage, .expulsionsAvoided, .expulsionsDeferred, .expulsions,
    .exitsByMotive, .positiveExits, .arrearsAfterTwelveMonths, .costPerHousehold, .costPerMonthMeasure,
    .costPerKeptDwelling, .funding, .linkage,
  ]

  /// The indicator of a code.
  static func of(_ code: String) -> Indicator? { all.first { $0.card.code == code } }
}

/// A named set of parcours of a slice, from which an indicator takes those it counts.
struct Population: Sendable {
  /// Those that the indicator keeps.
  let label: String
  /// Those it takes them from.
  let base: String
  /// Whether the ongoing parcours are shown beside it (référentiel §4, `n_en_cours`).
  let showsOngoing: Bool
  let select: @Sendable (Slice) -> [Int]

  init(label: String, base: String? = nil, showsOngoing: Bool, select: @escaping @Sendable (Slice) -> [Int]) {
    self.label = label
    self.base = base ?? label
    self.showsOngoing = showsOngoing
    self.select = select
  }

  static let active = Population(label: "parcours actifs pendant la période", showsOngoing: false) { $0.active }
  static let started = Population(label: "parcours démarrés pendant la période", showsOngoing: false) { $0.started }
  static let closed = Population(label: "parcours clôturés pendant la période", showsOngoing: true) { $0.closed }
  static let ongoing = Population(label: "parcours actifs, en cours à la date d’arrêté", showsOngoing: false) {
    $0.ongoing
  }
  static let every = Population(label: "parcours démarrés à la date d’arrêté", showsOngoing: false) { $0.all }

  /// The same parcours under the name of those that the indicator keeps of them.
  func named(_ label: String) -> Population {
    Population(label: label, base: base, showsOngoing: showsOngoing, select: select)
  }
}

/// Rows from which a member's origins are taken: what an indicator rests on besides the measures.
struct Evidence: OptionSet, Sendable {
  let rawValue: UInt8

  static let exit = Evidence(rawValue: 1 << 0)
  static let leases = Evidence(rawValue: 1 << 1)
  static let debts = Evidence(rawValue: 1 << 2)
  static let acts = Evidence(rawValue: 1 << 3)
  static let plans = Evidence(rawValue: 1 << 4)
  static let aids = Evidence(rawValue: 1 << 5)
  static let visits = Evidence(rawValue: 1 << 6)
  static let followUps = Evidence(rawValue: 1 << 7)
}
