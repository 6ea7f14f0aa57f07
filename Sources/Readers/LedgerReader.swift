import CSV
package import Diagnostics
package import Model

extension Exports {
  /// Second reading: streams the ledgers and keeps the writings and balances of the leases asked for.
  ///
  /// Every row is checked, kept or not; a row whose key, date or amount is missing or unreadable is rejected and listed.
  /// `leases`: each lease once; `LedgerTable.Row.lease` is an index in it.
  package mutating func ledgers(
    of leases: [LeaseKey],
    values: SlowValues,
    rejecting rejections: inout [Rejection],
    reporting findings: inout Findings
  ) -> LedgerTable {
    var wanted: [String: [String: Int]] = [:]
    for (index, key) in leases.enumerated() { wanted[key.landlord, default: [:]][key.number] = index }
    let ledgers = opened.filter(\.table.isLedger)
    let readers = concurrently(ledgers.count, weighing: ledgers.map(\.sheet.rowCount)) { [wanted] index in
      let export = ledgers[index]
      var reader = LedgerReader(export: export, wanted: wanted[export.source.structure.code] ?? [:], values: values)
      reader.read()
      return reader
    }
    var table = LedgerTable()
    for reader in readers {
      rejections += reader.rejections
      findings.append(reader.signs.findings(at: reader.export.path, header: reader.export.sheet.header))
      if reader.signs.isDoubtful {
        rejections += reader.withheld
        accounts[reader.export.file].notConcerned += reader.passed
        continue
      }
      table.entries += reader.entries
      table.statements += reader.statements
      findings.append(reader.unknownCategories())
      accounts[reader.export.file].used += reader.kept
      accounts[reader.export.file].notConcerned += reader.passed
    }
    return table
  }
}

/// What the cells of a column were read as, by their bytes: in most columns few texts come back.
fileprivate struct Memo<Value: Sendable>: Sendable {
  /// The first sixty-four at most: looked through faster than hashed.
  private var known: [(hash: UInt64, cell: [UInt8], value: Value)] = []

  func value(of column: Int, in row: Row) -> Value? {
    let hash = row.hash(column)
    guard let place = known.firstIndex(where: { $0.hash == hash }), row.holds(known[place].cell, at: column) else {
      return nil
    }
    return known[place].value
  }

  mutating func note(_ value: Value, of column: Int, in row: Row) {
    if known.count < 64, let cell = row.verbatim(column) { known.append((row.hash(column), cell, value)) }
  }
}

/// What one line of the declaration is read as.
fileprivate struct Place: Sendable {
  let binding: Binding
  /// Column of the sheet, where its cell alone is the text; `nil` where the declaration makes it.
  let column: Int?
  /// Whether bytes alone tell a date.
  let isPlainDay: Bool

  init(_ binding: Binding, in bound: BoundTable) {
    self.binding = binding
    column = binding.isVerbatim ? binding.cell.map { bound.columns[$0] } : nil
    isPlainDay = binding.format == CellFormat()
  }

  /// Whether bytes alone tell an amount.
  var isEuros: Bool { !binding.format.thousands && !binding.format.inCents }
}

/// A writing or a balance that every row holds: the lines that give its parts, the first that has a value standing.
fileprivate struct Item: Sendable {
  let isEntry: Bool
  let keys: [Place]
  let dates: [Place]
  /// Those of several columns add up.
  let amounts: [Place]
  let categories: [Place]
}

