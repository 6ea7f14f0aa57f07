import Model

extension [SurvivalPoint] {
  /// The points that may be published: those from which no small cell can be counted (référentiel §6).
  ///
  /// For a funder the curve stops below ten subjects, or five at risk. For the public it keeps month 0 and those points
  /// that part no group of one to ten, of events or of subjects lost from sight, from the last one kept, nor leave one.
  func published(for profile: Profile) -> [SurvivalPoint] {
    guard let start = first, start.atRisk >= 10 else { return [] }
    switch profile {
    case .funder: return Array(prefix { $0.atRisk >= 5 })
    case .everyone:
      let small = 1...10
      if small.contains(start.events) { return [] }
      var kept = [start]
      for point in dropFirst() {
        guard let last = kept.last, point.atRisk > 10 else { break }
        let events = point.events - last.events
        let lost = last.atRisk - point.atRisk - events
        if !small.contains(events), !small.contains(lost) { kept.append(point) }
      }
      return kept
    }
  }
}
