import Diagnostics
package import Model
import Readers

/// The day of a text `AAAA-MM-JJ` written in a test.
package func day(_ iso: String) -> Day {
  guard let day = Day(iso: iso) else { preconditionFailure("« \(iso) » is not a day") }
  return day
}

extension Origin {
  /// A row of the first file.
  package static func row(_ line: Int) -> Origin { Origin(file: 0, line: line) }
}

extension Measure {
  /// A measure of the project `essai`, run by `association`, ongoing unless it has an end.
  package static func sample(
    _ volet: Volet = .maintien,
    from start: String?,
    to end: String? = nil,
    line: Int = 1,
    change: (inout Measure) -> Void = { _ in }
  ) -> Measure {
    var measure = Measure(
      number: "m\(line)",
      project: "essai",
      operatorCode: "association",
      volet: volet,
      kind: .global,
      origin: .row(line)
    )
    measure.start = start.map(day)
    measure.end = end.map(day)
    change(&measure)
    return measure
  }

  /// The same measure with a declared exit at its end.
  package func leaving(
    _ motive: ExitMotive,
    _ dwelling: ExitDwelling = .same,
    backToNormal: Answer = .unknown
  ) -> Measure {
    var measure = self
    guard let end else { return self }
    measure.exits = [
      Exit(date: end, motive: motive, dwelling: dwelling, backToNormal: backToNormal, origin: origin)
    ]
    return measure
  }
}

extension Lease {
  /// A dwelling lease of the landlord `bailleur`, signed by the household, of 500 € net a month.
  package static func sample(
    from start: String?,
    to end: String? = nil,
    _ motive: LeaseEnd? = nil,
    line: Int = 100,
    change: (inout Lease) -> Void = { _ in }
  ) -> Lease {
    var lease = Lease(number: "b\(line)", landlord: "bailleur", origin: .row(line))
    lease.start = start.map(day)
    lease.end = end.map(day)
    lease.endMotive = motive
    lease.rent = 45_000
    lease.charges = 5_000
    lease.aid = 0
    change(&lease)
    return lease
  }

  /// The same lease with balances, in centimes.
  package func owing(_ balances: [(date: String, cents: Cents)]) -> Lease {
    var lease = self
    lease.statements = balances.enumerated().map { index, balance in
      BalanceStatement(
        date: day(balance.date),
        balance: balance.cents,
        declarant: .landlord,
        origin: .row(200 + index)
      )
    }
    return lease
  }

  /// The same lease with writings, in centimes; positive ones raise the debt.
  package func written(_ entries: [(date: String, cents: Cents)], _ category: EntryCategory? = nil) -> Lease {
    var lease = self
    lease.entries += entries.enumerated().map { index, entry in
      LedgerEntry(due: day(entry.date), amount: entry.cents, category: category, origin: .row(300 + index))
    }
    lease.entries.sort { ($0.due, $0.origin) < ($1.due, $1.origin) }
    return lease
  }

  /// The same lease with acts of procedure.
  package func with(_ acts: [(date: String, act: Act)]) -> Lease {
    var lease = self
    lease.acts = acts.enumerated().map { index, event in
      ProcedureEvent(date: day(event.date), act: event.act, origin: .row(400 + index))
    }
    return lease
  }
}

extension Household {
  /// A household of one person.
  package static func sample(_ number: Int = 1, _ measures: [Measure], _ leases: [Lease] = []) -> Household {
    Household(
      id: ID(number),
      leases: leases,
      measures: measures,
      compositions: [Composition(persons: 1, children: 0, kind: .alone, origin: .row(1))]
    )
  }
}

extension Project {
  /// The project `essai`, 2015 to 2018, closed on 31 December 2018.
  package static func sample(change: (inout Project) -> Void = { _ in }) -> Project {
    var project = Project(
      code: "essai",
      title: "Projet d'essai",
      start: day("2015-01-01"),
      end: day("2018-12-31"),
      cutoff: day("2018-12-31"),
      year: 2018,
      story: Located("", at: Location(file: "recit.md"))
    )
    change(&project)
    return project
  }
}

extension Campaign {
  /// A campaign whose structures `bailleur` and `association` send everything unless told otherwise.
  package static func sample(
    _ projects: [Project] = [.sample()],
    landlordSends: Set<SentObject> = Set(SentObject.allCases),
    operatorSends: Set<SentObject> = Set(SentObject.allCases)
  ) -> Campaign {
    var campaign = Campaign(
      name: "Campagne d'essai",
      year: 2018,
      cutoff: day("2018-12-31"),
      profile: .funder,
      projects: projects,
      structures: [
        "bailleur": Structure(code: "bailleur", name: "Bailleur", role: .landlord, sends: landlordSends),
        "association": Structure(code: "association", name: "Association", role: .association, sends: operatorSends),
      ]
    )
    campaign.indicators = referentielDeclarations()
    return campaign
  }
}
