import Model

/// Reads the amounts that French files write: `1 234,56 €`, `1.234,56`, `(123,45)`, `123,45-`, `123,45 D`, `env. 500`,
/// `3,94` in K€.
enum AmountText {
  /// Centimes; `nil` when it is no amount, or not a whole number of centimes.
  static func cents(_ text: String, _ format: CellFormat) -> Cents? {
    var body = Array(text.trimmed).map { $0.isWhitespace ? " " : $0 }
    for word in ["environ", "env.", "env", "~"] where String(body).lowercased().hasPrefix(word) {
      body.removeFirst(word.count)
    }
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
    guard !overflow, scaled % denominator == 0 else { return nil }
    return (around.isNegative == format.inverse ? 1 : -1) * scaled / denominator
  }

  private static func isOfNumber(_ character: Character) -> Bool {
    character.isASCIIDigit || character == "," || character == "."
  }

  /// What may stand around the digits: a currency, and one sign, side or pair of parentheses.
  private struct Surroundings {
    var isThousands = false
    var isNegative = false
    private var isSigned = false
    private var open = 0

    var isClosed: Bool { open == 0 }

    /// C stands for a credit and D for a debit of the tenant: what remains owed is positive.
    mutating func take(_ part: ArraySlice<Character>) -> Bool {
      var rest = String(part).lowercased().filter { $0 != " " }[...]
      while !rest.isEmpty {
        guard
          let word = ["keuros", "k€", "euros", "eur", "€", "+", "d", "-", "−", "c", "(", ")"].first(
            where: rest.hasPrefix
          )
        else { return false }
        rest.removeFirst(word.count)
        switch word {
        case "keuros", "k€": isThousands = true
        case "euros", "eur", "€": break
        case ")": open -= 1
        default:
          if isSigned { return false }
          isSigned = true
          isNegative = !["+", "d"].contains(word)
          if word == "(" { open += 1 }
        }
      }
      return true
    }
  }

  /// The digits as one integer, and how many of them are decimals.
  ///
  /// `parting`: whether one dot before three digits parts thousands; a comma there is always a decimal comma.
  private static func number(_ body: ArraySlice<Character>, parting: Bool) -> (digits: Int, decimals: Int)? {
    let marks = body.indices.filter { body[$0] == "," || body[$0] == "." }
    var decimalMark = marks.last
    if let last = marks.last, marks.allSatisfy({ body[$0] == body[last] }) {
      let isParted = body.endIndex - last == 4 && last - body.startIndex <= 3 && body.first != "0"
      let isThousands = parting && body[last] == "." && isParted
      if marks.count > 1 || isThousands { decimalMark = nil }
    }
    let whole = body[..<(decimalMark ?? body.endIndex)]
    let fraction = decimalMark.map { body[($0 + 1)...] } ?? []
    let parts = whole.split { $0 == " " }.joined(separator: " ")
    let groups = parts.split(omittingEmptySubsequences: false) { !$0.isASCIIDigit }
    guard whole.allSatisfy({ isOfNumber($0) || $0 == " " || $0 == "'" }), fraction.allSatisfy(\.isASCIIDigit),
      groups.dropFirst().allSatisfy({ $0.count == 3 }), groups.count == 1 || (1...3).contains(groups[0].count),
      let value = Int(String(groups.joined() + fraction))
    else { return nil }
    return (value, fraction.count)
  }
}
