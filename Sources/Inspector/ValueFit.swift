import Model

/// How far the values of a column bear out a field: −1 rules it out, 0 says nothing, 1 is typical.
struct ValueFit {
  let columns: [ColumnProfile]
  let kind: TableKind
  let vocabulary: Vocabulary
  /// The day that the file is about: the latest of the median days of its columns of dates, 2012 at the earliest.
  private let today: Day
  /// Columns that number the persons (or rows) of each file number: 1, 2, 3, then 1 again.
  private let counters: Set<Int>

  init(columns: [ColumnProfile], kind: TableKind, vocabulary: Vocabulary) {
    self.columns = columns
    self.kind = kind
    self.vocabulary = vocabulary
    counters = Self.counters(in: columns)
    today = columns.filter(\.isDate).compactMap(\.medianDay).reduce(Day(number: 15_340), max)
  }

  /// The fit and the reason, in French; the reason is empty when the values say nothing.
  func of(_ column: ColumnProfile, _ target: Target) -> (score: Double, reason: String) {
    guard column.filled > 0 else { return (0, "colonne vide") }
    if target.isTick { return tick(column) }
    switch target.field.kind {
    case .day: return day(column, target)
    case .days: return days(column)
    case .visits: return visits(column)
    case .amount: return amount(column, target)
    case .integer: return count(column, target)
    case .code, .codes: return code(column, target)
    case .text: return text(column, target)
    }
  }

  /// Whether rows of one file number follow each other, each a person of its household.
  var hasRowPerPerson: Bool { !counters.isEmpty }

  private static func counters(in columns: [ColumnProfile]) -> Set<Int> {
    let keys = columns.prefix(8).filter {
      $0.share(.hasDigit) > 0.6 && (0.1..<0.98).contains($0.uniqueness) && $0.fill > 0.95
    }
    let small = columns.filter { column in
      column.fill > 0.95 && (2...12).contains(column.distinct)
        && column.share { (1...12).contains($0.integer ?? 0) } == 1
    }
    return Set(small.filter { column in keys.contains { $0.index != column.index && counts(column, $0) } }.map(\.index))
  }

  private static func counts(_ column: ColumnProfile, _ key: ColumnProfile) -> Bool {
    var seen: [String: Int] = [:]
    return zip(key.cells, column.cells).allSatisfy { key, cell in
      seen[key, default: 0] += 1
      return Int(cell) == seen[key]
    }
  }

  private typealias Fit = (score: Double, reason: String)

  /// Whether its days are those of people's births.
  func isBirth(_ column: ColumnProfile) -> Bool {
    guard column.isDate, let median = column.medianDay, let first = column.sortedDays.first else { return false }
    return today - median > 22 * 365 && today - first > 32 * 365
  }

  private func tick(_ column: ColumnProfile) -> Fit {
    let ticked = column.share { !$0.traits.isDisjoint(with: [.tick, .answer]) }
    return ticked > 0.9 ? (0.6, "cases cochées") : (-1, "pas des cases à cocher")
  }

  private func day(_ column: ColumnProfile, _ target: Target) -> Fit {
    let isMonth = target.field.path == "releve.date_solde" || target.field.path == "mouvement.date_exigibilite"
    if isMonth, column.isMonth { return (0.5, "mois ou trimestres") }
    guard column.isDate else {
      return column.share { $0.dates > 0 } > 0.8 && target.field.record == .aid
        ? (0.2, "une date dans la cellule") : (-1, "pas des dates")
    }
    let percent = Int(100 * column.share { $0.day != nil || $0.serial != nil })
    if target.field.name == "date_naissance" {
      if isBirth(column) { return (1, "\(percent) % de dates, anciennes : des naissances") }
      let isYoung = column.medianDay.map { today - $0 > 15 * 365 } ?? false
      return isYoung ? (0.5, "\(percent) % de dates, d'il y a plus de quinze ans") : (-1, "dates trop récentes")
    }
    if isBirth(column) { return (target.field.path == "bail.date_effet" ? -0.7 : -1, "des dates de naissance") }
    guard let first = column.sortedDays.first, let last = column.sortedDays.last else { return (0, "") }
    return (0.25, "\(percent) % de dates, de \(first.civil.year) à \(last.civil.year)")
  }

  private func days(_ column: ColumnProfile) -> Fit {
    let lists = column.share { $0.dates > 1 }
    if column.share({ $0.dates > 4 }) > 0.2 { return (-0.8, "trop de dates par cellule") }
    if column.isDate || column.share({ $0.dates > 0 || $0.day != nil }) > 0.8 {
      return isBirth(column) ? (-1, "des dates de naissance") : (lists > 0.02 ? 0.5 : 0.2, "une ou plusieurs dates")
    }
    return (-1, "pas des dates")
  }

