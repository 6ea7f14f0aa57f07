import TestSupport
import Testing

@testable import Linkage

@Test func `people seen twice with mistakes are found again, and nobody else`() {
  var invented = Invented(seed: 7, households: 400)
  let table = invented.twoSources()
  let result = reconcile(table, .standard(for: table.fields))
  let groups = named(result.clusters, table)
  let expected = (0..<table.count).filter { table.sourceOf[$0] == 1 }.count
  let found = groups.filter { $0.count == 2 }
  let right = found.filter { $0[0].dropFirst(2) == $0[1].dropFirst(2) }
  #expect(right.count == found.count)
  #expect(Double(right.count) > 0.98 * Double(expected))
}

@Test(arguments: 1...4 as ClosedRange<UInt64>)
func `neither the order of the records nor the number of cores changes anything`(seed: UInt64) {
  var invented = Invented(seed: seed, households: 150)
  let table = invented.twoSources()
  let model = LinkageModel.standard(for: table.fields)
  let once = reconcile(table, model)
  let again = shuffled(table, seed: seed)
  let other = reconcile(again, model, cores: 3)
  #expect(named(once.clusters, table) == named(other.clusters, again))
  #expect(once.weights == other.weights)
  #expect(once.pairs.map(\.bits) == other.pairs.map(\.bits))
}

