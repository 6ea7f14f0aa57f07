/// Text that Markdown prints as it is, in a paragraph, a table cell or a heading, and that still reads well unrendered.
///
/// Everything that comes from data goes through here: no emphasis, link, image, tag, entity, autolink, mention, formula
/// or table bar can be made of it, line ends become spaces, and control and direction characters disappear.
func markdown(_ text: String) -> String {
  rewriting(cleaned(text)) { bytes, place in
    mustEscape(bytes, place) ? "\\" + String(Unicode.Scalar(bytes[place])) : nil
  }
}

/// Without control and direction characters, every run of line ends and tabs made one space.
fileprivate func cleaned(_ text: String) -> String {
  let scalars = text.unicodeScalars
  guard scalars.first == " " || scalars.last == " " || scalars.contains(where: isHidden) else { return text }
  var out = String.UnicodeScalarView()
  for scalar in scalars {
    if isBreak(scalar) {
      if out.last != " " { out.append(" ") }
    } else if !isHidden(scalar) {
      out.append(scalar)
    }
  }
  while out.first == " " { out.removeFirst() }
  while out.last == " " { out.removeLast() }
  return String(out)
}

/// Whether a character is a control or a direction, line ends and tabs included.
fileprivate func isHidden(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7f..<0xa0, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x2069, 0xfeff: true
  default: false
  }
}

fileprivate func isBreak(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09, 0x0a, 0x0d, 0x85, 0x2028, 0x2029: true
  default: false
  }
}

fileprivate func mustEscape(_ bytes: [UInt8], _ place: Int) -> Bool {
  let sign = Unicode.Scalar(bytes[place])
  var after: Unicode.Scalar? { place + 1 < bytes.count ? Unicode.Scalar(bytes[place + 1]) : nil }
  switch sign {
  case "\\", "`", "*", "[", "]", "<", ">", "|", "~", "$", "@": return true
  // Inside a word, as in a file name, an underscore opens nothing.
  case "_": return !(isWord(scalar(before: place, in: bytes)) && isWord(scalar(after: place, in: bytes)))
  case "&": return after == "#" || isWord(scalar(after: place, in: bytes))
  // `http://` and `www.` would become links.
  case ":": return after == "/"
  // `1.` and `1)` at the start would open a list.
  case ".", ")":
    if sign == ".", place > 0, bytes[place - 1] | 0x20 == UInt8(ascii: "w") { return true }
    return place > 0 && (after == nil || after == " ")
      && bytes[..<place].allSatisfy { ("0"..."9").contains(Unicode.Scalar($0)) }
  // A title, a list or an underline needs a space, or more of the same, after it.
  case "#", "+", "-", "=": return place == 0 && (after == nil || after == " " || after == sign)
  default: return false
  }
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
