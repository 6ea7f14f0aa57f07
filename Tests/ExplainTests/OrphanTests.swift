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
  for column in ["valeur", "ic_bas", "ic_haut", "borne_basse", "borne_haute"] {
    guard let value = Double(row[column] ?? "") else { continue }
    for places in 0...1 { texts.insert(rounded(value * 100, places)) }
  }
  return texts
}

fileprivate func project(_ code: String) throws -> (rows: [Row], lines: [Substring], story: String) {
  let run = try DemoRun.result.get()
  let story = run.report.campaign.projects.first { $0.code == code }?.story.value ?? ""
  let fiche = try DemoRun.text("fiches/\(code)/fiche.md")
  return (
    try DemoRun.rows("fiches/\(code)/indicateurs.csv"), fiche.split(separator: "\n", omittingEmptySubsequences: false),
    story
  )
}

/// The rows of the tables whose heading starts so, headings and rules left out.
fileprivate func tables(_ heading: String, in lines: [Substring]) -> [[Substring]] {
  let blocks = lines.split { $0.isEmpty }.filter { $0.first?.hasPrefix(heading) == true }
  return blocks.map { Array($0.dropFirst(2)) }
}

fileprivate let codes = ["acces-maintien-dax", "declic", "lmh-accompagne", "logement-toujours", "personnes-isolees"]

@Test(arguments: codes)
func `every number of the key figures is one of its own row of indicateurs csv`(code: String) throws {
  let (rows, lines, _) = try project(code)
  // The twin of the drawing of the steps, read below.
  let steps = tables("| Étape", in: lines).joined() + ["| Étape | Nombre |"]
  var period: String?
  var seen = 0
  for line in lines {
    if line.hasPrefix("##"), !line.hasPrefix("####") {
      period =
        line.hasPrefix("### Chiffres clés de l’année")
        ? "annee" : line == "### Chiffres clés" || line == "### Coûts" || line == "### Par volet" ? "cumul" : nil
    }
    guard let period, line.hasPrefix("| "), !steps.contains(line) else { continue }
    let cells = line.split(separator: "|").map { String($0) }
    guard let label = cells.first?.filter({ $0 != "\\" }).drop(while: { $0 == " " }), cells.count > 1 else { continue }
    let own = rows.filter { $0["periode"] == period && label.hasPrefix(($0["libelle"] ?? "?") + " ") }
    let allowed = own.reduce(into: Set<String>()) { $0.formUnion(printable($1)) }
    for number in numbers(in: cells.dropFirst().joined(separator: " ")) where !line.hasPrefix("|---") {
      // The heading of the interval names its level.
      if line.hasPrefix("| Indicateur") { continue }
      seen += 1
      #expect(allowed.contains(number), "\(code): orphan \(number) in « \(line) »")
    }
  }
  #expect(seen > 60)
}

@Test(arguments: codes)
func `every number of the other tables of results is one of indicateurs csv`(code: String) throws {
  let (rows, lines, _) = try project(code)
  let allowed = rows.reduce(into: Set<String>()) { $0.formUnion(printable($1)) }
  let titles =
    ["### Prévu et réalisé", "### Renouvellements et durées", "### Dette locative, avant et après"]
    + ["### Issue selon le stade de procédure à l’entrée", "### Sorties par motif"]
  let curves = tables("| Mois", in: lines).joined()
  for step in tables("| Étape", in: lines).joined() {
    for number in numbers(in: step) { #expect(allowed.contains(number), "\(code): orphan \(number) in « \(step) »") }
  }
  for title in titles {
    for line in lines.drop(while: { $0 != title }).dropFirst(1).prefix(while: { !$0.hasPrefix("#") })
    where line.hasPrefix("| ") && !curves.contains(line) {
      let cells = line.split(separator: "|").dropFirst()
      // « Année 2018 » names a period; « 2 exercices » counts years without target.
      for number in numbers(in: cells.joined(separator: " ")) {
        #expect(allowed.contains(number), "\(code): orphan \(number) in « \(line) »")
      }
    }
  }
}

@Test(arguments: codes)
func `a survival curve passes through the figures of indicateurs csv, from all its subjects on`(code: String) throws {
  let (rows, lines, _) = try project(code)
  for (heading, codes) in [
    ("| Mois | Encore en cours", ["duree_mediane_km"]),
    ("| Mois | Logement", ["maintien_km_6", "maintien_km_12"]),
  ] {
    for curve in tables(heading, in: lines) {
      let points = curve.map(numbers)
      #expect(points[0].prefix(2) == ["0", "100"])
      let known = rows.filter { codes.contains($0["indicateur"] ?? "") && $0["denominateur"] == points[0].last }
      #expect(!known.isEmpty, "\(code): nobody counts \(curve[0])")
      for point in points where codes.contains("maintien_km_\(point[0])") {
        let own = rows.filter { $0["indicateur"] == "maintien_km_\(point[0])" }
        #expect(own.contains { printable($0).contains(point[1]) }, "\(code): \(point)")
        #expect(own.contains { $0["detail"] == "n_a_risque" && $0["numerateur"] == point[2] }, "\(code): \(point)")
      }
    }
  }
}

@Test(arguments: codes)
func `no figure of a story is typed by hand, and each is printed as indicateurs csv gives it`(code: String) throws {
  let (rows, lines, story) = try project(code)
  let known = Set(rows.compactMap { $0["indicateur"] })
  for written in story.split(separator: "\n") where written.contains("{{") {
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
