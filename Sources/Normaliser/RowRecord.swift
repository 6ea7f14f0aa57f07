import Linkage
import Model

/// Everything that one source row says, typed.
///
/// A class because every step goes through all the records: to copy them took more time than to read them.
@dynamicMemberLookup
final class RowRecord: Sendable {
  private let content: RowContent

  init(_ content: RowContent) { self.content = content }

  subscript<Value>(dynamicMember field: KeyPath<RowContent, Value>) -> Value { content[keyPath: field] }
}

/// What is found in a row, piece by piece.
struct RowContent: Sendable {
  let origin: Origin
  let structure: String
  /// Rows of ledgers give identities here; they are counted when the ledgers are streamed.
  let isLedger: Bool
  /// Other rows that tell the same measure.
  var also: [Origin] = []
  /// What they tell otherwise.
  var disagreements: [Disagreement] = []
  /// SHA-256 of the cells that the declaration uses, for rows that make a measure; empty for the others.
  var digest = ""
  var identity = Identity()
  var composition: Composition?
  var lease: LeaseDraft?
  var measure: Measure?
  /// Lease that an association cites: its landlord as written, and its number.
  var cited: (landlord: String, number: String)?
  var access: AccessDraft?
  /// Each with the lease of the row's structure that it names; `nil` where it names none.
  var statements: [(lease: LeaseKey?, statement: BalanceStatement)] = []
  var acts: [(lease: LeaseKey?, event: ProcedureEvent)] = []
  var plans: [(lease: LeaseKey?, plan: RepaymentPlan)] = []
  var aids: [Aid] = []
  /// Each with the measure of the row's structure that it names; `nil` where it names none.
  var visits: [(measure: MeasureKey?, visit: Visit)] = []

  init(origin: Origin, structure: String, isLedger: Bool) {
    self.isLedger = isLedger
    self.origin = origin
    self.structure = structure
  }
}

/// A measure by its file number, folded, and its structure.
struct MeasureKey: Hashable, Sendable {
  let structure: String
  let number: String

  init(structure: String, number: String) {
    self.structure = structure
    self.number = Folded.identifier(number)
  }
}

/// Who a row is about.
struct Identity: Sendable {
  /// Each with its birth date, where the row says whose it is.
  var persons: [PersonName] = []
  /// Birth date of one of several persons, nobody knows which.
  var sharedBirth: BirthDate?
  var address: PostalAddress?
  /// Town, folded.
  var town = ""
  /// Digits, without leading 0 or 33.
  var phones: [String] = []
  /// The landlord's key of the person.
  var client = ""
  /// Names, birth date and address as written, for the reviewer; restricted zone only.
  var readable = ""
}

/// A lease as one row gives it.
struct LeaseDraft: Sendable {
  var number: String
  var key: LeaseKey
  var holder: LeaseHolder?
  var kind: LeaseKind?
  var nature: LeaseNature?
  var start: Day?
  var end: Day?
  var endMotive: LeaseEnd?
  var rent: Cents?
  var charges: Cents?
  var aid: Cents?
}

/// The dwelling that an association says was obtained.
struct AccessDraft: Sendable {
  var date: Day
  var kind: LeaseKind
  var holder: LeaseHolder
}
