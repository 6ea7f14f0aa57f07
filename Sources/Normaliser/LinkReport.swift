import Model

/// Turns the verdicts of a matcher into what a reviewer reads.
struct LinkReport: Sendable {
  let parties: [Party]
  /// Pairs that evidence brings, by party: the other one, and the surest rule that they meet.
  private let offers: [Int: [(party: Int, rule: LinkRule)]]
  /// Number of the household of each party.
  private let households: [Household.ID]

  init(_ parties: [Party], offers: [(one: Int, other: Int, rule: LinkRule)], households: [Household.ID]) {
    self.parties = parties
    self.households = households
    var byParty: [Int: [(party: Int, rule: LinkRule)]] = [:]
    for (one, other, rule) in offers {
      byParty[one, default: []].append((other, rule))
      byParty[other, default: []].append((one, rule))
    }
    self.offers = byParty
  }

  /// What a reviewer reads of each verdict, in their order.
  func links(_ verdicts: [Verdict]) -> [Link] {
    let rivals = verdicts.map { rival(of: $0.one, $0.other) }
    var scale = LinkWeights()
    for (verdict, rival) in zip(verdicts, rivals) {
      scale.add(parties[verdict.one], parties[verdict.other])
      // A rival stands in the place of one of the two: it is weighed with the other.
      if let rival { scale.add(parties[rival.kept], parties[rival.party]) }
    }
    var weights = scale.weights()[...]
    return zip(verdicts, rivals).map { verdict, rival in
      var link = link(verdict, rival)
      link.weight = weights.popFirst() ?? nil
      if rival != nil { link.weight?.rival = (weights.popFirst() ?? nil)?.bits }
      return link
    }
  }

  private typealias Rival = (kept: Int, party: Int, rule: LinkRule)

  private func link(_ verdict: Verdict, _ rival: Rival?) -> Link {
    let (one, other) = (verdict.one, verdict.other)
    let reading = PairReading(parties[one], parties[other])
    let score = score(verdict, reading)
    let sentences = [verdict.rule?.sentence ?? "mêmes nom et prénom, rien d'autre", verdict.reason]
    var link = Link(
      one: side(one),
      other: side(other),
      zone: verdict.zone,
      rule: verdict.rule?.code ?? "nom_seul",
      score: score,
      evidence: sentences.filter { !$0.isEmpty }.map(\.asSentence).joined(separator: " ")
    )
    link.agreements = reading.agreements
    link.disagreements = reading.disagreements
    link.unknowns = reading.unknowns
    link.rival = rival.map { Link.Rival(side: side($0.party), margin: score - $0.rule.points) }
    return link
  }

  /// Points of the rule; a key that no name supports has none, so that it is read again first.
  private func score(_ verdict: Verdict, _ reading: PairReading) -> Double {
    guard let rule = verdict.rule else { return 0 }
    return [.citedLease, .client].contains(rule) && reading.namesDiffer ? 0 : rule.points
  }

  /// The party that does best in the place of one of the two, in another household and of the same structure.
  private func rival(of one: Int, _ other: Int) -> Rival? {
    let own = [households[one], households[other]]
    let others = [(one, other), (other, one)].flatMap { kept, replaced in
      (offers[kept] ?? []).filter { offer in
        parties[offer.party].structure == parties[replaced].structure && !own.contains(households[offer.party])
          && parties[offer.party].isMeasure == parties[replaced].isMeasure
      }.map { (kept: kept, party: $0.party, rule: $0.rule) }
    }
    return others.min { ($0.rule, $0.party) < ($1.rule, $1.party) }
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

extension LinkRule {
  /// From 1, higher is surer.
  var points: Double { Double(LinkRule.allCases.count - rawValue) }
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
