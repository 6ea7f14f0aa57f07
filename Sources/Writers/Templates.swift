import Diagnostics
import Model

extension Diagnostic.Code {
  static let missingTemplate = Self("modele-absent", .erreur, remedy: "remettre le fichier dans templates/")
}

/// A language in which the documents are written.
enum Edition: CaseIterable {
  case markdown, html

  /// How its templates and its documents end.
  var suffix: String {
    switch self {
    case .markdown: ".md"
    case .html: ".html"
    }
  }

  /// A text from data, which no reader of that language takes for anything else.
  func escape(_ text: String) -> String {
    switch self {
    case .markdown: Writers.markdown(text)
    case .html: xml(text)
    }
  }
}

/// The templates of a run: documents and partials of each edition, by name (`fiche` for `templates/fiche.md`).
struct Templates {
  private let markdown: [String: Template]
  private let html: [String: Template]

  /// - Parameter files: every file of `templates/`; those that are not templates (`README.md`) do no harm.
  ///
  /// A `.mustache` file has no mark-up of its own and belongs to both editions; a style sheet is a partial of the HTML.
  init(_ files: [(path: String, text: String)]) {
    let named = concurrently(files.count) { index in
      let (path, text) = files[index]
      let parts = (path.split(separator: "/").last ?? "").split(separator: ".")
      let template = Template(Located(text, at: Location(file: path, line: 1, column: 1)))
      return (name: String(parts.first ?? ""), kind: String(parts.last ?? ""), template: template)
    }
    func partials(_ kinds: Set<String>) -> [String: Template] {
      Dictionary(named.filter { kinds.contains($0.kind) }.map { ($0.name, $0.template) }) { first, _ in first }
    }
    markdown = partials(["md", "mustache"])
    html = partials(["html", "css", "mustache"])
  }

  func partials(_ edition: Edition) -> [String: Template] { edition == .markdown ? markdown : html }

  /// Reports a document whose Markdown template is not there.
  func require(_ name: String, reporting findings: inout Findings) {
    guard markdown[name] == nil else { return }
    let place = Location(file: "templates/\(name).md", line: 0)
    findings.report(.missingTemplate, "le modèle \(French.quoted(name + ".md")) manque", at: place)
  }

  /// The editions of a document that have a template, Markdown first: a folder without `.html` files makes none.
  func editions(of name: String) -> [(edition: Edition, template: Template)] {
    Edition.allCases.compactMap { edition in partials(edition)[name].map { (edition, $0) } }
  }

  /// The bytes of a document, everything that comes from data escaped; empty, and said, for one without end.
  func render(
    _ template: Template,
    in edition: Edition,
    over value: Value,
    reporting findings: inout Findings
  ) -> [UInt8] {
    let renderer = Renderer(partials: partials(edition), escape: edition.escape)
    if let text = renderer.render(template, over: value) { return tidied(text) }
    findings.report(.badTemplate, "ce modèle se répète sans fin", at: template.source.location)
    return []
  }
}
