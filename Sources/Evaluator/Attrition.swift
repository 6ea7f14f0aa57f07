package import Model

/// The account of a figure, from the rows of measures received to the units counted.
///
/// - Parameters:
///   - figure: one that `evaluate` gave for the same households and campaign.
///   - households: those given to `evaluate`.
///   - campaign: the one given to `evaluate`.
/// - Returns: lines in order; each `remaining` line is the `received` one less all that is `removed` before it. Lines
///   of zero are left out but those that remain. Empty for figures that count no unit: costs, funding.
package func attrition(
  of figure: Figure,
  among households: [Household],
  in campaign: Campaign
) -> [AttritionLine] {
  let referentiel = Referentiel(of: campaign)
  guard let line = referentiel.line(of: figure), let card = referentiel.indicator(figure.indicator)?.card,
    let rule = line.rule
  else { return [] }
  let projects = campaign.projects.filter { figure.project == Pool.consolidated || $0.code == figure.project }
  var scoped = campaign
  scoped.projects = projects
  let sorted = households.sorted { $0.id < $1.id }
  let pool = Pool(figure.project, figure.period, figure.scope, of: JudgedCohort.all(sorted, in: scoped, by: []))
  var account = Account(MeasureRows(households, of: projects, figure.scope), pool)
  account.candidates(of: rule, to: figure.untracedMembers.count)
  account.members(of: figure, card: card)
  return account.lines.filter { $0.kind != .removed || $0.count != 0 }
}

/// The rows of measures of some projects.
fileprivate struct MeasureRows {
  var received = 0
  var elsewhere = 0
  var diagnostics = 0
  var neverStarted = 0
  var withoutOrientation = 0

  init(_ households: [Household], of projects: [Project], _ scope: Scope) {
    for project in projects {
      for household in households {
        for measure in household.measures where measure.project == project.code {
          received += 1
          if let volet = scope.volet, volet != measure.volet {
            elsewhere += 1
            continue
          }
          let known = measure.truncated(at: project.cutoff)
          if known.oriented == nil { withoutOrientation += 1 }
          if known.kind == .diagnostic { diagnostics += 1 } else if known.start == nil { neverStarted += 1 }
        }
      }
    }
  }
}

/// The lines of an account, and how many units stay after them.
fileprivate struct Account {
  private let rows: MeasureRows
  private let pool: Pool
  private(set) var lines: [AttritionLine]
  private var running: Int
  /// What is counted one by one.
  private var unit = "parcours"

  init(_ rows: MeasureRows, _ pool: Pool) {
    self.rows = rows
    self.pool = pool
    lines = [AttritionLine(.received, "mesures reçues", rows.received)]
    running = rows.received
    remove("mesures de l’autre volet", rows.elsewhere)
  }

  private mutating func remove(_ label: String, _ count: Int) {
    lines.append(AttritionLine(.removed, label, count))
    running -= count
  }

  private mutating func remain(_ label: String, households: Int) {
    lines.append(AttritionLine(.remaining, label, running, households: households))
  }

  private mutating func started() {
    remove("diagnostics", rows.diagnostics)
    remove("mesures non démarrées à la date d’arrêté", rows.neverStarted)
    let households = pool.slices.flatMap { slice in
      slice.cohort.spans.lazy.filter { slice.volets.contains($0.volet) }.map(\.household)
    }
    remain("mesures démarrées", households: Set(households).count)
  }

  /// What the units of a rule are taken from.
  mutating func candidates(of rule: Rule, to members: Int) {
    switch rule.table.name {
    case FactTable.measures.name: measures(to: members)
    case FactTable.orientations.name: orientations(to: members)
    case FactTable.pathways.name: pathways(rule.population, perHousehold: rule.perHousehold)
    default: pathways(nil, perHousehold: rule.perHousehold)
    }
  }

  mutating func measures(to members: Int) {
    started()
    unit = "mesures"
    remove("mesures sans jour dans la période, ou démarrées hors d’elle", running - members)
  }

  mutating func orientations(to members: Int) {
    remove("mesures sans date d’orientation", rows.withoutOrientation)
    let slices = pool.slices
    let oriented = slices.reduce(0) { sum, slice in
      sum + slice.cohort.requests.count { slice.volets.contains($0.volet) && slice.contains($0.date) }
    }
    remove("orientations hors de la période", running - oriented)
    remove("orientations d’un ménage déjà compté", running - members)
  }

  /// `nil`: whatever their dates, where the units are not parcours.
  mutating func pathways(_ population: Population?, perHousehold: Bool) {
    started()
    remove("mesures qui en continuent une autre", running - pool.slices.reduce(0) { $0 + $1.all.count })
    let households = pool.slices.flatMap { slice in slice.all.map { slice.cohort.pathways[$0].household } }
    remain("parcours", households: Set(households).count)
    var selected: [Household.ID] = []
    for slice in pool.slices {
      let units = population?.units(of: .pathways, in: slice) ?? slice.all
      selected += units.map { slice.cohort.pathways[$0].household }
    }
    remove("parcours hors de cette population", running - selected.count)
    let kept = Set(selected).count
    remain(population?.label ?? "parcours démarrés à la date d’arrêté", households: kept)
    if perHousehold {
      remove("parcours d’un ménage déjà compté", running - kept)
      remain("ménages de ces parcours", households: kept)
      unit = "ménages"
    }
  }

  /// The lines that the members of the figure make.
  mutating func members(of figure: Figure, card: IndicatorCard) {
    let members = figure.untracedMembers
    let counted = Set(members.lazy.filter { $0.standing == .counted }.map(\.household)).count
    remove("non concernés par l’indicateur", running - members.count)
    for standing in [Member.Standing.leftOut, .missing] {
      let reasons = Dictionary(grouping: members.filter { $0.standing == standing }, by: \.reason)
      for (reason, own) in reasons.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) {
        remove((standing == .missing ? "manquants\u{a0}: " : "écartés\u{a0}: ") + reason, own.count)
      }
    }
    // Visits are counted, but parcours are accounted for.
    if card.shape == .proportion && card.unit != .shareOfVisits || card.shape == .survival {
      let documented = members.filter { $0.standing == .counted || $0.standing == .notCounted }
      remain("documentés\u{a0}: " + card.among, households: Set(documented.map(\.household)).count)
      remove("non comptés", members.count { $0.standing == .notCounted })
      remain("comptés\u{a0}: " + card.counted, households: counted)
    } else {
      remove("non comptés", members.count { $0.standing == .notCounted })
      remain(unit == "mesures" ? "mesures comptées" : unit + " comptés", households: counted)
    }
  }
}

/// The parcours of one household in every project of a campaign, by project, volet, start.
package func pathways(of household: Household, in campaign: Campaign) -> [PathwaySummary] {
  Cohort.all([household], in: campaign).flatMap { cohort in
    cohort.pathways.map { pathway in
      PathwaySummary(
        project: cohort.setting.project.code,
        volet: pathway.volet,
        rank: pathway.rank,
        start: pathway.start,
        end: pathway.end,
        days: pathway.days,
        renewals: pathway.renewals,
        measures: cohort.dossiers[pathway.dossier].measures[pathway.measures].map(\.origin)
      )
    }
  }
}
