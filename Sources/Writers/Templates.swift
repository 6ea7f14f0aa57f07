import Diagnostics

extension Diagnostic.Code {
  static let missingTemplate = Self("modele-absent", .erreur, remedy: "remettre le fichier dans templates/")
}

/// The Markdown templates of a run: documents and partials, by name (`fiche` for `templates/fiche.md`).
struct Templates {
  let partials: [String: Template]

  /// - Parameter files: every file of `templates/`; those that are not templates (`README.md`) do no harm.
  init(_ files: [(path: String, text: String)]) {
    let named = files.filter { $0.path.hasSuffix(".md") }.map { file in
      let name = file.path.split(separator: "/").last.map { String($0.dropLast(3)) } ?? ""
      return (name, Template(Located(file.text, at: Location(file: file.path, line: 1, column: 1))))
    }
    partials = Dictionary(named) { first, _ in first }
  }

  /// A document; an empty one, reported, when the file is not there.
  func document(_ name: String, reporting findings: inout Findings) -> Template {
    if let template = partials[name] { return template }
    let place = Location(file: "templates/\(name).md", line: 0)
    findings.report(.missingTemplate, "le modèle \(French.quoted(name + ".md")) manque", at: place)
    return Template(Located("", at: place))
  }

  /// Renders into Markdown, everything that comes from data escaped.
  var renderer: Renderer { Renderer(partials: partials, escape: markdown) }
}
