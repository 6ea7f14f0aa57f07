import Model

extension [SurvivalPoint] {
  /// The points that may be published (référentiel §6).
  ///
  /// For a funder the curve stops below ten subjects, or five at risk. The public gets none: two points and the rows
  /// around them would let anyone count a group of one to ten.
  func published(for profile: Profile) -> [SurvivalPoint] {
    guard profile == .funder, let start = first, start.atRisk >= 10 else { return [] }
    return Array(prefix { $0.atRisk >= 5 })
  }
}
