/// Something the data team should know about the exports or the declarations.
///
/// Data, never thrown.
package struct Diagnostic: Hashable, Sendable, CustomStringConvertible {
  /// What a finding does to the run (exit status of the contract, `fiches --help`).
  package enum Severity: String, Sendable {
    /// Said, nothing to correct.
    case information
    /// Said, counted; the run goes on and ends with status 0.
    case attention
    /// The run goes to its end, and ends with status 1.
    case bloquant
    /// A declaration is wrong: nothing is written, status 2.
    case erreur
  }

  /// Who can do something about a finding.
  package enum Audience: Sendable {
    /// Who holds the declarations: told on the terminal, never in the return to a structure.
    case `operator`
    /// Who sent the file: told on the terminal and in that structure's return.
    case sender
    /// Who should have sent something: told first in that structure's return.
    case missing
  }

  /// A kind of finding; each code is declared once, next to the check that raises it.
  package struct Code: Hashable, Sendable {
    package let id: String
    package let severity: Severity
    /// What to do about it, in French.
    package let remedy: String
    /// `nil`: whoever wrote the file that the finding is in.
    package let audience: Audience?

    package init(_ id: String, _ severity: Severity, remedy: String, audience: Audience? = nil) {
      self.id = id
      self.severity = severity
      self.remedy = remedy
      self.audience = audience
    }
  }

  /// What a finding is about, in the words of the file that has it.
  package struct Subject: Hashable, Sendable {
    /// Heading of the column, as the file writes it; as the declaration does when the file has it not.
    package let column: String
    /// Canonical field, such as `mesure.adhesion`; empty when the column feeds none.
    package let field: String
    /// The cell at fault; empty when the whole column is meant.
    ///
    /// Personal data: restricted zone only.
    package let value: String
    /// Physical lines of the first places, in order; empty when the finding's own place says it all.
    package let lines: [Int]
    /// What was probably meant: a code of the model, the new name of a column; empty when nothing is near.
    package let suggestion: String

    package init(
      column: String,
      field: String = "",
      value: String = "",
      lines: [Int] = [],
      suggestion: String = ""
    ) {
      self.column = column
      self.field = field
      self.value = value
      self.lines = lines
      self.suggestion = suggestion
    }
  }

  package let code: Code
  /// One French sentence; never holds a person's name, birth date or address.
  package let message: String
  package let location: Location
  /// How many rows or cells it is about.
  package let count: Int
  /// `nil` when the finding is about no column.
  package let subject: Subject?

  package init(
    _ code: Code,
    _ message: String,
    at location: Location,
    count: Int = 1,
    about subject: Subject? = nil
  ) {
    self.code = code
    self.message = message
    self.location = location
    self.count = count
    self.subject = subject
  }

  /// Names that a structure's folder keeps for its declaration.
  package static let declarationNames: Set<String> = ["source.csv", "fichiers.csv", "colonnes.csv", "codes.csv"]

  /// The structure whose export or folder the finding is in; `nil` for a declaration.
  package var structure: String? {
    let parts = location.file.split(separator: "/")
    guard parts.count > 1, parts[0] == "sources", !Self.declarationNames.contains(String(parts[parts.count - 1])) else {
      return nil
    }
    return String(parts[1])
  }

  /// Who can do something about it.
  package var audience: Audience { code.audience ?? (structure == nil ? .operator : .sender) }

  package var description: String {
    "\(location): \(code.severity.rawValue) [\(code.id)] \(message) — \(code.remedy)"
  }
}

/// The findings of a run, in the order in which they were met.
package struct Findings: Sendable {
  package private(set) var all: [Diagnostic] = []

  package init() {}

  package mutating func report(
    _ code: Diagnostic.Code,
    _ message: String,
    at location: Location,
    count: Int = 1,
    about subject: Diagnostic.Subject? = nil
  ) {
    all.append(Diagnostic(code, message, at: location, count: count, about: subject))
  }

  package mutating func append(_ finding: Diagnostic) { all.append(finding) }

  package mutating func append(_ other: Findings) { all += other.all }

  /// The findings of one severity, in order.
  package func of(_ severity: Diagnostic.Severity) -> [Diagnostic] { all.filter { $0.code.severity == severity } }
}

/// Why a run ends before anything is written.
package enum Stop: Error, Sendable {
  /// The command line or the campaign's declarations are wrong (status 2).
  case declarations([Diagnostic])
  /// A file could not be opened or written (status 3): a French sentence with the path and the cause.
  case file(String)
}
