import Diagnostics
import Model
import TestSupport
import Testing

@testable import Writers

fileprivate let breakdowns: Set<String> = ["sorties_par_motif", "transition_dette", "parcours_clotures"]

/// Counts of one to four that a reader of two successive editions works out, of a period or of what a year left out.
fileprivate func told(_ campaign: RandomCampaign, _ isRead: (Figure) -> Bool, _ isWanted: (Figure) -> Bool) -> [String]
{
  let (before, last) = (campaign.edition(RandomCampaign.lastYear - 1), campaign.edition(RandomCampaign.lastYear))
  let attack = Attack(last.published.filter(isRead), before: before.published.filter(isRead))
  #expect(attack.contradictions.isEmpty, "\(attack.contradictions.prefix(3))")
  func told(_ name: String, _ count: Int) -> String? {
    guard (1...4).contains(count), let reach = attack.interval(name) else { return nil }
    return reach.low == reach.high && reach.low == count ? "\(name) = \(count)" : nil
  }
  let wanted = last.computed.filter { isWanted($0) && $0.unit != .euros }
  let rest = before.computed.filter { isWanted($0) && $0.unit != .euros && $0.period == .cumul }
  return wanted.compactMap { told(Attack.name($0, "num"), Int($0.numerator?.double ?? 0)) }
    + rest.compactMap { figure in
      let place = Attack.Place(project: figure.project, period: "reste", scope: figure.scope)
      let name = Attack.name(place, figure.indicator, figure.detail, "num")
      return told(name, Int(figure.numerator?.double ?? 0))
    }
}

@Test(arguments: Array(UInt64(1)...60))
func `the public works out no count of one to four from two editions`(seed: UInt64) {
  let campaign = RandomCampaign(seed: seed, projects: 1 + Int(seed % 3), profile: .everyone)
  let found = told(campaign, { _ in true }, { _ in true })
  #expect(found.isEmpty, "seed \(seed): \(found.prefix(5))")
}

@Test(arguments: Array(UInt64(1)...60))
func `a funder works out no small cell of a breakdown from two editions`(seed: UInt64) {
  let campaign = RandomCampaign(seed: seed, projects: 1 + Int(seed % 3), profile: .funder)
  let found = told(
    campaign,
    { breakdowns.contains($0.indicator) },
    { breakdowns.contains($0.indicator) && !$0.detail.isEmpty }
  )
  #expect(found.isEmpty, "seed \(seed): \(found.prefix(5))")
}

@Test func `the attack finds small cells of rows as computed`() {
  let report = RandomCampaign(seed: 4, projects: 2, profile: .funder).edition(3)
  let attack = Attack(report.computed)
  #expect(report.computed.contains { attack.interval(Attack.name($0, "num")).map { $0.low == $0.high } == true })
}

/// Whose amounts the printed totals of two editions determine: an amount is known when it is a combination of totals.
fileprivate func known(_ campaign: RandomCampaign, _ indicator: String) -> [Int] {
  let amounts = campaign.pathways.map { pathway -> Cents in
    guard let debt = pathway.debt else { return 0 }
    return indicator == "montant_dette_entree"
      ? debt.entry : indicator == "variation_dette" ? debt.exit - debt.entry : debt.exit
  }
  var rows: [[Double]] = []
  for year in [RandomCampaign.lastYear - 1, RandomCampaign.lastYear] {
    let published = campaign.edition(year).published
    for figure in published where figure.detail == "total" && figure.status == .published {
      // Entry, exit and change are printed together or not at all, so one of them stands for the three.
      guard figure.indicator == indicator else { continue }
      rows.append(
        campaign.pathways.enumerated().map { place, pathway in
          let isIn =
            amounts[place] != 0 && pathway.year <= year && (figure.period == .cumul || pathway.year == year)
            && (figure.scope == .whole || figure.scope == pathway.scope)
            && (figure.project == "*" || figure.project == pathway.project)
          return isIn ? 1 : 0
        }
      )
    }
  }
  reduce(&rows)
  return rows.compactMap { row in
    let held = row.indices.filter { abs(row[$0]) > 1e-9 }
    return held.count == 1 ? held[0] : nil
  }
}

/// Gauss–Jordan elimination.
fileprivate func reduce(_ rows: inout [[Double]]) {
  var top = 0
  for column in (rows.first ?? []).indices {
    guard let pivot = rows.indices.dropFirst(top).first(where: { abs(rows[$0][column]) > 1e-9 }) else { continue }
    rows.swapAt(top, pivot)
    let scale = rows[top][column]
    for place in rows[top].indices { rows[top][place] /= scale }
    for row in rows.indices where row != top && abs(rows[row][column]) > 1e-9 {
      let factor = rows[row][column]
      for place in rows[row].indices { rows[row][place] -= factor * rows[top][place] }
    }
    top += 1
    if top == rows.count { return }
  }
}

@Test(arguments: Profile.allCases, Array(UInt64(1)...40))
func `no total of two editions gives the debt of one household`(profile: Profile, seed: UInt64) {
  let campaign = RandomCampaign(seed: seed, projects: 1 + Int(seed % 3), profile: profile)
  for indicator in ["montant_dette_entree", "montant_dette_sortie", "variation_dette"] {
    #expect(known(campaign, indicator).isEmpty, "seed \(seed)")
  }
}

@Test func `entry, exit and change are printed together or not at all`() {
  for seed in UInt64(1)...40 {
    let report = RandomCampaign(seed: seed, projects: 2, profile: .funder).edition(3)
    let totals = Dictionary(grouping: report.published.filter { $0.detail == "total" }) { figure in
      "\(figure.project) \(figure.period) \(figure.scope)"
    }
    for rows in totals.values { #expect(Set(rows.map(\.status)).count == 1) }
  }
}

@Test func `five rows of one household each are not told as five`() {
  #expect(Grouping.grouped([1, 1, 1, 1, 1, 20, 0], [0, 0, 0, 0, 0, 6, 0]) == nil)
  #expect(Grouping.grouped([1, 1, 1, 1, 1, 20, 9], [0, 0, 0, 0, 0, 6, 0]) == [0, 1, 2, 3, 4, 6])
  #expect(Grouping.grouped([3, 20, 6, 0], [0, 6, 0, 0]) == [0, 2])
  #expect(Grouping.grouped([10, 20, 6, 0], [0, 6, 0, 0]) == [])
  #expect(Grouping.grouped([3, 20], [0, 6]) == nil)
}

@Test func `a total to the nearest 5 does not tell its two parts`() {
  #expect(Rounding.five(8, parts: [[Reach(rounding: 4), Reach(rounding: 4)]]) == 5)
  #expect(Rounding.five(7, parts: [[Reach(rounding: 5), Reach(rounding: 1), Reach(rounding: 1)]]) == 10)
  #expect(Rounding.five(85, parts: [[Reach(rounding: 40), Reach(rounding: 45)]]) == 85)
}

@Test func `under both profiles a row says in words why it has no number`() {
  for profile in Profile.allCases {
    let published = RandomCampaign(seed: 3, projects: 2, profile: profile).edition(3).published
    for row in published where [.tooFew, .regrouped].contains(row.status) {
      #expect(!row.note.isEmpty && row.value == nil && row.numerator == nil && row.denominator == nil)
      #expect(row.missing == 0 && row.members.isEmpty && row.interval == nil)
    }
  }
}
