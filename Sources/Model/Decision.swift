package import Diagnostics

/// A reviewer's decision on two records, replayed at every run and never overridden (`arbitrages.csv`).
package struct Decision: Sendable {
  package enum Verdict: String, Code {
    case link = "lier"
    case separate = "separer"
  }

  /// `structure/identifiant`, else `structure/fichier:ligne`.
  package let one: String
  package let other: String
  package let verdict: Verdict
  /// SHA-256 of the rows that `fichier:ligne` keys name; empty for identifiers.
  package let digests: (String, String)
  package let place: Location

  package init(one: String, other: String, verdict: Verdict, digests: (String, String), place: Location) {
    self.one = one
    self.other = other
    self.verdict = verdict
    self.digests = digests
    self.place = place
  }
}
