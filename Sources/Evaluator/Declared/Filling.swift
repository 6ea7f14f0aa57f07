import Model

extension Figure {
  /// A row of a declaration, not yet filled.
  init(_ line: DeclaredLine, in pool: Pool, detail: String? = nil, label: String = "") {
    self.init(
      project: pool.project,
      period: pool.period,
      scope: pool.scope,
      indicator: line.code,
      detail: detail ?? line.detail,
      label: label.isEmpty ? line.label : "\(line.label)\u{a0}: \(label)",
      unit: line.unit
    )
  }

  /// Fills a proportion: numerator, denominator, interval and bounds (référentiel §4).
  ///
  /// `unsentMissing` says whether units of which nothing is sent are missing, or outside the population.
  mutating func fill(share tally: Tally, unsentMissing: Bool = true) {
    missing = tally.missing + (unsentMissing ? tally.unsent : 0)
    if tally.nothingSent {
      notCollected()
      return
    }
    let total = tally.documented
    numerator = Quantity(tally.counted)
    denominator = Quantity(total)
    if total + missing > 0 {
      lowerBound = Rational(tally.counted, total + missing)
      upperBound = Rational(tally.counted + missing, total + missing)
    }
    guard total > 0 else {
      status = .notComputable
      return
    }
    value = .exact(Rational(tally.counted, total))
    interval = wilson(tally.counted, of: total)
  }

  /// Says that nobody sends what the indicator needs.
  mutating func notCollected() {
    status = .notCollected
    numerator = nil
    value = nil
    denominator = Quantity(0)
    note = "objet non transmis"
  }

  /// Fills a count.
  mutating func fill(count: Int) {
    numerator = Quantity(count)
    value = Quantity(count)
  }

  /// Fills a ratio of two exact quantities; not computable when one is unknown or the denominator is zero.
  mutating func fill(ratio top: Rational?, over bottom: Rational?) {
    numerator = top.map(Quantity.exact)
    denominator = bottom.map(Quantity.exact)
    if let top, let bottom, bottom != Rational(0) {
      value = .exact(top / bottom)
    } else {
      status = .notComputable
    }
  }
}