@Test(arguments: [true, false], 1...3 as ClosedRange<UInt64>)
func `a duplicate-free source never has two records in one cluster`(isFree: Bool, seed: UInt64) {
  var invented = Invented(seed: seed, households: 60)
  var table = RecordTable(
    fields: Invented.fields,
    sources: ["A", "B", "C"].map { LinkageSource($0, isDuplicateFree: isFree) }
  )
  for (number, person) in invented.people.enumerated() {
    for source in 0..<3 {
      table.append(source: source, id: "\(number)", invented.misspelt(person))
      table.append(source: source, id: "\(number)b", invented.misspelt(person))
    }
  }
  let groups = named(reconcile(table, .standard(for: table.fields)).clusters, table)
  let repeats = groups.filter { Set($0.map(\.first)).count < $0.count }
  #expect(repeats.isEmpty == isFree)
  if !isFree { #expect(groups.filter { $0.count == 6 }.count > invented.people.count * 8 / 10) }
}

@Test func `a decision is never overridden`() throws {
  var invented = Invented(seed: 3, households: 80)
  let table = invented.twoSources()
  let model = LinkageModel.standard(for: table.fields)
  let free = reconcile(table, model)
  let link = try #require(free.pairs.first { $0.decision == .linked })
  let strangers = (
    0, try #require((1..<table.count).first { free.clusters[$0] != free.clusters[0] && table.sourceOf[$0] == 1 })
  )
  let decided = Decided(together: [strangers], apart: [(link.one, link.other)])
  let bound = reconcile(table, model, decided: decided)
  #expect(bound.clusters[link.one] != bound.clusters[link.other])
  #expect(bound.clusters[strangers.0] == bound.clusters[strangers.1])
}

@Test func `a saved model decides the same`() throws {
  var invented = Invented(seed: 5, households: 100)
  let table = invented.twoSources()
  let first = reconcile(table, .standard(for: table.fields))
  let saved = try #require(Weights(rows: first.weights.rows(first.model), first.model))
  #expect(saved == first.weights)
  let second = reconcile(table, first.model, weights: saved)
  #expect(second.clusters == first.clusters)
  #expect(Weights(rows: Array(first.weights.rows(first.model).dropLast()), first.model) == nil)
}

@Test func `a saved model decides next year on the same people as this year, when newcomers join them`() throws {
  var invented = Invented(seed: 15, households: 200)
  let table = invented.twoSources()
  let first = reconcile(table, .standard(for: table.fields))
  let saved = try #require(Weights(rows: first.weights.rows(first.model), first.model))
  var grown = table
  let newcomers = Invented(seed: 16, households: 30)
  for (number, person) in newcomers.people.enumerated() {
    grown.append(source: number % 2, id: "new \(number)", person)
  }
  let second = reconcile(grown, first.model, weights: saved)
  let before = named(first.clusters, table).filter { $0.count == 2 }
  let after = Set(named(second.clusters, grown))
  #expect(before.allSatisfy(after.contains))
}

@Test func `a source that repeats itself though declared without duplicates is told, and nothing is chosen for it`() {
  var invented = Invented(seed: 17, households: 60)
  var table = invented.twoSources()
  for (number, person) in invented.people.enumerated() { table.append(source: 0, id: "again \(number)", person) }
  let result = reconcile(table, .standard(for: table.fields))
  let count = invented.people.count
  #expect(result.warnings.contains(LinkageWarning(kind: .repeatedRecords, subject: "A", count: count)))
  #expect(result.pairs.allSatisfy { $0.decision != .linked })
  #expect(result.pairs.contains { $0.decision == .rival })
}

@Test func `a link tells its reasons, its key and its rival`() throws {
  var table = RecordTable(
    fields: Invented.fields,
    sources: [LinkageSource("A", isDuplicateFree: true), LinkageSource("B", isDuplicateFree: true)]
  )
  var invented = Invented(seed: 9, households: 200)
  for (number, person) in invented.people.enumerated() {
    table.append(source: 0, id: "\(number)", person)
    table.append(source: 1, id: "\(number)", invented.misspelt(person))
  }
  let result = reconcile(table, .standard(for: table.fields))
  let pair = try #require(result.pairs.first { $0.decision == .linked })
  #expect(pair.probability > 0.99)
  #expect(!pair.key.isEmpty)
  let reasons = result.reasons(for: pair)
  #expect(reasons.contains { $0.comparison == "naissance" && $0.label == "même date" && $0.bits > 3 })
  #expect(reasons.contains { $0.scope == .household })
}

@Test func `declared tables give back the model, and say what they cannot read`() {
  let standard = LinkageModel.standard(for: Invented.fields)
  let read = LinkageModel.declared(
    comparisons: standard.comparisonRows,
    blocking: standard.blockingRows,
    fields: Invented.fields
  )
  #expect(read.faults.isEmpty)
  #expect(read.model == standard)
  let wrong = LinkageModel.declared(
    comparisons: [
      ["nom", "famille", "nom", "ressemblant", "", "", ""], ["nom", "famille", "surnom", "egal", "", "", ""],
    ],
    blocking: [["k", "", "egal", ""]],
    fields: Invented.fields
  )
  #expect(wrong.faults.map(\.row) == [0, 1, 0])
  #expect(wrong.faults.map(\.column) == [3, 2, 1])
}

@Test func `a full name is compared by its words, in any order`() {
  var invented = Invented(seed: 11, households: 200)
  var table = RecordTable(
    fields: [LinkageField("nom", .fullName), LinkageField("naissance", .date)],
    sources: [LinkageSource("A", isDuplicateFree: true), LinkageSource("B", isDuplicateFree: true)]
  )
  for (number, person) in invented.people.enumerated() {
    let other = invented.misspelt(person)
    table.append(source: 0, id: "\(number)", ["\(person[1]) \(person[0])", person[2]])
    table.append(source: 1, id: "\(number)", ["\(other[0]), \(other[1])", other[2]])
  }
  let found = named(reconcile(table, .standard(for: table.fields)).clusters, table).filter { $0.count == 2 }
  #expect(found.allSatisfy { $0[0].dropFirst(2) == $0[1].dropFirst(2) })
  #expect(Double(found.count) > 0.85 * Double(invented.people.count))
}

@Test func `a name alone in the wrong field, and letters among digits, still count`() {
  var invented = Invented(seed: 12, households: 300)
  var table = invented.twoSources()
  table.append(source: 0, id: "x", ["Quintaro", "Maëlle", "1971-10-21", "7 rue Basse", "59120", ""])
  table.append(source: 1, id: "x", ["", "QUINTARO", "197I-1O-21", "7 r. Basse", "59120", ""])
  let result = reconcile(table, .standard(for: table.fields))
  #expect(result.clusters[table.count - 1] == result.clusters[table.count - 2])
}

@Test func `a twin is not taken for the other, whom the other source lacks`() {
  var invented = Invented(seed: 21, households: 400)
  var table = invented.twoSources()
  var twins: [(Int, Int)] = []
  for number in 0..<60 {
    var person = invented.people[number * 5]
    person[0] = invented.word(3)
    table.append(source: 0, id: "elder \(number)", person)
    var twin = person
    twin[1] = invented.word(2)
    table.append(source: number % 2, id: "younger \(number)", twin)
    if number % 2 == 1 { twins.append((table.count - 2, table.count - 1)) }
  }
  let result = reconcile(table, .standard(for: table.fields))
  #expect(twins.filter { result.clusters[$0.0] == result.clusters[$0.1] }.count <= 1)
}

@Test func `the threshold rises where too many links may be false, and falls where the true ones are made already`() {
  for isFree in [false, true] {
    var table = RecordTable(fields: [], sources: ["A", "B"].map { LinkageSource($0, isDuplicateFree: isFree) })
    for record in 0..<220 { table.append(source: record % 2, id: "\(record)", []) }
    let store = FrozenStore()
    let records = PreparedRecords(table, in: store, cores: 1)
    let model = LinkageModel(comparisons: [], blocking: [])
    let scorer = PairScorer(Comparator(model, records, in: store), .none, records, in: store)
    // A hundred links beyond doubt, ten that are wrong one time in three.
    let edges = (0..<110).map { number in
      Edge(one: UInt32(number), other: UInt32(110 + number), rule: 0, bits: number < 100 ? 20 : 1, pattern: 0)
    }
    let index = CandidateIndex(model, records, in: store, cores: 1)
    var joined = Agglomeration(scorer, index, edges, threshold: 0, Constraints(Decided(), records))
    joined.run()
    #expect(joined.fates.allSatisfy { $0 == .linked })
    #expect(joined.raisedProbability(falseLinks: 0.007) == (isFree ? nil : 0.6666))
    #expect(joined.raisedProbability(falseLinks: 0.05) == nil)
    #expect(joined.evenProbability() == (isFree ? 0.05 : 0.5))
    withExtendedLifetime(store) {}
  }
}

@Test func `the threshold asked for wins over the one that the weights were saved with`() throws {
  var invented = Invented(seed: 5, households: 100)
  let table = invented.twoSources()
  let first = reconcile(table, .standard(for: table.fields))
  var strict = first.weights
  strict.threshold = 0.999_99
  func least(_ result: Reconciled) -> Double {
    result.pairs.filter { $0.decision == .linked }.map(\.probability).min() ?? 1
  }
  #expect(least(first) < 0.999_99)
  #expect(least(reconcile(table, first.model, weights: strict)) >= 0.999_99)
  var asked = first.model
  asked.threshold = 0.5
  #expect(least(reconcile(table, asked, weights: strict)) == least(first))
}

extension Weights {
  /// Of no comparison.
  fileprivate static let none = Weights(
    same: [],
    relatives: [],
    different: [],
    personAtHome: 0.1,
    personMoved: 0.1,
    relativesShare: 0.1,
    twins: 0.01
  )
}
