import Diagnostics
import Model
import Normaliser
import Readers
import TestSupport

/// A small campaign read to its end, with an empty remainder of the pipeline.
struct ReadCampaign {
  let findings: Findings
  let tables: [SourceTable]
  /// The writings and balances of the leases asked for.
  let ledger: LedgerTable
  let rejections: [Rejection]
  let leftOut: [Rejection]
  let accounts: [RowAccount]

  /// `leases`: `bailleur/L1`, those whose ledgers are wanted.
  init(_ files: [String: String], leases: [String] = []) throws {
    self = try SmallFolder.with(SmallFolder.campaign(with: files)) { path in
      try ReadCampaign(folder: InputFolder(path: path), leases: leases)
    }
  }

  private init(folder: InputFolder, leases: [String]) throws {
    var findings = Findings()
    var rejections: [Rejection] = []
    let declared = try readDeclarations(in: folder, reporting: &findings)
    var exports = try openExports(
      in: folder,
      of: declared.sources,
      values: slowValues(in: declared.campaign),
      reporting: &findings
    )
    tables = exports.identityTables()
    ledger = exports.ledgers(
      of: leases.map { name in
        let halves = name.split(separator: "/", maxSplits: 1).map(String.init)
        return LeaseKey(landlord: halves[0], number: halves[1])
      },
      values: slowValues(in: declared.campaign),
      rejecting: &rejections,
      reporting: &findings
    )
    self.findings = findings
    self.rejections = rejections
    leftOut = exports.leftOut
    accounts = exports.accounts
  }

  /// `code place count` of every finding.
  var said: [String] { findings.all.map { "\($0.code.id) \($0.location) × \($0.count)" } }

  /// The cells that feed a field, row by row, under each of its labels.
  func cells(_ path: String, in table: Int = 0) -> [[String]] {
    let bindings = tables[table].bindings.filter { $0.field.path == path }
    return tables[table].rows.map { row in
      bindings.map { binding in
        let value = binding.constant ?? binding.cell.map { row.cells[$0] } ?? ""
        return binding.label.isEmpty ? value : "\(binding.label): \(value)"
      }
    }
  }
}
