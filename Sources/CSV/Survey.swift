/// One pass over the rows: how many, which lines are none, what is out of order.
struct Survey {
  private(set) var rowCount = 0
  private(set) var outside: [OutsideLine] = []
  private(set) var repairs: [Repair] = []
  /// From the first row to the end of the last.
  private(set) var rows: Range<Int>

  /// What is remembered of the last rows, among which totals are.
  private struct Last {
    var line: Int
    var byte: Int
    var isBlank: Bool
    var isTotal: Bool
    var filled: Int
  }

  init(_ bytes: [UInt8], opening: Opening) {
    let width = opening.layout.width
    var scanner = RowScanner(
      bytes,
      dialect: opening.guess.dialect,
      from: opening.firstByte,
      to: opening.limit,
      line: opening.firstLine,
      width: width
    )
    rows = opening.firstByte..<opening.limit
    var last: [Last] = []
    while scanner.next() {
      let filled = scanner.cells.count { $0.start < $0.end }
      let isBlank = Survey.isBlank(scanner)
      if isBlank { outside.append(OutsideLine(line: scanner.line, kind: .blank)) } else { rowCount += 1 }
      if !isBlank { repairs += Survey.repairs(of: scanner, width: width) }
      last.append(
        Last(
          line: scanner.line,
          byte: scanner.start,
          isBlank: isBlank,
          isTotal: !isBlank && Survey.isTotal(scanner, filled: filled, width: width),
          filled: filled
        )
      )
      if last.count > 32 { last.removeFirst(16) }
    }
    cut(last, width: width)
    if opening.limit < bytes.count { repairs.append(Repair(line: scanner.nextLine, kind: .padding)) }
  }

  /// Takes the totals and notes off the end of the table.
  private mutating func cut(_ last: [Last], width: Int) {
    var index = last.count
    var end = rows.upperBound
    while index > 0 {
      let row = last[index - 1]
      let isNote = row.filled == 1 && width >= 3 && index > 1 && last[index - 2].isBlank
      guard row.isBlank || row.isTotal || isNote, rowCount > (row.isBlank ? 0 : 1) else { break }
      if !row.isBlank {
        end = row.byte
        rowCount -= 1
        outside.append(OutsideLine(line: row.line, kind: .total))
        repairs.removeAll { $0.line == row.line }
      }
      index -= 1
    }
    outside.sort { $0.line < $1.line }
    rows = rows.lowerBound..<end
  }

  private static func repairs(of scanner: RowScanner, width: Int) -> [Repair] {
    var repairs: [Repair] = []
    if scanner.hadStrayQuote { repairs.append(Repair(line: scanner.line, kind: .strayQuote)) }
    if scanner.cells.count < width { repairs.append(Repair(line: scanner.line, kind: .short)) }
    if scanner.cells.dropFirst(width).contains(where: { $0.start < $0.end }) {
      repairs.append(Repair(line: scanner.line, kind: .long))
    }
    return repairs
  }

  /// Whether no cell of the row has anything but spaces.
  static func isBlank(_ scanner: RowScanner) -> Bool {
    for cell in scanner.cells {
      for index in cell.start..<cell.end where scanner.bytes[index] != Byte.space && scanner.bytes[index] != Byte.tab {
        return false
      }
    }
    return true
  }

  /// Whether the first filled cell starts with « total » and a cell is empty.
  private static func isTotal(_ scanner: RowScanner, filled: Int, width: Int) -> Bool {
    guard filled < width, let first = scanner.cells.first(where: { $0.start < $0.end }) else {
      return false
    }
    let word = scanner.bytes[first.start..<first.end].prefix(12).map { $0 | 0x20 }
    return ["total", "sous-total", "somme", "nombre de", "nb de"].contains { word.starts(with: $0.utf8) }
  }
}
