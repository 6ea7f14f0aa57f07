/// A checked expression over the columns of a schema, ready to be computed on rows and printed as SQL.
///
/// The language is a small, typed part of SQL's scalar expressions: names, `:parameters`, numbers, 'texts', DATE '…',
/// `= <> < <= > >= AND OR NOT IN BETWEEN IS [NOT] NULL + - * / COALESCE CASE WHEN`. Money is exact, in euros where it is
/// written, in centimes where it is computed. What is not known is NULL, and so is what rests on it.
package struct Formula: Sendable {
  /// Gives the cell of a column of the schema, of the row looked at.
  package typealias Cells = (_ column: Int) -> Value

  package let text: String
  package let kind: Kind
  /// Columns and parameters that it names, in the order in which it names them.
  package let columns: [Int]
  /// Those of them whose being unknown may make the whole unknown, in the same order.
  private let needed: [Int]
  private let typed: Typed

  /// Checks an expression.
  ///
  /// - Parameters:
  ///   - text: as its author wrote it.
  ///   - schema: the names that it may use.
  ///   - kind: what it must give; `nil` for anything known.
  /// - Throws: the first mistake met: unknown names with the nearest one, kinds that do not go together, a division by
  ///   zero, a condition that is never true, an expression too long or too deep.
  package init(_ text: String, over schema: Schema, expecting kind: Kind? = nil) throws(Mistake) {
    let syntax = try Parser.parse(text)
    var checker = Checker(schema: schema)
    typed = try checker.typed(syntax, expecting: kind)
    guard let known = typed.kind ?? kind else { throw Mistake("« NULL » seul ne dit rien", at: 1) }
    if known == .truth { try syntax.refuseIfNeverTrue(in: schema) }
    self.text = text
    self.kind = known
    columns = checker.named
    needed = checker.named.filter(checker.needed.contains)
  }

  /// Refuses what is no expression, whatever its names are.
  package static func checkSyntax(_ text: String) throws(Mistake) { _ = try Parser.parse(text) }

  /// What it gives of a row.
  package func value(_ cells: Cells) -> Value { typed.run(cells) }

  /// Whether a condition holds; `nil` when that is not known.
  package func holds(_ cells: Cells) -> Bool? { typed.run(cells).truth }

  /// The first column whose being unknown leaves the result unknown; `nil` when none is.
  package func unknown(_ cells: Cells) -> Int? { needed.first { cells($0) == .null } }

  /// The expression in an engine's SQL.
  package func sql(_ printer: SQLPrinter) -> String { typed.sql(printer) }
}

/// An engine that runs the SQL.
package enum SQLDialect: String, CaseIterable, Sendable { case duckdb, postgresql, spark }

/// How an expression is written for an engine.
package struct SQLPrinter: Sendable {
  package let dialect: SQLDialect
  /// What stands for a column; by default its quoted name.
  private let column: (@Sendable (_ name: String) -> String)?
  /// What stands for a parameter: a value, or the column of a joined table.
  package let parameter: @Sendable (_ name: String) -> String

  package init(
    _ dialect: SQLDialect,
    column: (@Sendable (_ name: String) -> String)? = nil,
    parameter: @escaping @Sendable (_ name: String) -> String
  ) {
    self.dialect = dialect
    self.column = column
    self.parameter = parameter
  }

  /// What stands for a column in an expression.
  func cell(_ name: String) -> String { column?(name) ?? self.name(name) }

  /// A name as the engine quotes it.
  package func name(_ name: String) -> String {
    let quote = dialect == .spark ? "`" : "\""
    return quote + name.replacing(quote, with: quote + quote) + quote
  }

  /// A text as a literal.
  package static func text(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

  /// A number of double precision.
  package func real(_ sql: String) -> String {
    "CAST(\(sql) AS \(dialect == .postgresql ? "DOUBLE PRECISION" : "DOUBLE"))"
  }

  /// Days from one date to another.
  package func days(from one: String, to other: String) -> String {
    dialect == .spark ? "datediff(\(other), \(one))" : "(\(other) - \(one))"
  }

  /// A date some days later.
  package func day(_ day: String, plus days: String) -> String {
    dialect == .spark ? "date_add(\(day), \(days))" : "(\(day) + \(days))"
  }
}
