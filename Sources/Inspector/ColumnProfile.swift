import Model

/// A column as its cells show it, whatever its heading says.
package struct ColumnProfile: Sendable {
  /// Position in the file, from 0.
  package let index: Int
  /// As the file writes it.
  package internal(set) var header: String
  /// The heading as it can be told on one line; its position when it has none.
  var title: String { header.trimmed.isEmpty ? "colonne \(index + 1)" : header.trimmed.replacing("\n", with: " ") }
  /// The cells looked at, row by row, trimmed.
  let cells: [String]
  /// Rows looked at.
  package var rows: Int { cells.count }
  /// Those with a value, the writings of nothing left out.
  package private(set) var filled = 0
  /// Distinct values, the most frequent first, then in alphabetical order; all of them below `ColumnProfile.limit`.
  package private(set) var values: [(text: String, count: Int)] = []
  /// Writings of nothing that were met (`-`, `00/00/0000`, `NR`…), the most frequent first.
  private(set) var blanks: [String] = []
  private(set) var facts: [CellFacts] = []
  /// Day of each row, for columns of dates; empty for the others.
  private(set) var days: [Day?] = []
  /// Sorted amounts of the column, each as often as it occurs; empty when it has none.
  private(set) var amounts: [Cents] = []

  /// Distinct values that are looked at.
  static let limit = 4_000

  init(index: Int, header: String, cells: [String], values parser: SlowValues) {
    self.index = index
    self.header = header
    self.cells = cells
    var counts: [String: Int] = [:]
    var empties: [String: Int] = [:]
    let digits = cells.count { cell in cell.utf8.contains { (48...57).contains($0) } }
    let isPlain = cells.allSatisfy { $0.count < 2 || ["--", "NR"].contains($0) }
    for cell in cells {
      if cell.allSatisfy(\.isWhitespace) { continue }
      // Beside « + », « - » is a no; beside « 3 », « ? » may be one.
      if !isPlain, Self.isBlank(cell, amongNumbers: digits * 3 > cells.count) {
        empties[cell, default: 0] += 1
      } else {
        counts[cell, default: 0] += 1
      }
    }
    func ordered(_ counts: [String: Int]) -> [(text: String, count: Int)] {
      counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
    }
    filled = counts.values.reduce(0, +)
    distinct = counts.count
    values = Array(ordered(counts).prefix(Self.limit))
    blanks = ordered(empties).map(\.text)
    facts = values.map { CellFacts($0.text, values: parser) }
    countTraits()
    serialShare = share { $0.serial != nil }
    dayShare = share { $0.day != nil }
    if dayShare + serialShare > 0.5 { days = dated(cells) }
    for (fact, value) in zip(facts, values) {
      if let cents = fact.cents { amounts += Array(repeating: cents, count: value.count) }
    }
    amounts.sort()
  }

  /// Number of distinct values.
  package let distinct: Int
  private var traits: [CellFacts.Trait: Double] = [:]
  private var serialShare = 0.0
  private var dayShare = 0.0
  private(set) var commonShape = 0.0
  /// Sorted days.
  private(set) var sortedDays: [Day] = []
  /// Whether its whole numbers are days as Excel counts them; false for the post codes before a town.
  private(set) var isSerial = false

  private mutating func countTraits() {
    var shapes: [String: Int] = [:]
    var all = 0
    for (fact, value) in zip(facts, values) {
      all += value.count
      shapes[fact.shape, default: 0] += value.count
      for trait in fact.traits { traits[trait, default: 0] += Double(value.count) }
    }
    guard all > 0 else { return }
    for trait in traits.keys { traits[trait, default: 0] /= Double(all) }
    commonShape = Double(shapes.values.max() ?? 0) / Double(all)
  }

  private func dated(_ cells: [String]) -> [Day?] {
    let known = Dictionary(uniqueKeysWithValues: zip(values.map(\.text), facts))
    let serials = serialShare > dayShare
    return cells.map { cell in known[cell].flatMap { serials ? $0.serial : $0.day } }
  }

  /// Decides whether whole numbers are Excel days, knowing the column on the right.
  mutating func settleSerial(before next: ColumnProfile?) {
    let town = next.map { $0.share(.hasLetter) > 0.8 && $0.share(.hasDigit) < 0.2 } ?? false
    let isCode = share(.postcode) > 0.85 && (town && uniqueness < 0.9 || uniqueness < 0.4)
    isSerial = serialShare > 0.9 && dayShare < 0.1 && share(.leadingZero) == 0 && !isCode
    if !isSerial, serialShare > dayShare { days = [] }
    sortedDays = days.compactMap(\.self).sorted()
  }

  /// Share of the filled cells that meet a test.
  func share(_ test: (CellFacts) -> Bool) -> Double {
    var (met, all) = (0, 0)
    for (fact, value) in zip(facts, values) {
      all += value.count
      if test(fact) { met += value.count }
    }
    return all == 0 ? 0 : Double(met) / Double(all)
  }

  func share(_ trait: CellFacts.Trait) -> Double { traits[trait] ?? 0 }

  var fill: Double { rows == 0 ? 0 : Double(filled) / Double(rows) }
  /// Distinct values over filled cells.
  var uniqueness: Double { filled == 0 ? 0 : Double(distinct) / Double(filled) }

  var isDate: Bool { dayShare > 0.7 || isSerial }
  var isMonth: Bool { share { $0.month != nil } > 0.7 }
  var isAmount: Bool { share { $0.cents != nil } > 0.8 && !isDate && share(.leadingZero) < 0.3 }

  /// Whether a text is what most of its cells are: a person, a day, a phone, a long number, a number of the same form.
  func isLike(_ text: String) -> Bool {
    let fact = CellFacts(
      text,
      values: SlowValues(day: { _, _ in nil }, cents: { _, _ in nil }, text: { _, _, _ in "" })
    )
    let digits = text.count(where: \.isNumber)
    return digits >= 5 && share { $0.shape == fact.shape } > 0.7 || fact.traits.contains(.label) && share(.label) > 0.5
      || fact.traits.contains(.phone) && share(.phone) > 0.5 || fact.traits.contains(.email)
  }
  /// Whether it counts the rows, from 1.
  var isRowNumber: Bool { rows > 2 && cells.enumerated().allSatisfy { Int($1) == $0 + 1 } }
  /// Whether all its cells are as long.
  var sameLength: Bool { Set(values.prefix(200).map(\.text.utf8.count)).count == 1 }
  /// Distinct starts of its post codes, a lost 0 undone.
  var departments: Int {
    Set(values.map { (Int($0.text.prefix(5)) ?? 0) / 1_000 }).count
  }

  var medianDay: Day? {
    sortedDays.isEmpty ? nil : sortedDays[sortedDays.count / 2]
  }
  var medianAmount: Cents { amounts.isEmpty ? 0 : amounts[amounts.count / 2] }
  var negatives: Double { amounts.isEmpty ? 0 : Double(amounts.count { $0 < 0 }) / Double(amounts.count) }

  /// Whether a cell is a way to write nothing; among dates and numbers, a word of ignorance is one.
  private static func isBlank(_ cell: String, amongNumbers: Bool) -> Bool {
    let key = Folded.key(cell)
    if [
      "", "-", "?", "null", "n/a", "#n/a", "00/00/0000", "00/00/00", "0000-00-00", "neant", "na", "//", "--",
      // How software writes that a date is not known, or not yet.
      "99991231", "31/12/9999", "9999-12-31", "31.12.9999", "31/12/2999", "19000101", "01/01/1900", "1900-01-01",
      "00000000",
    ]
    .contains(key) {
      return true
    }
    return amongNumbers
      && ["nr", "nc", "nsp", "inconnu", "inconnue", "nonrenseigne", "x", "aucun", "aucune"].contains(key)
  }
}
