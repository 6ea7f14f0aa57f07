extension Values {
  /// Day number of a date with the name of its month: `3 janvier 2018`, `1er août 2018`, `lundi 3 févr. 2018`, `03-janv-18`.
  ///
  /// Letters beyond ASCII are left out, so that months are known in every encoding.
  static func wordedDay(_ bytes: ByteView) -> Int32? {
    guard (8...40).contains(bytes.count), bytes.contains(where: Byte.isDigit),
      bytes.contains(where: { (0x61...0x7a).contains($0 | 0x20) }), var parts = parts(bytes)
    else { return nil }
    if let first = parts.first, weekdays.contains(first) { parts.removeFirst() }
    if parts.count == 4, parts[0] == Part(number: 1, digits: 1), parts[1] == er { parts.remove(at: 1) }
    guard parts.count == 3, parts[0].isNumber, parts[0].length <= 2,
      let month = months.firstIndex(where: { $0.contains(parts[1]) }), parts[2].isNumber
    else { return nil }
    let (day, year) = (parts[0].value, parts[2].value)
    switch parts[2].length {
    case 4: return Values.day(year, month + 1, day)
    case 2: return Values.day(year + (year < 30 ? 2000 : 1900), month + 1, day)
    default: return nil
    }
  }

  /// A number, or a word of ASCII letters of either case.
  private struct Part: Equatable {
    let isNumber: Bool
    private(set) var length = 0
    /// Of a number, its value; of a word, five bits a letter, told apart by the length beyond twelve.
    private(set) var value = 0

    init(isNumber: Bool) { self.isNumber = isNumber }

    init(number: Int, digits: Int) { (isNumber, value, length) = (true, number, digits) }

    init(_ word: String) {
      isNumber = false
      for byte in word.utf8 { append(byte) }
    }

    mutating func append(_ byte: UInt8) {
      value = isNumber ? value &* 10 &+ Int(byte &- Byte.zero) : value &<< 5 | Int(byte & 0x1f)
      length += 1
    }
  }

  /// Numbers and words; `nil` when there are more than a date has, or signs that no date has.
  private static func parts(_ bytes: ByteView) -> [Part]? {
    var parts: [Part] = []
    parts.reserveCapacity(5)
    var isOpen = false
    for byte in bytes {
      switch byte {
      case 0x30...0x39, 0x61...0x7a, 0x41...0x5a:
        let isNumber = Byte.isDigit(byte)
        if !isOpen || parts[parts.count - 1].isNumber != isNumber {
          if parts.count == 5 { return nil }
          parts.append(Part(isNumber: isNumber))
        }
        parts[parts.count - 1].append(byte)
        isOpen = true
      case Byte.space, 0x2d, 0x2e, 0x2f, Byte.comma: isOpen = false
      case 0x80...: break
      default: return nil
      }
    }
    return parts
  }

  /// Names as they are written, short or long, their accents kept, left out or undone.
  private static let months = [
    ["janvier", "janv", "jan"], ["fevrier", "fvrier", "fevr", "fvr", "fev", "fv"], ["mars", "mar"], ["avril", "avr"],
    ["mai"], ["juin"], ["juillet", "juil", "jul"], ["aout", "aot"], ["septembre", "sept", "sep"], ["octobre", "oct"],
    ["novembre", "nov"], ["decembre", "dcembre", "dec", "dc"],
  ].map { $0.map(Part.init) }
  private static let weekdays = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"].map(Part.init)
  private static let er = Part("er")
}
