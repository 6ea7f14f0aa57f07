import Model

/// The Wilson 95 % interval of a count out of a total above zero, without continuity correction.
///
/// Probable inference, the law of succession, and statistical inference; E. B. Wilson, JASA, 1927.
func wilson(_ count: Int, of total: Int) -> ClosedRange<Double> {
  let z = 1.959963984540054
  let n = Double(total)
  let p = Double(count) / n
  let scale = 1 + z * z / n
  let centre = p + z * z / (2 * n)
  let spread = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
  // The formula reaches 0 and 1 exactly when all or none are counted; rounding may miss them.
  let low = count == 0 ? 0 : max(0, (centre - spread) / scale)
  let high = count == total ? 1 : min(1, (centre + spread) / scale)
  return low...max(low, high)
}
