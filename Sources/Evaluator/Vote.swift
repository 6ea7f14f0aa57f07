import Expressions
import Model

/// How one unit stands before an indicator.
enum Judgement: Sendable, Equatable {
  /// Not in the population.
  case outside
  /// Nobody sends what the indicator needs of it (référentiel §4: what is not sent is not zero).
  case unsent
  case counted
  case notCounted
  /// In the population, not documented.
  case missing(Reason)
  /// Left out by the definition.
  case leftOut(Reason)

  /// A documented answer.
  init(_ yes: Bool) { self = yes ? .counted : .notCounted }
}

/// The judgement of one unit, and what it is about.
struct Vote: Sendable {
  /// What the unit is, in its slice's cohort.
  enum Subject: Sendable {
    case pathway(Int)
    case measure(dossier: Int, Int)
    case dossier(Int)
    case orientation(dossier: Int, Int)
  }

  let household: Household.ID
  let slice: Int
  /// Index of the unit in its table.
  let unit: Int
  var verdict: Verdict

  /// How strong it is among the votes of one household: yes in one is yes, no is better known than missing.
  fileprivate var strength: Int {
    switch verdict.judgement {
    case .counted: 5
    case .notCounted: 4
    case .missing: 3
    case .unsent: 2
    case .leftOut: 1
    case .outside: 0
    }
  }
}

extension [Vote] {
  /// One vote a household, the strongest, then the first; sorted by household.
  func byHousehold() -> [Vote] {
    let inOrder = zip(indices, indices.dropFirst()).allSatisfy { self[$0].household < self[$1].household }
    if inOrder { return self }
    var best: [Vote] = []
    for index in indices.sorted(by: { (self[$0].household, $0) < (self[$1].household, $1) }) {
      let vote = self[index]
      if let last = best.last, last.household == vote.household {
        if vote.strength > last.strength { best[best.count - 1] = vote }
      } else {
        best.append(vote)
      }
    }
    return best
  }
}

extension Rule {
  /// One vote a unit of the population, in the order of slices then of cohorts; or one a household.
  func votes(_ pool: Pool) -> [Vote] {
    var votes: [Vote] = []
    var told: Set<Origin> = []
    for (number, slice) in pool.slices.enumerated() {
      let units = population.units(of: table, in: slice)
      votes.reserveCapacity(votes.count + units.count)
      let known = slice.verdicts.indices.contains(self.number) ? slice.verdicts[self.number] : []
      var decided: Household.ID?
      for unit in units {
        let household = table.household(unit, slice.cohort)
        if table.firstDecides, perHousehold {
          if household == decided { continue }
          decided = household
        }
        let verdict = isKnown(known) ? known[unit] : judge(unit, in: slice)
        if let key = table.key, verdict.judgement != .outside, let origin = key(unit, slice.cohort),
          !told.insert(origin).inserted
        {
          continue
        }
        votes.append(Vote(household: household, slice: number, unit: unit, verdict: verdict))
      }
    }
    return perHousehold && !keepsUnknownValues ? votes.byHousehold() : votes
  }

  private func isKnown(_ verdicts: [Verdict]) -> Bool { !verdicts.isEmpty }

  /// The sum of a quantity over the counted units of some votes.
  func sum(_ formula: Formula?, of votes: [Vote], in pool: Pool) -> Rational {
    guard let formula else { return Rational(0) }
    return votes.reduce(Rational(0)) { sum, vote in
      guard vote.verdict.judgement == .counted else { return sum }
      return formula.value(cells(vote.unit, pool.slices[vote.slice])).number.flatMap(sum.adding) ?? sum
    }
  }
}

/// Votes counted.
struct Tally: Sendable {
  var counted = 0
  var notCounted = 0
  var missing = 0
  var leftOut = 0
  var unsent = 0
  var outside = 0

  var documented: Int { counted + notCounted }

  /// Whether nobody sends what the indicator needs, of any unit.
  var nothingSent: Bool { unsent > 0 && documented + missing + outside == 0 }

  /// Counts votes; with the row of a breakdown, those counted in another one are not counted in it.
  init(_ votes: [Vote], row: Int? = nil) {
    for vote in votes {
      switch vote.verdict.judgement {
      case .outside: outside += 1
      case .unsent: unsent += 1
      case .counted: if row == nil || vote.verdict.row == row { counted += 1 } else { notCounted += 1 }
      case .notCounted: notCounted += 1
      case .missing: missing += 1
      case .leftOut: leftOut += 1
      }
    }
  }
}
