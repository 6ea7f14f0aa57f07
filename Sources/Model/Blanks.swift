/// The writings by which a structure says nothing: `NR`, `-`, `néant`…, and the empty cell where it is declared.
///
/// Compared folded, as codes are.
package struct Blanks: Equatable, Sendable, ExpressibleByArrayLiteral {
  private let keys: Set<String>
  /// Whether a key begins with each ASCII byte: most cells are told from every key by their first byte.
  private let begins: [Bool]

  package init(_ writings: some Sequence<String>) {
    keys = Set(writings.map { Folded.key($0) })
    var begins = [Bool](repeating: false, count: 128)
    for key in keys { if let first = key.utf8.first { begins[Int(first)] = true } }
    self.begins = begins
  }

  package init(arrayLiteral writings: String...) { self.init(writings) }

  /// Whether a cell says nothing.
  package func contains(_ cell: String) -> Bool {
    if let first = cell.utf8.first, first > 32, first < 128 {
      let lower = (65...90).contains(first) ? first + 32 : first
      if !begins[Int(lower)] { return false }
    }
    return keys.contains(Folded.key(cell))
  }
}
