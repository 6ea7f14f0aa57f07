import Linkage
import Model

/// Weighs pairs of parties by the persons they name, all at once.
///
/// Each person of one against each of the other, under each surname that a source gives; the pair that weighs most is kept.
struct LinkWeights {
  private var table = RecordTable(
    fields: FrenchPersons.fields,
    sources: [LinkageSource("", isDuplicateFree: false)]
  )
  /// First pair of records of each pair of parties, and the end.
  private var starts = [0]

  mutating func add(_ one: Party, _ other: Party) {
    for person in one.persons where person.isNamed {
      for stranger in other.persons where stranger.isNamed {
        let birth = Self.birth(of: person, one, known: [stranger.birth, other.sharedBirth])
        let otherBirth = Self.birth(of: stranger, other, known: [person.birth, one.sharedBirth])
        for surname in person.surnames {
          for name in stranger.surnames {
            append(surname, person, birth, one)
            append(name, stranger, otherBirth, other)
          }
        }
      }
    }
    starts.append(table.count / 2)
  }

  /// A date that is one of several holders' is this one's when the other record says so.
  private static func birth(of person: PersonName, _ party: Party, known: [Day?]) -> Day? {
    person.birth ?? (known.contains(party.sharedBirth) ? party.sharedBirth : nil)
  }

  private mutating func append(_ surname: [UInt8], _ person: PersonName, _ birth: Day?, _ party: Party) {
    let birth = Array((birth?.description ?? "").utf8)
    let door = Array((party.address?.door ?? "").utf8)
    table.append(
      source: 0,
      id: [],
      cells: [surname[...], person.first[...], birth[...], door[...], Array(party.town.utf8)[...]]
    )
  }

  /// The weight of each pair, in the order in which they were added; `nil` where one of the two names no person.
  func weights() -> [Link.Weight?] {
    let weighings = FrenchPersons.weigh(table)
    return zip(starts, starts.dropFirst()).map { start, end in
      guard end <= weighings.count else { return nil }
      let best = weighings[start..<end].max { $0.bits < $1.bits }
      return best.map { best in
        Link.Weight(parts: best.reasons.map { ("\($0.comparison) : \($0.label)", $0.bits) })
      }
    }
  }
}
