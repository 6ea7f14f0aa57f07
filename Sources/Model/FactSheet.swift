/// A table of facts of one project: what the indicators rest on, one row a unit, ready to be written.
package struct FactSheet: Sendable {
  package struct Column: Sendable {
    package enum Kind: String, Sendable {
      case text = "string"
      case number, date, boolean
    }

    package let name: String
    package let kind: Kind
    /// French, one line, with its unit.
    package let meaning: String
    /// Article of the référentiel.
    package let section: String
    /// Fields of the exports that it rests on, or whole records.
    package let rests: [String]
    /// The codes that it may hold; empty when any value may stand there.
    package let codes: [String]
    /// Whether a row may not know it: its cell is then empty.
    package let mayBeUnknown: Bool

    package init(
      _ name: String,
      _ kind: Kind,
      meaning: String,
      section: String,
      rests: [String],
      codes: [String] = [],
      mayBeUnknown: Bool
    ) {
      self.name = name
      self.kind = kind
      self.meaning = meaning
      self.section = section
      self.rests = rests
      self.codes = codes
      self.mayBeUnknown = mayBeUnknown
    }
  }

  package let name: String
  package let meaning: String
  package let columns: [Column]
  /// Gives the cells of each row in turn, in the order of the columns: ISO dates, euros with a point, true or false.
  package let rows: @Sendable (_ receive: ([String]) -> Void) -> Void

  package init(
    _ name: String,
    meaning: String,
    columns: [Column],
    rows: @escaping @Sendable (_ receive: ([String]) -> Void) -> Void
  ) {
    self.name = name
    self.meaning = meaning
    self.columns = columns
    self.rows = rows
  }
}
