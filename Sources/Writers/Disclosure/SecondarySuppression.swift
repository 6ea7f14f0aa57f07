import Model

/// Which further rows to hide so that what is secret cannot be worked out again (référentiel §6).
///
/// A secret number must stay ambiguous over more values than the profile hides (4 or 10), a secret amount over 15 % of
/// itself; less only where the rows that the référentiel orders to print bind it more by themselves (`Bounds`).
///
/// For each secret number in turn, other numbers are looked for that would give the same publication and differ by as
/// much: those found are a proof that no reader can tell it, whatever the means. What they change is hidden, and they are
/// chosen so that a reader misses it least: rows already hidden cost nothing, breakdowns less than headline figures,
/// annee less than cumul, a volet less than the whole. Should none be found, the public reads nothing that is tied to it.
struct SecondarySuppression {
  private let figures: [Figure]
  private let profile: Profile
  private let cells: Cells
  /// Cells that each row tells, as `Figure.tells` lists them.
  let told: [[Int]]
  private let bounds: Bounds
  private var search: Search
  /// By secret cell: the alternatives where it is the least and the most, and by how much.
  private var isSecret: [Bool] = []
  private var least: [Int: Extreme] = [:]
  private var most: [Int: Extreme] = [:]

  private struct Extreme {
    var alternative = Alternative()
    var change = 0
  }

  /// Places of the rows that are secret, those that were already included.
  var rows: Set<Int> { Set(search.isHidden.indices.filter { search.isHidden[$0] }) }

  /// How far a secret cell is from the true number in the two alternatives that prove it ambiguous, with all that they
  /// change, by cell.
  func proof(of cell: Int) -> (low: [Int: Int], high: [Int: Int]) {
    let extremes = (least[cell] ?? Extreme(), most[cell] ?? Extreme())
    return (search.changes(of: extremes.0.alternative), search.changes(of: extremes.1.alternative))
  }

  /// - Parameters:
  ///   - figures: every row of every project, the consolidated ones included.
  ///   - primary: places of those that are secret by themselves.
  ///   - silent: places of those printed without object.
  ///   - campaign: its profile, and the motives that each project calls positive.
  ///   - patience: how many numbers to try before a way is given up.
  init(_ figures: [Figure], primary: Set<Int>, silent: Set<Int>, in campaign: Campaign, patience: Int) {
    self.figures = figures
    profile = campaign.profile
    let codes = campaign.projects.map(\.code) + ["*"]
    let numbers = Dictionary(codes.enumerated().map { ($1, $0) }) { first, _ in first }
    var cells = Cells(projects: codes.count)
    told = figures.map { figure in
      guard let project = numbers[figure.project] else { return [] }
      return figure.tells.map { cells.note($0, project: project, of: figure) }
    }
    cells.openRest()
    cells.openAdults()
    self.cells = cells
    let motives = campaign.projects.map { Optional($0.positiveMotives) }
    let positive = motives + [Set(motives).count == 1 ? motives.first ?? nil : nil]
    let rules = RuleBook(KnownRelations(cells, positive: positive).rules, over: cells)
    let isFixed = figures.indices.map { row in
      silent.contains(row) || !primary.contains(row) && figures[row].isOrdered(for: campaign.profile)
    }
    bounds = Bounds(cells, rules, known: zip(told, isFixed).flatMap { $1 ? $0 : [] })
    search = Search(
      cells,
      rules,
      told: told,
      isFixed: isFixed,
      isHidden: figures.indices.map(primary.contains),
      prices: figures.map(\.price),
      patience: patience
    )
    let secrets = secrets(of: primary)
    isSecret = [Bool](repeating: false, count: cells.values.count)
    for secret in secrets { isSecret[secret.cell] = true }
    for secret in secrets { protect(secret) }
    // The few that are left: with more patience, and by detours.
    search.patience *= 30
    for secret in secrets { protect(secret, byDetours: true) }
    if profile == .everyone {
      for secret in secrets where width(of: secret.cell) < secret.need { search.hideAll(tiedTo: secret.cell) }
    }
  }

  /// Hides rows until the secret number may be as many others as it must, or nothing further is found.
  ///
  /// `byDetours`: also where a move cannot add to it, or only at a price.
  private mutating func protect(_ secret: Secret, byDetours: Bool = false) {
    while width(of: secret.cell) < secret.need {
      var found: Step?
      for detours in byDetours ? [false, true] : [false] {
        for (extreme, amount) in [(most[secret.cell], secret.step), (least[secret.cell], -secret.step)] {
          let from = extreme?.alternative ?? Alternative()
          let limit = found?.price ?? Int.max
          let step =
            detours
            ? detour(adding: amount, to: secret.cell, of: from, below: limit)
            : step(adding: amount, to: secret.cell, of: from, below: limit)
          found = step ?? found
        }
      }
      guard let found else { return }
      note(found.alternative)
    }
  }

  /// Over how many more values a secret number is proven ambiguous.
  private func width(of cell: Int) -> Int { (most[cell]?.change ?? 0) - (least[cell]?.change ?? 0) }

  /// An alternative that goes further, and what the rows that it makes hide are worth.
  private struct Step {
    let alternative: Alternative
    let price: Int
  }

