import Linkage
import TestSupport
import Testing

fileprivate func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

@Test(arguments: [
  ("MARTHA", "MARHTA", 0.9611), ("DIXON", "DICKSONX", 0.8133), ("JELLYFISH", "SMELLYFISH", 0.8962),
  ("A", "A", 1), ("", "", 1), ("", "A", 0), ("AB", "CD", 0),
])
func `Jaro and Winkler agree with the published examples`(_ one: String, _ other: String, _ expected: Double) {
  #expect(abs(jaroWinkler(bytes(one), bytes(other)) - expected) < 0.0001)
  #expect(abs(jaroWinkler(bytes(other), bytes(one)) - expected) < 0.0001)
}

@Test(arguments: [
  ("MARTIN", "MARTIN", 0), ("MARTIN", "MARTNI", 1), ("MARTIN", "MATIN", 1), ("MARTIN", "MARTHIN", 1),
  ("MARTIN", "MARTEN", 1), ("", "ABC", 3), ("CA", "ABC", 3), ("MARTIN", "DURAND", 4),
])
func `edits are counted, a swap of neighbours once`(_ one: String, _ other: String, _ expected: Int) {
  #expect(damerauLevenshtein(bytes(one), bytes(other), limit: 3) == min(expected, 4))
  #expect(damerauLevenshtein(bytes(other), bytes(one), limit: 1) == min(expected, 2))
}

@Test(arguments: 1...40 as ClosedRange<UInt64>)
func `both comparators agree with their slow twins, short or long`(seed: UInt64) {
  var random = SplitMix64(seed: seed)
  func word(_ limit: Int) -> [UInt8] {
    (0..<Int.random(in: 0...limit, using: &random)).map { _ in UInt8.random(in: 65...67, using: &random) }
  }
  for limit in [5, 12, 70, 140] {
    let (one, other) = (word(limit), word(limit))
    #expect(damerauLevenshtein(one, other, limit: 1000) == slowDistance(one, other))
    #expect(abs(jaroWinkler(one, other) - slowJaroWinkler(one, other)) < 1e-12)
  }
}

@Test(arguments: [
  ("DUPONT", "DUPOND"), ("GAUTHIER", "GOTIER"), ("LEFEBVRE", "LEFEVRE"), ("PHILIPPE", "FILIPE"),
  ("QUENTIN", "KANTIN"), ("MARTEAU", "MARTOT"), ("GEORGES", "JORGES"),
  ("SCHNEIDER", "CHNEDER"), ("MOUHAMED", "MUHAMED"), ("RENAULD", "RENAULT"), ("JEAN-PIERRE", "JEANPIERE"),
])
func `names that sound alike have one code`(_ one: String, _ other: String) {
  #expect(frenchPhonetic(bytes(one)) == frenchPhonetic(bytes(other)))
}

@Test func `names that sound apart keep apart`() {
  let names = [
    "MARTIN", "MARTEL", "MORIN", "DURAND", "DUPONT", "LEROY", "LEROUX", "FABRE", "FAVRE", "HENRI", "HENRIETTE",
  ]
  #expect(Set(names.map { frenchPhonetic(bytes($0)) }).count == names.count)
}

@Test func `only a name without a letter has no code`() {
  #expect(frenchPhonetic([]).isEmpty)
  #expect(frenchPhonetic(bytes("' -")).isEmpty)
  #expect(!frenchPhonetic(bytes("H")).isEmpty)
  #expect(!frenchPhonetic(bytes("HS")).isEmpty)
}

/// The table of distances, cell by cell.
fileprivate func slowDistance(_ one: [UInt8], _ other: [UInt8]) -> Int {
  var table = [[Int]](repeating: [Int](repeating: 0, count: other.count + 1), count: one.count + 1)
  for i in 0...one.count {
    for j in 0...other.count {
      guard i > 0, j > 0 else {
        table[i][j] = i + j
        continue
      }
      let change = table[i - 1][j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1)
      table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, change)
      if i > 1, j > 1, one[i - 1] == other[j - 2], one[i - 2] == other[j - 1] {
        table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
      }
    }
  }
  return table[one.count][other.count]
}

fileprivate func slowJaroWinkler(_ one: [UInt8], _ other: [UInt8]) -> Double {
  if one.count > other.count { return slowJaroWinkler(other, one) }
  if one.isEmpty { return other.isEmpty ? 1 : 0 }
  let reach = max(other.count / 2 - 1, 0)
  var free = Array(repeating: true, count: other.count)
  var lettersOfOne: [UInt8] = []
  for (i, letter) in one.enumerated() {
    if let j = other.indices.first(where: { abs($0 - i) <= reach && free[$0] && other[$0] == letter }) {
      free[j] = false
      lettersOfOne.append(letter)
    }
  }
  let lettersOfOther = other.indices.filter { !free[$0] }.map { other[$0] }
  if lettersOfOne.isEmpty { return 0 }
  let common = Double(lettersOfOne.count)
  let moved = Double(zip(lettersOfOne, lettersOfOther).filter { $0 != $1 }.count / 2)
  let jaro = (common / Double(one.count) + common / Double(other.count) + (common - moved) / common) / 3
  let prefix = zip(one, other).prefix(4).prefix { $0 == $1 }.count
  return jaro > 0.7 ? jaro + Double(prefix) * 0.1 * (1 - jaro) : jaro
}
