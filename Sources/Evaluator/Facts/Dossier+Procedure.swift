import Model

extension Dossier {
  /// Days after its end during which a lease still tells the stage of the procedure (référentiel §3).
  static let afterEnd = 365

  /// Rank of the household's procedure at a date, 0…12; `nil` is « inconnu ».
  func stage(at date: Day, sends: [String: Sent]) -> Int? {
    var stage: Int?
    for lease in dwellings where lease.tellsStage(at: date) {
      let acts = lease.acts.prefix { $0.date <= date }
      let declared = lease.landlord.map { sends[$0, default: []].contains(.acts) } ?? false
      guard declared || !acts.isEmpty else { continue }
      stage = max(stage ?? 0, Dossier.rank(of: acts))
    }
    return stage
  }

  /// Highest rank strictly after the last extinguishing act.
  private static func rank(of acts: ArraySlice<ProcedureEvent>) -> Int {
    let extinguished = acts.last { $0.act.extinguishes }?.date
    return acts.reduce(0) { rank, event in
      if let extinguished, event.date <= extinguished { rank } else { max(rank, event.act.rank) }
    }
  }

  /// The last act at a date, of the leases that the stage looks at (same day: the extinguishing one, then the highest
  /// rank).
  func lastAct(at date: Day) -> ProcedureEvent? {
    var last: ProcedureEvent?
    for lease in dwellings where lease.tellsStage(at: date) {
      for event in lease.acts where event.date <= date {
        if let found = last, (found.date, found.weight) >= (event.date, event.weight) { continue }
        last = event
      }
    }
    return last
  }

  /// Whether the dwelling was lost between two days, both included.
  func lost(from start: Day, to end: Day) -> Bool {
    dwellings.contains { $0.losses.contains { $0 >= start && $0 <= end } }
  }

  /// Days of expulsion, by an act or by the end of a lease, in no order.
  var expulsions: [Day] { dwellings.flatMap(\.expulsions) }
}

extension ProcedureEvent {
  fileprivate var weight: Int { act.extinguishes ? 13 : act.rank }
}

extension Lease {
  /// Whether the stage of the procedure at a date looks at this lease.
  func tellsStage(at date: Day) -> Bool {
    guard holder == .household, let start, start <= date else { return false }
    return end.map { date - $0 < Dossier.afterEnd } ?? true
  }

  /// Days on which its household was expelled.
  var expulsions: [Day] {
    if acts.isEmpty && endMotive != .expulsion { return [] }
    let byLease = endMotive == .expulsion ? [end].compactMap(\.self) : []
    return byLease + acts.filter { $0.act == .expelled }.map(\.date)
  }

  /// Days on which the dwelling was lost: expulsion or abandon.
  var losses: [Day] { expulsions + (endMotive == .abandoned ? [end].compactMap(\.self) : []) }
}
