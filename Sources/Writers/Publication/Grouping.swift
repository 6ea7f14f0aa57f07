/// Which rows of a breakdown are told together, so that no cell of one to four is told (référentiel §6).
///
/// A reader has the whole period, the year, and the edition of the year before: what the year adds to a row is a cell too.
enum Grouping {
  /// Whether a cell may be told.
  static func isSafe(_ count: Int) -> Bool { count == 0 || count >= 5 }

  /// The rows that join « Autres ».
  ///
  /// - Parameters:
  ///   - all: cells of the whole period.
  ///   - year: what the last year adds to each.
  ///   - isTold: other reasons not to print a row, by its place.
  ///   - isRefused: other reasons not to print a group.
  /// - Returns: their places; empty when each row stands alone, `nil` when fewer than two would be left.
  static func grouped(
    _ all: [Int],
    _ year: [Int],
    isTold: (Int) -> Bool = { _ in false },
    isRefused: (Set<Int>) -> Bool = { _ in false }
  ) -> Set<Int>? {
    var group = Set(
      all.indices.filter { place in
        // What the year adds tells something only beside what the edition before printed.
        let isTelling = !isSafe(year[place]) && all[place] - year[place] >= 5
        return !isSafe(all[place]) || isTelling || all[place] > 0 && isTold(place)
      }
    )
    if group.isEmpty { return [] }
    var alone = all.indices.filter { all[$0] > 0 && !group.contains($0) }.sorted { (all[$0], $0) > (all[$1], $1) }
    let whole = year.reduce(0, +)
    func isEnough() -> Bool {
      let added = group.reduce(0) { $0 + year[$1] }
      // A row told « regroupé » is not zero: as many units as rows would be one each.
      return group.count >= 2 && group.reduce(0) { $0 + all[$1] } > max(4, group.count)
        && (isSafe(added) || added == whole) && !isRefused(group)
    }
    while !isEnough() {
      guard let smallest = alone.popLast() else { return nil }
      group.insert(smallest)
    }
    return alone.isEmpty ? nil : group
  }

  /// Whether a split may be given: every cell of every part, and what the year leaves of it.
  static func isSafe(_ all: [Int], _ year: [Int], isYear: Bool) -> Bool {
    zip(all, year).allSatisfy { all, year in isSafe(all) && isSafe(year) && (!isYear || isSafe(all - year)) }
  }
}

/// A number known to lie between two.
typealias Reach = ClosedRange<Int>

extension Reach {
  /// What « to the nearest 5 » tells of a number, and « moins de 5 » of one to four.
  ///
  /// Shares are given from ten and twenty units on, and their size in words: which side of these a number is on is told.
  init(rounding count: Int) {
    if count == 0 { self = 0...0; return }
    if count < 5 { self = 1...4; return }
    let nearest = Rounding.five(count)
    let (low, high) = (Swift.max(5, nearest - 2), nearest + 2)
    let step = Rounding.sizes.first { low < $0 && $0 <= high }
    guard let step else { self = low...high; return }
    self = count < step ? low...(step - 1) : step...high
  }

  /// Whether the sum of some numbers, being in a range, tells exactly one of them that is of one to four.
  static func isTelling(_ whole: Reach, of parts: [Reach]) -> Bool {
    let (least, most) = parts.reduce((0, 0)) { ($0.0 + $1.lowerBound, $0.1 + $1.upperBound) }
    return parts.contains { part in
      if part.count == 1 { return false }
      let low = Swift.max(part.lowerBound, whole.lowerBound - (most - part.upperBound))
      let high = Swift.min(part.upperBound, whole.upperBound - (least - part.lowerBound))
      return low >= high && (1...4).contains(low)
    }
  }
}

enum Rounding {
  /// From these on, a share is given, or its population said with a larger word.
  static let sizes = [10, 20, 35, 75, 150]

  /// The nearest multiple of 5.
  static func five(_ count: Int) -> Int { (count + 2) / 5 * 5 }

  /// The nearest multiple of 5 of five and more, or the next one where the nearest would tell one of the parts.
  static func five(_ count: Int, parts: [[Reach]]) -> Int {
    let nearest = five(count)
    let next = count >= nearest ? [nearest + 5, nearest - 5] : [nearest - 5, nearest + 5]
    func isQuiet(_ value: Int) -> Bool {
      let reach = value == nearest ? Reach(rounding: count) : max(5, value - 2)...(value + 2)
      return value >= 5 && parts.allSatisfy { !Reach.isTelling(reach, of: $0) }
    }
    return isQuiet(nearest) ? nearest : next.first(where: isQuiet) ?? nearest + 5
  }
}
