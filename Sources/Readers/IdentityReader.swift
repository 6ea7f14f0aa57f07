import CSV
import Diagnostics
package import Model

extension Exports {
  /// First reading: identities, leases, measures and what hangs on them.
  ///
  /// Ledgers give the distinct identities of their
  /// accounts only, so that memory follows the tenants, not the writings.
  package func identityTables() -> [SourceTable] {
    concurrently(opened.count, weighing: opened.map(\.sheet.rowCount)) { opened[$0].identities() }
  }
}

extension OpenedExport {
  func identities() -> SourceTable {
    table.isLedger ? ledgerIdentities() : wholeTable()
  }

  private func wholeTable() -> SourceTable {
    var rows: [SourceRow] = []
    rows.reserveCapacity(sheet.rowCount)
    let columns = bound.columns
    sheet.forEachRow { row in
      let cells = columns.map { Hygiene.withoutNIR(row.text($0)) }
      if bound.condition?.holds(cells) ?? true { rows.append(SourceRow(line: row.line, cells: cells)) }
    }
    return sourceTable(bindings: bound.bindings, rows: rows)
  }

  /// One row per distinct identity of an account: the writings and balances are left for the second reading.
  private func ledgerIdentities() -> SourceTable {
    var bindings = bound.bindings.filter {
      $0.field.record != .entry && !($0.field.record == .statement && $0.label.isEmpty)
    }
    if !bindings.contains(where: { $0.field.path == "bail.bail_id" }), let field = Field.all["bail.bail_id"] {
      for key in bound.all(.entry, "bail_id") + bound.all(.statement, "bail_id") {
        bindings.append(
          Binding(
            field: field,
            label: "",
            cell: key.cell,
            constant: key.constant,
            format: key.format,
            codes: nil,
            condition: key.condition,
            place: key.place
          )
        )
      }
    }
    let wanted = Set(bindings.compactMap(\.cell))
    let columns = bound.columns.enumerated().map { wanted.contains($0.offset) ? $0.element : nil }
    var rows: [SourceRow] = []
    var seen: Set<[String]> = []
    var previous: [UInt64] = []
    let read = columns.compactMap(\.self)
    sheet.forEachRow { row in
      // Accounts come in runs: most rows repeat the identity above, which the hashes of their cells tell without a text.
      let hashes = read.map { row.hash($0) }
      guard hashes != previous else { return }
      previous = hashes
      let cells = columns.map { column in column.map { row.text($0) } ?? "" }
      if seen.insert(cells).inserted { rows.append(SourceRow(line: row.line, cells: cells)) }
    }
    return sourceTable(bindings: bindings, rows: rows)
  }

  private func sourceTable(bindings: [Binding], rows: [SourceRow]) -> SourceTable {
    SourceTable(
      structure: source.structure.code,
      file: file,
      path: path,
      isLedger: table.isLedger,
      bindings: bindings,
      headers: bound.headers,
      blanks: source.blanks,
      rows: rows
    )
  }
}
