/// The ASCII upper case of UTF-8 text: accents, punctuation and repeated spaces undone; other scripts are kept as they are.
///
/// `« Éléonore-d’Œuvre. »` gives `ELEONORE D OEUVRE`.
package func folded(_ text: [UInt8]) -> [UInt8] {
  var out: [UInt8] = []
  fold(text[...], into: &out)
  return out
}

func fold(_ text: ArraySlice<UInt8>, into out: inout [UInt8]) {
  var index = text.startIndex
  while index < text.endIndex {
    let byte = text[index]
    index += 1
    switch byte {
    case 97...122: out.append(byte - 32)
    case 65...90, 48...57: out.append(byte)
    case 0..<128: appendSpace(&out)
    case 0xC3...0xC5 where index < text.endIndex:
      appendLatin(Int(byte - 0xC3) * 64 + Int(text[index] & 63), &out)
      index += 1
    case 0xCC, 0xCD: index += 1
    case 0xC6, 0xC8, 0xE1:
      let end = min(text.endIndex, index + (byte == 0xE1 ? 2 : 1))
      appendFarLatin(text[(index - 1)..<end], &out)
      index = end
    case 0xC2:
      appendSpace(&out)
      index += 1
    case 0xE2 where index < text.endIndex && text[index] == 0x80:
      appendSpace(&out)
      index += 2
    default: out.append(byte)
    }
  }
  if out.last == space { out.removeLast() }
}

fileprivate func appendSpace(_ out: inout [UInt8]) {
  if let last = out.last, last != space { out.append(space) }
}

/// A letter of U+00C0…U+017F.
fileprivate func appendLatin(_ offset: Int, _ out: inout [UInt8]) {
  switch offset {
  case 0x06, 0x26: out += [65, 69]
  case 0x1F: out += [83, 83]
  case 0x92, 0x93: out += [79, 69]
  default:
    let letter = latin[offset]
    if letter == space { appendSpace(&out) } else { out.append(letter) }
  }
}

/// A letter with a horn, of Romanian, or of Vietnamese (U+1EA0…U+1EF9); others are kept as they are.
fileprivate func appendFarLatin(_ bytes: ArraySlice<UInt8>, _ out: inout [UInt8]) {
  let code = bytes.dropFirst().reduce(UInt32(bytes[bytes.startIndex] & (bytes.count == 3 ? 15 : 31))) {
    $0 << 6 | UInt32($1 & 63)
  }
  switch code {
  case 0x1A0, 0x1A1, 0x1ECC...0x1EE3: out.append(79)
  case 0x1AF, 0x1B0, 0x1EE4...0x1EF1: out.append(85)
  case 0x218, 0x219: out.append(83)
  case 0x21A, 0x21B: out.append(84)
  case 0x1EA0...0x1EB7: out.append(65)
  case 0x1EB8...0x1EC7: out.append(69)
  case 0x1EC8...0x1ECB: out.append(73)
  case 0x1EF2...0x1EF9: out.append(89)
  default: out += bytes
  }
}

let space = UInt8(ascii: " ")

/// ASCII upper case of U+00C0…U+017F, in order.
fileprivate let latin: [UInt8] = Array(
  ("AAAAAAACEEEEIIIIDNOOOOO OUUUUYTS" + "AAAAAAACEEEEIIIIDNOOOOO OUUUUYTY"
    + "AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIIIIIJJKKKLLLLLLL"
    + "LLLNNNNNNNNNOOOOOOOORRRRRRSSSSSSSSTTTTTTUUUUUUUUUUUUWWYYYZZZZZZS").utf8
)
