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
  /// Where each of `leases` is; several places where its number was given again, in the order of their dates.
  let places: [[Place]]
  /// Rows that gave something to a household of `households`, and rows about tenants whom nobody accompanies, by file.
  package var used: [Int: Int]
  package var notConcerned: [Int: Int]

  struct Place: Sendable {
    /// An index of `households` then of `tenants`; `nil` for another tenant.
    let household: Int?
    /// Position among the leases of the household.
    let lease: Int
    let from: Day?
  }

  /// Where a writing of one of `leases` goes: to the last tenant who had come by then, else to the first.
  func place(of lease: Int, on day: Day) -> Place? {
    let all = places[lease]
    guard all.count > 1 else { return all.first }
    return all.last { $0.from.map { $0 <= day } ?? true } ?? all.first
  }
}
