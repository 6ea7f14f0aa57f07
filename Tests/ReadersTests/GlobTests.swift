import Model
import TestSupport
import Testing

@testable import Readers

/// A pattern against a name, by trying everything: what `Glob` must agree with.
fileprivate func fits(_ pattern: ArraySlice<Character>, _ name: ArraySlice<Character>) -> Bool {
  guard let first = pattern.first else { return name.isEmpty }
  if first == "*" { return (0...name.count).contains { fits(pattern.dropFirst(), name.dropFirst($0)) } }
  guard let letter = name.first else { return false }
  let same = first == "?" || Folded.key(String(first)) == Folded.key(String(letter))
  return same && fits(pattern.dropFirst(), name.dropFirst())
}

@Test func `a pattern agrees with trying everything, and its captures fill it again`() {
  var generator = SplitMix64(seed: 11)
  let letters: [Character] = ["a", "b", "É", "_"]
  let signs: [Character] = ["a", "B", "é", "_", "*", "*", "?"]
  for _ in 0..<5000 {
    let pattern = (0..<Int.random(in: 0...6, using: &generator)).compactMap { _ in
      signs.randomElement(using: &generator)
    }
    let name = (0..<Int.random(in: 0...7, using: &generator)).compactMap { _ in letters.randomElement(using: &generator)
    }
    let captures = Glob(String(pattern)).match(String(name))
    #expect((captures != nil) == fits(pattern[...], name[...]), "\(String(pattern)) / \(String(name))")
    guard let captures else { continue }
    #expect(captures.count == pattern.count { $0 == "*" })
    #expect(captures.joined().count + pattern.count { $0 != "*" } == name.count)
  }
}

@Test(
  arguments: [
    ("Solde *", "SOLDE  31/12/2014", ["31/12/2014"]), ("T* 20*", "T1 2015", ["1", "15"]),
    ("Solde au *", "Solde au 31/12/2014 ", ["31/12/2014"]), ("*_LT*.csv", "SOLENI_LT_2019.csv", ["SOLENI", "_2019"]),
    ("Réf. contrat", "REF. CONTRAT", []), ("solde_2016_??", "Solde_2016_01", []),
    ("Solde *", "Solde", nil), ("T* 20*", "Total 2", nil), ("*.csv", "lettre.txt", nil), ("", "a", nil),
  ] as [(String, String, [String]?)]
)
func `a pattern takes names whatever their case, accents and blanks`(pattern: String, name: String, taken: [String]?) {
  #expect(Glob(pattern).match(name) == taken)
}

@Test func `the shortest runs win, from left to right`() {
  #expect(Glob("*a*a*").match("banana") == ["b", "n", "na"])
}

@Test func `many stars over a long name end at once`() {
  #expect(Glob("*a*a*a*a*b").match(String(repeating: "a", count: 60)) == nil)
}
