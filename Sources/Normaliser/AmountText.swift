import Model

/// Reads the amounts that French files write: `1 234,56 €`, `1.234,56`, `(123,45)`, `123,45-`, `123,45 D`, `env. 500`,
/// `3,94` in K€.
enum AmountText {
  private static let comma = UInt8(ascii: ",")
  private static let dot = UInt8(ascii: ".")
  private static let minus = UInt8(ascii: "-")

  /// Centimes; `nil` when it is no amount, or not a whole number of centimes.
  static func cents(_ text: String, _ format: CellFormat) -> Cents? {
    // Folding drops blanks of every kind and the sign of the euro.
    var body = Array(Folded.key(text).utf8)[...]
    var sign = format.inverse ? -1 : 1
    var scale = format.inCents ? 1 : format.thousands ? 100_000 : 100
    drop(prefix: ["environ", "env.", "env", "~", "+"], from: &body)
    for suffix in ["keuros", "keur", "k"] where take(suffix, from: &body) { scale = 100_000 }
    drop(suffix: ["euros", "euro", "eur"], from: &body)
    // C stands for a credit of the tenant: what remains owed is negative; D, for a debit, changes nothing.
    if !take("d", from: &body), take("c", from: &body) { sign = -sign }
    if body.first == UInt8(ascii: "("), body.last == UInt8(ascii: ")") {
      body = body.dropFirst().dropLast()
      sign = -sign
    }
    if body.last == minus {
      body.removeLast()
      sign = -sign
    } else if body.first == minus {
      body.removeFirst()
      sign = -sign
    }
    guard let (digits, decimals) = number(Array(body)) else { return nil }
    var denominator = 1
    for _ in 0..<decimals { denominator *= 10 }
    let (scaled, overflow) = digits.multipliedReportingOverflow(by: scale)
    guard !overflow, scaled % denominator == 0 else { return nil }
    return sign * scaled / denominator
  }

  private static func drop(prefix words: [String], from body: inout ArraySlice<UInt8>) {
    if let word = words.first(where: { body.starts(with: $0.utf8) }) { body.removeFirst(word.utf8.count) }
  }

  private static func drop(suffix words: [String], from body: inout ArraySlice<UInt8>) {
    for word in words where take(word, from: &body) { return }
  }

  private static func take(_ suffix: String, from body: inout ArraySlice<UInt8>) -> Bool {
    guard body.count > suffix.utf8.count, body.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) else {
      return false
    }
    body.removeLast(suffix.utf8.count)
    return true
  }

  /// The digits as one integer, and how many of them are decimals.
  private static func number(_ body: [UInt8]) -> (digits: Int, decimals: Int)? {
    var value = 0
    var marks: [Int] = []
    var digits = 0
    for (index, byte) in body.enumerated() {
      switch byte {
      case 48...57:
        digits += 1
        value = value * 10 + Int(byte - 48)
      case comma, dot: marks.append(index)
      case 39: continue
      default: return nil
      }
      if digits > 16 { return nil }
    }
    guard digits > 0 else { return nil }
    guard let last = marks.last else { return (value, 0) }
    let after = body.count - last - 1
    let mixed = marks.contains { body[$0] != body[last] }
    if marks.count == 1 {
      // One dot before three digits parts thousands; a comma before three digits is a decimal comma.
      return body[last] == dot && after == 3 ? (value, 0) : (value, after)
    }
    if mixed { return areGroups(marks.dropLast(), end: last) ? (value, after) : nil }
    return areGroups(marks[...], end: body.count) ? (value, 0) : nil
  }

  /// Whether marks part groups of three digits, up to `end`.
  private static func areGroups(_ marks: ArraySlice<Int>, end: Int) -> Bool {
    zip(marks, marks.dropFirst() + [end]).allSatisfy { mark, next in next - mark == 4 }
  }
}
