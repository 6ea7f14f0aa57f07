import Expressions
import Model

/// What becomes of the units of a population, in figures.
enum Forme: String, CaseIterable, Sendable {
  case count = "compte"
  case share = "part"
  case breakdown = "ventilation"
  case sum = "somme"
  case quantile, ratio
  case survival = "survie"
  case funding = "financement"
}

/// A line of the référentiel, checked: it computes, explains and documents its rows.
struct DeclaredLine: Sendable {
  /// A row of a breakdown or of a distribution.
  struct Row: Sendable {
    let detail: String
    let label: String
  }

  let code: String
  /// Its row, where the line gives one of its own beside those of its indicator.
  let detail: String
  let label: String
  let forme: Forme
  let unit: Unit
  let scopes: [Scope]
  let periods: [PeriodKind]
  let publication: Publication
  /// `nil`: of no unit (costs, funding).
  var rule: Rule?
  var rows: [Row] = []
  var groups: [Row] = []
  /// Units of which nothing is sent are outside the population, and not missing.
  var unsentIsOutside = false
  /// Units whose answer is unknown count as failures, and are told.
  var unknownFails = false
  /// Whose ongoing parcours are shown beside the figure; `nil`: nobody's.
  var ongoing: Population?
  /// Numerator and denominator of a ratio, over the quantities of `Ratio`.
  var top: Formula?
  var bottom: Formula?
  /// Months at which a survival is told; `nil`: its median.
  var horizon: Int?

  /// The rows of the line over one project, or all, one period and one scope.
  func figures(_ pool: Pool, _ referentiel: Referentiel) -> [Figure] {
    switch forme {
    case .count: rule.map { [count($0, pool)] } ?? []
    case .share: rule.map { [share($0, pool)] } ?? []
    case .breakdown: rule.map { breakdown($0, pool) } ?? []
    case .sum: rule.map { sums($0, pool, referentiel) } ?? []
    case .quantile: rule.map { quantiles($0, pool) } ?? []
    case .ratio: [ratio(pool, referentiel)]
    case .survival: rule.map { survival($0, pool) } ?? []
    case .funding: funding(pool)
    }
  }

  /// The details of its rows, in order.
  var details: [String] {
    switch forme {
    case .breakdown where !groups.isEmpty: groups.flatMap { group in rows.map { "\(group.detail)|\($0.detail)" } }
    case .breakdown, .sum, .quantile: rows.isEmpty ? [detail] : rows.map(\.detail)
    case .survival: horizon == nil ? [detail] : ["", Self.atRisk]
    case .funding: []
    case .count, .share, .ratio: [detail]
    }
  }

  /// Detail of the row that tells how many are still observed.
  static let atRisk = "n_a_risque"

  func ongoing(_ pool: Pool) -> Int {
    guard let ongoing else { return 0 }
    return pool.slices.reduce(0) { sum, slice in
      sum + ongoing.units(of: .pathways, in: slice).count { slice.cohort.pathways[$0].end == nil }
    }
  }
}
