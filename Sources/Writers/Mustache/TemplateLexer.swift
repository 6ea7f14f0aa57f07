import Diagnostics

/// Cuts a template into texts and tags; tags that stand alone on their line take the line with them.
struct TemplateLexer {
  enum Token {
    case text(String)
    case variable(Template.Name, escaped: Bool)
    case open(Template.Name, inverted: Bool)
    case close(Template.Name)
    case partial(Template.Name, indent: String)
    case unclosed(Location)
  }

  private let bytes: [UInt8]
  private let origin: Location
  private var position = 0
  private var opening = Array("{{".utf8)
  private var closing = Array("}}".utf8)
  private var pending: Token?

  /// Where the last place asked for lies: places are asked for in order.
  private var placed = (offset: 0, line: 0, column: 0)

  init(_ source: Located<String>) {
    bytes = Array(source.value.utf8)
    origin = source.location
  }

  /// The next token, `nil` at the end.
  mutating func next() -> Token? {
    if let token = pending {
      pending = nil
      return token
    }
    while position < bytes.count {
      let start = position
      guard let tagStart = find(opening, from: start) else {
        position = bytes.count
        return .text(string(start..<bytes.count))
      }
      guard let tag = tag(at: tagStart) else {
        position = bytes.count
        pending = .unclosed(location(of: tagStart))
        return .text(string(start..<bytes.count))
      }
      let (textEnd, indent) = passLine(of: tag)
      let token = token(of: tag, indent: indent)
      if textEnd > start {
        pending = token
        return .text(string(start..<textEnd))
      }
      if let token { return token }
    }
    return nil
  }

  private struct Tag {
    var sigil: UInt8?
    var range: Range<Int>
    var content: Range<Int>
  }

  private static let sigils = Array("#^/>!&={".utf8)

  private func tag(at start: Int) -> Tag? {
    let inside = start + opening.count
    guard inside < bytes.count else { return nil }
    let sigil = TemplateLexer.sigils.contains(bytes[inside]) ? bytes[inside] : nil
    let contentStart = inside + (sigil == nil ? 0 : 1)
    var ending = closing
    if sigil == UInt8(ascii: "{") { ending = [UInt8(ascii: "}")] + closing }
    if sigil == UInt8(ascii: "=") { ending = [UInt8(ascii: "=")] + closing }
    guard let end = find(ending, from: contentStart) else { return nil }
    return Tag(sigil: sigil, range: start..<end + ending.count, content: contentStart..<end)
  }

  /// Moves past the tag, and past its whole line when it stands alone on it.
  private mutating func passLine(of tag: Tag) -> (textEnd: Int, indent: String) {
    position = tag.range.upperBound
    guard let sigil = tag.sigil, sigil != UInt8(ascii: "&"), sigil != UInt8(ascii: "{") else {
      return (tag.range.lowerBound, "")
    }
    var lineStart = tag.range.lowerBound
    while lineStart > 0, isBlank(bytes[lineStart - 1]) { lineStart -= 1 }
    guard lineStart == 0 || bytes[lineStart - 1] == UInt8(ascii: "\n") else { return (tag.range.lowerBound, "") }
    var end = tag.range.upperBound
    while end < bytes.count, isBlank(bytes[end]) { end += 1 }
    if end < bytes.count, bytes[end] == UInt8(ascii: "\r") { end += 1 }
    guard end == bytes.count || bytes[end] == UInt8(ascii: "\n") else { return (tag.range.lowerBound, "") }
    position = min(end + 1, bytes.count)
    return (lineStart, string(lineStart..<tag.range.lowerBound))
  }

  /// The token of a tag; `nil` for comments and delimiters.
  private mutating func token(of tag: Tag, indent: String) -> Token? {
    switch tag.sigil {
    case UInt8(ascii: "!"): return nil
    case UInt8(ascii: "="):
      let parts = bytes[tag.content].split { isBlank($0) || $0 == UInt8(ascii: "\n") }
      if parts.count == 2 { (opening, closing) = (Array(parts[0]), Array(parts[1])) }
      return nil
    case UInt8(ascii: "#"): return .open(name(in: tag), inverted: false)
    case UInt8(ascii: "^"): return .open(name(in: tag), inverted: true)
    case UInt8(ascii: "/"): return .close(name(in: tag))
    case UInt8(ascii: ">"): return .partial(name(in: tag), indent: indent)
    case UInt8(ascii: "&"), UInt8(ascii: "{"): return .variable(name(in: tag), escaped: false)
    default: return .variable(name(in: tag), escaped: true)
    }
  }

  private mutating func name(in tag: Tag) -> Template.Name {
    var range = tag.content
    while let first = range.first, isBlank(bytes[first]) || bytes[first] == UInt8(ascii: "\n") {
      range = first + 1..<range.upperBound
    }
    while let last = range.last, isBlank(bytes[last]) || bytes[last] == UInt8(ascii: "\n") {
      range = range.lowerBound..<last
    }
    return Template.Name(text: string(range), location: location(of: range.lowerBound))
  }

  private func find(_ pattern: [UInt8], from start: Int) -> Int? {
    guard let first = pattern.first, bytes.count >= pattern.count else { return nil }
    var index = start
    while index + pattern.count <= bytes.count {
      if bytes[index] == first, bytes[index..<index + pattern.count].elementsEqual(pattern) { return index }
      index += 1
    }
    return nil
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  private func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private mutating func location(of offset: Int) -> Location {
    if offset < placed.offset { placed = (0, 0, 0) }
    for byte in bytes[placed.offset..<offset] {
      if byte == UInt8(ascii: "\n") {
        placed.line += 1
        placed.column = 0
      } else if byte & 0xC0 != 0x80 {
        placed.column += 1
      }
    }
    placed.offset = offset
    let before = placed.line == 0 ? max(0, origin.column - 1) : 0
    let column = before + placed.column + 1
    return Location(file: origin.file, line: origin.line + placed.line, column: column)
  }
}
