/// The dialect found in a sample of the bytes, with the next best.
package struct DialectGuess: Sendable, Equatable {
  /// The dialect of the most regular table of the cleanest cells.
  package var dialect: Dialect
  /// The next best delimiter; `nil` when no other byte sets cells apart.
  package var runnerUp: UInt8?
  /// Difference of the two scores, 0…1.
  package var margin: Double
}

/// Finds the dialect: each candidate reads the sample, and the most regular table of the cleanest cells wins.
struct Sniffer {
  /// How many bytes are looked at for the guess.
  static let sampleLength = 1 << 16
  static let sampleRows = 400

  private let bytes: ByteView
  private let start: Int
  private let limit: Int

  init(_ bytes: ByteView, from start: Int, to end: Int) {
    self.bytes = bytes
    self.start = start
    var limit = min(end, start + Sniffer.sampleLength)
    if limit < end {
      // The sample ends with a line, when it has one.
      if let last = bytes[start..<limit].lastIndex(where: Byte.isLineEnd) { limit = last + 1 }
    }
    self.limit = limit
  }

  func guess(forced: Forced) -> DialectGuess {
    // What the sample cannot be is not tried: absent delimiters, apostrophes that no cell could start with.
    let delimiters =
      forced.delimiter.map { [$0] }
      ?? (Sniffer.usual + Sniffer.rare).filter { bytes[start..<limit].occurrences(of: $0) > 0 }
    let quotes: [UInt8?] =
      forced.quote.map { [$0] } ?? (startsWithApostrophes ? [Byte.quote, Byte.apostrophe] : [Byte.quote])
    var candidates: [(dialect: Dialect, score: Double)] = []
    for delimiter in delimiters {
      for quote in quotes {
        candidates += variants(of: Dialect(delimiter: delimiter, quote: quote), forced)
      }
    }
    let ranked = candidates.enumerated()
      .sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element)
    guard let best = ranked.first, best.score > 0.1 || forced.delimiter != nil else {
      return DialectGuess(dialect: blankSeparated ?? singleColumn, runnerUp: nil, margin: 0)
    }
    let other = ranked.first { $0.dialect.delimiter != best.dialect.delimiter && $0.score > 0.01 }
    return DialectGuess(
      dialect: best.dialect,
      runnerUp: other?.dialect.delimiter,
      margin: best.score - (other?.score ?? 0)
    )
  }

  private static let usual = [Byte.semicolon, Byte.comma, Byte.tab, Byte.bar]
  /// Delimiters that other software writes; each parts cells only where it does in every row.
  private static let colon: UInt8 = 0x3a
  private static let rare: [UInt8] = [colon, 0x5e, 0x7e, 0x23, 0x01, 0x1c, 0x1d, 0x1e, 0x1f]

  /// Whether an apostrophe follows something else than a letter, as one that protects a cell does.
  private var startsWithApostrophes: Bool {
    (start..<limit).contains { index in
      bytes[index] == Byte.apostrophe && (index == start || !Byte.isLetter(bytes[index - 1]))
    }
  }

  /// The dialect, and its like where quotes are escaped by `\` or delimiters followed by a space, if the sample has such;
  /// each with its score.
  private func variants(of dialect: Dialect, _ forced: Forced) -> [(dialect: Dialect, score: Double)] {
    var dialect = dialect
    if let escape = forced.escape { dialect.escape = escape }
    dialect.skipsSpace = forced.skipsSpace ?? false
    var reading = read(dialect)
    if forced.skipsSpace == nil, reading.isSpaced {
      dialect.skipsSpace = true
      reading = read(dialect)
    }
    var variants = [(dialect: dialect, score: reading.score)]
    if forced.escape == nil, hasEscaped(dialect.quote) {
      dialect.escape = Byte.backslash
      variants.append((dialect, read(dialect).score))
    }
    return variants
  }

  /// Whether a quote follows a `\`.
  private func hasEscaped(_ quote: UInt8?) -> Bool {
    guard bytes[start..<limit].occurrences(of: Byte.backslash) > 0 else { return false }
    return (start..<max(start, limit - 1)).contains { bytes[$0] == Byte.backslash && bytes[$0 + 1] == quote }
  }

  /// One cell a line; the quote is the sign that stands at both ends of most lines that have one.
  private var singleColumn: Dialect {
    var protected: [UInt8: Int] = [:]
    for line in bytes[start..<limit].split(whereSeparator: { $0 == Byte.lineFeed || $0 == Byte.carriageReturn }) {
      if let first = line.first, line.count >= 2, first == line.last { protected[first, default: 0] += 1 }
    }
    let isApostrophe = protected[Byte.apostrophe, default: 0] > protected[Byte.quote, default: 0]
    return Dialect(quote: isApostrophe ? Byte.apostrophe : Byte.quote)
  }

  /// Cells parted by single spaces: only when nothing else parts them, and texts are protected or most cells are values.
  private var blankSeparated: Dialect? {
    let dialect = Dialect(delimiter: Byte.space)
    var scanner = RowScanner(bytes, dialect: dialect, from: start, to: limit)
    var (rows, cells, sound, values) = (0, 0, 0, 0)
    var widths: [Int: Int] = [:]
    while rows < Sniffer.sampleRows, scanner.next() {
      let row = scanner.cells.cells
      if row.allSatisfy({ $0.start == $0.end }) { continue }
      widths[row.count, default: 0] += 1
      rows += 1
      cells += row.count
      sound += row.count { $0.kind != .plain }
      values += row.count { $0.kind == .plain && CellClass(bytes[$0.start..<$0.end], encoding: .utf8).isValue }
    }
    guard rows > 1, let mode = widths.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }), mode.value * 10 >= rows * 9
    else { return nil }
    if mode.key >= 3, sound > rows { return dialect }
    return mode.key >= 2 && rows > 2 && values * 10 > cells * 6 ? dialect : nil
  }

  /// The sample read in a dialect: its score, and whether most cells but the first of each row start with a space.
  ///
  /// Regularity of the widths × cleanliness of the cells, 0…1; more columns and more sound quotes tell more.
  private func read(_ dialect: Dialect) -> (score: Double, isSpaced: Bool) {
    var scanner = RowScanner(bytes, dialect: dialect, from: start, to: limit)
    var widths: [Int: Int] = [:]
    var (rows, cells, unclean, sound, stray) = (0, 0, 0.0, 0, 0)
    var short = 0
    /// Widths of the first lines, 0 for a blank one.
    var inOrder: [Int] = []
    var amounts = SingleAmounts()
    var spaces = LeadingSpaces()
    while rows < Sniffer.sampleRows, scanner.next() {
      let isBlank = scanner.cells.cells.allSatisfy { $0.start == $0.end }
      if isBlank {
        if inOrder.count < 20 { inOrder.append(0) }
        continue
      }
      rows += 1
      if inOrder.count < 20 { inOrder.append(scanner.cells.count) }
      if Sniffer.rare.contains(dialect.delimiter) {
        short += scanner.cells.cells.count {
          $0.end - $0.start <= 2 && bytes[$0.start..<$0.end].allSatisfy(Byte.isDigit)
        }
      }
      // Beyond a stray quote, such as that of a text that the sample cuts, cells may be parts of prose.
      if stray == 0, scanner.flaw != .quote { spaces.add(scanner.cells.cells, bytes) }
      // A row whose bare cell starts with the other quote was meant to be read otherwise.
      if !startsOtherwise(scanner.cells.cells, dialect) { widths[scanner.cells.count, default: 0] += 1 }
      if scanner.flaw == .quote { stray += 1 }
      if dialect.delimiter == Byte.comma { amounts.add(scanner.cells.cells, bytes) }
      for cell in scanner.cells.cells {
        cells += 1
        if cell.kind != .plain { sound += 1 } else { unclean += uncleanliness(of: cell, in: dialect) }
      }
    }
    let several = widths.filter { $0.key > 1 }
    // An apostrophe is in every French text: it takes protected cells to make it a quote.
    guard dialect.quote != Byte.apostrophe || sound > 0, !amounts.isColumn, rows > 0,
      let mode = several.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })
    else { return (0, spaces.areMost) }
    var regularity = Double(mode.value) / Double(rows)
    // What parts the rows parts their heading too: it stands right above them.
    let first = inOrder.firstIndex { $0 == mode.key } ?? 0
    if first > 0, inOrder[first - 1] == 1, inOrder.count > first { regularity *= 0.85 }
    let isRare = Sniffer.rare.contains(dialect.delimiter)
    if isRare {
      // Times, « key: value », prose: not cells.
      let below = Double(mode.value) / Double(rows - inOrder[..<first].count { $0 > 0 })
      let least = dialect.delimiter == Sniffer.colon ? 3 : 2
      guard below > 0.9, mode.value > 1, mode.key >= least, short * 4 < cells * 3 else { return (0, spaces.areMost) }
      regularity *= 0.9
      if dialect.delimiter != Sniffer.colon { unclean *= 0.3 }
    }
    // Lists in the cells of rows that are all of one width are lists.
    let clean = 1 - min(1, unclean / Double(cells)) * (mode.value == rows && rows > 2 ? 0.6 : 1)
    let quotes = 1 + 0.1 * Double(sound) / Double(cells) - 0.5 * Double(stray) / Double(rows)
    let score = regularity * regularity * (1 - 0.5 / Double(mode.key)) * clean * clean * max(0.1, quotes) / 1.1
    return (score, spaces.areMost)
  }

  private func startsOtherwise(_ cells: Cells, _ dialect: Dialect) -> Bool {
    let other = dialect.quote == Byte.apostrophe ? Byte.quote : Byte.apostrophe
    return cells.contains { $0.kind == .plain && $0.start < $0.end && bytes[$0.start] == other }
  }

  /// How much a bare cell looks like several cells, 0…1.
  private func uncleanliness(of cell: Cell, in dialect: Dialect) -> Double {
    var worst = 0.0
    for index in cell.start..<cell.end {
      let byte = bytes[index]
      // Most bytes are letters and digits, told at once.
      if byte > Byte.comma, byte != Byte.semicolon, byte != Byte.bar { continue }
      switch byte {
      case dialect.delimiter: break
      case Byte.tab: worst = 1
      case Byte.semicolon, Byte.bar:
        // « chauffage ; eau » is prose, « a;b » is not; between tabs it is a list.
        let isProse = index + 1 < cell.end && bytes[index + 1] == Byte.space
        worst = max(worst, isProse ? 0.3 : dialect.delimiter == Byte.tab ? 0.5 : 1)
      case Byte.comma:
        let between = index > cell.start && index + 1 < cell.end
        if between, Byte.isDigit(bytes[index - 1]), Byte.isDigit(bytes[index + 1]) { break }
        worst = max(worst, between && bytes[index + 1] == Byte.space ? 0.05 : 0.5)
      case Byte.quote: worst = max(worst, index == cell.start ? 0.5 : 0)
      default: break
      }
    }
    return worst
  }
}

