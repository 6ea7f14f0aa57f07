import Diagnostics
import Foundation
import Model
import Testing

@testable import Writers
@testable import fiches

/// What a run writes, whole or not at all, and only over what runs wrote.
struct OutputFolderTests {
  private let base: String
  private var path: String { base + "/sortie" }

  init() throws {
    base = NSTemporaryDirectory() + "sortie-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: base, withIntermediateDirectories: true)
  }

  /// A published file and a closed one, the same digits in both, with their manifests.
  private func files(_ run: Int) -> [OutputFile] {
    let text = "\(run)\n"
    let published = [OutputFile(path: "fiches/toit/fiche.md", text: text), OutputFile(path: "\(run).md", text: text)]
    let hidden = [
      OutputFile(path: "restreint/menages.csv", text: text), OutputFile(path: "restreint/retours/a.md", text: text),
    ]
    return published + hidden + restrictedManifests(of: ReturnsTests.report(), outputs: digested(hidden))
      + [manifest(of: ReturnsTests.report(), outputs: digested(published))]
  }

  private func write(_ run: Int, in output: OutputFolder? = nil) throws {
    let output = try output ?? OutputFolder(path: path)
    let draft = try output.draft()
    _ = concurrently(8) { index in draft.add(files(run).enumerated().filter { $0.offset % 8 == index }.map(\.element)) }
    try output.replace(with: draft)
  }

  private func names(_ folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
  }

  private func put(_ text: String, _ file: String) throws {
    let parent = URL(fileURLWithPath: file).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
  }

  private func refusal(_ body: () throws -> Void) -> String {
    do {
      try body()
      return ""
    } catch Stop.file(let sentence) {
      return sentence
    } catch {
      return "\(error)"
    }
  }

