import Model

extension Figure {
  /// The points of the curve that may be published (référentiel §6).
  ///
  /// The public gets none: two points and the rows around them would let anyone count a group of one to ten. For a
  /// funder the curve stops below ten subjects, or five at risk. Where each point is a row of its own (`maintien_km_*`),
  /// the rows decide. Elsewhere points stand three months apart or more, and one stays out when those who had the event,
  /// or left without it, since the point before, or after the last one, are one to four.
  func publishedCurve(for profile: Profile) -> [SurvivalPoint] {
    guard profile == .funder, let start = curve.first, start.atRisk >= 10 else { return [] }
    let followed = curve.prefix { $0.atRisk >= 5 }
    if indicator.hasPrefix("maintien_km_") { return Array(followed) }
    let end = (events: Int(numerator?.double ?? 0), atRisk: 0)
    return followed.dropFirst().reduce(into: [start]) { published, point in
      guard let last = published.last, point.months >= last.months + 3 else { return }
      let here = (events: point.events, atRisk: point.atRisk)
      if isTellable(from: (last.events, last.atRisk), to: here), isTellable(from: here, to: end) {
        published.append(point)
      }
    }
  }

  private typealias State = (events: Int, atRisk: Int)

  /// Whether nobody, or five and more, had the event between two times, and so for those who left without it.
  private func isTellable(from start: State, to end: State) -> Bool {
    let events = end.events - start.events
    let leftWithout = start.atRisk - end.atRisk - events
    return [events, leftWithout].allSatisfy { $0 == 0 || $0 >= 5 }
  }
}
