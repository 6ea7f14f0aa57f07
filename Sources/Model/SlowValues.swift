/// How the normaliser reads a value that bytes alone did not give: `mars 2018`, `env. 500`, a part of a cell.
package struct SlowValues: Sendable {
  package let day: @Sendable (String, CellFormat) -> Day?
  package let cents: @Sendable (String, CellFormat) -> Cents?
  /// What a line of the declaration makes of a row's cells; empty where it makes nothing.
  package let text: @Sendable (Binding, [String], Blanks) -> String

  package init(
    day: @escaping @Sendable (String, CellFormat) -> Day?,
    cents: @escaping @Sendable (String, CellFormat) -> Cents?,
    text: @escaping @Sendable (Binding, [String], Blanks) -> String
  ) {
    self.day = day
    self.cents = cents
    self.text = text
  }
}
