/// What a template may say of a `Source`: each name is declared once, and that declaration gives its value, its
/// documentation and its check.
struct Vocabulary<Source: Sendable>: Sendable {
  struct Entry: Sendable {
    let term: Term
    let value: @Sendable (Source) -> Value
  }

  let entries: [Entry]
  private let byName: [String: Entry]

  init(_ entries: [Entry]) {
    self.entries = entries
    byName = Dictionary(entries.map { ($0.term.name, $0) }) { first, _ in first }
  }

  var terms: [Term] { entries.map(\.term) }

  func value(of source: Source) -> Value { .object(Value.Object { member($0, of: source) }) }

  func member(_ name: String, of source: Source) -> Value? {
    byName[name]?.value(source)
  }
}

/// A documented name.
struct Term: Sendable {
  let name: String
  /// French, one line.
  let meaning: String
  let terms: [Term]
  /// The same as names.
  fileprivate let inside: Names

  init(_ name: String, _ meaning: String, terms: [Term] = []) {
    self.name = name
    self.meaning = meaning
    self.terms = terms
    inside = Names(terms)
  }
}

extension Names {
  /// The names of documented terms.
  init(_ terms: [Term]) {
    let byName = Dictionary(terms.map { ($0.name, $0) }) { first, _ in first }
    self.init(known: terms.map(\.name)) { name in byName[name]?.inside }
  }
}

extension Vocabulary.Entry {
  /// A text from data, escaped where it is printed; an empty one skips its section.
  static func text(_ name: String, _ meaning: String, _ get: @escaping @Sendable (Source) -> String?) -> Self {
    Self(term: Term(name, meaning)) { .some(get($0)) }
  }

  /// A number with its French noun left out.
  static func count(_ name: String, _ meaning: String, _ get: @escaping @Sendable (Source) -> Int) -> Self {
    Self(term: Term(name, meaning)) { .text(French.integer(get($0))) }
  }

  static func flag(_ name: String, _ meaning: String, _ get: @escaping @Sendable (Source) -> Bool) -> Self {
    Self(term: Term(name, meaning)) { .flag(get($0)) }
  }

  static func list<Item>(
    _ name: String,
    _ meaning: String,
    of items: Vocabulary<Item>,
    _ get: @escaping @Sendable (Source) -> [Item]
  ) -> Self {
    Self(term: Term(name, meaning, terms: items.terms)) { .list(get($0).map(items.value)) }
  }

  static func one<Item>(
    _ name: String,
    _ meaning: String,
    of item: Vocabulary<Item>,
    _ get: @escaping @Sendable (Source) -> Item
  ) -> Self {
    Self(term: Term(name, meaning, terms: item.terms)) { item.value(of: get($0)) }
  }
}
