import Diagnostics

/// What templates are rendered with: the partials they name, and how a text is escaped in the output language.
struct Renderer: Sendable {
  /// By name; one that is not there renders empty.
  let partials: [String: Template]
  let escape: @Sendable (String) -> String

  /// The text of a template over a value; a name that stands for nothing renders empty.
  ///
  /// `nil` for one that repeats lists inside lists beyond any document: more than some millions of pieces.
  func render(_ template: Template, over value: Value) -> String? {
    var out = Output()
    render(template.nodes, over: [value], into: &out)
    return out.left > 0 ? out.text : nil
  }

  private struct Output {
    var text = ""
    /// Pieces that may still be rendered.
    var left = 5_000_000
  }

  private func render(_ nodes: [Template.Node], over stack: [Value], into out: inout Output) {
    for node in nodes where out.left > 0 {
      out.left -= 1
      switch node {
      case .text(let text): out.text += text
      case .variable(let name, let escaped):
        let text = find(name.path, in: stack).printed
        out.text += escaped ? escape(text) : text
      case .section(let name, let inverted, let inside):
        render(inside, of: find(name.path, in: stack), inverted: inverted, over: stack, into: &out)
      case .partial(let name, let indent):
        guard let partial = partials[name.text] else { continue }
        render(indented(partial, by: indent).nodes, over: stack, into: &out)
      }
    }
  }

  private func render(
    _ inside: [Template.Node],
    of value: Value,
    inverted: Bool,
    over stack: [Value],
    into out: inout Output
  ) {
    if inverted {
      if value.isFalse { render(inside, over: stack, into: &out) }
    } else if case .list(let items) = value {
      for item in items where out.left > 0 { render(inside, over: stack + [item], into: &out) }
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

  /// The partial with every line of its text, not of what it prints, pushed to the right.
  private func indented(_ partial: Template, by indent: String) -> Template {
    guard !indent.isEmpty else { return partial }
    var out = ""
    var isLineStart = true
    for scalar in partial.source.value.unicodeScalars {
      if isLineStart { out += indent }
      out.unicodeScalars.append(scalar)
      isLineStart = scalar == "\n"
    }
    return Template(Located(out, at: partial.source.location))
  }
}
