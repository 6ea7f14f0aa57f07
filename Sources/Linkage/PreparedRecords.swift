/// The records in numbers, in an order that does not depend on the order of arrival.
///
/// Positions are sorted by source, then by a hash of the contents, then by identifier: everything computed from here on
/// is the same whatever the order in which the records came.
struct PreparedRecords: Sendable {
  let fields: [LinkageField]
  let sources: [LinkageSource]
  /// Numbers of the values, a record after another; 0 is missing.
  let cells: Frozen<UInt32>
  /// Space of the values of each field.
  let spaces: [ValueSpace]
  /// How many records hold each value, field by field.
  private(set) var counts: [Frozen<UInt32>] = []
  /// How many records hold any value, field by field.
  private(set) var filled: [Int] = []
  let sourceOf: [UInt16]
  /// Record of the table at each position.
  let recordAt: [UInt32]
  /// Hash of the contents of each position.
  let contentHash: [UInt64]
  /// First position of each source, and the end.
  let sourceStarts: [Int]

  var count: Int { sourceOf.count }

  /// The store must outlive the records.
  init(_ table: RecordTable, in store: FrozenStore, cores: Int) {
    fields = table.fields
    sources = table.sources
    let kinds = fields.map(\.kind)
    let names = fields.indices.filter { kinds[$0].isName }
    let groups = (names.isEmpty ? [] : [names]) + fields.indices.filter { !kinds[$0].isName }.map { [$0] }
    let numbered = inParallel(groups.count, cores: cores) { number(groups[$0], of: table) }
    let groupOf = fields.indices.map { field in groups.firstIndex { $0.contains(field) } ?? 0 }
    let columns = fields.indices.map { field in
      numbered[groupOf[field]].columns[groups[groupOf[field]].firstIndex(of: field) ?? 0]
    }
    let frozen = numbered.map { $0.space.frozen(in: store) }
    spaces = groupOf.map { frozen[$0] }
    let hashes = Self.hashes(columns, spaces, table.count)
    let leading = kinds.firstIndex(of: .surname) ?? kinds.firstIndex(of: .fullName) ?? 0
    let neighbours =
      columns.isEmpty
      ? hashes : columns[leading].map { frozen[groupOf[leading]].words.hashes[Int($0)] }
    (recordAt, sourceStarts) = Self.order(table, hashes, neighbours)
    contentHash = recordAt.map { hashes[Int($0)] }
    sourceOf = recordAt.map { table.sourceOf[Int($0)] }
    var cells = [UInt32](repeating: 0, count: recordAt.count * columns.count)
    for (field, column) in columns.enumerated() {
      var count = [UInt32](repeating: 0, count: spaces[field].words.count)
      for position in recordAt.indices {
        let value = column[Int(recordAt[position])]
        cells[position * columns.count + field] = value
        count[Int(value)] += 1
      }
      filled.append(recordAt.count - Int(count[0]))
      counts.append(store.freeze(count))
    }
    self.cells = store.freeze(cells)
  }

  private static func hashes(_ columns: [[UInt32]], _ spaces: [ValueSpace], _ count: Int) -> [UInt64] {
    var hashes = [UInt64](repeating: 0, count: count)
    for (column, space) in zip(columns, spaces) {
      for record in hashes.indices { hashes[record] = mixed(hashes[record] ^ space.words.hashes[Int(column[record])]) }
    }
    return hashes
  }

  /// Records by source, neighbourhood (what is compared together lies together), content and identifier, and the first
  /// position of each source.
  private static func order(
    _ table: RecordTable,
    _ hashes: [UInt64],
    _ neighbours: [UInt64]
  ) -> (records: [UInt32], starts: [Int]) {
    var records: [UInt32] = []
    var starts: [Int] = []
    for source in table.sources.indices {
      starts.append(records.count)
      var keys: [UInt64] = []
      for record in hashes.indices where Int(table.sourceOf[record]) == source {
        let key = neighbours[record] & 0xFFFF_0000_0000_0000 | hashes[record] & 0xFFFF_0000_0000
        keys.append(key | UInt64(record))
      }
      records += settled(sortedByUpperHalf(keys), hashes, table)
    }
    return (records, starts + [records.count])
  }

  /// Sorts by the whole hash and the identifier the runs that half a hash left equal.
  private static func settled(_ keys: [UInt64], _ hashes: [UInt64], _ table: RecordTable) -> [UInt32] {
    var records = keys.map { UInt32(truncatingIfNeeded: $0) }
    var start = 0
    while start < keys.count {
      var end = start + 1
      while end < keys.count, keys[end] >> 32 == keys[start] >> 32 { end += 1 }
      if end - start > 1 {
        records[start..<end].sort { one, other in
          let (first, second) = (hashes[Int(one)], hashes[Int(other)])
          if first != second { return first < second }
          return table.ids[Int(one)].lexicographicallyPrecedes(table.ids[Int(other)])
        }
      }
      start = end
    }
    return records
  }
}

/// Numbers the values of fields that share one space.
fileprivate func number(_ group: [Int], of table: RecordTable) -> (space: ValueSpaceBuilder, columns: [[UInt32]]) {
  var space = ValueSpaceBuilder()
  var columns: [[UInt32]] = []
  for field in group {
    let text = table.columns[field]
    var raw = Vocabulary()
    var column = (0..<text.count).map { raw.insert(text[$0]) }
    let clean = cleaned(raw, table.fields[field].kind, into: &space)
    for record in column.indices { column[record] = clean[Int(column[record])] }
    columns.append(column)
  }
  if let first = group.first { space.describe(table.fields[first].kind) }
  return (space, columns)
}

/// Number of the cleaned text of each raw value.
fileprivate func cleaned(_ raw: Vocabulary, _ kind: FieldKind, into space: inout ValueSpaceBuilder) -> [UInt32] {
  var clean: [UInt32] = [0]
  clean.reserveCapacity(raw.count)
  var cleaner = Cleaner(kind)
  guard kind == .date else {
    for value in 1..<raw.count {
      cleaner.clean(raw.text(value))
      clean.append(space.words.insert(cleaner.result[...]))
    }
    return clean
  }
  let texts = (1..<raw.count).map { value in
    cleaner.clean(raw.text(value))
    return cleaner.result
  }
  let column = DateColumn(texts)
  for text in texts {
    let date = column.date(text)
    clean.append(date == 0 ? 0 : space.words.insert(Array(String(date).utf8)[...]))
  }
  return clean
}
