import Diagnostics
import Foundation
import Model
import Testing

@testable import fiches

/// `fiches verifier` on the demo campaign.
struct VerificationTests {
  /// The campaign beside the sources of the package.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  static let settings: Request.Settings = {
    var settings = Request.Settings()
    settings.input = root + "/input"
    settings.templates = root + "/templates"
    return settings
  }()

  /// The demo campaign, run once.
  static let demo = Result { try run(settings, showing: Progress()) }

  @Test func `the return of a structure names no file of another`() throws {
    let run = try Self.demo.get()
    let returns = run.outputs.filter { $0.path.hasPrefix("restreint/retours/") && !$0.path.hasSuffix(".json") }
    #expect(returns.count == 2 * Set(run.report.files.map(\.structure)).count)
    for file in returns {
      let text = String(decoding: file.bytes, as: UTF8.self)
      let structure = file.path.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? ""
      for other in run.report.files where other.structure != structure {
        let isShared = run.report.files.contains { $0.structure == structure && $0.name.contains(other.name) }
        #expect(isShared || !text.contains(other.name), "\(file.path) : \(other.path)")
      }
    }
  }

  @Test func `the summary of a verification fits one screen`() throws {
    let text = Screen(of: try Self.demo.get(), Self.settings, isVerification: true).text()
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count <= 24)
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test(arguments: ["verifer", "raport"]) func `a mistyped command is said with the nearest one`(_ word: String) {
    #expect(throws: Stop.self) { _ = try Request([word]) }
  }
}
