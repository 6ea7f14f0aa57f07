import Model

extension Measure {
  /// The measure as the date d'arrêté knows it (référentiel §1); planned ends are kept.
  func truncated(at cutoff: Day) -> Measure {
    guard reaches(beyond: cutoff) else { return self }
    var known = self
    known.oriented = oriented.notAfter(cutoff)
    known.start = start.notAfter(cutoff)
    known.end = end.notAfter(cutoff)
    known.renewals.removeAll { $0 > cutoff }
    known.suspensions.removeAll { $0.start > cutoff }
    known.suspensions = known.suspensions.map { ($0.start, $0.end.notAfter(cutoff)) }
    known.exits.removeAll { $0.date > cutoff }
    known.visits.removeAll { $0.date > cutoff }
    known.followUps.removeAll { $0.date > cutoff }
    return known
  }

  /// Whether anything is dated after `cutoff`: most measures are not, and stay shared instead of copied.
  private func reaches(beyond cutoff: Day) -> Bool {
    oriented.isAfter(cutoff) || start.isAfter(cutoff) || end.isAfter(cutoff)
      || renewals.contains { $0 > cutoff }
      || suspensions.contains { $0.start > cutoff || $0.end.isAfter(cutoff) }
      || exits.contains { $0.date > cutoff }
      || visits.contains { $0.date > cutoff }
      || followUps.contains { $0.date > cutoff }
  }
}

extension Lease {
  /// The lease as the date d'arrêté knows it, `nil` when it begins later.
  ///
  /// Writings are left whole: every sum of them stops at a date that is itself not after the date d'arrêté.
  func truncated(at cutoff: Day) -> Lease? {
    if start.isAfter(cutoff) { return nil }
    guard reaches(beyond: cutoff) else { return self }
    var known = self
    if end.isAfter(cutoff) {
      known.end = nil
      known.endMotive = nil
    }
    known.statements.removeAll { $0.date > cutoff }
    known.acts.removeAll { $0.date > cutoff }
    known.plans.removeAll { $0.signed > cutoff }
    known.plans = known.plans.map { plan in
      guard plan.statusDate.isAfter(cutoff) else { return plan }
      var plan = plan
      plan.status = .signed
      plan.statusDate = nil
      return plan
    }
    return known
  }

  private func reaches(beyond cutoff: Day) -> Bool {
    end.isAfter(cutoff)
      || statements.last.map(\.date).isAfter(cutoff)
      || acts.last.map(\.date).isAfter(cutoff)
      || plans.contains { $0.signed > cutoff || $0.statusDate.isAfter(cutoff) }
  }
}

extension Day? {
  /// The day, or nothing when it is after `cutoff`.
  fileprivate func notAfter(_ cutoff: Day) -> Day? { isAfter(cutoff) ? nil : self }

  fileprivate func isAfter(_ cutoff: Day) -> Bool { if let self { self > cutoff } else { false } }
}
