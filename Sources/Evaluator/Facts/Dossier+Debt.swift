import Model

/// What a household owes at a date.
struct Debt: Sendable, Equatable {
  /// Never below zero.
  let amount: Cents
  let declarant: Declarant
  /// Whether one of its figures at least comes from writings.
  let fromEntries: Bool
}

extension Dossier {
  /// How far, in days, a balance may be from the date it is asked for (référentiel §3).
  static let nearby = 31

  /// Debt at a date (référentiel §3); `nil` when no source gives a figure.
  func debt(at date: Day) -> Debt? {
    var total = 0
    var known = false
    var fromEntries = false
    for lease in dwellings where lease.holder == .household {
      if lease.hasEntries(at: date) {
        total += lease.balance(at: date)
        fromEntries = true
      } else if let statement = lease.statements.nearest(to: date, from: .landlord) {
        total += statement.balance
      } else {
        continue
      }
      known = true
    }
    if known { return Debt(amount: max(0, total), declarant: .landlord, fromEntries: fromEntries) }
    return statedDebt(at: date)
  }

  /// The debt given for the household itself, or by its association, where no lease has a figure.
  private func statedDebt(at date: Day) -> Debt? {
    for declarant in [Declarant.landlord, .association] {
      if let statement = statedBalance(at: date, from: declarant) {
        return Debt(amount: max(0, statement.balance), declarant: declarant, fromEntries: false)
      }
    }
    return nil
  }

  func statedBalance(at date: Day, from declarant: Declarant) -> BalanceStatement? {
    let onLeases = declarant == .association ? dwellings.flatMap(\.statements) : []
    return (statements + onLeases).nearest(to: date, from: declarant)
  }

  /// Debt written off (erased or waived) after `start` and until `end`, on the leases that the debt at `end` rests on.
  func writtenOff(after start: Day, until end: Day) -> Cents {
    dwellings.reduce(0) { sum, lease in
      guard lease.holder == .household, lease.hasFigure(at: end) else { return sum }
      return sum
        + lease.entries.reduce(0) { sum, entry in
          let writesOff = entry.category == .debtErased || entry.category == .debtWaived
          return writesOff && entry.due > start && entry.due <= end ? sum - entry.amount : sum
        }
    }
  }

  /// Whether the last plan signed between two days, both included, is kept or cleared at the second; `nil` when none was
  /// signed.
  func planKept(from start: Day, to end: Day) -> Bool? {
    let signed = dwellings.flatMap { lease in
      lease.plans.filter { $0.signed >= start && $0.signed <= end }.map { (lease: lease.origin, plan: $0) }
    }
    guard let last = signed.max(by: { ($0.plan.signed, $0.plan.origin) < ($1.plan.signed, $1.plan.origin) }) else {
      return nil
    }
    // Several rows may tell the statuses of one plan; an undated status cannot be said to precede the end.
    let statuses = signed.filter { $0.lease == last.lease && $0.plan.signed == last.plan.signed }.map(\.plan)
    let known = statuses.compactMap { plan in plan.statusDate.map { (date: $0, plan: plan) } }.filter { $0.date <= end }
    let latest = known.max { ($0.date, $0.plan.origin) < ($1.date, $1.plan.origin) }?.plan.status
    return latest == .kept || latest == .cleared
  }

  /// Rent and charges less the aid paid to the landlord, of the lease in force at a date; `nil` when unknown.
  func netRent(at date: Day, sends: [String: Sent]) -> Cents? {
    guard let lease = leaseInForce(at: date), let rent = lease.rent, let charges = lease.charges else { return nil }
    let mapsAid = lease.landlord.map { sends[$0, default: []].contains(.thirdPartyAid) } ?? false
    guard let aid = lease.aid ?? (mapsAid ? 0 : nil) else { return nil }
    let net = rent + charges - aid
    return net > 0 ? net : nil
  }

  /// The lease in force: the latest effect, then the last in source order.
  func leaseInForce(at date: Day) -> Lease? {
    var found: (lease: Lease, start: Day)?
    for lease in dwellings where lease.holder == .household {
      guard let start = lease.start, start <= date, !lease.ended(before: date) else { continue }
      if let best = found, best.start > start { continue }
      found = (lease, start)
    }
    return found?.lease
  }
}

extension Lease {
  /// Whether its account has begun at that date.
  func hasEntries(at date: Day) -> Bool { if let first = entries.first { first.due <= date } else { false } }

  func hasFigure(at date: Day) -> Bool {
    hasEntries(at: date) || statements.nearest(to: date, from: .landlord) != nil
  }

  /// Sum of the writings due at that date.
  func balance(at date: Day) -> Cents {
    let writings = entries.span
    var sum = 0
    for index in 0..<dueCount(at: date) { sum += writings[index].amount }
    return sum
  }

  /// How many of the writings, which are in the order of their days, are due at that date.
  func dueCount(at date: Day) -> Int {
    let writings = entries.span
    var (low, high) = (0, writings.count)
    while low < high {
      let middle = (low + high) / 2
      if writings[middle].due <= date { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func ended(before date: Day) -> Bool { if let end { end < date } else { false } }
}

extension [BalanceStatement] {
  /// The nearest balance within 31 days (ties: the earlier date, then source order).
  func nearest(to date: Day, from declarant: Declarant) -> BalanceStatement? {
    var best: (statement: BalanceStatement, distance: Int)?
    for statement in self where statement.declarant == declarant {
      let distance = abs(statement.date - date)
      guard distance <= Dossier.nearby else { continue }
      if let best,
        (best.distance, best.statement.date, best.statement.origin) < (distance, statement.date, statement.origin)
      {
        continue
      }
      best = (statement, distance)
    }
    return best?.statement
  }
}
