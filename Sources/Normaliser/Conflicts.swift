import Model

extension Reconciled {
  /// Lists what sources say differently of one household, with the value kept and the rule (`restreint/conflits.csv`).
  ///
  /// To be called once the ledgers are there: a declared debt is compared with the landlord's at the same date.
  mutating func listConflicts() {
    for household in households {
      reconciliation.conflicts += sizeConflicts(of: household) + debtConflicts(of: household)
    }
    reconciliation.conflicts.sort {
      ($0.household, $0.field, $0.keptOrigin, $0.otherOrigin) < ($1.household, $1.field, $1.keptOrigin, $1.otherOrigin)
    }
  }

  /// Two rows that give different numbers of persons.
  private func sizeConflicts(of household: Household) -> [Conflict] {
    let sizes = household.compositions.filter { $0.persons != nil }
    guard let first = sizes.first, let kept = first.persons else { return [] }
    return sizes.dropFirst().compactMap { other in
      guard let persons = other.persons, persons != kept else { return nil }
      return Conflict(
        household: household.id,
        field: "menage.nb_personnes",
        kept: String(kept),
        keptOrigin: first.origin,
        other: String(persons),
        otherOrigin: other.origin,
        rule: "chaque parcours compte la taille dite à son entrée"
      )
    }
  }

  /// An association's debt that differs from the landlord's by more than 50 € and 10 % (C1).
  private func debtConflicts(of household: Household) -> [Conflict] {
    household.statements.filter { $0.declarant == .association }.compactMap { declared in
      guard let (total, source) = household.landlordsBalance(at: declared.date) else { return nil }
      let known = max(0, total)
      let gap = abs(known - declared.balance)
      guard gap > max(5_000, known / 10) else { return nil }
      return Conflict(
        household: household.id,
        field: "releve.solde",
        kept: euros(known),
        keptOrigin: source,
        other: euros(declared.balance),
        otherOrigin: declared.origin,
        rule: "le bailleur fait foi sur les montants ; écart de plus de 50 € et de plus de 10 %"
      )
    }
  }

}

/// `1234.50`.
func euros(_ cents: Cents) -> String {
  let rest = String(abs(cents) % 100)
  return (cents < 0 ? "-" : "") + "\(abs(cents) / 100)." + (rest.count < 2 ? "0" : "") + rest
}

extension Household {
  /// What the landlords say that it owes at a date, and a row that gives it; `nil` when none gives a figure.
  func landlordsBalance(at date: Day) -> (balance: Cents, origin: Origin)? {
    let known = leases.filter { $0.nature == .dwelling && $0.holder == .household }.compactMap { $0.balance(at: date) }
    return known.last.map { (known.reduce(0) { $0 + $1.0 }, $0.1) }
  }
}

extension Lease {
  /// The landlord's figure at a date, and a row that gives it: the sum of the writings due by then, else the nearest
  /// balance within 31 days.
  fileprivate func balance(at date: Day) -> (Cents, Origin)? {
    if let first = entries.first, first.due <= date {
      let due = entries.prefix { $0.due <= date }
      return (due.reduce(0) { $0 + $1.amount }, due.last?.origin ?? first.origin)
    }
    let near = statements.filter { abs($0.date - date) <= 31 }
    return near.min { abs($0.date - date) < abs($1.date - date) }.map { ($0.balance, $0.origin) }
  }
}
