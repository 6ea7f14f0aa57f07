import Foundation
import FoundationXML

@testable import Writers

/// Reads an SVG and says what would keep someone from reading it (no script, title, description, contrast, gaps, size).
final class ChartCheck: NSObject, XMLParserDelegate {
  private(set) var faults: [String] = []
  private var stack: [String] = []
  private var texts: [String: String] = [:]
  private var bars: [(y: Double, x: Double, width: Double, fill: String)] = []
  private var labels: [(y: Double, x: Double, anchor: String, text: String)] = []
  private var height = 0.0
  private var patterns: Set<String> = []

  static func faults(in svg: String) -> [String] {
    let check = ChartCheck()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = check
    if !parser.parse() || parser.parserError != nil {
      return ["not well-formed: \(parser.parserError.map { "\($0)" } ?? "")"]
    }
    check.conclude()
    return check.faults
  }

  private static let known: Set<String> = [
    "svg", "title", "desc", "defs", "pattern", "rect", "path", "circle", "line", "text",
  ]

  func parser(
    _ parser: XMLParser,
    didStartElement name: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes: [String: String] = [:]
  ) {
    stack.append(name)
    if !ChartCheck.known.contains(name) { faults.append("element \(name)") }
    for (attribute, value) in attributes {
      if attribute.hasPrefix("on") || attribute.contains("href") || attribute == "style" {
        faults.append("attribute \(attribute)")
      }
      if attribute == "fill" || attribute == "stroke" { colour(value) }
    }
    switch name {
    case "svg": root(attributes)
    case "pattern": patterns.insert("url(#\(attributes["id"] ?? ""))")
    // White all over is the ground.
    case "rect" where !stack.contains("pattern") && attributes["width"] != "100%": bar(attributes)
    case "text": text(attributes)
    default: break
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { texts[stack.last ?? "", default: ""] += string }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    if name == "text", let line = texts["text"], line.count > SVG.columns { faults.append("line too long: \(line)") }
    if name == "text" {
      labels[labels.count - 1].text = texts["text"] ?? ""
      texts["text"] = ""
    }
    stack.removeLast()
  }

  private func root(_ attributes: [String: String]) {
    let box = (attributes["viewBox"] ?? "").split(separator: " ").compactMap { Double($0) }
    if box.count != 4 || box[2] > 375 { faults.append("viewBox") }
    height = box.last ?? 0
    let size = Double(attributes["font-size"] ?? "") ?? 0
    if box.count == 4, size * 288 / box[2] < 11 { faults.append("text too small at 320 pixels") }
    if attributes["role"] != "img" || attributes["lang"] != "fr" || attributes["aria-labelledby"] == nil {
      faults.append("role")
    }
  }

  /// Palette and text colours, 3:1 at least on white; white itself and patterns made of them.
  private func colour(_ value: String) {
    if value == "none" || value == "#FFFFFF" || value.hasPrefix("url(#") { return }
    if ChartCheck.contrast(value) < 3 { faults.append("contrast of \(value)") }
  }

  /// WCAG contrast of `#RRGGBB` on white.
  static func contrast(_ colour: String) -> Double {
    guard colour.count == 7, let code = Int(colour.dropFirst(), radix: 16) else { return 0 }
    let parts = [code >> 16, code >> 8 & 0xff, code & 0xff].map { part in
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 1.05 / (0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05)
  }

  private func bar(_ attributes: [String: String]) {
    let values = ["y", "x", "width"].map { Double(attributes[$0] ?? "") ?? -1 }
    let stroke = (Double(attributes["stroke-width"] ?? "") ?? 0) / 2
    bars.append((values[0], values[1] - stroke, values[2] + 2 * stroke, attributes["fill"] ?? ""))
    if values[1] - stroke < 0 || values[1] + values[2] + stroke > SVG.width { faults.append("bar outside") }
  }

  private func text(_ attributes: [String: String]) {
    let y = Double(attributes["y"] ?? "") ?? -1
    labels.append((y, Double(attributes["x"] ?? "") ?? -1, attributes["text-anchor"] ?? "start", ""))
    if y < 0 || y > height { faults.append("text outside") }
  }

  /// No text over another, nor out of the drawing.
  private func checkLabels() {
    let placed = labels.map { label in
      let width = SVG.width(of: label.text.count)
      let start = label.x - (label.anchor == "middle" ? width / 2 : label.anchor == "end" ? width : 0)
      return (y: label.y, start: start, end: start + width, text: label.text)
    }
    for label in placed where label.start < -1 || label.end > SVG.width + 8 {
      faults.append("text outside: \(label.text)")
    }
    for (_, row) in Dictionary(grouping: placed, by: \.y) {
      let row = row.sorted { $0.start < $1.start }
      for (one, next) in zip(row, row.dropFirst()) where next.start < one.end { faults.append("text over \(one.text)") }
    }
  }

  private func conclude() {
    for name in ["title", "desc"] where (texts[name] ?? "").trimmingCharacters(in: .whitespaces).isEmpty {
      faults.append("no \(name)")
    }
    for (_, row) in Dictionary(grouping: bars, by: \.y) {
      let row = row.sorted { $0.x < $1.x }
      for (one, next) in zip(row, row.dropFirst()) {
        if next.x - (one.x + one.width) < 1.95 { faults.append("no gap between two bars") }
        if one.fill == next.fill { faults.append("neighbours alike") }
      }
    }
    if texts["desc"]?.contains(where: \.isNumber) != true { faults.append("description without figures") }
    checkLabels()
    for bar in bars where bar.fill.hasPrefix("url(") && !patterns.contains(bar.fill) {
      faults.append("pattern \(bar.fill)")
    }
  }
}
