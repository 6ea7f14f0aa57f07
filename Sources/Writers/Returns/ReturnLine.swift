import Diagnostics
import Model

/// One thing that a structure should correct, confirm or know, in the words of its own files.
struct ReturnLine: Sendable {
  /// What it is worth, from the most to the least pressing.
  enum Gravity: String, Code {
    case missing = "non_recu"
    case blocking = "bloquant"
    case toCorrect = "a_corriger"
    case toConfirm = "a_confirmer"
    case notice = "a_savoir"

    /// How the page titles them.
    var title: String {
      switch self {
      case .missing: "Ce que nous n’avons pas reçu"
      case .blocking: "À corriger d’abord : rien, ou presque, n’a pu être lu"
      case .toCorrect: "À corriger"
      case .toConfirm: "À confirmer"
      case .notice: "À savoir"
      }
    }
  }

  var cause: ReturnCause
  /// Name of the file; empty for the whole structure.
  var file: String
  /// Heading of the column, as the file writes it; empty for the whole row or file.
  var column: String
  /// The structure's own cell; empty when the column, the row or the file is meant.
  var value: String
  var count: Int
  /// Physical lines of the first places, sorted.
  var lines: [Int]
  /// What was probably meant: a code of the model, the new name of the column; empty when nothing is near.
  var suggestion: String
  /// Labels of the indicators that it affects, in the order of the référentiel.
  var indicators: [String]
}

extension ReturnLine {
  /// Pressing first; then by cause, file and column, the most frequent value first; one value may have two suggestions.
  static func precedes(_ one: ReturnLine, _ other: ReturnLine) -> Bool {
    let ranks = (rank(one.cause.gravity), rank(other.cause.gravity))
    if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
    if one.cause.id != other.cause.id { return one.cause.id < other.cause.id }
    if (one.file, one.column) != (other.file, other.column) {
      return (one.file, one.column) < (other.file, other.column)
    }
    return (-one.count, one.lines.first ?? 0, one.value, one.suggestion, one.cause.title)
      < (-other.count, other.lines.first ?? 0, other.value, other.suggestion, other.cause.title)
  }

  private static func rank(_ gravity: Gravity) -> Int { Gravity.allCases.firstIndex(of: gravity) ?? 0 }
}

extension Table where Row == ReturnLine {
  /// `restreint/retours/<structure>.csv`.
  static var returns: Self {
    Table(columns: [
      Column("gravite", "Ce que cela vaut", allowed: codes(ReturnLine.Gravity.self), required: true) {
        $0.cause.gravity.rawValue
      },
      Column("cause", "Code de la cause", required: true) { $0.cause.id },
      Column("explication", "Ce qui ne va pas", required: true) { $0.cause.title },
      Column("fichier", "Fichier envoyé ; vide pour tous") { $0.file },
      Column("colonne", "Colonne de ce fichier ; vide pour la ligne ou le fichier entier") { $0.column },
      Column("valeur", "Valeur de ce fichier ; vide quand la colonne ou la ligne est en cause") { $0.value },
      Column("nombre", "Lignes ou cellules concernées", .integer, required: true) { String($0.count) },
      Column("premieres_lignes", "Premières lignes du fichier, séparées par des espaces") {
        $0.lines.map { String($0) }.joined(separator: " ")
      },
      Column("proposition", "Ce qui était sans doute voulu : code du modèle, nouveau nom de la colonne") {
        $0.suggestion
      },
      Column("indicateurs", "Chiffres de la fiche qui en dépendent") { $0.indicators.joined(separator: " | ") },
      Column("a_faire", "Ce que la structure peut faire", required: true) { $0.cause.remedy },
    ])
  }
}
