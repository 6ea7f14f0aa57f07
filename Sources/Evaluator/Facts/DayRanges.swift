import Model

/// A set of days as sorted, disjoint, half-open ranges `[start, end[`.
struct DayRanges: Sendable, Equatable {
  private(set) var ranges: [Range<Day>]

  /// The union of `ranges`, in any order and overlapping or not; those that end before they start hold no day.
  init(_ unsorted: [(start: Day, end: Day)]) {
    ranges = []
    for (start, end) in unsorted.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) where start < end {
      if let last = ranges.last, start <= last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, end)
      } else {
        ranges.append(start..<end)
      }
    }
  }

  /// Days of the set in `window`.
  func count(in window: Range<Day>) -> Int {
    ranges.reduce(0) { sum, range in
      sum + max(0, min(range.upperBound, window.upperBound) - max(range.lowerBound, window.lowerBound))
    }
  }
}

/// Days from `start` included to `end` excluded that lie in `period`, an open end meaning to the end of the period
/// included, minus the suspended ones (référentiel §2).
func days(from start: Day, to end: Day?, in period: Period, suspended: DayRanges) -> Int {
  let beyond = period.upperBound + 1
  let first = max(start, period.lowerBound)
  let last = min(end ?? beyond, beyond)
  guard first < last else { return 0 }
  return last - first - suspended.count(in: first..<last)
}
