/// The names that a template may say at one place, and those inside each.
struct Names: Sendable {
  let inside: @Sendable (String) -> Names?
  private let list: @Sendable () -> [String]

  /// - Parameters:
  ///   - known: the names, listed only when a wrong one must be told from them.
  ///   - inside: the names inside one of them; `nil` for a name that is not known.
  init(
    known: @escaping @autoclosure @Sendable () -> [String] = [],
    inside: @escaping @Sendable (String) -> Names? = { _ in nil }
  ) {
    list = known
    self.inside = inside
  }

  var known: [String] { list() }

  /// Either's names, the first one's winning.
  func or(_ other: Names) -> Names {
    Names(known: self.known + other.known) { self.inside($0) ?? other.inside($0) }
  }

  /// The known name nearest to one that is not known; `nil` when none is known.
  static func nearest(to name: String, among known: [String]) -> String? {
    // Beyond that no name is near, and a cell or a tag may be of any length.
    let wanted = Array(name.unicodeScalars.prefix(80))
    return known.min { one, other in
      let (a, b) = (distance(wanted, Array(one.unicodeScalars)), distance(wanted, Array(other.unicodeScalars)))
      return a != b ? a < b : one < other
    }
  }

  /// Letters to add, drop, change or swap with a neighbour (optimal string alignment).
  private static func distance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...other.count)
    for i in one.indices {
      var row = [i + 1]
      for j in other.indices {
        var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (one[i] == other[j] ? 0 : 1))
        if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] { best = min(best, beforeLast[j - 1] + 1) }
        row.append(best)
      }
      (beforeLast, last) = (last, row)
    }
    return last[other.count]
  }
}
