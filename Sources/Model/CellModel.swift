/// What a cell looks like, as declarations write it: `#` is a digit, `*` any run of signs, `{…}` the part that is kept;
/// the rest stands for itself, without regard to case, accents or the kind of blank.
///
/// `{*} ####` keeps what stands before four digits, `AZ-{*}` what follows « AZ- ».
package struct CellModel: Hashable, Sendable {
  private enum Sign: Hashable {
    case digit, run, open, close
    case character(String)
  }

  /// Where a text fits.
  package struct Match {
    /// What `{…}` keeps, all that fits where there are no braces.
    package var kept: Range<Int>
    /// What each `*` took, in order.
    package var taken: [String]
  }

  private let signs: [Sign]

  /// `nil` where the braces do not stand in one pair, or where nothing is said.
  package init?(_ text: String) {
    signs = text.map { character in
      switch character {
      case "#": .digit
      case "*": .run
      case "{": .open
      case "}": .close
      default: .character(Self.folded(character))
      }
    }
    let (opens, closes) = (signs.indices.filter { signs[$0] == .open }, signs.indices.filter { signs[$0] == .close })
    guard opens.count == closes.count, opens.count <= 1, zip(opens, closes).allSatisfy({ $0 < $1 }),
      signs.contains(where: { $0 != .open && $0 != .close })
    else { return nil }
  }

  /// Whether a text has signs that mean more than themselves.
  package static func isModel(_ text: String) -> Bool { text.contains("*") || text.contains("#") }

  /// How a whole text fits.
  package func match(_ text: String) -> Match? { match(Array(text), from: 0, whole: true) }

  /// The leftmost part of a text that fits; a `*` at an end of the model goes to that end of the text, and a run of
  /// digits is taken whole.
  ///
  /// `rest`: the text without what is kept.
  package func part(of text: String) -> (kept: String, rest: String)? {
    let characters = Array(text)
    for start in characters.indices {
      let isCut = start > 0 && characters[start].isASCIIDigit && characters[start - 1].isASCIIDigit
      if isCut, signs.first(where: { $0 != .open }) == .digit { continue }
      guard let found = match(characters, from: start, whole: false) else { continue }
      let rest = String(characters[..<found.kept.lowerBound]) + " " + String(characters[found.kept.upperBound...])
      return (String(characters[found.kept]).trimmed, rest.trimmed)
    }
    return nil
  }

  private func match(_ text: [Character], from start: Int, whole: Bool) -> Match? {
    var search = Search(signs: signs, text: text, whole: whole)
    guard search.fits(0, start) else { return nil }
    return Match(kept: (search.open ?? start)..<(search.close ?? search.end), taken: search.taken)
  }

  fileprivate static func folded(_ character: Character) -> String {
    character.isWhitespace ? " " : Folded.key(String(character))
  }

  /// One try at one place; the shortest runs win, from left to right.
  private struct Search {
    let signs: [Sign]
    let text: [Character]
    let whole: Bool
    var open: Int?
    var close: Int?
    var end = 0
    var taken: [String] = []
    /// Places already tried in vain, so that many stars over a long text stay quick.
    private var dead: Set<Int> = []

    init(signs: [Sign], text: [Character], whole: Bool) { (self.signs, self.text, self.whole) = (signs, text, whole) }

    mutating func fits(_ at: Int, _ position: Int) -> Bool {
      guard at < signs.count else {
        end = position
        if whole { return position == text.count }
        let isCut =
          position > 0 && position < text.count && text[position].isASCIIDigit && text[position - 1].isASCIIDigit
        return !(isCut && signs.last { $0 != .close } == .digit)
      }
      switch signs[at] {
      case .open:
        open = position
        return fits(at + 1, position)
      case .close:
        close = position
        return fits(at + 1, position)
      case .run: return fitsRun(at, position)
      case .digit: return position < text.count && text[position].isASCIIDigit && fits(at + 1, position + 1)
      case .character(let folded):
        return position < text.count && CellModel.folded(text[position]) == folded && fits(at + 1, position + 1)
      }
    }

    private mutating func fitsRun(_ at: Int, _ position: Int) -> Bool {
      let key = at * (text.count + 1) + position
      if dead.contains(key) { return false }
      let isLast = signs[(at + 1)...].allSatisfy { $0 == .close }
      for end in (isLast ? text.count : position)...text.count {
        let known = taken.count
        taken.append(String(text[position..<end]))
        if fits(at + 1, end) { return true }
        taken.removeSubrange(known...)
      }
      dead.insert(key)
      return false
    }
  }
}
