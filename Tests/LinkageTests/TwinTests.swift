import TestSupport
import Testing

@testable import Linkage

@Test(arguments: 1...10 as ClosedRange<UInt64>)
func `joining agrees with walking the graph`(seed: UInt64) {
  var random = SplitMix64(seed: seed)
  let count = 60
  var table = RecordTable(fields: [], sources: [LinkageSource("A", isDuplicateFree: false)])
  for record in 0..<count { table.append(source: 0, id: "\(record)", []) }
  let store = FrozenStore()
  let records = PreparedRecords(table, in: store, cores: 1)
  var clusters = Clusters(CandidateIndex(LinkageModel(comparisons: [], blocking: []), records, in: store, cores: 1))
  var neighbours = [[Int]](repeating: [], count: count)
  for _ in 0..<40 {
    let (one, other) = (Int.random(in: 0..<count, using: &random), Int.random(in: 0..<count, using: &random))
    neighbours[one].append(other)
    neighbours[other].append(one)
    if clusters.root(one) != clusters.root(other) { clusters.merge(clusters.root(one), clusters.root(other)) }
  }
  for start in 0..<count {
    var reached: Set = [start]
    var open = [start]
    while let place = open.popLast() {
      for next in neighbours[place] where reached.insert(next).inserted { open.append(next) }
    }
    #expect(clusters.members(start, limit: .max).sorted() == reached.sorted())
    #expect(clusters.size(clusters.root(start)) == reached.count)
  }
  withExtendedLifetime(store) {}
}

@Test(arguments: 1...3 as ClosedRange<UInt64>)
func `every pair that shares a key is handed once, and no other`(seed: UInt64) {
  var invented = Invented(seed: seed, households: 60)
  let table = invented.twoSources()
  let store = FrozenStore()
  let records = PreparedRecords(table, in: store, cores: 1)
  let model = LinkageModel.standard(for: table.fields)
  let index = CandidateIndex(model, records, in: store, cores: 1)
  var keys = [Set<String>](repeating: [], count: records.count)
  for (number, rule) in model.blocking.enumerated() {
    for key in KeyMaker(rule, records).keys() { keys[Int(key & 0xFFFF_FFFF)].insert("\(number):\(key >> 32)") }
  }
  var partners = Partners(positions: records.count)
  for position in 0..<records.count {
    index.gatherPartners(of: position, &partners)
    let expected = (position + 1..<records.count).filter {
      records.sourceOf[$0] != records.sourceOf[position] && !keys[$0].isDisjoint(with: keys[position])
    }
    #expect(partners.positions.map(Int.init).sorted() == expected)
  }
  withExtendedLifetime(store) {}
}

