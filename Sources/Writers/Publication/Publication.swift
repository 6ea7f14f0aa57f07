package import Model

/// The figures as they are published, each project under its own profile (référentiel §6).
///
/// What a funder pays for stays as it is; small cells of breakdowns are told together, amounts that would tell of one
/// household are not told, and all that the public reads is rounded. No figure keeps its members. All that is printed
/// reads these and nothing else.
package func publish(_ evaluations: [Evaluation], of report: Report) -> [Evaluation] {
  let cards = Dictionary(report.cards.map { ($0.code, $0) }) { first, _ in first }
  let isProgramme = evaluations.last?.project == "*"
  let sheets = evaluations.map { evaluation in
    Sheet(
      evaluation,
      cards: cards,
      volets: report.volets(of: evaluation.project),
      profile: report.campaign.profile(of: evaluation.project)
    )
  }
  let parts = isProgramme ? sheets.dropLast() : sheets[...]
  var printed = concurrently(parts.count) { index in Printing(sheets[index], among: []).rows }
  if isProgramme, let whole = sheets.last {
    // The programme is read beside the projects, so it is printed knowing what they print.
    let told = zip(parts, printed).map { PrintedPart(sheet: $0, rows: $1) }
    printed.append(Printing(whole, among: told).rows)
  }
  return zip(evaluations, printed).map { evaluation, rows in
    var published = evaluation
    published.figures = ordered(rows)
    published.checks = evaluation.checks.filter { $0.isPublished(among: rows) }
    return published
  }
}

/// The rows of one project, or of the programme, as they are computed, each found by its place.
struct Sheet: Sendable {
  /// A volet and a period.
  struct Place: Hashable, Sendable {
    let scope: Scope
    let period: PeriodKind
  }

  struct Key: Hashable, Sendable {
    let indicator: String
    let detail: String
    let place: Place
  }

  let project: String
  let figures: [Figure]
  let cards: [String: IndicatorCard]
  let volets: [Volet]
  let profile: Profile
  private let places: [Key: Int]
  /// Details of each breakdown, in the order of its card.
  private let details: [String: [String]]

  init(_ evaluation: Evaluation, cards: [String: IndicatorCard], volets: [Volet], profile: Profile) {
    project = evaluation.project
    figures = evaluation.figures
    self.cards = cards
    self.volets = volets
    self.profile = profile
    var places: [Key: Int] = [:]
    places.reserveCapacity(figures.count)
    var found: [String: Set<String>] = [:]
    for index in figures.indices {
      places[Sheet.key(of: figures[index])] = index
      if !figures[index].detail.isEmpty { found[figures[index].indicator, default: []].insert(figures[index].detail) }
    }
    self.places = places
    details = found.reduce(into: [:]) { details, one in
      let known = cards[one.key]?.details.filter(one.value.contains) ?? []
      details[one.key] = known + one.value.subtracting(known).sorted()
    }
  }

  static func key(of figure: Figure) -> Key {
    Key(
      indicator: figure.indicator,
      detail: figure.detail,
      place: Place(scope: figure.scope, period: figure.period)
    )
  }

  func index(_ indicator: String, _ detail: String, _ place: Place) -> Int? {
    places[Key(indicator: indicator, detail: detail, place: place)]
  }

  func figure(_ indicator: String, _ detail: String, _ place: Place) -> Figure? {
    index(indicator, detail, place).map { figures[$0] }
  }

  func details(of indicator: String) -> [String] { details[indicator] ?? [] }

  /// The volet that holds all the others of an indicator: the whole, or the only one.
  func base(of indicator: String) -> Scope {
    let scopes = cards[indicator]?.scopes ?? Scope.allCases
    return scopes.contains(.whole) ? .whole : scopes.first ?? .whole
  }

  /// Volets of which an indicator is given beside the whole; empty where there is nothing to tell apart.
  func split(of indicator: String) -> [Scope] {
    guard base(of: indicator) == .whole, volets.count > 1 else { return [] }
    return volets.compactMap { Scope(rawValue: $0.rawValue) }
  }

  /// How a row is published; the row without detail of a breakdown is a key figure.
  func publication(of figure: Figure) -> Publication {
    let declared = cards[figure.indicator]?.publication ?? .key
    return declared == .breakdown && figure.detail.isEmpty ? .key : declared
  }

