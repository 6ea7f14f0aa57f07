import Model

/// The whole numbers that the rows of a publication tell: numerators, complements, denominators, missing units.
///
/// Numbers of one kind make a grid of project × period × scope; a third period holds what cumul counts outside annee,
/// which no row prints. Rows that state one and the same number (the denominator of `transition_dette` and that of
/// `dette_apuree`) share its cell.
struct Cells: Sendable {
  enum Part: Int, CaseIterable { case counted, others, among, missing, population }

  /// A kind of number: `parcours_clotures`, or one row of a breakdown.
  struct Series: Hashable, Sendable {
    let indicator: String
    let detail: String

    init(_ indicator: String, _ detail: String = "") {
      self.indicator = indicator
      self.detail = detail
    }
  }

  /// How the numbers of a series relate across volets, periods and projects.
  enum Nature: Sendable {
    /// Parcours, measures, visits, debts: volets, periods and projects add up.
    case pooled
    /// Households, counted once: the whole is at least each part and at most their sum.
    case household
  }

  /// A number that a row tells.
  struct Told {
    let series: Series
    let part: Part
    let value: Int

    init(_ series: Series, _ part: Part, _ value: Int) {
      self.series = series
      self.part = part
      self.value = value
    }
  }

  static let periods = 3
  static let scopes = 3
  /// The period that holds what cumul counts outside annee.
  static let rest = 2

  let projects: Int
  private(set) var natures: [Nature] = []
  private(set) var names: [Series] = []
  private var numbers: [Series: Int] = [:]
  private(set) var values: [Int] = []
  /// Whether a row, printed or not, tells it.
  private(set) var exists: [Bool] = []
  private(set) var isSigned: [Bool] = []

  /// Numbers of one part of one series.
  private var size: Int { projects * Cells.periods * Cells.scopes }

  init(projects: Int) { self.projects = projects }

  func position(project: Int, period: Int, scope: Int) -> Int {
    (project * Cells.periods + period) * Cells.scopes + scope
  }

  func axes(of position: Int) -> (project: Int, period: Int, scope: Int) {
    (position / Cells.scopes / Cells.periods, position / Cells.scopes % Cells.periods, position % Cells.scopes)
  }

  /// The results that a cost counts, and the two that make them, the volets maintien and acces; `nil` without any.
  var costs: (kept: Int, maintien: Int, acces: Int)? {
    guard let kept = variable(Series("cout_par_maintien"), .among),
      let maintien = variable(Series("maintien_cloture"), .counted),
      let acces = variable(Series("maintien_acces"), .counted)
    else { return nil }
    return (kept, maintien, acces)
  }

  /// The same number of the other years, the other volets and the other projects.
  func neighbours(of cell: Int) -> [Int] {
    let variable = variable(of: cell)
    let (project, period, scope) = axes(of: position(of: cell))
    let places =
      (0..<Cells.periods).filter { $0 != period }.reversed().map { (project, $0, scope) }
      + (0..<Cells.scopes).filter { $0 != scope }.reversed().map { (project, period, $0) }
      + (0..<projects).filter { $0 != project }.map { ($0, period, scope) }
    return places.map { self.cell(variable, at: position(project: $0.0, period: $0.1, scope: $0.2)) }
      .filter { exists[$0] }
  }

  /// Positions of a whole, then of its parts: volets, and projects.
  func families(of position: Int) -> [[Int]] {
    let (project, period, scope) = axes(of: position)
    if period == Cells.rest { return [] }
    let volets = (0..<Cells.scopes).map { self.position(project: project, period: period, scope: $0) }
    let all = (0..<projects).reversed().map { self.position(project: $0, period: period, scope: scope) }
    return all.count > 1 ? [volets, all] : [volets]
  }

  /// Whether the whole of a part is bound by its parts: the others of a household indicator move when another volet or
  /// project says yes.
  func hasTotals(_ variable: Int) -> Bool {
    let part = part(of: variable)
    return nature(of: variable) == .pooled || part != .others && part != .missing
  }

  /// Number of a part of a series, the same at every position; `nil` when no row has the series.
  func variable(_ series: Series, _ part: Part) -> Int? {
    numbers[series].map { $0 * Part.allCases.count + part.rawValue }
  }

