import Diagnostics
import Model
import Testing

@testable import fiches

/// A row of `indicateurs.csv`, by column.
fileprivate typealias Row = [String: String]

/// Numbers of a printed text, thousands joined: `1920`, `23,5`.
fileprivate func numbers(in text: some StringProtocol) -> [String] {
  var found: [String] = []
  var current = ""
  let characters = Array(text)
  for (index, character) in characters.enumerated() {
    let next = index + 1 < characters.count ? characters[index + 1] : " "
    let isInside = !current.isEmpty && (character == "," || character == "\u{202f}") && next.isASCII && next.isNumber
    if character.isASCII, character.isNumber {
      current.append(character)
    } else if isInside {
      if character == "," { current.append(",") }
    } else if !current.isEmpty {
      found.append(current)
      current = ""
    }
  }
  return current.isEmpty ? found : found + [current]
}

/// A number rounded half away from zero, as a fiche writes it.
fileprivate func rounded(_ value: Double, _ places: Int) -> String {
  var scale = 1.0
  for _ in 0..<places { scale *= 10 }
  let units = Int(((value.magnitude * scale) + 0.5 + 1e-9).rounded(.down))
  if places == 0 { return String(units) }
  let fraction = String(units % Int(scale))
  return "\(units / Int(scale))," + String(repeating: "0", count: places - fraction.count) + fraction
}

/// Everything that a row of `indicateurs.csv` lets a fiche print, from its cells alone.
fileprivate func printable(_ row: Row) -> Set<String> {
  var texts = Set(numbers(in: row["note"] ?? ""))
  for column in ["valeur", "numerateur", "denominateur", "n_manquant", "n_en_cours"] {
    guard let value = Double(row[column] ?? "") else { continue }
    for places in 0...2 { texts.insert(rounded(value, places)) }
  }
  let missing = Double(row["n_manquant"] ?? "") ?? 0
  if let among = Double(row["denominateur"] ?? "") { texts.insert(rounded(among + missing, 0)) }
  for column in ["valeur", "ic_bas", "ic_haut", "borne_basse", "borne_haute"] {
    guard let value = Double(row[column] ?? "") else { continue }
    for places in 0...1 { texts.insert(rounded(value * 100, places)) }
  }
  return texts
}

fileprivate func project(_ code: String) throws -> (rows: [Row], lines: [Substring], story: String) {
  let run = try DemoRun.result.get()
  let story = run.report.campaign.projects.first { $0.code == code }?.story.value ?? ""
  return (try DemoRun.rows("fiches/\(code)/indicateurs.csv"), try document(code, "fiche"), story)
}

fileprivate func document(_ code: String, _ name: String) throws -> [Substring] {
  try DemoRun.text("fiches/\(code)/\(name).md").split(separator: "\n", omittingEmptySubsequences: false)
}

fileprivate let codes = ["acces-maintien-dax", "declic", "lmh-accompagne", "logement-toujours", "personnes-isolees"]

@Test(arguments: codes)
func `every number of the tables of the annexe is one of its own row of indicateurs csv`(code: String) throws {
  let rows = try project(code).rows
  let lines = try document(code, "annexe").drop { $0 != "## Indicateurs" }.prefix { !$0.hasPrefix("## D’où") }
  var seen = 0
  for line in lines where line.hasPrefix("| ") && !line.hasPrefix("| Indicateur") {
    let cells = line.split(separator: "|").map { String($0) }
    guard let label = cells.first?.filter({ $0 != "\\" }).drop(while: { $0 == " " }), cells.count > 1 else { continue }
    let own = rows.filter { label.hasPrefix(($0["libelle"] ?? "?") + " ") }
    // « intervalle à 95 % », « plus de 99 % » name their level.
    let allowed = own.reduce(into: Set(["99"])) { $0.formUnion(printable($1)) }
    for number in numbers(in: cells.dropFirst().joined(separator: " ")) {
      seen += 1
      #expect(allowed.contains(number), "\(code): orphan \(number) in « \(line) »")
    }
  }
  #expect(seen > 100)
}

