/// Looks for moves to other numbers that would give the same publication.
///
/// A move is tried one number at a time: of the rules that it breaks so far, the shortest says which numbers may mend
/// it, the one that costs a reader least is taken first, and so on until no rule is broken.
struct Search: Sendable {
  private let cells: Cells
  private let rules: RuleBook
  private let rowsOf: Index
  private let isFixed: [Bool]
  private let prices: [Int]
  private let costs: (kept: Int, maintien: Int, acces: Int)?
  /// Rows that are secret.
  private(set) var isHidden: [Bool]
  private var shifts: [Int: [Shift]] = [:]
  /// The true numbers, or those of the alternative that is to go further.
  private var numbers: [Int]

  // The move being tried.
  private var chosen: [(variable: Int, amount: Int)] = []
  private var amounts: [Int]
  private var balances: [Int]
  /// By row: how many of the chosen numbers it tells.
  private var uses: [Int]
  /// How many numbers to try for each shift, six times that in all: a sum of sixteen motives has more
  /// combinations than are worth it.
  var patience: Int
  private var triesLeft = 0
  private var best: Alternative.Move?
  private var limit = 0

  /// - Parameters:
  ///   - cells: the true numbers.
  ///   - rules: that any alternative respects.
  ///   - told: cells that each row tells.
  ///   - isFixed: rows printed whatever they tell.
  ///   - isHidden: rows that are secret already.
  ///   - prices: what each row is worth to a reader.
  ///   - patience: how many numbers to try for each shift.
  init(
    _ cells: Cells,
    _ rules: RuleBook,
    told: [[Int]],
    isFixed: [Bool],
    isHidden: [Bool],
    prices: [Int],
    patience: Int
  ) {
    self.cells = cells
    self.rules = rules
    (self.isFixed, self.isHidden, self.prices, self.patience) = (isFixed, isHidden, prices, patience)
    rowsOf = Index(of: told, count: cells.values.count)
    costs = cells.costs
    numbers = cells.values
    amounts = [Int](repeating: 0, count: cells.variables)
    balances = [Int](repeating: 0, count: rules.isEqual.count)
    uses = [Int](repeating: 0, count: told.count)
  }

  /// The cheapest move found that adds `amount` to a cell of an alternative, among those that cost less than `limit`.
  mutating func move(
    adding amount: Int,
    to cell: Int,
    of alternative: Alternative,
    below limit: Int
  ) -> Alternative.Move? {
    for move in alternative.moves { make(move, 1) }
    defer { for move in alternative.moves { make(move, -1) } }
    (best, self.limit) = (nil, limit)
    let (variable, position) = (cells.variable(of: cell), cells.position(of: cell))
    let shifts = shifts[position] ?? Shift.all(adding: position, in: cells)
    self.shifts[position] = shifts
    var starts: [(price: Int, shift: Int)] = []
    for (number, shift) in shifts.enumerated() {
      if let price = price(of: variable, by: amount, shift) { starts.append((price, number)) }
    }
    starts.sort { $0 < $1 }
    var left = 6 * patience
    for (price, shift) in starts where price < self.limit {
      triesLeft = min(left, patience)
      left -= triesLeft
      extend(by: variable, amount, price: price, shifts[shift])
      left += triesLeft
    }
    return best
  }

  /// Hides every row that tells a number of a move.
  mutating func hide(_ move: Alternative.Move) {
    for cell in cellsChanged(by: move) {
      for place in rowsOf.places(of: cell) { isHidden[rowsOf.holder(place)] = true }
    }
  }

  /// Hides every row of the project and of the programme that a rule ties to a number.
  mutating func hideAll(tiedTo cell: Int) {
    let (variable, project) = (cells.variable(of: cell), cells.axes(of: cells.position(of: cell)).project)
    let ties = rules.rules(of: variable).map { rules.rule($0).rule }
    let tied = [variable] + ties.flatMap { rules.terms(of: $0).map { rules.term($0).variable } }
    for position in 0..<cells.positions where [project, cells.projects - 1].contains(cells.axes(of: position).project) {
      for variable in tied {
        for place in rowsOf.places(of: cells.cell(variable, at: position)) where !isFixed[rowsOf.holder(place)] {
          isHidden[rowsOf.holder(place)] = true
        }
      }
    }
  }

  /// Cells of a move.
  func cellsChanged(by move: Alternative.Move) -> [Int] {
    var changed: [Int] = []
    for step in move.steps {
      for place in move.shift.steps {
        let cell = cells.cell(step.variable, at: place.position)
        if cells.exists[cell] { changed.append(cell) }
      }
    }
    return changed
  }

  /// What an alternative changes, by cell.
  func changes(of alternative: Alternative) -> [Int: Int] {
    let most = alternative.moves.reduce(0) { $0 + $1.steps.count * $1.shift.steps.count }
    var changes = [Int: Int](minimumCapacity: most)
    for move in alternative.moves {
      for step in move.steps {
        for place in move.shift.steps {
          changes[cells.cell(step.variable, at: place.position), default: 0] += step.amount * place.amount
        }
      }
    }
    return changes
  }

  private mutating func make(_ move: Alternative.Move, _ times: Int) {
    for step in move.steps {
      for place in move.shift.steps {
        numbers[cells.cell(step.variable, at: place.position)] += step.amount * place.amount * times
      }
    }
  }
}

