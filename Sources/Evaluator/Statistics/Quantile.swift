import Model

/// The quantile of order `order` of sorted values, a spreadsheet's QUARTILE.INC; `nil` of nothing.
func quantile(_ order: Rational, of sorted: [Int]) -> Rational? {
  guard let last = sorted.last else { return nil }
  let position = Rational(sorted.count - 1) * order
  let below = position.numerator / position.denominator
  guard below + 1 < sorted.count else { return Rational(last) }
  let part = position - Rational(below)
  return Rational(sorted[below]) + part * Rational(sorted[below + 1] - sorted[below])
}
