package import Model

/// What kind of thing an expression gives.
package enum Kind: String, Sendable {
  case text, number, money, day, truth

  /// « une date », as a message says it.
  package var words: String {
    switch self {
    case .text: "un texte"
    case .number: "un nombre"
    case .money: "un montant"
    case .day: "une date"
    case .truth: "une condition"
    }
  }
}

/// What an expression gives of one row; the kind is known before any row is read.
package enum Value: Sendable, Hashable {
  /// Not known.
  case null
  case truth(Bool)
  /// A number, or an amount of money in centimes.
  case number(Rational)
  case day(Day)
  case text(String)

  package init(_ count: Int) { self = .number(Rational(count)) }
  package init(_ count: Int?) { self = count.map { .number(Rational($0)) } ?? .null }
  package init(_ day: Day?) { self = day.map(Value.day) ?? .null }
  package init(_ truth: Bool?) { self = truth.map(Value.truth) ?? .null }

  /// The number, when it is one.
  package var number: Rational? { if case .number(let value) = self { value } else { nil } }
  package var text: String? { if case .text(let value) = self { value } else { nil } }
  package var truth: Bool? { if case .truth(let value) = self { value } else { nil } }
  package var day: Day? { if case .day(let value) = self { value } else { nil } }
}

/// A column that expressions may name, or a parameter that they write `:name`.
package struct Column: Sendable {
  package let name: String
  package let kind: Kind
  /// The codes that a text column may hold; empty when any text may stand there.
  package let codes: [String]
  /// Whether a row may not know it.
  package let mayBeUnknown: Bool
  package let isParameter: Bool

  package init(
    _ name: String,
    _ kind: Kind,
    codes: [String] = [],
    mayBeUnknown: Bool = true,
    isParameter: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.codes = codes
    self.mayBeUnknown = mayBeUnknown
    self.isParameter = isParameter
  }
}

/// The names that expressions of one place may use; a cell of a row is known by the index of its column.
package struct Schema: Sendable {
  package let columns: [Column]
  /// Whether a bare word that names no column, at the right of `=`, `<>` or in a list, is a text: `Sens = D`.
  ///
  /// Texts are then compared without their case, accents and spaces: cells are given as `Folded.key` gives them.
  let readsBareWords: Bool
  private let places: [String: Int]

  /// Of two columns whose names differ by case, accents or spaces only, the first is found.
  package init(_ columns: [Column], readsBareWords: Bool = false) {
    self.columns = columns
    self.readsBareWords = readsBareWords
    places = Dictionary(
      columns.enumerated().map { (Schema.key($1.name, $1.isParameter), $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  func index(of name: String, isParameter: Bool) -> Int? { places[Schema.key(name, isParameter)] }

  private static func key(_ name: String, _ isParameter: Bool) -> String {
    (isParameter ? ":" : "") + Folded.words(name)
  }
}

/// Why an expression is refused.
package struct Mistake: Error, Sendable, Equatable {
  /// One French sentence, without its final point.
  package let message: String
  /// Column in the expression, in characters from 1.
  package let column: Int

  package init(_ message: String, at column: Int) {
    self.message = message
    self.column = column
  }
}
