import Diagnostics

extension Diagnostic.Code {
  static let unknownName = Self(
    "nom-inconnu",
    .erreur,
    remedy: "corriger le nom ; la liste est dans templates/README.md"
  )
  static let unknownPartial = Self(
    "modele-inconnu",
    .erreur,
    remedy: "corriger le nom, ou ajouter le fichier à templates/"
  )
}

/// Looks at every name of a template before it is rendered, partials included.
struct NameCheck {
  /// Those of the edition being looked at.
  var partials: [String: Template]
  private(set) var findings = Findings()
  /// Names met at the first level of a path that was found: tells which indicators a document really uses.
  private(set) var used: Set<String> = []
  private var seen: Set<Location> = []
  private var inclusions = 0

  /// Whether what was looked at can be rendered.
  var isSound: Bool { findings.of(.erreur).isEmpty }

  init(partials: [String: Template]) { self.partials = partials }

  mutating func check(_ template: Template, within names: Names) { check(template, within: [names], inside: []) }

  private mutating func check(_ template: Template, within stack: [Names], inside open: [String]) {
    for mistake in template.mistakes { findings.append(mistake) }
    check(template.nodes, within: stack, inside: open)
  }

  private mutating func check(_ nodes: [Template.Node], within stack: [Names], inside open: [String]) {
    for node in nodes {
      switch node {
      case .text: break
      case .variable(let name, _): _ = find(name, in: stack)
      case .section(let name, let inverted, let nodes):
        let found = find(name, in: stack)
        check(nodes, within: inverted ? stack : stack + (found.map { [$0] } ?? []), inside: open)
      case .partial(let name, _): check(partial: name, within: stack, inside: open)
      }
    }
  }

  private mutating func check(partial name: Template.Name, within stack: [Names], inside open: [String]) {
    guard let partial = partials[name.text] else {
      let nearest = Names.nearest(to: name.text, among: partials.keys.sorted())
      report(.unknownPartial, name, nearest: nearest)
      return
    }
    inclusions += 1
    guard !open.contains(name.text), open.count < 16, inclusions < 10_000 else {
      guard seen.insert(name.location).inserted else { return }
      findings.report(
        .badTemplate,
        "\(French.quoted(name.text)) s’inclut lui-même, ou trop de modèles s’incluent",
        at: name.location
      )
      return
    }
    check(partial, within: stack, inside: open + [name.text])
  }

  private mutating func find(_ name: Template.Name, in stack: [Names]) -> Names? {
    guard let first = name.path.first else { return Names() }
    guard var found = stack.reversed().lazy.compactMap({ $0.inside(first) }).first else {
      report(.unknownName, name, nearest: Names.nearest(to: first, among: stack.flatMap(\.known)))
      return nil
    }
    used.insert(first)
    for (index, part) in name.path.enumerated().dropFirst() {
      guard let next = found.inside(part) else {
        let before = name.path[..<index].joined(separator: ".")
        report(.unknownName, name, nearest: Names.nearest(to: part, among: found.known).map { before + "." + $0 })
        return nil
      }
      found = next
    }
    return found
  }

  private mutating func report(_ code: Diagnostic.Code, _ name: Template.Name, nearest: String?) {
    guard seen.insert(name.location).inserted else { return }
    let hint = nearest.map { "\u{202F}; le plus proche est \(French.quoted($0))" } ?? ""
    findings.report(code, "\(French.quoted(name.text)) n’est pas un nom connu ici\(hint)", at: name.location)
  }
}
