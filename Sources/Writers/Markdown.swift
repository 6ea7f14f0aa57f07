/// Text that Markdown prints as it is, in a paragraph, a table cell or a heading, and that still reads well unrendered.
///
/// Everything that comes from data goes through here: no emphasis, link, image, tag, entity, autolink, mention, formula
/// or table bar can be made of it, line ends become spaces, and control and direction characters disappear.
func markdown(_ text: String) -> String {
  let scalars = Array(cleaned(text).unicodeScalars)
  var out = String.UnicodeScalarView()
  for (index, scalar) in scalars.enumerated() {
    let before = index > 0 ? scalars[index - 1] : nil
    let after = index + 1 < scalars.count ? scalars[index + 1] : nil
    if mustEscape(scalar, before: before, after: after, isFirst: index == 0) { out.append("\\") }
    out.append(scalar)
  }
  return escapedListNumber(String(out))
}

/// Without control and direction characters, every run of line ends and tabs made one space.
fileprivate func cleaned(_ text: String) -> String {
  var out = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x09, 0x0a, 0x0d, 0x85, 0x2028, 0x2029: if out.last != " " { out.append(" ") }
    case 0..<0x20, 0x7f..<0xa0, 0x200b...0x200f, 0x202a...0x202e, 0x2060...0x2069, 0xfeff: continue
    default: out.append(scalar)
    }
  }
  while out.first == " " { out.removeFirst() }
  while out.last == " " { out.removeLast() }
  return String(out)
}

fileprivate func mustEscape(
  _ scalar: Unicode.Scalar,
  before: Unicode.Scalar?,
  after: Unicode.Scalar?,
  isFirst: Bool
) -> Bool {
  switch scalar {
  case "\\", "`", "*", "[", "]", "<", ">", "|", "~", "$", "@": return true
  // Inside a word, as in a file name, an underscore opens nothing.
  case "_": return !(isWord(before) && isWord(after))
  case "&": return isWord(after) || after == "#"
  // `http://` and `www.` would become links.
  case ":": return after == "/"
  case ".": return before == "w" || before == "W"
  // A title, a list or an underline needs a space, or more of the same, after it.
  case "#", "+", "-", "=": return isFirst && (after == nil || after == " " || after == scalar)
  default: return false
  }
}

/// `1.` and `1)` at the start would open a list.
fileprivate func escapedListNumber(_ text: String) -> String {
  let digits = text.prefix { $0.isASCII && $0.isNumber }
  let rest = text.dropFirst(digits.count)
  guard !digits.isEmpty, let mark = rest.first, mark == "." || mark == ")" else { return text }
  guard rest.count == 1 || rest.dropFirst().first == " " else { return text }
  return digits + "\\" + text.dropFirst(digits.count)
}

fileprivate func isWord(_ scalar: Unicode.Scalar?) -> Bool {
  scalar.map { $0.properties.isAlphabetic || $0.properties.numericType != nil } ?? false
}

/// A text as a name: lower case, accents dropped, everything else `_` or the given separator.
func slug(_ text: String, separator: Character = "-") -> String {
  var out = ""
  for scalar in text.lowercased().unicodeScalars {
    if scalar.isASCII, scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
      out.unicodeScalars.append(scalar)
    } else if let plain = unaccented[scalar] {
      out += plain
    } else if out.last != separator, !out.isEmpty {
      out.append(separator)
    }
  }
  while out.last == separator { out.removeLast() }
  return out
}

/// The accented letters of French.
fileprivate let unaccented: [Unicode.Scalar: String] = [
  "à": "a", "â": "a", "ä": "a", "ç": "c", "é": "e", "è": "e", "ê": "e", "ë": "e", "î": "i", "ï": "i", "ô": "o",
  "ö": "o", "œ": "oe", "æ": "ae", "ù": "u", "û": "u", "ü": "u", "ÿ": "y",
]
