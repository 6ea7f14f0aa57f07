import Model

/// Leases that a separation parts (C12): a lease of two holders, and one that a single one of them takes while the first
/// runs, or at any time when the other holder takes one too.
///
/// Which of the later leases is the household's is for a person to say, or for the file that names one of the holders.
struct Separation {
  /// By lease of several holders: those that one holder has taken alone, and which holder.
  private var taken: [Int: [Int: Int]] = [:]
  private let parties: [Party]

  /// - Parameters:
  ///   - parties: all of them.
  ///   - candidates: pairs that share something, each once.
  init(of parties: [Party], among candidates: [(one: Int, other: Int)]) {
    self.parties = parties
    for (one, other) in candidates {
      for (joint, single) in [(one, other), (other, one)] {
        if let holder = parties[single].onlyHolder(of: parties[joint]) { taken[joint, default: [:]][single] = holder }
      }
    }
  }

  /// Whether two leases should not be joined without a person's eye.
  func parts(_ one: Int, _ other: Int) -> Bool { isParted(one, from: other) || isParted(other, from: one) }

  private func isParted(_ single: Int, from joint: Int) -> Bool {
    guard let singles = taken[joint], let holder = singles[single] else { return false }
    return parties[joint].runs(when: parties[single]) || singles.values.contains { $0 != holder }
  }
}

extension Party {
  /// Which holder of a joint lease of a dwelling is the only one of another such lease; `nil` when none is.
  fileprivate func onlyHolder(of joint: Party) -> Int? {
    guard joint.persons.count > 1, persons.count == 1, !isMeasure, !joint.isMeasure,
      lease?.nature != .annex, joint.lease?.nature != .annex
    else { return nil }
    return joint.persons.firstIndex { person in
      person.first == persons[0].first && person.surnames.contains(where: persons[0].surnames.contains)
    }
  }

  /// Whether this lease is in force when another one begins.
  fileprivate func runs(when next: Party) -> Bool {
    guard let start = lease?.start, let other = next.lease?.start else { return false }
    return start < other && (lease?.end.map { other <= $0 } ?? true)
  }
}
