import Diagnostics

extension Diagnostic.Code {
  static let missingTemplate = Self("modele-absent", .erreur, remedy: "remettre le fichier dans templates/")
}

/// The Markdown templates of a run: documents and partials, by name (`fiche` for `templates/fiche.md`).
struct Templates {
  let partials: [String: Located<String>]

  /// - Parameter files: every file of `templates/`; those that are not templates (`README.md`) do no harm.
  init(_ files: [(path: String, text: String)]) {
    let named = files.filter { $0.path.hasSuffix(".md") }.map { file in
      let name = file.path.split(separator: "/").last.map { String($0.dropLast(3)) } ?? ""
      return (name, Located(file.text, at: Location(file: file.path, line: 1, column: 1)))
    }
    partials = Dictionary(named) { first, _ in first }
  }

  /// A document, parsed; an empty one, reported, when the file is not there.
  func parsed(_ name: String, reporting findings: inout Findings) -> Template {
    guard let text = partials[name] else {
      findings.report(
        .missingTemplate,
        "le modèle \(French.quoted(name + ".md")) manque",
        at: Location(file: "templates/\(name).md")
      )
      return Template(nodes: [])
    }
    return Template(text.value, at: text.location, reporting: &findings)
  }

  /// Renders into Markdown, everything that comes from data escaped.
  var renderer: Renderer { Renderer(partials: partials.mapValues(\.value), escape: markdown) }
}
