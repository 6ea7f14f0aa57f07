import Model

extension DeclaredLine {
  /// What survives at a horizon, or the time at which half has had the event (Kaplan-Meier).
  func survival(_ rule: Rule, _ pool: Pool) -> [Figure] {
    let votes = rule.votes(pool)
    let survival = Survival(
      votes.compactMap { vote in
        guard vote.isFollowed else { return nil }
        return Survival.Subject(days: vote.days, event: vote.verdict.judgement == .counted)
      }
    )
    var figure = Figure(self, in: pool)
    figure.denominator = Quantity(survival.count)
    guard let horizon else {
      figure.numerator = Quantity(Tally(votes).counted)
      figure.curve = survival.curve(every: 1, through: 24)
      if let median = survival.median {
        figure.value = .exact(Rational(median) / daysOfMonth)
      } else {
        figure.status = .notComputable
        figure.note = survival.count > 0 ? "non atteinte" : ""
      }
      figure.list(rule, in: pool)
      return [figure]
    }
    let days = (Rational(horizon) * daysOfMonth).double
    figure.numerator = Quantity(survival.events(by: days))
    figure.value = survival.count == 0 ? nil : survival.surviving(days).map(Quantity.real)
    // At the horizons that have a row of their own: a point between would tell losses that no row prints.
    if figure.value == nil {
      figure.status = .notComputable
    } else {
      figure.curve = survival.curve(every: 6, through: horizon)
    }
    figure.list(rule, in: pool) { votes in
      votes.judged { Judgement($0.verdict.judgement == .counted && Double($0.days) <= days) }
    }
    return [figure, atRisk(survival.atRisk(days), at: days, rule, pool)]
  }

  private func atRisk(_ count: Int, at days: Double, _ rule: Rule, _ pool: Pool) -> Figure {
    var figure = Figure(self, in: pool, detail: Self.atRisk)
    figure.label = "Encore observés à \(horizon ?? 0) mois"
    figure.unit = rule.perHousehold ? .menages : .parcours
    figure.fill(count: count)
    figure.list(rule, in: pool) { votes in votes.judged { Double($0.days) >= days ? .counted : .outside } }
    return figure
  }
}

extension Vote {
  /// Days of observation.
  fileprivate var days: Int { verdict.amount.map { $0.numerator / $0.denominator } ?? 0 }

  fileprivate var isFollowed: Bool { verdict.judgement == .counted || verdict.judgement == .notCounted }
}

extension [Vote] {
  /// The same units, judged again.
  fileprivate func judged(_ judge: (Vote) -> Judgement) -> [Vote] {
    map { vote in
      var vote = vote
      if vote.isFollowed { vote.verdict.judgement = judge(vote) }
      return vote
    }
  }
}

/// Days of a mean month: 30,4375 (référentiel §2).
let daysOfMonth = Rational(487, 16)
