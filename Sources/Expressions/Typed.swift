import Model

/// A part of an expression once its kind is known: how it is computed, and how it is printed.
struct Typed: Sendable {
  typealias Node = @Sendable (Formula.Cells) -> Value

  /// `nil`: NULL, that goes with everything.
  let kind: Kind?
  /// Whether it is made of literals only: a bare number then also is an amount of euros.
  var isConstant = false
  let run: Node
  let sql: @Sendable (SQLPrinter) -> String

  /// A constant number as an amount of euros: computed in centimes, printed as it is.
  var asMoney: Typed {
    let run = run
    let cents: Node = { cells in
      run(cells).number.flatMap { $0.multiplied(by: Rational(100)) }.map(Value.number) ?? .null
    }
    return Typed(kind: .money, isConstant: isConstant, run: cents, sql: sql)
  }

  static func literal(_ value: Value, _ kind: Kind?) -> Typed {
    Typed(kind: kind, isConstant: true, run: { _ in value }, sql: { _ in Typed.printed(value) })
  }

  private static func printed(_ value: Value) -> String {
    switch value {
    case .null: "NULL"
    case .truth(let truth): truth ? "TRUE" : "FALSE"
    case .day(let day): "DATE '\(day)'"
    case .text(let text): SQLPrinter.text(text)
    case .number(let number): decimal(number)
    }
  }

  /// A literal's number has a power of ten below it.
  private static func decimal(_ number: Rational) -> String {
    if number.denominator == 1 { return String(number.numerator) }
    var (scale, digits) = (1, 0)
    while scale % number.denominator != 0, digits < 9 { (scale, digits) = (scale * 10, digits + 1) }
    let units = String(number.numerator.magnitude * UInt(scale / number.denominator))
    let padded = String(repeating: "0", count: max(0, digits + 1 - units.count)) + units
    return (number.numerator < 0 ? "-" : "") + padded.dropLast(digits) + "." + padded.suffix(digits)
  }

  static func compared(_ comparison: Comparison, _ left: Typed, _ right: Typed) -> Typed {
    let (one, other) = (left.run, right.run)
    let sql: @Sendable (SQLPrinter) -> String = { "(\(left.sql($0)) \(comparison.rawValue) \(right.sql($0)))" }
    let run: Node =
      switch comparison {
      case .equal: { equal(one($0), other($0)) }
      case .different: { negated(equal(one($0), other($0))) }
      case .less: { precedes(one($0), other($0)) }
      case .greater: { precedes(other($0), one($0)) }
      case .atMost: { negated(precedes(other($0), one($0))) }
      case .atLeast: { negated(precedes(one($0), other($0))) }
      }
    return Typed(kind: .truth, run: run, sql: sql)
  }

  static func equal(_ one: Value, _ other: Value) -> Value {
    if case .null = one { return .null }
    if case .null = other { return .null }
    return .truth(one == other)
  }

  static func negated(_ value: Value) -> Value {
    if case .truth(let truth) = value { .truth(!truth) } else { .null }
  }

  private static func precedes(_ one: Value, _ other: Value) -> Value {
    switch (one, other) {
    case (.number(let one), .number(let other)): .truth(one < other)
    case (.day(let one), .day(let other)): .truth(one < other)
    default: .null
    }
  }

  /// AND is decided by one that does not hold, OR by one that does; the rest is unknown with its parts.
  static func both(_ isAnd: Bool, _ left: Typed, _ right: Typed) -> Typed {
    let (one, other) = (left.run, right.run)
    let run: Node = { cells in
      let first = one(cells)
      if case .truth(let truth) = first, truth != isAnd { return first }
      let second = other(cells)
      if case .truth(let truth) = second, truth != isAnd { return second }
      return first == .null ? first : second
    }
    return Typed(kind: .truth, run: run, sql: { "(\(left.sql($0)) \(isAnd ? "AND" : "OR") \(right.sql($0)))" })
  }

  /// Whether a value is among others: unknown when it is not found and one of them is unknown.
  static func found(_ item: Typed, among items: [Typed], isNegated: Bool) -> Typed {
    let (value, others) = (item.run, items.map(\.run))
    let run: Node = { cells in
      let wanted = value(cells)
      var result = Value.truth(isNegated)
      for other in others {
        let same = equal(wanted, other(cells))
        if same == .truth(true) { return .truth(!isNegated) }
        if same == .null { result = .null }
      }
      return result
    }
    return Typed(kind: .truth, run: run) { printer in
      let list = items.map { $0.sql(printer) }.joined(separator: ", ")
      return "(\(item.sql(printer)) \(isNegated ? "NOT " : "")IN (\(list)))"
    }
  }

  static func computed(_ operation: Arithmetic, _ left: Typed, _ right: Typed, _ kind: Kind) -> Typed {
    let (one, other) = (left.run, right.run)
    let run: Node = { cells in
      guard let left = one(cells).number, let right = other(cells).number else { return .null }
      let result: Rational? =
        switch operation {
        case .plus: left.adding(right)
        case .minus: left.adding(right.opposite)
        case .times: left.multiplied(by: right)
        case .over: left.divided(by: right)
        }
      return result.map(Value.number) ?? .null
    }
    return Typed(kind: kind, isConstant: left.isConstant && right.isConstant, run: run) { printer in
      let (left, right) = (left.sql(printer), right.sql(printer))
      if operation == .over { return "(\(printer.real(left)) / NULLIF(\(right), 0))" }
      return "(\(left) \(operation.rawValue) \(right))"
    }
  }

  /// The days between two dates, or a date some days before or after another.
  static func computedDay(_ operation: Arithmetic, _ left: Typed, _ right: Typed) -> Typed {
    let (one, other) = (left.run, right.run)
    if right.kind == .day {
      let run: Node = { cells in
        guard let left = one(cells).day, let right = other(cells).day else { return .null }
        return Value(left - right)
      }
      return Typed(kind: .number, run: run, sql: { $0.days(from: right.sql($0), to: left.sql($0)) })
    }
    let sign = operation == .minus ? -1 : 1
    let run: Node = { cells in
      guard let day = one(cells).day, let days = other(cells).number, days.denominator == 1 else { return .null }
      // Within the centuries that a calendar has.
      guard abs(days.numerator) < 1_000_000 else { return .null }
      return .day(day + sign * days.numerator)
    }
    return Typed(kind: .day, run: run) { printer in
      printer.day(left.sql(printer), plus: sign < 0 ? "-\(right.sql(printer))" : right.sql(printer))
    }
  }
}
