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
