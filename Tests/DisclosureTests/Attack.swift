import Model

@testable import Writers

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
  /// Rows that join « Autres ».
  private(set) var isGrouped: Set<Int> = []
  private(set) var contradictions: [String] = []
  private(set) var relations: [Relation] = []
  private(set) var holders: [[Int]] = []
  let projects: [String]

  /// `published`: the rows as printed, of all projects; `before`: those of the edition of the year before, whose whole
  /// period is what this one counts outside its year; `motives`: those that count as positive, by project.
  init(_ published: [Figure], before: [Figure] = [], motives: [String: Set<ExitMotive>] = [:]) {
    projects = Set(published.map(\.project)).subtracting(["*"]).sorted()
    for figure in published { read(figure, as: figure.period.rawValue) }
    for figure in before where figure.period == .cumul && !figure.isOfHouseholds { read(figure, as: "reste") }
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
  /// What the numbers of a row may be for who reads it as printed: `num`, `autres`, `den`, `manquant`; money in centimes.
  static func numbers(of figure: Figure) -> [String: ClosedRange<Int>] {
    func exact(_ value: Double?) -> ClosedRange<Int> { Int((value ?? 0).rounded())...Int((value ?? 0).rounded()) }
    let (top, bottom) = (figure.numerator?.double, figure.denominator?.double)
    let isCount = figure.unit.isCount || figure.unit == .householdRatio
    let isShare = figure.unit.isShare
    switch figure.status {
    case .published where isCount: return ["num": exact(top)]
    case .published where isShare:
      guard let top, let bottom else { return ["num": exact(top), "autres": anything, "den": anything] }
      return [
        "num": exact(top), "autres": exact(bottom - top), "den": exact(bottom),
        "manquant": exact(Double(figure.missing)),
      ]
    case .published where figure.unit == .euros:
      let sum = figure.detail == "total" ? ["num": exact(top.map { $0 * 100 })] : [:]
      return sum.merging(["den": bottom == nil ? anything : exact(bottom)]) { one, _ in one }
    case .published where figure.unit == .eurosPerKeptDwelling: return ["den": exact(bottom)]
    case .rounded where isCount || isShare && figure.numerator != nil: return ["num": nearest(Int(top ?? 0))]
    // Of stages, the share is of all the parcours closed, not of those of the stage.
    case .rounded where isShare && figure.detail.contains("|"):
      return ["num": share(figure)["num"] ?? anything, "autres": anything, "den": anything]
    case .rounded where isShare: return share(figure)
    case .tooFew where isCount && figure.note == "moins de 5": return ["num": 1...4]
    case .regrouped: return ["num": (figure.unit == .euros ? 0 : 1)...endless, "autres": anything, "den": anything]
    default: return isShare ? ["num": anything, "autres": anything, "den": anything] : ["num": anything]
    }
  }

  private static let anything = 0...endless

  /// « To the nearest 5 ».
  private static func nearest(_ value: Int) -> ClosedRange<Int> {
    value == 0 ? 0...0 : value == 5 ? 5...7 : (value - 2)...(value + 2)
  }

  /// A share to 5 % or by quarters, of a population told in words.
  private static func share(_ figure: Figure) -> [String: ClosedRange<Int>] {
    let sizes = ["dizaine": 10...19, "vingtaine": 20...34, "cinquantaine": 35...74, "centaine": 75...149]
    let size = sizes.first { figure.note.hasSuffix($0.key) }?.value ?? 150...endless
    func counts(_ low: Double, _ high: Double) -> ClosedRange<Int> {
      let (least, most) = (Int((low * Double(size.lowerBound)).rounded(.up)), Int(high * Double(size.upperBound)))
      return least...max(least, most)
    }
    if let value = figure.value?.double {
      if value == 0 { return ["num": 0...0, "autres": size, "den": size] }
      if value == 1 { return ["num": size, "autres": 0...0, "den": size] }
      return [
        "num": counts(value - 0.025, value + 0.025), "autres": counts(0.975 - value, 1.025 - value), "den": size,
      ]
    }
    let quarters = ["moins d’un", "entre un", "entre la", "plus des"]
    let quarter = Double(quarters.firstIndex { figure.note.hasPrefix($0) } ?? 0) / 4
    let (num, rest) = (counts(quarter, quarter + 0.25), counts(0.75 - quarter, 1 - quarter))
    return [
      "num": max(1, num.lowerBound)...num.upperBound, "autres": max(1, rest.lowerBound)...rest.upperBound, "den": size,
    ]
  }

  private mutating func read(_ figure: Figure, as period: String) {
    let place = Place(project: figure.project, period: period, scope: figure.scope)
    func name(_ part: String) -> String { Attack.name(place, figure.indicator, figure.detail, part) }
    for (part, reach) in Attack.numbers(of: figure).sorted(by: { $0.key < $1.key }) {
      open(name(part), isSigned: figure.isSigned && part == "num", reach)
      if figure.status == .regrouped, part == "num" { isGrouped.insert(names[name(part)] ?? 0) }
    }
    equal([names[name("num")], names[name("autres")]], [names[name("den")]])
  }

  private mutating func open(_ name: String, isSigned signed: Bool, _ reach: ClosedRange<Int>?) {
    if names[name] != nil { return }
    names[name] = lower.count
    let known = reach.map { $0.upperBound < Attack.endless } ?? false
    lower.append(signed && !known ? -Attack.endless : reach?.lowerBound ?? 0)
    upper.append(reach?.upperBound ?? Attack.endless)
  }

  private func number(_ figure: Figure, _ part: String) -> Int? { names[Attack.name(figure, part)] }

  /// What cumul counts outside annee.
  private mutating func openOtherYears(_ figure: Figure) {
    if figure.detail == "autres" { return }
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
    // Other rows are grouped in each project and volet.
    if figure.detail == "autres" { return }
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
        // No truth would print that: the reader has a relation wrong, and knows it.
        if low > high { contradictions.append(names.first { $0.value == number }?.key ?? "") }
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