/// Streams one ledger.
fileprivate struct LedgerReader: Sendable {
  let export: OpenedExport
  let wanted: [String: Int]
  let values: SlowValues
  var entries: [LedgerTable.Row] = []
  var statements: [LedgerTable.Row] = []
  var rejections: [Rejection] = []
  var kept = 0
  var passed = 0
  private(set) var signs = SignTally()
  private let items: [Item]
  private var days = Memo<Day?>()
  private var categories = Memo<EntryCategory?>()
  private var unknown: [String: (count: Int, line: Int, binding: Binding)] = [:]
  /// The account of the row above, as its cell has it, and its lease: accounts come in runs.
  private var last: (column: Int, cell: [UInt8], lease: Int?)?

  init(export: OpenedExport, wanted: [String: Int], values: SlowValues) {
    self.export = export
    self.wanted = wanted
    self.values = values
    items = export.bound.ledgerItems
  }

  mutating func read() {
    let columns = export.bound.columns
    let condition = export.bound.condition
    export.sheet.forEachRow { row in
      if let condition, !condition.holds(where: { row.text(columns[$0]) }) { return }
      read(row)
    }
  }

  /// Why a row cannot be used.
  private struct Fault: Error {
    let place: Place
    let value: String
    let rule: String
    let sentence: String

    init(_ place: Place, _ value: String, _ rule: String, _ sentence: String) {
      (self.place, self.value, self.rule, self.sentence) = (place, value, rule, sentence)
    }
  }

  private mutating func read(_ row: Row) {
    var (isTold, isKept) = (false, false)
    do throws(Fault) {
      for item in items {
        guard let (lease, writing) = try read(item, in: row) else { continue }
        isTold = true
        guard let lease else { continue }
        isKept = true
        let origin = Origin(file: export.file, line: row.line)
        let kept = LedgerTable.Row(
          lease: lease,
          date: writing.day,
          amount: writing.cents,
          category: writing.category,
          label: item.categories.first.map { Self.digest(of: text(of: $0, in: row)) } ?? 0,
          origin: origin
        )
        if item.isEntry { entries.append(kept) } else { statements.append(kept) }
      }
    } catch {
      if !isKept { reject(row, error) }
      return
    }
    if !isTold, let amount = items.first?.amounts.first {
      return reject(row, Fault(amount, "", "montant_absent", "montant absent"))
    }
    if export.claimed.contains(row.line) { return }
    if isKept { kept += 1 } else { passed += 1 }
  }

  /// FNV-1a of a text, whatever its case and accents.
  private static func digest(of text: String) -> UInt64 {
    Folded.key(text).utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  private typealias Writing = (day: Day, cents: Cents, category: EntryCategory?)

  /// What an item is in a row, and its lease, `nil` when it is not asked for; `nil` where one of several has no amount.
  private mutating func read(_ item: Item, in row: Row) throws(Fault) -> (lease: Int?, writing: Writing)? {
    let sum = sum(of: item, in: row)
    if case .blank = sum, items.count > 1 { return nil }
    let lease = try lease(of: item, in: row)
    let day = try day(of: item, in: row)
    switch sum {
    case .blank: throw Fault(item.amounts[0], "", "montant_absent", "montant absent")
    case .unreadable(let place):
      throw Fault(place, text(of: place, in: row), "montant_illisible", "montant illisible")
    case .value(let cents): return (lease, (day, cents, item.isEntry ? category(of: item, in: row) : nil))
    }
  }

  private enum Amount { case blank, unreadable(Place), value(Cents) }

  private mutating func sum(of item: Item, in row: Row) -> Amount {
    var sum: Cents?
    var read: [Int] = []
    for place in item.amounts {
      // Of the lines of one column, the first that applies stands.
      if place.column == nil, let cell = place.binding.cell, read.contains(cell) { continue }
      switch cents(of: place, in: row) {
      case .blank: continue
      case .unreadable: return .unreadable(place)
      case .value(let cents):
        if let cell = place.binding.cell, item.isEntry, place.binding.field.name != "montant" {
          signs.note(cents, of: export.bound.columns[cell], line: row.line)
        }
        sum = (sum ?? 0) + (place.binding.field.name == "credit" ? -cents : cents)
        if item.amounts.count > 1, let cell = place.binding.cell { read.append(cell) }
      }
    }
    return sum.map { .value($0) } ?? .blank
  }

  private func cents(of place: Place, in row: Row) -> Amount {
    if let column = place.column {
      if row.isEmpty(column) { return .blank }
      if place.isEuros, let cents = row.cents(column) {
        return abs(cents) > highestAmount ? .unreadable(place) : .value(place.binding.format.inverse ? -cents : cents)
      }
    }
    let text = text(of: place, in: row)
    if text.allSatisfy(\.isWhitespace) { return .blank }
    return values.cents(text, place.binding.format).map { .value($0) } ?? .unreadable(place)
  }

  /// The lease asked for that a row is of.
  private mutating func lease(of item: Item, in row: Row) throws(Fault) -> Int? {
    for place in item.keys {
      if let last, last.column == place.column, row.holds(last.cell, at: last.column) { return last.lease }
      let number = text(of: place, in: row)
      if number.isEmpty { continue }
      let lease = wanted[Folded.identifier(number)]
      if let column = place.column, let cell = row.verbatim(column) { last = (column, cell, lease) }
      return lease
    }
    throw Fault(item.keys[0], "", "cle_absente", "numéro de bail absent")
  }

  /// What the declaration makes of a row: empty where it makes nothing.
  private func text(of place: Place, in row: Row) -> String {
    if let column = place.column {
      let text = row.text(column)
      return export.source.blanks.contains(text) ? "" : text
    }
    let columns = export.bound.columns
    return values.text(place.binding, columns.map { row.text($0) }, export.source.blanks)
  }

  private mutating func day(of item: Item, in row: Row) throws(Fault) -> Day {
    for place in item.dates {
      if let day = quickDay(place, in: row) { return day }
      let text = text(of: place, in: row)
      if text.isEmpty { continue }
      let day = values.day(text, place.binding.format)
      if let column = place.column { days.note(day, of: column, in: row) }
      guard let day else { throw Fault(place, text, "date_illisible", "date absente ou illisible") }
      return day
    }
    throw Fault(item.dates[0], "", "date_illisible", "date absente ou illisible")
  }

  /// A day that bytes alone tell, or that was read before.
  private func quickDay(_ place: Place, in row: Row) -> Day? {
    guard let column = place.column else { return nil }
    // Save an old day, for the century that two digits mean is the campaign's to say, and an hour, which may have a zone.
    if place.isPlainDay, row.look(at: column, { $0.count }) <= 10, let number = row.day(column), number >= 0 {
      return Day(number: number)
    }
    return days.value(of: column, in: row) ?? nil
  }

  private mutating func category(of item: Item, in row: Row) -> EntryCategory? {
    for place in item.categories {
      if let column = place.column, let known = categories.value(of: column, in: row) { return known }
      let text = text(of: place, in: row)
      if text.isEmpty { continue }
      let codes = place.binding.codes
      let known = codes?.code(of: text)
      let code = (known ?? codes?.fallback).flatMap(EntryCategory.init(rawValue:))
      if code == nil {
        // Not kept: each row that has it is counted.
        if known != "inconnu" { unknown[text, default: (0, row.line, place.binding)].count += 1 }
      } else if let column = place.column {
        categories.note(code, of: column, in: row)
      }
      return code
    }
    return nil
  }

  /// The rows kept, that nobody can compute with.
  var withheld: [Rejection] {
    var rows: [Origin] = []
    for row in entries + statements where rows.last != row.origin { rows.append(row.origin) }
    return rows.map { row in
      Rejection(
        row: row,
        column: "",
        value: "",
        rule: "signe_en_double",
        sentence:
          "le débit ou le crédit de ce fichier porte son propre signe : non compté tant que ce n'est pas déclaré",
        isCountedElsewhere: export.claimed.contains(row.line)
      )
    }
  }

  /// One finding per category that the code table does not know, with its count.
  func unknownCategories() -> Findings {
    var findings = Findings()
    for (text, seen) in unknown.sorted(by: { $0.key < $1.key }) {
      findings.report(
        .unknownValue,
        "mouvement.categorie : « \(text) » inconnu de la table de codes, \(seen.count) fois ; le montant compte",
        at: Location(file: export.path, line: seen.line),
        count: seen.count,
        about: Diagnostic.Subject(
          column: seen.binding.cell.map { export.bound.headers[$0] } ?? "",
          field: "mouvement.categorie",
          value: String(text.prefix(80)),
          suggestion: suggestedCode(for: text, among: seen.binding.codes?.codes ?? [:])?.code ?? ""
        )
      )
    }
    return findings
  }

  private mutating func reject(_ row: Row, _ fault: Fault) {
    let cell = fault.place.binding.cell
    let header = cell.map { export.bound.headers[$0] } ?? ""
    rejections.append(
      Rejection(
        row: Origin(file: export.file, line: row.line, column: cell.map { export.bound.columns[$0] } ?? 65_535),
        column: header,
        value: fault.value,
        rule: fault.rule,
        sentence: "\(fault.sentence) : corriger la colonne « \(header) » et renvoyer le fichier",
        isSetAside: false,
        isCountedElsewhere: export.claimed.contains(row.line)
      )
    )
  }
}

extension BoundTable {
  /// The writings and the balances of a row, in the order of the declaration; what a label does not say, the lines without
  /// one say for it.
  fileprivate var ledgerItems: [Item] {
    var items: [Item] = []
    let names: [RecordKind: (amounts: [String], date: String)] = [
      .entry: (["montant", "debit", "credit"], "date_exigibilite"), .statement: (["solde"], "date_solde"),
    ]
    for record in [RecordKind.entry, .statement] {
      guard let (amounts, date) = names[record] else { continue }
      var labels: [String] = []
      for binding in bindings where binding.field.record == record && amounts.contains(binding.field.name) {
        if !labels.contains(binding.label) { labels.append(binding.label) }
      }
      for label in labels {
        let places = { (name: String, own: Bool) in
          self.all(record, name).filter { $0.label == (own ? label : "") }.map { Place($0, in: self) }
        }
        let both = { (name: String) in places(name, true) + (label.isEmpty ? [] : places(name, false)) }
        let item = Item(
          isEntry: record == .entry,
          keys: both("bail_id") + all(.lease, "bail_id").map { Place($0, in: self) },
          dates: both(date),
          amounts: amounts.flatMap { places($0, true) },
          categories: both("categorie")
        )
        if !item.keys.isEmpty, !item.dates.isEmpty { items.append(item) }
      }
    }
    return items
  }
}