  /// Whether a row is of a volet that the project does not have.
  func isAbsent(_ figure: Figure) -> Bool { figure.scope.volet.map { !volets.contains($0) } ?? false }
}

/// What a project prints, beside what it computed.
struct PrintedPart: Sendable {
  let sheet: Sheet
  private let rows: [Sheet.Key: Figure]

  init(sheet: Sheet, rows: [Figure]) {
    self.sheet = sheet
    self.rows = Dictionary(rows.map { (Sheet.key(of: $0), $0) }) { first, _ in first }
  }

  func row(_ indicator: String, _ detail: String, _ place: Sheet.Place) -> Figure? {
    rows[Sheet.Key(indicator: indicator, detail: detail, place: place)]
  }
}

/// The rows of a sheet as they are printed.
struct Printing {
  let sheet: Sheet
  /// The projects, when the sheet is the programme's.
  let parts: [PrintedPart]
  var rows: [Figure]

  init(_ sheet: Sheet, among parts: [PrintedPart]) {
    self.sheet = sheet
    self.parts = parts
    rows = sheet.figures.map { figure in
      var figure = figure
      figure.members = []
      figure.curve = figure.publishedCurve(for: sheet.profile)
      return sheet.isAbsent(figure) ? figure.emptied(.notApplicable) : figure
    }
    let codes = unique(sheet.figures.map(\.indicator))
    for code in codes where sheet.cards[code]?.publication == .breakdown { printBreakdown(code) }
    printAmounts(codes.filter { sheet.cards[$0]?.publication == .amount })
    printSurvivals()
    if sheet.profile == .everyone { printRounded() }
  }

  mutating func change(_ index: Int, _ change: (inout Figure) -> Void) {
    if rows[index].status != .notApplicable { change(&rows[index]) }
  }

  /// Below ten subjects, or five at risk at the horizon, a survival is not given.
  private mutating func printSurvivals() {
    for index in sheet.figures.indices {
      let figure = sheet.figures[index]
      guard figure.status == .published, figure.indicator.hasPrefix("maintien_km_"), figure.detail.isEmpty else {
        continue
      }
      let place = Sheet.Place(scope: figure.scope, period: figure.period)
      let atRisk = sheet.figure(figure.indicator, "n_a_risque", place)?.value?.double ?? 0
      if (figure.denominator?.double ?? 0) < 10 || atRisk < 5 {
        change(index) { $0 = $0.emptied(.tooFew, note: "moins de 10 suivis, ou moins de 5 à l’échéance") }
      }
    }
  }
}

extension Figure {
  /// The row without anything to read.
  func emptied(_ status: FigureStatus, note: String = "") -> Figure {
    var empty = Figure(
      project: project,
      period: period,
      scope: scope,
      indicator: indicator,
      detail: detail,
      label: label,
      unit: unit
    )
    empty.status = status
    empty.note = note
    return empty
  }

  /// The points of a survival curve that a reader may have: those of ten subjects and more, while five are observed.
  func publishedCurve(for profile: Profile) -> [SurvivalPoint] {
    guard profile == .funder, let start = curve.first, start.atRisk >= 10 else { return [] }
    return Array(curve.prefix { $0.atRisk >= 5 })
  }
}

extension Check {
  /// Whether every figure that its sentence tells is printed as it is.
  fileprivate func isPublished(among rows: [Figure]) -> Bool {
    guard !figures.isEmpty else { return true }
    let named = Set(figures)
    let hidden = rows.contains { row in
      row.status != .published && row.status != .notComputable && row.status != .notCollected
        && named.contains(row.name)
    }
    return !hidden
  }
}

extension Report {
  /// Volets of a project, or of all of them for `*`.
  func volets(of project: String) -> [Volet] {
    if let project = campaign.projects.first(where: { $0.code == project }) { return project.volets }
    return Volet.allCases.filter { volet in campaign.projects.contains { $0.volets.contains(volet) } }
  }
}

extension Unit {
  /// Whether a figure of this unit is a number of persons, households, measures or parcours.
  var isCount: Bool {
    switch self {
    case .menages, .personnes, .mesures, .parcours: true
    default: false
    }
  }

  /// Whether it is a share of persons, households, parcours or meetings.
  var isShare: Bool {
    switch self {
    case .shareOfPathways, .shareOfHouseholds, .shareOfVisits: true
    default: false
    }
  }
}
