import Model

/// A reader who has everything that is published, the référentiel and a pencil, and nothing of the program under test.
///
/// Numbers are named by text. Every relation that the référentiel gives is written out, and the interval of each number
/// that is not printed is tightened over all of them until nothing moves.
struct Attack {
  /// `Σ ± number = 0`, or `≥ 0`.
  struct Relation {
    let terms: [(number: Int, sign: Int)]
    let isEqual: Bool
  }

  static let endless = 1 << 40
  private(set) var names: [String: Int] = [:]
  private(set) var lower: [Int] = []
  private(set) var upper: [Int] = []
  private(set) var isKnown: [Bool] = []
  private var isSigned: [Bool] = []
  private(set) var relations: [Relation] = []
  private(set) var holders: [[Int]] = []
  let projects: [String]

  /// `published`: the rows as printed, of all projects; `motives`: those that count as positive, by project.
  init(_ published: [Figure], motives: [String: Set<ExitMotive>] = [:]) {
    projects = Set(published.map(\.project)).subtracting(["*"]).sorted()
    for figure in published { read(figure) }
    for figure in published where figure.period == .cumul { openOtherYears(figure) }
    for figure in published { addTotals(figure) }
    for project in projects + ["*"] {
      for period in ["cumul", "annee", "reste"] {
        for scope in Scope.allCases {
          addIndicators(Place(project: project, period: period, scope: scope), motives[project])
        }
      }
    }
    holders = [[Int]](repeating: [], count: lower.count)
    for (place, relation) in relations.enumerated() {
      for term in relation.terms { holders[term.number].append(place) }
    }
    solve()
  }

  struct Place {
    var project: String
    var period: String
    var scope: Scope
  }

  static func name(_ place: Place, _ indicator: String, _ detail: String, _ part: String) -> String {
    "\(place.project)/\(place.period)/\(place.scope.rawValue)/\(indicator)/\(detail)/\(part)"
  }

  static func name(_ figure: Figure, _ part: String) -> String {
    name(
      Place(project: figure.project, period: figure.period.rawValue, scope: figure.scope),
      figure.indicator,
      figure.detail,
      part
    )
  }

  func interval(_ name: String) -> (low: Int, high: Int)? { names[name].map { (lower[$0], upper[$0]) } }
}

extension Attack {
  /// The whole numbers of a row: `num`, `autres`, `den`, `manquant`; money in centimes.
  static func numbers(of figure: Figure) -> [String: Int] {
    let top = figure.numerator.map { Int(($0.double * 100).rounded()) } ?? 0
    let bottom = Int((figure.denominator?.double ?? 0).rounded())
    switch figure.unit {
    case .menages, .personnes, .mesures, .parcours, .householdRatio, .visitsPerSixMonths: return ["num": top / 100]
    case .shareOfPathways, .shareOfHouseholds, .shareOfVisits:
      return ["num": top / 100, "autres": bottom - top / 100, "den": bottom, "manquant": figure.missing]
    case .euros:
      let documented = ["den": bottom, "manquant": figure.missing]
      let isSum = figure.detail == "total" || figure.indicator == "aides_mobilisees"
      return isSum ? documented.merging(["num": top]) { one, _ in one } : documented
    case .eurosPerKeptDwelling: return ["den": bottom]
    case .mois: return figure.indicator == "duree_mediane" ? ["den": bottom] : [:]
    default: return [:]
    }
  }

  private mutating func read(_ figure: Figure) {
    for (part, value) in Attack.numbers(of: figure).sorted(by: { $0.key < $1.key }) {
      let isSecret = figure.status == .secret
      open(Attack.name(figure, part), isSigned: figure.isSigned && part == "num", isSecret ? nil : value)
    }
    if figure.status != .notCollected {
      equal([number(figure, "num"), number(figure, "autres")], [number(figure, "den")])
    }
  }

  private mutating func open(_ name: String, isSigned signed: Bool, _ value: Int?) {
    if names[name] != nil { return }
    names[name] = lower.count
    lower.append(value ?? (signed ? -Attack.endless : 0))
    upper.append(value ?? Attack.endless)
    isKnown.append(value != nil)
    isSigned.append(signed)
  }

  private func number(_ figure: Figure, _ part: String) -> Int? { names[Attack.name(figure, part)] }

  /// What cumul counts outside annee.
  private mutating func openOtherYears(_ figure: Figure) {
    if figure.indicator == "maintien_acces" || figure.indicator.hasPrefix("maintien_km") { return }
    for part in ["num", "autres", "den", "manquant"] {
      // Of households only those counted, and of expulsions, stay so from one period to the other.
      let isCount = part == "num"
      if !isCount, figure.isOfHouseholds || figure.indicator == "expulsions_effectives" { continue }
      var (year, rest) = (figure, Place(project: figure.project, period: "reste", scope: figure.scope))
      year.period = .annee
      rest.scope = figure.scope
      guard let whole = number(figure, part), let part1 = number(year, part) else { continue }
      let name = Attack.name(rest, figure.indicator, figure.detail, part)
      open(name, isSigned: figure.isSigned && part == "num", nil)
      equal([whole], [part1, names[name]])
    }
  }

