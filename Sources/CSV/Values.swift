/// Dates and amounts typed straight from bytes.
enum Values {
  /// Day number since 1970-01-01; see `Row.day`.
  ///
  /// All the bytes are given, because those before the cell may be read with it.
  @inline(__always)
  static func day(_ cell: ByteView, in file: ByteView) -> Int32? {
    if cell.count == 10, let day = frenchDay(cell.startIndex, in: file) { return day }
    return day(cell) ?? wordedDay(cell)
  }

  /// `jj/mm/aaaa`, by far the most frequent: its first eight bytes are judged and multiplied at once.
  @inline(__always)
  private static func frenchDay(_ start: Int, in file: ByteView) -> Int32? {
    // Each byte is a digit's value, or zero for a sign, if adding up to its upper bit leaves that bit alone.
    let signs = file.eight(at: start) ^ 0x3030_2f30_302f_3030
    let (eight, nine) = (file[start &+ 8] &- Byte.zero, file[start &+ 9] &- Byte.zero)
    guard ((signs &+ 0x7676_7f76_767f_7676) | signs) & 0x8080_8080_8080_8080 == 0, eight < 10, nine < 10 else {
      return nil
    }
    let pairs = signs &* 10 &+ (signs &>> 8)
    let century = Int(truncatingIfNeeded: (pairs &>> 48) & 0xff)
    let year = century &* 100 &+ Int(eight) &* 10 &+ Int(nine)
    return day(year, Int(truncatingIfNeeded: (pairs &>> 24) & 0xff), Int(truncatingIfNeeded: pairs & 0xff))
  }

  static func day(_ bytes: ByteView) -> Int32? {
    var reader = bytes
    while let last = reader.last, last == Byte.space { reader.removeLast() }
    while let first = reader.first, first == Byte.space { reader.removeFirst() }
    guard let one = number(&reader), let sign = reader.popFirst(), sign == 0x2f || sign == 0x2d || sign == 0x2e,
      let two = number(&reader), two.digits <= 2, reader.popFirst() == sign, let three = number(&reader),
      reader.isEmpty || isTime(reader)
    else { return nil }
    switch (one.digits, three.digits) {
    case (4, 1...2): return day(one.value, two.value, three.value)
    case (1...2, 4): return day(three.value, two.value, one.value)
    case (1...2, 2): return day(three.value + (three.value < 30 ? 2000 : 1900), two.value, one.value)
    default: return nil
    }
  }

  private static func number(_ bytes: inout ByteView) -> (value: Int, digits: Int)? {
    var (value, digits) = (0, 0)
    while let byte = bytes.first, Byte.isDigit(byte), digits < 5 {
      value = value * 10 + Int(byte - Byte.zero)
      digits += 1
      bytes.removeFirst()
    }
    return digits == 0 ? nil : (value, digits)
  }

  /// ` 00:00:00`, `T08:15`, ` 8h15`, with fractions and zones: only the first signs are looked at.
  private static func isTime(_ bytes: ByteView) -> Bool {
    guard bytes.count >= 4, let first = bytes.first, first == Byte.space || first == 0x54 else { return false }
    let rest = bytes.dropFirst()
    let hours = rest.prefix(while: Byte.isDigit)
    guard (1...2).contains(hours.count), let sign = rest.dropFirst(hours.count).first else { return false }
    return sign == 0x3a || sign == 0x68
  }

  /// The civil date as a day number, by days_from_civil (Howard Hinnant); `nil` when there is no such date.
  @inline(__always)
  static func day(_ year: Int, _ month: Int, _ day: Int) -> Int32? {
    guard year >= 1, month >= 1, month <= 12, day >= 1,
      day <= 28 || day <= length(ofMonth: month, year: year)
    else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return Int32(era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468)
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
    // 31 for the odd months up to July, for the even ones after.
    return 30 | (month ^ (month &>> 3)) & 1
  }
}

extension Values {
  /// Centimes; see `Row.cents`.
  ///
  /// All the bytes are given, because those before the cell may be read with it.
  @inline(__always)
  static func cents(_ cell: ByteView, in file: ByteView, encoding: TextEncoding) -> Int? {
    frenchCents(cell, in: file) ?? cents(cell, encoding: encoding)
  }

  /// `-1234,56` with one to eight digits before the sign, by far the most frequent.
  @inline(__always)
  private static func frenchCents(_ cell: ByteView, in file: ByteView) -> Int? {
    let end = cell.endIndex
    guard cell.count >= 4 else { return nil }
    let isNegative = file[cell.startIndex] == 0x2d
    let start = isNegative ? cell.startIndex &+ 1 : cell.startIndex
    let length = end &- 3 &- start
    let sign = file[end &- 3]
    guard length >= 1, length <= 8, sign == Byte.comma || sign == 0x2e,
      let units = file.digits(endingAt: end &- 3, count: length), let rest = file.digits(endingAt: end, count: 2)
    else { return nil }
    let cents = units &* 100 &+ rest
    return isNegative ? -cents : cents
  }

  static func cents(_ bytes: ByteView, encoding: TextEncoding) -> Int? {
    guard let cents = plain(bytes) ?? Amount(bytes, encoding: encoding)?.cents, cents.magnitude <= highestCents
    else { return nil }
    return cents
  }

  /// A thousand million euros: no amount of a household or a landlord's account is larger, a number run together is.
  private static let highestCents = 100_000_000_000 as UInt

