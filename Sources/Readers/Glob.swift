import Model

/// A pattern of names: `*` takes any run of characters, `?` one.
///
/// Case, accents and the kind of blank do not count.
struct Glob {
  private let pattern: [Character]
  private let folded: [String]

  init(_ pattern: String) {
    self.pattern = Glob.characters(pattern)
    folded = self.pattern.map { Folded.key(String($0)) }
  }

  /// Whether it has a `*` or a `?`.
  static func isPattern(_ text: String) -> Bool { text.contains("*") || text.contains("?") }

  /// What each `*` took, in order, or `nil` when the name does not fit.
  ///
  /// The shortest runs win, from left to right.
  func match(_ name: String) -> [String]? {
    let text = Glob.characters(name)
    var captures: [String] = []
    var dead: Set<Int> = []
    return match(0, text, 0, &captures, &dead) ? captures : nil
  }

  /// `dead`: places already tried in vain, so that many stars over a long name stay quick.
  private func match(
    _ at: Int,
    _ text: [Character],
    _ position: Int,
    _ captures: inout [String],
    _ dead: inout Set<Int>
  ) -> Bool {
    guard at < pattern.count else { return position == text.count }
    if pattern[at] == "*" {
      let place = at * (text.count + 1) + position
      if dead.contains(place) { return false }
      for end in position...text.count {
        let known = captures.count
        captures.append(String(text[position..<end]))
        if match(at + 1, text, end, &captures, &dead) { return true }
        captures.removeSubrange(known...)
      }
      dead.insert(place)
      return false
    }
    guard position < text.count else { return false }
    let fits = pattern[at] == "?" || pattern[at] == text[position] || folded[at] == Folded.key(String(text[position]))
    return fits && match(at + 1, text, position + 1, &captures, &dead)
  }

  /// The characters, runs of blanks as one space, no blank at the ends.
  private static func characters(_ text: String) -> [Character] {
    var out: [Character] = []
    for character in text {
      if character.isWhitespace {
        if let last = out.last, last != " " { out.append(" ") }
      } else {
        out.append(character)
      }
    }
    if out.last == " " { out.removeLast() }
    return out
  }
}
