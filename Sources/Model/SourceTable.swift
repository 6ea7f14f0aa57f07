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
  /// A part of the cell is the value.
  package var extracted = false
  /// What the part that is taken looks like; `nil`: the first day, amount or known word.
  package var model: CellModel?
  /// What the lines that extract leave of the cell is the value.
  package var rest = false
  /// Digits that a number has, zeros before it.
  package var zeros = 0
  /// Separators of a multi-valued cell, signs or one word; `nil` for the usual ones.
  package var separators: String?

  package init() {}
}

/// A code table of `codes.csv`: source value → code.
package struct CodeTable: Sendable {
  package let name: String
  /// Keys as `Folded.key` gives them.
  package let codes: [String: String]
  /// Values of a shape, in their order; a `*` of the code is what a `*` of the value takes.
  let models: [(model: CellModel, code: String)]
  /// Code of every other value (`*`), counted all the same.
  package let fallback: String?

  package init(
    name: String,
    codes: [String: String],
    models: [(model: CellModel, code: String)] = [],
    fallback: String?
  ) {
    self.name = name
    self.codes = codes
    self.models = models
    self.fallback = fallback
  }

  /// The code of a value; `nil` when the table does not know it.
  package func code(of text: String) -> String? {
    if let code = codes[Folded.key(text)] { return code }
    for (model, code) in models {
      if let match = model.match(text) { return code.filled(with: match.taken.isEmpty ? [text] : match.taken) }
    }
    return nil
  }
}

extension String {
  /// Each `*` replaced by what the star of the same rank took; the last one serves again when they run out.
  package func filled(with captures: [String]) -> String {
    guard !captures.isEmpty, contains("*") else { return self }
    var out = ""
    var rank = 0
    for character in self {
      if character == "*" {
        out += captures[min(rank, captures.count - 1)]
        rank += 1
      } else {
        out.append(character)
      }
    }
    return out
  }
}

/// A condition on a row, over its cells.
package struct Condition: Sendable {
  /// Indices in `SourceRow.cells` of those that it reads.
  package let cells: [Int]
  private let test: @Sendable ((Int) -> String) -> Bool

  /// `test`: given the text of each cell, whether the row meets the condition.
  package init(on cells: [Int], test: @escaping @Sendable ((Int) -> String) -> Bool) {
    self.cells = cells
    self.test = test
  }

  /// Whether a row's cells meet it.
  package func holds(_ cells: [String]) -> Bool { test { cells[$0] } }

  /// The same, each cell being made when it is asked for.
  package func holds(where text: (Int) -> String) -> Bool { test(text) }
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
