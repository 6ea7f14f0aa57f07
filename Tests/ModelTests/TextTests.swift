import Model
import TestSupport
import Testing

/// Texts of a few signs, with everything that a shortcut could get wrong at their ends.
fileprivate func texts(_ count: Int, seed: UInt64) -> [String] {
  let signs: [Character] = [
    "n", "N", "é", "É", "-", "?", "/", "0", " ", "\t", "\u{a0}", "\u{202f}", "’", "\u{301}", "r", "R",
  ]
  var generator = SplitMix64(seed: seed)
  return (0..<count).map { _ in
    String((0..<Int.random(in: 0...4, using: &generator)).map { _ in signs.randomElement(using: &generator) ?? "n" })
  }
}

@Test func `a text is trimmed as one character after the other would be`() {
  for text in texts(5_000, seed: 1) {
    let inner = text.drop(while: \.isWhitespace)
    let count = inner.reversed().drop(while: \.isWhitespace).count
    #expect(text.trimmed == String(inner.prefix(count)), "\(text.debugDescription)")
  }
}

@Test func `a cell says nothing when its folded text is one of the writings declared`() {
  let writings = ["", "NR", "-", "néant", "n/a", "?"]
  let blanks = Blanks(writings)
  let keys = Set(writings.map(Folded.key))
  var found = 0
  for text in texts(5_000, seed: 2) + ["NÉANT", " neant ", "N / A", "Nr", "non", "néanti"] {
    #expect(blanks.contains(text) == keys.contains(Folded.key(text)), "\(text.debugDescription)")
    if blanks.contains(text) { found += 1 }
  }
  #expect(found > 100)
}
