import Model

extension Syntax {
  /// Refuses a condition that no row can meet: it would count nobody without saying why.
  func refuseIfNeverTrue(in schema: Schema) throws(Mistake) {
    if let place = neverTrue(in: schema) { throw Mistake("cette condition n’est jamais vraie", at: place) }
  }

  /// Where the part stands that makes the condition never true; `nil` when it may be.
  private func neverTrue(in schema: Schema) -> Int? {
    if case .logic(isAnd: false, let left, let right) = form {
      guard let place = left.neverTrue(in: schema), right.neverTrue(in: schema) != nil else { return nil }
      return place
    }
    var domains: [String: Domain] = [:]
    for part in conjuncts {
      if case .logic(isAnd: false, _, _) = part.form, let place = part.neverTrue(in: schema) { return place }
      if part.isConstantFalse { return part.at }
      guard let (name, restrict) = part.restriction(in: schema) else { continue }
      restrict(&domains[name, default: Domain()])
      if domains[name]?.isEmpty == true { return part.at }
    }
    return nil
  }

  private var conjuncts: [Syntax] {
    if case .logic(isAnd: true, let left, let right) = form { left.conjuncts + right.conjuncts } else { [self] }
  }

  private var isConstantFalse: Bool {
    switch form {
    case .literal(let value, _): value != .truth(true)
    case .comparison(let comparison, let left, let right):
      if let one = left.literal, let other = right.literal { !comparison.holds(one, other) } else { false }
    default: false
    }
  }

  private var literal: Value? { if case .literal(let value, _) = form { value } else { nil } }
  private var column: String? { if case .column(let name) = form { Folded.words(name) } else { nil } }

  /// The column that the part says something of on its own, and what.
  private func restriction(in schema: Schema) -> (String, (inout Domain) -> Void)? {
    switch form {
    case .comparison(let comparison, let left, let right):
      if let name = left.column, let value = right.literal { return (name, { $0.keep(comparison, value) }) }
      if let name = right.column, let value = left.literal { return (name, { $0.keep(comparison.mirrored, value) }) }
    case .within(let item, let items, isNegated: false):
      let values = items.compactMap(\.literal)
      if let name = item.column, values.count == items.count { return (name, { $0.keep(among: values) }) }
    case .between(let item, let low, let high, isNegated: false):
      if let name = item.column, let low = low.literal, let high = high.literal {
        return (
          name,
          {
            $0.keep(.atLeast, low)
            $0.keep(.atMost, high)
          }
        )
      }
    case .isNull(let item, isNegated: false):
      guard let name = item.column else { return nil }
      let known = schema.columns.contains { Folded.words($0.name) == name && !$0.isParameter && !$0.mayBeUnknown }
      return (name, { known ? $0.isEmpty = true : $0.keepUnknown() })
    default: break
    }
    return nil
  }
}

/// What a column may still hold once some conditions are met.
fileprivate struct Domain {
  var isEmpty = false
  private var low: (value: Value, isStrict: Bool)?
  private var high: (value: Value, isStrict: Bool)?
  private var among: [Value]?
  private var isKnown = false
  private var isUnknown = false

  mutating func keepUnknown() {
    isUnknown = true
    if isKnown { isEmpty = true }
  }

  mutating func keep(among values: [Value]) {
    isKnown = true
    among = (among ?? values).filter(values.contains)
    settle()
  }

  mutating func keep(_ comparison: Comparison, _ value: Value) {
    isKnown = true
    switch comparison {
    case .equal: among = (among ?? [value]).filter { $0 == value }
    case .different: among = among?.filter { $0 != value }
    case .less, .atMost: high = tighter(high, (value, comparison == .less), below: true)
    case .greater, .atLeast: low = tighter(low, (value, comparison == .greater), below: false)
    }
    settle()
  }

  private func tighter(
    _ known: (value: Value, isStrict: Bool)?,
    _ new: (value: Value, isStrict: Bool),
    below: Bool
  ) -> (value: Value, isStrict: Bool) {
    guard let known else { return new }
    if known.value == new.value { return (new.value, known.isStrict || new.isStrict) }
    return new.value.precedes(known.value) == below ? new : known
  }

  private mutating func settle() {
    if isUnknown { isEmpty = true }
    if let low, let high, high.value.precedes(low.value) || (low.value == high.value && (low.isStrict || high.isStrict))
    {
      isEmpty = true
    }
    if let among, !among.contains(where: isInside) { isEmpty = true }
  }

  private func isInside(_ value: Value) -> Bool {
    if let low, value.precedes(low.value) || (low.isStrict && value == low.value) { return false }
    if let high, high.value.precedes(value) || (high.isStrict && value == high.value) { return false }
    return true
  }
}

extension Value {
  fileprivate func precedes(_ other: Value) -> Bool {
    switch (self, other) {
    case (.number(let one), .number(let two)): one < two
    case (.day(let one), .day(let two)): one < two
    default: false
    }
  }
}

extension Comparison {
  /// Whether it holds between two literals.
  fileprivate func holds(_ one: Value, _ other: Value) -> Bool {
    switch self {
    case .equal: one == other
    case .different: one != other
    case .less: one.precedes(other)
    case .atMost: one == other || one.precedes(other)
    case .greater: other.precedes(one)
    case .atLeast: one == other || other.precedes(one)
    }
  }
}