  private func visits(_ column: ColumnProfile) -> Fit {
    let lists = column.share { $0.dates > 1 || $0.dates == 1 && $0.day == nil }
    if lists > 0.5 { return (0.9, "\(Int(100 * lists)) % de cellules pleines de dates") }
    return column.share { $0.dates > 0 } > 0.8 ? (-0.3, "une seule date par cellule") : (-1, "pas de dates")
  }

  private func amount(_ column: ColumnProfile, _ target: Target) -> Fit {
    guard column.isAmount else {
      let mixed = target.field.record == .aid && column.share { $0.dates > 0 && $0.day == nil } > 0.5
      return mixed ? (0, "un montant dans la cellule") : (-1, "pas des montants")
    }
    let median = column.medianAmount
    let money = column.share(\.isMoney)
    if money < 0.05, column.uniqueness > 0.5, median > 10_000_00 || column.commonShape == 1 && column.sameLength {
      return (-0.9, "des numéros, pas des montants")
    }
    let reason = "montants, médiane \(median / 100) €"
    let fit = amount(column, target.field.path, median, reason)
    // Whole numbers are as well counts, codes or references.
    return money < 0.3 ? (min(fit.score, 0.1), reason) : fit
  }

  private func amount(_ column: ColumnProfile, _ path: String, _ median: Cents, _ reason: String) -> Fit {
    switch path {
    case "bail.loyer":
      return column.negatives == 0 && (150_00...1_200_00).contains(median) ? (0.5, reason) : (-0.3, reason)
    case "bail.charges":
      return column.negatives == 0 && (10_00...200_00).contains(median) ? (0.4, reason) : (-0.3, reason)
    case "bail.aide_tiers_payant":
      return column.negatives == 0 && (30_00...450_00).contains(median) ? (0.3, reason) : (-0.3, reason)
    case "mouvement.montant":
      return column.negatives > 0.05 && column.fill > 0.9 ? (0.6, reason + ", des deux signes") : (0, reason)
    case "mouvement.debit", "mouvement.credit":
      return column.fill < 0.95 && column.negatives < 0.05 ? (0.4, reason) : (-0.3, reason)
    case "releve.solde": return column.fill > 0.5 ? (0.3, reason) : (0.1, reason)
    default: return (0.1, reason)
    }
  }

  private func count(_ column: ColumnProfile, _ target: Target) -> Fit {
    let small = column.share { ($0.integer ?? 99) <= 15 }
    if counters.contains(column.index) { return (-1, "numérote les personnes de chaque dossier") }
    guard small > 0.9, column.share(.leadingZero) < 0.1 else { return (-1, "pas de petits nombres") }
    if column.distinct == 1, column.filled > 10 { return (-0.2, "un seul nombre") }
    let zeros = column.share { $0.integer == 0 }
    if target.field.name == "nb_enfants" { return (zeros > 0 ? 0.5 : 0.2, "petits nombres, zéros compris") }
    if target.field.name == "nb_personnes" { return (zeros > 0.05 ? -0.4 : 0.5, "petits nombres, sans zéro") }
    return (0.2, "petits nombres")
  }

  private func code(_ column: ColumnProfile, _ target: Target) -> Fit {
    if column.isDate { return (-1, "des dates") }
    if column.share(\.isMoney) > 0.8 { return (-1, "des montants") }
    let isList = if case .codes = target.field.kind { true } else { false }
    var (known, all) = (0, 0)
    for (text, count) in column.values {
      let parts = isList ? text.split { ",;/|+\n".contains($0) }.map(String.init) : [text]
      for part in parts where part.contains(where: { !$0.isWhitespace }) {
        all += count
        if vocabulary.code(of: part, for: target) != nil { known += count }
      }
    }
    let share = all == 0 ? 0 : Double(known) / Double(all)
    if share > 0.3 {
      // Yes and no, 1 and 2 belong to any list.
      if target.codeTables.contains("reponse") { return (0.35, "des oui et des non") }
      let spread = column.distinct == 1 ? 0.6 : 1
      return ((0.25 + 0.65 * share) * spread, "\(Int(100 * share)) % de valeurs connues de cette liste")
    }
    if target.codeTables.contains("reponse"), column.share(.answer) > 0.8 || column.share(.tick) > 0.9 {
      return (0.35, "des oui et des non")
    }
    if target.field.record == .aid, column.share({ $0.dates > 0 }) > 0.5 { return (0, "") }
    if !isList, column.distinct > 12, column.uniqueness > 0.7 {
      return (-0.5, "presque autant de valeurs que de lignes")
    }
    let isFree = column.distinct > 25 && column.uniqueness > 0.4
    if isFree || column.share({ $0.traits.contains(.label) }) > 0.5 { return (-0.8, "texte libre ou identités") }
    if column.distinct > 60 { return (-0.5, "trop de valeurs différentes") }
    return (column.share(.hasLetter) > 0.5 ? 0.02 : -0.1, "\(column.distinct) valeurs différentes")
  }
}