/// How many bare cells but the first of each row start with a space.
fileprivate struct LeadingSpaces {
  private var cells = 0
  private var spaced = 0

  mutating func add(_ row: Cells, _ bytes: ByteView) {
    for cell in row.dropFirst() {
      cells += 1
      if cell.kind == .plain, cell.start < cell.end, bytes[cell.start] == Byte.space { spaced += 1 }
    }
  }

  var areMost: Bool { spaced * 10 > cells * 6 }
}

/// Tells one column of amounts (`12,50`) from two columns of numbers.
fileprivate struct SingleAmounts {
  private var rows = 0
  private var amounts = 0
  private var startsWithOneCell = false

  mutating func add(_ cells: Cells, _ bytes: ByteView) {
    if rows == 0 { startsWithOneCell = cells.count == 1 }
    rows += 1
    guard cells.count == 2, cells.allSatisfy({ $0.kind == .plain }), cells[1].end - cells[1].start == 2 else { return }
    let whole = bytes[cells[0].start..<cells[1].end]
    if whole.allSatisfy({ Byte.isDigit($0) || $0 == Byte.comma || $0 == 0x2d }) { amounts += 1 }
  }

  /// Whether all the rows, or all but a heading of one cell, are an amount each.
  var isColumn: Bool { amounts > 0 && amounts == rows - (startsWithOneCell ? 1 : 0) }
}