extension Search {
  /// Price of the rows to hide for a number to change; `nil` where it may not.
  private func price(of variable: Int, by amount: Int, _ shift: Shift) -> Int? {
    if shift.isForHouseholds, cells.nature(of: variable) == .pooled { return nil }
    var price = 0
    for place in shift.steps {
      let cell = cells.cell(variable, at: place.position)
      guard cells.exists[cell] else { continue }
      if numbers[cell] + amount * place.amount < 0, !cells.isSigned[cell] { return nil }
      for place in rowsOf.places(of: cell) {
        let row = rowsOf.holder(place)
        if isHidden[row] || uses[row] != 0 { continue }
        if isFixed[row] { return nil }
        price += prices[row]
      }
    }
    return price
  }

  /// Chooses a number to change, then those that must change with it.
  private mutating func extend(by variable: Int, _ amount: Int, price: Int, _ shift: Shift) {
    chosen.append((variable, amount))
    count(variable, amount, shift, 1)
    amounts[variable] = amount
    if let rule = brokenRule(shift) {
      for choice in choices(for: rule, price: price, shift) where choice.price < limit && triesLeft > 0 {
        triesLeft -= 1
        extend(by: choice.variable, choice.amount, price: choice.price, shift)
      }
    } else if let cost = brokenCost(shift) {
      let amount = cost.change * shift.amount(at: cost.position)
      guard amount != 0, amounts[cost.kept] == 0 else { return undo(variable, amount: amounts[variable], shift) }
      if let more = self.price(of: cost.kept, by: amount, shift), price + more < limit {
        extend(by: cost.kept, amount, price: price + more, shift)
      }
    } else if keepsTotals(shift) {
      best = Alternative.Move(steps: chosen, shift: shift, price: price)
      limit = price
    }
    undo(variable, amount: amount, shift)
  }

  private mutating func undo(_ variable: Int, amount: Int, _ shift: Shift) {
    amounts[variable] = 0
    count(variable, amount, shift, -1)
    chosen.removeLast()
  }

  /// Where the results that a cost counts change by something else than those of the volets.
  private func brokenCost(_ shift: Shift) -> (kept: Int, position: Int, change: Int)? {
    guard let (kept, maintien, acces) = costs, amounts[maintien] != 0 || amounts[acces] != 0 || amounts[kept] != 0
    else { return nil }
    for place in shift.steps {
      let (project, period, _) = cells.axes(of: place.position)
      let positions = (0..<Cells.scopes).map { cells.position(project: project, period: period, scope: $0) }
      guard cells.exists[cells.cell(kept, at: positions[0])] else { continue }
      let change = amounts[maintien] * shift.amount(at: positions[2]) + amounts[acces] * shift.amount(at: positions[1])
      let told = amounts[kept] * shift.amount(at: positions[0])
      if change != told { return (kept, positions[0], change) }
    }
    return nil
  }

  private mutating func count(_ variable: Int, _ amount: Int, _ shift: Shift, _ times: Int) {
    for place in rules.rules(of: variable) {
      let (rule, sign) = rules.rule(place)
      balances[rule] += sign * amount * times
    }
    for place in shift.steps {
      for row in rowsOf.places(of: cells.cell(variable, at: place.position)) { uses[rowsOf.holder(row)] += times }
    }
  }

  private typealias Choice = (price: Int, rank: Int, variable: Int, amount: Int)

  /// Numbers that would mend a rule, the cheapest first; of equal prices the complement, which few rules hold.
  private func choices(for rule: Int, price: Int, _ shift: Shift) -> [Choice] {
    var choices: [Choice] = []
    for term in rules.terms(of: rule) {
      let (variable, sign) = rules.term(term)
      if amounts[variable] != 0 { continue }
      let amount = -balances[rule] * sign
      if let more = self.price(of: variable, by: amount, shift), price + more < limit {
        choices.append((price + more, cells.part(of: variable) == .others ? 0 : 1, variable, amount))
      }
    }
    choices.sort { ($0.price, $0.rank, $0.variable) < ($1.price, $1.rank, $1.variable) }
    return choices
  }

  /// Of the rules that the chosen numbers break, the one that leaves the fewest choices.
  private func brokenRule(_ shift: Shift) -> Int? {
    var (shortest, length): (Int?, Int) = (nil, Int.max)
    for choice in chosen {
      for place in rules.rules(of: choice.variable) {
        let rule = rules.rule(place).rule
        if balances[rule] == 0 || rules.terms(of: rule).count >= length || !isBroken(rule, shift) { continue }
        (shortest, length) = (rule, rules.terms(of: rule).count)
      }
    }
    return shortest
  }

  private func isBroken(_ rule: Int, _ shift: Shift) -> Bool {
    for place in shift.steps where rules.holds(rule, at: place.position) {
      if rules.isEqual[rule] { return true }
      var slack = balances[rule] * place.amount
      if slack >= 0 { continue }
      for term in rules.terms(of: rule) {
        let (variable, sign) = rules.term(term)
        slack += sign * numbers[cells.cell(variable, at: place.position)]
      }
      if slack < 0 { return true }
    }
    return false
  }

  /// Whether the whole of households stays between each of its parts and their sum.
  private func keepsTotals(_ shift: Shift) -> Bool {
    for (variable, amount) in chosen where cells.nature(of: variable) == .household && cells.hasTotals(variable) {
      for place in shift.steps {
        for family in cells.families(of: place.position) {
          var (whole, sum, most) = (0, 0, 0)
          var isWhole = true
          for (number, position) in family.enumerated() {
            let cell = cells.cell(variable, at: position)
            let count = numbers[cell] + amount * shift.amount(at: position)
            isWhole = isWhole && cells.exists[cell]
            if number == 0 { whole = count } else { (sum, most) = (sum + count, max(most, count)) }
          }
          if isWhole, whole > sum || whole < most { return false }
        }
      }
    }
    return true
  }
}
