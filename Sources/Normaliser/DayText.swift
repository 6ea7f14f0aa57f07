import Model

/// Reads the dates that French files write.
struct DayText: Sendable {
  /// Latest year that two digits may mean: `18` is 2018 when this is 2038, 1918 when it is 2004.
  let lastYear: Int

  /// The day of a whole cell; `nil` when it is no date, or no day of the calendar.
  func day(_ text: String, _ format: CellFormat) -> Day? {
    if let day = usual(text.utf8, format) { return day }
    let characters = Array(text.trimmed)
    if format.excel, let day = excel(characters) { return day }
    if let (day, end) = date(in: characters, at: 0, format), isTime(characters[end...]) { return day }
    if characters.count == 8, let number = Int(String(characters)), number > 19_000_000 {
      return plausible(Day(year: number / 10_000, month: number / 100 % 100, day: number % 100))
    }
    return format.endOfMonth ? endOfMonth(text) : nil
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
    let characters = Array(text)
    var found: [(day: Day?, start: Int, end: Int)] = []
    var position = 0
    while position < characters.count {
      let starts = characters[position].isASCIIDigit && (position == 0 || !characters[position - 1].isASCIIDigit)
      if starts, let end = shape(in: characters, at: position) {
        found.append((date(in: characters, at: position, format)?.day, position, end))
        position = end
      } else {
        position += 1
      }
    }
    return found.enumerated().map { index, item in
      let next = index + 1 < found.count ? found[index + 1].start : characters.count
      return (item.day, String(characters[item.start..<item.end]), String(characters[item.end..<next]))
    }
  }

  /// The dates of a text and what is left of it without them.
  func extract(from text: String, _ format: CellFormat) -> (day: Day?, rest: String) {
    let found = days(in: text, format)
    guard let first = found.first else { return (nil, text) }
    return (first.day, text.replacing(first.written, with: " "))
  }

  /// Excel's 1900 system: 43 131 is 31 January 2018.
  private func excel(_ characters: [Character]) -> Day? {
    guard (4...6).contains(characters.count), let serial = Int(String(characters)) else { return nil }
    return plausible(Day(number: Int32(serial - 25_569)))
  }

  /// Where the text that looks like a date at `start` ends, whether or not the calendar has that day.
  private func shape(in text: [Character], at start: Int) -> Int? {
    parts(of: text, at: start)?.end ?? longParts(of: text, at: start)?.end
  }

  private func date(in text: [Character], at start: Int, _ format: CellFormat) -> (day: Day?, end: Int)? {
    if let (numbers, widths, end) = parts(of: text, at: start) {
      if widths[0] == 4 { return (plausible(Day(year: numbers[0], month: numbers[1], day: numbers[2])), end) }
      let (month, day) = format.monthFirst ? (numbers[0], numbers[1]) : (numbers[1], numbers[0])
      return (plausible(Day(year: year(numbers[2], digits: widths[2]), month: month, day: day)), end)
    }
    guard let (day, month, year, end) = longParts(of: text, at: start) else { return nil }
    return (plausible(Day(year: year, month: month, day: day)), end)
  }

  /// `12/03/2015`, `2015-03-12`, `12.3.15`.
  private func parts(of text: [Character], at start: Int) -> (numbers: [Int], widths: [Int], end: Int)? {
    var numbers: [Int] = []
    var widths: [Int] = []
    var position = start
    var separator: Character?
    while numbers.count < 3 {
      guard let (number, end) = number(in: text, at: position) else { return nil }
      numbers.append(number)
      widths.append(end - position)
      position = end
      if numbers.count == 3 { break }
      guard position < text.count, "/-.".contains(text[position]), separator == nil || separator == text[position]
      else { return nil }
      separator = text[position]
      position += 1
    }
    let french = widths[0] <= 2 && widths[1] <= 2 && (widths[2] == 2 || widths[2] == 4)
    let iso = widths[0] == 4 && widths[1] <= 2 && widths[2] <= 2
    return french || iso ? (numbers, widths, position) : nil
  }

  /// `12 mars 2015`, `1er avril 2016`, `12-mars-15`.
  private func longParts(of text: [Character], at start: Int) -> (day: Int, month: Int, year: Int, end: Int)? {
    guard let (day, afterDay) = number(in: text, at: start), afterDay - start <= 2 else { return nil }
    var position = afterDay
    if position + 1 < text.count, text[position] == "e", text[position + 1] == "r" { position += 2 }
    position = skipBlanks(text, position)
    let wordStart = position
    while position < text.count, text[position].isLetter { position += 1 }
    guard let month = Self.month(String(text[wordStart..<position])) else { return nil }
    if position < text.count, text[position] == "." { position += 1 }
    position = skipBlanks(text, position)
    guard let (year, end) = number(in: text, at: position), [2, 4].contains(end - position) else { return nil }
    return (day, month, self.year(year, digits: end - position), end)
  }

  /// `mars 2018`, `janv-17`, `2018-03`, `201803`, `03/2018`, `T1 2015`: the last day of the month or quarter.
  private func endOfMonth(_ text: String) -> Day? {
    let words = text.split { !$0.isLetter && !$0.isASCIIDigit }.map(String.init)
    if words.count == 1, words[0].count == 6, let number = Int(words[0]), (190_001...210_012).contains(number) {
      return lastDay(number % 100, number / 100)
    }
    guard words.count == 2 else { return nil }
    if let month = Self.month(words[0]), let year = Int(words[1]) {
      return lastDay(month, self.year(year, digits: words[1].count))
    }
    if words[0].lowercased().hasPrefix("t"), let quarter = Int(words[0].dropFirst()), (1...4).contains(quarter) {
      return Int(words[1]).flatMap { lastDay(quarter * 3, $0) }
    }
    guard let first = Int(words[0]), let second = Int(words[1]) else { return nil }
    return words[0].count == 4 ? lastDay(second, first) : words[1].count == 4 ? lastDay(first, second) : nil
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

  private func isTime(_ rest: ArraySlice<Character>) -> Bool {
    rest.allSatisfy { $0.isASCIIDigit || $0 == ":" || $0 == "." || $0 == "T" || $0 == "Z" || $0.isWhitespace }
  }

  private func number(in text: [Character], at start: Int) -> (value: Int, end: Int)? {
    var position = start
    var value = 0
    while position < text.count, let digit = text[position].wholeNumberValue, text[position].isASCIIDigit,
      position - start < 5
    {
      value = value * 10 + digit
      position += 1
    }
    return position > start ? (value, position) : nil
  }

  private func skipBlanks(_ text: [Character], _ start: Int) -> Int {
    var position = start
    while position < text.count, text[position].isWhitespace || text[position] == "-" { position += 1 }
    return position
  }

  /// 1…12 for a month's name or its usual abbreviation.
  private static func month(_ word: String) -> Int? {
    let folded = Folded.words(word)
    guard folded.count >= 3 else { return nil }
    let names = [
      "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
      "decembre",
    ]
    if let exact = names.firstIndex(of: folded) { return exact + 1 }
    let fitting = names.indices.filter { names[$0].hasPrefix(folded) }
    return fitting.count == 1 ? fitting[0] + 1 : nil
  }
}

extension Character {
  var isASCIIDigit: Bool { self >= "0" && self <= "9" }
}
