import Foundation

/// Invented households seen by two sources that make mistakes, and who is who.
///
/// The files hold nothing of the truth: identifiers are drawn anew, rows are shuffled, and the truth stays in memory.
struct People {
  /// Person of each record, by source, then identifier.
  private(set) var truth: [[String: Int]] = [[:], [:]]
  private var random: Random
  private var rows: [[String]] = [[], []]

  static let fields = [
    "rec_id,id", "nom,nom", "prenom,prenom", "date_naissance,date", "adresse,adresse", "code_postal,code_postal",
    "numero_contrat,cle_foyer",
  ]

  /// Writes `A.csv`, `B.csv` and `champs.csv` in the folder.
  init(households: Int, in folder: URL) throws {
    random = Random(state: 20_260_102)
    var surnames: [String] = []
    var givens: [String] = []
    for _ in 0..<max(400, households / 12) { surnames.append(random.word(2 + random.below(2))) }
    for _ in 0..<500 { givens.append(random.word(2)) }
    var person = 0
    for household in 0..<households {
      let home = Home(
        surname: surnames[random.skewed(surnames.count)],
        street:
          "\(1 + random.below(120)) \(random.one(["RUE", "AVENUE", "ALLEE"])) \(surnames[random.skewed(surnames.count)])",
        code: "59" + padded(random.below(400), 3),
        lease: "L" + padded(household * 7 + random.below(7), 8)
      )
      for _ in 0..<1 + random.below(4) {
        let who = Who(
          given: givens[random.skewed(givens.count)],
          birth: (1935 + random.below(80), 1 + random.below(12), 1 + random.below(28))
        )
        let seen = random.below(10)
        if seen < 9 { add(0, person, home, who) }
        if seen > 2 { add(1, person, home, who) }
        person += 1
      }
    }
    for (source, name) in ["A", "B"].enumerated() {
      random.shuffle(&rows[source])
      let header = People.fields.map { String($0.prefix { $0 != "," }) }.joined(separator: ",")
      try Data(([header] + rows[source]).joined(separator: "\n").utf8).write(to: folder.appending(path: "\(name).csv"))
    }
    let declaration = (["colonne,type"] + People.fields).joined(separator: "\n")
    try Data(declaration.utf8).write(to: folder.appending(path: "champs.csv"))
  }

  var count: Int { truth[0].count + truth[1].count }

  private struct Home {
    let surname: String
    let street: String
    let code: String
    let lease: String
  }

  private struct Who {
    let given: String
    let birth: (year: Int, month: Int, day: Int)
  }

  private mutating func add(_ source: Int, _ person: Int, _ home: Home, _ who: Who) {
    var identifier: String
    repeat { identifier = "R" + padded(random.below(1 << 40), 13) } while truth[source][identifier] != nil
    truth[source][identifier] = person
    var birth = who.birth
    if random.below(40) == 0 { birth = (birth.year, birth.day <= 12 ? birth.day : birth.month, birth.month) }
    if random.below(40) == 0 { birth.year += random.below(2) == 0 ? 1 : 10 }
    let date = "\(birth.year)-\(padded(birth.month, 2))-\(padded(birth.day, 2))"
    var names = (misspelt(home.surname, 15), misspelt(who.given, 15))
    if random.below(60) == 0 { names = (names.1, names.0) }
    let moved = source == 1 && random.below(8) == 0
    let cells = [
      identifier, names.0, names.1, random.below(12) == 0 ? "" : date,
      moved ? "\(1 + random.below(120)) RUE \(random.word(3))" : misspelt(home.street, 20),
      moved ? "59" + padded(random.below(400), 3) : home.code,
      moved || random.below(4) == 0 ? "" : home.lease,
    ]
    rows[source].append(cells.joined(separator: ","))
  }

  /// The word, one time in `odds` with one letter lost, doubled or swapped with its neighbour.
  private mutating func misspelt(_ word: String, _ odds: Int) -> String {
    guard random.below(odds) == 0, word.count > 3 else { return word }
    var letters = Array(word)
    let place = 1 + random.below(letters.count - 2)
    switch random.below(3) {
    case 0: letters.remove(at: place)
    case 1: letters.insert(letters[place], at: place)
    default: letters.swapAt(place, place + 1)
    }
    return String(letters)
  }
}
