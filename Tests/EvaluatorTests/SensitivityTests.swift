import Evaluator
import Model
import TestSupport
import Testing

/// A measure without lease, and two tenants who may be its household: one paid, one did not.
fileprivate enum Undecided {
  static let followed = Household.sample(1, [.sample(from: "2016-02-01", to: "2016-12-31").leaving(.goalsReached)])

  static func tenant(_ number: Int, owing debts: (Cents, Cents)) -> Household {
    let balances = [(date: "2016-02-01", cents: debts.0), (date: "2016-12-31", cents: debts.1)]
    return Household(id: .init(number), leases: [.sample(from: "2010-01-01", line: 100 + number).owing(balances)])
  }

  static let tenants = [tenant(2, owing: (80_000, 20_000)), tenant(3, owing: (80_000, 90_000))]

  static func link(_ tenant: Int, zone: Link.Zone = .review) -> Link {
    Link(
      one: Link.Side(row: .row(1), key: "association/m1", digest: "", text: "", household: followed.id),
      other: Link.Side(
        row: .row(100 + tenant),
        key: "bailleur/b\(tenant)",
        digest: "",
        text: "",
        household: .init(tenant)
      ),
      zone: zone,
      rule: "nom_prenom_adresse",
      score: Double(10 - tenant),
      evidence: ""
    )
  }

  static func sensitivity(to links: [Link]) -> Sensitivity {
    let evaluated = evaluate([followed], in: .sample())
    return Evaluator.sensitivity(
      of: evaluated.projects + [evaluated.consolidated],
      to: links,
      households: [followed],
      tenants: tenants,
      in: .sample()
    )
  }
}

@Test func `an indicator goes from its lowest to its highest value over the pairs to decide`() throws {
  let found = Undecided.sensitivity(to: [Undecided.link(2), Undecided.link(3)])
  let range = try #require(
    found.ranges.first {
      $0.central.indicator == "dette_minoree" && $0.central.name.scope == .whole && $0.central.detail.isEmpty
        && $0.central.period == .cumul && $0.central.project == "essai"
    }
  )
  #expect(range.central.value == nil)
  #expect(range.low == Quantity(0) && range.high == Quantity(1))
  #expect(range.pairs == 2)
  let headlines = try #require(found.stakes[0]?.headlines)
  let reduced = try #require(headlines.first { $0.after.indicator == "dette_minoree" })
  #expect(reduced.before.status == .notComputable && reduced.after.value == Quantity(1))
  #expect((found.stakes[1]?.rows ?? 0) > headlines.count)
}

@Test func `a range holds every figure that linking one pair gives`() {
  let links = [Undecided.link(2), Undecided.link(3)]
  let ranges = Dictionary(uniqueKeysWithValues: Undecided.sensitivity(to: links).ranges.map { ($0.central.name, $0) })
  for tenant in Undecided.tenants {
    for figure in figures([Undecided.followed.joined(with: tenant)]) {
      guard let value = figure.value, let range = ranges[figure.name], let low = range.low, let high = range.high else {
        continue
      }
      #expect((low.double...high.double).contains(value.double), "\(figure.indicator) \(figure.detail)")
    }
  }
}

@Test func `nothing is computed where nobody has to decide`() {
  let found = Undecided.sensitivity(to: [Undecided.link(2, zone: .linked), Undecided.link(3, zone: .apart)])
  #expect(found.ranges.isEmpty && found.stakes.isEmpty)
}

@Test func `the quality statement says that pairs wait, without a small number`() throws {
  let links = [Undecided.link(2)]
  var evaluations = evaluate([Undecided.followed], in: .sample()).projects
  let before = evaluations[0].checks.count
  addReview(
    to: &evaluations,
    of: links,
    households: [Undecided.followed],
    sensitivity: Undecided.sensitivity(to: links),
    profile: .funder
  )
  let check = try #require(evaluations[0].checks.last)
  #expect(evaluations[0].checks.count == before + 1)
  #expect(check.outcome == .notice && check.sentence.contains("paire. Les trancher peut changer"))
}
