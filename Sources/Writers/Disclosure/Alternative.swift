/// Other numbers that would give the same publication, as moves from the true ones.
///
/// They respect every relation that the référentiel makes public and change no printed number: each proves, whatever
/// the means of a reader, that the numbers it changes are not told.
struct Alternative: Sendable {
  struct Move: Sendable {
    /// How much each number changes where the shift is one.
    let steps: [(variable: Int, amount: Int)]
    let shift: Shift
    /// What the rows that it makes hide are worth to a reader.
    let price: Int
  }

  var moves: [Move] = []
}

/// How much each position changes in a move: it decides which aggregates stay as they are.
///
/// Parcours add up: what one volet gains the whole gains, unless the other volet loses it; so for periods and projects.
/// Households do not: one may be in both volets, and each aggregate may move alone, within bounds.
struct Shift: Sendable {
  struct Step: Sendable {
    let position: Int
    let amount: Int
  }

  /// A place along one axis (projects, periods or volets) and how much it changes.
  private typealias Axis = [(place: Int, amount: Int)]

  let steps: [Step]
  /// Whether it leaves sums over volets or projects unequal, as only numbers of households may.
  let isForHouseholds: Bool

  func amount(at position: Int) -> Int { steps.first { $0.position == position }?.amount ?? 0 }

  /// Every shift that adds one to a position.
  static func all(adding position: Int, in cells: Cells) -> [Shift] {
    let (project, period, scope) = cells.axes(of: position)
    let all = cells.projects - 1
    var shifts: [Shift] = []
    for (one, projects) in axes(project, all, parts: Array(0..<all)).enumerated() {
      for (two, volets) in axes(scope, 0, parts: [1, 2]).enumerated() {
        // A year is never alone: what it gains, cumul gains or the other years lose.
        for periods in axes(period, 0, parts: [1, Cells.rest]).dropFirst() {
          shifts.append(Shift(projects, periods, volets, isForHouseholds: one == 0 || two == 0, in: cells))
        }
      }
    }
    return shifts
  }

  private init(_ projects: Axis, _ periods: Axis, _ volets: Axis, isForHouseholds: Bool, in cells: Cells) {
    var steps: [Step] = []
    for project in projects {
      for period in periods {
        for volet in volets {
          let position = cells.position(project: project.place, period: period.place, scope: volet.place)
          steps.append(Step(position: position, amount: project.amount * period.amount * volet.amount))
        }
      }
    }
    self.steps = steps
    self.isForHouseholds = isForHouseholds
  }

  /// Along one axis: the place alone; then with a part of it, or with the whole, or against another part.
  private static func axes(_ place: Int, _ whole: Int, parts: [Int]) -> [Axis] {
    let alone: Axis = [(place, 1)]
    if place == whole { return [alone] + parts.map { [(place, 1), ($0, 1)] } }
    return [alone] + parts.filter { $0 != place }.map { [(place, 1), ($0, -1)] } + [[(place, 1), (whole, 1)]]
  }
}
