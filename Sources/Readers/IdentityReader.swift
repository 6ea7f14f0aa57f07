import CSV
package import Model

extension Exports {
  /// First reading: identities, leases, measures and what hangs on them.
  ///
  /// Ledgers give the distinct identities of their accounts only, so that memory follows the tenants, not the writings.
  package func identityTables() -> [SourceTable] { opened.map(\.identities) }
}

/// Takes from the rows of one export, in one pass, what the first reading wants.
struct IdentityReader {
  /// What stands in the cells of an export that is no ledger.
  private(set) var hygiene = Hygiene()
  /// Lines that do not meet the condition of `fichiers.csv`.
  private(set) var unmet: [Int] = []
  /// Lines that meet it, where another table reads the same file.
  private(set) var lines: [Int] = []
  private let isShared: Bool
  private let bound: BoundTable
  private let isLedger: Bool
  private let bindings: [Binding]
  /// Column of each cell that is read, in the order of `SourceRow.cells`; `nil` for a cell that only the ledger has.
  private let columns: [Int?]
  private var rows: [SourceRow] = []
  /// Of a ledger: where in `rows` each identity is, by the hashes of its cells, and those of the row above.
  private var seen: [[UInt64]: Int] = [:]
  private var previous: [UInt64]

  init(_ bound: BoundTable, of table: TableDeclaration, isShared: Bool) {
    self.bound = bound
    self.isShared = isShared
    isLedger = table.isLedger
    bindings = isLedger ? bound.identityBindings : bound.bindings
    let wanted = Set(bindings.flatMap(\.cellsRead))
    columns = bound.columns.enumerated().map { [isLedger] cell, column in
      !isLedger || wanted.contains(cell) ? column : nil
    }
    previous = columns.compactMap(\.self).map { _ in 0 }
  }

  mutating func read(_ row: Row) {
    if !isLedger { hygiene.look(at: row) }
    if let condition = bound.condition, !condition.holds(where: { row.text(bound.columns[$0]) }) {
      unmet.append(row.line)
      return
    }
    if isShared { lines.append(row.line) }
    if isLedger { readAccount(row) } else { readWhole(row) }
  }

  private mutating func readWhole(_ row: Row) {
    rows.append(SourceRow(line: row.line, cells: bound.columns.map { Hygiene.withoutNIR(row.text($0)) }))
  }

  /// One row per distinct identity of an account: the writings and balances are left for the second reading.
  private mutating func readAccount(_ row: Row) {
    guard !previous.isEmpty else { return }
    // Accounts come in runs: most rows repeat the identity above, which 64 bits of each cell tell without making a text.
    var (isNew, place) = (rows.isEmpty, 0)
    for case let column? in columns {
      let hash = row.hash(column)
      if previous[place] != hash {
        previous[place] = hash
        isNew = true
      }
      place += 1
    }
    guard isNew else { return }
    let cells = columns.map { column in column.map { row.text($0) } ?? "" }
    if let known = seen[previous], rows[known].cells == cells { return }
    seen[previous] = rows.count
    rows.append(SourceRow(line: row.line, cells: cells))
  }

  /// What was read.
  func table(of source: SourceDeclaration, file: Int, path: String) -> SourceTable {
    SourceTable(
      structure: source.structure.code,
      file: file,
      path: path,
      isLedger: isLedger,
      bindings: bindings,
      headers: bound.headers,
      blanks: source.blanks,
      rows: rows
    )
  }
}

extension BoundTable {
  /// Of a ledger: what the first reading takes, with the account's number if only the writings or balances have one.
  fileprivate var identityBindings: [Binding] {
    var bindings = bindings.filter {
      $0.field.record != .entry && $0.field.record != .statement
    }
    if !bindings.contains(where: { $0.field.path == "bail.bail_id" }), let field = Field.all["bail.bail_id"] {
      for key in all(.entry, "bail_id") + all(.statement, "bail_id") {
        bindings.append(key.feeding(field))
      }
    }
    return bindings
  }
}
