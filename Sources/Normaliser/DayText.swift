import Model

/// Reads the dates that French files write.
struct DayText: Sendable {
  /// Latest year that two digits may mean: `18` is 2018 when this is 2038, 1918 when it is 2004.
  let lastYear: Int

  /// The day of a whole cell; `nil` when it is no date, or no day of the calendar.
  func day(_ text: String, _ format: CellFormat) -> Day? {
    if let day = usual(text.utf8, format) { return day }
    let text = text.trimmed
    let signs = Self.signs(of: text)
    if format.excel, let day = excel(text) { return day }
    if let (day, end) = date(in: signs, at: 0, format), let shift = ParisTime.shift(of: signs[end...], on: day) {
      return plausible(day.map { $0 + shift })
    }
    if let day = solid(signs, format) { return day }
    return format.endOfMonth ? endOfMonth(signs) : nil
  }

  /// The day of `12/03/2015` or `2015-03-12`, as nearly all cells write it: ten bytes read without making characters.
  private func usual(_ text: String.UTF8View, _ format: CellFormat) -> Day? {
    guard text.count == 10 else { return nil }
    var numbers: InlineArray<3, Int> = [0, 0, 0]
    var widths: InlineArray<3, Int> = [0, 0, 0]
    var rank = 0
    var separator: UInt8?
    for byte in text {
      switch byte {
      case 48...57:
        numbers[rank] = numbers[rank] * 10 + Int(byte - 48)
        widths[rank] += 1
      case 45...47 where rank < 2 && (separator == nil || separator == byte):
        separator = byte
        rank += 1
      default: return nil
      }
    }
    if widths[0] == 4, widths[1] == 2, widths[2] == 2 {
      return plausible(Day(year: numbers[0], month: numbers[1], day: numbers[2]))
    }
    guard widths[0] == 2, widths[1] == 2, widths[2] == 4 else { return nil }
    let (month, day) = format.monthFirst ? (numbers[0], numbers[1]) : (numbers[1], numbers[0])
    return plausible(Day(year: numbers[2], month: month, day: day))
  }

  /// Every date in a text, with the characters that follow it up to the next one.
  func days(in text: String, _ format: CellFormat) -> [(day: Day?, written: String, rest: String)] {
    let signs = Self.signs(of: text)
    var found: [(day: Day?, start: Int, end: Int)] = []
    var position = 0
    while position < signs.count {
      let starts = Self.isDigit(signs[position]) && (position == 0 || !Self.isDigit(signs[position - 1]))
      if starts, let (day, end) = date(in: signs, at: position, format) {
        found.append((day, position, end))
        position = end
      } else {
        position += 1
      }
    }
    let bytes = Array(text.utf8)
    return found.enumerated().map { index, item in
      let next = index + 1 < found.count ? found[index + 1].start : bytes.count
      let (written, rest) = (bytes[item.start..<item.end], bytes[item.end..<next])
      return (item.day, String(decoding: written, as: UTF8.self), String(decoding: rest, as: UTF8.self))
    }
  }

  /// The first date of a text and what is left of it without it.
  func extract(from text: String, _ format: CellFormat) -> (day: Day?, rest: String) {
    guard let first = days(in: text, format).first else { return (nil, text) }
    return (first.day, text.replacing(first.written, with: " "))
  }

  /// `22041985` or `19850422`: no century of ours is a month, so that at most one of them is a day.
  ///
  /// Seven digits have lost their zero, which only a declaration can say.
  private func solid(_ signs: [UInt8], _ format: CellFormat) -> Day? {
    guard signs.count == 8 || signs.count == 7 && format.solid, let number = Self.number(signs[...]) else { return nil }
    let (high, middle, low) = (number / 1_000_000, number / 10_000 % 100, number % 10_000)
    let (day, month) = format.monthFirst ? (middle, high) : (high, middle)
    if let day = plausible(Day(year: low, month: month, day: day)) { return day }
    return plausible(Day(year: number / 10_000, month: low / 100, day: low % 100))
  }

  /// Excel's 1900 system: 43 131 is 31 January 2018.
  private func excel(_ text: String) -> Day? {
    guard (4...6).contains(text.utf8.count), let serial = Int(text) else { return nil }
    return plausible(Day(number: Int32(serial - 25_569)))
  }

  /// The text that looks like a date at `start`: its day if the calendar has it, and where it ends.
  private func date(in text: [UInt8], at start: Int, _ format: CellFormat) -> (day: Day?, end: Int)? {
    if let (numbers, widths, end) = parts(of: text, at: start) {
      if widths[0] == 4 { return (plausible(Day(year: numbers[0], month: numbers[1], day: numbers[2])), end) }
      let (month, day) = format.monthFirst ? (numbers[0], numbers[1]) : (numbers[1], numbers[0])
      return (plausible(Day(year: year(numbers[2], digits: widths[2]), month: month, day: day)), end)
    }
    guard let (day, month, year, end) = longParts(of: text, at: start) else { return nil }
    return (plausible(Day(year: year, month: month, day: day)), end)
  }

