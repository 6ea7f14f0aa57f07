/// A parsed expression, not yet checked.
struct Syntax: Sendable {
  indirect enum Form: Sendable {
    /// `nil` kind: NULL.
    case literal(Value, Kind?)
    case column(String)
    case parameter(String)
    case comparison(Comparison, Syntax, Syntax)
    case logic(isAnd: Bool, Syntax, Syntax)
    case not(Syntax)
    case isNull(Syntax, isNegated: Bool)
    case within(Syntax, [Syntax], isNegated: Bool)
    case between(Syntax, low: Syntax, high: Syntax, isNegated: Bool)
    case arithmetic(Arithmetic, Syntax, Syntax)
    case coalesce([Syntax])
    case cases([(condition: Syntax, value: Syntax)], otherwise: Syntax?)
  }

  let form: Form
  /// Column where it starts, in characters from 1.
  let at: Int
}

enum Comparison: String, Sendable {
  case equal = "="
  case different = "<>"
  case less = "<"
  case atMost = "<="
  case greater = ">"
  case atLeast = ">="

  /// The same comparison, its sides exchanged.
  var mirrored: Comparison {
    switch self {
    case .equal, .different: self
    case .less: .greater
    case .atMost: .atLeast
    case .greater: .less
    case .atLeast: .atMost
    }
  }
}

enum Arithmetic: String, Sendable {
  case plus = "+"
  case minus = "-"
  case times = "*"
  case over = "/"
}
