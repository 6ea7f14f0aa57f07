import Model

/// Makes of tokens the tree of an expression: OR, AND, NOT, comparisons, sums, products, in that order of strength.
struct Parser {
  /// How deep parentheses and CASE may nest.
  static let deepest = 40
  /// Operators of one expression: the stack has room for them.
  static let mostOperators = 400

  private static let keywords: Set<String> = [
    "AND", "OR", "NOT", "IN", "BETWEEN", "IS", "NULL", "COALESCE", "CASE", "WHEN", "THEN", "ELSE", "END", "TRUE",
    "FALSE", "DATE",
  ]

  private let tokens: [Token]
  private var index = 0
  private var depth = 0
  private var operators = 0

  static func parse(_ text: String) throws(Mistake) -> Syntax {
    var parser = Parser(tokens: try Lexer.tokens(of: text))
    if parser.token.form == .end { throw Mistake("expression vide", at: 1) }
    let syntax = try parser.disjunction()
    guard parser.token.form == .end else { throw parser.unexpected("un opérateur ou la fin") }
    return syntax
  }

  private init(tokens: [Token]) { self.tokens = tokens }

  private var token: Token { tokens[index] }

  private func unexpected(_ wanted: String) -> Mistake {
    Mistake("« \(token.written) » inattendu : il faut ici \(wanted)", at: token.at)
  }

  private func isKeyword(_ word: String) -> Bool {
    if case .name(let name, isQuoted: false) = token.form { name.uppercased() == word } else { false }
  }

  private mutating func take(_ word: String) -> Bool {
    guard isKeyword(word) || token.form == .sign(word) else { return false }
    index += 1
    return true
  }

  private mutating func expect(_ word: String) throws(Mistake) {
    guard take(word) else { throw unexpected("« \(word) »") }
  }

  private mutating func node(_ form: Syntax.Form, at place: Int) throws(Mistake) -> Syntax {
    operators += 1
    if operators > Self.mostOperators {
      throw Mistake("expression trop longue : \(Self.mostOperators) opérations au plus", at: place)
    }
    return Syntax(form: form, at: place)
  }

  private mutating func disjunction() throws(Mistake) -> Syntax {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest {
      throw Mistake("expression trop imbriquée : \(Self.deepest) niveaux au plus", at: token.at)
    }
    var left = try conjunction()
    while take("OR") { left = try node(.logic(isAnd: false, left, try conjunction()), at: left.at) }
    return left
  }

  private mutating func conjunction() throws(Mistake) -> Syntax {
    var left = try negation()
    while take("AND") { left = try node(.logic(isAnd: true, left, try negation()), at: left.at) }
    return left
  }

  private mutating func negation() throws(Mistake) -> Syntax {
    let place = token.at
    var isNegated = false
    while take("NOT") { isNegated.toggle() }
    let inner = try predicate()
    return isNegated ? try node(.not(inner), at: place) : inner
  }

  private mutating func predicate() throws(Mistake) -> Syntax {
    let left = try sum()
    if case .sign(let sign) = token.form, let comparison = Comparison(rawValue: sign) {
      index += 1
      return try node(.comparison(comparison, left, try sum()), at: left.at)
    }
    if take("IS") {
      let isNegated = take("NOT")
      try expect("NULL")
      return try node(.isNull(left, isNegated: isNegated), at: left.at)
    }
    let isNegated = take("NOT")
    if take("IN") { return try node(.within(left, try list(), isNegated: isNegated), at: left.at) }
    if take("BETWEEN") {
      let low = try sum()
      try expect("AND")
      return try node(.between(left, low: low, high: try sum(), isNegated: isNegated), at: left.at)
    }
    if isNegated { throw unexpected("« IN » ou « BETWEEN »") }
    return left
  }

  private mutating func list() throws(Mistake) -> [Syntax] {
    try expect("(")
    var items = [try sum()]
    while take(",") { items.append(try sum()) }
    try expect(")")
    return items
  }

  private mutating func sum() throws(Mistake) -> Syntax {
    var left = try product()
    while case .sign(let sign) = token.form, sign == "+" || sign == "-", let operation = Arithmetic(rawValue: sign) {
      index += 1
      left = try node(.arithmetic(operation, left, try product()), at: left.at)
    }
    return left
  }

  private mutating func product() throws(Mistake) -> Syntax {
    var left = try operand()
    while case .sign(let sign) = token.form, sign == "*" || sign == "/", let operation = Arithmetic(rawValue: sign) {
      index += 1
      left = try node(.arithmetic(operation, left, try operand()), at: left.at)
    }
    return left
  }

  private mutating func operand() throws(Mistake) -> Syntax {
    let place = token.at
    switch token.form {
    case .sign("-"):
      index += 1
      guard case .number(let value) = token.form else { throw unexpected("un nombre") }
      index += 1
      return Syntax(form: .literal(.number(Rational(0) - value), .number), at: place)
    case .sign("("):
      index += 1
      let inner = try disjunction()
      try expect(")")
      return inner
    case .number(let value):
      index += 1
      return Syntax(form: .literal(.number(value), .number), at: place)
    case .text(let text):
      index += 1
      return Syntax(form: .literal(.text(text), .text), at: place)
    case .parameter(let name):
      index += 1
      return Syntax(form: .parameter(name), at: place)
    case .name(let name, let isQuoted): return try named(name, isQuoted: isQuoted)
    case .sign, .end: throw unexpected("un nom, un nombre, un 'texte' ou une parenthèse")
    }
  }

  private mutating func named(_ name: String, isQuoted: Bool) throws(Mistake) -> Syntax {
    let place = token.at
    let word = isQuoted ? "" : name.uppercased()
    guard Self.keywords.contains(word), word != "DATE" || isDate else {
      index += 1
      if token.form == .sign("(") {
        throw Mistake("« \(name) » n’est pas une fonction : seule « COALESCE(a, b) » en est une", at: place)
      }
      return Syntax(form: .column(name), at: place)
    }
    index += 1
    switch word {
    case "TRUE", "FALSE": return Syntax(form: .literal(.truth(word == "TRUE"), .truth), at: place)
    case "NULL": return Syntax(form: .literal(.null, nil), at: place)
    case "COALESCE": return try node(.coalesce(try list()), at: place)
    case "CASE": return try cases(at: place)
    case "DATE":
      guard case .text(let text) = token.form, let day = Day(iso: text) else {
        throw unexpected("une date 'AAAA-MM-JJ'")
      }
      index += 1
      return Syntax(form: .literal(.day(day), .day), at: place)
    default:
      index -= 1
      throw unexpected("un nom, un nombre, un 'texte' ou une parenthèse")
    }
  }

  /// Whether a text follows: `date` alone is a name.
  private var isDate: Bool {
    if index + 1 < tokens.count, case .text = tokens[index + 1].form { true } else { false }
  }

  private mutating func cases(at place: Int) throws(Mistake) -> Syntax {
    var branches: [(condition: Syntax, value: Syntax)] = []
    guard isKeyword("WHEN") else { throw unexpected("« WHEN »") }
    while take("WHEN") {
      let condition = try disjunction()
      try expect("THEN")
      branches.append((condition, try disjunction()))
    }
    let otherwise: Syntax? = take("ELSE") ? try disjunction() : nil
    try expect("END")
    return try node(.cases(branches, otherwise: otherwise), at: place)
  }
}
