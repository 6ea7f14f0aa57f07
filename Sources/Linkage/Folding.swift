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

let space = UInt8(ascii: " ")

/// ASCII upper case of U+00C0…U+017F, in order.
fileprivate let latin: [UInt8] = Array(
  ("AAAAAAACEEEEIIIIDNOOOOO OUUUUYTS" + "AAAAAAACEEEEIIIIDNOOOOO OUUUUYTY"
    + "AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIIIIIJJKKKLLLLLLL"
    + "LLLNNNNNNNNNOOOOOOOORRRRRRSSSSSSSSTTTTTTUUUUUUUUUUUUWWYYYZZZZZZS").utf8
)
