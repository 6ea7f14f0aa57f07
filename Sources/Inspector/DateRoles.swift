import Model

/// What the order of a file's dates says of them, row by row, when headings say nothing.
///
/// A start is before an end; a planned end or a renewal falls on the start's day of the month.
struct DateRoles {
  private let columns: [ColumnProfile]
  private let kind: TableKind
  /// By position of the column: field → score.
  private(set) var scores: [Int: [String: Double]] = [:]

  /// Dates that are compared two by two; those of a wider file are known by their headings only.
  private static let compared = 40

  /// `columns`: those of dates that are no births.
  init(columns: [ColumnProfile], kind: TableKind) {
    self.columns = Array(columns.prefix(Self.compared))
    self.kind = kind
    switch kind {
    case .measures: readMeasures()
    case .leases, .balances: readLeases()
    case .entries: readOnly("mouvement.date_exigibilite")
    case .acts: readOnly("acte.date_acte")
    case .visits: readOnly("rencontre.date")
    case .plans: readOnly("plan.date_signature")
    }
  }

  private mutating func note(_ column: ColumnProfile, _ field: String, _ score: Double) {
    scores[column.index, default: [:]][field] = score
  }

  /// Rows where both days are known: share where the second is not before the first, where it is on the same day of a
  /// later month, and the median gap.
  private func relation(_ one: ColumnProfile, _ other: ColumnProfile) -> (after: Double, monthly: Double, gap: Int) {
    var gaps: [Int] = []
    var monthly = 0
    for (first, second) in zip(one.days, other.days) {
      guard let first, let second else { continue }
      gaps.append(second - first)
      if second - first > 25, first.civil.day == second.civil.day { monthly += 1 }
    }
    guard gaps.count > 1 else { return (0, 0, 0) }
    let after = Double(gaps.count { $0 >= 0 }) / Double(gaps.count)
    return (after, Double(monthly) / Double(gaps.count), gaps.sorted()[gaps.count / 2])
  }

  /// The best filled date of a table that has one.
  private mutating func readOnly(_ field: String) {
    guard let date = columns.max(by: { ($0.fill, -$0.index) < ($1.fill, -$1.index) }) else { return }
    note(date, field, 0.45)
  }

  private mutating func readMeasures() {
    let rows = columns.map { one in columns.map { other in relation(one, other) } }
    /// The start: the column on whose day of the month the most others fall, else the best filled of the earliest.
    let ranked = columns.indices.max { one, other in
      let scores = [one, other].map { index -> Double in
        let before = columns.indices.filter { rows[$0][index].after > 0.9 && (5...120).contains(rows[$0][index].gap) }
        let oriented = before.contains { columns[$0].fill >= columns[index].fill - 0.05 }
        return rows[index].reduce(0) { $0 + ($1.monthly > 0.6 ? 1 : 0) } + columns[index].fill * 0.9
          + (oriented ? 0.6 : 0) - Double(rows[index].count { $0.gap < -3 }) * 0.15
      }
      return scores[0] < scores[1]
    }
    guard let start = ranked else { return }
    note(columns[start], "mesure.date_debut", 0.55)
    let monthly = columns.indices.filter { $0 != start && rows[start][$0].monthly > 0.6 }
    if let planned = monthly.max(by: {
      (columns[$0].fill, rows[start][$0].gap) < (columns[$1].fill, rows[start][$1].gap)
    }) {
      note(columns[planned], "mesure.date_fin_prevue", 0.55)
      for other in monthly where other != planned { note(columns[other], "mesure.renouvellements", 0.5) }
    }
    for other in columns.indices where other != start && !monthly.contains(other) {
      let link = rows[start][other]
      if rows[other][start].after > 0.9, link.gap < 0 {
        note(columns[other], "mesure.date_orientation", columns[other].fill >= columns[start].fill - 0.05 ? 0.5 : 0.2)
      } else if link.after > 0.9, link.gap > 75 {
        note(columns[other], "mesure.date_fin", 0.3 + 0.2 * columns[other].fill)
      } else if link.after > 0.9, link.gap <= 75 {
        note(columns[other], "mesure.date_contrat", 0.4)
      }
    }
  }

  private mutating func readLeases() {
    guard
      let start = columns.max(by: { ($0.fill, -($0.medianDay?.number ?? 0)) < ($1.fill, -($1.medianDay?.number ?? 0)) })
    else { return }
    note(start, "bail.date_effet", 0.5)
    let others = columns.filter { $0.index != start.index }
    if let end = others.first(where: { relation(start, $0).after > 0.9 && $0.index < start.index + 3 }) {
      note(end, "bail.date_fin", 0.45)
    }
  }
}
