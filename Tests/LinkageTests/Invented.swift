import Linkage
import TestSupport

/// Invented people, seen by sources that make mistakes.
struct Invented {
  static let fields = [
    LinkageField("nom", .surname), LinkageField("prenom", .givenName), LinkageField("naissance", .date),
    LinkageField("adresse", .address), LinkageField("cp", .postcode), LinkageField("contrat", .householdKey),
  ]

  private(set) var random: SplitMix64
  private(set) var people: [[String]] = []

  init(seed: UInt64, households: Int) {
    random = SplitMix64(seed: seed)
    for number in 0..<households {
      let surname = word(3)
      let address = "\(Int.random(in: 1...90, using: &random)) rue \(word(3))"
      let code = "59\(Int.random(in: 100...140, using: &random))"
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        people.append([surname, word(2), date(), address, code, "B\(1000 + number)"])
      }
    }
  }

  mutating func word(_ syllables: Int) -> String {
    let starts = ["b", "br", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "ch", "qu"]
    let vowels = ["a", "e", "i", "o", "ou", "an", "in", "é"]
    var word = ""
    for _ in 0..<syllables {
      word += (starts.randomElement(using: &random) ?? "") + (vowels.randomElement(using: &random) ?? "")
    }
    return word
  }

  private mutating func date() -> String {
    let year = Int.random(in: 1940...2005, using: &random)
    let month = Int.random(in: 1...12, using: &random)
    let day = Int.random(in: 1...28, using: &random)
    return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  /// The same person, one cell in eight lost or misspelt.
  mutating func misspelt(_ person: [String]) -> [String] {
    person.map { cell in
      switch Int.random(in: 0..<16, using: &random) {
      case 0: return ""
      case 1 where cell.count > 4:
        var letters = Array(cell)
        letters.swapAt(2, 3)
        return String(letters)
      default: return cell.uppercased()
      }
    }
  }

  /// Everyone in two duplicate-free sources, three in four of them in the second.
  mutating func twoSources() -> RecordTable {
    var table = RecordTable(
      fields: Self.fields,
      sources: [LinkageSource("A", isDuplicateFree: true), LinkageSource("B", isDuplicateFree: true)]
    )
    for (number, person) in people.enumerated() {
      table.append(source: 0, id: "\(number)", person)
      if Int.random(in: 0..<4, using: &random) > 0 { table.append(source: 1, id: "\(number)", misspelt(person)) }
    }
    return table
  }
}

/// The same records in another order.
func shuffled(_ table: RecordTable, seed: UInt64) -> RecordTable {
  var random = SplitMix64(seed: seed)
  var other = RecordTable(fields: table.fields, sources: table.sources)
  for record in (0..<table.count).shuffled(using: &random) {
    other.append(
      source: Int(table.sourceOf[record]),
      id: table.id(record),
      table.fields.indices.map { table.text(record, $0) }
    )
  }
  return other
}

/// Clusters as sets of `source:identifier`, in a fixed order.
func named(_ clusters: [Int], _ table: RecordTable) -> [[String]] {
  var members: [Int: [String]] = [:]
  for record in 0..<table.count {
    members[clusters[record], default: []].append("\(table.sourceOf[record]):\(table.id(record))")
  }
  return members.values.map { $0.sorted() }.sorted { $0[0] < $1[0] }
}
