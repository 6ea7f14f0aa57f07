import Model

extension WrittenFiche {
  /// What does not add up in the tables.
  var tableAnomalies: [Anomaly] {
    tables.flatMap { table in
      let own =
        table.wrongTotals + table.wrongSums + table.wrongParts + table.wrongRates + table.wrongShares
        + table.rows.flatMap(\.sentences).flatMap(wrongRatios(of:))
      return own + [unequalFunding(table)].compactMap(\.self)
    }
  }

  /// The total of a table of funders against the budget that its section tells.
  private func unequalFunding(_ table: WrittenTable) -> Anomaly? {
    let names = [table.heading] + table.header
    guard names.contains(where: { !Array($0).positions(of: "financ").isEmpty }), !table.tellsSpending else {
      return nil
    }
    let section = prose.filter { $0.section == table.section }
    let budgets = totals(of: SectionMoney(section), in: section)
    let columns = table.columns.filter { table.title($0).hasPrefix("total") || table.title($0).hasPrefix("montant") }
    guard !budgets.isEmpty, let column = columns.last, let last = table.body.last, last.isTotal,
      let total = last.amount(column)
    else { return nil }
    let isBudget = [1, 1_000].contains { scale in
      budgets.contains { gap($0, total.value * Rational(scale)) * Rational(200) <= $0 }
    }
    if isBudget { return nil }
    return last.anomaly(
      .funding,
      "le total des financements n'est pas le budget annoncé",
      "\(Wording.euros(total.value))\u{202f}; budget " + budgets.prefix(3).map(Wording.euros).joined(separator: " ou ")
    )
  }
}

extension WrittenTable {
  fileprivate var tellsSpending: Bool {
    let stems = ["depense", "charge", "poste", "budget", "cout", "exercice"]
    return header.contains { name in stems.contains { !Array(name).positions(of: $0).isEmpty } }
  }

  /// Rows named total, or sous-total, that those above do not make.
  fileprivate var wrongTotals: [Anomaly] {
    var found: [Anomaly] = []
    for column in columns where isAdditive(column) {
      var (rows, since, totals): ([Row], [Row], [Row]) = ([], [], [])
      for row in body where !row.isPart {
        if row.isTotal || row.isSubtotal {
          let sums = [since, rows, totals].compactMap { sum(of: $0, in: column) }
          if let anomaly = unequal(row, column, to: sums) { found.append(anomaly) }
          if row.isTotal {
            totals.append(row)
            rows = []
          }
          since = []
        } else {
          rows.append(row)
          since.append(row)
        }
      }
    }
    return found
  }

  /// Rows put together.
  private struct Sum {
    let amounts: [Amount]
    /// Whether some rows tell nothing, so that it is the least they make.
    let isLeast: Bool

    var value: Rational { amounts.reduce(Rational(0)) { $0 + $1.value } }
  }

  /// `nil` where a row tells no number, or numbers differ in kind.
  private func sum(of rows: [Row], in column: Int) -> Sum? {
    let told = rows.filter { !$0.isBlank(column) }
    let amounts = told.compactMap { $0.amount(column) }
    guard amounts.count > 1, amounts.count == told.count, Set(amounts.map(\.isPercent)).count == 1 else { return nil }
    return Sum(amounts: amounts, isLeast: told.count < rows.count)
  }

  private func unequal(_ row: Row, _ column: Int, to sums: [Sum]) -> Anomaly? {
    guard let total = row.amount(column), let sum = sums.first, sum.amounts[0].isPercent == total.isPercent else {
      return nil
    }
    let follows = sums.contains { sum in
      sum.isLeast && sum.value < total.value || gap(sum.value, total.value) <= tolerance(of: total, over: sum.amounts)
    }
    // The rate of all is not the sum of the rates; and households of two years may be the same.
    let isRate = total.isPercent && (total.value != Rational(100) || sum.amounts.contains { $0.value == Rational(100) })
    let areYears = body.contains { Self.isYear($0.label) } && Self.tellsPresence(title(column))
    if follows || isRate || areYears && sum.value > total.value { return nil }
    return row.anomaly(
      total.isPercent ? .shares : .total,
      "les lignes du tableau ne font pas leur total",
      account(sum.amounts, total)
    )
  }

