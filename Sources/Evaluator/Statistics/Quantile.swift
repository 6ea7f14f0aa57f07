import Model

/// The quantile of order `order` of sorted values, a spreadsheet's QUARTILE.INC; `nil` of nothing, or of numbers too large.
func quantile(_ order: Rational, of sorted: [Rational]) -> Rational? {
  guard let last = sorted.last else { return nil }
  let position = Rational(sorted.count - 1) * order
  let below = position.numerator / position.denominator
  guard below + 1 < sorted.count else { return last }
  let part = position - Rational(below)
  let step = sorted[below + 1].adding(sorted[below].opposite)
  return step.flatMap { part.multiplied(by: $0) }.flatMap(sorted[below].adding)
}
