import Expressions
import Model

/// What a project's computation rests on besides its households.
struct Setting: Sendable {
  let project: Project
  /// What each structure sends, by its code.
  let sends: [String: Sent]
  let maximumGap: Int
  let tolerance: Cents

  init(_ project: Project, in campaign: Campaign) {
    self.project = project
    sends = campaign.structures.mapValues { Sent($0.sends) }
    maximumGap = campaign.maximumGap
    tolerance = campaign.tolerance
  }
}

/// The households of one project and their parcours, truncated at its date d'arrêté.
///
/// A class, as `Dossier` and for the same reason.
final class Cohort: Sendable {
  let setting: Setting
  /// In the order of households.
  let dossiers: [Dossier]
  /// By household, volet, start.
  let pathways: [Pathway]
  /// Those of each dossier, as ranges of `pathways`.
  let pathwaysOf: [Range<Int>]
  /// By parcours.
  let visits: [CountedVisit]
  /// Days, by parcours.
  let expulsions: [Day]
  let pathwayOfVisit: [Int]
  let pathwayOfExpulsion: [Int]
  /// The aids of the households of parcours, by parcours: the same one in each parcours of its household.
  let aids: [(pathway: Int, aid: Int)]
  /// By parcours.
  let followUps: [(pathway: Int, followUp: FollowUp)]
  /// Those of measures, then those of parcours.
  let suspensions: [SuspendedDays]
  /// Measures that started, diagnostics left out, by dossier.
  let spans: [MeasureSpan]
  /// By dossier.
  let requests: [Request]
  /// By dossier, then in the order of effects.
  let accesses: [Access]
  /// Of each parcours of `maintien`; `nil` for the others.
  let observations: [Observation?]
  /// Of each dossier; `nil` where no parcours of `acces` active in the project's time has an access lease.
  let accessObservations: [Observation?]

  /// The cohorts of the projects of a campaign, in their order.
  ///
  /// - Parameters:
  ///   - households: sorted by identifier.
  ///   - campaign: its projects, and what its structures send.
  /// - Returns: one a project, without household where nobody has a measure in it.
  static func all(_ households: [Household], in campaign: Campaign) -> [Cohort] {
    var concerned: [String: [Int]] = [:]
    for index in households.indices {
      for measure in households[index].measures.indices {
        let project = households[index].measures[measure].project
        if concerned[project]?.last != index { concerned[project, default: []].append(index) }
      }
    }
    return concurrently(campaign.projects.count) { [concerned] index in
      let project = campaign.projects[index]
      let setting = Setting(project, in: campaign)
      let dossiers = concerned[project.code, default: []].map { index in
        Dossier(households[index], in: project, sends: setting.sends)
      }
      return Cohort(dossiers, of: setting)
    }
  }

  /// The households of a project.
  ///
  /// - Parameters:
  ///   - dossiers: sorted by household.
  ///   - setting: that of the project.
  init(_ dossiers: [Dossier], of setting: Setting) {
    self.setting = setting
    self.dossiers = dossiers
    var pathways: [Pathway] = []
    var events = PathwayEvents()
    let ranges = dossiers.enumerated().map { index, dossier in
      let first = pathways.count
      pathways += dossier.pathways(at: index, in: setting, events: &events)
      return first..<pathways.count
    }
    let cutoff = setting.project.cutoff
    observations = pathways.map { pathway in
      pathway.volet == .maintien ? Observation(pathway, of: dossiers[pathway.dossier], until: cutoff) : nil
    }
    let beginning = setting.project.start
    accessObservations = zip(dossiers, ranges).map { dossier, range in
      let active = pathways[range].filter { $0.volet == .acces && ($0.end.map { $0 >= beginning } ?? true) }
      return Observation(access: active, of: dossier, until: cutoff)
    }
    spans = dossiers.indices.flatMap { dossiers[$0].spans(at: $0) }
    requests = zip(dossiers.indices, ranges).flatMap { dossiers[$0].requests(at: $0, pathways[$1]) }
    accesses = zip(dossiers.indices, ranges).flatMap { dossiers[$0].accesses(at: $0, pathways[$1], setting.project) }
    pathwayOfVisit = pathways.indices.flatMap { index in pathways[index].visits.map { _ in index } }
    pathwayOfExpulsion = pathways.indices.flatMap { index in pathways[index].expulsions.map { _ in index } }
    aids = pathways.indices.flatMap { index in
      dossiers[pathways[index].dossier].aids.indices.map { (pathway: index, aid: $0) }
    }
    followUps = pathways.enumerated().flatMap { index, pathway in
      dossiers[pathway.dossier].measures[pathway.measures].flatMap(\.followUps).map { (pathway: index, followUp: $0) }
    }
    suspensions =
      spans.filter(\.isSuspended).flatMap { dossiers[$0.dossier].suspensions(of: $0) }
      + pathways.filter(\.isSuspended).flatMap { dossiers[$0.dossier].suspensions(of: $0) }
    self.pathways = pathways
    visits = events.visits
    expulsions = events.expulsions
    pathwaysOf = ranges
  }

