import Model

extension LedgerTable {
  /// The writings, without those that a file repeats of another: equal writings of different files (lease, date, amount,
  /// category, label) count with the highest number found in one file, equal writings inside one file are as many.
  ///
  /// The file of the highest number gives them; the first of two that have as many.
  func writingsOnce() -> (kept: [Row], repeated: [Row]) {
    guard let first = entries.first?.origin.file, entries.contains(where: { $0.origin.file != first }) else {
      return (entries, [])
    }
    struct Writing: Hashable {
      let lease: Int
      let date: Day
      let amount: Cents
      let label: UInt64
    }
    let writing = { (row: Row) in Writing(lease: row.lease, date: row.date, amount: row.amount, label: row.label) }
    var counts: [Writing: [Int: Int]] = [:]
    for row in entries { counts[writing(row), default: [:]][row.origin.file, default: 0] += 1 }
    let teller = counts.mapValues { files in files.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key }
    var (kept, repeated): ([Row], [Row]) = ([], [])
    for row in entries {
      if teller[writing(row)] == row.origin.file { kept.append(row) } else { repeated.append(row) }
    }
    return (kept, repeated)
  }
}

/// A « solde initial » that comes after other writings of its lease.
struct CarriedBalance: Equatable {
  let lease: LeaseKey
  let origin: Origin
  /// What it states less what the writings before it sum to; 0 when they agree within 1 €.
  let gap: Cents
}

extension Lease {
  /// What two balances may differ by and still be the same, in centimes.
  static let sameBalance: Cents = 100

  /// Takes the carried balances for what they are: one that says what the writings sum to adds nothing, another makes the
  /// account restart from it.
  ///
  /// `entries` are sorted; a `solde_initial` among the first day's opens the account and counts.
  mutating func settleCarriedBalances() -> [CarriedBalance] {
    guard let first = entries.first?.due, entries.contains(where: { $0.category == .openingBalance && $0.due > first })
    else { return [] }
    var carried: [CarriedBalance] = []
    var settled: [LedgerEntry] = []
    settled.reserveCapacity(entries.count)
    let key = LeaseKey(landlord: landlord ?? "", number: number)
    var index = entries.startIndex
    // What is owed when the day begins, and what the day's rows above have made of it.
    var balance = 0
    while index < entries.endIndex {
      let day = entries[index].due
      var (morning, now) = (balance, balance)
      while index < entries.endIndex, entries[index].due == day {
        var entry = entries[index]
        index += 1
        if entry.category == .openingBalance, day > first {
          let stated = entry.amount
          let agrees = [morning, now].contains { abs($0 - stated) <= Self.sameBalance }
          carried.append(CarriedBalance(lease: key, origin: entry.origin, gap: agrees ? 0 : stated - morning))
          if agrees { continue }
          entry.amount = stated - morning
          morning = stated
        }
        now += entry.amount
        settled.append(entry)
      }
      balance = now
    }
    entries = settled
    return carried
  }

  /// Writings in order of date, then of source.
  mutating func sortEntries() { entries.sort { ($0.due, $0.origin) < ($1.due, $1.origin) } }
}
