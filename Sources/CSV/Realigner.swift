/// Proposes where the cells of a row belong that has too many of them, or too few.
///
/// Nothing is lost and nothing invented: empty cells are added or left out, texts are joined by the delimiter that parted
/// them, and a cell is cut in two only where it is neither a number nor a date and both parts are what their columns hold.
struct Realigner {
  private let profiles: [ColumnProfile]
  private let dialect: Dialect
  private var width: Int { profiles.count }
  /// Cells that may still be weighed; a file so ragged says nothing of where its cells belong.
  private var budget = 400_000

  /// What deviates from the most usual costs.
  private enum Cost {
    static let join = 4.0
    static let drop = 1.0
    static let missing = 2.0
    static let cut = 3.0
    static let otherDelimiter = 3.0
  }

  /// How many cells a row may lack or have too many.
  private static let mostShift = 24

  /// - Parameters:
  ///   - rows: rows as wide as the table.
  ///   - width: width of the table.
  ///   - dialect: that of the file.
  init(learningFrom rows: some Sequence<[RawCell]>, width: Int, dialect: Dialect) {
    var profiles = [ColumnProfile](repeating: ColumnProfile(), count: width)
    for row in rows.prefix(max(50, min(2_000, 200_000 / max(1, width)))) {
      for (column, cell) in row.enumerated() { profiles[column].add(cell) }
    }
    self.profiles = profiles
    self.dialect = dialect
  }

  /// The row with the table's width, from its cells as they were read and from the row as it is written, without its line
  /// end; `nil` where it is best left as it is.
  mutating func aligned(_ row: [RawCell], written: [UInt8]) -> [RawCell]? {
    guard budget > 0, row.count > width || !fitsAsItStands(row) else { return nil }
    var best = assign(row, joiner: dialect.delimiter)
    if row.count == width - 1, let cut = cut(written), cut.score > best?.score ?? -.infinity { best = cut }
    if row.count * 2 <= width {
      for other in [Byte.space, Byte.tab, Byte.semicolon, Byte.comma, Byte.bar] where other != dialect.delimiter {
        let tokens = split(written, at: other).map { RawCell(written: $0, quote: dialect.quote) }
        guard tokens.count > row.count, var way = assign(tokens, joiner: other) else { continue }
        way.score -= Cost.otherDelimiter
        if way.score > best?.score ?? -.infinity { best = way }
      }
    }
    return best?.cells
  }

  /// Whether a short row only lacks its last cells: those that it has are what their columns hold.
  private func fitsAsItStands(_ row: [RawCell]) -> Bool {
    row.count < width
      && zip(profiles, row).allSatisfy { profile, cell in
        // A quote within may be the start of a cell whose delimiter lacks.
        profile.holds(cell) && !(dialect.quote.map(cell.text.contains) ?? false)
      }
  }

  private typealias Way = (score: Double, cells: [RawCell])

