package import Diagnostics

/// One line of `colonnes.csv`, bound to the columns of a file.
///
/// A class, though it never changes: it is handed over for every cell, and copying the texts of a struct took longer than
/// reading most cells.
package final class Binding: Sendable {
  package let field: Field
  /// `acte[cdp]` → `cdp`; empty when the row holds one such record.
  package let label: String
  /// Indices in `SourceRow.cells` of the cells that are joined, usually one; none for a constant.
  package let cells: [Int]
  /// The constant, or what a ticked cell stands for.
  package let constant: String?
  package let format: CellFormat
  package let codes: CodeTable?
  package let condition: Condition?
  /// Of a line with `reste`: those whose parts are taken out of the same cell.
  package let besides: [Binding]
  /// The line of the declaration.
  package let place: Location

  package init(
    field: Field,
    label: String,
    cells: [Int],
    constant: String?,
    format: CellFormat,
    codes: CodeTable?,
    condition: Condition?,
    besides: [Binding] = [],
    place: Location
  ) {
    self.field = field
    self.label = label
    self.cells = cells
    self.constant = constant
    self.format = format
    self.codes = codes
    self.condition = condition
    self.besides = besides
    self.place = place
  }

  /// The first of its cells: the one that findings name.
  package var cell: Int? { cells.first }

  /// Every cell that its value depends on.
  package var cellsRead: [Int] { cells + (condition?.cells ?? []) + besides.flatMap(\.cellsRead) }

  /// Whether the text of its one cell is read as it stands, in every row.
  package var isVerbatim: Bool {
    let format = format
    let isTranslated = codes != nil && field.allowed.isEmpty
    return cells.count == 1 && constant == nil && condition == nil && !isTranslated && !format.extracted && !format.rest
      && format.zeros == 0
  }

  /// The same, which takes out of its cell the parts that others take.
  package func leaving(_ besides: [Binding]) -> Binding { copy(of: field, besides: besides) }

  /// The same for another field.
  package func feeding(_ field: Field) -> Binding { copy(of: field, besides: besides) }

  private func copy(of field: Field, besides: [Binding]) -> Binding {
    Binding(
      field: field,
      label: field == self.field ? label : "",
      cells: cells,
      constant: constant,
      format: format,
      codes: codes,
      condition: condition,
      besides: besides,
      place: place
    )
  }
}
