import Model

/// Finds the kind of every part of an expression, and refuses those that do not go together.
struct Checker {
  let schema: Schema
  /// Columns and parameters met, in order.
  private(set) var named: [Int] = []
  /// Those whose being unknown matters.
  private(set) var needed: Set<Int> = []
  /// Within IS NULL or COALESCE: being unknown is foreseen there.
  private var isForeseen = false

  init(schema: Schema) { self.schema = schema }

  /// Checks a part that must be of a kind, when one is given.
  mutating func typed(_ syntax: Syntax, expecting kind: Kind?) throws(Mistake) -> Typed {
    let found = try typed(syntax)
    guard let kind, let own = found.kind, own != kind else { return found }
    if kind == .money, own == .number, found.isConstant { return found.asMoney }
    throw mistaken(syntax, own, expected: kind)
  }

  private func mistaken(_ syntax: Syntax, _ kind: Kind, expected: Kind) -> Mistake {
    let subject =
      switch syntax.form {
      case .column(let name): "« \(name) » est \(kind.words)"
      case .parameter(let name): "« :\(name) » est \(kind.words)"
      default: "ceci est \(kind.words)"
      }
    return Mistake("\(subject) ; \(expected.words) est \(expected.isFeminine ? "attendue" : "attendu")", at: syntax.at)
  }

  private mutating func typed(_ syntax: Syntax) throws(Mistake) -> Typed {
    switch syntax.form {
    case .literal(.text(let text), let kind) where schema.readsBareWords: return .literal(.text(Folded.key(text)), kind)
    case .literal(let value, let kind): return .literal(value, kind)
    case .column(let name): return try cell(name, isParameter: false, at: syntax.at)
    case .parameter(let name): return try cell(name, isParameter: true, at: syntax.at)
    case .comparison(let comparison, let left, let right): return try compared(comparison, left, right)
    case .logic(let isAnd, let left, let right):
      return .both(isAnd, try typed(left, expecting: .truth), try typed(right, expecting: .truth))
    case .not(let inner):
      let inner = try typed(inner, expecting: .truth)
      let run = inner.run
      return Typed(kind: .truth, run: { Typed.negated(run($0)) }, sql: { "(NOT \(inner.sql($0)))" })
    case .isNull(let inner, let isNegated): return try tested(inner, isNegated: isNegated)
    case .within(let item, let items, let isNegated):
      let items = items.map(bare)
      let all = try alike([item] + items)
      for other in items { try checkCode(item, other) }
      return .found(all[0], among: Array(all.dropFirst()), isNegated: isNegated)
    case .between(let item, let low, let high, let isNegated):
      let all = try alike([item, low, high])
      try refuseOrder(item, all[0].kind)
      let inside = Typed.both(true, .compared(.atLeast, all[0], all[1]), .compared(.atMost, all[0], all[2]))
      guard isNegated else { return inside }
      let run = inside.run
      return Typed(kind: .truth, run: { Typed.negated(run($0)) }, sql: { "(NOT \(inside.sql($0)))" })
    case .arithmetic(let operation, let left, let right): return try computed(operation, left, right)
    case .coalesce(let items): return try first(of: items)
    case .cases(let branches, let otherwise): return try chosen(branches, otherwise)
    }
  }

  private mutating func cell(_ name: String, isParameter: Bool, at place: Int) throws(Mistake) -> Typed {
    guard let index = schema.index(of: name, isParameter: isParameter) else {
      let names = schema.columns.filter { $0.isParameter == isParameter }.map(\.name)
      let sign = isParameter ? ":" : ""
      let near = nearest(to: name, among: names)
      let hint = near.isEmpty ? "" : " ; le plus proche : « \(sign)\(near) »"
      throw Mistake(
        "« \(sign)\(name) » n’est pas \(isParameter ? "un paramètre" : "un nom") connu ici\(hint)",
        at: place
      )
    }
    if !named.contains(index) { named.append(index) }
    if !isForeseen { needed.insert(index) }
    let column = schema.columns[index]
    return Typed(kind: column.kind, run: { $0(index) }) { printer in
      isParameter ? printer.parameter(column.name) : printer.cell(column.name)
    }
  }

  /// A bare word as the text that it is, where the schema has it so.
  private func bare(_ syntax: Syntax) -> Syntax {
    guard schema.readsBareWords, case .column(let word) = syntax.form,
      schema.index(of: word, isParameter: false) == nil
    else { return syntax }
    return Syntax(form: .literal(.text(word), .text), at: syntax.at)
  }

  private mutating func compared(_ comparison: Comparison, _ left: Syntax, _ right: Syntax) throws(Mistake) -> Typed {
    let right = comparison == .equal || comparison == .different ? bare(right) : right
    for side in [left, right] {
      if case .literal(.null, _) = side.form {
        throw Mistake(
          "une comparaison avec NULL n’est jamais vraie : écrire « IS NULL » ou « IS NOT NULL »",
          at: side.at
        )
      }
    }
    let both = try alike([left, right])
    if comparison != .equal && comparison != .different { try refuseOrder(left, both[0].kind) }
    try checkCode(left, right)
    try checkCode(right, left)
    return .compared(comparison, both[0], both[1])
  }