  /// `-1234,56` and its like, by far the most frequent.
  private static func plain(_ bytes: ByteView) -> Int? {
    guard (1...16).contains(bytes.count), let first = bytes.first else { return nil }
    let isNegative = first == 0x2d
    var value = 0
    var decimals = -1
    let digits = isNegative ? bytes.dropFirst() : bytes
    guard let lead = digits.first, Byte.isDigit(lead) else { return nil }
    for byte in digits {
      if Byte.isDigit(byte) {
        value = value * 10 + Int(byte - Byte.zero)
        if decimals >= 0 { decimals += 1 }
      } else if decimals < 0, byte == Byte.comma || byte == 0x2e {
        decimals = 0
      } else {
        return nil
      }
    }
    switch decimals {
    case -1: value *= 100
    case 1: value *= 10
    case 2: break
    default: return nil
    }
    return isNegative ? -value : value
  }
}

/// An amount with all that people write around its digits.
fileprivate struct Amount {
  private(set) var cents = 0
  private var isNegative = false
  /// Digits and separators only; a space stands for any blank.
  private var core: [UInt8] = []

  init?(_ bytes: ByteView, encoding: TextEncoding) {
    guard bytes.count <= 64, collect(bytes, encoding: encoding) else { return nil }
    while core.last == Byte.space { core.removeLast() }
    guard let value = value() else { return nil }
    cents = isNegative ? -value : value
  }

  /// Sorts signs, currency and credit marks from the digits; `false` when something else is there.
  private mutating func collect(_ bytes: ByteView, encoding: TextEncoding) -> Bool {
    var (opened, closed, signed, suffixed) = (false, false, false, false)
    let table = encoding.highHalf
    var rest = bytes
    while let scalar = Amount.scalar(of: &rest, table) {
      switch scalar {
      case "0"..."9":
        if closed || suffixed { return false }
        core.append(UInt8(scalar.value))
      case ",", ".", "'":
        if core.isEmpty || closed || suffixed { return false }
        core.append(scalar == "'" ? Byte.space : UInt8(scalar.value))
      case " ", "\t", "\u{a0}", "\u{202f}", "\u{2009}":
        if !core.isEmpty, core.last != Byte.space { core.append(Byte.space) }
      case "-", "\u{2212}", "+":
        if signed || opened { return false }
        signed = true
        isNegative = scalar != "+"
        // A sign after the digits closes them.
        if !core.isEmpty { suffixed = true }
      case "(":
        if opened || signed || !core.isEmpty { return false }
        opened = true
        isNegative = true
      case ")":
        if !opened || closed { return false }
        closed = true
      case "€": suffixed = suffixed || !core.isEmpty
      case "D", "d", "C", "c":
        if core.isEmpty || signed || opened { return false }
        (signed, suffixed) = (true, true)
        isNegative = scalar == "C" || scalar == "c"
      default: return false
      }
    }
    return opened == closed && rest.isEmpty
  }

  /// Centimes of the digits; `nil` when the groups are not of three or when there is a part of a centime.
  private func value() -> Int? {
    let isSign = { (byte: UInt8) in byte == Byte.comma || byte == 0x2e }
    var decimal = core.lastIndex(where: isSign)
    if let last = decimal {
      let isAlone = core.firstIndex(where: isSign) == last
      if !isAlone, core.allSatisfy({ !isSign($0) || $0 == core[last] }) { decimal = nil }
      // A comma alone is always the decimal one.
      let after = core.count - last - 1
      if isAlone, core[last] != Byte.comma, after == 3, (1...3).contains(last), core[0] != Byte.zero { decimal = nil }
    }
    let whole = core[..<(decimal ?? core.count)]
    guard let units = grouped(whole) else { return nil }
    let fraction = decimal.map { core[($0 + 1)...] } ?? []
    guard fraction.allSatisfy(Byte.isDigit), fraction.dropFirst(2).allSatisfy({ $0 == Byte.zero }) else { return nil }
    var cents = 0
    for place in 0..<2 {
      cents = cents * 10 + (place < fraction.count ? Int(fraction[fraction.startIndex + place] - Byte.zero) : 0)
    }
    let (product, overflow) = units.multipliedReportingOverflow(by: 100)
    return overflow ? nil : product + cents
  }

  private func grouped(_ digits: ArraySlice<UInt8>) -> Int? {
    var (value, length, isFirst) = (0, 0, true)
    for byte in digits {
      if Byte.isDigit(byte) {
        guard value < 1_000_000_000_000_000 else { return nil }
        value = value * 10 + Int(byte - Byte.zero)
        length += 1
      } else {
        guard isFirst ? (1...3).contains(length) : length == 3 else { return nil }
        (length, isFirst) = (0, false)
      }
    }
    return length > 0 && (isFirst || length == 3) ? value : nil
  }

  /// Takes the first character; `nil` at the end, or where the bytes are no character of the encoding.
  private static func scalar(of bytes: inout ByteView, _ table: [UInt16]) -> Unicode.Scalar? {
    guard let byte = bytes.first else { return nil }
    if byte >= 0x80, table.isEmpty {
      guard let length = bytes.sequenceLength(at: bytes.startIndex) else { return nil }
      defer { bytes = bytes.dropFirst(length) }
      return bytes.prefix(length).text.unicodeScalars.first
    }
    bytes = bytes.dropFirst()
    return byte < 0x80 ? Unicode.Scalar(byte) : Unicode.Scalar(table[Int(byte - 0x80)]) ?? "\u{fffd}"
  }
}
