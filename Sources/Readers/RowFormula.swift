import CSV
import Expressions
import Model

/// A condition over the columns of one file.
///
/// A column is a text, or a date or a number where it is compared with one; a cell that is blank, or that is no date nor
/// number where one is asked for, is unknown.
struct RowFormula: Sendable {
  /// Columns of the sheet that it reads.
  let columns: [Int]
  private let formula: Formula
  /// Of each column of `columns`: its place in the schema and its kind.
  private let places: [Int: (rank: Int, kind: Kind)]

  init(_ text: String, over sheet: TableScan<[UInt8]>) throws(Mistake) {
    let names = Self.names(of: sheet)
    let words = " " + Folded.words(text) + " "
    let named = names.indices.filter { words.contains(" " + Folded.words(names[$0].name) + " ") }
    let kinds: [Kind] = [.text, .day, .number]
    var kindOf: [Int: Kind] = [:]
    var first: Mistake?
    // A name has few kinds to try, and a condition few names.
    let tries = named.prefix(5).reduce(1) { count, _ in count * kinds.count }
    for attempt in 0..<tries {
      var rest = attempt
      for place in named.prefix(5) {
        kindOf[place] = kinds[rest % kinds.count]
        rest /= kinds.count
      }
      do {
        let typed = names.enumerated().map { Column($1.name, kindOf[$0] ?? .text) }
        let formula = try Formula(text, over: Schema(typed, readsBareWords: true), expecting: .truth)
        self.formula = formula
        var places: [Int: (rank: Int, kind: Kind)] = [:]
        for (rank, place) in formula.columns.enumerated() { places[place] = (rank, kindOf[place] ?? .text) }
        self.places = places
        columns = formula.columns.map { names[$0].column }
        return
      } catch { first = first ?? error }
    }
    throw first ?? Mistake("expression vide", at: 1)
  }

  /// The names by which columns are asked for: their headings, `Date#2` for the second of a name, `#3` for a rank.
  private static func names(of sheet: TableScan<[UInt8]>) -> [(name: String, column: Int)] {
    var seen: [String: Int] = [:]
    var names: [(name: String, column: Int)] = []
    for (column, heading) in sheet.header.enumerated() {
      let rank = (seen[Folded.words(heading)] ?? 0) + 1
      seen[Folded.words(heading)] = rank
      if !heading.isEmpty { names.append((rank == 1 ? heading : "\(heading)#\(rank)", column)) }
    }
    let ranks = sheet.header.isEmpty ? max(sheet.width, 100) : sheet.header.count
    return names + (0..<ranks).map { ("#\($0 + 1)", $0) }
  }

  /// Whether a row meets it; what is not known does not.
  ///
  /// `text`: the cell of a rank of `columns`, empty where it is blank.
  func holds(reading values: SlowValues, _ text: (Int) -> String) -> Bool {
    formula.holds { place in
      guard let (rank, kind) = places[place] else { return .null }
      let cell = text(rank).trimmed
      if cell.isEmpty { return .null }
      switch kind {
      case .day: return Value(values.day(cell, CellFormat()))
      case .number, .money: return values.cents(cell, CellFormat()).map { .number(Rational($0, 100)) } ?? .null
      default: return .text(Folded.key(cell))
      }
    } ?? false
  }
}
