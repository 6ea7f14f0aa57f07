import CSV
import Model

extension TableDeclaration {
  /// Opens the bytes of a file, its heading being where the declared names are.
  ///
  /// Bytes alone cannot always tell a heading (a file of one line, a heading full of digits): where what they tell has none
  /// of the declared columns, the first line near the top that has half of them is the heading.
  func scan(_ bytes: [UInt8]) -> TableScan<[UInt8]> {
    let dialect = Forced(forced)
    let scan = TableScan(bytes, forced: dialect)
    let wanted = columns.map(\.headers).filter { !$0.isEmpty }
    guard dialect.headerLine == nil, !wanted.isEmpty, known(wanted, in: scan.header) == 0 else { return scan }
    for line in 1...Self.deepestHeader {
      var placed = dialect
      placed.headerLine = line
      let other = TableScan(bytes, forced: placed)
      if known(wanted, in: other.header) * 2 >= wanted.count { return other }
    }
    return scan
  }

  /// How far down, in lines, a heading is looked for.
  private static let deepestHeader = 8

  private func known(_ wanted: [[String]], in header: [String]) -> Int {
    let names = Set(header.map { Folded.words($0) })
    return wanted.count { headers in
      headers.contains { name in
        if Glob.isPattern(name) { return header.contains { Glob(name).match($0) != nil } }
        return names.contains(Folded.words(name.split(separator: "#").first.map(String.init) ?? name))
      }
    }
  }
}
