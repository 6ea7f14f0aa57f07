import Diagnostics
import Foundation
import Model
import Testing

@testable import fiches

/// What a run writes, whole or not at all.
struct OutputDraftTests {
  private let path = NSTemporaryDirectory() + "sortie-\(UUID().uuidString)"

  private func names() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: path).filter { $0.contains(".") }.sorted()
  }

  private func mode(of path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func `files added from every core replace those of the previous run`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let output = OutputFolder(path: path)
    for run in 1...2 {
      let draft = try output.draft()
      _ = concurrently(40) { index in
        draft.add([OutputFile(path: "fiches/\(index % 7)/\(run).\(index).md", text: "\(run)")])
      }
      draft.add([OutputFile(path: "manifeste.json", text: "{}"), OutputFile(path: "restreint/a/b.csv", text: "x")])
      try output.replace(with: draft)
      let expected = (0..<40).map { "fiches/\($0 % 7)/\(run).\($0).md" } + ["manifeste.json", "restreint/a/b.csv"]
      #expect(try names() == expected.sorted())
    }
    for folder in ["restreint", "restreint/a"] { #expect(try mode(of: "\(path)/\(folder)") == 0o700) }
    #expect(String(decoding: try Data(contentsOf: URL(filePath: path + "/fiches/0/2.0.md")), as: UTF8.self) == "2")
  }

  @Test func `a draft discarded leaves nothing, and what was there`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let output = OutputFolder(path: path)
    let first = try output.draft()
    first.add([OutputFile(path: "manifeste.json", text: "{}")])
    try output.replace(with: first)
    let draft = try output.draft()
    draft.add([OutputFile(path: "restreint/menages.csv", text: "x")])
    draft.discard()
    #expect(try names() == ["manifeste.json"])
    #expect(!FileManager.default.fileExists(atPath: draft.path))
  }

  @Test func `a file that cannot be written replaces nothing`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let output = OutputFolder(path: path)
    let draft = try output.draft()
    draft.add([OutputFile(path: "a/b.md", text: "x"), OutputFile(path: "a/b.md", text: "y")])
    draft.add([OutputFile(path: "manifeste.json", text: "{}")])
    #expect(throws: Stop.self) { try output.replace(with: draft) }
    #expect(!FileManager.default.fileExists(atPath: path) && !FileManager.default.fileExists(atPath: draft.path))
  }

  @Test func `what a killed run left beside is removed, what a living one writes is not`() throws {
    let leftovers = ["partiel-999999999", "precedent-999999999", "partiel-\(getppid())", "partiel-notes"]
    defer { for name in leftovers { try? FileManager.default.removeItem(atPath: "\(path).\(name)") } }
    for name in leftovers {
      try FileManager.default.createDirectory(atPath: "\(path).\(name)", withIntermediateDirectories: true)
    }
    let left = { leftovers.filter { FileManager.default.fileExists(atPath: "\(path).\($0)") } }
    try OutputFolder(path: path).draft().discard()
    // Nothing is in place yet: the previous output is all there is.
    #expect(left() == ["precedent-999999999", "partiel-\(getppid())", "partiel-notes"])
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try OutputFolder(path: path).draft().discard()
    #expect(left() == ["partiel-\(getppid())", "partiel-notes"])
  }

  @Test func `a folder of something else is refused`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try FileManager.default.createDirectory(atPath: path + "/photos", withIntermediateDirectories: true)
    #expect(throws: Stop.self) { _ = try OutputFolder(path: path).draft() }
  }
}
