extension String {
  /// Without the white space at both ends, no-break spaces included.
  package var trimmed: String {
    // Most cells have none, which their first and last bytes tell.
    if let first = utf8.first, let last = utf8.last, Self.isInk(first), Self.isInk(last) { return self }
    var rest = Substring(self)
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }

  /// Whether a byte is an ASCII sign that is seen.
  private static func isInk(_ byte: UInt8) -> Bool { byte > 32 && byte < 127 }
}

extension Character {
  package var isASCIIDigit: Bool { self >= "0" && self <= "9" }
}
