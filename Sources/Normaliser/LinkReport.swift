import Linkage
import Model

/// Turns the verdicts of a matcher into what a reviewer reads.
struct LinkReport: Sendable {
  let parties: [Party]
  let pairs: [WeighedPair]
  /// Number of the household of each party.
  let households: [Household.ID]

  func link(_ verdict: Verdict) -> Link {
    let pair = verdict.pair
    var link = Link(
      one: side(min(pair.one, pair.other)),
      other: side(max(pair.one, pair.other)),
      zone: verdict.zone,
      rule: pair.ground.rawValue,
      score: pair.bits,
      evidence: [told(pair), verdict.reason].filter { !$0.isEmpty }.map(\.asSentence).joined(separator: " ")
    )
    link.parts = pair.clues.map { ($0.text, $0.bits) }
    link.agreements = pair.clues.filter { $0.bits > 0 }.map(\.text)
    link.disagreements = pair.clues.filter { $0.bits < 0 }.map(\.text)
    link.unknowns = pair.unknowns
    if let rival = verdict.rival {
      let other = pairs[rival]
      let replaced = [other.one, other.other].first { $0 != pair.one && $0 != pair.other } ?? other.other
      link.rival = Link.Rival(side: side(replaced), margin: (pair.bits * 10 - other.bits * 10).rounded() / 10)
    }
    return link
  }

  /// The clues that weigh most, in words.
  private func told(_ pair: WeighedPair) -> String {
    let strongest = pair.clues.enumerated().sorted {
      (abs($1.element.bits), $0.offset) < (abs($0.element.bits), $1.offset)
    }
    return strongest.prefix(4).map(\.element.text).joined(separator: ", ")
  }

  private func side(_ index: Int) -> Link.Side {
    let party = parties[index]
    return Link.Side(
      row: party.origin,
      key: party.key,
      digest: party.digest,
      text: [party.readable, party.told].filter { !$0.isEmpty }.joined(separator: " ; "),
      household: households[index]
    )
  }
}

extension String {
  /// With a capital letter and a full stop.
  fileprivate var asSentence: String { prefix(1).uppercased() + dropFirst() + "." }
}

extension Party {
  /// What it is and when, in French.
  fileprivate var told: String {
    switch subject {
    case .lease(let key):
      "bail \(lease?.number ?? key.number) de \(key.landlord)\(lease?.nature == .annex ? " (annexe)" : "")"
        + span(lease?.start, lease?.end)
    case .measure:
      "mesure \(course?.volet.rawValue ?? "") de \(course?.project ?? "")" + span(course?.start, course?.end)
        + (landlord.map { ", bailleur nommé : \($0)" } ?? "")
    }
  }

  private func span(_ start: Day?, _ end: Day?) -> String {
    switch (start, end) {
    case (let start?, let end?): ", du \(start.french) au \(end.french)"
    case (let start?, nil): ", depuis le \(start.french)"
    case (nil, let end?): ", jusqu'au \(end.french)"
    case (nil, nil): ""
    }
  }
}
