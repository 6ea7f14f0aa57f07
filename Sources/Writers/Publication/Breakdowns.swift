import Model

extension Printing {
  /// Prints the rows of a breakdown: alone, told together, or not given.
  mutating func printBreakdown(_ code: String) {
    let details = sheet.details(of: code)
    guard let first = details.first else { return }
    let base = sheet.base(of: code)
    let isOfEuros = sheet.figure(code, first, Sheet.Place(scope: base, period: .cumul))?.unit == .euros
    let table = BreakdownTable(sheet, code, details, isOfEuros: isOfEuros)
    for (place, group) in table.groups {
      var group = group
      if isOfEuros, let found = group { group = joining(found, of: table, at: place) }
      if sheet.profile == .everyone,
        place != Sheet.Place(scope: base, period: .cumul) || group?.isEmpty == false && !parts.isEmpty
      {
        group = nil
      }
      print(table, at: place, told: group)
    }
  }

  private mutating func print(_ table: BreakdownTable, at place: Sheet.Place, told group: Set<Int>?) {
    var others: [Int] = []
    for (position, detail) in table.details.enumerated() {
      guard let index = sheet.index(table.code, detail, place), rows[index].status == .published else { continue }
      guard let group else {
        change(index) { $0 = $0.emptied(.tooFew, note: "ventilation non donnée, effectifs trop petits") }
        continue
      }
      if group.contains(position) {
        others.append(index)
        change(index) { $0 = $0.emptied(.regrouped, note: "compté dans « Autres »") }
      } else if !parts.isEmpty, !table.isOfEuros {
        round(index, at: place)
      }
    }
    guard let group else { return }
    if let first = others.first {
      rows.append(table.others(group, like: sheet.figures[first], at: place))
      if !parts.isEmpty, !table.isOfEuros { round(rows.count - 1, at: place, isOthers: true) }
    }
    if !group.isEmpty, table.hasGroups { hideGroupSizes(table, at: place, group) }
  }

  /// Where the rows have populations of their own (stages), those with a row told elsewhere are not told.
  private mutating func hideGroupSizes(_ table: BreakdownTable, at place: Sheet.Place, _ group: Set<Int>) {
    let touched = Set(group.map { table.family(of: table.details[$0]) })
    for detail in table.details where touched.contains(table.family(of: detail)) {
      guard let index = sheet.index(table.code, detail, place), rows[index].status == .published else { continue }
      change(index) { $0.hidePopulation() }
    }
  }

  /// A row of the programme beside which a project tells less: to the nearest 5.
  private mutating func round(_ index: Int, at place: Sheet.Place, isOthers: Bool = false) {
    let figure = rows[index]
    guard let count = figure.numerator.map({ Int($0.double) }), count > 0 else { return }
    let reaches = isOthers ? nil : parts.compactMap { $0.reach(figure.indicator, figure.detail, place) }
    if let reaches, reaches.allSatisfy({ $0.count == 1 }) { return }
    let rounded = Rounding.five(count, parts: reaches.map { [$0] } ?? [])
    change(index) { row in
      row.status = .rounded
      row.numerator = Quantity(rounded)
      row.value = row.unit.isCount ? Quantity(rounded) : nil
      row.interval = nil
      row.lowerBound = nil
      row.upperBound = nil
      if row.unit.isShare, row.detail.contains("|") { row.denominator = nil }
    }
  }

  /// Of sums of euros, what no project may be left alone with: rows that one of them does not print join the others.
  private func joining(_ group: Set<Int>, of table: BreakdownTable, at place: Sheet.Place) -> Set<Int>? {
    if parts.isEmpty { return group }
    var hidden = group
    var untold = Contributions()
    for part in parts {
      for (position, detail) in table.details.enumerated() {
        guard let row = part.row(table.code, detail, place), row.status == .regrouped || row.status == .tooFew else {
          continue
        }
        hidden.insert(position)
        if row.status == .tooFew, let figure = part.sheet.figure(table.code, detail, place) {
          untold.merge(Contributions(of: figure))
        }
      }
    }
    if hidden == group && untold.isEmpty { return group }
    let alone = table.details.indices.filter { !hidden.contains($0) && table.cells(at: place)[$0] > 0 }
    return alone.isEmpty || untold.isTelling ? nil : hidden
  }
}

extension PrintedPart {
  /// What a reader knows of a cell of a project; `nil` when the project has none.
  fileprivate func reach(_ code: String, _ detail: String, _ place: Sheet.Place) -> Reach? {
    guard let row = row(code, detail, place), row.status != .notApplicable else { return nil }
    let whole = Int(sheet.figure(code, detail, place)?.numerator?.double ?? 0)
    switch row.status {
    case .published: return whole...whole
    case .regrouped:
      let others = Int(self.row(code, "autres", place)?.numerator?.double ?? 0)
      let count = sheet.details(of: code).count { self.row(code, $0, place)?.status == .regrouped }
      return 1...max(1, others - count + 1)
    default:
      let all = sheet.details(of: code).reduce(0) { $0 + Int(sheet.figure(code, $1, place)?.numerator?.double ?? 0) }
      return 0...max(all, whole)
    }
  }
}

/// The cells of one breakdown.
struct BreakdownTable {
  let sheet: Sheet
  let code: String
  let details: [String]
  let isOfEuros: Bool

