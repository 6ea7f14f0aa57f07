/// A static SVG document: no script, no style sheet, no link; every text from data is escaped.
///
/// Drawn 360 units wide with texts of 14, so that it is still read on a page 320 pixels wide, margins taken off.
struct SVG {
  static let width = 360.0
  static let fontSize = 14.0
  /// Room for a text, in characters: wide enough for the widest of the usual fonts, whichever stands in.
  static let columns = Int(width / width(of: 1))

  /// Room that a text of so many characters takes.
  static func width(of characters: Int) -> Double { Double(characters) * fontSize * 0.62 }

  /// Starts every identifier, so that several drawings may stand in one page.
  let name: String
  private var shapes = ""
  private var fills: Set<Fill> = []
  private(set) var height = 0.0

  init(name: String) { self.name = name }

  /// Adds one line of text below what is drawn.
  mutating func line(_ text: String, bold: Bool = false, x: Double = 0) {
    height += SVG.fontSize * 1.35
    let weight = bold ? " font-weight=\"bold\"" : ""
    shapes += "  <text x=\"\(number(x))\" y=\"\(number(height - 4))\"\(weight)>\(xml(text))</text>\n"
  }

  /// Adds a text on as many lines as it needs.
  mutating func paragraph(_ text: String, bold: Bool = false, x: Double = 0) {
    let room = SVG.columns - Int(x / SVG.width(of: 1))
    for line in wrapped(text, at: room) { self.line(line, bold: bold, x: x) }
  }

  /// Adds a text without moving on, relative to the current height; `x` is where it starts, ends or has its middle.
  mutating func label(_ text: String, x: Double, y: Double, anchor: Anchor = .start) {
    let place = "x=\"\(number(x))\" y=\"\(number(height + y))\""
    shapes += "  <text \(place) text-anchor=\"\(anchor.rawValue)\">\(xml(text))</text>\n"
  }

  enum Anchor: String { case start, middle, end }

  mutating func space(_ points: Double) { height += points }

  /// Adds a rectangle at the current height, which it leaves where it is.
  mutating func bar(x: Double, width: Double, height: Double, fill: Fill, above: Double = 0) {
    let place = "x=\"\(number(x))\" y=\"\(number(self.height + above))\""
    let size = "width=\"\(number(width))\" height=\"\(number(height))\""
    fills.insert(fill)
    shapes +=
      "  <rect \(place) \(size) fill=\"\(fill.paint(in: name))\" stroke=\"\(fill.colour)\" stroke-width=\"1\"/>\n"
  }

  /// Adds a straight line, relative to the current height.
  mutating func rule(
    from start: (x: Double, y: Double),
    to end: (x: Double, y: Double),
    width: Double,
    colour: String = SVG.ink
  ) {
    let place = "x1=\"\(number(start.x))\" y1=\"\(number(height + start.y))\" x2=\"\(number(end.x))\""
    shapes +=
      "  <line \(place) y2=\"\(number(height + end.y))\" stroke=\"\(colour)\" stroke-width=\"\(number(width))\"/>\n"
  }

  /// Adds a dot, relative to the current height.
  mutating func dot(x: Double, y: Double, radius: Double, fill: Fill) {
    let place = "cx=\"\(number(x))\" cy=\"\(number(height + y))\" r=\"\(number(radius))\""
    shapes += "  <circle \(place) fill=\"\(fill.colour)\"/>\n"
  }

  /// The patterns that bars are filled with.
  private var definitions: String {
    let patterns = Fill.allCases.filter(fills.contains).map { $0.definition(in: name) }.joined()
    return patterns.isEmpty ? "" : "  <defs>\n\(patterns)  </defs>\n"
  }

  static let ink = "#00005F"

  /// The document, on white wherever it is shown, with a title and a description that a screen reader says.
  func document(title: String, description: String) -> String {
    let size = "viewBox=\"0 0 \(number(SVG.width)) \(number(height + 6))\""
    let access = "role=\"img\" lang=\"fr\" aria-labelledby=\"\(name)-titre \(name)-texte\""
    let font = "font-family=\"Marianne, Arial, sans-serif\" font-size=\"\(number(SVG.fontSize))\" fill=\"#161616\""
    return """
      <svg xmlns="http://www.w3.org/2000/svg" \(size) \(access) \(font)>
        <title id="\(name)-titre">\(xml(title))</title>
        <desc id="\(name)-texte">\(xml(description))</desc>
        <rect width="100%" height="100%" fill="#FFFFFF"/>
      \(definitions)\(shapes)</svg>

      """
  }
}

/// The fills, told apart by their pattern first: each colour of the State palette here reaches 3:1 on white.
enum Fill: Int, CaseIterable {
  case solid, stripes, dots, hatches, bands, grid

  var colour: String {
    switch self {
    case .solid: "#29598F"
    case .stripes: "#5C68E5"
    case .dots: "#298641"
    case .hatches: "#B478F1"
    case .bands: "#00005F"
    case .grid: "#E91719"
    }
  }

  func paint(in drawing: String) -> String { self == .solid ? colour : "url(#\(drawing)-motif-\(rawValue))" }

  /// The pattern drawn with the colour on white.
  fileprivate func definition(in drawing: String) -> String {
    let mark: String
    switch self {
    case .solid: return ""
    case .stripes: mark = path("M0 8L8 0M-2 2L2 -2M6 10L10 6", width: 2.5)
    case .dots: mark = "<circle cx=\"4\" cy=\"4\" r=\"2.2\" fill=\"\(colour)\"/>"
    case .hatches: mark = path("M0 0L8 8M-2 6L2 10M6 -2L10 2", width: 2.5)
    case .bands: mark = path("M2 0V8M6 0V8", width: 1.5)
    case .grid: mark = path("M4 0V8M0 4H8", width: 1.5)
    }
    let box = "width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\""
    return
      "    <pattern id=\"\(drawing)-motif-\(rawValue)\" \(box)><rect width=\"8\" height=\"8\" fill=\"#FFFFFF\"/>\(mark)</pattern>\n"
  }

  private func path(_ data: String, width: Double) -> String {
    "<path d=\"\(data)\" stroke=\"\(colour)\" stroke-width=\"\(number(width))\" fill=\"none\"/>"
  }
}

/// Text inside XML: marks escaped, characters that XML forbids dropped.
func xml(_ text: String) -> String {
  let allowed =
    text.unicodeScalars.contains(where: isForbidden) ? String(text.unicodeScalars.filter { !isForbidden($0) }) : text
  return rewriting(allowed) { bytes, place in
    switch bytes[place] {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    case 0..<0x20: " "
    default: nil
    }
  }
}

fileprivate func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x7f...0x9f, 0x202a...0x202e, 0x2066...0x2069, 0xfffe, 0xffff: true
  default: false
  }
}

/// A length with one decimal at most.
fileprivate func number(_ value: Double) -> String {
  let tenths = Int(value * 10 + (value < 0 ? -0.5 : 0.5))
  return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
}

/// Words on lines of at most `columns` characters; a longer word is cut.
func wrapped(_ text: String, at columns: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  for word in text.utf8.split(separator: UInt8(ascii: " ")) {
    var word = Substring(word)
    while word.count > columns {
      if !line.isEmpty { lines.append(line) }
      line = ""
      lines.append(String(word.prefix(columns)))
      word = word.dropFirst(columns)
    }
    if !line.isEmpty, line.count + 1 + word.count > columns {
      lines.append(line)
      line = ""
    }
    line += (line.isEmpty ? "" : " ") + word
  }
  return line.isEmpty ? lines : lines + [line]
}
