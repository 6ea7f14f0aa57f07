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
    var path: [String] {
      text == "." ? [] : text.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
    }
  }

  let nodes: [Node]
}

extension Diagnostic.Code {
  static let badTemplate = Self(
    "modele-mal-forme",
    .erreur,
    remedy: "fermer chaque section et chaque accolade du modèle"
  )
}

extension Template {
  /// Parses a text; a mistake is reported where it stands, and what can be read around it is kept.
  ///
  /// - Parameters:
  ///   - text: the template.
  ///   - location: place of its first character.
  ///   - findings: receives `modele-mal-forme`.
  init(_ text: String, at location: Location, reporting findings: inout Findings) {
    var lexer = TemplateLexer(Array(text.utf8), at: location)
    var open: [(name: Name, inverted: Bool)] = []
    var levels: [[Node]] = [[]]
    while let token = lexer.next() {
      switch token {
      case .text(let text): levels[levels.count - 1].append(.text(text))
      case .variable(let name, let escaped): levels[levels.count - 1].append(.variable(name, escaped: escaped))
      case .partial(let name, let indent): levels[levels.count - 1].append(.partial(name, indent: indent))
      case .open(let name, let inverted):
        open.append((name, inverted))
        levels.append([])
      case .close(let name):
        guard let section = open.last, section.name.text == name.text else {
          let expected = open.last.map { "« /\($0.name.text) » est attendu" } ?? "aucune section n'est ouverte"
          findings.report(
            .badTemplate,
            French.typeset("« /\(name.text) » ne ferme rien ici : \(expected)"),
            at: name.location
          )
          continue
        }
        open.removeLast()
        let inside = levels.removeLast()
        levels[levels.count - 1].append(.section(section.name, inverted: section.inverted, inside))
      case .unclosed(let location):
        findings.report(.badTemplate, French.typeset("une accolade ouverte ici n'est jamais fermée"), at: location)
      }
    }
    while let section = open.popLast() {
      findings.report(
        .badTemplate,
        "la section « \(section.name.text) » n'est jamais fermée",
        at: section.name.location
      )
      let inside = levels.removeLast()
      levels[levels.count - 1].append(.section(section.name, inverted: section.inverted, inside))
    }
    nodes = levels[0]
  }
}