  /// The best way to lay the tokens in order over the columns, by dynamic programming over (tokens used, columns filled)
  /// that differ by no more than the row's surplus and a little: time is in proportion to the cells.
  private mutating func assign(_ tokens: [RawCell], joiner: UInt8) -> Way? {
    let surplus = abs(tokens.count - width)
    guard surplus <= Realigner.mostShift else { return nil }
    let reach = surplus + 2
    budget -= tokens.count * (2 * reach + 1)
    var steps = Steps(tokens: tokens.count, columns: width, reach: reach)
    for used in 0...tokens.count {
      for filled in max(0, used - reach)...max(max(0, used - reach), min(width, used + reach)) {
        guard let score = steps.score(used, filled) else { continue }
        if used < tokens.count, tokens[used].text.isEmpty {
          steps.offer(score - Cost.drop, from: (used, filled), to: (used + 1, filled))
        }
        guard filled < width else { continue }
        steps.offer(score + profiles[filled].fit(.empty) - Cost.missing, from: (used, filled), to: (used, filled + 1))
        var joined = RawCell.empty
        for last in used..<max(used, min(tokens.count, used + max(1, tokens.count - width + 2))) {
          if last == used { joined = tokens[used] } else { joined.text += [joiner] + tokens[last].text }
          if last > used, !profiles[filled].isText { break }
          let fit = profiles[filled].fit(joined) - Cost.join * Double(last - used)
          steps.offer(score + fit, from: (used, filled), to: (last + 1, filled + 1))
        }
      }
    }
    guard let score = steps.score(tokens.count, width) else { return nil }
    let cells = steps.path(to: (tokens.count, width)).map { part in
      part.isEmpty
        ? RawCell.empty
        : RawCell(
          text: Array(tokens[part].map(\.text).joined(separator: [joiner])),
          isProtected: tokens[part.lowerBound].isProtected
        )
    }
    return (score, cells)
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
    for (column, part) in parts.enumerated() where !cells[column].isValue && part.count <= 2_000 {
      let around = before[column] + after[cells.count - 1 - column] - Cost.cut
      for place in part.startIndex...part.endIndex where !isWithinWords(part, place) {
        let left = RawCell(written: part[..<place], quote: dialect.quote)
        let right = RawCell(written: part[place...], quote: dialect.quote)
        let score = around + profiles[column].fit(left) + profiles[column + 1].fit(right)
        guard score > best?.score ?? -.infinity else { continue }
        let isWithinDigits =
          place > part.startIndex && place < part.endIndex && Byte.isDigit(part[place - 1]) && Byte.isDigit(part[place])
        let isSure = profiles[column].isUsual(left) && profiles[column + 1].isUsual(right)
        let isLikely = profiles[column].holds(left) && profiles[column + 1].holds(right)
        guard isSure || isLikely && !isWithinDigits else { continue }
        best = (score, cells[..<column] + [left, right] + cells[(column + 1)...])
      }
    }
    return best
  }

  /// Whether a blank stands at the place: a delimiter that lacks leaves none.
  private func isWithinWords(_ part: ArraySlice<UInt8>, _ place: Int) -> Bool {
    place > part.startIndex && part[place - 1] == Byte.space || place < part.endIndex && part[place] == Byte.space
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

/// The best score of each state (tokens used, columns filled) near the diagonal, and the state it came from.
fileprivate struct Steps {
  private let reach: Int
  private let columns: Int
  private var scores: [Double]
  private var origins: [(used: Int, filled: Int)]

  init(tokens: Int, columns: Int, reach: Int) {
    (self.reach, self.columns) = (reach, columns)
    let count = (tokens + 1) * (2 * reach + 1)
    scores = Array(repeating: -.infinity, count: count)
    origins = Array(repeating: (0, 0), count: count)
    if let start = place(0, 0) { scores[start] = 0 }
  }

  private func place(_ used: Int, _ filled: Int) -> Int? {
    abs(filled - used) <= reach && filled <= columns ? used * (2 * reach + 1) + filled - used + reach : nil
  }

  func score(_ used: Int, _ filled: Int) -> Double? {
    place(used, filled).map { scores[$0] }.flatMap { $0 > -.infinity ? $0 : nil }
  }

  mutating func offer(_ score: Double, from: (used: Int, filled: Int), to: (used: Int, filled: Int)) {
    guard let place = place(to.used, to.filled), score > scores[place] else { return }
    (scores[place], origins[place]) = (score, from)
  }

  /// The tokens of each column on the way to a state; none for a cell that was added.
  func path(to end: (used: Int, filled: Int)) -> [Range<Int>] {
    var (parts, state): ([Range<Int>], (used: Int, filled: Int)) = ([], end)
    while state != (0, 0), let place = place(state.used, state.filled) {
      let from = origins[place]
      if state.filled > from.filled { parts.append(from.used..<state.used) }
      state = from
    }
    return parts.reversed()
  }
}
