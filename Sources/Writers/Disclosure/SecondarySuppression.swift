import Model

/// Which further rows to hide so that what is secret cannot be worked out again (référentiel §6).
///
/// A secret number must stay ambiguous over at least as many values as the profile hides (4 or 10), a secret amount
/// over 15 % of itself; less only where the rows that the référentiel orders to print bind it more by themselves.
///
/// All other rows are hidden first, then printed again one at a time, the most missed first (headline figures before
/// breakdowns, cumul before annee, the whole before a volet, larger counts before smaller), each unless a secret number
/// would become too narrow. What is left hidden cannot be printed, not one row of it.
struct SecondarySuppression {
  /// A row that stays hidden to protect another.
  struct Reason: Sendable {
    let row: Int
    let protects: Int
  }

  private let figures: [Figure]
  private let profile: Profile
  private let cells: Cells
  /// Numbers that each row tells.
  private let told: [[Int]]
  private(set) var reasons: [Reason] = []

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
    let motives = campaign.projects.map { Optional($0.positiveMotives) }
    let positive = motives + [Set(motives).count == 1 ? motives.first ?? nil : nil]
    cells.openSum(.silentExits, of: { _ in KnownRelations.silent.map(Cells.Series.exit) })
    cells.openSum(.goodExits, of: { positive[$0].map(KnownRelations.good)?.map(Cells.Series.exit) ?? [] })
    cells.openSum(.otherExits, of: { positive[$0].map(KnownRelations.others)?.map(Cells.Series.exit) ?? [] })
    cells.openSum(.threatened, of: { _ in stages[1...4].map { Cells.Series("issue_par_stade", $0) } }, .among)
    self.cells = cells
    let relations = KnownRelations(cells, positive: positive).relations
    let isFixed = figures.indices.map { row in
      silent.contains(row) || !primary.contains(row) && figures[row].isOrdered(for: campaign.profile)
    }
    print(again: primary, isFixed, relations)
  }

  /// Prints again what can be.
  private mutating func print(again primary: Set<Int>, _ isFixed: [Bool], _ relations: Relations) {
    var isKnown = [Bool](repeating: false, count: cells.values.count)
    for row in figures.indices where isFixed[row] { for cell in told[row] { isKnown[cell] = true } }
    var bounds = Bounds(values: cells.values, isKnown: isKnown, isSigned: cells.isSigned, relations: relations)
    var needs = [Int](repeating: 0, count: cells.values.count)
    var owners: [Int: Int] = [:]
    for secret in secrets(of: primary) {
      needs[secret.cell] = max(needs[secret.cell], min(secret.need, bounds.width(of: secret.cell)))
      owners[secret.cell] = owners[secret.cell] ?? secret.row
    }
    let rows = figures.indices.filter { !isFixed[$0] && !primary.contains($0) && !told[$0].isEmpty }
    let ranks = rows.map { (row: $0, price: figures[$0].price, count: told[$0].first.map { cells.values[$0] } ?? 0) }
    for rank in ranks.sorted(by: { ($1.price, $1.count, $0.row) < ($0.price, $0.count, $1.row) }) {
      if let cell = bounds.show(told[rank.row], keeping: needs) {
        reasons.append(Reason(row: rank.row, protects: owners[cell] ?? rank.row))
      }
    }
  }

  /// A number to keep ambiguous, and the row that it makes secret.
  private struct Secret {
    let cell: Int
    let row: Int
    let need: Int
  }
}

extension SecondarySuppression {
  private var limit: Int { profile == .funder ? 4 : 10 }

  private func secrets(of primary: Set<Int>) -> [Secret] {
    primary.sorted().flatMap { row in
      zip(figures[row].tells, told[row]).compactMap { number, cell in
        // The observed of `taux_suivi` are the documented of its indicator.
        if figures[row].detail == "taux_suivi", number.part != .population { return secret(cell, .counted, row: row) }
        guard number.series == Cells.Series(figures[row].indicator, figures[row].detail) else { return nil }
        return secret(cell, number.part, row: row)
      } + adults(beside: row)
    }
  }

  private func secret(_ cell: Int, _ part: Cells.Part, row: Int) -> Secret? {
    let value = cells.values[cell]
    let isAmount = figures[row].unit == .euros && part == .counted
    if isAmount { return value == 0 ? nil : Secret(cell: cell, row: row, need: max(limit, abs(value) * 15 / 100)) }
    let isCell = part == .counted || part == .others || figures[row].unit == .euros && part == .among
    return isCell && (1...limit).contains(value) ? Secret(cell: cell, row: row, need: limit) : nil
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
    case "expulsions_effectives", "maintien_cloture", "maintien_acces": profile == .funder && period == .cumul
    default: false
    }
  }

  /// How much a reader misses the row.
  fileprivate var price: Int {
    let worth =
      switch indicator {
      case "sorties_par_motif", "issue_par_stade", "transition_dette": 2
      case "aides_mobilisees", "montant_dette_entree", "montant_dette_sortie", "variation_dette",
        "renouvellements_par_rang":
        detail.isEmpty ? 16 : 3
      case "impaye_12_mois", "impaye_constitue_entree", "impaye_constitue_sortie", "personnes_accompagnees": 8
      default: 16
      }
    return worth * (period == .cumul ? 3 : 1) * (scope == .whole ? 2 : 1) * (project == "*" ? 1 : 3)
  }
}
