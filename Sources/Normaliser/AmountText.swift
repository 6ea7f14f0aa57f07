import Model

/// Reads the amounts that French files write: `1 234,56 €`, `1.234,56`, `(123,45)`, `123,45-`, `123,45 D`, `env. 500`,
/// `3,94` in K€.
enum AmountText {
  /// Centimes; `nil` when it is no amount, or not a whole number of centimes.
  static func cents(_ text: String, _ format: CellFormat) -> Cents? {
    var sign = format.inverse ? -1 : 1
    var scale = format.inCents ? 1 : format.thousands ? 100_000 : 100
    var body = Array(text.trimmed.unicodeScalars.filter { !$0.properties.isWhitespace }.map(Character.init))
    for word in ["environ", "env.", "env", "~", "+"] where String(body).lowercased().hasPrefix(word) {
      body.removeFirst(word.count)
    }
    func takeSuffix(_ suffix: String) -> Bool {
      guard body.count > suffix.count, String(body.suffix(suffix.count)).lowercased() == suffix else { return false }
      body.removeLast(suffix.count)
      return true
    }
    // C stands for a credit and D for a debit of the tenant: what remains owed is positive.
    if takeSuffix("k€") || takeSuffix("keuros") {
      scale = 100_000
    } else {
      _ = takeSuffix("€") || takeSuffix("eur") || takeSuffix("euros")
    }
    if takeSuffix("d") {} else if takeSuffix("c") { sign = -sign }
    if takeSuffix("€") {}
    if body.first == "(", body.last == ")" {
      body = Array(body.dropFirst().dropLast())
      sign = -sign
    }
    if body.last == "-" {
      body.removeLast()
      sign = -sign
    } else if body.first == "-" || body.first == "−" {
      body.removeFirst()
      sign = -sign
    }
    guard let (digits, decimals) = number(body) else { return nil }
    var denominator = 1
    for _ in 0..<decimals { denominator *= 10 }
    let (scaled, overflow) = digits.multipliedReportingOverflow(by: scale)
    guard !overflow, scaled % denominator == 0 else { return nil }
    return sign * scaled / denominator
  }

  /// The digits as one integer, and how many of them are decimals.
  private static func number(_ body: [Character]) -> (digits: Int, decimals: Int)? {
    guard body.contains(where: \.isASCIIDigit), body.count <= 18 else { return nil }
    let marks = body.indices.filter { body[$0] == "," || body[$0] == "." }
    guard body.indices.allSatisfy({ body[$0].isASCIIDigit || marks.contains($0) || body[$0] == "'" }) else {
      return nil
    }
    var decimalMark: Int?
    if let last = marks.last {
      let after = body.count - last - 1
      let kinds = Set(marks.map { body[$0] })
      if kinds.count == 2 || marks.count == 1 {
        // One dot before three digits parts thousands; a comma before three digits is a decimal comma.
        decimalMark = marks.count == 1 && body[last] == "." && after == 3 ? nil : last
      }
      if kinds.count == 1, marks.count > 1, !areGroups(body, marks) { return nil }
      if let mark = decimalMark, !areGroups(Array(body[..<mark]), marks.filter { $0 != mark }) { return nil }
    }
    let digits = body.filter(\.isASCIIDigit)
    guard let value = Int(String(digits)) else { return nil }
    return (value, decimalMark.map { body.count - $0 - 1 } ?? 0)
  }

  /// Whether marks part groups of three digits.
  private static func areGroups(_ body: [Character], _ marks: [Int]) -> Bool {
    let ends = marks.dropFirst() + [body.count]
    return zip(marks, ends).allSatisfy { mark, end in end - mark == 4 }
  }
}