  private mutating func step(adding amount: Int, to cell: Int, of start: Alternative, below limit: Int) -> Step? {
    search.move(adding: amount, to: cell, of: start, below: limit)
      .map { Step(alternative: Alternative(moves: start.moves + [$0]), price: $0.price) }
  }

  /// Adds first to another year, volet or project, from where it may come.
  private mutating func detour(adding amount: Int, to cell: Int, of start: Alternative, below limit: Int) -> Step? {
    var best: Step?
    for other in cells.neighbours(of: cell) {
      let limit = best?.price ?? limit
      guard let first = search.move(adding: amount, to: other, of: start, below: limit),
        !search.cellsChanged(by: first).contains(cell)
      else { continue }
      let there = Alternative(moves: start.moves + [first])
      guard let last = step(adding: amount, to: cell, of: there, below: limit - first.price) else { continue }
      best = Step(alternative: last.alternative, price: first.price + last.price)
    }
    return best
  }

  /// Hides what an alternative changes, and keeps it for every secret number that it moves further than was known.
  private mutating func note(_ alternative: Alternative) {
    for move in alternative.moves { search.hide(move) }
    for (cell, change) in search.changes(of: alternative) where isSecret[cell] {
      if change < least[cell]?.change ?? 0 { least[cell] = Extreme(alternative: alternative, change: change) }
      if change > most[cell]?.change ?? 0 { most[cell] = Extreme(alternative: alternative, change: change) }
    }
  }

  /// A number to keep ambiguous, and the row that it makes secret.
  private struct Secret {
    let cell: Int
    let row: Int
    /// Over how many more values.
    let need: Int
    /// By how much to move it at once: one for a count, all of it for an amount.
    let step: Int
  }
}

extension SecondarySuppression {
  private var limit: Int { profile.largestSmallCell }

  /// The numbers to protect, the rows most missed first: what they need is hidden anyway, and serves the others.
  private func secrets(of primary: Set<Int>) -> [Secret] {
    let secrets = primary.sorted().flatMap { row in
      zip(figures[row].tells, told[row]).compactMap { number, cell in
        // The observed of `taux_suivi` are the documented of its indicator.
        if figures[row].detail == "taux_suivi", number.part != .population { return secret(cell, .counted, row: row) }
        return number.series == figures[row].ownSeries ? secret(cell, number.part, row: row) : nil
      } + adults(beside: row)
    }
    let prices = figures.map(\.price)
    return secrets.enumerated().sorted { (-prices[$0.1.row], $0.0) < (-prices[$1.1.row], $1.0) }.map(\.1)
  }

  private func secret(_ cell: Int, _ part: Cells.Part, row: Int) -> Secret? {
    let value = cells.values[cell]
    if figures[row].unit == .euros, part == .counted {
      let need = max(limit, abs(value) * 15 / 100)
      return value == 0 ? nil : Secret(cell: cell, row: row, need: need, step: need)
    }
    let isCell = part == .counted || part == .others || figures[row].unit == .euros && part == .among
    guard isCell, (1...limit).contains(value) else { return nil }
    return Secret(cell: cell, row: row, need: min(limit, bounds.width(of: cell)), step: 1)
  }

  private func adults(beside row: Int) -> [Secret] {
    guard figures[row].indicator == "personnes_accompagnees", let children = told[row].first else { return [] }
    let adults = cells.beside(children, .others)
    return cells.exists[adults] ? [secret(adults, .others, row: row)].compactMap(\.self) : []
  }
}

extension Figure {
  /// Rows that the référentiel orders to print, whatever they tell: the household counts of the dispositif, its money,
  /// and what a funder must read of its results.
  fileprivate func isOrdered(for profile: Profile) -> Bool {
    switch indicator {
    case "menages_accompagnes", "parcours_clotures", "file_active", "cofinancement", "cout_par_menage",
      "cout_par_mois_mesure", "mois_mesures":
      true
    case "expulsions_effectives": profile == .funder
    case "maintien_cloture", "maintien_acces": profile == .funder && period == .cumul
    default: false
    }
  }

  /// The numbers that are the row's own, not those of a population that other rows tell too.
  fileprivate var ownSeries: Cells.Series { unit == .visitsPerSixMonths ? .visits : series }

  /// Headline figures that have no whole.
  private var isOfOneVolet: Bool {
    ["expulsions_evitees", "expulsions_ajournees", "menaces_expulsion", "maintien_cloture", "maintien_acces"]
      .contains(indicator)
  }

  /// How much a reader misses the row.
  fileprivate var price: Int {
    let worth =
      switch indicator {
      case "sorties_par_motif", "issue_par_stade", "transition_dette": 2
      case "aides_mobilisees", "montant_dette_entree", "montant_dette_sortie", "variation_dette",
        "renouvellements_par_rang":
        detail.isEmpty ? 60 : 3
      case "impaye_12_mois", "impaye_constitue_entree", "impaye_constitue_sortie", "personnes_accompagnees": 8
      default: 60
      }
    return worth * (period == .cumul ? 3 : 1) * (scope == .whole || isOfOneVolet ? 2 : 1) * (project == "*" ? 1 : 3)
  }
}
