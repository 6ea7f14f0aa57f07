package import Diagnostics
package import Model

/// Every source row typed, before anyone knows which household it is about.
package struct TypedSources: Sendable {
  /// In source order.
  let records: [RowRecord]
  /// Rows of ledgers give identities here; they are counted when the ledgers are streamed.
  let ledgerFiles: Set<Int>
}

/// Types the cells of the tables.
///
/// Rows that cannot be used are rejected; values not known or not readable are findings.
package func typeValues(
  of tables: [SourceTable],
  in campaign: Campaign,
  rejecting rejections: inout [Rejection],
  reporting findings: inout Findings
) -> TypedSources {
  var records: [RowRecord] = []
  let read = concurrently(tables.count, weighing: tables.map(\.rows.count)) { index in
    var reader = RowReader(table: tables[index], campaign: campaign)
    var found = Findings()
    let records = reader.read(reporting: &found)
    return (records: records, rejections: reader.rejections, findings: found)
  }
  for table in read {
    records += table.records
    rejections += table.rejections
    findings.append(table.findings)
  }
  return TypedSources(records: records, ledgerFiles: Set(tables.filter(\.isLedger).map(\.file)))
}

/// How the second reading of the ledgers reads what bytes alone did not give.
package func slowValues(in campaign: Campaign) -> SlowValues {
  let days = DayText(lastYear: campaign.latestCutoff.civil.year + 20)
  return SlowValues(day: { days.day($0, $1) }, cents: { AmountText.cents($0, $1) })
}

/// Households as reconciled, before their ledgers are read.
package struct Reconciled: Sendable {
  /// Those that an association accompanies or was asked to, sorted by id.
  package var households: [Household]
  /// Tenants whom nobody accompanies and whom a reviewer may link to one of them, sorted by id.
  package var tenants: [Household]
  package var reconciliation: Reconciliation
  /// The leases whose ledgers are wanted: those of both, sorted; index = `LedgerTable.Row.lease`.
  package let leases: [LeaseKey]
  /// Household, an index of `households` then of `tenants`, and position of each lease of `leases`.
  let places: [(household: Int, lease: Int)]
  /// Rows that gave something to a household of `households`, and rows about tenants whom nobody accompanies, by file.
  package var used: [Int: Int]
  package var notConcerned: [Int: Int]
}

/// Gives the households the writings and balances that the second reading kept.
package func attach(_ ledger: LedgerTable, to reconciled: inout Reconciled) {
  let accompanied = reconciled.households.count
  // Taken out of `reconciled`, so that writings are added in place.
  var all = reconciled.households
  reconciled.households = []
  all += reconciled.tenants
  for row in ledger.entries {
    let (household, lease) = reconciled.places[row.lease]
    all[household].leases[lease].entries.append(
      LedgerEntry(due: row.date, amount: row.amount, category: row.category, origin: row.origin)
    )
  }
  for row in ledger.statements {
    let (household, lease) = reconciled.places[row.lease]
    all[household].leases[lease].statements.append(
      BalanceStatement(date: row.date, balance: row.amount, declarant: .landlord, origin: row.origin)
    )
  }
  var rows = reconciled.reconciliation.attachments
  let known = Set(rows.map(\.row))
  for row in ledger.entries + ledger.statements {
    let household = reconciled.places[row.lease].household
    if household >= accompanied {
      // Read for what a decision would change, and counted as the rows of other tenants are.
      reconciled.used[row.origin.file, default: 0] -= 1
      reconciled.notConcerned[row.origin.file, default: 0] += 1
    } else if !known.contains(row.origin) {
      rows.append((row.origin, all[household].id))
    }
  }
  reconciled.reconciliation.attachments = rows.sorted { $0.row < $1.row }
  for household in all.indices {
    for lease in all[household].leases.indices {
      all[household].leases[lease].entries.sort { ($0.due, $0.origin) < ($1.due, $1.origin) }
      all[household].leases[lease].statements.sort { ($0.date, $0.origin) < ($1.date, $1.origin) }
    }
  }
  reconciled.tenants = Array(all[accompanied...])
  reconciled.households = Array(all[..<accompanied])
  reconciled.listConflicts()
}
