import Model

/// Which further rows to hide so that what is secret cannot be worked out again (référentiel §6).
///
/// A secret number must stay ambiguous over more values than the profile hides (4 or 10), a secret amount over 15 % of
/// itself; less only where the rows that the référentiel orders to print bind it more by themselves (`need`).
///
/// For each secret number in turn, other numbers are looked for that would give the same publication and differ by as
/// much: those found are a proof that no reader can tell it, whatever the means. What they change is hidden, and they are
/// chosen so that a reader misses it least: rows already hidden cost nothing, breakdowns less than headline figures,
/// annee less than cumul, a volet less than the whole.
struct SecondarySuppression {
  private let figures: [Figure]
  private let profile: Profile
  private let cells: Cells
  /// Cells that each row tells, as `Figure.tells` lists them.
  let told: [[Int]]
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
  init(_ figures: [Figure], primary: Set<Int>, silent: Set<Int>, in campaign: Campaign) {
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
    search = Search(
      cells,
      KnownRelations(cells, positive: positive).rules,
      told: told,
      isFixed: figures.indices.map { row in
        silent.contains(row) || !primary.contains(row) && figures[row].isOrdered(for: campaign.profile)
      },
      isHidden: figures.indices.map(primary.contains),
      prices: figures.map(\.price)
    )
    let secrets = secrets(of: primary)
    isSecret = [Bool](repeating: false, count: cells.values.count)
    for secret in secrets { isSecret[secret.cell] = true }
    for secret in secrets { protect(secret) }
  }

  /// Hides rows until the secret number may be as many others as it must, or nothing more can be done.
  private mutating func protect(_ secret: Secret) {
    var low = least[secret.cell] ?? Extreme()
    var high = most[secret.cell] ?? Extreme()
    while high.change - low.change < secret.need {
      let up = search.move(adding: secret.step, to: secret.cell, of: high.alternative, below: Int.max)
      let limit = up?.price ?? Int.max
      if let down = search.move(adding: -secret.step, to: secret.cell, of: low.alternative, below: limit) {
        grow(&low, by: [down], -secret.step)
      } else if let up {
        grow(&high, by: [up], secret.step)
      } else if low.change < high.change {
        return
      } else if let detour = detour(adding: secret.step, to: secret.cell) {
        grow(&high, by: detour, secret.step)
      } else if let detour = detour(adding: -secret.step, to: secret.cell) {
        grow(&low, by: detour, -secret.step)
      } else {
        return
      }
    }
  }

  /// Where one move cannot add to a number: adds first to another year, volet or project, from where it may come.
  private mutating func detour(adding amount: Int, to cell: Int) -> [Alternative.Move]? {
    for other in cells.neighbours(of: cell) {
      guard let first = search.move(adding: amount, to: other, of: Alternative(), below: Int.max) else { continue }
      let there = Alternative(moves: [first])
      if let second = search.move(adding: amount, to: cell, of: there, below: Int.max) { return [first, second] }
    }
    return nil
  }

  private mutating func grow(_ extreme: inout Extreme, by moves: [Alternative.Move], _ step: Int) {
    for move in moves { search.hide(move) }
    extreme.alternative.moves += moves
    extreme.change += step
    for (cell, change) in search.changes(of: extreme.alternative) where isSecret[cell] {
      if change < least[cell]?.change ?? 0 { least[cell] = Extreme(alternative: extreme.alternative, change: change) }
      if change > most[cell]?.change ?? 0 { most[cell] = Extreme(alternative: extreme.alternative, change: change) }
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
  private var limit: Int { profile == .funder ? 4 : 10 }

  /// The numbers to protect, the rows most missed first: what they need is hidden anyway, and serves the others.
  private func secrets(of primary: Set<Int>) -> [Secret] {
    let secrets = primary.sorted().flatMap { row in
      zip(figures[row].tells, told[row]).compactMap { number, cell in
        // The observed of `taux_suivi` are the documented of its indicator.
        if figures[row].detail == "taux_suivi", number.part != .population { return secret(cell, .counted, row: row) }
        guard number.series == figures[row].series else { return nil }
        return secret(cell, number.part, row: row)
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
    return Secret(cell: cell, row: row, need: need(of: cell), step: 1)
  }

  /// Over how many more values a count must stay ambiguous: as many as are hidden, less where the rows printed by order
  /// leave fewer; for the public half of what they leave, else each of the others would be hidden for a few parcours.
  private func need(of cell: Int) -> Int {
    let ceiling = search.ceiling(of: cell)
    return profile == .funder ? min(limit, ceiling) : ceiling < 2 * limit ? (ceiling + 1) / 2 : limit
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
