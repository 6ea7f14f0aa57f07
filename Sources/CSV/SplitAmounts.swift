/// Amounts with a decimal comma and no quotes in a file whose cells commas set apart: each takes two cells.
///
/// The heading tells how many cells a row should have; the amounts are joined again where the rows leave no doubt on
/// which cells they are.
struct SplitAmounts {
  /// Columns of the heading, in order, whose amounts are in two cells; empty when nothing is split.
  private(set) var columns: [Int] = []
  /// Whether rows may be split in several ways: those too long cannot be read.
  private(set) var isAmbiguous = false

  /// Looks for them in the first rows; `heading` is the index of theirs.
  init(_ head: Head, heading: Int, delimiter: UInt8) {
    let width = head.lines[heading].trimmedWidth
    guard delimiter == Byte.comma, width > 1 else { return }
    let long = head.lines[(heading + 1)...].filter { $0.trimmedWidth > width }
    var counts: [Int: Int] = [:]
    for row in long { counts[row.trimmedWidth, default: 0] += 1 }
    guard let most = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }), most.value * 2 > long.count else {
      return
    }
    let rows = long.filter { $0.trimmedWidth == most.key }
    let places = (0..<most.key - 1).filter { place in
      rows.count { SplitAmounts.isAmount($0.cells[place], $0.cells[place + 1]) } * 20 >= rows.count * 19
    }
    let surplus = most.key - width
    let whole = places.filter { place in rows.allSatisfy { $0.cells[place + 1].count == 2 } }
    let clear = [whole, places].first { places in
      places.count == surplus && zip(places, places.dropFirst()).allSatisfy { $1 > $0 + 1 }
    }
    columns = clear.map { $0.enumerated().map { $1 - $0 } } ?? []
    isAmbiguous = clear == nil && places.count >= surplus
  }

  /// Whether two cells are the units and the cents of one amount.
  static func isAmount(_ units: ByteView, _ cents: ByteView) -> Bool {
    guard (1...2).contains(cents.count), cents.allSatisfy(Byte.isDigit) else { return false }
    let digits = units.drop { $0 == 0x2d || $0 == 0x2b }
    guard let first = digits.first, Byte.isDigit(first) else { return false }
    return digits.allSatisfy { Byte.isDigit($0) || $0 == Byte.space || $0 >= 0x80 }
  }
}
