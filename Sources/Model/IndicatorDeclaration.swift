package import Diagnostics

/// A line of `indicateurs.csv`, as its author wrote it: the référentiel's own, embedded in the program, or the campaign's.
///
/// Several lines may bear one code: the first is the indicator itself; the others give further rows of it (`ligne`), or
/// tell how another volet is computed.
package struct IndicatorDeclaration: Sendable {
  /// The columns of the file.
  package enum Key: String, Code {
    case code, ligne, libelle, definition, theme, ordre, forme, unite, volets, periodes, table, population, si
    case unsentIf = "non_transmis_si"
    case unsent = "non_transmis"
    case parmi, motif
    case countsIf = "compter_si"
    case inconnu, valeur, poids, manque, detail, lignes, groupe, groupes, haut, bas, horizon, par
    case ongoing = "en_cours"
    case publication, numerateur, denominateur, reference
  }

  package let place: Location
  /// Whether the campaign declares it, and not the référentiel.
  package let isOwn: Bool
  private let cells: [Key: Located<String>]

  package init(_ cells: [Key: Located<String>], at place: Location, isOwn: Bool) {
    self.cells = cells
    self.place = place
    self.isOwn = isOwn
  }

  /// The cell of a column; empty where the line says nothing.
  package subscript(key: Key) -> Located<String> { cells[key] ?? Located("", at: place) }
}