@Test(arguments: codes)
func `every number that the first page generates is one of indicateurs csv, or of the card`(code: String) throws {
  let (rows, lines, _) = try project(code)
  var allowed = rows.reduce(into: declared(code)) { $0.formUnion(printable($1)) }
  func total(_ indicator: String, _ period: String) -> Double? {
    rows.first { $0["indicateur"] == indicator && $0["detail"] == "total" && $0["periode"] == period }
      .flatMap { Double($0["valeur"] ?? "") }
  }
  for period in ["cumul", "annee"] {
    if let before = total("montant_dette_entree", period), let after = total("montant_dette_sortie", period) {
      allowed.insert(rounded((after - before) / before * 100, 0))
    }
  }
  // Households of known size; the year of the fiche; what a finding counts.
  let households = rows.first { $0["indicateur"] == "menages_accompagnes" && $0["periode"] == "cumul" }?["valeur"]
  for row in rows where row["indicateur"] == "personnes_accompagnees" {
    allowed.insert(String((Int(households ?? "") ?? 0) - (Int(row["n_manquant"] ?? "") ?? 0)))
  }
  let generated =
    lines.filter { $0.hasPrefix("> **En bref") }
    + lines.drop { $0 != "## Résultats" }.prefix { !$0.hasPrefix("## Ens") }
    .filter { $0.hasPrefix("| ") && !$0.hasPrefix("| Ce que") }
    + lines.drop { $0 != "## Fiabilité" }.prefix { !$0.hasPrefix("*") }
  #expect(generated.count > 10)
  for line in generated {
    for number in numbers(in: line) { #expect(allowed.contains(number), "\(code): orphan \(number) in « \(line) »") }
  }
}

@Test(arguments: codes)
func `no figure is masked by a sign, and the first page tells the key results of a maintien`(code: String) throws {
  let lines = try project(code).lines
  #expect(!lines.contains { $0.contains("| s |") || $0.contains("n.t.") || $0.contains("n.c.") })
  let brief = String(lines.first { $0.hasPrefix("> **En bref") } ?? "")
  for words in ["renouvelé", "La dette a baissé pour", "d’expulsion à l’entrée"] {
    #expect(brief.contains(words), "\(code): « \(words) »")
  }
}

@Test(arguments: codes)
func `a fiche holds in fourteen hundred words, and names no export`(code: String) throws {
  let words = try DemoRun.text("fiches/\(code)/fiche.md").split { $0 == " " || $0.isNewline }
  #expect(words.count <= 1_400)
  let files = try DemoRun.result.get().report.files
  for name in ["fiche.md", "fiche.html", "annexe.md", "annexe.html"] {
    let text = try DemoRun.text("fiches/\(code)/\(name)")
    for file in files { #expect(!text.contains(file.name), "\(name): \(file.name)") }
  }
}

@Test(arguments: codes)
func `no figure of a story is typed by hand, and each is printed as indicateurs csv gives it`(code: String) throws {
  let (rows, lines, story) = try project(code)
  let known = Set(rows.compactMap { $0["indicateur"] })
  for line in story.split(separator: "\n") where line.contains("{{") {
    // What stands where a figure is not printed is not printed here; the marks of a section are not words.
    let written = line.replacing(/\{\{\^(.+?)\}\}.*?\{\{\/\1\}\}/, with: "").replacing(/\{\{[#\/].+?\}\}/, with: "")
    let pieces = written.split(separator: "{{", omittingEmptySubsequences: false)
    var allowed: Set<String> = []
    for piece in pieces.dropFirst() {
      guard let end = piece.firstRange(of: "}}") else { continue }
      let name = piece[..<end.lowerBound].split(separator: ".").map { $0.filter { $0 != " " } }
      if let indicator = name.first, known.contains(indicator) {
        for row in rows where row["indicateur"] == indicator && tells(row, Array(name.dropFirst(1))) {
          allowed.formUnion(printable(row))
        }
      } else {
        // The card's own amounts and dates, which are declared, not computed.
        allowed.formUnion(declared(code))
      }
    }
    let literal = pieces.enumerated().map { $0.offset == 0 ? String($0.element) : after($0.element) }
    #expect(numbers(in: literal.joined(separator: " ")).isEmpty, "\(code): a figure typed by hand in « \(written) »")
    guard let printed = lines.first(where: { holds($0, literal) }) else {
      Issue.record("\(code): « \(written) » is not printed")
      continue
    }
    for number in numbers(in: printed) {
      #expect(allowed.contains(number), "\(code): orphan \(number), « \(printed) »")
    }
  }
}

/// What follows the name.
fileprivate func after(_ piece: Substring) -> String {
  piece.firstRange(of: "}}").map { String(piece[$0.upperBound...]) } ?? ""
}

/// Whether a printed line holds these pieces in order, letters only: typography changes the spaces.
fileprivate func holds(_ line: Substring, _ pieces: [String]) -> Bool {
  var rest = line.filter { $0.isLetter }[...]
  for (index, piece) in pieces.map({ $0.filter { $0.isLetter } }).enumerated() where !piece.isEmpty {
    guard let place = rest.firstRange(of: piece), index > 0 || place.lowerBound == rest.startIndex else { return false }
    rest = rest[place.upperBound...]
  }
  return true
}

/// Whether a row is the one that `code.detail.volet.periode` names, the cumul by default.
fileprivate func tells(_ row: Row, _ parts: [String]) -> Bool {
  let period = parts.contains("annee") ? "annee" : "cumul"
  let scope = parts.first { Scope(rawValue: $0) != nil }
  let detail = row["detail"] ?? ""
  return row["periode"] == period && (scope == nil || row["volet"] == scope)
    && (detail.isEmpty || parts.contains(detail.filter { $0 != " " }))
}

/// Numbers of a project's card: dates, budgets, funding, targets, figures announced elsewhere.
fileprivate func declared(_ code: String) -> Set<String> {
  guard let project = try? DemoRun.result.get().report.campaign.projects.first(where: { $0.code == code }) else {
    return []
  }
  var texts: Set<String> = []
  for day in [project.start, project.end, project.cutoff].compactMap(\.self) {
    texts.formUnion([String(day.civil.year), String(day.civil.day)])
  }
  let years = Set(project.budgets.map(\.exercise.label))
  var cents = project.budgets.map(\.amount) + project.funding.map(\.amount)
  cents += [project.budgets.reduce(0) { $0 + $1.amount }]
  cents += years.map { year in project.budgets.filter { $0.exercise.label == year }.reduce(0) { $0 + $1.amount } }
  texts.formUnion(cents.map { rounded(Double($0) / 100, 0) })
  texts.formUnion(project.targets.map { String($0.households) })
  texts.formUnion(project.announced.map { rounded($0.value.double, 0) })
  return texts.union([String(project.year)])
}
