import Model

/// What a structure's declaration maps, as a set of bits: asked for every parcours (référentiel §4).
struct Sent: OptionSet, Sendable {
  let rawValue: UInt16

  static let visits = Sent(rawValue: 1 << 0)
  static let aids = Sent(rawValue: 1 << 1)
  static let plans = Sent(rawValue: 1 << 2)
  static let problems = Sent(rawValue: 1 << 3)
  static let adhesion = Sent(rawValue: 1 << 4)
  static let backToNormal = Sent(rawValue: 1 << 5)
  static let thirdPartyAid = Sent(rawValue: 1 << 6)
  static let acts = Sent(rawValue: 1 << 7)
  static let endMotive = Sent(rawValue: 1 << 8)
  static let followUps = Sent(rawValue: 1 << 9)

  /// What operators send.
  static let operators: Sent = [.visits, .aids, .problems, .adhesion, .backToNormal, .followUps]
  /// What landlords send.
  static let landlords: Sent = [.plans, .acts, .endMotive, .thirdPartyAid]

  init(rawValue: UInt16) { self.rawValue = rawValue }

  init(_ objects: Set<SentObject>) {
    self = objects.reduce(into: []) { $0.insert(Sent($1)) }
  }

  private init(_ object: SentObject) {
    self =
      switch object {
      case .visits: .visits
      case .aids: .aids
      case .plans: .plans
      case .followUps: .followUps
      case .problems: .problems
      case .adhesion: .adhesion
      case .backToNormal: .backToNormal
      case .thirdPartyAid: .thirdPartyAid
      case .acts: .acts
      case .endMotive: .endMotive
      }
  }
}
