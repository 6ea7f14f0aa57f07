/// The records to reconcile, field by field, as text.
package struct RecordTable: Sendable {
  package private(set) var fields: [LinkageField]
  package let sources: [LinkageSource]
  /// Source of each record, in the order of arrival.
  package private(set) var sourceOf: [UInt16] = []
  private(set) var columns: [TextColumn]
  private(set) var ids = TextColumn()

  package init(fields: [LinkageField], sources: [LinkageSource]) {
    self.fields = fields
    self.sources = sources
    columns = fields.map { _ in TextColumn() }
  }

  /// How many records there are.
  package var count: Int { sourceOf.count }

  /// Adds one record: its identifier in its source, and the UTF-8 text of its cells in the order of `fields`.
  ///
  /// Cells that lack are missing values, cells in excess are left out. The source is an index in `sources`.
  package mutating func append(source: Int, id: ArraySlice<UInt8>, cells: [ArraySlice<UInt8>]) {
    precondition(sources.indices.contains(source), "unknown source")
    sourceOf.append(UInt16(truncatingIfNeeded: source))
    ids.append(id)
    for field in columns.indices { columns[field].append(field < cells.count ? cells[field] : []) }
  }

  /// The same, from texts end to end: the identifier, then the cells in the order of `fields`, each up to its end.
  package mutating func append(source: Int, texts: [UInt8], ends: [Int]) {
    precondition(sources.indices.contains(source) && ends.count == columns.count + 1, "unknown source or field")
    sourceOf.append(UInt16(truncatingIfNeeded: source))
    ids.append(texts[..<ends[0]])
    for field in columns.indices { columns[field].append(texts[ends[field]..<ends[field + 1]]) }
  }

  /// The same, from strings.
  package mutating func append(source: Int, id: String, _ cells: [String]) {
    append(source: source, id: Array(id.utf8)[...], cells: cells.map { Array($0.utf8)[...] })
  }

  /// Identifier of a record in its source.
  package func id(_ record: Int) -> String { String(decoding: ids[record], as: UTF8.self) }

  /// Text of a cell, as given.
  package func text(_ record: Int, _ field: Int) -> String { String(decoding: columns[field][record], as: UTF8.self) }
}

extension RecordTable {
  /// The table with the first and last words of a full name as names of their own, where it has no others.
  func splittingNames() -> RecordTable {
    let more = LinkageField.expanded(fields).dropFirst(fields.count)
    guard more.count == 2, let full = fields.firstIndex(where: { $0.kind == .fullName }) else { return self }
    var first = TextColumn()
    var last = TextColumn()
    var cleaner = Cleaner(.fullName)
    for record in 0..<count {
      cleaner.clean(columns[full][record])
      let words = cleaner.result.split(separator: space)
      first.append(words.count > 1 ? words[0] : [])
      last.append(words.last ?? [])
    }
    var table = self
    table.fields += more
    table.columns += [first, last]
    return table
  }
}

extension LinkageField {
  /// The fields, and the two that a full name is split into where no field holds a given name or a surname.
  static func expanded(_ fields: [LinkageField]) -> [LinkageField] {
    guard let full = fields.first(where: { $0.kind == .fullName }),
      !fields.contains(where: { $0.kind == .givenName || $0.kind == .surname })
    else { return fields }
    return fields + [
      LinkageField("\(full.name), premier mot", .givenName), LinkageField("\(full.name), dernier mot", .surname),
    ]
  }
}

/// Texts end to end in one array.
struct TextColumn: Sendable {
  private(set) var bytes: [UInt8] = []
  private(set) var ends: [UInt32] = []

  mutating func append(_ text: ArraySlice<UInt8>) {
    bytes.append(contentsOf: text)
    ends.append(UInt32(truncatingIfNeeded: bytes.count))
  }

  subscript(_ index: Int) -> ArraySlice<UInt8> {
    bytes[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
  }

  var count: Int { ends.count }
}
