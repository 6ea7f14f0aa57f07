/// How the normaliser reads a value that bytes alone did not give: `mars 2018`, `env. 500`.
package struct SlowValues: Sendable {
  package let day: @Sendable (String, CellFormat) -> Day?
  package let cents: @Sendable (String, CellFormat) -> Cents?

  package init(
    day: @escaping @Sendable (String, CellFormat) -> Day?,
    cents: @escaping @Sendable (String, CellFormat) -> Cents?
  ) {
    self.day = day
    self.cents = cents
  }
}
