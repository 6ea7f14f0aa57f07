/// Why a file is not read at all.
package struct Refusal: Sendable, Equatable {
  /// Physical line at fault, 0 when it is the whole file.
  package let line: Int
  /// One French sentence: what the file is, and what to do.
  package let message: String

  /// No table has more columns.
  static let mostColumns = 10_000
  /// No heading is longer.
  static let mostHeadingBytes = 1 << 20

  static func columns(line: Int) -> Refusal {
    Refusal(
      line: line,
      message: "ligne \(line) : plus de 10 000 colonnes — vérifier le séparateur et les fins de ligne de l'export"
    )
  }

  static func heading(line: Int) -> Refusal {
    Refusal(
      line: line,
      message: "ligne \(line) : en-tête de plus de 1 Mo — vérifier les fins de ligne et les guillemets de l'export"
    )
  }

  static func foreign(_ format: ForeignFormat) -> Refusal { Refusal(line: 0, message: format.message) }
}