  /// The period of the référentiel §1; `nil` when it is empty.
  func period(_ kind: PeriodKind) -> Period? {
    let project = setting.project
    var first = project.start
    var last = project.cutoff
    if kind == .annee {
      guard let newYear = Day(year: project.year, month: 1, day: 1),
        let eve = Day(year: project.year, month: 12, day: 31)
      else { return nil }
      first = max(first, newYear)
      last = min(last, eve)
    }
    return first <= last ? first...last : nil
  }
}

/// A cohort over a period, reduced to the volets of a scope.
///
/// A class, as `Dossier` and for the same reason.
final class Slice: Sendable {
  let cohort: Cohort
  /// `nil`: nothing is in it.
  let period: Period?
  let volets: [Volet]
  /// Parcours of the scope, as indices of the cohort's.
  let all: [Int]
  let active: [Int]
  let started: [Int]
  let closed: [Int]
  /// Active in the period and without end at the date d'arrêté.
  let ongoing: [Int]
  /// In the order of `Parameter`.
  let parameters: [Value]
  /// What the rules that no period changes say of each unit; empty where nobody asked for it.
  let verdicts: [[Verdict]]

  init(_ cohort: Cohort, _ kind: PeriodKind, _ scope: Scope, verdicts: [[Verdict]] = []) {
    self.cohort = cohort
    self.verdicts = verdicts
    let period = cohort.period(kind)
    parameters = Parameter.allCases.map { $0.value(cohort.setting, period) }
    let volets = scope.volet.map { [$0] } ?? Volet.allCases
    let pathways = cohort.pathways
    self.period = period
    self.volets = volets
    all = pathways.indices.filter { scope == .whole || pathways[$0].volet == volets[0] }
    guard let period else {
      (active, started, closed, ongoing) = ([], [], [], [])
      return
    }
    active = all.filter { index in
      pathways[index].start <= period.upperBound && (pathways[index].end.map { $0 >= period.lowerBound } ?? true)
    }
    started = all.filter { period.contains(pathways[$0].start) }
    closed = all.filter { index in pathways[index].end.map { period.contains($0) } ?? false }
    ongoing = active.filter { pathways[$0].end == nil }
  }

  var setting: Setting { cohort.setting }
  var cutoff: Day { cohort.setting.project.cutoff }

  @Sendable func contains(_ day: Day) -> Bool { period?.contains(day) ?? false }

  func dossier(of pathway: Pathway) -> Dossier { cohort.dossiers[pathway.dossier] }

  func measures(of pathway: Pathway) -> ArraySlice<Measure> {
    cohort.dossiers[pathway.dossier].measures[pathway.measures]
  }

  /// Days of a parcours in the period.
  func days(of pathway: Pathway) -> Int {
    guard let period else { return 0 }
    let suspended = pathway.isSuspended ? DayRanges(measures(of: pathway).flatMap(\.suspendedRanges)) : DayRanges([])
    return Evaluator.days(from: pathway.start, to: pathway.end, in: period, suspended: suspended)
  }

  /// Days of a measure in the period.
  func days(of measure: MeasureSpan) -> Int {
    guard let period else { return 0 }
    let suspended =
      measure.isSuspended
      ? DayRanges(cohort.dossiers[measure.dossier].measures[measure.measure].suspendedRanges) : DayRanges([])
    return Evaluator.days(from: measure.start, to: measure.end, in: period, suspended: suspended)
  }
}

/// A cohort and what the rules that no period changes say of its units.
struct JudgedCohort: Sendable {
  let cohort: Cohort
  /// By number of rule; empty for the rules that look at the period.
  let verdicts: [[Verdict]]

  /// Those of the projects of a campaign, in their order; `households`: sorted by identifier.
  static func all(_ households: [Household], in campaign: Campaign, by rules: [Rule]) -> [JudgedCohort] {
    let cohorts = Cohort.all(households, in: campaign)
    return concurrently(cohorts.count, weighing: cohorts.map(\.dossiers.count)) { JudgedCohort(cohorts[$0], by: rules) }
  }

  init(_ cohort: Cohort, by rules: [Rule]) {
    self.cohort = cohort
    let slice = Slice(cohort, .cumul, .whole)
    verdicts = rules.map { $0.isPeriodic ? [] : $0.verdicts(over: slice) }
  }
}

/// What an indicator is computed over: one project, or all of them, each over its own period.
struct Pool: Sendable {
  /// Code of the project, `*` for all.
  let project: String
  let period: PeriodKind
  let scope: Scope
  let slices: [Slice]

