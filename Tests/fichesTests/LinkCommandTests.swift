import Foundation
import Linkage
import TestSupport
import Testing

@testable import fiches

/// The French guide of `fiches rapprocher`, as people read it.
fileprivate let guide: String = {
  (try? String(contentsOf: Program.root.appending(path: "input/RAPPROCHER.md"), encoding: .utf8)) ?? ""
}()

/// The example of the guide that its fence names.
fileprivate func example(_ name: String) -> String {
  guard let start = guide.range(of: "```csv \(name)\n"), let end = guide[start.upperBound...].range(of: "```") else {
    return ""
  }
  return String(guide[start.upperBound..<end.lowerBound])
}

/// Invented households of two, told by a landlord and, with a misspelling here and there, by an association.
fileprivate func files(seed: UInt64, households: Int = 60) -> [String: String] {
  var random = SplitMix64(seed: seed)
  func word() -> String {
    (0..<3).map { _ in
      ["ba", "lou", "mi", "ren", "so", "ta", "vi", "cha", "dru", "pe"].randomElement(using: &random) ?? ""
    }
    .joined()
  }
  func digits(_ range: ClosedRange<Int>) -> String { String(Int.random(in: range, using: &random)) }
  var (one, other) = ("dossier,nom,prenom,ne_le,adresse,cp,bail\n", "dossier,nom,prenom,ne_le,adresse,cp,bail\n")
  for household in 0..<households {
    let (name, street) = (word(), "\(digits(1...90)) rue \(word())")
    for member in 0..<2 {
      let (given, birth) = (word(), "\(digits(1950...2004))-\(digits(10...12))-\(digits(10...28))")
      let place = "\(street),59\(digits(100...120))"
      one += "a\(household)-\(member),\(name),\(given),\(birth),\(place),B\(household)\n"
      let spelt = household % 5 == 0 ? String(name.dropLast()) : name
      other += "-b\(household)-\(member),\(spelt.uppercased()),\(given),\(birth),\(place),B\(household)\n"
    }
  }
  return ["champs.csv": example("champs"), "a.csv": one, "b.csv": other]
}

fileprivate let command = ["rapprocher", "--champs", "champs.csv", "a.csv", "b.csv", "--sortie"]

/// Members of each cluster, in the order of the first.
fileprivate func groups(_ text: String) -> [[Substring]] {
  var members: [Substring: [Substring]] = [:]
  for line in text.split(separator: "\n").dropFirst() {
    let cells = line.split(separator: ",")
    members[cells[2], default: []].append(cells[1])
  }
  return members.values.map { $0.sorted() }.sorted { $0[0] < $1[0] }
}

@Test func `the guide's declarations are read as they stand, and link the right records`() throws {
  var files = files(seed: 1)
  files["comparaisons.csv"] = example("comparaisons")
  files["blocage.csv"] = example("blocage")
  try FileManager.default.withOutput { output in
    let run = try Program.run(
      command + ["\(output)/liens.csv", "--comparaisons", "comparaisons.csv", "--blocage", "blocage.csv"],
      files: files
    )
    #expect(run.status == 0, "\(run.complained)")
    let found = groups(try String(contentsOfFile: "\(output)/liens.csv", encoding: .utf8)).filter { $0.count == 2 }
    #expect(found.count == 120)
    #expect(found.allSatisfy { $0[0].dropFirst(2) == $0[1].dropFirst(1) })
  }
}

@Test func `the guide names every type, scope, measure and form`() {
  let codes =
    FieldKind.allCases.map(\.rawValue) + Comparison.Scope.allCases.map(\.rawValue)
    + Resemblance.allCases.map(\.rawValue)
    + KeyPart.Form.allCases.map(\.rawValue)
  #expect(codes.filter { !guide.contains("`\($0)`") }.isEmpty)
  #expect(example("comparaisons").hasPrefix(LinkageModel.comparisonColumns.joined(separator: ",")))
  #expect(example("blocage").hasPrefix(LinkageModel.blockingColumns.joined(separator: ",")))
}

@Test func `a kept model decides the same`() throws {
  let files = files(seed: 2)
  try FileManager.default.withOutput { output in
    let first = try Program.run(command + ["\(output)/1.csv", "--garder-modele", "\(output)/modele"], files: files)
    #expect(first.status == 0, "\(first.complained)")
    let kept = ["comparaisons", "blocage", "poids"].flatMap { ["--\($0)", "\(output)/modele/\($0).csv"] }
    let again = ["--garder-modele", "\(output)/encore"]
    let second = try Program.run(command + ["\(output)/2.csv"] + kept + again, files: files)
    #expect(second.status == 0, "\(second.complained)")
    for (one, other) in [
      ("1.csv", "2.csv"), ("modele/poids.csv", "encore/poids.csv"),
      ("modele/comparaisons.csv", "encore/comparaisons.csv"),
      ("modele/blocage.csv", "encore/blocage.csv"),
    ] {
      let texts = try [one, other].map { try String(contentsOfFile: "\(output)/\($0)", encoding: .utf8) }
      #expect(texts[0] == texts[1])
    }
  }
}

@Test func `a mistake of a declaration is told with its line and what may stand there`() throws {
  var files = files(seed: 3, households: 2)
  files["champs.csv"] = "colonne,type\nnom,nome\n"
  let type = try Program.run(command + ["out.csv"], files: files)
  #expect(type.status == 2)
  #expect(type.complained.contains("le plus proche : « nom »"))
  let option = try Program.run(["rapprocher", "--doublon", "a.csv"], files: files)
  #expect(option.status == 2)
  #expect(option.complained.contains("la plus proche : « --doublons »"))
}

extension FileManager {
  /// Hands the path of a new folder, and removes it.
  fileprivate func withOutput(_ body: (String) throws -> Void) throws {
    let folder = temporaryDirectory.appending(path: "liens-\(UUID().uuidString)")
    try createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? removeItem(at: folder) }
    try body(folder.path)
  }
}
