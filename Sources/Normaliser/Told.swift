import Model

/// What one structure says of a household on a given day, wherever it says it: equal pieces of one structure are one,
/// told in two files or twice in one (the model's « One event, one record »).
///
/// The first row that tells it is its origin.
struct Told: Hashable {
  enum Piece: Hashable {
    case act(Day, Act)
    case plan(Day, PlanStatus, Day?)
    case visit(Day, VisitPlace?, landlord: Answer, done: Answer)
    /// An aid without date is known again only as the same one of its row (`rank`): nothing else tells two of them apart.
    case aid(AidKind, Day?, AidStatus, Cents?, rank: Int)
  }

  let structure: String
  let household: Int
  /// The lease or the measure of the household that it is said of; -1 for the household itself.
  let index: Int
  let piece: Piece
}

extension ProcedureEvent {
  var told: Told.Piece { .act(date, act) }
}

extension RepaymentPlan {
  var told: Told.Piece { .plan(signed, status, statusDate) }
}

extension Visit {
  var told: Told.Piece { .visit(date, place, landlord: withLandlord, done: done) }
}

extension Sequence<Aid> {
  /// The aids of one row, each with what tells it from the others.
  var told: [(aid: Aid, piece: Told.Piece)] {
    var undated: [Told.Piece: Int] = [:]
    return map { aid in
      let piece = Told.Piece.aid(aid.kind, aid.decided, aid.status, aid.amount, rank: 0)
      guard aid.decided == nil else { return (aid, piece) }
      undated[piece, default: -1] += 1
      return (aid, .aid(aid.kind, nil, aid.status, aid.amount, rank: undated[piece, default: 0]))
    }
  }
}

extension Measure {
  /// Without the renewals, suspensions and follow-ups that its rows say twice; a suspension whose end one of them knows
  /// has that end.
  var toldOnce: Measure {
    var measure = self
    measure.renewals = Array(Set(renewals)).sorted()
    measure.suspensions = []
    for suspension in suspensions {
      if let known = measure.suspensions.firstIndex(where: { $0.start == suspension.start }) {
        measure.suspensions[known].end = measure.suspensions[known].end ?? suspension.end
      } else {
        measure.suspensions.append(suspension)
      }
    }
    var seen: Set<FollowUp.Told> = []
    measure.followUps = followUps.filter { seen.insert($0.told).inserted }
    return measure
  }
}

extension FollowUp {
  struct Told: Hashable {
    let horizon: Int
    let date: Day
    let dwelling: ExitDwelling
    let debt: Cents?
    let unpaid: Answer
  }

  var told: Told { Told(horizon: horizon, date: date, dwelling: dwelling, debt: debt, unpaid: threeMonthsUnpaid) }
}