  /// `12/03/2015`, `2015-03-12`, `12.3.15`.
  private func parts(
    of text: [UInt8],
    at start: Int
  ) -> (numbers: InlineArray<3, Int>, widths: InlineArray<3, Int>, end: Int)? {
    var numbers: InlineArray<3, Int> = [0, 0, 0]
    var widths: InlineArray<3, Int> = [0, 0, 0]
    var position = start
    var separator: UInt8 = 0
    for rank in 0..<3 {
      if rank > 0 {
        guard position < text.count, (45...47).contains(text[position]), rank == 1 || text[position] == separator else {
          return nil
        }
        separator = text[position]
        position += 1
      }
      guard let (number, end) = number(in: text, at: position) else { return nil }
      (numbers[rank], widths[rank]) = (number, end - position)
      position = end
    }
    let french = widths[0] <= 2 && widths[1] <= 2 && (widths[2] == 2 || widths[2] == 4)
    let iso = widths[0] == 4 && widths[1] <= 2 && widths[2] <= 2
    return french || iso ? (numbers, widths, position) : nil
  }

  /// `12 mars 2015`, `1er avril 2016`, `12-mars-15`.
  private func longParts(of text: [UInt8], at start: Int) -> (day: Int, month: Int, year: Int, end: Int)? {
    guard let (day, afterDay) = number(in: text, at: start), afterDay - start <= 2 else { return nil }
    var position = afterDay
    if text[position...].starts(with: "er".utf8) { position += 2 }
    position = skipBlanks(text, position)
    let wordStart = position
    while position < text.count, Self.isLetter(text[position]) { position += 1 }
    guard let month = Self.month(text[wordStart..<position]) else { return nil }
    if position < text.count, text[position] == UInt8(ascii: ".") { position += 1 }
    position = skipBlanks(text, position)
    guard let (year, end) = number(in: text, at: position), [2, 4].contains(end - position) else { return nil }
    return (day, month, self.year(year, digits: end - position), end)
  }

  /// `mars 2018`, `janv-17`, `2018-03`, `201803`, `03/2018`, `T1 2015`: the last day of the month or quarter.
  private func endOfMonth(_ text: [UInt8]) -> Day? {
    let words = text.split { !Self.isLetter($0) && !Self.isDigit($0) }
    guard let word = words.first else { return nil }
    if words.count == 1, word.count == 6, let number = Self.number(word), (190_001...210_012).contains(number) {
      return lastDay(number % 100, number / 100)
    }
    guard words.count == 2, let number = Self.number(words[1]) else { return nil }
    if let month = Self.month(word) { return lastDay(month, year(number, digits: words[1].count)) }
    if word.first.map({ $0 | 32 }) == UInt8(ascii: "t"), let quarter = Self.number(word.dropFirst()) {
      return (1...4).contains(quarter) ? lastDay(quarter * 3, number) : nil
    }
    guard let first = Self.number(word) else { return nil }
    return word.count == 4 ? lastDay(number, first) : words[1].count == 4 ? lastDay(first, number) : nil
  }

  private func lastDay(_ month: Int, _ year: Int) -> Day? {
    guard (1...12).contains(month) else { return nil }
    return plausible(Day(year: year, month: month, day: Day.length(ofMonth: month, year: year)))
  }

  private func year(_ number: Int, digits: Int) -> Int {
    guard digits == 2 else { return number }
    return 2000 + number <= lastYear ? 2000 + number : 1900 + number
  }

  /// Files hold no day before 1900 nor after 2100: `01/01/0001` and `31/12/9999` are ways to say nothing.
  private func plausible(_ day: Day?) -> Day? {
    guard let day, (1900...2100).contains(day.civil.year) else { return nil }
    return day
  }

  private func number(in text: [UInt8], at start: Int) -> (value: Int, end: Int)? {
    var position = start
    var value = 0
    while position < text.count, Self.isDigit(text[position]), position - start < 5 {
      value = value * 10 + Int(text[position] - 48)
      position += 1
    }
    return position > start ? (value, position) : nil
  }

  private func skipBlanks(_ text: [UInt8], _ start: Int) -> Int {
    var position = start
    while position < text.count, Self.isBlank(text[position]) || text[position] == UInt8(ascii: "-") { position += 1 }
    return position
  }

  /// The whole number that digits write, below ten thousand millions.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard (1...10).contains(digits.count), digits.allSatisfy(isDigit) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  /// 1…12 for a month's name or its usual abbreviation.
  private static func month(_ word: ArraySlice<UInt8>) -> Int? {
    guard word.count >= 3 else { return nil }
    let folded = Folded.words(String(decoding: word, as: UTF8.self)).utf8
    // No month's name begins another's.
    guard folded.count >= 3, let month = months.firstIndex(where: { $0.starts(with: folded) }) else { return nil }
    let isAlone = !months[(month + 1)...].contains { $0.starts(with: folded) }
    return isAlone ? month + 1 : nil
  }

  private static let months = [
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
    "decembre",
  ].map { Array($0.utf8) }
}

extension DayText {
  /// The bytes of a text, in which blanks beyond ASCII are spaces and signs beyond ASCII zeros: what is left above 127 is
  /// of letters.
  private static func signs(of text: String) -> [UInt8] {
    var signs = Array(text.utf8)
    guard signs.contains(where: { $0 >= 128 }) else { return signs }
    var position = 0
    for scalar in text.unicodeScalars {
      let end = position + UTF8.width(scalar)
      let properties = scalar.properties
      if !scalar.isASCII, !properties.isAlphabetic, !properties.isGraphemeExtend {
        for index in position..<end { signs[index] = properties.isWhitespace ? 32 : 0 }
      }
      position = end
    }
    return signs
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 32) &- 97 < 26 || byte >= 128 }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
}
