import Diagnostics
import Model
import TestSupport
import Testing

@testable import Normaliser

/// The records of a crowd, typed.
fileprivate func records(of crowd: [String], in campaign: Campaign) -> [RowRecord] {
  var scene = Scene(crowd)
  scene.campaign = campaign
  return records(of: scene)
}

/// Which rows are together, each group by its rows in source order.
fileprivate func groups(of records: [RowRecord], in campaign: Campaign) -> Set<[Origin]> {
  let book = PartyBook(records, campaign: campaign, files: Scene.files)
  let weighing = Weighing(book, in: campaign)
  var matcher = Matcher(book.all, weighed: weighing.pairs, persons: weighing.persons)
  matcher.joinByWeight()
  let roots = matcher.roots()
  let byRoot = Dictionary(grouping: roots.indices) { roots[$0] }
  return Set(byRoot.values.map { members in members.map { book.all[$0].origin }.sorted() })
}

@Test(arguments: 0..<60 as Range<UInt64>)
func `the order of records does not change the households`(seed: UInt64) {
  var generator = SplitMix64(seed: seed)
  let campaign = Scene([]).campaign
  let typed = records(of: Crowd.sentences(24, using: &generator), in: campaign)
  let expected = groups(of: typed, in: campaign)
  for _ in 0..<3 {
    let shuffled = groups(of: typed.shuffled(using: &generator), in: campaign)
    #expect(shuffled.symmetricDifference(expected).isEmpty)
  }
}

@Test func `a name alone never links, whatever the crowd`() {
  for seed in 0..<40 as Range<UInt64> {
    var generator = SplitMix64(seed: seed)
    let crowd = Crowd.sentences(24, using: &generator).map { sentence in
      // The names stay; births, doors and phones go.
      sentence.split(separator: ",").filter { part in
        !["ne=", "adresse=", "tel="].contains { part.contains($0) }
      }
      .joined(separator: ",")
    }
    let campaign = Scene([]).campaign
    let typed = records(of: crowd, in: campaign)
    #expect(groups(of: typed, in: campaign).count == typed.count, "seed \(seed)")
  }
}

@Test func `every link is between records that share more than a name`() {
  for seed in 100..<140 as Range<UInt64> {
    var generator = SplitMix64(seed: seed)
    let crowd = Crowd.sentences(24, using: &generator)
    let scene = Scene(crowd)
    for link in scene.reconciled().reconciled.reconciliation.links where link.zone == .linked {
      let one = sharedFacts(of: link.one.row, in: scene, crowd)
      let other = sharedFacts(of: link.other.row, in: scene, crowd)
      #expect(!one.isDisjoint(with: other), "seed \(seed): \(link.one.text) / \(link.other.text)")
    }
  }
}

/// Birth year, door and phone of a record, read from its sentence alone.
fileprivate func sharedFacts(of origin: Origin, in scene: Scene, _ crowd: [String]) -> Set<String> {
  guard let index = scene.origins.firstIndex(of: origin) else { return [] }
  var facts: Set<String> = []
  for part in crowd[index].split(separator: ",").map(String.init) {
    if part.hasPrefix(" ne="), part.count > 4 { facts.insert("né en " + part.suffix(4)) }
    if part.hasPrefix(" tel="), part.count > 5 { facts.insert(part) }
    if part.hasPrefix(" adresse="), part.count > 9 { facts.insert(String(part.prefix(16))) }
  }
  return facts
}

fileprivate func records(of scene: Scene) -> [RowRecord] {
  var rejections: [Rejection] = []
  var findings = Findings()
  return typeValues(of: scene.tables, in: scene.campaign, rejecting: &rejections, reporting: &findings).records
}
