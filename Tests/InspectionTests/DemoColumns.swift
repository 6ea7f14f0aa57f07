import CSV
import Diagnostics
import Foundation
import Model
import Normaliser
import Testing

@testable import Inspector
@testable import Readers

/// The exports of the demo campaign, and what their declarations say of each column: the answers, never the hints.
enum Demo {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  static let folder = InputFolder(path: root + "/input")

  static let values = slowValues(in: Campaign(name: "", year: 2018, cutoff: Day(number: 17_896), profile: .funder))

  static let vocabulary: Vocabulary = {
    var vocabulary = Vocabulary()
    var findings = Findings()
    if let bytes = try? folder.bytes(of: "formats/vocabulaire/entetes.csv") {
      vocabulary.addHeadings(bytes, path: "entetes.csv", reporting: &findings)
    }
    for format in folder.folders(in: "formats") {
      if let bytes = try? folder.bytes(of: "formats/\(format)/codes.csv") {
        vocabulary.addCodes(bytes, ofFormat: format)
      }
    }
    #expect(findings.all.isEmpty)
    return vocabulary
  }()

  /// Its exports, with the fields that their declarations give to each column.
  static let answers: [Answers] = {
    var findings = Findings()
    guard let declared = try? readDeclarations(in: folder, reporting: &findings) else { return [] }
    return declared.sources.flatMap { source in
      let code = source.structure.code
      return folder.names(in: "sources/\(code)").compactMap { name -> Answers? in
        guard let table = source.tables.first(where: { $0.captures(of: name) != nil }),
          let whole = try? folder.bytes(of: "sources/\(code)/\(name)"), !whole.isEmpty
        else { return nil }
        let bytes = head(of: whole)
        let bound = bind(
          table,
          to: TableScan(bytes, forced: Forced(table.forced)),
          of: SourceFile(structure: code, name: name),
          blanks: source.blanks,
          values: values,
          reporting: &findings
        )
        let profile = FileProfile(InspectedFile(name: name, bytes: bytes), values: values)
        return Answers(structure: code, profile: profile, fields: fields(of: bound), isComplete: false)
      }
    }
  }()

  /// The first rows of long files: the tests take seconds, not minutes.
  private static func head(of bytes: [UInt8]) -> [UInt8] {
    guard bytes.count > 100_000 else { return bytes }
    let end = bytes[..<100_000].lastIndex(of: 10) ?? 99_999
    return Array(bytes[...end])
  }

  /// `acte.date_acte commandement_payer`, `mesure.problematiques budget`, `mesure.date_debut`.
  private static func fields(of bound: BoundTable) -> [Int: Set<String>] {
    var fields: [Int: Set<String>] = [:]
    for binding in bound.bindings {
      guard let cell = binding.cell else { continue }
      var answer = binding.field.path
      if binding.field.path == "mesure.problematiques", let constant = binding.constant { answer += " " + constant }
      if binding.field.path == "acte.date_acte", !binding.label.isEmpty {
        let act = bound.bindings.first { $0.field.path == "acte.acte" && $0.label == binding.label }
        if let constant = act?.constant { answer += " " + constant }
      }
      fields[bound.columns[cell], default: []].insert(answer)
    }
    return fields
  }
}
