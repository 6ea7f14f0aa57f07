/// Proposes where the cells of a row belong that has too many of them, or too few.
///
/// Nothing is lost: cells are moved, joined by the delimiter that parted them, or cut in two; only empty ones are left
/// out or added. Of all the ways, the one in which each cell looks most like its column's is proposed.
struct Realigner {
  private let profiles: [ColumnProfile]
  private let dialect: Dialect
  private var width: Int { profiles.count }

  private enum Cost {
    static let join = 4.0
    static let drop = 1.0
    static let missing = 2.0
    static let cut = 3.0
    static let otherDelimiter = 3.0
  }

  /// - Parameters:
  ///   - rows: rows as wide as the table.
  ///   - width: width of the table.
  ///   - dialect: that of the file.
  init(learningFrom rows: [[RawCell]], width: Int, dialect: Dialect) {
    var profiles = [ColumnProfile](repeating: ColumnProfile(), count: width)
    for row in rows.prefix(2_000) {
      for (column, cell) in row.enumerated() { profiles[column].add(cell) }
    }
    self.profiles = profiles
    self.dialect = dialect
  }

  /// How well the row fits as it is; meaningless when it has not the table's width.
  func fit(_ row: [RawCell]) -> Double { zip(profiles, row).reduce(0) { $0 + $1.0.fit($1.1) } }

  /// The row with the table's width.
  ///
  /// - Parameters:
  ///   - row: the cells as they were read.
  ///   - written: the row as it is written, without its line end.
  /// - Returns: exactly as many cells as the table has columns.
  func aligned(_ row: [RawCell], written: [UInt8]) -> [RawCell] {
    var best = assign(row, joiner: dialect.delimiter)
    if row.count == width - 1, let cut = cut(written), cut.score > best.score { best = cut }
    if row.count * 2 <= width {
      for other in [Byte.space, Byte.tab, Byte.semicolon, Byte.comma, Byte.bar] where other != dialect.delimiter {
        let tokens = split(written, at: other)
        guard tokens.count > row.count, tokens.count <= 200 else { continue }
        var way = assign(tokens.map { RawCell(written: $0, quote: dialect.quote) }, joiner: other)
        way.score -= Cost.otherDelimiter
        if way.score > best.score { best = way }
      }
    }
    return best.cells
  }

  private typealias Way = (score: Double, cells: [RawCell])

  /// The best way to lay the tokens in order over the columns, by dynamic programming over (tokens used, columns filled).
  private func assign(_ tokens: [RawCell], joiner: UInt8) -> Way {
    let count = tokens.count
    /// Best score so far, and the cells that give it.
    var ways = [[Way?]](repeating: [Way?](repeating: nil, count: width + 1), count: count + 1)
    ways[0][0] = (0, [])
    func offer(_ way: Way, at used: Int, _ filled: Int) {
      if way.score > ways[used][filled]?.score ?? -.infinity { ways[used][filled] = way }
    }
    for used in 0...count {
      for filled in 0...width {
        guard let way = ways[used][filled] else { continue }
        if used < count, tokens[used].text.isEmpty { offer((way.score - Cost.drop, way.cells), at: used + 1, filled) }
        guard filled < width else { continue }
        let missing = way.score + profiles[filled].fit(.empty) - Cost.missing
        offer((missing, way.cells + [.empty]), at: used, filled + 1)
        var joined = RawCell.empty
        for last in used..<max(used, min(count, used + max(12, count - width + 2))) {
          if last == used { joined = tokens[used] } else { joined.text += [joiner] + tokens[last].text }
          let score = way.score + profiles[filled].fit(joined) - Cost.join * Double(last - used)
          offer((score, way.cells + [joined]), at: last + 1, filled + 1)
        }
      }
    }
    return ways[count][width] ?? (-.infinity, Array((tokens + Array(repeating: .empty, count: width)).prefix(width)))
  }

  /// The best way to cut one cell in two, for a row that lacks one delimiter.
  private func cut(_ written: [UInt8]) -> Way? {
    let parts = split(written, at: dialect.delimiter)
    guard parts.count == width - 1 else { return nil }
    let cells = parts.map { RawCell(written: $0, quote: dialect.quote) }
    var before = [0.0]
    for (column, cell) in cells.enumerated() { before.append(before[column] + profiles[column].fit(cell)) }
    var after = [0.0]
    for (column, cell) in cells.enumerated().reversed() {
      after.append(after[after.count - 1] + profiles[column + 1].fit(cell))
    }
    var best: Way?
    for (column, part) in parts.enumerated() {
      let around = before[column] + after[cells.count - 1 - column] - Cost.cut
      for place in part.startIndex...part.endIndex {
        let left = RawCell(written: part[..<place], quote: dialect.quote)
        let right = RawCell(written: part[place...], quote: dialect.quote)
        let score = around + profiles[column].fit(left) + profiles[column + 1].fit(right)
        if score > best?.score ?? -.infinity {
          best = (score, cells[..<column] + [left, right] + cells[(column + 1)...])
        }
      }
    }
    return best
  }

  /// The row cut at every delimiter out of quotes.
  private func split(_ written: [UInt8], at delimiter: UInt8) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var (start, isProtected) = (0, false)
    for (index, byte) in written.enumerated() {
      // A quote in the middle of a cell may be the start of one whose delimiter lacks.
      if byte == dialect.quote { isProtected.toggle() }
      if byte == delimiter, !isProtected {
        parts.append(written[start..<index])
        start = index + 1
      }
    }
    return parts + [written[start...]]
  }
}
