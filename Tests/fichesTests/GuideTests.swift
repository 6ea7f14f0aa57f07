import Foundation
import Testing

/// The French guide of operators, as people follow it.
fileprivate enum Guide {
  static let file = Program.root.appending(path: "input/README.md")
  static let text = Result { try String(contentsOf: file, encoding: .utf8) }

  /// What a block of the guide holds: the export of that name.
  static func export(_ name: String) throws -> String {
    let text = try text.get()
    let start = try #require(text.range(of: "```text \(name)\n"))
    let end = try #require(text.range(of: "```", range: start.upperBound..<text.endIndex))
    return String(text[start.upperBound..<end.lowerBound])
  }
}

@Test func `the ten steps of the guide, followed to the letter, give the figure and the lines that it quotes`() throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "guide-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: folder) }
  let essai = folder.appending(path: "essai").path
  let templates = Program.root.appending(path: "templates").path
  let begun = try Program.run(["projet", "le-toit", "--entree", essai])
  #expect(begun.status == 0)
  for path in ["campagne.csv", "projets/le-toit/projet.csv"] {
    let card = folder.appending(path: "essai/\(path)")
    let text = try String(contentsOf: card, encoding: .utf8)
    for line in text.split(separator: "\n") { #expect(line.split(separator: ",").count >= 2 && !line.hasSuffix(",")) }
    // Step 2: the years of the example, whatever the present one.
    let years = text.replacing(try Regex("20[0-9][0-9]"), with: "2025")
    try Data(years.utf8).write(to: card)
  }
  for (structure, file) in [("la-passerelle", "suivi.csv"), ("office-du-lac", "soldes.csv")] {
    let place = "\(essai)/sources/\(structure)"
    try Program.write(try Guide.export(file), to: URL(filePath: "\(place)/\(file)"))
    let drafted = try Program.run(["inspecter", place, "--vers", place, "--entree", essai])
    #expect(drafted.status == 0)
  }
  let verified = try Program.run(["verifier", "--entree", essai, "--modeles", templates, "--sortie", "output"])
  #expect(verified.status == 0 && verified.told.contains("Rien à corriger"), "\(verified.told)")
  let run = try Program.run(["rapport", "--entree", essai, "--modeles", templates, "--sortie", "output"])
  #expect(run.status == 0)
  let figure = Table(run.files["restreint/indicateurs/le-toit.csv"] ?? []).rows.first {
    $0["indicateur"] == "dette_minoree" && $0["volet"] == "maintien" && $0["periode"] == "cumul" && $0["detail"] == ""
  }
  #expect(figure?["numerateur"] == "2" && figure?["denominateur"] == "2")
  let told = try Program.run(["expliquer", "le-toit", "dette_minoree", "--volet", "maintien", "--entree", essai]).told
  for line in ["suivi.csv:3", "soldes.csv:3", "suivi.csv:4", "soldes.csv:4"] { #expect(told.contains(line)) }
}

@Test func `a project that exists is left as it is, and a name that no folder can bear is refused: 2`() throws {
  let again = try Program.run(
    ["projet", "le-toit", "--entree", "output"],
    files: ["output/projets/le-toit/projet.csv": "cle,valeur\n"]
  )
  #expect(again.status == 2)
  #expect(again.text("projets/le-toit/projet.csv") == "cle,valeur\n" && again.files.count == 1)
  for name in ["Le Toit", "été", "../x", "a/b", ""] {
    #expect(try Program.run(["projet", name, "--entree", "output"]).status == 2)
  }
}

/// A kind of finding as the sources declare it.
fileprivate struct Declared: Hashable {
  let id: String
  let severity: String
  let audience: String
  var remedies: [String]

  /// Every one, by name: the declarations are found in the sources, so that none is forgotten.
  static func all() throws -> [Declared] {
    let sources = Program.root.appending(path: "Sources")
    let pattern =
      #/Self\(\s*"(?<id>[a-z-]+)",\s*\.(?<severity>information|attention|bloquant|erreur),\s*remedy:\s*"(?<remedy>(?:[^"\\]|\\.)*)"(?:,\s*audience: \.(?<audience>\w+))?/#
    var found: [String: Declared] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: sources.path).sorted()
    where path.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      for match in text.matches(of: pattern) {
        let output = match.output
        let (id, remedy) = (String(output.id), String(output.remedy).replacing("\\\"", with: "\""))
        found[
          id,
          default: Declared(
            id: id,
            severity: String(output.severity),
            audience: output.audience.map(String.init) ?? "",
            remedies: []
          )
        ].remedies.append(remedy)
      }
    }
    return found.values.sorted { $0.id < $1.id }
  }

  var line: String {
    let who = audience == "operator" || severity == "erreur" ? "ici" : audience == "missing" ? "à réclamer" : ""
    return "| `\(id)` | \(severity) | \(who) | \(remedies.joined(separator: " ; ").replacing("|", with: "\\|")) |"
  }
}

@Test func `the guide lists every finding that the program declares, with what to do`() throws {
  let findings = try Declared.all()
  #expect(findings.count > 40)
  let table = (["| constat | gravité | qui | que faire |", "|---|---|---|---|"] + findings.map(\.line)).joined(
    separator: "\n"
  )
  let text = try Guide.text.get()
  let start = try #require(text.range(of: "<!-- constats -->\n"))
  let end = try #require(text.range(of: "<!-- fin des constats -->"))
  if ProcessInfo.processInfo.environment["RECORD"] != nil {
    let whole = text[..<start.upperBound] + table + "\n" + text[end.lowerBound...]
    return try Program.write(String(whole), to: Guide.file)
  }
  #expect(text[start.upperBound..<end.lowerBound] == table + "\n", "RECORD=1 swift test --filter fichesTests")
}
