/// The text with some of its ASCII signs said otherwise.
///
/// `replacement` is given the text as UTF-8 and the place of each byte: it gives what stands there instead, or `nil`
/// where the byte stays. Runs that stay are copied whole, and a text in which nothing changes is given back as it is.
func rewriting(_ text: String, _ replacement: (_ bytes: [UInt8], _ place: Int) -> String?) -> String {
  let bytes = Array(text.utf8)
  var out: [UInt8] = []
  var kept = 0
  for place in bytes.indices {
    guard let replacement = replacement(bytes, place) else { continue }
    out += bytes[kept..<place]
    out += replacement.utf8
    kept = place + 1
  }
  if kept == 0 { return text }
  out += bytes[kept...]
  return String(decoding: out, as: UTF8.self)
}

/// The character that ends just before a place of a text in UTF-8; `nil` at its start.
func scalar(before place: Int, in bytes: [UInt8]) -> Unicode.Scalar? {
  // Four bytes hold any character; what they hold of the one before it does not matter.
  String(decoding: bytes[..<place].suffix(4), as: UTF8.self).unicodeScalars.last
}

/// The character that starts just after a place of a text in UTF-8, at an ASCII sign; `nil` at its end.
func scalar(after place: Int, in bytes: [UInt8]) -> Unicode.Scalar? {
  String(decoding: bytes[(place + 1)...].prefix(4), as: UTF8.self).unicodeScalars.first
}