  /// Code of the consolidated figures.
  static let consolidated = "*"

  init(_ project: String, _ period: PeriodKind, _ scope: Scope, of cohorts: [JudgedCohort]) {
    self.project = project
    self.period = period
    self.scope = scope
    slices = cohorts.map { Slice($0.cohort, period, scope, verdicts: $0.verdicts) }
  }

  private init(_ pool: Pool, scope: Scope) {
    project = pool.project
    period = pool.period
    self.scope = scope
    slices = pool.slices.map { Slice($0.cohort, pool.period, scope, verdicts: $0.verdicts) }
  }

  /// The same projects and period, over one scope.
  func narrowed(to scope: Scope) -> Pool { scope == self.scope ? self : Pool(self, scope: scope) }

  /// Parcours active in the period and ongoing.
  var ongoing: Int { slices.reduce(0) { $0 + $1.ongoing.count } }
}

/// The dates of a measure.
struct MeasureSpan: Sendable {
  let dossier: Int
  /// Index among those of the dossier.
  let measure: Int
  let household: Household.ID
  let volet: Volet
  let start: Day
  let end: Day?
  let isSuspended: Bool
}

extension Dossier {
  fileprivate func spans(at index: Int) -> [MeasureSpan] {
    measures.enumerated().compactMap { number, measure in
      guard let start = measure.start else { return nil }
      return MeasureSpan(
        dossier: index,
        measure: number,
        household: household,
        volet: measure.volet,
        start: start,
        end: measure.end,
        isSuspended: !measure.suspensions.isEmpty
      )
    }
  }
}

/// Days `[start, end[` on which a parcours, or one of its measures, is suspended.
struct SuspendedDays: Sendable {
  let dossier: Int
  let household: Household.ID
  let volet: Volet
  /// Of the parcours; `nil` for a measure.
  let rank: Int?
  /// Number of the measure; `nil` for a parcours.
  let measure: Int?
  let start: Day
  /// None later than the day after the date d'arrêté: nothing is counted beyond.
  let end: Day
}

extension Dossier {
  fileprivate func suspensions(of span: MeasureSpan) -> [SuspendedDays] {
    DayRanges(measures[span.measure].suspendedRanges).ranges.map { range in
      SuspendedDays(
        dossier: span.dossier,
        household: household,
        volet: span.volet,
        rank: nil,
        measure: span.measure + 1,
        start: range.lowerBound,
        end: min(range.upperBound, Day(number: .max / 2))
      )
    }
  }

  fileprivate func suspensions(of pathway: Pathway) -> [SuspendedDays] {
    DayRanges(measures[pathway.measures].flatMap(\.suspendedRanges)).ranges.map { range in
      SuspendedDays(
        dossier: pathway.dossier,
        household: household,
        volet: pathway.volet,
        rank: pathway.rank,
        measure: nil,
        start: range.lowerBound,
        end: min(range.upperBound, Day(number: .max / 2))
      )
    }
  }
}

/// A request of accompaniment, and whether the household entered.
struct Request: Sendable {
  let dossier: Int
  /// Index among those of the dossier.
  let orientation: Int
  let household: Household.ID
  let volet: Volet
  let date: Day
  /// Whether a parcours of the same volet started, and was not closed before the request.
  let entered: Bool
}

/// An access lease taken during a parcours of `acces`.
struct Access: Sendable {
  let dossier: Int
  let household: Household.ID
  let start: Day
  /// What became of it at the date d'arrêté, or at the end of the project if that is earlier.
  let holding: Holding
}

extension Dossier {
  fileprivate func requests(at index: Int, _ pathways: ArraySlice<Pathway>) -> [Request] {
    orientations.enumerated().map { number, orientation in
      let entered = pathways.contains { pathway in
        pathway.volet == orientation.volet && (pathway.end.map { $0 >= orientation.date } ?? true)
      }
      return Request(
        dossier: index,
        orientation: number,
        household: household,
        volet: orientation.volet,
        date: orientation.date,
        entered: entered
      )
    }
  }

  fileprivate func accesses(at index: Int, _ pathways: ArraySlice<Pathway>, _ project: Project) -> [Access] {
    let date = min(project.cutoff, project.end ?? project.cutoff)
    let leases = pathways.filter { $0.volet == .acces && $0.accessLease != nil }.flatMap { pathway in
      accessLeases(from: pathway.start, to: pathway.lastDay(project.cutoff))
    }
    return leases.sorted(by: precedes).compactMap { lease in
      guard let start = dwellings[lease].start, start <= date else { return nil }
      return Access(dossier: index, household: household, start: start, holding: holding(of: lease, at: date))
    }
  }
}
