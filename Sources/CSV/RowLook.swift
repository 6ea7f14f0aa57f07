/// One row as it is looked at to tell whether it is a row of the table.
struct RowLook {
  /// Where its first cell starts.
  let start: Int
  private let cells: [ByteView]
  /// Cells up to the last that has something.
  let width: Int
  let filled: Int
  /// Width of the table.
  private let tableWidth: Int

  init(_ cells: some Collection<Cell>, _ bytes: ByteView, width: Int) {
    start = cells.first?.start ?? 0
    let texts = cells.map { bytes[$0.start..<$0.end] }
    let full = texts.indices.filter { !texts[$0].allSatisfy(TableFurniture.isBlank) }
    self.cells = texts
    self.width = (full.last ?? -1) + 1
    filled = full.count
    tableWidth = width
  }

  /// The first cell that has something.
  var first: ByteView? { cells.first { !$0.allSatisfy(TableFurniture.isBlank) } }

  private func kind(_ index: Int) -> CellClass { CellClass(cells[index], encoding: .utf8) }

  func isText(at index: Int) -> Bool { index < cells.count && kind(index) == .text }

  /// Whether the row is made of texts only.
  var isText: Bool { cells.indices.allSatisfy { [.text, .empty].contains(kind($0)) } }

  /// Whether it can name columns: texts, each once, none lacking, none that stands for a missing value.
  var isHeading: Bool {
    filled >= 2 && filled == width && isText && !cells[..<width].contains(where: Head.isMissing)
      && Set(cells[..<width].map(Array.init)).count == width
  }

  /// How many names of a heading stand in their places.
  func shared(with heading: [ByteView]) -> Int {
    guard let first = heading.first, let own = cells.first, TableFurniture.isSame(first, own),
      !first.isEmpty || width > 1
    else { return 0 }
    return zip(heading, cells).count { TableFurniture.isSame($0, $1) }
  }

  /// Whether it sums up rows above it: named so, some cells empty, the others numbers.
  var isTotal: Bool {
    guard tableWidth > 1, filled < tableWidth, let first, TableFurniture.isTotal(first) else { return false }
    return cells.indices.count { ![.empty, .number].contains(kind($0)) } == 1
  }

  /// Whether it may stand below the last row: a total or a note; `below` a blank line or another note, any single text.
  func isClosing(below: Bool) -> Bool {
    guard let first else { return true }
    if below, filled == 1, tableWidth >= 3 { return true }
    if TableFurniture.isTotalAlone(first) { return true }
    guard filled < tableWidth || width > tableWidth else { return false }
    return TableFurniture.isTotal(first) || filled == 1 && TableFurniture.isNote(first)
      || width != tableWidth && TableFurniture.isNote(first) && isText
  }
}
