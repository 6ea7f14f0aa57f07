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
  private let key: Binding?
  private let date: Binding?
  private let amounts: [Binding]
  private let category: Binding?
  private var days: [String: Day?] = [:]
  private var categories: [String: EntryCategory?] = [:]
  private var unknown: [String: (count: Int, line: Int)] = [:]
  private var lastKey = ""
  private var lastLease: Int?

  init(export: OpenedExport, wanted: [String: Int], values: SlowValues) {
    self.export = export
    self.wanted = wanted
    self.values = values
    let bound = export.bound
    isEntry = bound.bindings.contains { $0.field.record == .entry }
    let record: RecordKind = isEntry ? .entry : .statement
    key = (bound.all(record, "bail_id") + bound.all(.lease, "bail_id")).first
    date = bound.all(record, isEntry ? "date_exigibilite" : "date_solde").first
    amounts =
      isEntry
      ? bound.all(.entry, "montant") + bound.all(.entry, "debit") + bound.all(.entry, "credit")
      : bound.all(.statement, "solde").filter(\.label.isEmpty)
    category = bound.all(.entry, "categorie").first
  }

  mutating func read() {
    guard let key, let date, !amounts.isEmpty else { return }
    let columns = export.bound.columns
    let condition = export.bound.condition
    export.sheet.forEachRow { row in
      if let condition, !condition.holds(columns.map { row.text($0) }) { return }
      read(row, key: key, date: date, columns: columns)
    }
  }

  private mutating func read(_ row: Row, key: Binding, date: Binding, columns: [Int]) {
    let number = text(of: key, in: row, columns)
    guard !number.isEmpty else { return reject(row, key, number, "cle_absente", "numéro de bail absent") }
    guard let day = day(of: date, in: row, columns) else {
      return reject(row, date, text(of: date, in: row, columns), "date_illisible", "date absente ou illisible")
    }
    var sum: Cents?
    for amount in amounts {
      switch cents(of: amount, in: row, columns) {
      case .blank: continue
      case .value(let cents): sum = (sum ?? 0) + (amount.field.name == "credit" ? -cents : cents)
      case .unreadable:
        return reject(row, amount, text(of: amount, in: row, columns), "montant_illisible", "montant illisible")
      }
    }
    guard let sum else { return reject(row, amounts[0], "", "montant_absent", "montant absent") }
    let kind = isEntry ? category.flatMap { self.category(of: $0, in: row, columns) } : nil
    guard let lease = lease(number) else {
      passed += 1
      return
    }
    kept += 1
    let origin = Origin(file: export.file, line: row.line)
    let kept = LedgerTable.Row(lease: lease, date: day, amount: sum, category: kind, origin: origin)
    if isEntry { entries.append(kept) } else { statements.append(kept) }
  }

  private mutating func lease(_ number: String) -> Int? {
    if number != lastKey {
      lastKey = number
      lastLease = wanted[Folded.identifier(number)]
    }
    return lastLease
  }

  private func text(of binding: Binding, in row: Row, _ columns: [Int]) -> String {
    guard let cell = binding.cell else { return binding.constant ?? "" }
    let text = row.text(columns[cell])
    return export.source.blanks.contains(text) ? "" : text
  }

  private mutating func day(of binding: Binding, in row: Row, _ columns: [Int]) -> Day? {
    // From its bytes, save an old day: the century that two digits mean is the campaign's to say.
    if let cell = binding.cell, binding.format == CellFormat(), let number = row.day(columns[cell]), number >= 0 {
      return Day(number: number)
    }
    let text = text(of: binding, in: row, columns)
    if let known = days[text] { return known }
    let day = text.isEmpty ? nil : values.day(text, binding.format)
    days[text] = day
    return day
  }

  private enum Amount { case blank, unreadable, value(Cents) }

  private func cents(of binding: Binding, in row: Row, _ columns: [Int]) -> Amount {
    guard let cell = binding.cell else { return .unreadable }
    if let cents = row.cents(columns[cell]), !binding.format.thousands, !binding.format.inCents {
      return .value(binding.format.inverse ? -cents : cents)
    }
    let text = text(of: binding, in: row, columns)
    if text.allSatisfy(\.isWhitespace) { return .blank }
    return values.cents(text, binding.format).map { .value($0) } ?? .unreadable
  }

  private mutating func category(of binding: Binding, in row: Row, _ columns: [Int]) -> EntryCategory? {
    let text = text(of: binding, in: row, columns)
    if let known = categories[text], known != nil || text.isEmpty { return known }
    let key = Folded.key(text)
    let code = (binding.codes?.codes[key] ?? binding.codes?.fallback).flatMap(EntryCategory.init(rawValue:))
    categories[text] = code
    if code == nil, !text.isEmpty, binding.codes?.codes[key] != "inconnu" {
      unknown[text, default: (0, row.line)].count += 1
    }
    return code
  }

  /// One finding per category that the code table does not know, with its count.
  func unknownCategories() -> Findings {
    var findings = Findings()
    let known = category?.codes?.codes ?? [:]
    for (text, seen) in unknown.sorted(by: { $0.key < $1.key }) {
      findings.report(
        .unknownValue,
        "mouvement.categorie : « \(text) » inconnu de la table de codes, \(seen.count) fois ; le montant compte",
        at: Location(file: export.path, line: seen.line),
        count: seen.count,
        about: Diagnostic.Subject(
          column: category?.cell.map { export.bound.headers[$0] } ?? "",
          field: "mouvement.categorie",
          value: String(text.prefix(80)),
          suggestion: suggestedCode(for: text, among: known)?.code ?? ""
        )
      )
    }
    return findings
  }

  private mutating func reject(_ row: Row, _ binding: Binding, _ value: String, _ rule: String, _ sentence: String) {
    let header = binding.cell.map { export.bound.headers[$0] } ?? ""
    rejections.append(
      Rejection(
        row: Origin(file: export.file, line: row.line, column: binding.cell.map { export.bound.columns[$0] } ?? 65_535),
        column: header,
        value: value,
        rule: rule,
        sentence: "\(sentence) : corriger la colonne « \(header) » et renvoyer le fichier"
      )
    )
  }
}
