package import Diagnostics

extension InputFolder {
  /// The words by which exports are recognised: `formats/vocabulaire/entetes.csv` (`nil` when there is none) and the
  /// `codes.csv` of every format, in byte order.
  package func vocabulary() throws(Stop) -> (headings: [UInt8]?, codes: [(format: String, bytes: [UInt8])]) {
    var codes: [(format: String, bytes: [UInt8])] = []
    for format in folders(in: "formats") where has("formats/\(format)/codes.csv") {
      codes.append((format, try bytes(of: "formats/\(format)/codes.csv")))
    }
    let path = InputFolder.headingsPath
    return (has(path) ? try bytes(of: path) : nil, codes)
  }

  /// Where the headings are, relative to the folder.
  package static let headingsPath = "formats/vocabulaire/entetes.csv"

  /// Codes and titles of the projects that the folder declares, in byte order; mistakes in their cards are not said here.
  package func projectTitles() -> [(code: String, title: String)] {
    folders(in: "projets").map { code in
      var findings = Findings()
      let card = try? Card(self, "projets/\(code)/projet.csv", keys: ["titre"], reporting: &findings)
      return (code, card?.first("titre") ?? code)
    }
  }

  /// Names of the exports of a folder, declarations and notes left out, in byte order.
  package func exportNames() -> [String] {
    names(in: "").filter { !Self.declarationNames.contains($0) && !$0.hasSuffix(".md") }
  }

  /// Those of the four declaration files that the folder has.
  package func declarationsPresent() -> [String] { Self.declarationNames.sorted().filter { has($0) } }

  /// The bytes of an export of the folder.
  package func export(_ name: String) throws(Stop) -> [UInt8] { try bytes(of: name) }
}