  func nature(of variable: Int) -> Nature { natures[variable / Part.allCases.count] }
  func part(of variable: Int) -> Part { Part.allCases[variable % Part.allCases.count] }

  func cell(_ variable: Int, at position: Int) -> Int { variable * size + position }
  func variable(of cell: Int) -> Int { cell / size }
  func position(of cell: Int) -> Int { cell % size }

  var variables: Int { names.count * Part.allCases.count }
  var positions: Int { size }

  /// Another number of the same row.
  func beside(_ cell: Int, _ part: Part) -> Int {
    self.cell(variable(of: cell) / Part.allCases.count * Part.allCases.count + part.rawValue, at: position(of: cell))
  }

  /// Place of a number, when a row tells it.
  private func told(_ series: Int, _ part: Part, project: Int, period: Int, scope: Int) -> Int? {
    let cell = place(series, part, project: project, period: period, scope: scope)
    return exists[cell] ? cell : nil
  }

  private func place(_ series: Int, _ part: Part, project: Int, period: Int, scope: Int) -> Int {
    cell(series * Part.allCases.count + part.rawValue, at: position(project: project, period: period, scope: scope))
  }

  /// Notes a number that a row tells, and gives its place.
  mutating func note(_ told: Told, project: Int, of figure: Figure) -> Int {
    let series = open(told.series, countsHouseholds: figure.countsHouseholds)
    let cell = place(
      series,
      told.part,
      project: project,
      period: figure.period == .cumul ? 0 : 1,
      scope: Cells.number(of: figure.scope)
    )
    if !exists[cell] {
      exists[cell] = true
      values[cell] = told.value
    }
    return cell
  }

  /// Opens the cells of what cumul counts outside annee.
  mutating func openRest() {
    for series in names.indices where names[series].countsByPeriod {
      for part in Part.allCases where part == .counted || names[series].staysAcrossPeriods(natures[series]) {
        for project in 0..<projects {
          for scope in 0..<Cells.scopes {
            guard let whole = told(series, part, project: project, period: 0, scope: scope),
              let year = told(series, part, project: project, period: 1, scope: scope)
            else { continue }
            let rest = place(series, part, project: project, period: Cells.rest, scope: scope)
            exists[rest] = true
            values[rest] = values[whole] - values[year]
          }
        }
      }
    }
  }

  /// Opens the persons that are not children: no row prints them, both rows together tell them.
  mutating func openAdults() {
    guard let persons = numbers[Series("personnes_accompagnees")],
      let children = numbers[Series("personnes_accompagnees", "enfants")]
    else { return }
    for project in 0..<projects {
      for period in 0..<Cells.rest {
        for scope in 0..<Cells.scopes {
          guard let all = told(persons, .counted, project: project, period: period, scope: scope),
            let young = told(children, .counted, project: project, period: period, scope: scope)
          else { continue }
          let adults = place(children, .others, project: project, period: period, scope: scope)
          exists[adults] = true
          values[adults] = values[all] - values[young]
        }
      }
    }
  }

  static func number(of scope: Scope) -> Int {
    switch scope {
    case .whole: 0
    case .acces: 1
    case .maintien: 2
    }
  }

  private mutating func open(_ series: Series, countsHouseholds: Bool = false) -> Int {
    if let number = numbers[series] { return number }
    let number = names.count
    numbers[series] = number
    names.append(series)
    natures.append(countsHouseholds ? .household : .pooled)
    let count = size * Part.allCases.count
    values += [Int](repeating: 0, count: count)
    exists += [Bool](repeating: false, count: count)
    isSigned += [Bool](repeating: series.indicator == "variation_dette" && series.detail == "total", count: count)
    return number
  }
}

extension Cells.Series {
  static let closed = Self("parcours_clotures")
  static let active = Self("parcours actifs")
  static let indebted = Self("parcours endettés")
  static let threatenedAndClosed = Self("parcours menacés clos")
  static let visits = Self("rencontres")
  /// Subjects of survival.
  static func followed(_ scope: Scope) -> Self { Self("suivis", scope.rawValue) }

  static func exit(_ motive: ExitMotive) -> Self { Self("sorties_par_motif", motive.rawValue) }

  /// Whether what is counted in annee is counted in cumul.
  ///
  /// Not the first access lease of the period, which differs; nor what has no year.
  var countsByPeriod: Bool { indicator != "maintien_acces" && !indicator.hasPrefix("maintien_km_") }

