/// How the bytes of a file stand for characters.
package enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case utf16LittleEndian = "utf-16-le"
  case utf16BigEndian = "utf-16-be"
  case windows1252 = "windows-1252"
  case latin9 = "iso-8859-15"
  case macRoman = "mac-roman"
  case cp850 = "cp850"

  /// The encoding of a name as people write it (`cp1252`, `UTF-8`, `iso-8859-1`, `latin1`, `macroman`); else `nil`.
  package init?(name: String) {
    let plain = String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    switch plain {
    case "utf8", "utf8sig", "ascii", "usascii": self = .utf8
    case "utf16", "utf16le": self = .utf16LittleEndian
    case "utf16be": self = .utf16BigEndian
    case "windows1252", "cp1252", "ansi", "iso88591", "latin1": self = .windows1252
    case "iso885915", "latin9", "isolatin9", "l9": self = .latin9
    case "macroman", "macintosh", "mac", "xmacroman": self = .macRoman
    case "cp850", "ibm850", "dos", "850": self = .cp850
    default: return nil
    }
  }

  /// Whether its upper half is that of Latin-1, but for a few signs.
  var isLatin: Bool { self == .windows1252 || self == .latin9 }

  /// Code points of the bytes 0x80…0xFF; empty for the Unicode encodings.
  var highHalf: [UInt16] {
    switch self {
    case .utf8, .utf16LittleEndian, .utf16BigEndian: []
    case .windows1252: TextEncoding.windows1252Table
    case .latin9: TextEncoding.latin9Table
    case .macRoman: TextEncoding.macRomanTable
    case .cp850: TextEncoding.cp850Table
    }
  }

  /// WHATWG's windows-1252: the five bytes without a character stand for the C1 control of the same number.
  private static let windows1252Table: [UInt16] = table(
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ"
      + "\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ"
  )
  /// Latin-1 but for eight signs, the euro and œ among them; its bytes 0x80…0x9F are controls, as in the standard.
  private static let latin9Table: [UInt16] = (0x80...0xff).map { (byte: UInt16) in
    switch byte {
    case 0xa4: 0x20ac
    case 0xa6: 0x160
    case 0xa8: 0x161
    case 0xb4: 0x17d
    case 0xb8: 0x17e
    case 0xbc: 0x152
    case 0xbd: 0x153
    case 0xbe: 0x178
    default: byte
    }
  }
  private static let macRomanTable: [UInt16] = table(
    "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ"
  )
  private static let cp850Table: [UInt16] = table(
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}"
  )

  private static func table(_ text: String) -> [UInt16] {
    text.unicodeScalars.map { UInt16(truncatingIfNeeded: $0.value) }
  }
}

extension TextEncoding {
  /// Bytes of this encoding as UTF-8; those that cannot be UTF-8 are taken for windows-1252, none being lost.
  func utf8(_ bytes: [UInt8]) -> [UInt8] {
    var table = highHalf
    if table.isEmpty {
      if bytes.withView({ $0.isUTF8() }) { return bytes }
      table = TextEncoding.windows1252Table
    }
    if bytes.allSatisfy({ $0 < 0x80 }) { return bytes }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 4)
    for byte in bytes {
      TextEncoding.append(byte < 0x80 ? UInt32(byte) : UInt32(table[Int(byte - 0x80)]), to: &text)
    }
    return text
  }

  /// Appends the UTF-8 form of one code point.
  static func append(_ scalar: UInt32, to utf8: inout [UInt8]) {
    switch scalar {
    case 0..<0x80: utf8.append(UInt8(scalar))
    case 0x80..<0x800: utf8 += [UInt8(0xc0 | scalar >> 6), UInt8(0x80 | scalar & 0x3f)]
    case 0x800..<0x1_0000:
      utf8 += [UInt8(0xe0 | scalar >> 12), UInt8(0x80 | scalar >> 6 & 0x3f), UInt8(0x80 | scalar & 0x3f)]
    default:
      utf8 += [
        UInt8(0xf0 | scalar >> 18 & 7), UInt8(0x80 | scalar >> 12 & 0x3f), UInt8(0x80 | scalar >> 6 & 0x3f),
        UInt8(0x80 | scalar & 0x3f),
      ]
    }
  }

  /// UTF-16 bytes as UTF-8; a lone surrogate or a lone last byte becomes U+FFFD.
  static func utf8(fromUTF16 file: ByteView, _ guess: EncodingGuess) -> [UInt8] {
    let bigEndian = guess.encoding == .utf16BigEndian
    var utf8: [UInt8] = []
    utf8.reserveCapacity(file.count)
    var high: UInt32 = 0
    var pending: UInt8?
    for byte in file.dropFirst(guess.markLength) {
      guard let first = pending else {
        pending = byte
        continue
      }
      pending = nil
      let unit = bigEndian ? UInt32(first) << 8 | UInt32(byte) : UInt32(byte) << 8 | UInt32(first)
      if high != 0 {
        if (0xdc00..<0xe000).contains(unit) {
          append(0x1_0000 + (high - 0xd800) << 10 + (unit - 0xdc00), to: &utf8)
          high = 0
          continue
        }
        append(0xfffd, to: &utf8)
        high = 0
      }
      switch unit {
      case 0xd800..<0xdc00: high = unit
      case 0xfeff: break
      case 0xdc00..<0xe000: append(0xfffd, to: &utf8)
      default: append(unit, to: &utf8)
      }
    }
    if high != 0 || pending != nil { append(0xfffd, to: &utf8) }
    return utf8
  }
}
