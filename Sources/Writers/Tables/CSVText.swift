/// Rows written as CSV: comma, `\n`, quotes only where they are needed.
struct CSVText {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ cells: [String]) {
    for (index, cell) in cells.enumerated() { append(cell, isFirst: index == 0) }
    endRow()
  }

  mutating func endRow() { bytes.append(UInt8(ascii: "\n")) }

  mutating func append(_ cell: String, isFirst: Bool) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    let quote = UInt8(ascii: "\"")
    guard cell.utf8.contains(where: { $0 == quote || $0 == 0x2c || $0 == 0x0a || $0 == 0x0d }) else {
      bytes.append(contentsOf: cell.utf8)
      return
    }
    bytes.append(quote)
    for byte in cell.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }
}
