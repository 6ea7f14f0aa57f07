extension Values {
  /// Day number of a date with the name of its month: `3 janvier 2018`, `1er août 2018`, `lundi 3 févr. 2018`, `03-janv-18`.
  ///
  /// Letters beyond ASCII are left out, so that months are known in every encoding.
  static func wordedDay(_ bytes: ByteView) -> Int32? {
    guard (8...40).contains(bytes.count), bytes.contains(where: Byte.isDigit),
      bytes.contains(where: { (0x61...0x7a).contains($0 | 0x20) }), var parts = parts(bytes)
    else { return nil }
    if parts.first.map({ weekdays.contains($0) }) == true { parts.removeFirst() }
    if parts.count == 4, parts[0] == "1", parts[1] == "er" { parts.remove(at: 1) }
    guard parts.count == 3, (1...2).contains(parts[0].utf8.count), let day = Int(parts[0]),
      let month = months.firstIndex(where: { $0.contains(parts[1]) }), let year = Int(parts[2])
    else { return nil }
    switch parts[2].utf8.count {
    case 4: return Values.day(year, month + 1, day)
    case 2: return Values.day(year + (year < 30 ? 2000 : 1900), month + 1, day)
    default: return nil
    }
  }

  /// Numbers and words in lower case; `nil` when there are more than a date has, or signs that no date has.
  private static func parts(_ bytes: ByteView) -> [String]? {
    var parts: [String] = []
    var isOpen = false
    for byte in bytes {
      switch byte {
      case _ where Byte.isDigit(byte), 0x61...0x7a, 0x41...0x5a:
        let sign = Character(Unicode.Scalar(Byte.isDigit(byte) ? byte : byte | 0x20))
        if isOpen, let last = parts.last?.last, last.isNumber == sign.isNumber {
          parts[parts.count - 1].append(sign)
        } else {
          parts.append(String(sign))
        }
        isOpen = true
      case Byte.space, 0x2d, 0x2e, 0x2f, Byte.comma: isOpen = false
      case 0x80...: break
      default: return nil
      }
      if parts.count > 5 { return nil }
    }
    return parts
  }

  /// Names as they are written, short or long, their accents kept, left out or undone.
  private static let months = [
    ["janvier", "janv", "jan"], ["fevrier", "fvrier", "fevr", "fvr", "fev", "fv"], ["mars", "mar"], ["avril", "avr"],
    ["mai"], ["juin"], ["juillet", "juil", "jul"], ["aout", "aot"], ["septembre", "sept", "sep"], ["octobre", "oct"],
    ["novembre", "nov"], ["decembre", "dcembre", "dec", "dc"],
  ]
  private static let weekdays = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
}