  /// Half of a last digit for each number, and at least half a per cent for money.
  private func tolerance(of total: Amount, over amounts: [Amount]) -> Rational {
    let slack = amounts.reduce(total.slack) { $0 + $1.slack }
    let isMoney = (amounts + [total]).contains { $0.kind == .money }
    return isMoney ? max(slack, gap(total.value, Rational(0)) * Rational(1, 200)) : slack
  }

  private func account(_ amounts: [Amount], _ total: Amount) -> String {
    let sum = Amount(
      value: amounts.reduce(Rational(0)) { $0 + $1.value },
      kind: amounts[0].kind,
      slack: Rational(0)
    )
    return amounts.map(\.words).joined(separator: " + ") + " = \(sum.words), et non \(total.words)"
  }

  /// Rows of which the columns do not make the one named total, where most do.
  fileprivate var wrongSums: [Anomaly] {
    guard let last = columns.last(where: { title($0).hasPrefix("total") }) else { return [] }
    let parts = columns.filter { column in
      column < last && isAdditive(column) && body.contains { $0.amount(column).map { !$0.isPercent } ?? false }
    }
    return exceptions { row in
      let amounts = parts.compactMap { row.amount($0) }
      guard amounts.count == parts.count, parts.count > 1, let total = row.amount(last),
        !(amounts + [total]).contains(where: \.isPercent)
      else { return nil }
      let sum = amounts.reduce(Rational(0)) { $0 + $1.value }
      if gap(sum, total.value) <= tolerance(of: total, over: amounts) { return .follows }
      let areYears = parts.contains { Self.isYear(title($0)) } && Self.tellsPresence(row.label)
      if areYears, sum > total.value { return nil }
      return .differs(account(amounts, total))
    }
    .compactMap { $0.anomaly(.total, "les colonnes du tableau ne font pas leur total", $1) }
  }

  private static func isYear(_ name: String) -> Bool {
    name.split { !$0.isNumber }.contains { Int($0).map(Quantity.years.contains) ?? false }
  }

  /// Whether it is a number of those who are there, not of those who come or go.
  private static func tellsPresence(_ name: String) -> Bool {
    ["accompagn", "suivi", "present", "en cours", "actif", "active"].contains { !Array(name).positions(of: $0).isEmpty }
  }

  /// « dont » rows above the row that they are part of, or that do not make it.
  fileprivate var wrongParts: [Anomaly] {
    var groups: [(whole: Row, parts: [Row])] = []
    for row in rows {
      if !row.isPart { groups.append((row, [])) } else if !groups.isEmpty { groups[groups.count - 1].parts.append(row) }
    }
    return groups.flatMap { group in columns.compactMap { wrong(group.parts, of: group.whole, in: $0) } }
  }

  private func wrong(_ parts: [Row], of whole: Row, in column: Int) -> Anomaly? {
    guard let total = whole.amount(column), !total.isPercent else { return nil }
    for part in parts {
      guard let amount = part.amount(column), !amount.isPercent, amount.value > total.value else { continue }
      return part.anomaly(
        .total,
        "une partie dépasse son tout (ligne \(whole.line))",
        "\(amount.words) parmi \(total.words)"
      )
    }
    let amounts = parts.compactMap { $0.amount(column) }
    let areVolets = ["acces", "maintien"].allSatisfy { volet in parts.contains { $0.label.contains(volet) } }
    guard areVolets, parts.count == 2, amounts.count == 2, amounts[0].value + amounts[1].value != total.value else {
      return nil
    }
    return parts[0].anomaly(.total, "les parts ne font pas leur total (ligne \(whole.line))", account(amounts, total))
  }
}

extension WrittenTable {
  private enum Finding {
    case follows
    /// With the computation.
    case differs(String)
  }

