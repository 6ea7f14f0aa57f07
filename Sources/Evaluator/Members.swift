import Model

extension Vote {
  /// The member that this vote makes in a row, without its origins; `nil` when it is outside the population.
  func member(in pool: Pool, of rule: Rule, row: Int?, ofMoney: Bool) -> Member? {
    let (standing, reason): (Member.Standing, Reason?)
    switch verdict.judgement {
    case .outside: return nil
    case .unsent: (standing, reason) = (.missing, .unsent)
    case .counted: (standing, reason) = (row == nil || verdict.row == row ? .counted : .notCounted, nil)
    case .notCounted: (standing, reason) = (.notCounted, nil)
    case .missing(let why): (standing, reason) = (.missing, why)
    case .leftOut(let why): (standing, reason) = (.leftOut, why)
    }
    return Member(
      household: household,
      project: pool.slices[slice].setting.project.code,
      standing: standing,
      reason: reason.map { rule.reasons[Int($0.number)] } ?? "",
      amount: ofMoney ? verdict.amount.map { $0.numerator / $0.denominator } : nil
    )
  }
}

extension Figure {
  /// Gives the figure the members that its votes make, listed when asked.
  ///
  /// `judged` votes again where a row does not count as its rule does.
  mutating func list(
    _ rule: Rule,
    in pool: Pool,
    row: Int? = nil,
    unsentMissing: Bool = true,
    judged: (@Sendable ([Vote]) -> [Vote])? = nil
  ) {
    let ofMoney = unit == .euros
    list { isWanted, isTraced in
      let votes = rule.votes(pool)
      let evidence = rule.evidence
      return (judged?(votes) ?? votes).compactMap { vote in
        if !unsentMissing, vote.verdict.judgement == .unsent { return nil }
        guard var member = vote.member(in: pool, of: rule, row: row, ofMoney: ofMoney), isWanted(member) else {
          return nil
        }
        if isTraced {
          let slice = pool.slices[vote.slice]
          member.origins = slice.origins(of: rule.table.subject(vote.unit, slice.cohort), evidence)
        }
        return member
      }
    }
  }
}

extension Slice {
  /// The rows that a unit rests on, sorted.
  ///
  /// A run of writings is told by its first and its last.
  func origins(of subject: Vote.Subject, _ evidence: Evidence) -> [Origin] {
    var found: [Origin] =
      switch subject {
      case .orientation(let dossier, let index): [cohort.dossiers[dossier].orientations[index].origin]
      case .measure(let dossier, let index): [cohort.dossiers[dossier].measures[index].origin]
      case .dossier(let dossier): origins(of: cohort.dossiers[dossier], nil, evidence)
      case .pathway(let index):
        origins(of: cohort.dossiers[cohort.pathways[index].dossier], cohort.pathways[index], evidence)
      }
    if found.count < 2 { return found }
    found.sort()
    var distinct: [Origin] = []
    distinct.reserveCapacity(found.count)
    for origin in found where origin != distinct.last { distinct.append(origin) }
    return distinct
  }

  /// In any order, some twice.
  ///
  /// Loops, because lists of lists took half of the time of the lineage.
  private func origins(of dossier: Dossier, _ pathway: Pathway?, _ evidence: Evidence) -> [Origin] {
    var origins: [Origin] = []
    origins.reserveCapacity(16)
    for measure in pathway?.measures ?? dossier.measures.indices {
      origins.append(dossier.measures[measure].origin)
      if evidence.contains(.exit) { for exit in dossier.measures[measure].exits { origins.append(exit.origin) } }
      if evidence.contains(.visits) {
        for visit in dossier.measures[measure].visits where contains(visit.date) { origins.append(visit.origin) }
      }
      if evidence.contains(.followUps) {
        for news in dossier.measures[measure].followUps { origins.append(news.origin) }
      }
    }
    for lease in dossier.dwellings.indices {
      if evidence.contains(.leases) { origins.append(dossier.dwellings[lease].origin) }
      if evidence.contains(.acts) { for act in dossier.dwellings[lease].acts { origins.append(act.origin) } }
      if evidence.contains(.plans) { for plan in dossier.dwellings[lease].plans { origins.append(plan.origin) } }
    }
    if evidence.contains(.aids) {
      for aid in dossier.aids where contains(aid.date) { origins += aid.origins }
    }
    if evidence.contains(.debts), let pathway {
      dossier.addDebtOrigins(at: pathway.start, to: &origins)
      if let end = pathway.end { dossier.addDebtOrigins(at: end, to: &origins) }
    }
    return origins
  }
}

extension Dossier {
  /// The rows that a debt rests on.
  fileprivate func addDebtOrigins(at date: Day, to origins: inout [Origin]) {
    var isKnown = false
    for index in dwellings.indices where dwellings[index].holder == .household {
      guard dwellings[index].hasFigure(at: date) else { continue }
      isKnown = true
      origins.append(dwellings[index].origin)
      if dwellings[index].hasEntries(at: date) {
        origins.append(dwellings[index].entries[0].origin)
        origins.append(dwellings[index].entries[dwellings[index].dueCount(at: date) - 1].origin)
      } else if let stated = dwellings[index].statements.nearest(to: date, from: .landlord) {
        origins.append(stated.origin)
      }
    }
    if isKnown { return }
    if let stated = statedBalance(at: date, from: .landlord) ?? statedBalance(at: date, from: .association) {
      origins.append(stated.origin)
    }
  }
}