  init(_ sheet: Sheet, _ code: String, _ details: [String], isOfEuros: Bool) {
    self.sheet = sheet
    self.code = code
    self.details = details
    self.isOfEuros = isOfEuros
  }

  /// The rows told together at each place; `nil` where the breakdown is not given.
  var groups: [(place: Sheet.Place, group: Set<Int>?)] {
    let base = sheet.base(of: code)
    let (whole, wholeYear) = (Sheet.Place(scope: base, period: .cumul), Sheet.Place(scope: base, period: .annee))
    let split = sheet.split(of: code)
    let all = group(at: whole)
    let isSplit = all?.isEmpty == true && split.allSatisfy { isSafe(at: $0, isYear: false) }
    let isDated = all?.isEmpty == true && isSafe(at: base, isYear: true)
    let isSplitByYear = isSplit && isDated && split.allSatisfy { isSafe(at: $0, isYear: true) }
    var groups: [(place: Sheet.Place, group: Set<Int>?)] = [(whole, all), (wholeYear, isDated ? [] : nil)]
    for scope in Scope.allCases where scope != base {
      // The only volet of a project is the whole again.
      let (isGiven, isGivenByYear) = split.isEmpty ? (true, isDated) : (isSplit, isSplitByYear)
      groups.append((Sheet.Place(scope: scope, period: .cumul), isGiven ? (split.isEmpty ? all : []) : nil))
      groups.append((Sheet.Place(scope: scope, period: .annee), isGivenByYear ? [] : nil))
    }
    return groups
  }

  /// Households or parcours of each row; a lone row stands with the rest of its population.
  func cells(at place: Sheet.Place) -> [Int] {
    let own = details.map { detail -> Int in
      guard let figure = sheet.figure(code, detail, place) else { return 0 }
      return Int((isOfEuros ? figure.denominator : figure.numerator)?.double ?? 0)
    }
    guard own.count == 1, let whole = sheet.figure(code, "", place)?.numerator?.double else { return own }
    return own + [Int(whole) - own[0]]
  }

  private func group(at place: Sheet.Place) -> Set<Int>? {
    let year = Sheet.Place(scope: place.scope, period: .annee)
    let (all, last) = (cells(at: place), cells(at: year))
    guard isOfEuros else { return details.count == 1 ? alone(all, last) : Grouping.grouped(all, last) }
    let sums = details.map { Contributions(of: sheet.figure(code, $0, place)) }
    let dated = details.map { Contributions(of: sheet.figure(code, $0, year)) }
    return Grouping.grouped(
      all,
      last,
      isTold: { sums[$0].isTelling || dated[$0].isTelling && !sums[$0].less(dated[$0]).isTelling },
      isRefused: { group in Contributions.merged(group.map { sums[$0] }).isTelling }
    )
  }

  /// A row that has no other to join.
  private func alone(_ all: [Int], _ year: [Int]) -> Set<Int>? {
    Grouping.grouped(all, year)?.isEmpty == true ? [] : nil
  }

  private func isSafe(at scope: Scope, isYear: Bool) -> Bool {
    let (whole, year) = (Sheet.Place(scope: scope, period: .cumul), Sheet.Place(scope: scope, period: .annee))
    guard Grouping.isSafe(cells(at: whole), cells(at: year), isYear: isYear) else { return false }
    guard isOfEuros else { return true }
    return details.allSatisfy { detail in
      let (all, dated) = (
        Contributions(of: sheet.figure(code, detail, whole)), Contributions(of: sheet.figure(code, detail, year))
      )
      return !all.isTelling && !dated.isTelling && (!isYear || !all.less(dated).isTelling)
    }
  }

  /// Whether the rows have populations of their own, named before a bar: `3-4|expulse`.
  var hasGroups: Bool { details.contains { $0.contains("|") } }

  func family(of detail: String) -> Substring { detail.prefix { $0 != "|" } }

  /// The row that tells the grouped ones together.
  func others(_ group: Set<Int>, like figure: Figure, at place: Sheet.Place) -> Figure {
    let members = group.sorted().compactMap { sheet.figure(code, details[$0], place) }
    var others = Figure(
      project: figure.project,
      period: figure.period,
      scope: figure.scope,
      indicator: code,
      detail: "autres",
      label: "\(sheet.cards[code]?.label ?? code)\u{a0}: autres",
      unit: figure.unit
    )
    let sum = members.reduce(Rational(0)) { sum, row in
      if case .exact(let value)? = row.numerator { sum + value } else { sum }
    }
    others.numerator = .exact(sum)
    others.missing = isOfEuros ? members.reduce(0) { $0 + $1.missing } : figure.missing
    others.ongoing = figure.ongoing
    others.note = "\(members.count) lignes regroupées"
    if isOfEuros {
      others.value = others.numerator
      others.denominator = Quantity(Contributions.households(of: members))
    } else if !hasGroups, case .exact(let among)? = figure.denominator, among > Rational(0) {
      others.denominator = figure.denominator
      others.value = .exact(sum / among)
    }
    return others
  }
}

extension Figure {
  /// The count alone.
  fileprivate mutating func hidePopulation() {
    value = nil
    denominator = nil
    interval = nil
    lowerBound = nil
    upperBound = nil
  }
}
