import Model

/// The debt with which an account begins, when it is what an older account of the household owed.
struct MovedDebt: Equatable {
  let origin: Origin
}

extension Household {
  /// How far, in days, what the old account owed may be from the change of account.
  fileprivate static let changeOfAccount = 62

  /// Counts once a debt that follows the household to another account, at the same landlord or at another: until the day
  /// of the change it is the old account's, from that day the new one's.
  mutating func settleMovedDebts() -> [MovedDebt] {
    guard leases.count > 1 else { return [] }
    var moved: [MovedDebt] = []
    for new in leases.indices {
      guard let opening = leases[new].openingDebt else { continue }
      let old = leases.indices.filter { $0 != new && leases[$0].handsOver(opening.debt, on: opening.day) }
        .max { leases[$0].lastDay ?? opening.day < leases[$1].lastDay ?? opening.day }
      guard let old else { continue }
      leases[old].close(opening.debt, on: opening.day, origin: opening.origin)
      leases[new].openEmpty(before: opening.day, origin: opening.origin)
      moved.append(MovedDebt(origin: opening.origin))
    }
    return moved
  }
}

extension Lease {
  fileprivate var isAccount: Bool { nature == .dwelling && holder == .household && !number.isEmpty }

  /// Day, amount and row of the debt that the account begins with: a first writing that carries a balance, or a first
  /// balance near the effect of the lease; `nil` when it begins without any.
  ///
  /// A first writing of no known category is one unless it is as high as a term of the rent.
  fileprivate var openingDebt: (day: Day, debt: Cents, origin: Origin)? {
    guard isAccount else { return nil }
    if let first = entries.first {
      let terms = [rent, rent.map { $0 + (charges ?? 0) }, rent.map { $0 + (charges ?? 0) - (aid ?? 0) }]
      let isTerm = terms.contains { $0.map { abs($0 - first.amount) <= Self.sameBalance } ?? false }
      let isCarried = first.category == .openingBalance || (first.category == nil && !isTerm)
      return isCarried && first.amount > Self.sameBalance ? (first.due, first.amount, first.origin) : nil
    }
    guard let first = statements.first(where: { $0.declarant == .landlord }), let start,
      (0...Household.changeOfAccount).contains(first.date - start), first.balance > Self.sameBalance
    else { return nil }
    return (start, first.balance, first.origin)
  }

  fileprivate var lastDay: Day? { entries.last?.due ?? statements.last?.date }

  private var firstDay: Day? { [entries.first?.due, statements.first?.date, start].compactMap(\.self).min() }

  /// Whether the account is older than a day, owed that debt about then, and does not live on after it.
  fileprivate func handsOver(_ debt: Cents, on day: Day) -> Bool {
    guard isAccount, let firstDay, firstDay < day else { return false }
    let (from, to) = (day - Household.changeOfAccount, day + Household.changeOfAccount)
    let terms: [EntryCategory] = [.rent, .charges]
    let livesOn =
      entries.contains { $0.due > to && $0.category.map(terms.contains) ?? false }
      || statements.contains { $0.date > to && abs($0.balance - debt) > Self.sameBalance && $0.balance != 0 }
    if livesOn { return false }
    let isDebt = { (balance: Cents) in abs(balance - debt) <= Self.sameBalance }
    if statements.contains(where: { $0.declarant == .landlord && (from...to).contains($0.date) && isDebt($0.balance) })
    {
      return true
    }
    var balance = 0
    for (index, entry) in entries.enumerated() where entry.due <= to {
      balance += entry.amount
      let isLastOfDay = index + 1 == entries.count || entries[index + 1].due > entry.due
      let lasts = index + 1 == entries.count || entries[index + 1].due >= from
      if isLastOfDay, lasts, isDebt(balance) { return true }
    }
    return false
  }

  /// The debt leaves the account on a day: by the writing that says so, moved to that day, else by one of ours.
  fileprivate mutating func close(_ debt: Cents, on day: Day, origin: Origin) {
    if !entries.isEmpty {
      let window = (day - Household.changeOfAccount)...(day + Household.changeOfAccount)
      let leaving = entries.firstIndex { window.contains($0.due) && abs($0.amount + debt) <= Self.sameBalance }
      if let leaving {
        entries[leaving].due = day
      } else {
        entries.append(LedgerEntry(due: day, amount: -debt, category: .cancellation, origin: origin))
      }
      sortEntries()
    }
    guard statements.contains(where: { $0.declarant == .landlord }) else { return }
    statements.removeAll { $0.declarant == .landlord && $0.date >= day }
    statements.append(BalanceStatement(date: day, balance: 0, declarant: .landlord, origin: origin))
  }

  /// Nothing is owed on the account until the day before: a balance nearby would count for then.
  fileprivate mutating func openEmpty(before day: Day, origin: Origin) {
    guard entries.isEmpty else { return }
    statements.insert(
      BalanceStatement(date: day - 1, balance: 0, declarant: .landlord, origin: origin),
      at: statements.startIndex
    )
  }
}
