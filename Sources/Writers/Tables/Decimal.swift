import Model

/// A quantity for a CSV file: point decimal, full precision, never an exponent, never `-0`.
func decimal(_ quantity: Quantity) -> String {
  switch quantity {
  case .exact(let rational): decimal(rational)
  case .real(let value): decimal(value)
  }
}

/// Digits kept of a fraction that does not end: enough to read back as the `Double` nearest to it.
fileprivate let significantDigits = 20

/// The exact expansion of a fraction when it ends, else its first digits, rounded half away from zero.
func decimal(_ value: Rational) -> String {
  if value.denominator == 1 { return String(value.numerator) }
  let divisor = value.denominator.magnitude
  let (whole, first) = value.numerator.magnitude.quotientAndRemainder(dividingBy: divisor)
  var digits = String(whole).utf8.map { $0 - UInt8(ascii: "0") }
  digits.reserveCapacity(2 * significantDigits)
  let wholeCount = digits.count
  var remainder = first
  var significant = whole == 0 ? 0 : wholeCount
  while remainder != 0, significant < significantDigits {
    let scaled = remainder.multipliedFullWidth(by: 10)
    let (digit, next) = divisor.dividingFullWidth(scaled)
    digits.append(UInt8(digit))
    if digit != 0 || significant > 0 { significant += 1 }
    remainder = next
  }
  var carried = wholeCount
  if remainder >= divisor - remainder, remainder != 0 { carried += raise(&digits) }
  return text(digits, wholeCount: carried, negative: value.numerator < 0)
}

/// Adds one to the last digit; returns how many digits the whole part grew by.
fileprivate func raise(_ digits: inout [UInt8]) -> Int {
  var index = digits.count - 1
  while index >= 0, digits[index] == 9 {
    digits[index] = 0
    index -= 1
  }
  if index >= 0 {
    digits[index] += 1
    return 0
  }
  digits.insert(1, at: 0)
  return 1
}

/// Digits written with a point, the useless zeros of the fraction dropped.
fileprivate func text(_ digits: [UInt8], wholeCount: Int, negative: Bool) -> String {
  var digits = digits
  while digits.count > wholeCount, digits.last == 0 { digits.removeLast() }
  var characters: [UInt8] = negative && digits.contains { $0 != 0 } ? [UInt8(ascii: "-")] : []
  characters.reserveCapacity(digits.count + 2)
  for (index, digit) in digits.enumerated() {
    if index == wholeCount { characters.append(UInt8(ascii: ".")) }
    characters.append(digit + UInt8(ascii: "0"))
  }
  return String(decoding: characters, as: UTF8.self)
}

/// The shortest decimal that reads back as the same number; empty for what is not finite.
func decimal(_ value: Double) -> String {
  guard value.isFinite else { return "" }
  let shortest = "\(value.magnitude)"
  if !shortest.utf8.contains(UInt8(ascii: "e")) {
    let text = shortest.hasSuffix(".0") ? String(shortest.dropLast(2)) : shortest
    return value < 0 ? "-" + text : text
  }
  let parts = shortest.split(separator: "e")
  let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
  let mantissa = parts[0].split(separator: ".")
  var digits = mantissa.joined().utf8.map { $0 - UInt8(ascii: "0") }
  var wholeCount = mantissa[0].utf8.count + exponent
  if wholeCount < 1 {
    digits.insert(contentsOf: [UInt8](repeating: 0, count: 1 - wholeCount), at: 0)
    wholeCount = 1
  }
  while digits.count < wholeCount { digits.append(0) }
  return text(digits, wholeCount: wholeCount, negative: value < 0)
}

/// Centimes as a point-decimal number of euros.
func euros(_ amount: Cents) -> String { decimal(Rational(amount, 100)) }
