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

  private var size: Int { projects * Cells.periods * Cells.scopes }

  init(projects: Int) { self.projects = projects }

  func series(_ series: Series) -> Int? { numbers[series] }

  /// Place of a number.
  func cell(_ series: Int, _ part: Part, project: Int, period: Int, scope: Int) -> Int {
    (series * Part.allCases.count + part.rawValue) * size + (project * Cells.periods + period) * Cells.scopes + scope
  }

  /// Another number of the same row.
  func beside(_ cell: Int, _ part: Part) -> Int {
    let series = cell / size / Part.allCases.count
    return (series * Part.allCases.count + part.rawValue) * size + cell % size
  }

  /// The same when a row tells it.
  func told(_ series: Int, _ part: Part, project: Int, period: Int, scope: Int) -> Int? {
    let cell = cell(series, part, project: project, period: period, scope: scope)
    return exists[cell] ? cell : nil
  }

  /// Notes a number that a row tells, and gives its place.
  mutating func note(_ told: Told, project: Int, of figure: Figure) -> Int {
    let series = open(told.series, countsHouseholds: figure.countsHouseholds)
    let cell = cell(
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
            let rest = cell(series, part, project: project, period: Cells.rest, scope: scope)
            exists[rest] = true
            values[rest] = values[whole] - values[year]
          }
        }
      }
    }
  }

  /// Opens the persons that are not children: no row prints them, both rows together tell them.
  mutating func openAdults() {
    guard let persons = series(Series("personnes_accompagnees")),
      let children = series(Series("personnes_accompagnees", "enfants"))
    else { return }
    for project in 0..<projects {
      for period in 0..<Cells.rest {
        for scope in 0..<Cells.scopes {
          guard let all = told(persons, .counted, project: project, period: period, scope: scope),
            let young = told(children, .counted, project: project, period: period, scope: scope)
          else { continue }
          let adults = cell(children, .others, project: project, period: period, scope: scope)
          exists[adults] = true
          values[adults] = values[all] - values[young]
        }
      }
    }
  }

  /// Opens the sum of some numbers, that no row prints, where rows tell all of them.
  ///
  /// Tightening one relation at a time misses what two of them say together of a sum they share: the sum itself makes
  /// it seen. `terms` gives, for a project, the numbers to add; none where they are not known.
  mutating func openSum(_ series: Series, of terms: (_ project: Int) -> [Series], _ part: Part = .counted) {
    for project in 0..<projects {
      let numbers = terms(project).compactMap { self.series($0) }
      guard !numbers.isEmpty, numbers.count == terms(project).count else { continue }
      for period in 0..<Cells.periods {
        for scope in 0..<Cells.scopes {
          let added = numbers.compactMap { told($0, part, project: project, period: period, scope: scope) }
          guard added.count == numbers.count else { continue }
          let sum = cell(open(series), .counted, project: project, period: period, scope: scope)
          exists[sum] = true
          values[sum] = added.reduce(0) { $0 + values[$1] }
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
  /// Closed parcours by what their exit says: positive, nothing, anything else.
  static let goodExits = Self("sorties aux motifs positifs")
  static let silentExits = Self("sorties par décès ou transfert")
  static let otherExits = Self("autres sorties")
  /// Closed parcours that came threatened, whatever their exit.
  static let threatened = Self("parcours entrés menacés et clos")

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
    case .menages, .personnes, .shareOfHouseholds, .householdRatio: true
    default: indicator == "aides_mobilisees"
    }
  }

  /// The whole numbers that the row tells a reader who knows the référentiel.
  var tells: [Cells.Told] {
    let own = Cells.Series(indicator, detail)
    let counted = whole(numerator)
    let among = whole(denominator)
    switch unit {
    case .menages, .personnes, .mesures, .parcours, .householdRatio:
      return counted.map { [Cells.Told(own, .counted, $0)] } ?? []
    case .shareOfPathways, .shareOfHouseholds, .shareOfVisits:
      return indicator.hasPrefix("maintien_km_") ? [] : proportion(own, counted ?? 0, among ?? 0)
    case .euros:
      let documented = among.map { amountCount(own, $0) } ?? []
      guard detail == "total" || indicator == "aides_mobilisees", let cents = cents(numerator) else {
        return documented
      }
      return [Cells.Told(own, .counted, cents)] + documented
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
