/// A line of the account of a figure: how many units came, left, or stay.
package struct AttritionLine: Sendable, Equatable {
  /// What the line does to the running number of units.
  package enum Kind: String, Code {
    /// Opens the account.
    case received = "recu"
    /// Taken away from what came before.
    case removed = "retire"
    /// What stays, in the unit that the label says: the lines before it sum to it.
    case remaining = "reste"
  }

  package let kind: Kind
  /// French, lower case, in the plural.
  package let label: String
  package let count: Int
  /// Distinct households behind what stays; `nil` where the line is not about households.
  package let households: Int?

  package init(_ kind: Kind, _ label: String, _ count: Int, households: Int? = nil) {
    self.kind = kind
    self.label = label
    self.count = count
    self.households = households
  }
}

/// A parcours as an explanation tells it (référentiel §2): restricted zone only.
package struct PathwaySummary: Sendable {
  package let project: String
  package let volet: Volet
  /// From 1, in its household, project and volet.
  package let rank: Int
  package let start: Day
  /// `nil`: ongoing at the date d'arrêté.
  package let end: Day?
  /// Those suspended left out.
  package let days: Int
  package let renewals: Int
  /// Rows of its measures, in their order.
  package let measures: [Origin]

  package init(
    project: String,
    volet: Volet,
    rank: Int,
    start: Day,
    end: Day?,
    days: Int,
    renewals: Int,
    measures: [Origin]
  ) {
    self.project = project
    self.volet = volet
    self.rank = rank
    self.start = start
    self.end = end
    self.days = days
    self.renewals = renewals
    self.measures = measures
  }
}
