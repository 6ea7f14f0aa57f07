import Diagnostics
import Model
import TestSupport
import Testing

@testable import Normaliser

@Test func `clusters agree with walking the graph, and their root is their smallest member`() {
  for seed in 0..<200 as Range<UInt64> {
    var generator = SplitMix64(seed: seed)
    let count = Int.random(in: 1...30, using: &generator)
    var neighbours = [[Int]](repeating: [], count: count)
    var clusters = Clusters(count: count)
    for _ in 0..<Int.random(in: 0...40, using: &generator) {
      let one = Int.random(in: 0..<count, using: &generator)
      let other = Int.random(in: 0..<count, using: &generator)
      clusters.join(one, other)
      neighbours[one].append(other)
      neighbours[other].append(one)
    }
    for start in 0..<count {
      #expect(clusters.root(of: start) == smallestReached(from: start, along: neighbours), "seed \(seed)")
    }
  }
}

fileprivate func smallestReached(from start: Int, along neighbours: [[Int]]) -> Int {
  var seen: Set<Int> = [start]
  var ahead = [start]
  while let next = ahead.popLast() {
    for neighbour in neighbours[next] where seen.insert(neighbour).inserted { ahead.append(neighbour) }
  }
  return seen.min() ?? start
}

/// The records of a crowd, typed.
fileprivate func records(of crowd: [String], in campaign: Campaign) -> [RowRecord] {
  var scene = Scene(crowd)
  scene.campaign = campaign
  return records(of: scene)
}

/// Which rows are together, each group by its rows in source order.
fileprivate func groups(of records: [RowRecord], in campaign: Campaign) -> Set<[Origin]> {
  let book = PartyBook(records, campaign: campaign, files: Scene.files)
  var matcher = Matcher(book.all)
  for (measure, lease) in book.citations() { matcher.join(measure, lease, by: .citedLease) }
  matcher.joinByEvidence()
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

@Test func `a pair weighs what its two most alike persons do, and a rival what it would in their place`() throws {
  let scene = Scene([
    "bailleur: bail_id=L1, identite=Mme MARCHAL Lucie, ne=12/03/1980, adresse=4 rue des Lilas, commune=Lens",
    "bailleur: bail_id=L2, identite=MARCHAT Lucie, adresse=9 rue Haute, commune=Arras",
    "asso: dossier=D1, identite=MARCHAL Lucie, ne=12/03/1980, commune=Lens",
    "asso: dossier=D2, adresse=4 rue des Lilas, commune=Lens",
  ])
  let book = PartyBook(records(of: scene), campaign: scene.campaign, files: Scene.files)
  func party(_ sentence: Int) throws -> Party {
    try #require(book.all.first { $0.origin == scene.origins[sentence] })
  }
  var scale = LinkWeights()
  for (one, other) in [(0, 2), (1, 2), (3, 0)] { scale.add(try party(one), try party(other)) }
  let weights = scale.weights()
  #expect(weights.count == 3)
  let sure = try #require(weights[0])
  let parts = sure.parts.map(\.text)
  #expect(parts == ["naissance : même date", "prénom : même prénom", "nom : même nom", "domicile : même commune"])
  #expect(sure.bits > 30 && sure.parts.allSatisfy { $0.bits > 0 })
  let near = try #require(weights[1])
  #expect(near.parts.map(\.text) == ["prénom : même prénom", "nom : une lettre d'écart", "domicile : différent"])
  // Another home says little against: people move.
  #expect(near.bits < sure.bits && (near.parts.last?.bits ?? 0) > -4)
  #expect(weights[2] == nil)
}

fileprivate func records(of scene: Scene) -> [RowRecord] {
  var rejections: [Rejection] = []
  var findings = Findings()
  return typeValues(of: scene.tables, in: scene.campaign, rejecting: &rejections, reporting: &findings).records
}
