package import Diagnostics
package import Model

/// Every source row typed, before anyone knows which household it is about.
package struct TypedSources: Sendable {
  /// In source order.
  let records: [RowRecord]
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
  let read = concurrently(tables.count, weighing: tables.map(\.rows.count)) { index in
    var reader = RowReader(table: tables[index], campaign: campaign)
    var found = Findings()
    let drafts = reader.read(reporting: &found)
    return (reader: reader, drafts: drafts, findings: found)
  }
  for table in read { findings.append(table.findings) }
  let merger = RowMerger(aged(read.map(\.drafts), of: tables, in: campaign))
  let built = concurrently(tables.count, weighing: tables.map(\.rows.count)) { index in
    var reader = read[index].reader
    let records = reader.records(of: merger.drafts[index])
    return (records: records, rejections: reader.rejections)
  }
  var records = built.flatMap(\.records)
  rejections += merger.repeated.map { .told($0) }
  rejections += built.flatMap(\.rejections)
  if Set(tables.map(\.file)).count < tables.count { records.sort { $0.origin < $1.origin } }
  return TypedSources(records: records)
}

/// Gives every row the age of what it says: the day of its extraction where it has one, else the latest day that its file
/// knows.
fileprivate func aged(_ drafts: [[RowDraft]], of tables: [SourceTable], in campaign: Campaign) -> [[RowDraft]] {
  let limit = campaign.latestCutoff + 365
  var latest: [Int: Day] = [:]
  for (table, rows) in zip(tables, drafts) where !table.isLedger {
    let days = rows.compactMap(\.given.latestEvent).filter { $0 <= limit }
    if let day = days.max() { latest[table.file] = max(latest[table.file] ?? day, day) }
  }
  return zip(tables, drafts).map { table, rows in
    let stem = table.path.split(separator: ".").dropLast().joined(separator: ".")
    return rows.map { draft in
      var draft = draft
      let day = draft.given.extraction ?? latest[table.file] ?? Day(number: .min)
      draft.age = RowDraft.Age(day: day, file: stem, line: draft.origin.line)
      return draft
    }
  }
}

extension Rejection {
  fileprivate static func told(_ row: Origin) -> Rejection {
    Rejection(
      row: row,
      column: "",
      value: "",
      rule: "deja_transmis",
      sentence: "une autre ligne du même dossier dit la même chose, ou l'a dite plus récemment : elle compte une fois",
      isSetAside: true
    )
  }
}

/// How the second reading of the ledgers reads what bytes alone did not give.
package func slowValues(in campaign: Campaign) -> SlowValues {
  let days = DayText(lastYear: campaign.latestCutoff.civil.year + 20)
  return SlowValues(
    day: { days.day($0, $1) },
    cents: { AmountText.cents($0, $1) },
    text: { binding, cells, blanks in
      if case .text(let text) = CellText(dates: days, blanks: blanks).take(binding, from: cells) { text } else { "" }
    }
  )
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
