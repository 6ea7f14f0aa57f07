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
      reader?.read()
      return reader
    }
    var table = LedgerTable()
    for case let reader? in readers {
      table.entries += reader.entries
      table.statements += reader.statements
      rejections += reader.rejections
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

/// What a column of the sheet, or a constant, is read as.
fileprivate struct Place: Sendable {
  let binding: Binding
  /// Column of the sheet; `nil` for a constant.
  let column: Int?
  /// Whether bytes alone tell a date.
  let isPlainDay: Bool

  init(_ binding: Binding, in bound: BoundTable) {
    self.binding = binding
    column = binding.cell.map { bound.columns[$0] }
    isPlainDay = binding.format == CellFormat()
  }

  /// Whether bytes alone tell an amount.
  var isEuros: Bool { !binding.format.thousands && !binding.format.inCents }
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
  private let isEntry: Bool
  private let key: Place
  private let date: Place
  private let amounts: [Place]
  private let category: Place?
  private var days = Memo<Day?>()
  private var categories = Memo<EntryCategory?>()
  private var unknown: [String: (count: Int, line: Int)] = [:]
  /// The account of the row above, as its cell has it, and its lease: accounts come in runs.
  private var lastKey: [UInt8] = []
  private var lastLease: Int?

  /// `nil` where no column tells the account, the date or the amount.
  init?(export: OpenedExport, wanted: [String: Int], values: SlowValues) {
    self.export = export
    self.wanted = wanted
    self.values = values
    let bound = export.bound
    let places = { (record: RecordKind, name: String) in bound.all(record, name).map { Place($0, in: bound) } }
    isEntry = bound.bindings.contains { $0.field.record == .entry }
    let record: RecordKind = isEntry ? .entry : .statement
    amounts =
      isEntry
      ? places(.entry, "montant") + places(.entry, "debit") + places(.entry, "credit")
      : places(.statement, "solde").filter { $0.binding.label.isEmpty }
    category = places(.entry, "categorie").first
    guard let key = (places(record, "bail_id") + places(.lease, "bail_id")).first,
      let date = places(record, isEntry ? "date_exigibilite" : "date_solde").first, !amounts.isEmpty
    else { return nil }
    (self.key, self.date) = (key, date)
  }

  mutating func read() {
    let columns = export.bound.columns
    let condition = export.bound.condition
    export.sheet.forEachRow { row in
      if let condition, !condition.holds(columns.map { row.text($0) }) { return }
      read(row)
    }
  }

  private mutating func read(_ row: Row) {
    guard findLease(of: row) else { return reject(row, key, "", "cle_absente", "numéro de bail absent") }
    guard let day = day(in: row) else {
      return reject(row, date, text(of: date, in: row), "date_illisible", "date absente ou illisible")
    }
    var sum: Cents?
    for amount in amounts {
      switch cents(of: amount, in: row) {
      case .blank: continue
      case .value(let cents): sum = (sum ?? 0) + (amount.binding.field.name == "credit" ? -cents : cents)
      case .unreadable:
        return reject(row, amount, text(of: amount, in: row), "montant_illisible", "montant illisible")
      }
    }
    guard let sum else { return reject(row, amounts[0], "", "montant_absent", "montant absent") }
    let kind = isEntry ? category.flatMap { category(at: $0, in: row) } : nil
    guard let lease = lastLease else {
      passed += 1
      return
    }
    kept += 1
    let origin = Origin(file: export.file, line: row.line)
    let label = isEntry ? category.map { Self.digest(of: text(of: $0, in: row)) } ?? 0 : 0
    let kept = LedgerTable.Row(lease: lease, date: day, amount: sum, category: kind, label: label, origin: origin)
    if isEntry { entries.append(kept) } else { statements.append(kept) }
  }

  /// FNV-1a of a text, whatever its case and accents.
  private static func digest(of text: String) -> UInt64 {
    Folded.key(text).utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  /// Makes `lastLease` the row's, `nil` when it is not asked for; `false` where the row has no number.
  private mutating func findLease(of row: Row) -> Bool {
    if !lastKey.isEmpty, let column = key.column, row.holds(lastKey, at: column) { return true }
    let number = text(of: key, in: row)
    lastKey = number.isEmpty ? [] : key.column.flatMap { row.verbatim($0) } ?? []
    lastLease = wanted[Folded.identifier(number)]
    return !number.isEmpty
  }

  private func text(of place: Place, in row: Row) -> String {
    guard let column = place.column else { return place.binding.constant ?? "" }
    let text = row.text(column)
    return export.source.blanks.contains(text) ? "" : text
  }

  private mutating func day(in row: Row) -> Day? {
    guard let column = date.column else { return slowDay(in: row) }
    // From its bytes, save an old day: the century that two digits mean is the campaign's to say.
    if date.isPlainDay, let number = row.day(column), number >= 0 { return Day(number: number) }
    if let known = days.value(of: column, in: row) { return known }
    let day = slowDay(in: row)
    days.note(day, of: column, in: row)
    return day
  }

  private func slowDay(in row: Row) -> Day? {
    let text = text(of: date, in: row)
    return text.isEmpty ? nil : values.day(text, date.binding.format)
  }

  private enum Amount { case blank, unreadable, value(Cents) }

  private func cents(of place: Place, in row: Row) -> Amount {
    guard let column = place.column else { return .unreadable }
    if row.isEmpty(column) { return .blank }
    if place.isEuros, let cents = row.cents(column) { return .value(place.binding.format.inverse ? -cents : cents) }
    let text = text(of: place, in: row)
    if text.allSatisfy(\.isWhitespace) { return .blank }
    return values.cents(text, place.binding.format).map { .value($0) } ?? .unreadable
  }

  private mutating func category(at place: Place, in row: Row) -> EntryCategory? {
    if let column = place.column, let known = categories.value(of: column, in: row) { return known }
    let text = text(of: place, in: row)
    let codes = place.binding.codes
    let key = Folded.key(text)
    let code = (codes?.codes[key] ?? codes?.fallback).flatMap(EntryCategory.init(rawValue:))
    if code == nil, !text.isEmpty {
      // Not kept: each row that has it is counted.
      if codes?.codes[key] != "inconnu" { unknown[text, default: (0, row.line)].count += 1 }
    } else if let column = place.column {
      categories.note(code, of: column, in: row)
    }
    return code
  }

  /// One finding per category that the code table does not know, with its count.
  func unknownCategories() -> Findings {
    var findings = Findings()
    let binding = category?.binding
    let known = binding?.codes?.codes ?? [:]
    for (text, seen) in unknown.sorted(by: { $0.key < $1.key }) {
      findings.report(
        .unknownValue,
        "mouvement.categorie : « \(text) » inconnu de la table de codes, \(seen.count) fois ; le montant compte",
        at: Location(file: export.path, line: seen.line),
        count: seen.count,
        about: Diagnostic.Subject(
          column: binding?.cell.map { export.bound.headers[$0] } ?? "",
          field: "mouvement.categorie",
          value: String(text.prefix(80)),
          suggestion: suggestedCode(for: text, among: known)?.code ?? ""
        )
      )
    }
    return findings
  }

  private mutating func reject(_ row: Row, _ place: Place, _ value: String, _ rule: String, _ sentence: String) {
    let header = place.binding.cell.map { export.bound.headers[$0] } ?? ""
    rejections.append(
      Rejection(
        row: Origin(file: export.file, line: row.line, column: place.column ?? 65_535),
        column: header,
        value: value,
        rule: rule,
        sentence: "\(sentence) : corriger la colonne « \(header) » et renvoyer le fichier"
      )
    )
  }
}
