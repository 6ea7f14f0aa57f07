import Foundation
import FoundationXML

/// Reads a page of the HTML edition, which is also well-formed XML, and says what would keep someone from reading it.
package enum PageCheck {
  /// What is wrong with the page at a path, links that lead to none of the files included.
  package static func faults(in page: String, at path: String, among files: Set<String>) -> [String] {
    let check = PageReader()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = check
    if !parser.parse() || parser.parserError != nil { return ["not well-formed, line \(parser.lineNumber)"] }
    check.conclude { files.contains(target(of: $0, from: path)) }
    return check.faults
  }

  /// The path that a relative address means on a page.
  private static func target(of address: String, from path: String) -> String {
    var folders = path.split(separator: "/").dropLast().map { String($0) }
    for part in address.split(separator: "/") {
      if part == ".." { _ = folders.popLast() } else { folders.append(part.removingPercentEncoding ?? "") }
    }
    return folders.joined(separator: "/")
  }
}

fileprivate final class PageReader: NSObject, XMLParserDelegate {
  private(set) var faults: [String] = []
  private var identifiers: Set<String> = []
  private var links: [String] = []
  private var levels: [Int] = []
  private var texts: [String: String] = [:]
  private var open: [(name: String, children: Set<String>)] = []

  private static let known: Set<String> = [
    "html", "head", "title", "meta", "style", "body", "header", "nav", "main", "footer", "h1", "h2", "h3", "h4", "p",
    "a", "strong", "em", "code", "span", "ul", "li", "dl", "div", "dt", "dd", "table", "caption", "thead", "tbody",
    "tr", "th", "td", "figure", "figcaption", "blockquote", "details", "summary", "svg", "desc", "defs", "pattern",
    "rect", "path", "circle",
    "line", "text",
  ]

  func parser(
    _ parser: XMLParser,
    didStartElement name: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes: [String: String] = [:]
  ) {
    if !open.isEmpty { open[open.count - 1].children.insert(name) }
    open.append((name, []))
    if !PageReader.known.contains(name) { faults.append("element \(name)") }
    for (attribute, value) in attributes {
      if attribute.hasPrefix("on") || ["src", "style", "action"].contains(attribute) {
        faults.append("attribute \(attribute)")
      }
      if attribute == "id", !identifiers.insert(value).inserted { faults.append("two identifiers \(value)") }
    }
    if name == "html", attributes["lang"] != "fr" { faults.append("language") }
    if name == "th", !["col", "row"].contains(attributes["scope"]) { faults.append("th without scope") }
    if name == "svg", attributes["role"] != "img" || attributes["aria-labelledby"] == nil { faults.append("svg") }
    if let level = ["h1", "h2", "h3", "h4"].firstIndex(of: name) { head(level + 1) }
    if let address = attributes["href"] {
      if name != "a" { faults.append("address of \(name)") }
      links.append(address)
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    texts[open.last?.name ?? "", default: ""] += string
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    let children = open.popLast()?.children ?? []
    if name == "table", !children.isSuperset(of: ["caption", "tbody"]) { faults.append("table without caption") }
    if name == "svg", !children.isSuperset(of: ["title", "desc"]) { faults.append("drawing without words") }
    if name == "dl", children != ["div"] { faults.append("dl") }
    if name == "ul", !children.isSubset(of: ["li"]) { faults.append("list without items") }
  }

  private func head(_ level: Int) {
    if level > (levels.last ?? 0) + 1 { faults.append("h\(level) after h\(levels.last ?? 0)") }
    levels.append(level)
  }

  func conclude(leadsToFile: (String) -> Bool) {
    if levels.count(where: { $0 == 1 }) != 1 { faults.append("h1") }
    if (texts["title"] ?? "").isEmpty { faults.append("no title") }
    let style = texts["style"] ?? ""
    if style.contains("url(") || style.contains("@import") || style.isEmpty { faults.append("style from elsewhere") }
    if links.first != "#contenu" { faults.append("no link to the contents") }
    for link in links {
      if link.hasPrefix("#") {
        if !identifiers.contains(String(link.dropFirst())) { faults.append("link \(link)") }
      } else if !["https://", "http://", "mailto:"].contains(where: link.hasPrefix) {
        if !leadsToFile(link) { faults.append("link \(link)") }
      }
    }
  }
}
