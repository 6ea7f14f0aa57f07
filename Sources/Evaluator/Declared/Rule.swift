import Expressions
import Model

/// What a declaration says of the units of a table: which are in the population, and how each stands in it.
struct Rule: Sendable {
  /// A part of the declaration that gives one row of several.
  struct Rows: Sendable {
    let formula: Formula
    let number: [String: Int]
  }

  let table: FactTable
  let population: Population
  /// Conditions, in the order in which they are asked: not sent, in the population, kept, counted.
  var unsentIf: Formula?
  var among: Formula?
  var keptIf: Formula?
  var countsIf: Formula?
  var value: Formula?
  /// Of shares and ratios of quantities: what a unit brings to the denominator, and to the missing.
  var weight: Formula?
  var absent: Formula?
  var detail: Rows?
  var group: Rows?
  var perHousehold = false
  /// Whether a unit whose value is unknown still counts, its value being missing.
  var keepsUnknownValues = false
  /// Where the motive of what is left out is a fact: its column, and the number of the first of its reasons.
  var motive: (column: Int, codes: [String])?
  /// The reasons why a unit is missing or left out, by number: not sent, left out, those of `motive`, those of columns.
  var reasons: [String] = []
  /// Index among the rules of the référentiel.
  var number = 0

  init(_ table: FactTable, _ population: Population) {
    self.table = table
    self.population = population
  }

  private var formulas: [Formula] {
    [unsentIf, among, keptIf, countsIf, value, detail?.formula, group?.formula].compactMap(\.self)
  }

  /// Whether what it says of a unit depends on the period.
  var isPeriodic: Bool {
    formulas.contains { formula in
      formula.columns.contains { column in
        column >= table.columns.count ? column < table.columns.count + 2 : table.columns[column].sql != nil
      }
    }
  }

  /// The rows that explain a unit.
  var evidence: Evidence {
    (formulas + [weight, absent].compactMap(\.self)).flatMap(\.columns).reduce(into: []) { evidence, column in
      if column < table.columns.count { evidence.formUnion(table.columns[column].evidence) }
    }
  }

  /// The value of a cell of the unit of an index; parameters come after the columns.
  func cells(_ unit: Int, _ slice: Slice) -> (Int) -> Value {
    let count = table.columns.count
    return { [columns = table.columns] column in
      column < count ? columns[column].cell(unit, slice) : slice.parameters[column - count]
    }
  }

  func verdicts(over slice: Slice) -> [Verdict] {
    (0..<table.count(slice.cohort)).map { judge($0, in: slice) }
  }

  /// How a unit of the population stands.
  func judge(_ unit: Int, in slice: Slice) -> Verdict {
    let cells = cells(unit, slice)
    if let unsentIf, unsentIf.holds(cells) == true { return Verdict(.unsent) }
    if let among, among.holds(cells) != true { return Verdict(.outside) }
    if let keptIf {
      guard let isKept = keptIf.holds(cells) else { return Verdict(.leftOut(reason(of: keptIf, cells))) }
      if !isKept { return Verdict(.leftOut(leavingReason(cells))) }
    }
    var verdict = Verdict(.counted)
    if let countsIf {
      guard let counts = countsIf.holds(cells) else { return Verdict(.missing(reason(of: countsIf, cells))) }
      verdict.judgement = Judgement(counts)
    }
    if let value {
      verdict.amount = value.value(cells).number
      if verdict.amount == nil, !keepsUnknownValues { return Verdict(.missing(reason(of: value, cells))) }
    }
    if let detail {
      guard let row = row(detail, cells) else { return Verdict(.missing(reason(of: detail.formula, cells))) }
      verdict.row = row
    }
    if let group {
      guard let place = row(group, cells) else { return Verdict(.missing(reason(of: group.formula, cells))) }
      verdict.row += place * (detail?.number.count ?? 1)
    }
    return verdict
  }

  private func row(_ rows: Rows, _ cells: Formula.Cells) -> Int? {
    rows.formula.value(cells).text.flatMap { rows.number[$0] }
  }

  private func reason(of formula: Formula, _ cells: Formula.Cells) -> Reason {
    let first = reasons.count - table.columns.count
    guard let column = formula.unknown(cells), column < table.columns.count else { return .other }
    return Reason(number: UInt16(first + column))
  }

  private func leavingReason(_ cells: Formula.Cells) -> Reason {
    guard let motive, let code = cells(motive.column).text, let place = motive.codes.firstIndex(of: code) else {
      return .leftOut
    }
    return Reason(number: UInt16(Reason.firstMotive + place))
  }
}

/// How a unit stands, the row it is in, and what it brings.
struct Verdict: Sendable {
  var judgement: Judgement
  var row = 0
  var amount: Rational?

  init(_ judgement: Judgement) { self.judgement = judgement }
}

/// Why a unit is missing or left out: the number of a sentence of its rule.
struct Reason: Sendable, Equatable {
  let number: UInt16

  static let unsent = Reason(number: 0)
  static let leftOut = Reason(number: 1)
  static let other = Reason(number: 2)
  static let firstMotive = 3
}

/// A named set of units, or those that a condition on the dates of the period selects.
struct Population: Sendable {
  /// French, in the plural.
  let label: String
  /// Its condition, over the columns of its table.
  let formula: Formula
  /// The parcours of a slice, where it keeps them.
  let selected: (@Sendable (Slice) -> [Int])?
  /// Whether its units are active in the period.
  let isActive: Bool

  /// The units of a slice that it selects, in the order of its cohort.
  func units(of table: FactTable, in slice: Slice) -> [Int] {
    if let selected { return selected(slice) }
    guard slice.period != nil else { return [] }
    let cohort = slice.cohort
    let (count, columns) = (table.columns.count, table.columns)
    return (0..<table.count(cohort)).filter { unit in
      if let volet = table.volet(unit, cohort), !slice.volets.contains(volet) { return false }
      return formula.holds { column in
        column < count ? columns[column].cell(unit, slice) : slice.parameters[column - count]
      } == true
    }
  }

  /// The names that declarations may use, and what each stands for.
  static let named: [(name: String, label: String, condition: String)] = [
    ("actifs", "actifs pendant la période", "debut <= :fin AND (fin IS NULL OR fin >= :debut)"),
    ("demarres", "démarrés pendant la période", "debut BETWEEN :debut AND :fin"),
    ("clos", "clôturés pendant la période", "fin BETWEEN :debut AND :fin"),
    (
      "en_cours", "actifs, en cours à la date d’arrêté",
      "debut <= :fin AND (fin IS NULL OR fin >= :debut) AND fin IS NULL"
    ),
    ("tous", "de la période", ":debut IS NOT NULL"),
    ("dates", "datés de la période", "date BETWEEN :debut AND :fin"),
    ("un_an_apres", "clôturés douze mois avant une date de la période", "anniversaire BETWEEN :debut AND :fin"),
  ]

  init(_ text: String, over table: FactTable) throws(Mistake) {
    let known = Self.named.first { $0.name == text }
    formula = try Formula(known?.condition ?? text, over: table.schema, expecting: .truth)
    label = table.name + " " + (known?.label ?? "de la population déclarée")
    isActive = ["actifs", "demarres", "clos", "en_cours"].contains(known?.name)
    let isPathways = table.name == FactTable.pathways.name
    selected =
      switch known?.name {
      case "actifs" where isPathways: { $0.active }
      case "demarres" where isPathways: { $0.started }
      case "clos" where isPathways: { $0.closed }
      case "en_cours" where isPathways: { $0.ongoing }
      default: nil
      }
  }
}
