#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Logarithm in base 2: weights are counted in bits.
func logarithm(_ value: Double) -> Double { log2(value) }

/// Power of two.
func power(_ bits: Double) -> Double { exp2(bits) }

/// Pairs among so many.
func pairCount(_ count: Int) -> Int { count * (count - 1) / 2 }
func pairCount(_ count: Double) -> Double { count * (count - 1) / 2 }

/// Logarithm of the sum of two powers of two, given their exponents.
func sumOfPowers(_ one: Double, _ other: Double) -> Double {
  let high = max(one, other)
  let gap = min(one, other) - high
  return gap < -40 ? high : high + log2(1 + exp2(gap))
}
