/// Between what and what each number lies, for a reader who has the rows printed by order and the référentiel only.
///
/// Hiding more cannot widen this: it is what is asked of a secret number that they bind.
struct Bounds {
  /// `Σ ± cell = 0`, or `≥ 0`.
  private struct Relation {
    let terms: Range<Int>
    let isEqual: Bool
  }

  private static let endless = 1 << 40
  /// Enough for the longest chain of relations; fewer would leave the bounds wider, never false.
  private static let sweeps = 20

  private var lower: [Int]
  private var upper: [Int]
  private var relations: [Relation] = []
  private var terms: [(cell: Int, sign: Int)] = []

  /// - Parameters:
  ///   - cells: the true numbers.
  ///   - rules: that tie those of one position.
  ///   - known: cells that rows printed by order tell.
  init(_ cells: Cells, _ rules: RuleBook, known: [Int]) {
    upper = [Int](repeating: Bounds.endless, count: cells.values.count)
    lower = cells.isSigned.map { $0 ? -Bounds.endless : 0 }
    for cell in known { (lower[cell], upper[cell]) = (cells.values[cell], cells.values[cell]) }
    for rule in rules.isEqual.indices {
      for position in 0..<cells.positions where rules.holds(rule, at: position) {
        let terms = rules.terms(of: rule).map { rules.term($0) }
        add(terms.map { (cells.cell($0.variable, at: position), $0.sign) }, isEqual: rules.isEqual[rule])
      }
    }
    for variable in 0..<cells.variables { addTotals(of: variable, in: cells) }
    for _ in 0..<Bounds.sweeps where !relations.isEmpty {
      if !relations.reduce(false, { tighten($1) || $0 }) { break }
    }
  }

  /// How many more values than one a cell may have.
  func width(of cell: Int) -> Int { upper[cell] - lower[cell] }

  private mutating func add(_ more: [(cell: Int, sign: Int)], isEqual: Bool) {
    relations.append(Relation(terms: terms.count..<terms.count + more.count, isEqual: isEqual))
    terms += more
  }

  /// The whole of the volets, of the projects and of the periods.
  private mutating func addTotals(of variable: Int, in cells: Cells) {
    for position in 0..<cells.positions where cells.exists[cells.cell(variable, at: position)] {
      let isPooled = cells.nature(of: variable) == .pooled
      for family in cells.families(of: position) where family[0] == position {
        let family = family.map { cells.cell(variable, at: $0) }
        guard cells.hasTotals(variable), family.allSatisfy({ cells.exists[$0] }) else { continue }
        let parts = family.dropFirst()
        add(parts.map { ($0, 1) } + [(family[0], -1)], isEqual: isPooled)
        if !isPooled { for part in parts { add([(family[0], 1), (part, -1)], isEqual: false) } }
      }
      let (project, period, scope) = cells.axes(of: position)
      if period != Cells.rest { continue }
      let periods = (0..<Cells.periods).map {
        cells.cell(variable, at: cells.position(project: project, period: $0, scope: scope))
      }
      add([(periods[0], -1), (periods[1], 1), (periods[2], 1)], isEqual: true)
    }
  }

  /// Whether the relation leaves less to one of its cells than the others did.
  private mutating func tighten(_ relation: Relation) -> Bool {
    var (least, most) = (0, 0)
    for (cell, sign) in terms[relation.terms] {
      least += sign > 0 ? lower[cell] : -upper[cell]
      most += sign > 0 ? upper[cell] : -lower[cell]
    }
    var isTighter = false
    for (cell, sign) in terms[relation.terms] {
      let (low, high) = (lower[cell], upper[cell])
      if sign > 0 {
        lower[cell] = max(low, high - most)
        if relation.isEqual { upper[cell] = min(high, low - least) }
      } else {
        upper[cell] = min(high, low + most)
        if relation.isEqual { lower[cell] = max(low, high + least) }
      }
      isTighter = isTighter || lower[cell] != low || upper[cell] != high
    }
    return isTighter
  }
}
