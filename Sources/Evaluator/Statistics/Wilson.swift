import Model

/// The Wilson 95 % interval of `count` out of `total`, without continuity correction (E. B. Wilson, 1927).
///
/// - Parameter total: above zero.
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