  /// Volets make the whole, projects the programme: sums for parcours, bounds for households.
  private mutating func addTotals(_ figure: Figure) {
    let periods = figure.period == .cumul ? ["cumul", "reste"] : ["annee"]
    for period in periods {
      for part in ["num", "autres", "den", "manquant"] {
        let isOfHouseholds = figure.isOfHouseholds
        if isOfHouseholds, part == "autres" || part == "manquant" || period == "reste" { continue }
        var families: [[Place]] = []
        if figure.scope == .whole {
          families.append(
            [.whole, .acces, .maintien].map { Place(project: figure.project, period: period, scope: $0) }
          )
        }
        if figure.project == "*" {
          families.append((["*"] + projects).map { Place(project: $0, period: period, scope: figure.scope) })
        }
        for family in families {
          let all = family.map { names[Attack.name($0, figure.indicator, figure.detail, part)] }
          add(whole: all[0], Array(all.dropFirst()), isOfHouseholds: isOfHouseholds)
        }
      }
    }
  }

  private mutating func add(whole: Int?, _ parts: [Int?], isOfHouseholds: Bool) {
    if !isOfHouseholds { return equal(parts, [whole]) }
    atMost([whole], parts)
    if parts.allSatisfy({ $0 != nil }) { for part in parts { atMost([part], [whole]) } }
  }

  /// `Σ one = Σ other`, when all are rows of the publication.
  mutating func equal(_ one: [Int?], _ other: [Int?]) { add(one, other, isEqual: true) }

  /// `Σ smaller ≤ Σ larger`, when all are rows of the publication.
  mutating func atMost(_ smaller: [Int?], _ larger: [Int?]) { add(larger, smaller, isEqual: false) }

  private mutating func add(_ positive: [Int?], _ negative: [Int?], isEqual: Bool) {
    let (more, less) = (positive.compactMap(\.self), negative.compactMap(\.self))
    guard more.count == positive.count, less.count == negative.count, !more.isEmpty else { return }
    relations.append(Relation(terms: more.map { ($0, 1) } + less.map { ($0, -1) }, isEqual: isEqual))
  }
}

extension Attack {
  /// Tightens until nothing moves.
  private mutating func solve() {
    var queue = Array(relations.indices)
    var isQueued = [Bool](repeating: true, count: relations.count)
    var next = 0
    while next < queue.count, next < 2_000_000 {
      let relation = relations[queue[next]]
      isQueued[queue[next]] = false
      next += 1
      var (least, most) = (0, 0)
      for (number, sign) in relation.terms {
        least += sign > 0 ? lower[number] : -upper[number]
        most += sign > 0 ? upper[number] : -lower[number]
      }
      for (number, sign) in relation.terms where lower[number] < upper[number] {
        // What the others leave: Σ others ∈ [least − own, most − own], own = −Σ others.
        var (low, high) = (-Attack.endless, Attack.endless)
        if sign > 0 {
          low = -(most - upper[number])
          if relation.isEqual { high = -(least - lower[number]) }
        } else {
          high = most + lower[number]
          if relation.isEqual { low = least + upper[number] }
        }
        low = max(low, lower[number])
        high = min(high, upper[number])
        if low == lower[number], high == upper[number] || low > high { continue }
        (lower[number], upper[number]) = (min(low, high), high)
        for holder in holders[number] where !isQueued[holder] {
          isQueued[holder] = true
          queue.append(holder)
        }
        (least, most) = (0, 0)
        for (number, sign) in relation.terms {
          least += sign > 0 ? lower[number] : -upper[number]
          most += sign > 0 ? upper[number] : -lower[number]
        }
      }
    }
  }

  /// What is wrong with other numbers taken for the true ones: what they change, by name, from the `truth` by number.
  func objections(to changes: [String: Int], from truth: [Int]) -> [String] {
    var moved: [Int: Int] = [:]
    var touched: Set<Int> = []
    var wrong: [String] = []
    for (name, change) in changes where change != 0 {
      guard let number = names[name] else { continue }
      moved[number] = change
      touched.formUnion(holders[number])
      if isKnown[number] { wrong.append("\(name) is printed") }
      if truth[number] + change < 0, !isSigned[number] { wrong.append("\(name) would be \(truth[number] + change)") }
    }
    for place in touched {
      var sum = 0
      for (number, sign) in relations[place].terms { sum += sign * (truth[number] + (moved[number] ?? 0)) }
      if relations[place].isEqual ? sum != 0 : sum < 0 {
        let terms = Set(relations[place].terms.map(\.number))
        wrong.append("false: " + names.filter { terms.contains($0.value) }.keys.sorted().joined(separator: ", "))
      }
    }
    return wrong.sorted()
  }

  /// Values by number.
  func values(of truth: [String: Int]) -> [Int] {
    var values = [Int](repeating: 0, count: lower.count)
    for (name, number) in names { values[number] = truth[name] ?? 0 }
    return values
  }
}

extension Figure {
  fileprivate var isSigned: Bool { indicator == "variation_dette" }

  /// Whether it counts each household once, whatever its volets, projects and years.
  fileprivate var isOfHouseholds: Bool {
    switch unit {
    case .menages, .personnes, .shareOfHouseholds, .householdRatio, .eurosPerKeptDwelling: true
    default: indicator == "aides_mobilisees"
    }
  }
}
