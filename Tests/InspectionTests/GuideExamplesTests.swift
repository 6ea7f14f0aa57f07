import Diagnostics
import Foundation
import Model
import Testing

@testable import Readers

/// The examples of `input/README.md` (blocks that open with « csv » and the name of a declaration) are read without a
/// mistake.
struct GuideExamplesTests {
  /// One block: the declaration it is an example of, and its text.
  struct Example: CustomTestStringConvertible {
    let name: String
    let text: String
    var testDescription: String { name + " : " + (text.split(separator: "\n").dropFirst().first ?? "") }
  }

  static let examples: [Example] = {
    let url = URL(fileURLWithPath: Demo.root + "/input/README.md")
    let guide = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    return guide.components(separatedBy: "```csv ").dropFirst().compactMap { block in
      let parts = block.split(separator: "\n", maxSplits: 1)
      guard parts.count == 2, let end = parts[1].range(of: "```") else { return nil }
      return Example(name: String(parts[0]), text: String(parts[1][..<end.lowerBound]))
    }
  }()

  @Test func `there is an example of every declaration`() {
    #expect(Set(Self.examples.map(\.name)) == ["source.csv", "fichiers.csv", "colonnes.csv", "codes.csv"])
    #expect(Self.examples.count >= 8)
  }

  @Test(arguments: examples) func `an example of the guide is read without a mistake`(_ example: Example) throws {
    let campaign = try SmallCampaign()
    var files = [
      "source.csv": "cle,valeur\nnom,Essai\ntype,association\nprojet,essai\n",
      "codes.csv": Self.examples.filter { $0.name == "codes.csv" }.map(\.text).joined(),
    ]
    files[example.name] = example.text
    let tables = Self.column(example.name == "fichiers.csv" ? 1 : 0, of: example.text)
    if example.name == "colonnes.csv" {
      files["fichiers.csv"] = "fichier,table\n" + tables.map { "\($0).csv,\($0)\n" }.joined()
    } else if example.name == "fichiers.csv" {
      files["colonnes.csv"] = "table,colonne,champ\n" + tables.map { "\($0),Nom,personne.nom\n" }.joined()
    }
    for (name, text) in files { try campaign.write("sources/essai/\(name)", text) }
    var findings = Findings()
    _ = try readDeclarations(in: campaign.folder, reporting: &findings)
    #expect(findings.all.isEmpty)
  }

  /// The distinct words of a column, its heading left out.
  private static func column(_ index: Int, of text: String) -> [String] {
    let cells = text.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    return Set(cells.compactMap { $0.count > index ? String($0[index]) : nil }).sorted()
  }
}