  /// Whether, besides the numerator, the others and the documented are the same in both periods.
  func staysAcrossPeriods(_ nature: Cells.Nature) -> Bool {
    nature == .pooled && indicator != "expulsions_effectives"
  }
}

extension Figure {
  /// Whether it counts each household once, whatever its projects and volets.
  fileprivate var countsHouseholds: Bool {
    switch unit {
    case .menages, .personnes, .shareOfHouseholds, .householdRatio, .eurosPerKeptDwelling: true
    default: indicator == "aides_mobilisees"
    }
  }

  /// The kind of number that the row is about.
  ///
  /// Survival counts households in acces and parcours in maintien: two kinds.
  var series: Cells.Series {
    indicator.hasPrefix("maintien_km_")
      ? Cells.Series(indicator, [scope.rawValue, detail].filter { !$0.isEmpty }.joined(separator: "|"))
      : Cells.Series(indicator, detail)
  }

  /// The whole numbers that the row tells a reader who knows the référentiel.
  var tells: [Cells.Told] {
    let own = series
    let counted = whole(numerator)
    let among = whole(denominator)
    switch unit {
    case .menages, .personnes, .mesures, .parcours, .householdRatio:
      return counted.map { [Cells.Told(own, .counted, $0)] } ?? []
    case .shareOfPathways, .shareOfHouseholds, .shareOfVisits:
      return proportion(own, counted ?? 0, among ?? 0)
    case .euros:
      let documented = among.map { amountCount(own, $0) } ?? []
      guard detail == "total" || indicator == "aides_mobilisees" else { return documented }
      return [Cells.Told(own, .counted, cents(numerator) ?? 0)] + documented
    case .mois:
      return indicator == "duree_mediane" ? among.map { [Cells.Told(.closed, .counted, $0)] } ?? [] : []
    case .visitsPerSixMonths: return counted.map { [Cells.Told(.visits, .counted, $0)] } ?? []
    case .eurosPerKeptDwelling: return among.map { [Cells.Told(own, .among, $0)] } ?? []
    case .shareOfEuros, .monthMeasures, .eurosPerHousehold, .eurosPerMonthMeasure: return []
    }
  }

  private func whole(_ quantity: Quantity?) -> Int? {
    guard case .exact(let value)? = quantity, value.denominator == 1 else { return nil }
    return value.numerator
  }

  private func cents(_ quantity: Quantity?) -> Int? {
    guard case .exact(let value)? = quantity else { return nil }
    return whole(.exact(value * Rational(100)))
  }

  private func amountCount(_ own: Cells.Series, _ count: Int) -> [Cells.Told] {
    indicator == "aides_mobilisees"
      ? [Cells.Told(own, .among, count)]
      : [Cells.Told(.indebted, .among, count), Cells.Told(.indebted, .missing, missing)]
  }

  private func proportion(_ own: Cells.Series, _ counted: Int, _ among: Int) -> [Cells.Told] {
    if detail == "taux_suivi" {
      let observed = Cells.Series(indicator)
      return [
        Cells.Told(observed, .among, counted), Cells.Told(observed, .missing, among - counted),
        Cells.Told(observed, .population, among),
      ]
    }
    let told = [Cells.Told(own, .counted, counted), Cells.Told(own, .others, among - counted)]
    let population = among + missing
    if indicator.hasPrefix("maintien_km_") { return told + [Cells.Told(.followed(scope), .among, among)] }
    switch indicator {
    case "sorties_par_motif", "renouvellements_par_rang", "taux_renouvellement", "acces_logement_clotures":
      return status == .notCollected ? told : told + [Cells.Told(.closed, .counted, among)]
    case "issue_par_stade":
      let stage = Cells.Series(indicator, String(detail.prefix { $0 != "|" }))
      return told + [Cells.Told(stage, .among, among)]
    case "dette_minoree", "dette_apuree", "transition_dette":
      return told + [
        Cells.Told(.indebted, .among, among), Cells.Told(.indebted, .missing, missing),
        Cells.Told(.indebted, .population, population),
      ]
    default:
      let whole = own.population ?? (series: own, part: .population)
      return told + [
        Cells.Told(own, .among, among), Cells.Told(own, .missing, missing),
        Cells.Told(whole.series, whole.part, population),
      ]
    }
  }
}
