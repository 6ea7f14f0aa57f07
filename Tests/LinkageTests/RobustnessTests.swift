import TestSupport
import Testing

@testable import Linkage

fileprivate func table(_ rows: [[String]], isFree: Bool = false) -> RecordTable {
  var table = RecordTable(fields: Invented.fields, sources: [LinkageSource("A", isDuplicateFree: isFree)])
  for (number, row) in rows.enumerated() { table.append(source: 0, id: "\(number)", row) }
  return table
}

@Test(arguments: [0, 1, 2, 50])
func `records without anything are each alone`(count: Int) {
  let table = table([[String]](repeating: [], count: count))
  let result = reconcile(table, .standard(for: table.fields))
  #expect(Set(result.clusters).count == count)
}

@Test func `no field, no record, no rule: nothing to say`() {
  let empty = RecordTable(fields: [], sources: [])
  #expect(reconcile(empty, .standard(for: [])).clusters.isEmpty)
  var bare = RecordTable(fields: [], sources: [LinkageSource("A", isDuplicateFree: false)])
  bare.append(source: 0, id: "1", [])
  #expect(reconcile(bare, LinkageModel(comparisons: [], blocking: [])).clusters == [0])
}

@Test func `identical records take bounded work and are told`() {
  let count = 20_000
  let row = ["MARTIN", "MARIE", "1980-03-12", "1 RUE HAUTE", "59000", "B1"]
  let table = table([[String]](repeating: row, count: count), isFree: true)
  let result = reconcile(table, .standard(for: table.fields))
  #expect(Set(result.clusters).count == count)
  #expect(result.warnings.contains(LinkageWarning(kind: .repeatedRecords, subject: "A", count: count - 1)))
  #expect(result.blocking.map(\.pairs).reduce(0, +) <= 20 * result.blocking.count * count)
}

@Test func `identical records of a source with duplicates take bounded work too`() {
  let row = ["MARTIN", "MARIE", "1980-03-12", "1 RUE HAUTE", "59000", "B1"]
  let table = table([[String]](repeating: row, count: 20_000))
  let result = reconcile(table, .standard(for: table.fields))
  #expect(result.pairs.count <= 20 * 20_000)
  #expect(result.warnings.contains { $0.kind == .constantField && $0.subject == "contrat" })
}

@Test func `a generic contract number says nothing`() {
  var invented = Invented(seed: 4, households: 200)
  var table = RecordTable(
    fields: Invented.fields,
    sources: [LinkageSource("A", isDuplicateFree: true), LinkageSource("B", isDuplicateFree: true)]
  )
  for (number, person) in invented.people.enumerated() {
    table.append(source: 0, id: "\(number)", person.dropLast() + ["L0"])
    table.append(source: 1, id: "\(number)", invented.misspelt(person.dropLast()) + ["L0"])
  }
  let result = reconcile(table, .standard(for: table.fields))
  let found = named(result.clusters, table).filter { $0.count == 2 }
  #expect(found.allSatisfy { $0[0].dropFirst(2) == $0[1].dropFirst(2) })
  #expect(Double(found.count) > 0.95 * Double(invented.people.count))
  #expect(result.warnings.contains { $0.kind == .constantField && $0.subject == "contrat" })
}

@Test(arguments: 1...20 as ClosedRange<UInt64>)
func `any bytes are records`(seed: UInt64) {
  var random = SplitMix64(seed: seed)
  var table = RecordTable(
    fields: FieldKind.allCases.map { LinkageField($0.rawValue, $0) },
    sources: [LinkageSource("A", isDuplicateFree: true), LinkageSource("B", isDuplicateFree: false)]
  )
  for record in 0..<40 {
    let cells = FieldKind.allCases.map { _ in
      (0..<Int.random(in: 0...12, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }[...]
    }
    table.append(source: record % 2, id: Array("\(record)".utf8)[...], cells: cells)
  }
  let result = reconcile(table, .standard(for: table.fields))
  #expect(result.clusters.count == 40)
}
