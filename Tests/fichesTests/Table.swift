import CSV

/// A CSV output as its readers see it: rows of cells by column name.
struct Table {
  let rows: [[String: String]]

  init(_ bytes: [UInt8]) {
    let sheet = Sheet(
      bytes,
      forced: Forced(encoding: "utf-8", delimiter: UInt8(ascii: ","), quote: UInt8(ascii: "\""), headerLine: 1)
    )
    let header = sheet.header
    var rows: [[String: String]] = []
    sheet.forEachRow { row in
      rows.append(Dictionary(header.indices.map { (header[$0], row.text($0)) }) { first, _ in first })
    }
    self.rows = rows
  }
}
