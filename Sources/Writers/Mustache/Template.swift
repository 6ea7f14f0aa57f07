import Diagnostics

/// A Mustache template, parsed (public specification 1.4, without its optional modules).
struct Template: Sendable {
  indirect enum Node: Sendable {
    case text(String)
    case variable(Name, escaped: Bool)
    case section(Name, inverted: Bool, [Node])
    /// `indent`: the white space before a partial that stands alone on its line.
    case partial(Name, indent: String)
  }

  /// A name as written between the delimiters, and where.
  struct Name: Sendable {
    let text: String
    let location: Location
    /// Its parts; `.` alone, the current value, has none.
    let path: [String]

    init(text: String, location: Location) {
      self.text = text
      self.location = location
      let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      path = text == "." ? [] : parts.map { String(Substring($0)) }
    }
  }

  let source: Located<String>
  let nodes: [Node]
  /// Sections and braces left open (`modele-mal-forme`); what could be read around them is kept.
  let mistakes: [Diagnostic]

  /// Parses a text; its place is that of its first character.
  init(_ source: Located<String>) {
    var parser = TemplateParser()
    var lexer = TemplateLexer(source)
    while let token = lexer.next() { parser.take(token) }
    parser.end()
    self.source = source
    nodes = parser.levels[0]
    mistakes = parser.findings.all
  }
}

extension Diagnostic.Code {
  static let badTemplate = Self(
    "modele-mal-forme",
    .erreur,
    remedy: "fermer chaque section et chaque accolade du modèle, et n’y rien mettre qui se contienne"
  )
}

/// Nests tokens into sections.
fileprivate struct TemplateParser {
  /// Nodes of the sections being read, the outermost first.
  private(set) var levels: [[Template.Node]] = [[]]
  private(set) var findings = Findings()
  private var open: [(name: Template.Name, inverted: Bool)] = []
  /// Sections opened beyond the last level that is read.
  private var beyond = 0
  private static let deepest = 32

  mutating func take(_ token: TemplateLexer.Token) {
    switch token {
    case .text(let text): append(.text(text))
    case .variable(let name, let escaped): append(.variable(name, escaped: escaped))
    case .partial(let name, let indent): append(.partial(name, indent: indent))
    case .open(let name, _) where open.count >= Self.deepest:
      if beyond == 0 {
        findings.report(.badTemplate, "plus de \(Self.deepest) sections l’une dans l’autre", at: name.location)
      }
      beyond += 1
    case .open(let name, let inverted):
      open.append((name, inverted))
      levels.append([])
    case .close(let name): close(name)
    case .unclosed(let place):
      findings.report(.badTemplate, "une accolade ouverte ici n’est jamais fermée", at: place)
    }
  }

  /// Closes, and reports, what is still open.
  mutating func end() {
    while let section = open.last {
      let name = French.quoted(section.name.text)
      findings.report(.badTemplate, "la section \(name) n’est jamais fermée", at: section.name.location)
      closeLast()
    }
  }

  private mutating func append(_ node: Template.Node) { levels[levels.count - 1].append(node) }

  private mutating func close(_ name: Template.Name) {
    if beyond > 0 {
      beyond -= 1
      return
    }
    if open.last?.name.text == name.text { return closeLast() }
    let expected = open.last.map { French.quoted("/" + $0.name.text) + " est attendu" }
    let reason = expected ?? "aucune section n’est ouverte"
    findings.report(
      .badTemplate,
      "\(French.quoted("/" + name.text)) ne ferme rien ici\u{A0}: \(reason)",
      at: name.location
    )
  }

  private mutating func closeLast() {
    guard let section = open.popLast() else { return }
    let inside = levels.removeLast()
    append(.section(section.name, inverted: section.inverted, inside))
  }
}
