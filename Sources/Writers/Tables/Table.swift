import CSV
import Model

/// A column of an output file, declared once: it writes the cells, the dictionary and the Table Schema.
struct Column<Row>: Sendable {
  /// Name in the header: lower case, no accents, `_`.
  let name: String
  /// Meaning in French, one line.
  let meaning: String
  let kind: ColumnKind
  /// Allowed values, empty when they are free.
  let allowed: [String]
  /// Whether no cell is ever empty.
  let required: Bool
  let cell: @Sendable (Row) -> String

  init(
    _ name: String,
    _ meaning: String,
    _ kind: ColumnKind = .text,
    allowed: [String] = [],
    required: Bool = false,
    cell: @escaping @Sendable (Row) -> String
  ) {
    self.name = name
    self.meaning = meaning
    self.kind = kind
    self.allowed = allowed
    self.required = required
    self.cell = cell
  }
}

/// Types of the Table Schema that the outputs use.
enum ColumnKind: String, Sendable {
  case text = "string"
  case integer, number, date
}

/// The columns of one kind of file.
struct Table<Row>: Sendable {
  let columns: [Column<Row>]
  /// Columns whose values together are found once.
  var key: [String] = []

  /// The file: UTF-8, comma, `\n`, no byte order mark; text that a spreadsheet would run is neutralised.
  func csv(_ rows: some Sequence<Row>) -> [UInt8] { whole(rows, .standard) }

  /// The first line.
  var header: [UInt8] {
    var writer = CSVWriter()
    writer.append(columns.map(\.name))
    return writer.bytes
  }

  /// The lines below the header.
  func body(_ rows: some Sequence<Row>) -> [UInt8] {
    var writer = CSVWriter()
    append(rows, to: &writer)
    return writer.bytes
  }

  /// The file as a French spreadsheet opens it by a double click: byte order mark, `;`, `\r\n`, decimal comma.
  func excel(_ rows: some Sequence<Row>) -> [UInt8] { whole(rows, .excelFrench) }

  private func whole(_ rows: some Sequence<Row>, _ flavor: CSVWriter.Flavor) -> [UInt8] {
    var writer = CSVWriter(flavor)
    writer.append(columns.map(\.name))
    append(rows, to: &writer)
    return writer.bytes
  }

  private func append(_ rows: some Sequence<Row>, to writer: inout CSVWriter) {
    for row in rows {
      // By its place: a column is much to copy for each cell.
      for place in columns.indices {
        let text = columns[place].cell(row)
        writer.append(cell: columns[place].kind == .text ? .text(text) : .number(text))
      }
      writer.endRow()
    }
  }
}
