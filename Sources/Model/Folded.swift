/// Text reduced to what people mean: without case, accents or spaces.
///
/// ASCII only for Latin letters, by a table of ours, so
/// that no locale decides.
package enum Folded {
  /// Lower case, accents stripped, blanks and punctuation folded to single spaces: for headers, codes, words.
  ///
  /// `« Né(e) le »` gives `ne e le`; `« n° bail »` gives `n bail`.
  package static func words(_ text: String) -> String {
    if text.isEmpty { return "" }
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count)
    fold(text) { byte in
      if isAlphanumeric(byte) {
        out.append(byte)
      } else if let last = out.last, last != 32 {
        out.append(32)
      }
    }
    if out.last == 32 { out.removeLast() }
    return String(decoding: out, as: UTF8.self)
  }

  /// Lower case, accents stripped, without any space; signs are kept: for codes such as `-`, `?`, `N/A`.
  package static func key(_ text: String) -> String {
    if text.isEmpty { return "" }
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count)
    fold(text) { byte in if byte > 32 { out.append(byte) } }
    return String(decoding: out, as: UTF8.self)
  }

  /// Letters and digits only, upper case: for lease numbers and file numbers (`L00000053/02` → `L0000005302`).
  package static func identifier(_ text: String) -> String {
    if text.isEmpty { return "" }
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count)
    fold(text) { byte in if isAlphanumeric(byte) { out.append(byte >= 97 ? byte - 32 : byte) } }
    return String(decoding: out, as: UTF8.self)
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool { (97...122).contains(byte) || (48...57).contains(byte) }

  /// Hands the ASCII lower-case bytes of a text; what has no ASCII form becomes a space.
  private static func fold(_ text: String, _ emit: (UInt8) -> Void) {
    let bytes = text.utf8.span
    var index = 0
    while index < bytes.count, bytes[index] < 128 {
      emit((65...90).contains(bytes[index]) ? bytes[index] + 32 : bytes[index])
      index += 1
    }
    // Nearly all texts end here.
    if index == bytes.count { return }
    for scalar in text.unicodeScalars[text.utf8.index(text.startIndex, offsetBy: index)...] {
      switch scalar.value {
      case 65...90: emit(UInt8(scalar.value) + 32)
      case 0...127: emit(UInt8(scalar.value))
      case 0x300...0x36f: continue
      case 0x2018, 0x2019, 0x2bc: emit(39)
      case 0x2010...0x2015, 0x2212: emit(45)
      case 0xb0: emit(32)
      default:
        if let ascii = latin[scalar.value] { for byte in ascii.utf8 { emit(byte) } } else { emit(32) }
      }
    }
  }

  /// Latin letters with a sign, to ASCII.
  private static let latin: [UInt32: String] = {
    let groups: [(String, String)] = [
      ("a", "àáâãäåāăąÀÁÂÃÄÅĀĂĄ"), ("c", "çćčċÇĆČĊ"), ("d", "ďđðĎĐÐ"), ("e", "èéêëēėęěÈÉÊËĒĖĘĚ"), ("g", "ğģĞĢ"),
      ("h", "ħĦ"), ("i", "ìíîïīįıİÌÍÎÏĪĮ"), ("k", "ķĶ"), ("l", "ľłļĽŁĻ"), ("n", "ñńňņÑŃŇŅ"),
      ("o", "òóôõöøōőÒÓÔÕÖØŌŐ"), ("r", "řŕŘŔ"), ("s", "śšşșŚŠŞȘ"), ("t", "ťţțŤŢȚ"), ("u", "ùúûüūůűųÙÚÛÜŪŮŰŲ"),
      ("y", "ýÿÝŸ"), ("z", "źžżŹŽŻ"), ("ae", "æÆ"), ("oe", "œŒ"), ("ss", "ß"), ("th", "þÞ"),
    ]
    var table: [UInt32: String] = [:]
    for (ascii, letters) in groups {
      for scalar in letters.unicodeScalars { table[scalar.value] = ascii }
    }
    return table
  }()
}
