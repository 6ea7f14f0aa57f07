package import Diagnostics

/// How the cells of a column are written, when they do not say it themselves.
package struct CellFormat: Hashable, Sendable {
  /// Days are Excel serial numbers (1900 system).
  package var excel = false
  /// Month before day.
  package var monthFirst = false
  /// Days are digits alone, their first zero perhaps lost.
  package var solid = false
  /// A month or a quarter stands for its last day.
  package var endOfMonth = false
  /// 1 for euros, 1 000 for K€.
  package var thousands = false
  package var inCents = false
  /// The sign is the tenant's: + lowers the debt.
  package var inverse = false
  /// The cell is a sentence that holds the value.
  package var extracted = false
  /// Separators of a multi-valued cell; `nil` for the usual ones.
  package var separators: String?

  package init() {}
}

/// A code table of `codes.csv`: normalised source value → code.
package struct CodeTable: Sendable {
  package let name: String
  /// Keys as `Folded.key` gives them.
  package let codes: [String: String]
  /// Code of every other value (`*`), counted all the same.
  package let fallback: String?

  package init(name: String, codes: [String: String], fallback: String?) {
    self.name = name
    self.codes = codes
    self.fallback = fallback
  }
}

/// A condition on a row: every clause must hold.
package struct Condition: Sendable {
  package struct Clause: Sendable {
    /// Index in `SourceRow.cells`.
    package let cell: Int
    /// Values as `Folded.key` gives them; the empty text is a blank cell.
    package let values: [String]
    package let negated: Bool

    package init(cell: Int, values: [String], negated: Bool) {
      self.cell = cell
      self.values = values
      self.negated = negated
    }
  }

  package let clauses: [Clause]

  package init(clauses: [Clause]) { self.clauses = clauses }

  /// Whether a row's cells meet it.
  package func holds(_ cells: [String]) -> Bool {
    clauses.allSatisfy { clause in
      clause.values.contains(Folded.key(cells[clause.cell])) != clause.negated
    }
  }
}

/// One line of `colonnes.csv`, bound to the columns of a file.
///
/// A class, though it never changes: it is handed over for every cell, and copying the texts of a struct took longer than
/// reading most cells.
package final class Binding: Sendable {
  package let field: Field
  /// `acte[cdp]` → `cdp`; empty when the row holds one such record.
  package let label: String
  /// Index in `SourceRow.cells`; `nil` for a constant.
  package let cell: Int?
  /// The constant, or what a ticked cell stands for.
  package let constant: String?
  package let format: CellFormat
  package let codes: CodeTable?
  package let condition: Condition?
  /// The line of the declaration.
  package let place: Location

  package init(
    field: Field,
    label: String,
    cell: Int?,
    constant: String?,
    format: CellFormat,
    codes: CodeTable?,
    condition: Condition?,
    place: Location
  ) {
    self.field = field
    self.label = label
    self.cell = cell
    self.constant = constant
    self.format = format
    self.codes = codes
    self.condition = condition
    self.place = place
  }
}

/// A column of an export and the field that it feeds: how a finding about a field is told in its sender's words.
package struct ColumnUse: Hashable, Sendable {
  /// Index in the files of the campaign.
  package let file: Int
  /// Heading, as the file writes it.
  package let header: String
  package let field: Field

  package init(file: Int, header: String, field: Field) {
    self.file = file
    self.header = header
    self.field = field
  }
}

/// One row of an export, reduced to the cells that the declaration uses, verbatim.
package struct SourceRow: Sendable {
  /// Physical line where it starts.
  package let line: Int
  package let cells: [String]

  package init(line: Int, cells: [String]) {
    self.line = line
    self.cells = cells
  }
}

/// The rows of one file as its declaration sees them.
package struct SourceTable: Sendable {
  package let structure: String
  /// Index in the files of the campaign.
  package let file: Int
  package let path: String
  /// Whether its rows are writings or balances: only the distinct identities of their accounts are here.
  package let isLedger: Bool
  package let bindings: [Binding]
  /// Header of each cell, as the file writes it.
  package let headers: [String]
  package let blanks: Blanks
  package let rows: [SourceRow]

  package init(
    structure: String,
    file: Int,
    path: String,
    isLedger: Bool,
    bindings: [Binding],
    headers: [String],
    blanks: Blanks,
    rows: [SourceRow]
  ) {
    self.structure = structure
    self.file = file
    self.path = path
    self.isLedger = isLedger
    self.bindings = bindings
    self.headers = headers
    self.blanks = blanks
    self.rows = rows
  }
}

/// The writings and monthly balances of the leases of accompanied households, typed while they were streamed.
package struct LedgerTable: Sendable {
  /// One row of a ledger.
  package struct Row: Sendable {
    /// Index in the leases asked for.
    package let lease: Int
    package let date: Day
    package let amount: Cents
    /// `nil`: a balance, not a writing, or a category that the declaration does not know.
    package let category: EntryCategory?
    /// Digest of the words of the category, known or not: what tells two writings of a day apart.
    package let label: UInt64
    package let origin: Origin

    package init(
      lease: Int,
      date: Day,
      amount: Cents,
      category: EntryCategory?,
      label: UInt64 = 0,
      origin: Origin
    ) {
      self.lease = lease
      self.date = date
      self.amount = amount
      self.category = category
      self.label = label
      self.origin = origin
    }
  }

  /// In source order.
  package var entries: [Row]
  /// In source order.
  package var statements: [Row]

  package init(entries: [Row] = [], statements: [Row] = []) {
    self.entries = entries
    self.statements = statements
  }
}

/// A lease as a key: whose, and its number folded.
package struct LeaseKey: Hashable, Sendable, Comparable {
  package let landlord: String
  package let number: String

  package init(landlord: String, number: String) {
    self.landlord = landlord
    self.number = Folded.identifier(number)
  }

  package static func < (one: LeaseKey, other: LeaseKey) -> Bool {
    (one.landlord, one.number) < (other.landlord, other.number)
  }
}
