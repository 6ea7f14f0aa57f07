import Model

extension Vote {
  /// The member that this vote makes in a row, without its origins; `nil` when it is outside the population.
  func member(in pool: Pool, row: Int? = nil, ofMoney: Bool) -> Member? {
    let (standing, reason): (Member.Standing, String)
    switch judgement {
    case .outside: return nil
    case .unsent: (standing, reason) = (.missing, Reason.unsent.rawValue)
    case .counted: (standing, reason) = (row == nil || self.row == row ? .counted : .notCounted, "")
    case .notCounted: (standing, reason) = (.notCounted, "")
    case .missing(let why): (standing, reason) = (.missing, why.rawValue)
    case .leftOut(let why): (standing, reason) = (.leftOut, why.rawValue)
    }
    return Member(
      household: household,
      project: pool.slices[slice].setting.project.code,
      standing: standing,
      reason: reason,
      amount: ofMoney ? amount : nil
    )
  }
}

extension Figure {
  /// Gives the figure the members that its votes make, listed when asked.
  mutating func list(_ poll: Poll, in pool: Pool, row: Int? = nil, unsentMissing: Bool = true, _ evidence: Evidence) {
    let ofMoney = unit == .euros
    list { isWanted, isTraced in
      poll.votes(pool).compactMap { vote in
        if !unsentMissing, vote.judgement == .unsent { return nil }
        guard var member = vote.member(in: pool, row: row, ofMoney: ofMoney), isWanted(member) else { return nil }
        if isTraced { member.origins = pool.slices[vote.slice].origins(of: vote.subject, evidence) }
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
    let found: [Origin] =
      switch subject {
      case .orientation(let dossier, let index): [cohort.dossiers[dossier].orientations[index].origin]
      case .measure(let dossier, let index): [cohort.dossiers[dossier].measures[index].origin]
      case .dossier(let dossier): origins(of: cohort.dossiers[dossier], nil, evidence)
      case .pathway(let index):
        origins(of: cohort.dossiers[cohort.pathways[index].dossier], cohort.pathways[index], evidence)
      }
    if found.count < 2 { return found }
    var distinct: [Origin] = []
    distinct.reserveCapacity(found.count)
    for origin in found.sorted() where origin != distinct.last { distinct.append(origin) }
    return distinct
  }

  private func origins(of dossier: Dossier, _ pathway: Pathway?, _ evidence: Evidence) -> [Origin] {
    let measures = pathway.map { dossier.measures[$0.measures] } ?? dossier.measures[...]
    var origins = measures.map(\.origin)
    if evidence.contains(.exit) { origins += measures.flatMap(\.exits).map(\.origin) }
    if evidence.contains(.visits) { origins += measures.flatMap(\.visits).filter { contains($0.date) }.map(\.origin) }
    if evidence.contains(.followUps) { origins += measures.flatMap(\.followUps).map(\.origin) }
    if evidence.contains(.leases) { origins += dossier.dwellings.map(\.origin) }
    if evidence.contains(.acts) { origins += dossier.dwellings.flatMap(\.acts).map(\.origin) }
    if evidence.contains(.plans) { origins += dossier.dwellings.flatMap(\.plans).map(\.origin) }
    if evidence.contains(.aids) { origins += dossier.aids.filter { contains($0.date) }.flatMap(\.origins) }
    if evidence.contains(.debts), let pathway {
      for date in [pathway.start, pathway.end].compactMap(\.self) { origins += dossier.debtOrigins(at: date) }
    }
    return origins
  }
}

extension Dossier {
  /// The rows that a debt rests on.
  fileprivate func debtOrigins(at date: Day) -> [Origin] {
    let known = dwellings.filter { $0.holder == .household && $0.hasFigure(at: date) }
    if known.isEmpty {
      let stated = statedBalance(at: date, from: .landlord) ?? statedBalance(at: date, from: .association)
      return stated.map { [$0.origin] } ?? []
    }
    return known.flatMap { lease in
      guard lease.hasEntries(at: date) else {
        return [lease.origin] + (lease.statements.nearest(to: date, from: .landlord).map { [$0.origin] } ?? [])
      }
      return [lease.origin, lease.entries[0].origin, lease.entries[lease.dueCount(at: date) - 1].origin]
    }
  }
}
