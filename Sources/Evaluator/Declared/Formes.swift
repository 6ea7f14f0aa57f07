import Expressions
import Model

extension DeclaredLine {
  /// Units counted, or what they bring summed; those whose value is unknown are missing.
  func count(_ rule: Rule, _ pool: Pool) -> Figure {
    let votes = rule.votes(pool)
    let tally = Tally(votes)
    var figure = Figure(self, in: pool)
    figure.missing = tally.missing
    if tally.nothingSent {
      figure.notCollected()
    } else if tally.counted == 0, tally.missing > 0 {
      figure.status = .notComputable
    } else if rule.value == nil {
      figure.fill(count: tally.counted)
    } else {
      let total = votes.reduce(Rational(0)) { sum, vote in vote.verdict.amount.flatMap(sum.adding) ?? sum }
      figure.numerator = .exact(total)
      figure.value = .exact(total)
    }
    figure.ongoing = ongoing(pool)
    figure.list(rule, in: pool)
    return figure
  }

  /// The share of a population that a condition counts, or of the quantities that its units bring.
  func share(_ rule: Rule, _ pool: Pool) -> Figure {
    let votes = rule.votes(pool)
    var tally = Tally(votes)
    var figure = Figure(self, in: pool)
    if rule.weight != nil {
      let all = whole(rule.sum(rule.weight, of: votes, in: pool))
      (tally.notCounted, tally.counted) = (all, whole(rule.sum(rule.value, of: votes, in: pool)))
      tally.notCounted -= tally.counted
      tally.missing = whole(rule.sum(rule.absent, of: votes, in: pool))
      if Tally(votes).counted > 0 { tally.unsent = 0 }
    }
    let unknown = tally.missing
    if unknownFails { (tally.notCounted, tally.missing) = (tally.notCounted + unknown, 0) }
    figure.fill(share: tally, unsentMissing: !unsentIsOutside)
    if unknownFails {
      figure.missing = unknown
      if tally.documented > 0 { figure.upperBound = Rational(tally.counted + unknown, tally.documented) }
    }
    figure.ongoing = ongoing(pool)
    figure.list(rule, in: pool, unsentMissing: !unsentIsOutside || rule.weight != nil)
    return figure
  }

  private func whole(_ sum: Rational) -> Int { sum.numerator / sum.denominator }

  /// Each row's share of the same documented units, or of those of its group.
  func breakdown(_ rule: Rule, _ pool: Pool) -> [Figure] {
    let votes = rule.votes(pool)
    let ongoing = ongoing(pool)
    func figure(_ detail: String, _ label: String, number: Int, among own: [Vote], group: Range<Int>?) -> Figure {
      var figure = Figure(self, in: pool, detail: detail, label: label)
      figure.fill(share: Tally(own, row: number), unsentMissing: !unsentIsOutside)
      figure.ongoing = ongoing
      figure.list(rule, in: pool, row: number, unsentMissing: !unsentIsOutside) { votes in
        guard let group else { return votes }
        return votes.filter { $0.isWithin(group) }
      }
      return figure
    }
    if groups.isEmpty {
      return rows.enumerated().map { figure($1.detail, $1.label, number: $0, among: votes, group: nil) }
    }
    return groups.enumerated().flatMap { place, group in
      let span = place * rows.count..<(place + 1) * rows.count
      let own = votes.filter { $0.isWithin(span) }
      return rows.enumerated().map { number, row in
        let (detail, label) = ("\(group.detail)|\(row.detail)", "\(group.label), \(row.label)")
        return figure(detail, label, number: span.lowerBound + number, among: own, group: span)
      }
    }
  }

  /// A sum a row: what the units bring, those that contribute below it, those of unknown value missing.
  func sums(_ rule: Rule, _ pool: Pool, _ referentiel: Referentiel) -> [Figure] {
    // A row beside those of an indicator is collected as the indicator is.
    let main = referentiel.line(code, in: pool.scope).flatMap { $0.figures(pool, referentiel).first }
    let isCollected = detail.isEmpty || main?.status != .notCollected
    let votes = rule.votes(pool)
    let tally = Tally(votes)
    let scale = rule.value?.kind == .money ? Rational(1, 100) : Rational(1)
    let all = rows.isEmpty ? [Row(detail: detail, label: "")] : rows
    return all.enumerated().map { number, row in
      var figure = Figure(self, in: pool, detail: row.detail, label: row.label)
      if !isCollected || tally.nothingSent {
        figure.notCollected()
        return figure
      }
      let own = votes.filter { $0.isWithin(number..<(number + 1)) && $0.verdict.judgement == .counted }
      let total = own.reduce(Rational(0)) { sum, vote in vote.verdict.amount.flatMap(sum.adding) ?? sum } * scale
      figure.numerator = .exact(total)
      figure.value = .exact(total)
      figure.denominator = Quantity(rule.perHousehold ? Set(own.map(\.household)).count : own.count)
      figure.missing = own.count { $0.verdict.amount == nil } + (rows.isEmpty ? tally.missing + tally.unsent : 0)
      figure.list(rule, in: pool, row: number) { votes in
        let own = votes.filter { $0.isWithin(number..<(number + 1)) && $0.verdict.judgement == .counted }
        return rule.perHousehold ? own.summedByHousehold() : own
      }
      return figure
    }
  }

  /// Sum, median and quartiles of what the units bring.
  func quantiles(_ rule: Rule, _ pool: Pool) -> [Figure] {
    let votes = rule.votes(pool)
    let (missing, ongoing) = (Tally(votes).missing, ongoing(pool))
    let sorted = votes.compactMap { $0.verdict.judgement == .counted ? $0.verdict.amount : nil }.sorted()
    let scale = rule.value?.kind == .money ? Rational(1, 100) : Rational(1)
    return rows.map { row in
      var figure = Figure(self, in: pool, detail: row.detail, label: row.label)
      figure.missing = missing
      figure.ongoing = ongoing
      figure.denominator = Quantity(sorted.count)
      let result: Rational?
      if let order = Self.orders[row.detail] {
        result = quantile(order, of: sorted)
      } else {
        let sum = sorted.reduce(Rational(0)) { $0.adding($1) ?? $0 }
        figure.numerator = .exact(sum * scale)
        result = sorted.isEmpty ? nil : sum
      }
      figure.value = result.map { .exact($0 * scale) }
      if result == nil { figure.status = .notComputable }
      figure.list(rule, in: pool)
      return figure
    }
  }

  /// The quantiles that a distribution may give; its `total` is none.
  static let orders: [String: Rational] = [
    "": Rational(1, 2), "mediane": Rational(1, 2), "q1": Rational(1, 4), "q3": Rational(3, 4),
  ]
  static let total = "total"
}

extension Vote {
  /// Whether it is in one of these rows; one that has no row is in all.
  fileprivate func isWithin(_ rows: Range<Int>) -> Bool {
    verdict.judgement != .counted || rows.contains(verdict.row)
  }
}

extension [Vote] {
  /// One vote a household, with the sum of its own, in the order of households.
  fileprivate func summedByHousehold() -> [Vote] {
    var sums: [Vote] = []
    for index in indices.sorted(by: { (self[$0].household, $0) < (self[$1].household, $1) }) {
      if let last = sums.last, last.household == self[index].household {
        let known = last.verdict.amount ?? Rational(0)
        sums[sums.count - 1].verdict.amount = self[index].verdict.amount.flatMap(known.adding) ?? known
      } else {
        sums.append(self[index])
      }
    }
    return sums
  }
}
