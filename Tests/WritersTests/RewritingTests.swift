import TestSupport
import Testing

@testable import Writers

/// Texts made of what the rewritings look for, in every neighbourhood.
fileprivate func samples(seed: UInt64) -> [String] {
  let pieces = [
    "a", "W", "é", "œ", "7", "42", "000", " ", " ", "'", "’", "«", "»", "%", "€", ":", ";", "!", "?", "|", "-", "_",
    "&",
    "#", ".", ")", "/", "\\", "<", ">", "\"", "*", "+", "=", "\n", "\t", "\u{0}", "\u{85}", "\u{A0}", "\u{200B}",
    "\u{2028}", "\u{202E}", "\u{2066}", "\u{FEFF}", "\u{FFFE}", "😀",
  ]
  var random = SplitMix64(seed: seed)
  return (0..<2000).map { _ in
    (0..<Int.random(in: 0...8, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
  }
}

@Test func `typed spaces and apostrophes are those of a slow twin`() {
  for text in samples(seed: 1) {
    #expect(French.spaced(text) == slowlySpaced(text))
    #expect(French.typeset(text) == slowlyCurved(slowlySpaced(text)))
  }
}

fileprivate func slowlySpaced(_ text: String) -> String {
  let scalars = Array(text.unicodeScalars)
  func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
  let out = scalars.enumerated().map { index, scalar -> Unicode.Scalar in
    guard scalar == " ", index > 0, index + 1 < scalars.count else { return scalar }
    let (last, next) = (scalars[index - 1], scalars[index + 1])
    let head = scalars[..<index].reversed().prefix(while: isDigit).count
    let tail = scalars[(index + 1)...].prefix(while: isDigit).count
    if next == ":", last != "|", last != "-" { return "\u{A0}" }
    if ["»", "%", "€"].contains(next) { return "\u{A0}" }
    if [";", "!", "?"].contains(next) { return "\u{202F}" }
    if last == "«" { return "\u{A0}" }
    return (1...3).contains(head) && tail == 3 ? "\u{202F}" : " "
  }
  return String(String.UnicodeScalarView(out))
}

fileprivate func slowlyCurved(_ text: String) -> String {
  var scalars = Array(text.unicodeScalars)
  for index in scalars.indices.dropFirst().dropLast()
  where scalars[index] == "'" && scalars[index - 1].properties.isAlphabetic { scalars[index] = "’" }
  return String(String.UnicodeScalarView(scalars))
}

@Test func `marks of XML are those of a slow twin`() {
  let marks: [Unicode.Scalar: String] = ["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;"]
  for text in samples(seed: 2) {
    let expected = text.unicodeScalars.map { scalar in
      switch scalar.value {
      case 0..<0x20: " "
      case 0x7f...0x9f, 0x202a...0x202e, 0x2066...0x2069, 0xfffe, 0xffff: ""
      default: marks[scalar] ?? String(scalar)
      }
    }
    #expect(xml(text) == expected.joined())
  }
}

@Test func `escapes of Markdown are those of a slow twin`() {
  for text in samples(seed: 3) { #expect(markdown(text) == slowlyEscaped(text)) }
}

fileprivate func slowlyEscaped(_ text: String) -> String {
  var clean: [Unicode.Scalar] = []
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x09, 0x0a, 0x0d, 0x85, 0x2028, 0x2029: if clean.last != " " { clean.append(" ") }
    case 0..<0x20, 0x7f..<0xa0, 0x200b...0x200f, 0x202a...0x202e, 0x2060...0x2069, 0xfeff: continue
    default: clean.append(scalar)
    }
  }
  while clean.first == " " { clean.removeFirst() }
  while clean.last == " " { clean.removeLast() }
  var out = ""
  for (index, scalar) in clean.enumerated() {
    let before = index > 0 ? clean[index - 1] : " "
    let after = index + 1 < clean.count ? clean[index + 1] : nil
    func isWord(_ scalar: Unicode.Scalar?) -> Bool {
      scalar.map { $0.properties.isAlphabetic || $0.properties.numericType != nil } ?? false
    }
    let isListMark = index > 0 && clean[..<index].allSatisfy { ("0"..."9").contains($0) } && (after ?? " ") == " "
    let isEscaped =
      switch scalar {
      case "\\", "`", "*", "[", "]", "<", ">", "|", "~", "$", "@": true
      case "_": !(isWord(before) && isWord(after))
      case "&": isWord(after) || after == "#"
      case ":": after == "/"
      case ".": before == "w" || before == "W" || isListMark
      case ")": isListMark
      case "#", "+", "-", "=": index == 0 && (after == nil || after == " " || after == scalar)
      default: false
      }
    out += (isEscaped ? "\\" : "") + String(scalar)
  }
  return out
}

@Test(arguments: [
  ("", ""), ("\n\n", ""), (" \t\n", ""), ("a", "a\n"), ("a\n", "a\n"), ("a\n\n\n", "a\n"),
  ("\n\na\n \n\t\nb \n", "a\n\nb \n"),
  ("a\n\nb\n\n\n\nc", "a\n\nb\n\nc\n"),
])
func `a document has one empty line in a row, none at its ends`(text: String, expected: String) {
  #expect(String(decoding: tidied(text), as: UTF8.self) == expected)
}