  @Test func `a run replaces the whole of the previous one, what is personal being closed`() throws {
    defer { try? FileManager.default.removeItem(atPath: base) }
    for run in 1...2 {
      try write(run)
      #expect(try names(path).filter { $0.contains(".") } == files(run).map(\.path).sorted())
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: base) == ["sortie"])
    for (name, mode) in [("restreint", 0o700), ("restreint/retours", 0o700), ("restreint/menages.csv", 0o600)] {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
      #expect(attributes[.posixPermissions] as? Int == mode)
    }
  }

  @Test(arguments: ["lettre.txt", "fiches/toit/notes.md", "restreint/b.csv", ".cache", "vide/"])
  func `what no run wrote is named and left`(name: String) throws {
    defer { try? FileManager.default.removeItem(atPath: base) }
    for isFirst in [true, false] {
      if !isFirst { try write(1) }
      let own = "\(path)/\(name)"
      if name.hasSuffix("/") {
        try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
      } else {
        try put("à moi", own)
      }
      let before = try names(path)
      let said = refusal { try write(2) }
      #expect(
        said.contains(name.hasSuffix("/") ? "« vide »" : "« \(name) »") || isFirst && said.contains("« fiches »"),
        "\(said)"
      )
      #expect(try names(path) == before)
      try FileManager.default.removeItem(atPath: own)
      try? FileManager.default.removeItem(atPath: isFirst ? path : "")
    }
  }

  @Test func `a link, a file changed by somebody, a manifest of anything are no output`() throws {
    defer { try? FileManager.default.removeItem(atPath: base) }
    try put("{}", "\(base)/autre/manifeste.json")
    #expect(refusal { try write(1, in: try OutputFolder(path: base + "/autre")) }.contains("manifeste.json"))
    try write(1)
    try put("oui", "\(path)/restreint/menages.csv")
    #expect(refusal { try write(2) }.contains("restreint/menages.csv"))
    try FileManager.default.removeItem(atPath: "\(path)/restreint/menages.csv")
    try FileManager.default.createSymbolicLink(
      atPath: "\(path)/restreint/menages.csv",
      withDestinationPath: "/etc/hosts"
    )
    #expect(refusal { try write(2) }.contains("restreint/menages.csv"))
    #expect(FileManager.default.fileExists(atPath: "\(path)/1.md"))
  }

  @Test func `a slash at the end, a link to the folder, missing parents are the same folder`() throws {
    defer { try? FileManager.default.removeItem(atPath: base) }
    try FileManager.default.createSymbolicLink(atPath: base + "/lien", withDestinationPath: "sortie")
    #expect(refusal { _ = try OutputFolder(path: base + "/lien") } != "")
    for (run, name) in ["sortie", "sortie//", "./sortie/.", "lien", "lien/"].enumerated() {
      try write(run, in: try OutputFolder(path: "\(base)/\(name)"))
      #expect(FileManager.default.fileExists(atPath: "\(path)/\(run).md"))
    }
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: base + "/lien") == "sortie")
    try write(9, in: try OutputFolder(path: "\(base)/a/b/c"))
    #expect(FileManager.default.fileExists(atPath: "\(base)/a/b/c/9.md"))
  }

  @Test func `a file, the inputs, what is inside them or holds them are refused`() throws {
    defer { try? FileManager.default.removeItem(atPath: base) }
    try put("", base + "/entrees/campagne.csv")
    try put("", base + "/entrees/sources/asso/suivi.csv")
    let inputs = ["\(base)/entrees/", "\(base)/absent"]
    for name in [
      "entrees/campagne.csv", "entrees", "entrees/sources", "entrees/sources/asso/out", "", "entrees/../entrees",
    ] {
      #expect(refusal { _ = try OutputFolder(path: "\(base)/\(name)", apart: inputs) } != "", "\(name)")
    }
    for name in ["entrees/out", "entrees2", "sources"] {
      #expect(refusal { _ = try OutputFolder(path: "\(base)/\(name)", apart: inputs) } == "", "\(name)")
    }
  }

  @Test func `what arrives in the folder during the run is left, and nothing is replaced`() throws {
    defer { try? FileManager.default.removeItem(atPath: base) }
    try write(1)
    let output = try OutputFolder(path: path)
    let draft = try output.draft()
    draft.add(files(2))
    try put("à moi", path + "/notes.txt")
    #expect(refusal { try output.replace(with: draft) }.contains("rien n'a été remplacé"))
    #expect(try names(path).filter { $0.hasSuffix(".md") || $0.hasSuffix(".txt") }.contains("notes.txt"))
    #expect(FileManager.default.fileExists(atPath: "\(path)/1.md"))
  }

  @Test func `a file that cannot be written replaces nothing`() throws {
    defer { try? FileManager.default.removeItem(atPath: base) }
    try write(1)
    let output = try OutputFolder(path: path)
    let draft = try output.draft()
    draft.add([OutputFile(path: "a/b.md", text: "x"), OutputFile(path: "a/b.md", text: "y")])
    #expect(throws: Stop.self) { try output.replace(with: draft) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: base) == ["sortie"])
  }

  @Test func `what a killed run left is removed, what a living one writes is not`() throws {
    defer { try? FileManager.default.removeItem(atPath: base) }
    let output = try OutputFolder(path: path)
    let living = try output.draft()
    living.add([OutputFile(path: "a.md", text: "x")])
    try put("x", base + "/.sortie.partiel-0123456789abcdef/restreint/menages.csv")
    try put("à moi", base + "/.sortie.partiel-notes/lettre.txt")
    try write(1)
    let left = try FileManager.default.contentsOfDirectory(atPath: base).sorted()
    #expect(left == [".sortie.partiel-notes", URL(fileURLWithPath: living.path).lastPathComponent, "sortie"].sorted())
    living.discard()
  }

  @Test func `in a folder that cannot be renamed, a killed exchange is finished by the next run`() throws {
    defer { try? FileManager.default.removeItem(atPath: base) }
    try write(1)
    let place = try OutputFolder(path: path).place
    let exchange = Exchange(place, as: "", isInside: true)
    let (whole, previous) = (place + "/.sortie.complet-0123456789abcdef", place + "/.sortie.precedent-0123456789abcdef")
    for file in files(2) { try put(String(decoding: file.bytes, as: UTF8.self), "\(whole)/\(file.path)") }
    // Half of the moves were done.
    try FileManager.default.createDirectory(atPath: previous, withIntermediateDirectories: true)
    try FileManager.default.moveItem(atPath: path + "/fiches", toPath: previous + "/fiches")
    try FileManager.default.moveItem(atPath: whole + "/fiches", toPath: path + "/fiches")
    try exchange.recover()
    #expect(try names(path).filter { $0.contains(".") } == files(2).map(\.path).sorted())
    let draft = try OutputDraft(path: exchange.draftPath())
    draft.add(files(3))
    #expect(try exchange.put(draft))
    #expect(try names(path).filter { $0.contains(".") } == files(3).map(\.path).sorted())
    #expect(try FileManager.default.contentsOfDirectory(atPath: base) == ["sortie"])
  }

  @Test func `only the returns are replaced by a verification, and the next run knows them`() throws {
    defer { try? FileManager.default.removeItem(atPath: base) }
    let returns = [OutputFile(path: "restreint/retours/b.md", text: "b\n")]
    let all =
      returns + restrictedManifests(of: ReturnsTests.report(), outputs: digested(returns)) + [
        OutputFile(path: "synthese.md", text: "c\n")
      ]
    try OutputFolder(path: path).replaceReturns(with: all)
    #expect(
      try names(path) == [
        "restreint", "restreint/retours", "restreint/retours/b.md", "restreint/retours/manifeste.json",
      ]
    )
    try write(1)
    try OutputFolder(path: path).replaceReturns(with: all)
    #expect(try names(path).contains("restreint/menages.csv") && !names(path).contains("restreint/retours/a.md"))
    try put("x", path + "/restreint/retours/photo.jpg")
    #expect(refusal { try OutputFolder(path: path).replaceReturns(with: all) }.contains("photo.jpg"))
  }

  @Test func `a folder of personal files that others may read is refused`() throws {
    defer { try? FileManager.default.removeItem(atPath: base) }
    try FileManager.default.createDirectory(atPath: path + "/restreint", withIntermediateDirectories: true)
    #expect(refusal { try OutputFolder(path: path).replaceReturns(with: []) } != "")
  }
}