@Test(arguments: 1...3 as ClosedRange<UInt64>)
func `stopping early never loses a pair nor changes its score`(seed: UInt64) {
  var invented = Invented(seed: seed, households: 30)
  let table = invented.twoSources()
  let model = LinkageModel.standard(for: table.fields)
  let weights = reconcile(table, model).weights
  let store = FrozenStore()
  let records = PreparedRecords(table, in: store, cores: 1)
  let scorer = PairScorer(Comparator(model, records, in: store), weights, records, in: store)
  var memory = Comparator.Memory()
  var fresh = Comparator.Memory()
  for one in stride(from: 0, to: records.count, by: 3) {
    for other in 0..<records.count where other != one {
      let pattern = scorer.comparator.pattern(one, other, &fresh)
      let bits = scorer.bits(one, other, pattern)
      let score = scorer.score(one, other, floor: -5, &memory)
      #expect((score != nil) == (bits >= -5))
      if let score { #expect(score.pattern == pattern && abs(score.bits - bits) < 1e-9) }
    }
  }
  withExtendedLifetime(store) {}
}

@Test(arguments: 1...20 as ClosedRange<UInt64>)
func `facts only rule out what does not agree`(seed: UInt64) {
  var random = SplitMix64(seed: seed)
  func text() -> [UInt8] {
    (0..<Int.random(in: 1...10, using: &random)).map { _ in UInt8.random(in: 65...68, using: &random) }
  }
  for _ in 0..<100 {
    let (one, other) = (text(), text())
    let (first, second) = (ValueFacts(one[...], sound: 0), ValueFacts(other[...], sound: 0))
    #expect(first.greatestSimilarity(second) >= jaroWinkler(one, other) - 1e-12)
    let distance = damerauLevenshtein(one, other, limit: 99)
    #expect(first.commonLetters(second) >= max(one.count, other.count) - distance)
    #expect(damerauLevenshtein(one, other, limit: 1) == min(distance, 2))
  }
}

@Test func `frozen values are those of the array, and sorting by halves is sorting`() {
  var random = SplitMix64(seed: 1)
  let numbers = (0..<5000).map { _ in UInt64.random(in: 0...UInt64.max, using: &random) & 0xFFF_FFFF_FFFF_F000 }
  let store = FrozenStore()
  let frozen = store.freeze(numbers)
  #expect(frozen.indices.map { frozen[$0] } == numbers)
  let part = frozen[10..<20]
  #expect(part.indices.map { part[$0] } == Array(numbers[10..<20]))
  #expect(store.freeze([Int]()).isEmpty)
  let sorted = sortedByUpperHalf(numbers)
  #expect(sorted.map { $0 >> 32 } == numbers.map { $0 >> 32 }.sorted())
  #expect(sorted.sorted() == numbers.sorted())
  withExtendedLifetime(store) {}
}

@Test(arguments: [
  ("Éléonore-d’Œuvre.", "ELEONORE D OEUVRE"), ("  müller  ", "MULLER"), ("straße", "STRASSE"), ("ŁÓDŹ", "LODZ"),
  ("e\u{301}t\u{e9}", "ETE"), ("a\u{a0}b\u{202f}c", "A B C"), ("", ""), ("·—", ""),
])
func `accents and punctuation are undone`(_ text: String, _ expected: String) {
  #expect(String(decoding: folded(Array(text.utf8)), as: UTF8.self) == expected)
}

@Test(
  arguments: [
    ("2001-02-03", 20_010_203), ("20010203", 20_010_203), ("03/02/2001", 20_010_203), ("3/2/01", 20_010_203),
    ("1980", 19_800_000), ("1801-88-17", 18_018_817), ("hier", 0), ("", 0), ("12/2001", 0),
  ] as [(String, UInt32)]
)
func `dates are read as they are written`(_ text: String, _ expected: UInt32) {
  #expect(DateColumn([]).date(folded(Array(text.utf8))) == expected)
}

@Test func `a column of dates shows when months come first`() {
  let texts = ["05/06/1994", "09/29/1994", "11/03/1943"].map { folded(Array($0.utf8)) }
  #expect(DateColumn(texts).date(texts[0]) == 19_940_506)
  #expect(DateColumn([texts[0], texts[2]]).date(texts[0]) == 19_940_605)
}

@Test(arguments: 1...3 as ClosedRange<UInt64>)
func `what facts rule out at once, no level holds`(seed: UInt64) {
  var invented = Invented(seed: seed, households: 30)
  let table = invented.twoSources()
  let store = FrozenStore()
  let space = PreparedRecords(table, in: store, cores: 1).spaces[0]
  let levels = LinkageModel.standard(for: table.fields).comparisons.first { $0.name == "prenom" }?.levels ?? []
  for one in 1..<space.words.count {
    for other in 1..<space.words.count where one != other {
      guard space.facts[one].isApart(space.facts[other], similarity: 0.8, edits: 1) else { continue }
      #expect(!levels.contains { space.surelyAgree(one, other, $0.measure, $0.threshold) })
    }
  }
  withExtendedLifetime(store) {}
}

@Test(arguments: [true, false], [2000, 25])
func `counting pairs of values is counting pairs of records`(isFree: Bool, limit: Int) {
  var invented = Invented(seed: 4, households: 60)
  var table = RecordTable(
    fields: Invented.fields + [LinkageField("ville", .text)],
    sources: ["A", "B"].map { LinkageSource($0, isDuplicateFree: isFree) }
  )
  let towns = ["Lille Sud", "Lille", "Roubaix Est", "Sud Roubaix", "", "Lens"]
  for (number, person) in invented.people.enumerated() {
    table.append(source: 0, id: "\(number)", person + [towns[number % 6]])
    table.append(source: 1, id: "\(number)", invented.misspelt(person) + [towns[number % 5]])
  }
  let store = FrozenStore()
  let records = PreparedRecords(table, in: store, cores: 1)
  let model = LinkageModel.standard(for: table.fields)
  let comparator = Comparator(model, records, in: store)
  let index = CandidateIndex(model, records, in: store, cores: 1)
  var checked = 0
  for number in comparator.comparisons.indices {
    let comparison = comparator.comparisons[number]
    let census = LevelCensus(of: comparison, comparator, records, values: limit, in: store, cores: 2)
    guard census.all > 0 else { continue }
    checked += 1
    var counts = [Double](repeating: 0, count: comparison.levelCount + 2)
    var left = 0.0
    for one in 0..<records.count {
      for other in one + 1..<records.count where index.isAllowed(one, other) {
        let (first, second) = (comparator.value(one, comparison.field), comparator.value(other, comparison.field))
        if first == 0 || second == 0 { continue }
        if census.isCounted[first], census.isCounted[second] {
          counts[comparator.level(comparison, of: first, second)] += 1
        } else {
          left += 1
        }
      }
    }
    #expect(census.counts == counts)
    #expect(census.left == left && census.all == left + counts.reduce(0, +))
    #expect(left == 0 || limit == 25)
  }
  #expect(checked == (limit == 25 ? 1 : 5))
  withExtendedLifetime(store) {}
}

@Test func `twins are counted where a source holds nobody twice, beyond those of chance`() {
  var invented = Invented(seed: 6, households: 900)
  var table = RecordTable(fields: Invented.fields, sources: [LinkageSource("A", isDuplicateFree: true)])
  for (number, person) in invented.people.enumerated() {
    table.append(source: 0, id: "\(number)", person)
    guard number % 20 == 0 else { continue }
    var twin = person
    twin[1] = invented.word(2)
    table.append(source: 0, id: "twin \(number)", twin)
  }
  let store = FrozenStore()
  let share = PreparedRecords(table, in: store, cores: 1).twins()
  let expected = 2.0 / 21
  #expect(abs(share - expected) < expected / 10)
  let other = RecordTable(fields: Invented.fields, sources: [LinkageSource("A", isDuplicateFree: false)])
  #expect(PreparedRecords(other, in: store, cores: 1).twins() == 1.0 / 60)
  withExtendedLifetime(store) {}
}
