package import Model

/// Pairs tried one by one; beyond, only together with the others.
fileprivate let mostTried = 40

/// What the pairs that reconciling left to a reviewer may change in the figures.
///
/// Figures are computed again with each pair linked (the surest `mostTried` of them), then with all linked that can be
/// together, a record serving once. Linking a pair makes one household of two, as the decision would; that it would also
/// settle other pairs is left to the next run. Costs nothing without a pair.
/// - Parameters:
///   - evaluations: those of the projects, then the consolidated one, every pair being apart.
///   - links: all of them; those in review are the pairs.
///   - households: as reconciled.
///   - tenants: those whom nobody accompanies and who stand in a pair.
///   - campaign: that of the evaluations.
/// - Returns: no more than the rows that move.
package func sensitivity(
  of evaluations: [Evaluation],
  to links: [Link],
  households: [Household],
  tenants: [Household],
  in campaign: Campaign
) -> Sensitivity {
  let pairs = links.indices.filter { links[$0].zone == .review && links[$0].one.household != links[$0].other.household }
    .sorted { (links[$1].score, $0) < (links[$0].score, $1) }
  if pairs.isEmpty { return Sensitivity() }
  let referentiel = Referentiel(of: campaign)
  let trial = Trial(households: households, tenants: tenants, campaign: campaign, referentiel: referentiel)
  let tried = Array(pairs.prefix(mostTried))
  let figures = tried.map { trial.figures(linking: [links[$0]]) } + [trial.figures(linking: together(pairs, of: links))]

  var sensitivity = Sensitivity()
  let headlines = Dictionary(uniqueKeysWithValues: referentiel.cards.map { ($0.code, $0.scopes.first) })
  var stakes = tried.map { _ in Sensitivity.Stake(headlines: [], rows: 0) }
  for central in evaluations.flatMap(\.figures) {
    var range = Sensitivity.Range(central: central)
    for (index, variant) in figures.enumerated() {
      guard let after = variant[central.name], after.value != central.value else { continue }
      range.widen(to: after.value)
      guard index < tried.count else { continue }
      range.pairs += 1
      stakes[index].rows += 1
      if central.isHeadline(in: headlines[central.indicator] ?? nil) {
        stakes[index].headlines.append((central, after))
      }
    }
    if range.pairs > 0 || range.low != range.high { sensitivity.ranges.append(range) }
  }
  sensitivity.stakes = Dictionary(uniqueKeysWithValues: zip(tried, stakes))
  return sensitivity
}

/// The surest pairs that can be linked together: each record once, so that two candidates are not made one household.
fileprivate func together(_ pairs: [Int], of links: [Link]) -> [Link] {
  var taken: Set<Origin> = []
  return pairs.map { links[$0] }.filter { link in
    guard taken.isDisjoint(with: [link.one.row, link.other.row]) else { return false }
    taken.formUnion([link.one.row, link.other.row])
    return true
  }
}

/// The campaign with some pairs linked.
fileprivate struct Trial {
  let households: [Household]
  /// Those of the pairs, by number.
  private let known: [Household.ID: Household]
  let campaign: Campaign
  let referentiel: Referentiel

  init(households: [Household], tenants: [Household], campaign: Campaign, referentiel: Referentiel) {
    self.households = households
    self.campaign = campaign
    self.referentiel = referentiel
    known = Dictionary((households + tenants).map { ($0.id, $0) }) { first, _ in first }
  }

  func figures(linking links: [Link]) -> [Figure.Name: Figure] {
    let cohorts = JudgedCohort.all(joined(links), in: campaign, by: referentiel.rules)
    let figures = concurrently(cohorts.count + 1) { index in
      index < cohorts.count
        ? Evaluator.figures(of: campaign.projects[index].code, over: [cohorts[index]], by: referentiel)
        : Evaluator.figures(of: Pool.consolidated, over: cohorts, by: referentiel)
    }
    return Dictionary(figures.joined().map { ($0.name, $0) }) { first, _ in first }
  }

  /// The households once those of the links are one, sorted by number.
  private func joined(_ links: [Link]) -> [Household] {
    var groups: [[Household.ID]] = []
    for link in links {
      let pair = [link.one.household, link.other.household]
      let met = groups.filter { group in pair.contains(where: group.contains) }
      groups.removeAll { group in pair.contains(where: group.contains) }
      groups.append(Set(met.joined() + pair).sorted())
    }
    let moved = Set(groups.joined())
    let made = groups.compactMap { group -> Household? in
      let own = group.compactMap { known[$0] }
      return own.dropFirst().reduce(own.first) { $0?.joined(with: $1) }
    }
    return (households.filter { !moved.contains($0.id) } + made).sorted { $0.id < $1.id }
  }
}

extension Sensitivity.Range {
  fileprivate mutating func widen(to value: Quantity?) {
    guard let value else { return }
    if low.map({ value.double < $0.double }) ?? true { low = value }
    if high.map({ value.double > $0.double }) ?? true { high = value }
  }
}

extension Figure {
  /// Whether it is the row of its indicator that a reader looks at first: a project's, whole, over the cumul.
  fileprivate func isHeadline(in scope: Scope?) -> Bool {
    project != Pool.consolidated && detail.isEmpty && period == .cumul && self.scope == scope
  }
}

/// Adds to each project how many pairs of its households wait for a reviewer; no line where there is none.
package func addReview(
  to evaluations: inout [Evaluation],
  of links: [Link],
  households: [Household],
  sensitivity: Sensitivity,
  profile: Profile
) {
  let pending = links.filter { $0.zone == .review }
  if pending.isEmpty { return }
  let projects = Dictionary(households.map { ($0.id, Set($0.measures.map(\.project))) }) { first, _ in first }
  for index in evaluations.indices {
    let project = evaluations[index].project
    let own = pending.count { link in
      [link.one.household, link.other.household].contains { projects[$0]?.contains(project) ?? false }
    }
    if own == 0 { continue }
    let moves = sensitivity.ranges.contains { $0.central.project == project }
    let sentence =
      "Rapprochements qu’aucun indice ne tranche, laissés à une personne et comptés à part en attendant : "
      + discreet(own, "paire", "paires", profile: profile)
      + ". Les trancher " + (moves ? "peut changer des chiffres" : "ne change aucun chiffre") + " de cette fiche."
    evaluations[index].checks.append(
      Check(code: "rapprochements_a_examiner", outcome: .notice, sentence: typeset(sentence))
    )
  }
}
