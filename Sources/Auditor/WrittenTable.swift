import Model

/// A Markdown table of a fiche.
struct WrittenTable: Sendable {
  /// A number that fills its cell.
  struct Amount: Sendable {
    let value: Rational
    let kind: Quantity.Kind
    /// How far the exact number may be from the one written: nothing for a count.
    let slack: Rational

    var isYear: Bool { kind == .year }
    var isPercent: Bool { kind == .percent }
    /// As a reader writes it.
    var words: String {
      switch kind {
      case .percent: Wording.percent(value)
      case .money: Wording.euros(value)
      default: Wording.number(value)
      }
    }
  }

  struct Row: Sendable {
    let line: Int
    /// Folded.
    let cells: [String]
    let amounts: [Amount?]
    /// Each cell read as a sentence that quotes the row.
    let sentences: [Sentence]

    /// What the row is about: its first cell.
    var label: String { cells.first ?? "" }
    /// « Total », « Total général »: not « Total des ménages accompagnés », which is no sum of the rows above.
    var isTotal: Bool { label.hasPrefix("total") && label.split(separator: " ").count < 3 }
    var isSubtotal: Bool { label.hasPrefix("sous-total") || label.hasPrefix("sous total") }
    var isPart: Bool { label.hasPrefix("dont ") }
    /// Whether it is one of those that a total puts together.
    var isPlain: Bool { !isTotal && !isSubtotal && !isPart }

    /// A dash, or nothing.
    func isBlank(_ column: Int) -> Bool {
      !cells.indices.contains(column) || cells[column].allSatisfy { " -".contains($0) }
    }
    func amount(_ column: Int) -> Amount? { amounts.indices.contains(column) ? amounts[column] : nil }

    func anomaly(_ kind: Anomaly.Kind, _ finding: String, _ arithmetic: String) -> Anomaly? {
      sentences.first?.anomaly(kind, finding, arithmetic)
    }
  }

  /// Number of headings met before it.
  let section: Int
  /// The last of them, folded.
  let heading: String
  /// The first included, which is most often one of names.
  private(set) var rows: [Row] = []

  /// `lines`: those of the table, with their numbers.
  init(_ lines: [(line: Int, text: String)], section: Int, heading: String) {
    self.section = section
    self.heading = heading
    for (line, text) in lines where text.contains(where: { !"|:- ".contains($0) }) {
      let cells = WrittenTable.cells(of: text)
      let quote = trimmed(cleaned(text))
      let sentences = cells.map { cell in
        let plain = Array(cell).map(folded)
        return Sentence(
          line: line,
          text: quote,
          plain: plain,
          paragraph: 0,
          section: section,
          heading: heading,
          isRow: true,
          quantities: QuantityReader(plain).quantities
        )
      }
      let amounts = sentences.enumerated().map { $0 == 0 ? nil : WrittenTable.amount(of: $1) }
      rows.append(Row(line: line, cells: sentences.map { String($0.plain) }, amounts: amounts, sentences: sentences))
    }
  }

  /// Names of the columns, folded; empty where the table has none.
  var header: [String] {
    rows.first.map { row in row.amounts.contains { $0.map { !$0.isYear } ?? false } ? [] : row.cells } ?? []
  }
  /// The rows without their names.
  var body: ArraySlice<Row> { header.isEmpty ? rows[...] : rows.dropFirst() }
  var columns: Range<Int> { 1..<max(1, rows.map(\.cells.count).max() ?? 1) }

  func title(_ column: Int) -> String { header.indices.contains(column) ? header[column] : "" }

  /// Whether the rows of a column add up: not those of a mean, a rate, or what is there on one day.
  func isAdditive(_ column: Int) -> Bool {
    let stems = [
      "moyen", "median", "taux", "duree", "cout par", "cout d", "file active", "unitaire", "age", "ratio", "par menage",
      "ecart", "evolution", "au 31",
    ]
    return !stems.contains { !Array(title(column)).positions(of: $0).isEmpty }
  }

  private static func cells(of line: String) -> [String] {
    var cells = line.split(separator: "|", omittingEmptySubsequences: false).map { trimmed(cleaned(String($0))) }
    if line.hasPrefix("|") { cells.removeFirst() }
    if line.hasSuffix("|"), !cells.isEmpty { cells.removeLast() }
    return cells
  }

  /// A sign, a number, its unit, and nothing else.
  private static func amount(of cell: Sentence) -> Amount? {
    guard cell.quantities.count == 1, let quantity = cell.quantities.first else { return nil }
    let around = cell.before(quantity.place.lowerBound) + cell.after(quantity.place.upperBound)
    let sign = around.filter { $0 != " " }
    guard ["", "+", "-"].contains(sign), quantity.kind != .month, quantity.kind != .fraction else { return nil }
    let isWhole = quantity.isCount && quantity.decimals == 0 || quantity.kind == .year
    return Amount(
      value: sign == "-" ? Rational(0) - quantity.value : quantity.value,
      kind: quantity.kind,
      slack: isWhole ? Rational(0) : quantity.precision
    )
  }
}
