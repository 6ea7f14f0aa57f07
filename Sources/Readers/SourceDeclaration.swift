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
  /// Whether the structure says it itself, and not one of its formats.
  let isOwn: Bool
  /// File name patterns, `*` for any run of characters.
  package let patterns: [String]
  let forced: ForcedDialect
  /// Rows that do not meet it are left out and counted.
  let condition: Located<String>?
  package let columns: [ColumnLine]

  /// Whether it is read after the households: writings, or balances one a row.
  package var isLedger: Bool {
    columns.contains { $0.field.record == .entry }
      || columns.contains { $0.field.record == .statement && $0.label.isEmpty }
        && !columns.contains { $0.field.record == .measure }
  }
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
  let condition: Located<String>?
  package let place: Location
}

extension CellFormat {
  /// Reads `excel`, `fin_de_mois`, `keuros inverse`, `liste(;)`, `extrait(AZ-{*})`…; the word at fault otherwise.
  init(_ text: String) throws(UnknownWord) {
    self.init()
    for word in Self.words(of: text) {
      switch word {
      case "excel": excel = true
      case "mm/jj/aaaa": monthFirst = true
      case "jj/mm/aaaa", "jj/mm/aa", "aaaa-mm-jj", "aaaammjj", "euros", "liste": break
      case "jjmmaaaa": solid = true
      case "fin_de_mois": endOfMonth = true
      case "keuros": thousands = true
      case "centimes": inCents = true
      case "inverse": inverse = true
      case "extrait": extracted = true
      case "reste": rest = true
      default: try take(word)
      }
    }
  }

  /// A word with something in parentheses.
  private mutating func take(_ word: String) throws(UnknownWord) {
    guard let open = word.firstIndex(of: "("), word.hasSuffix(")") else { throw UnknownWord(word: word) }
    let inside = String(word[word.index(after: open)...].dropLast())
    switch word[..<open] {
    case "liste" where !inside.isEmpty: separators = inside
    case "zeros": zeros = Int(inside).flatMap { (1...30).contains($0) ? $0 : nil } ?? 0
    case "extrait":
      extracted = true
      model = CellModel(inside)
      if model == nil { throw UnknownWord(word: word) }
    default: throw UnknownWord(word: word)
    }
    if word.hasPrefix("zeros"), zeros == 0 { throw UnknownWord(word: word) }
  }

  /// The words of a format; blanks in parentheses part none.
  static func words(of text: String) -> [String] {
    var words: [String] = []
    var depth = 0
    var word = ""
    for character in text {
      if character == "(" { depth += 1 }
      if character == ")", depth > 0 { depth -= 1 }
      if character == " ", depth == 0 {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  /// Every word, as the guide lists them.
  static let words = [
    "excel", "mm/jj/aaaa", "jj/mm/aaaa", "jjmmaaaa", "fin_de_mois", "keuros", "centimes", "inverse", "extrait", "reste",
    "liste", "zeros(6)",
  ]

  /// Whether a word changes how a field may be read.
  static func suits(_ word: String, _ field: Field, isTranslated: Bool) -> Bool {
    let name = word.prefix { $0 != "(" }
    switch (name, field.kind) {
    case ("excel", .day), ("excel", .days), ("fin_de_mois", .day), ("fin_de_mois", .days): return true
    case ("excel", _), ("fin_de_mois", _): return false
    case ("extrait", .days), ("extrait", .visits), ("reste", .visits): return false
    case ("extrait", .text): return word != "extrait" || isTranslated
    case ("extrait", _), ("reste", _): return true
    case ("liste", .codes), ("liste", .days): return true
    case ("zeros", .text): return true
    case ("liste", _), ("zeros", _): return false
    case ("keuros", .amount), ("centimes", .amount), ("inverse", .amount), ("euros", .amount): return true
    case ("keuros", _), ("centimes", _), ("inverse", _), ("euros", _): return false
    case (_, .day), (_, .days), (_, .visits): return true
    default: return false
    }
  }
}

/// A word of a declaration that means nothing.
struct UnknownWord: Error {
  let word: String
}
