/// Rows from which a member's origins are taken: what an indicator rests on besides the measures.
struct Evidence: OptionSet, Sendable {
  let rawValue: UInt8

  static let exit = Evidence(rawValue: 1 << 0)
  static let leases = Evidence(rawValue: 1 << 1)
  static let debts = Evidence(rawValue: 1 << 2)
  static let acts = Evidence(rawValue: 1 << 3)
  static let plans = Evidence(rawValue: 1 << 4)
  static let aids = Evidence(rawValue: 1 << 5)
  static let visits = Evidence(rawValue: 1 << 6)
  static let followUps = Evidence(rawValue: 1 << 7)
}
