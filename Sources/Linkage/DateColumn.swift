/// Reads the distinct texts of a column of dates, and finds whether days or months come first.
///
/// A date is `yyyymmdd` in decimal, possibly impossible (`18018817`): a wrong digit is evidence too. 0 is unreadable.
struct DateColumn {
  private var isMonthFirst = false

  /// Texts are folded: groups of digits parted by spaces.
  init(_ texts: [[UInt8]]) {
    var first = 0
    var second = 0
    for text in texts {
      let groups = Self.groups(text)
      guard groups.count == 3, groups[2].digits > 2 || groups[0].digits <= 2 else { continue }
      if groups[0].value > 12 { first += 1 }
      if groups[1].value > 12 { second += 1 }
    }
    isMonthFirst = second > first
  }

  func date(_ text: [UInt8]) -> UInt32 {
    let groups = Self.groups(text)
    switch groups.count {
    case 1 where groups[0].digits == 8: return UInt32(groups[0].value)
    case 1 where groups[0].digits == 4: return UInt32(groups[0].value * 10_000)
    case 3 where groups[0].digits == 4: return packed(groups[0].value, groups[1].value, groups[2].value)
    case 3:
      let year = groups[2].digits <= 2 ? groups[2].value + (groups[2].value > 30 ? 1900 : 2000) : groups[2].value
      return isMonthFirst
        ? packed(year, groups[0].value, groups[1].value) : packed(year, groups[1].value, groups[0].value)
    default: return 0
    }
  }

  private func packed(_ year: Int, _ month: Int, _ day: Int) -> UInt32 {
    guard year > 0, year < 10_000, month < 100, day < 100 else { return 0 }
    return UInt32(year * 10_000 + month * 100 + day)
  }

  /// A digit, or the letter that is read for it.
  private static func digit(_ byte: UInt8) -> Int? {
    switch byte {
    case 48...57: Int(byte - 48)
    case "O", "Q", "D": 0
    case "I", "L": 1
    case "Z": 2
    case "S": 5
    case "G": 6
    case "B": 8
    default: nil
    }
  }

  /// The first three groups of digits; none when anything else comes among them.
  private static func groups(_ text: [UInt8]) -> [(value: Int, digits: Int)] {
    var groups: [(value: Int, digits: Int)] = []
    for word in text.split(separator: space).prefix(3) {
      var value = 0
      let hasDigit = word.contains { $0 >= 48 && $0 <= 57 }
      for byte in word {
        guard let digit = digit(byte), hasDigit, value < 100_000_000 else { return [] }
        value = value * 10 + digit
      }
      groups.append((value, word.count))
    }
    return groups
  }
}
