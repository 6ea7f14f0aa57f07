package import Diagnostics
package import Model

/// Everything declared about one structure, checked but not yet bound to its files.
package struct SourceDeclaration: Sendable {
  package let structure: Structure
  /// In the order of the declarations.
  package let tables: [TableDeclaration]
  package let blanks: Blanks
}

/// One table of a structure: its files and its columns.
package struct TableDeclaration: Sendable {
  package let name: String
  /// File name patterns, `*` for any run of characters.
  package let patterns: [String]
  let forced: ForcedDialect
  /// Rows that do not meet it are left out and counted.
  let condition: ColumnCondition?
  package let columns: [ColumnLine]

  /// Whether it is read after the households: writings, or balances one a row.
  package var isLedger: Bool { columns.contains { $0.isLedger } }
}

/// What `fichiers.csv` may force, as text.
struct ForcedDialect: Sendable {
  var encoding = ""
  var delimiter = ""
  var quote = ""
  var headerLine = ""
}

/// One line of `colonnes.csv`.
package struct ColumnLine: Sendable {
  package let field: Field
  /// `acte[cdp]` → `cdp`; `*` for one record per matched column.
  package let label: String
  /// Accepted headers, in order of preference; empty for a constant.
  package let headers: [String]
  let constant: String?
  let format: CellFormat
  let codes: CodeTable?
  let condition: ColumnCondition?
  package let place: Location

  /// Whether only the second reading uses it.
  var isLedger: Bool { field.record == .entry || (field.record == .statement && label.isEmpty) }
}

/// A condition as written, before its columns are found in a file.
struct ColumnCondition: Sendable {
  struct Clause: Sendable {
    let header: String
    let values: [String]
    let negated: Bool
  }

  let clauses: [Clause]
  let place: Location

  /// `Colonne = a|b et Autre <>`; `nil` when the text has no `=` nor `<>`.
  init?(_ text: Located<String>) {
    var clauses: [Clause] = []
    for part in text.value.split(separator: " et ") {
      let negated = part.contains("<>")
      let halves = part.split(separator: negated ? "<>" : "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard halves.count == 2 else { return nil }
      let values = halves[1].split(separator: "|", omittingEmptySubsequences: false).map { Folded.key(String($0)) }
      clauses.append(Clause(header: String(halves[0]).trimmed, values: values, negated: negated))
    }
    guard !clauses.isEmpty else { return nil }
    self.clauses = clauses
    place = text.location
  }
}

extension CellFormat {
  /// Reads `excel`, `fin_de_mois`, `keuros inverse`, `liste(;)`…; `nil` with the word at fault.
  init(_ text: String) throws(UnknownWord) {
    self.init()
    for word in text.split(separator: " ").map(String.init) {
      switch word {
      case "excel": excel = true
      case "mm/jj/aaaa": monthFirst = true
      case "jj/mm/aaaa", "jj/mm/aa", "aaaa-mm-jj", "aaaammjj": break
      case "jjmmaaaa": solid = true
      case "fin_de_mois": endOfMonth = true
      case "keuros": thousands = true
      case "centimes": inCents = true
      case "euros": break
      case "inverse": inverse = true
      case "extrait": extracted = true
      case "liste": break
      case _ where word.hasPrefix("liste(") && word.hasSuffix(")"): separators = String(word.dropFirst(6).dropLast())
      default: throw UnknownWord(word: word)
      }
    }
  }

  static let words = [
    "excel", "mm/jj/aaaa", "jj/mm/aaaa", "jjmmaaaa", "fin_de_mois", "keuros", "centimes", "inverse", "extrait", "liste",
  ]
}

/// A word of a declaration that means nothing.
struct UnknownWord: Error {
  let word: String
}
