import Diagnostics
import Model

/// The human part of a fiche: `recit.md` cut at its `##` titles.
struct Story: Sendable {
  struct Section: Sendable {
    let title: Located<String>
    /// Name in the templates: `contexte_et_genese`.
    let name: String
    let body: Located<String>
  }

  let sections: [Section]

  init(_ text: Located<String>) {
    var sections: [Section] = []
    var title: Located<String>?
    var body = ""
    var bodyLine = 0
    func close() {
      guard let title else { return }
      let place = Location(file: text.location.file, line: bodyLine, column: 1)
      sections.append(
        Section(title: title, name: slug(title.value, separator: "_"), body: Located(body, at: place))
      )
    }
    let first = max(1, text.location.line)
    for (index, line) in lines(of: text.value).enumerated() {
      if line.hasPrefix("## ") {
        close()
        let place = Location(file: text.location.file, line: first + index, column: 4)
        title = Located(String(line.dropFirst(3)).trimmed, at: place)
        body = ""
        bodyLine = first + index + 1
      } else {
        body += line + "\n"
      }
    }
    close()
    self.sections = sections
  }
}

/// The sections that the fiche has a place for, by name, in its order.
let storySections: [(name: String, title: String)] = [
  "Contexte et genèse", "Objectifs", "Public cible", "Partenaires", "Mise en œuvre", "Moyens humains et financiers",
  "Enseignements", "Suites et perspectives", "Contacts", "Réponse",
].map { (slug($0, separator: "_"), $0) }

extension Diagnostic.Code {
  static let unknownSection = Self(
    "section-inconnue",
    .erreur,
    remedy: "donner à la section l’un des titres de la fiche, ou en faire un titre ### de la section précédente"
  )
}

/// The sections of a story with their figures in place.
///
/// - Parameters:
///   - text: `recit.md`.
///   - names: what its sentences may say.
///   - value: what those names stand for.
///   - check: receives the wrong names, and the codes used.
///   - findings: receives unknown sections, unclosed braces, and what HTML has no mark-up for.
/// - Returns: the text of each section by name, in each edition.
func tell(
  _ text: Located<String>,
  saying names: Names,
  over value: Value,
  checking check: inout NameCheck,
  reporting findings: inout Findings
) -> [Edition: [String: String]] {
  var told: [Edition: [String: String]] = [:]
  for section in Story(text).sections {
    checkTitle(section.title, of: section.name, reporting: &findings)
    let written = Template(section.body)
    check.check(written, within: names)
    let markup = StoryMarkup(section.body)
    findings.append(markup.findings)
    let marked = Template(Located(markup.html, at: section.body.location))
    for (edition, template) in [(Edition.markdown, written), (.html, marked)] where check.isSound {
      let renderer = Renderer(partials: [:], escape: edition.escape)
      guard let text = renderer.render(template, over: value) else {
        findings.report(.badTemplate, "ce récit se répète sans fin", at: section.body.location)
        continue
      }
      told[edition, default: [:]][section.name, default: ""] += French.typeset(text.trimmed)
    }
  }
  return told
}

/// Reports a section that the fiche has no place for.
fileprivate func checkTitle(_ title: Located<String>, of section: String, reporting findings: inout Findings) {
  let known = storySections.map(\.name)
  guard !known.contains(section) else { return }
  let nearest = Names.nearest(to: section, among: known) ?? ""
  let wanted = storySections.first { $0.name == nearest }?.title ?? ""
  findings.report(
    .unknownSection,
    "\(French.quoted(title.value)) n’est pas une section de la fiche\u{202F}; la plus proche est \(French.quoted(wanted))",
    at: title.location
  )
}

/// Lines without their ends, `\n` or `\r\n`.
func lines(of text: String) -> [String] {
  text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
    String(Substring(line.last == UInt8(ascii: "\r") ? line.dropLast() : line))
  }
}
