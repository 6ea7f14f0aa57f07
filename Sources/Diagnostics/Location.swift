/// A place in a file that a person can open.
package struct Location: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Path relative to the campaign folder, such as `sources/abej/colonnes.csv`.
  package let file: String
  /// Line, counted from 1; 0 when the whole file is meant.
  package let line: Int
  /// Column in characters, counted from 1; 0 when the whole line is meant.
  package let column: Int

  package init(file: String, line: Int = 0, column: Int = 0) {
    self.file = file
    self.line = line
    self.column = column
  }

  package var description: String {
    if line == 0 { file } else if column == 0 { "\(file):\(line)" } else { "\(file):\(line):\(column)" }
  }

  package static func < (one: Location, other: Location) -> Bool {
    (one.file, one.line, one.column) < (other.file, other.line, other.column)
  }
}

/// A value and the place that stated it.
package struct Located<Value> {
  package let value: Value
  package let location: Location

  package init(_ value: Value, at location: Location) {
    self.value = value
    self.location = location
  }

  /// The same place, stating another value.
  package func map<Other>(_ transform: (Value) -> Other) -> Located<Other> {
    Located<Other>(transform(value), at: location)
  }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
