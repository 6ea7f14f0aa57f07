import Diagnostics
import Model

/// The Markdown of `recit.md` as HTML, names in braces left where they are: a figure is escaped when it is put in, and
/// never read as Markdown.
///
/// What people write in a story, and no more: paragraphs, titles `###` and `####`, lists `- `, quotes `> `, `**gras**`, `*italique*`,
/// links to `https:`, `http:` and `mailto:`, backslashes. The rest stays as it is written, and is reported.
struct StoryMarkup {
  private(set) var html = ""
  private(set) var findings = Findings()
  private var block = Block.none
  private var place: Location

  private enum Block { case none, paragraph, list, quote }

  init(_ text: Located<String>) {
    place = text.location
    for line in lines(of: text.value) {
      take(line)
      place = Location(file: place.file, line: place.line + 1, column: 1)
    }
    close()
  }

  private mutating func take(_ line: String) {
    let text = line.trimmed
    if text.isEmpty { return close() }
    if isSection(text) {
      close()
      html += text + "\n"
    } else if let level = [3, 4].first(where: { text.hasPrefix(String(repeating: "#", count: $0) + " ") }) {
      close()
      html += "<h\(level)>" + inline(text.dropFirst(level + 1)) + "</h\(level)>\n"
    } else if line.hasPrefix(">") {
      if block == .quote { html += "\n" } else { open(.quote, "<blockquote><p>") }
      html += inline(text.dropFirst().drop { $0 == " " })
    } else if line.hasPrefix("- ") {
      if block == .list { html += "</li>\n" } else { open(.list, "<ul>\n") }
      html += "<li>" + inline(text.dropFirst(2))
    } else {
      refuseBlock(line)
      if block == .quote { close() }
      if block == .none { open(.paragraph, "<p>") } else { html += "\n" }
      html += inline(text[...])
    }
  }

  private mutating func open(_ next: Block, _ tag: String) {
    close()
    html += tag
    block = next
  }

  private mutating func close() {
    switch block {
    case .none: break
    case .paragraph: html += "</p>\n"
    case .list: html += "</li>\n</ul>\n"
    case .quote: html += "</p></blockquote>\n"
    }
    block = .none
  }

  /// A tag of a template alone on its line: it holds blocks, and belongs to none.
  private func isSection(_ text: String) -> Bool {
    ["{{#", "{{^", "{{/", "{{!"].contains { text.hasPrefix($0) } && text.hasSuffix("}}")
      && !text.dropFirst(2).contains("{{")
  }

  /// Says that a line starts as a block of Markdown that stories have not.
  private mutating func refuseBlock(_ line: String) {
    let text = line.trimmed
    let number = text.prefix { $0.isASCII && $0.isNumber }
    let isNumbered = !number.isEmpty && [". ", ") "].contains { text.dropFirst(number.count).hasPrefix($0) }
    let isIndented = block != .list && (line.hasPrefix("    ") || line.hasPrefix("\t"))
    let isNested = line.first?.isWhitespace == true && text.hasPrefix("- ")
    let starts = ["#", "|", "```", "~~~", "* ", "+ ", "---", "***", "===", "!["]
    if isNumbered || isIndented || isNested || starts.contains(where: text.hasPrefix) { refuse(text[...]) }
  }

  private mutating func refuse(_ text: Substring) {
    let shown = text.count > 30 ? text.prefix(30) + "…" : text
    findings.report(
      .unknownMarkup,
      "\(French.quoted(String(shown))) n’est pas mis en forme dans l’édition HTML, où il reste tel quel",
      at: place
    )
  }

  /// The text inside a block.
  private mutating func inline(_ text: Substring) -> String {
    var (rest, out) = (text, "")
    while true {
      let mark = rest.utf8.firstIndex { StoryMarkup.marks.contains($0) } ?? rest.endIndex
      out += xml(String(rest[..<mark]))
      rest = rest[mark...]
      guard let first = rest.first else { return out }
      let (element, length) = element(first, at: rest) ?? (xml(String(first)), 1)
      out += element
      rest = rest.dropFirst(length)
    }
  }

  /// First bytes of what is more than text.
  private static let marks = Array("{\\*[`<!".utf8)

  /// What a mark makes with what follows it, and how many characters it takes; `nil` when it is only itself.
  private mutating func element(_ mark: Character, at text: Substring) -> (String, Int)? {
    switch mark {
    case "{":
      guard text.hasPrefix("{{"), let tag = head(of: text, upTo: "}}", from: 2) else { return nil }
      return (String(tag), tag.count)
    case "\\":
      guard let next = text.dropFirst().first, next.isASCII, next.isPunctuation || next.isSymbol else { return nil }
      return (xml(String(next)), 2)
    case "*": return strong(text)
    case "[": return link(text)
    default:
      if mark != "!" || text.hasPrefix("![") { refuse(text) }
      return nil
    }
  }

  /// `**gras**` or `*italique*` at the start of a text, and how many characters it takes.
  private mutating func strong(_ text: Substring) -> (String, Int)? {
    for (mark, tag) in [("**", "strong"), ("*", "em")] where text.hasPrefix(mark) {
      let inside = text.dropFirst(mark.count)
      guard inside.first?.isWhitespace == false, let all = head(of: text, upTo: mark, from: mark.count) else {
        continue
      }
      let held = all.dropFirst(mark.count).dropLast(mark.count)
      guard held.last?.isWhitespace == false else { continue }
      return ("<\(tag)>" + inline(held) + "</\(tag)>", all.count)
    }
    return nil
  }

  /// `[texte](https://…)` at the start of a text, and how many characters it takes.
  private mutating func link(_ text: Substring) -> (String, Int)? {
    guard let label = head(of: text, upTo: "](", from: 1),
      let address = head(of: text.dropFirst(label.count), upTo: ")", from: 0)
    else { return nil }
    let (inside, target) = (label.dropFirst().dropLast(2), address.dropLast())
    if inside.contains("[") { return nil }
    guard ["https://", "http://", "mailto:"].contains(where: target.hasPrefix), !target.contains("{{") else {
      refuse(text)
      return nil
    }
    let element = "<a href=\"\(xml(String(target)))\">" + inline(inside) + "</a>"
    return (element, label.count + address.count)
  }

  /// The start of a text up to a mark, included, looked for after `start` characters.
  private func head(of text: Substring, upTo mark: String, from start: Int) -> Substring? {
    text.dropFirst(start).firstRange(of: mark).map { text[..<$0.upperBound] }
  }
}

extension Diagnostic.Code {
  static let unknownMarkup = Self(
    "recit-mise-en-forme",
    .attention,
    remedy:
      "s’en tenir aux paragraphes, titres ###, listes « - », citations « > », **gras**, *italique* et liens [texte](https://…)"
  )
}
