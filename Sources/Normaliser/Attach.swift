package import Diagnostics
package import Model

/// Gives the households the writings and balances that the second reading kept, each event once.
///
/// What is told twice (by two files, by a carried balance, by the account that takes over a debt) is counted once and
/// said; rows that add nothing are set aside. Amounts of another unit than the declared one are withheld.
package func attach(
  _ ledger: LedgerTable,
  to reconciled: inout Reconciled,
  files: [SourceFile],
  columns: [ColumnUse],
  rejecting rejections: inout [Rejection],
  reporting findings: inout Findings
) {
  var attachment = Attachment(ledger, to: reconciled, files: files)
  attachment.withholdOutOfScale(columns)
  attachment.settle()
  attachment.give(to: &reconciled)
  rejections += attachment.rejections
  findings.append(attachment.findings)
  reconciled.listConflicts()
}

fileprivate struct Attachment {
  private(set) var rejections: [Rejection] = []
  private(set) var findings = Findings()
  private let files: [SourceFile]
  /// How many of the households somebody accompanies; the others come after.
  private let accompanied: Int
  private var all: [Household]
  private var conflicts: [Conflict] = []
  /// Rows of the ledgers that count.
  private var rows: [(row: Origin, household: Int)] = []
  /// Rows of the ledgers that add nothing: another one says the same.
  private var idle: Set<Origin> = []

  init(_ ledger: LedgerTable, to reconciled: Reconciled, files: [SourceFile]) {
    self.files = files
    accompanied = reconciled.households.count
    var all = reconciled.households + reconciled.tenants
    // What another tenant of the same number owes is nobody's here: beyond the last of `all`.
    let stranger = Reconciled.Place(household: nil, lease: 0, from: nil)
    let place = { (row: LedgerTable.Row) in
      let place = reconciled.place(of: row.lease, on: row.date) ?? stranger
      return (household: place.household ?? .max, lease: place.lease)
    }
    let writings = ledger.writingsOnce()
    for row in writings.kept {
      let (household, lease) = place(row)
      guard household < all.count else { continue }
      all[household].leases[lease].entries.append(
        LedgerEntry(due: row.date, amount: row.amount, category: row.category, origin: row.origin)
      )
    }
    for row in ledger.statements {
      let (household, lease) = place(row)
      guard household < all.count else { continue }
      all[household].leases[lease].statements.append(
        BalanceStatement(date: row.date, balance: row.amount, declarant: .landlord, origin: row.origin)
      )
    }
    self.all = all
    rows = (ledger.entries + ledger.statements).map { ($0.origin, place($0).household) }
    for row in writings.repeated { setAside(row.origin, of: place(row).household, .repeatedWriting) }
  }

  /// Withholds the rents, writings and balances whose file is in another unit than its declaration says.
  mutating func withholdOutOfScale(_ columns: [ColumnUse]) {
    all.withholdRents(columns, files, &findings)
    var (writings, balances) = (Scales(), Scales())
    for lease in all.flatMap(\.leases) {
      for entry in lease.entries { writings.note(entry.amount, rent: lease.rent, of: entry.origin.file) }
      for statement in lease.statements where statement.declarant == .landlord {
        balances.note(statement.balance, rent: lease.rent, of: statement.origin.file)
      }
    }
    let amounts = ["mouvement.montant", "mouvement.debit", "mouvement.credit"]
    for (file, count) in writings.outside(terms: 0.02...30, or: 100...2_000_000) {
      withhold("écritures", count, of: file, columns, amounts) { lease in
        lease.entries.removeAll { $0.origin.file == file }
      }
    }
    for (file, count) in balances.outside(terms: 0.01...50, or: 100...5_000_000) {
      withhold("soldes", count, of: file, columns, ["releve.solde"]) { lease in
        lease.statements.removeAll { $0.origin.file == file }
      }
    }
  }

  private mutating func withhold(
    _ what: String,
    _ count: Int,
    of file: Int,
    _ columns: [ColumnUse],
    _ fields: [String],
    removing remove: (inout Lease) -> Void
  ) {
    for household in all.indices {
      for lease in all[household].leases.indices { remove(&all[household].leases[lease]) }
    }
    for (row, household) in rows where row.file == file && household < accompanied && idle.insert(row).inserted {
      rejections.append(
        Rejection(
          row: row,
          column: "",
          value: "",
          rule: "unite_a_declarer",
          sentence: "montants hors d'échelle dans tout le fichier : non comptés tant que leur unité n'est pas déclarée"
        )
      )
    }
    let column = columns.first { $0.file == file && fields.contains($0.field.path) }
    findings.report(
      .outOfScale,
      "colonne « \(column?.header ?? "") » : \(count) \(what) hors de l'échelle des loyers, non comptés",
      at: Location(file: files[file].path),
      count: count,
      about: Diagnostic.Subject(column: column?.header ?? "", field: column?.field.path ?? "")
    )
  }

  mutating func settle() {
    var latest: [Int: Day] = [:]
    for statement in all.flatMap({ $0.statements + $0.leases.flatMap(\.statements) }) {
      let file = statement.origin.file
      latest[file] = max(latest[file] ?? statement.date, statement.date)
    }
    let order = FileOrder(latest, files: files)
    let ledgerRows = Set(rows.map(\.row))
    for household in all.indices {
      all[household].statements.sort { ($0.date, $0.origin) < ($1.date, $1.origin) }
      let told = all[household].statements.keepLatest { order[$0] }
      note(told, of: household, ledgerRows)
      for lease in all[household].leases.indices {
        all[household].leases[lease].sortEntries()
        all[household].leases[lease].statements.sort { ($0.date, $0.origin) < ($1.date, $1.origin) }
        note(all[household].leases[lease].statements.keepLatest { order[$0] }, of: household, ledgerRows)
        for carried in all[household].leases[lease].settleCarriedBalances() { note(carried, of: household) }
      }
      for moved in all[household].settleMovedDebts() where household < accompanied { note(moved) }
    }
  }

  /// Hands the households over, with the account of the rows that the second reading counted as used.
  mutating func give(to reconciled: inout Reconciled) {
    var attachments = reconciled.reconciliation.attachments
    let known = Set(attachments.map(\.row))
    for (row, household) in rows {
      if household >= accompanied {
        // Read for what a decision would change, and counted as the rows of other tenants are.
        reconciled.used[row.file, default: 0] -= 1
        reconciled.notConcerned[row.file, default: 0] += 1
      } else if idle.contains(row) {
        reconciled.used[row.file, default: 0] -= 1
      } else if !known.contains(row) {
        attachments.append((row, all[household].id))
      }
    }
    reconciled.reconciliation.attachments = attachments.sorted { $0.row < $1.row }
    reconciled.reconciliation.conflicts += conflicts
    reconciled.tenants = Array(all[accompanied...])
    reconciled.households = Array(all[..<accompanied])
  }

  private mutating func setAside(_ row: Origin, of household: Int, _ rule: SetAsideRule) {
    guard household < accompanied, idle.insert(row).inserted else { return }
    rejections.append(.setAside(row, rule))
  }

  private mutating func note(_ replaced: [ReplacedBalance], of household: Int, _ ledgerRows: Set<Origin>) {
    guard household < accompanied else { return }
    for pair in replaced {
      if ledgerRows.contains(pair.replaced.origin) {
        setAside(pair.replaced.origin, of: household, pair.isRepeated ? .repeatedBalance : .replacedBalance)
      }
      guard !pair.isRepeated else { continue }
      conflicts.append(
        Conflict(
          household: all[household].id,
          field: "releve.solde",
          kept: euros(pair.kept.balance),
          keptOrigin: pair.kept.origin,
          other: euros(pair.replaced.balance),
          otherOrigin: pair.replaced.origin,
          rule: "deux soldes du même jour : le dernier fichier, puis la dernière ligne"
        )
      )
    }
  }

  private mutating func note(_ carried: CarriedBalance, of household: Int) {
    guard household < accompanied else { return }
    if carried.gap == 0 { return setAside(carried.origin, of: household, .carriedBalance) }
    findings.report(
      .brokenAccount,
      "le solde reporté n'est pas la somme des écritures qui le précèdent : le compte repart de lui",
      at: Location(file: files[carried.origin.file].path, line: carried.origin.line),
      about: Diagnostic.Subject(column: "", field: "mouvement.bail_id", value: carried.lease.number)
    )
  }

  private mutating func note(_ moved: MovedDebt) {
    findings.report(
      .movedDebt,
      "le solde d'ouverture reprend ce que doit un compte antérieur du ménage : compté une fois",
      at: Location(file: files[moved.origin.file].path, line: moved.origin.line)
    )
  }
}