  /// Rows that do not follow, where more do: only then is it what the columns mean.
  private func exceptions(_ check: (Row) -> Finding?) -> [(row: Row, arithmetic: String)] {
    var (follow, differ): (Int, [(row: Row, arithmetic: String)]) = (0, [])
    for row in body {
      switch check(row) {
      case .follows: follow += 1
      case .differs(let arithmetic): differ.append((row, arithmetic))
      case nil: continue
      }
    }
    return follow > differ.count ? differ : []
  }

  /// Percentages beside two numbers of which they are the ratio: « prévu, réalisé, taux ».
  fileprivate var wrongRates: [Anomaly] {
    percentColumns.flatMap { rate -> [Anomaly] in
      let numbers = columns.filter { column in
        column != rate && body.contains { $0.amount(column).map { !$0.isPercent } ?? false }
      }
      let pairs = numbers.flatMap { top in numbers.filter { $0 != top }.map { (top, $0) } }
      let readings = pairs.map { top, bottom in
        exceptions { row in ratio(row.amount(rate), row.amount(top), row.amount(bottom)) }
      }
      // Of several readings of the columns, the one that most rows follow: none differs where one is right.
      guard let best = readings.filter({ !$0.isEmpty }).min(by: { $0.count < $1.count }),
        !pairs.contains(where: { follows($0.0, $0.1, rate) })
      else { return [] }
      return best.compactMap {
        $0.row.anomaly(.rate, "le taux du tableau ne découle pas de ses colonnes", $0.arithmetic)
      }
    }
  }

  private var percentColumns: [Int] {
    columns.filter { column in body.contains { $0.amount(column)?.isPercent == true } }
  }

  /// Whether every row that tells all three follows.
  private func follows(_ top: Int, _ bottom: Int, _ rate: Int) -> Bool {
    let found = body.compactMap { ratio($0.amount(rate), $0.amount(top), $0.amount(bottom)) }
    return !found.isEmpty && found.allSatisfy { if case .follows = $0 { true } else { false } }
  }

  private func ratio(_ rate: Amount?, _ top: Amount?, _ bottom: Amount?) -> Finding? {
    guard let rate, rate.isPercent, let top, let bottom, !top.isPercent, !bottom.isPercent else { return nil }
    // Nothing over something says nothing of the columns; and exact fractions must not overflow.
    let (least, most) = (Rational(1, 2), Rational(10_000_000))
    guard [top, bottom].allSatisfy({ $0.value > least && $0.value < most }), rate.value < Rational(1_000) else {
      return nil
    }
    let low = (top.value - top.slack) * Rational(100) / (bottom.value + bottom.slack)
    let high = (top.value + top.slack) * Rational(100) / (bottom.value - bottom.slack)
    if low <= rate.value + rate.slack, rate.value - rate.slack <= high { return .follows }
    let exact = top.value * Rational(100) / bottom.value
    return .differs("\(top.words) ÷ \(bottom.words) = \(Wording.percent(exact)), et non \(rate.words)")
  }

  /// Shares of a column in its total.
  fileprivate var wrongShares: [Anomaly] {
    percentColumns.flatMap { share -> [Anomaly] in
      let numbers = columns.filter { $0 != share && isAdditive($0) }
      let readings = numbers.map { column -> [(row: Row, arithmetic: String)] in
        let rows = body.filter(\.isPlain)
        let total =
          body.last(where: \.isTotal)?.amount(column)
          ?? sum(of: Array(rows), in: column).map {
            Amount(value: $0.value, kind: $0.amounts[0].kind, slack: Rational(0))
          }
        return exceptions { row in row.isPlain ? ratio(row.amount(share), row.amount(column), total) : nil }
      }
      let best = readings.filter { !$0.isEmpty }.min { $0.count < $1.count } ?? []
      return best.compactMap { $0.row.anomaly(.rate, "la part du tableau ne découle pas du total", $0.arithmetic) }
    }
  }
}
