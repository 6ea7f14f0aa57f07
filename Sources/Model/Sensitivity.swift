/// What the pairs left to a reviewer may change in the figures: nothing when there is none.
package struct Sensitivity: Sendable {
  /// A row of figures that some decision moves.
  package struct Range: Sendable {
    /// The row as it stands, every pair being kept apart: its value is the central one.
    package var central: Figure
    /// Least and greatest values met; `nil` when none could be computed.
    package var low: Quantity?
    package var high: Quantity?
    /// Pairs that move it, each decided on its own.
    package var pairs: Int

    package init(central: Figure) {
      self.central = central
      low = central.value
      high = central.value
      pairs = 0
    }
  }

  /// What linking one pair would change.
  package struct Stake: Sendable {
    /// The headline figures that move, before and after.
    package var headlines: [(before: Figure, after: Figure)]
    /// All the rows that move, breakdowns and periods included.
    package var rows: Int

    package init(headlines: [(before: Figure, after: Figure)], rows: Int) {
      self.headlines = headlines
      self.rows = rows
    }
  }

  /// In the order of the projects, then of `indicateurs.csv`; the consolidated ones last.
  package var ranges: [Range]
  /// By index of `Reconciliation.links`; a pair beyond those that were tried one by one has none.
  package var stakes: [Int: Stake]

  package init(ranges: [Range] = [], stakes: [Int: Stake] = [:]) {
    self.ranges = ranges
    self.stakes = stakes
  }
}
