/// A file each line of which is one cell of another: `"1,""Durand"",12.5";;`, as a spreadsheet gives that opened a CSV in
/// one column and saved it.
enum Unwrapping {
  private static let sample = 200

  /// The lines within, as a file of their own; `nil` when the file is as it should be.
  static func text(_ bytes: ByteView, _ opening: Opening, _ forced: Forced) -> [UInt8]? {
    guard opening.refusal == nil, isWrapped(bytes, opening, forced) else { return nil }
    var (text, isWhole): ([UInt8], Bool) = ([], true)
    forEachLine(bytes, opening, most: .max) { cells in
      isWhole = isWhole && cells.dropFirst().allSatisfy { $0.start == $0.end }
      text += cells.first.map { opening.encoding.utf8($0.unescaped(bytes, opening.guess.dialect)) } ?? []
      text.append(Byte.lineFeed)
      return isWhole
    }
    return isWhole ? text : nil
  }

  private static func isWrapped(_ bytes: ByteView, _ opening: Opening, _ forced: Forced) -> Bool {
    let (dialect, isPadded) = (opening.guess.dialect, opening.layout.width > 1)
    var (lines, text, isOne): (Int, [UInt8], Bool) = (0, [], true)
    forEachLine(bytes, opening, most: sample) { cells in
      guard let first = cells.first, first.start < first.end else { return true }
      isOne = cells.dropFirst().allSatisfy { $0.start == $0.end } && (isPadded || first.kind != .plain)
      lines += 1
      text += first.unescaped(bytes, dialect) + [Byte.lineFeed]
      return isOne
    }
    guard isOne, lines > 1 else { return false }
    return text.withView { view in
      [Byte.comma, Byte.semicolon, Byte.tab, Byte.bar].contains { delimiter in
        guard delimiter != dialect.delimiter || !isPadded, forced.delimiter == nil || forced.delimiter == delimiter
        else {
          return false
        }
        var scanner = RowScanner(view, dialect: Dialect(delimiter: delimiter), from: 0, to: view.endIndex)
        var widths: [Int: Int] = [:]
        while scanner.next() { widths[scanner.cells.count, default: 0] += 1 }
        let most = widths.max { ($0.value, $0.key) < ($1.value, $1.key) }
        return most.map { $0.key >= (isPadded ? 2 : 3) && $0.value * 20 >= lines * 19 } ?? false
      }
    }
  }

  private static func forEachLine(_ bytes: ByteView, _ opening: Opening, most: Int, _ body: (Cells) -> Bool) {
    let start = opening.tableByte
    var scanner = RowScanner(
      bytes,
      dialect: opening.guess.dialect,
      from: start,
      to: opening.limit,
      width: opening.layout.width
    )
    var lines = 0
    while lines < most, scanner.next(), body(scanner.cells.cells) { lines += 1 }
  }
}
