import Model

/// Reads the amounts that French files write: `1 234,56 €`, `1.234,56`, `(123,45)`, `123,45-`, `123,45 D`, `env. 500`,
/// `3,94` in K€.
enum AmountText {
  /// Centimes; `nil` when it is no amount, or not a whole number of centimes.
  static func cents(_ text: String, _ format: CellFormat) -> Cents? {
    guard let plain = plain(text) else { return nil }
    var body = plain[...]
    for word in ["environ", "env.", "env", "~"] where body.starts(with: word.utf8) { body.removeFirst(word.utf8.count) }
    guard let first = body.firstIndex(where: isOfNumber), let last = body.lastIndex(where: isOfNumber) else {
      return nil
    }
    var around = Surroundings()
    guard around.take(body[..<first]), around.take(body[(last + 1)...]), around.isClosed else { return nil }
    let scale = format.inCents ? 1 : format.thousands || around.isThousands ? 100_000 : 100
    guard let (digits, decimals) = number(body[first...last], parting: scale != 100_000) else { return nil }
    var denominator = 1
    for _ in 0..<decimals { denominator *= 10 }
    let (scaled, overflow) = digits.multipliedReportingOverflow(by: scale)
    guard !overflow, scaled % denominator == 0, scaled / denominator <= highestAmount else { return nil }
    return (around.isNegative == format.inverse ? 1 : -1) * scaled / denominator
  }

  private static let space = UInt8(ascii: " ")
  private static let comma = UInt8(ascii: ",")
  private static let dot = UInt8(ascii: ".")

  /// Lower-case bytes: blanks of every kind as one space, minus signs as `-`, the sign of the euro as `e`; `nil` when
  /// another sign is there.
  private static func plain(_ text: String) -> [UInt8]? {
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 65...90: out.append(UInt8(scalar.value) + 32)
      case 33...126: out.append(UInt8(scalar.value))
      case 0x2019: out.append(39)
      case 0x2010...0x2015, 0x2212: out.append(UInt8(ascii: "-"))
      case 0x20ac: out.append(UInt8(ascii: "e"))
      default:
        guard scalar.properties.isWhitespace else { return nil }
        if let last = out.last, last != space { out.append(space) }
      }
    }
    if out.last == space { out.removeLast() }
    return out
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  private static func isOfNumber(_ byte: UInt8) -> Bool { isDigit(byte) || byte == comma || byte == dot }

  /// What may stand around the digits: a currency, and one sign, side or pair of parentheses.
  private struct Surroundings {
    var isThousands = false
    var isNegative = false
    private var isSigned = false
    private var open = 0

    var isClosed: Bool { open == 0 }

    private static let words = ["keuros", "keur", "ke", "k", "euros", "euro", "eur", "e", "+", "d", "-", "c", "(", ")"]

    /// C stands for a credit and D for a debit of the tenant: what remains owed is positive.
    mutating func take(_ part: ArraySlice<UInt8>) -> Bool {
      var rest = part.filter { $0 != space }[...]
      while !rest.isEmpty {
        guard let word = Self.words.first(where: { rest.starts(with: $0.utf8) }) else { return false }
        rest.removeFirst(word.utf8.count)
        switch word {
        case "keuros", "keur", "ke", "k": isThousands = true
        case "euros", "euro", "eur", "e": break
        case ")": open -= 1
        default:
          if isSigned { return false }
          isSigned = true
          isNegative = word != "+" && word != "d"
          if word == "(" { open += 1 }
        }
      }
      return true
    }
  }

  /// The digits as one integer, and how many of them are decimals.
  ///
  /// `parting`: whether one dot before three digits parts thousands; a comma there is always a decimal comma.
  private static func number(_ body: ArraySlice<UInt8>, parting: Bool) -> (digits: Int, decimals: Int)? {
    let marks = body.indices.filter { body[$0] == comma || body[$0] == dot }
    var decimalMark = marks.last
    if let last = marks.last, marks.allSatisfy({ body[$0] == body[last] }) {
      let isParted = body.endIndex - last == 4 && last - body.startIndex <= 3 && body.first != 48
      if marks.count > 1 || (parting && body[last] == dot && isParted) { decimalMark = nil }
    }
    var value = 0
    var group = 0
    var isGrouped = false
    for index in body.indices {
      let byte = body[index]
      if isDigit(byte) {
        guard value < 1_000_000_000_000_000 else { return nil }
        value = value * 10 + Int(byte - 48)
        group += 1
      } else if index == decimalMark {
        if isGrouped, group != 3 { return nil }
        group = 0
      } else {
        // Thousands, and what parts them, end where the decimals begin.
        guard byte == space || byte == 39 || isOfNumber(byte), decimalMark.map({ index < $0 }) ?? true else {
          return nil
        }
        guard isGrouped ? group == 3 : (1...3).contains(group) else { return nil }
        isGrouped = true
        group = 0
      }
    }
    if let mark = decimalMark { return (value, body.endIndex - mark - 1) }
    return isGrouped && group != 3 ? nil : (value, 0)
  }
}
