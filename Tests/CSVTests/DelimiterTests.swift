import TestSupport
import Testing

@testable import CSV

/// Invented files as they are met on portals and in repositories, whose delimiter is known: prose, lists, links, times,
/// objects, missing cells, remarks, titles, few rows.
fileprivate struct LabelledFile {
  let text: String
  let delimiter: UInt8

  init(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let delimiter = [",", ",", ",", ";", ";", "\t", "\t", "|", "^", "~"].randomElement(using: &random) ?? ","
    let kinds = (0..<Int.random(in: 2...8, using: &random)).map { _ in Int.random(in: 0...9, using: &random) }
    let count = [2, 3, 5, 20, 60].randomElement(using: &random) ?? 5
    let isSparse = Int.random(in: 0...3, using: &random) == 0
    var lines: [String] = []
    switch Int.random(in: 0...5, using: &random) {
    case 0: lines += ["# exported by a program, version 2", "# licence: open"]
    case 1: lines += ["Liste des dossiers, année 2018", ""]
    default: break
    }
    lines.append(kinds.indices.map { "champ_\($0)" }.joined(separator: delimiter))
    for row in 0..<count {
      let cells = kinds.enumerated().map { column, kind in
        let isEmpty = isSparse && column > 0 && Int.random(in: 0...1, using: &random) == 0
        return isEmpty ? "" : Self.cell(kind, row, delimiter, &random)
      }
      lines.append(cells.joined(separator: delimiter))
    }
    text = lines.joined(separator: seed % 2 == 0 ? "\n" : "\r\n") + "\n"
    self.delimiter = Array(delimiter.utf8)[0]
  }

  private static func cell(_ kind: Int, _ row: Int, _ delimiter: String, _ random: inout SplitMix64) -> String {
    let number = Int.random(in: 0...9_999, using: &random)
    let text =
      switch kind {
      case 0: "\(row + 1)"
      case 1: "\(number).\(number % 90 + 10)"
      case 2: "\(number),\(number % 90 + 10)"
      case 3: "2018-0\(number % 9 + 1)-1\(number % 9)T08:\(number % 50 + 10):00"
      case 4: ["Saint-Denis", "Le Havre", "New York", "Lens"].randomElement(using: &random) ?? ""
      case 5: "Un texte, assez long ; avec des signes: \(number)"
      case 6: "https://exemple.fr/a/\(number)?x=1&y=2;z=3"
      case 7: "{\"a\": \(number), \"b\": [1, 2]}"
      case 8: "rue;haute|\(number % 7)"
      default: "code-\(number)"
      }
    return text.contains(delimiter) || text.contains("\"") ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}

@Test func `the delimiter of files of many kinds is found`() {
  var wrong: [UInt64] = []
  for seed in 0..<400 as Range<UInt64> {
    let file = LabelledFile(seed: seed)
    if Sheet(Array(file.text.utf8)).delimiter != file.delimiter { wrong.append(seed) }
  }
  #expect(wrong.count <= 8, "graines \(wrong)")
}
