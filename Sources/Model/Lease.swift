/// A contract or account at one landlord.
package struct Lease: Sendable {
  /// The landlord's number of the lease; unique at that landlord.
  ///
  /// For an access told only by the association: empty.
  package var number: String
  /// Code of the landlord's structure; `nil` when only an association tells of the lease and does not say whose it is.
  package var landlord: String?
  package var holder: LeaseHolder
  package var kind: LeaseKind
  package var nature: LeaseNature
  /// `nil`: unknown; such a lease is never in force.
  package var start: Day?
  package var end: Day?
  package var endMotive: LeaseEnd?
  package var rent: Cents?
  package var charges: Cents?
  /// Monthly aid paid to the landlord, as sent; see `Collection.maps(.thirdPartyAid)` for what an empty one means.
  package var aid: Cents?
  /// Writings, sorted by date then source order; empty when the landlord sends none for this lease.
  package var entries: [LedgerEntry]
  /// Balances, sorted by date then source order.
  package var statements: [BalanceStatement]
  /// Sorted by date then source order.
  package var acts: [ProcedureEvent]
  package var plans: [RepaymentPlan]
  package var origin: Origin

  package init(number: String, landlord: String?, origin: Origin) {
    self.number = number
    self.landlord = landlord
    self.origin = origin
    holder = .household
    kind = .ordinary
    nature = .dwelling
    entries = []
    statements = []
    acts = []
    plans = []
  }
}

extension Lease {
  /// Whether a landlord tells of it, and somebody lives there: an access told by the association then makes no lease.
  package var isLandlordsDwelling: Bool { nature == .dwelling && !number.isEmpty }
}

/// A signed writing on a lease's account: **+ raises the debt**.
package struct LedgerEntry: Sendable {
  /// Date from which it is due.
  package var due: Day
  package var amount: Cents
  package var category: EntryCategory?
  package var origin: Origin

  package init(due: Day, amount: Cents, category: EntryCategory?, origin: Origin) {
    self.due = due
    self.amount = amount
    self.category = category
    self.origin = origin
  }
}

/// A balance at a date: **+ is owed to the landlord**.
package struct BalanceStatement: Sendable {
  package var date: Day
  package var balance: Cents
  package var declarant: Declarant
  package var origin: Origin

  package init(date: Day, balance: Cents, declarant: Declarant, origin: Origin) {
    self.date = date
    self.balance = balance
    self.declarant = declarant
    self.origin = origin
  }
}

/// A dated act of the expulsion procedure.
package struct ProcedureEvent: Sendable {
  package var date: Day
  package var act: Act
  package var origin: Origin

  package init(date: Day, act: Act, origin: Origin) {
    self.date = date
    self.act = act
    self.origin = origin
  }
}

/// A repayment plan signed with the landlord, with its latest known status.
package struct RepaymentPlan: Sendable {
  package var signed: Day
  package var status: PlanStatus
  /// Date of that status; `nil` when the source gives none.
  package var statusDate: Day?
  package var origin: Origin

  package init(signed: Day, status: PlanStatus, statusDate: Day?, origin: Origin) {
    self.signed = signed
    self.status = status
    self.statusDate = statusDate
    self.origin = origin
  }
}
