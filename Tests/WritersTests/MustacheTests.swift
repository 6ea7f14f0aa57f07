import Diagnostics
import Foundation
import Testing

@testable import Writers

/// One case of the public Mustache specification.
struct MustacheCase: Sendable, CustomTestStringConvertible {
  let name: String
  let template: String
  let partials: [String: String]
  let value: Value
  let expected: String
  var testDescription: String { name }

  static let all: [MustacheCase] = ["comments", "delimiters", "interpolation", "inverted", "partials", "sections"]
    .flatMap { file in cases(in: file) }

  private static func cases(in file: String) -> [MustacheCase] {
    guard
      let url = Bundle.module.url(forResource: file, withExtension: "json", subdirectory: "Resources/mustache-spec"),
      let data = try? Data(contentsOf: url),
      let suite = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let tests = suite["tests"] as? [[String: Any]]
    else { return [] }
    return tests.map { test in
      MustacheCase(
        name: file + ": " + (test["name"] as? String ?? ""),
        template: test["template"] as? String ?? "",
        partials: test["partials"] as? [String: String] ?? [:],
        value: value(test["data"] as Any),
        expected: test["expected"] as? String ?? ""
      )
    }
  }

  private static func value(_ json: Any) -> Value {
    switch json {
    case let text as String: .text(text)
    case let list as [Any]: .list(list.map(value))
    case let members as [String: Any]: .members(members.mapValues(value))
    case let number as NSNumber: isFlag(number) ? .flag(number.boolValue) : .text("\(number)")
    default: .nothing
    }
  }

  private static func isFlag(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}

@Test(arguments: MustacheCase.all)
func `the public specification of Mustache holds`(_ test: MustacheCase) {
  let template = parsed(test.template)
  let renderer = Renderer(partials: test.partials.mapValues(parsed)) { text in
    text.replacing("&", with: "&amp;").replacing("\"", with: "&quot;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;")
  }
  #expect(renderer.render(template, over: test.value) == test.expected)
  #expect(template.mistakes.isEmpty)
}

fileprivate func parsed(_ text: String) -> Template {
  Template(Located(text, at: Location(file: "t", line: 1, column: 1)))
}

@Test func `the whole specification is there`() { #expect(MustacheCase.all.count == 136) }

@Test(arguments: ["{{#a}}", "{{^a}}", "{{#a}}x{{/b}}", "{{{", "{{=<% %>=}}{{#a}}"])
func `sections opened without end are a mistake, however many`(piece: String) {
  let template = parsed(String(repeating: piece, count: 20_000))
  let renderer = Renderer(partials: [:]) { $0 }
  #expect(renderer.render(template, over: .members(["a": .flag(true), "b": .flag(true)])) != nil)
  if piece.hasPrefix("{{#") || piece.hasPrefix("{{^") { #expect(!template.mistakes.isEmpty) }
}

@Test func `a list repeated inside itself ends`() {
  let deep = String(repeating: "{{#a}}", count: 30) + "x" + String(repeating: "{{/a}}", count: 30)
  let list = Value.members(["a": .list(Array(repeating: .text("y"), count: 10))])
  #expect(Renderer(partials: [:]) { $0 }.render(parsed(deep), over: list) == nil)
}

@Test(arguments: [
  ["a": "{{> a}}"], ["a": "{{> b}}", "b": "{{> a}}"],
  // Sixteen levels that each include the next ten times.
  Dictionary(
    uniqueKeysWithValues: (0..<16).map { level in
      (level == 0 ? "a" : "p\(level)", String(repeating: "{{> p\(level + 1)}}", count: 10))
    } + [("p16", "x")]
  ),
])
func `models that include one another without end are refused`(texts: [String: String]) throws {
  let partials = texts.mapValues(parsed)
  var check = NameCheck(partials: partials)
  check.check(try #require(partials["a"]), within: Names())
  #expect(!check.isSound)
  #expect(check.findings.all.allSatisfy { $0.code == .badTemplate })
}
