/// The records in numbers, in an order that does not depend on the order of arrival.
///
/// Positions are sorted by source, then by a hash of the contents, then by identifier: everything computed from here on
/// is the same whatever the order in which the records came.
struct PreparedRecords: Sendable {
  let fields: [LinkageField]
  let sources: [LinkageSource]
  /// Numbers of the values, a record after another; 0 is missing.
  private(set) var cells: [UInt32] = []
  private(set) var spaces: [ValueSpace] = []
  /// Space of the values of each field.
  private(set) var spaceOf: [Int] = []
  /// How many records hold each value, field by field.
  private(set) var counts: [[UInt32]] = []
  /// How many records hold any value, field by field.
  private(set) var filled: [Int] = []
  private(set) var sourceOf: [UInt16] = []
  /// Record of the table at each position.
  private(set) var recordAt: [UInt32] = []
  /// Hash of the contents of each position.
  private(set) var contentHash: [UInt64] = []
  /// First position of each source, and the end.
  private(set) var sourceStarts: [Int] = []

  var count: Int { sourceOf.count }

  init(_ table: RecordTable, cores: Int) {
    fields = table.fields
    sources = table.sources
    let names = fields.indices.filter { fields[$0].kind.isName }
    let groups = (names.isEmpty ? [] : [names]) + fields.indices.filter { !fields[$0].kind.isName }.map { [$0] }
    let numbered = inParallel(groups.count, cores: cores) { number(groups[$0], of: table) }
    spaces = numbered.map(\.space)
    spaceOf = fields.indices.map { field in groups.firstIndex { $0.contains(field) } ?? 0 }
    let columns = fields.indices.map { field in
      let group = groups[spaceOf[field]]
      return numbered[spaceOf[field]].columns[group.firstIndex(of: field) ?? 0]
    }
    order(table, columns)
    arrange(table, columns)
  }

  private mutating func order(_ table: RecordTable, _ columns: [[UInt32]]) {
    var hashes = [UInt64](repeating: 0, count: table.count)
    for field in fields.indices {
      let column = columns[field]
      let hashOf = spaces[spaceOf[field]].words.hashes
      for record in hashes.indices { hashes[record] = mixed(hashes[record] ^ hashOf[Int(column[record])]) }
    }
    for source in sources.indices {
      sourceStarts.append(recordAt.count)
      var keys: [UInt64] = []
      for record in hashes.indices where Int(table.sourceOf[record]) == source {
        keys.append(hashes[record] & 0xFFFF_FFFF_0000_0000 | UInt64(record))
      }
      recordAt += settled(sortedByUpperHalf(keys), hashes, table)
    }
    sourceStarts.append(recordAt.count)
    contentHash = recordAt.map { hashes[Int($0)] }
  }

  /// Sorts by the whole hash and the identifier the runs that half a hash left equal.
  private func settled(_ keys: [UInt64], _ hashes: [UInt64], _ table: RecordTable) -> [UInt32] {
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

  private mutating func arrange(_ table: RecordTable, _ columns: [[UInt32]]) {
    cells = [UInt32](repeating: 0, count: recordAt.count * fields.count)
    sourceOf = recordAt.map { table.sourceOf[Int($0)] }
    for field in fields.indices {
      let column = columns[field]
      var count = [UInt32](repeating: 0, count: spaces[spaceOf[field]].words.count)
      for position in recordAt.indices {
        let value = column[Int(recordAt[position])]
        cells[position * fields.count + field] = value
        count[Int(value)] += 1
      }
      filled.append(recordAt.count - Int(count[0]))
      counts.append(count)
    }
  }
}

/// Numbers the values of fields that share one space.
fileprivate func number(_ group: [Int], of table: RecordTable) -> (space: ValueSpace, columns: [[UInt32]]) {
  var space = ValueSpace()
  var columns: [[UInt32]] = []
  for field in group {
    let text = table.columns[field]
    var raw = Vocabulary()
    var column = (0..<text.count).map { raw.insert(text[$0]) }
    let clean = cleaned(raw, table.fields[field].kind, into: &space)
    for record in column.indices { column[record] = clean[Int(column[record])] }
    columns.append(column)
  }
  switch group.first.map({ table.fields[$0].kind }) {
  case .givenName, .surname, .fullName: space.describeNames()
  case .address, .town, .text: space.splitTokens()
  case .date: space.dates = (0..<space.words.count).map { date(space.words.text($0)) }
  default: break
  }
  space.words.seal()
  return (space, columns)
}

/// Number of the cleaned text of each raw value.
fileprivate func cleaned(_ raw: Vocabulary, _ kind: FieldKind, into space: inout ValueSpace) -> [UInt32] {
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

fileprivate func date(_ text: ArraySlice<UInt8>) -> UInt32 {
  text.reduce(0) { $0 &* 10 &+ UInt32($1 &- 48) }
}