  private func refuseOrder(_ syntax: Syntax, _ kind: Kind?) throws(Mistake) {
    guard kind == .text || kind == .truth else { return }
    throw Mistake("l’ordre ne se demande que de nombres, de montants et de dates", at: syntax.at)
  }

  /// A text compared with a column of codes is one of them.
  private func checkCode(_ column: Syntax, _ text: Syntax) throws(Mistake) {
    guard case .column(let name) = column.form, case .literal(.text(let code), _) = text.form,
      let index = schema.index(of: name, isParameter: false)
    else { return }
    let codes = schema.columns[index].codes
    if codes.isEmpty || codes.contains(code) { return }
    let near = nearest(to: code, among: codes)
    throw Mistake("'\(code)' n’est pas une valeur de « \(name) » ; la plus proche : '\(near)'", at: text.at)
  }

  /// Parts that must all be of one kind.
  private mutating func alike(_ parts: [Syntax]) throws(Mistake) -> [Typed] {
    var found: [Typed] = []
    for part in parts { found.append(try typed(part)) }
    let wanted = found.first { !$0.isConstant && $0.kind != nil } ?? found.first { $0.kind != nil }
    guard let kind = wanted?.kind else { return found }
    for (index, part) in parts.enumerated() {
      guard let own = found[index].kind, own != kind else { continue }
      guard kind == .money, own == .number, found[index].isConstant else {
        throw mistaken(part, own, expected: kind)
      }
      found[index] = found[index].asMoney
    }
    return found
  }

  private mutating func tested(_ inner: Syntax, isNegated: Bool) throws(Mistake) -> Typed {
    let inner = try foreseen { checker throws(Mistake) in try checker.typed(inner) }
    let run = inner.run
    return Typed(kind: .truth, run: { .truth((run($0) == .null) != isNegated) }) { printer in
      "(\(inner.sql(printer)) IS \(isNegated ? "NOT " : "")NULL)"
    }
  }

  private mutating func foreseen<T>(_ check: (inout Checker) throws(Mistake) -> T) throws(Mistake) -> T {
    let before = isForeseen
    isForeseen = true
    defer { isForeseen = before }
    return try check(&self)
  }

  private mutating func first(of items: [Syntax]) throws(Mistake) -> Typed {
    let all = try foreseen { checker throws(Mistake) in try checker.alike(items) }
    let runs = all.map(\.run)
    let run: Typed.Node = { cells in
      for run in runs {
        let value = run(cells)
        if value != .null { return value }
      }
      return .null
    }
    return Typed(kind: all.lazy.compactMap(\.kind).first, run: run) { printer in
      "COALESCE(\(all.map { $0.sql(printer) }.joined(separator: ", ")))"
    }
  }

  private mutating func chosen(
    _ branches: [(condition: Syntax, value: Syntax)],
    _ otherwise: Syntax?
  ) throws(Mistake) -> Typed {
    var conditions: [Typed] = []
    for branch in branches { conditions.append(try typed(branch.condition, expecting: .truth)) }
    let values = try alike(branches.map(\.value) + [otherwise].compactMap(\.self))
    let runs = zip(conditions, values).map { ($0.run, $1.run) }
    let last = otherwise == nil ? nil : values.last
    let run: Typed.Node = { cells in
      for (condition, value) in runs where condition(cells) == .truth(true) { return value(cells) }
      return last?.run(cells) ?? .null
    }
    let kept = conditions
    return Typed(kind: values.lazy.compactMap(\.kind).first, run: run) { printer in
      let cases = zip(kept, values).map { "WHEN \($0.sql(printer)) THEN \($1.sql(printer))" }
      let rest = last.map { " ELSE \($0.sql(printer))" } ?? ""
      return "CASE \(cases.joined(separator: " "))\(rest) END"
    }
  }

  private mutating func computed(_ operation: Arithmetic, _ left: Syntax, _ right: Syntax) throws(Mistake) -> Typed {
    let (one, other) = (try typed(left), try typed(right))
    if operation == .over, other.isConstant, other.run({ _ in .null }) == .number(Rational(0)) {
      throw Mistake("division par zéro", at: right.at)
    }
    switch (one.kind ?? other.kind, operation, other.kind ?? one.kind) {
    case (.day, .minus, .day), (.day, .minus, .number), (.day, .plus, .number):
      return .computedDay(operation, one, other)
    case (.number, _, .number): return .computed(operation, one, other, .number)
    case (.money, .over, .money): return .computed(operation, one, other, .number)
    case (.money, .times, .number), (.number, .times, .money), (.money, .over, .number):
      return .computed(operation, one, other, .money)
    case (.money, .plus, _), (.money, .minus, _), (_, .plus, .money), (_, .minus, .money):
      let both = try alike([left, right])
      return .computed(operation, both[0], both[1], .money)
    default:
      let what =
        "« \(operation.rawValue) » ne va pas entre \((one.kind ?? .number).words) et \((other.kind ?? .number).words)"
      throw Mistake(what, at: left.at)
    }
  }
}

extension Kind {
  fileprivate var isFeminine: Bool { self == .day || self == .truth }
}
