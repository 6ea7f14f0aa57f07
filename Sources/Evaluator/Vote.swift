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
  let subject: Subject
  let judgement: Judgement
  /// Row of the breakdown it is counted in.
  var row = 0
  /// What it brings to a sum or a quantile: centimes or days.
  var amount: Int?

  /// How strong it is among the votes of one household: yes in one is yes, no is better known than missing.
  fileprivate var strength: Int {
    switch judgement {
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

/// Who votes: one vote a unit, in the order of slices then of cohorts.
struct Poll: Sendable {
  let votes: @Sendable (Pool) -> [Vote]

  /// Of the parcours of a population, or of their households.
  static func pathways(
    _ population: Population,
    perHousehold: Bool = false,
    _ judge: @escaping @Sendable (Pathway, Slice) -> (Judgement, row: Int, amount: Int?)
  ) -> Poll {
    Poll { pool in
      var votes: [Vote] = []
      for (number, slice) in pool.slices.enumerated() {
        let units = population.select(slice)
        votes.reserveCapacity(votes.count + units.count)
        for index in units {
          let pathway = slice.cohort.pathways[index]
          let (judgement, row, amount) = judge(pathway, slice)
          votes.append(
            Vote(
              household: pathway.household,
              slice: number,
              subject: .pathway(index),
              judgement: judgement,
              row: row,
              amount: amount
            )
          )
        }
      }
      return perHousehold ? votes.byHousehold() : votes
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
      switch vote.judgement {
      case .outside: outside += 1
      case .unsent: unsent += 1
      case .counted: if row == nil || vote.row == row { counted += 1 } else { notCounted += 1 }
      case .notCounted: notCounted += 1
      case .missing: missing += 1
      case .leftOut: leftOut += 1
      }
    }
  }
}
