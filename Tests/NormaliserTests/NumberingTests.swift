import Model
import TestSupport
import Testing

@testable import Normaliser

/// The number of each household of a campaign, by the keys of its leases and measures.
fileprivate func numbers(of sentences: [String]) -> [Set<String>: Household.ID] {
  let households = Scene(sentences).reconciled().reconciled.households
  return Dictionary(
    uniqueKeysWithValues: households.map { household in
      (Set(household.leases.map(\.number) + household.measures.map(\.number)), household.id)
    }
  )
}

@Test(arguments: 0..<40 as Range<UInt64>)
func `new rows, in any order, leave their numbers to the households that they do not touch`(seed: UInt64) {
  var generator = SplitMix64(seed: seed)
  let crowd = Crowd.sentences(36, using: &generator)
  let first = numbers(of: Array(crowd.prefix(24)))
  let second = numbers(of: crowd.shuffled(using: &generator))
  for (records, number) in first where second[records] != nil {
    #expect(second[records] == number, "seed \(seed): \(records.sorted())")
  }
  #expect(first.keys.contains { second[$0] != nil })
}

@Test func `a household that a new source completes keeps its number`() throws {
  let file = "asso: dossier=D1, identite=DUPONT Jean, ne=12/03/1980, debut=01/02/2016"
  let alone = try #require(numbers(of: [file]).values.first)
  let completed = numbers(of: [
    "autre: bail_id=L7, identite=M. DUPONT Jean, ne=12/03/1980, effet=01/01/2009",
    "asso2: dossier=A0, projet=escale, identite=DUPONT Jean, ne=12/03/1980, debut=01/06/2017", file,
  ])
  #expect(completed == [["D1", "A0", "L7"]: alone])
}

@Test func `without a file number, a household is numbered by who it is, wherever its row stands`() throws {
  let file = "asso: identite=DUPONT Jean, ne=12/03/1980"
  let alone = try #require(Scene([file]).reconciled().reconciled.households.first?.id)
  let moved = Scene(["asso: identite=ADAM Léo, ne=01/07/1975", "asso: identite=D. M.", file])
  #expect(moved.reconciled().household(of: moved.origins[2]) == alone)
}

@Test func `households that nothing tells apart still have two numbers`() {
  let scene = Scene(["asso: identite=D. M.", "asso: identite=D. M.", "asso: identite=D. M."])
  let outcome = scene.reconciled()
  #expect(Set(scene.origins.map { outcome.household(of: $0) }).count == 3)
}

@Test func `a number is M and eight characters that nobody misreads`() {
  #expect(Household.ID(0).description == "M00000000")
  #expect(Household.ID(1 << 40 - 1).description == "MZZZZZZZZ")
  #expect(Household.ID(33).description == "M00000011")
}