/// Why a right row adds nothing.
enum SetAsideRule: String {
  case told = "deja_dit"
  case repeatedWriting = "ecriture_deja_dite"
  case carriedBalance = "solde_reporte"
  case repeatedBalance = "solde_deja_dit"
  case replacedBalance = "solde_remplace"

  var sentence: String {
    switch self {
    case .told: "une autre ligne de cette structure dit la même chose le même jour : elle compte une fois"
    case .repeatedWriting: "écriture qu'un autre fichier du bailleur donne aussi : elle compte une fois"
    case .carriedBalance: "à nouveau égal à la somme des écritures qui le précèdent : il n'ajoute rien"
    case .repeatedBalance: "solde qu'une autre ligne donne aussi pour ce bail et ce jour : il compte une fois"
    case .replacedBalance: "solde que remplace une ligne plus récente pour ce bail et ce jour (voir conflits.csv)"
    }
  }
}

extension Rejection {
  /// A right row that adds nothing.
  static func setAside(_ row: Origin, _ rule: SetAsideRule) -> Rejection {
    Rejection(row: row, column: "", value: "", rule: rule.rawValue, sentence: rule.sentence, isSetAside: true)
  }
}

extension Diagnostic.Code {
  static let brokenAccount = Self(
    "solde-reporte-different",
    .attention,
    remedy: "demander au bailleur les écritures qui manquent, ou la correction de l'à nouveau"
  )
  static let movedDebt = Self(
    "dette-reprise",
    .information,
    remedy: "rien si c'est la même dette ; sinon demander au bailleur d'où vient son solde d'ouverture"
  )
}
