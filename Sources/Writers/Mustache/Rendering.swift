import Diagnostics

/// What templates are rendered with: the partials they name, and how a text is escaped in the output language.
struct Renderer: Sendable {
  /// Texts of the partials by name; one that is not there renders empty.
  let partials: [String: String]
  let escape: @Sendable (String) -> String

  /// The text of a template over a value; a name that stands for nothing renders empty.
  func render(_ template: Template, over value: Value) -> String {
    var out = ""
    render(template.nodes, over: [value], into: &out)
    return out
  }

  private func render(_ nodes: [Template.Node], over stack: [Value], into out: inout String) {
    for node in nodes {
      switch node {
      case .text(let text): out += text
      case .variable(let name, let escaped):
        let text = find(name.path, in: stack).printed
        out += escaped ? escape(text) : text
      case .section(let name, let inverted, let inside):
        render(inside, of: find(name.path, in: stack), inverted: inverted, over: stack, into: &out)
      case .partial(let name, let indent):
        guard let text = partials[name.text] else { continue }
        // Names and shape were checked before rendering: nothing new can be found here.
        var ignored = Findings()
        let partial = Template(indented(text, by: indent), at: Location(file: name.text), reporting: &ignored)
        render(partial.nodes, over: stack, into: &out)
      }
    }
  }

  private func render(
    _ inside: [Template.Node],
    of value: Value,
    inverted: Bool,
    over stack: [Value],
    into out: inout String
  ) {
    if inverted {
      if value.isFalse { render(inside, over: stack, into: &out) }
    } else if case .list(let items) = value {
      for item in items { render(inside, over: stack + [item], into: &out) }
    } else if !value.isFalse {
      render(inside, over: stack + [value], into: &out)
    }
  }

  /// The first part is looked for from the innermost value outwards, the others inside what was found.
  private func find(_ path: [String], in stack: [Value]) -> Value {
    guard let first = path.first else { return stack.last ?? .nothing }
    for value in stack.reversed() {
      guard var found = value.member(first) else { continue }
      for part in path.dropFirst() { found = found.member(part) ?? .nothing }
      return found
    }
    return .nothing
  }

  private func indented(_ text: String, by indent: String) -> String {
    guard !indent.isEmpty else { return text }
    var out = ""
    var isLineStart = true
    for scalar in text.unicodeScalars {
      if isLineStart { out += indent }
      out.unicodeScalars.append(scalar)
      isLineStart = scalar == "\n"
    }
    return out
  }
}
