import Model

extension Dossier {
  /// Days within which a lease that follows another is its continuation (référentiel §3).
  static let nextLeaseWithin = 31

  /// The access leases taken between two days, both included, as indices of `dwellings`.
  func accessLeases(from start: Day, to end: Day) -> [Int] {
    dwellings.indices.filter { index in
      guard dwellings[index].givesAccess, let effect = dwellings[index].start else { return false }
      return effect >= start && effect <= end
    }
  }

  /// Whether a lease takes effect before another, then comes before it in source order.
  func precedes(_ one: Int, _ other: Int) -> Bool {
    if dwellings[one].start != dwellings[other].start { return isEarlier(dwellings[one].start, dwellings[other].start) }
    return one < other
  }

  /// Whether a lease, or one that continues it, is held at a date.
  func holding(of lease: Int, at date: Day) -> Holding {
    let lease = dwellings[lease]
    guard let end = lease.end, end <= date else { return .held }
    switch lease.endMotive {
    case .death: return .died
    case .transfer, .slid, .newLease, nil:
      let next = dwellings.indices.filter { dwellings[$0].continues(lease, ended: end) }
      return next.map { holding(of: $0, at: date) }.max() ?? .unseen
    case .notice, .expulsion, .abandoned, .other: return .left
    }
  }
}

/// What became of an access lease; the greater wins when several leases continue it.
enum Holding: Int, Comparable {
  case left
  /// Its continuation is not known.
  case unseen
  case died, held

  static func < (one: Holding, other: Holding) -> Bool { one.rawValue < other.rawValue }
}

extension Lease {
  /// Whether a landlord's own row tells of it.
  var isLandlords: Bool { landlord != nil && !number.isEmpty }

  fileprivate var givesAccess: Bool {
    kind != .protocole && (holder == .household || kind == .sliding || kind == .sublet)
  }

  /// Its effect is later than that of the lease it continues, so that following leases always ends.
  fileprivate func continues(_ lease: Lease, ended end: Day) -> Bool {
    guard let start, let previous = lease.start else { return false }
    return start > previous && start - end <= Dossier.nextLeaseWithin
  }

  /// Whether it runs at some time between two days, unknown bounds being unbounded.
  func meets(_ start: Day, _ end: Day) -> Bool {
    (self.start.map { $0 <= end } ?? true) && (self.end.map { $0 >= start } ?? true)
  }
}
