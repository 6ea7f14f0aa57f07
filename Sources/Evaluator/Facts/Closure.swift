import Model

/// What is known of a closed parcours at its end (référentiel §2, §3).
struct Closure: Sendable {
  /// As believed: an expulsion that the landlord knows beats a positive motive.
  let motive: ExitMotive
  /// As believed: `perdu` after an expulsion.
  let dwelling: ExitDwelling
  let declaredMotive: ExitMotive
  /// Whether the motive is in the project's list.
  let isPositive: Bool
  let backToNormal: Answer
  let exitDebt: Debt?
  let exitRent: Cents?
  /// Debt written off between entry and exit, in centimes.
  let writtenOff: Cents
  /// Whether an erasure of the debt is known, and no writing says of how much.
  let erasedUnseen: Bool
  /// `nil`: unknown.
  let exitStage: Int?
  /// Expulsion between entry and exit, an act or the end of a lease.
  let expelled: Bool
  /// Expulsion or abandon between entry and exit.
  let lost: Bool
  /// Whether every dwelling lease not ended before the entry was ended by the exit, and there is one.
  let leftEveryLease: Bool
  let kept: Answer
  let stopped: Answer
  /// Whether the last repayment plan signed during it is kept; `nil` when none was.
  let planKept: Bool?
  /// Twelve months after the end.
  let anniversary: Day
  /// What is owed then, what the rent then is, and what the follow-up says; unknown after the date d'arrêté.
  let laterDebt: Cents?
  let laterRent: Cents?
  let laterArrears: Answer
}

extension Closure {
  init(of chained: ArraySlice<Measure>, from start: Day, to end: Day, in dossier: Dossier, _ setting: Setting) {
    let declared = Closure.exit(of: chained)
    let expelled = dossier.expulsions.contains { $0 >= start && $0 <= end }
    let motive = declared?.motive ?? .unknown
    declaredMotive = motive
    self.motive = expelled && setting.project.positiveMotives.contains(motive) ? .expulsion : motive
    isPositive = setting.project.positiveMotives.contains(self.motive)
    dwelling = expelled ? .lost : declared?.dwelling ?? .unknown
    backToNormal = declared?.backToNormal ?? .unknown
    self.expelled = expelled

    exitDebt = dossier.debt(at: end)
    exitRent = dossier.netRent(at: end, sends: setting.sends)
    writtenOff = dossier.writtenOff(after: start, until: end)
    erasedUnseen =
      !(exitDebt?.fromEntries ?? false)
      && dossier.dwellings.contains { lease in
        lease.acts.contains { $0.act == .debtErased && $0.date > start && $0.date <= end }
      }

    exitStage = dossier.stage(at: end, sends: setting.sends)
    lost = dossier.lost(from: start, to: end)
    let lived = dossier.dwellings.filter { !$0.ended(before: start) }
    leftEveryLease = !lived.isEmpty && lived.allSatisfy { $0.end.map { $0 <= end } ?? false }
    planKept = dossier.planKept(from: start, to: end)
    anniversary = end.adding(months: 12)
    let isPast = anniversary <= setting.project.cutoff
    laterDebt = isPast ? dossier.debt(at: anniversary)?.amount : nil
    laterRent = isPast ? dossier.netRent(at: anniversary, sends: setting.sends) : nil
    laterArrears = isPast ? Closure.followUp(of: chained, twelveMonthsAfter: anniversary) : .unknown
    kept = Closure.kept(lost: lost, dwelling: dwelling, motive: self.motive)
    stopped = Closure.stopped(
      lastAct: dossier.lastAct(at: end),
      from: start,
      stage: exitStage,
      debt: exitDebt,
      tolerance: setting.tolerance
    )
  }

  /// What the follow-up at twelve months that is nearest to a day, within 31 days, says of three months unpaid.
  private static func followUp(of chained: ArraySlice<Measure>, twelveMonthsAfter date: Day) -> Answer {
    chained.flatMap(\.followUps)
      .filter { $0.horizon == 12 && abs($0.date - date) <= Dossier.nearby }
      .min { (abs($0.date - date), $0.date, $0.origin) < (abs($1.date - date), $1.date, $1.origin) }?
      .threeMonthsUnpaid ?? .unknown
  }

  /// The declared exit: the latest of the last measure in order of ends.
  private static func exit(of chained: ArraySlice<Measure>) -> Exit? {
    let last = chained.max { one, other in
      if one.end != other.end { return isEarlier(one.end, other.end) }
      if one.start != other.start { return isEarlier(one.start, other.start) }
      return one.origin < other.origin
    }
    return last?.exits.max { ($0.date, $0.origin) < ($1.date, $1.origin) }
  }

  /// « Dwelling kept » at closure.
  private static func kept(lost: Bool, dwelling: ExitDwelling, motive: ExitMotive) -> Answer {
    if lost { return .no }
    switch dwelling {
    case .same: return .yes
    case .lost: return .no
    case .unknown: return .unknown
    case .other:
      return switch motive {
      case .transfer, .rehoused, .leaseSlid: .yes
      case .unknown: .unknown
      default: .no
      }
    }
  }

  /// « Procedure stopped » at the end.
  private static func stopped(
    lastAct: ProcedureEvent?,
    from start: Day,
    stage: Int?,
    debt: Debt?,
    tolerance: Cents
  ) -> Answer {
    if let lastAct, lastAct.act.extinguishes || (lastAct.act == .judgmentDelays && lastAct.date >= start) {
      return .yes
    }
    if let stage, stage < Closure.threatened { return .yes }
    guard let debt else { return .unknown }
    return debt.amount <= tolerance ? .yes : .no
  }

  /// Stage from which a household is threatened with expulsion: commandement de payer.
  static let threatened = 3
}
