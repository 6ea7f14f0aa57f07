import TestSupport
import Testing

@testable import CSV

/// Random bytes of an alphabet, those that break readers among them.
fileprivate func noise(_ length: Int, of alphabet: [UInt8], using random: inout SplitMix64) -> [UInt8] {
  (0..<length).map { _ in alphabet.randomElement(using: &random) ?? 0 }
}

@Test(arguments: 0..<400)
func `the fast scan and the careful reading agree on random bytes`(seed: UInt64) {
  var random = SplitMix64(seed: seed)
  let bytes = noise(Int.random(in: 0...400, using: &random), of: Array(";;\"\"\n\r ab'\\,=".utf8), using: &random)
  for quote in [Byte.quote, Byte.apostrophe, nil] as [UInt8?] {
    let dialect = Dialect(
      delimiter: Byte.semicolon,
      quote: quote,
      escape: seed % 3 == 0 ? Byte.backslash : nil,
      skipsSpace: seed % 5 == 0
    )
    let width = Int(seed % 4)
    ByteView.over(bytes.span) { view in
      let careful = CarefulReader(bytes: view, dialect: dialect, limit: view.endIndex, width: width)
      var scanner = RowScanner(view, dialect: dialect, from: 0, to: view.endIndex, width: width)
      var (position, line) = (0, 1)
      while scanner.next() {
        let expected = careful.row(at: position)
        #expect(Array(scanner.cells.cells) == expected.cells, "seed \(seed)")
        #expect(scanner.flaw == expected.flaw)
        #expect((scanner.start, scanner.line) == (position, line))
        (position, line) = (expected.end, line + expected.lines)
        #expect(scanner.position == position)
      }
      #expect(position == view.endIndex)
    }
  }
}

@Test(arguments: 0..<600)
func `UTF-8 is judged as the standard library does`(seed: UInt64) {
  var random = SplitMix64(seed: seed)
  let samples = ["a", "é", "€", "’", "𝄞", "\u{7ff}", "\u{800}", "\u{d7ff}", "\u{10ffff}", "abcdefghijklmnopqrstuvwxyz"]
  var bytes: [UInt8] = []
  for _ in 0..<Int.random(in: 0...60, using: &random) { bytes += (samples.randomElement(using: &random) ?? "").utf8 }
  if seed % 2 == 0, !bytes.isEmpty {
    let broken: [UInt8] = [0x80, 0xbf, 0xc0, 0xc1, 0xe0, 0xed, 0xf0, 0xf4, 0xf5, 0xff, 0xa0, 0x90, 0x41]
    bytes[Int.random(in: 0..<bytes.count, using: &random)] = broken.randomElement(using: &random) ?? 0
  }
  let expected = String(validating: bytes, as: UTF8.self) != nil
  for drop in 0..<min(4, bytes.count + 1) {
    let rest = Array(bytes.dropFirst(drop))
    let valid = String(validating: rest, as: UTF8.self) != nil
    #expect(ByteView.over(rest.span) { $0.isUTF8() } == valid, "seed \(seed)")
  }
  #expect(ByteView.over(bytes.span) { $0.isUTF8() } == expected, "seed \(seed)")
}

@Test(arguments: 0..<100)
func `the first bytes beyond ASCII are found`(seed: UInt64) {
  var random = SplitMix64(seed: seed)
  let bytes = (0..<200).map { _ in UInt8.random(in: seed % 2 == 0 ? 0...0x7f : 0x70...0xff, using: &random) }
  let high = bytes.indices.filter { bytes[$0] >= 0x80 }
  ByteView.over(bytes.span) { view in
    for start in bytes.indices { #expect(view.firstHighByte(from: start) == high.first { $0 >= start } ?? bytes.count) }
  }
}

@Test func `digits are read eight at a time as one by one`() {
  for text in ["00000000", "99999999", "12345678", "0000,123", "1234567/", "1234567:", "abcdefgh", "        "] {
    let bytes = Array(("xx" + text).utf8)
    for count in 1...8 {
      let expected = Int(String(decoding: bytes.suffix(count), as: UTF8.self)).flatMap { $0 < 0 ? nil : $0 }
      ByteView.over(bytes.span) { #expect($0.digits(endingAt: bytes.count, count: count) == expected) }
      let short = Array(bytes.suffix(count))
      ByteView.over(short.span) { #expect($0.digits(endingAt: count, count: count) == expected) }
    }
  }
}

@Test func `long texts are judged whole`() {
  var bytes = [UInt8](repeating: 0x61, count: 20_000)
  for index in stride(from: 1, to: 19_000, by: 7) { bytes.replaceSubrange(index..<(index + 2), with: [0xc3, 0xa9]) }
  #expect(ByteView.over(bytes.span) { $0.isUTF8() })
  for place in [0, 15, 16, 5000, 8191, 19_998] {
    var broken = bytes
    broken[place] = 0xff
    #expect(!ByteView.over(broken.span) { $0.isUTF8() })
  }
}

@Test(arguments: 0..<50)
func `occurrences are counted`(seed: UInt64) {
  var random = SplitMix64(seed: seed)
  let bytes = noise(Int.random(in: 0...10_000, using: &random), of: [1, 2, 3], using: &random)
  let counts = ByteView.over(bytes.span) { $0.occurrences(of: 2, and: 3) }
  #expect(counts == (bytes.count { $0 == 2 }, bytes.count { $0 == 3 }))
}

/// A date with words, its parts taken as texts.
fileprivate func slowWordedDay(_ text: String) -> Int32? {
  var parts: [String] = []
  var isOpen = false
  for byte in text.lowercased().utf8 where byte < 0x80 {
    let sign = Character(Unicode.Scalar(byte))
    if sign.isLetter || sign.isNumber {
      if isOpen, let last = parts.last?.last, last.isNumber == sign.isNumber {
        parts[parts.count - 1].append(sign)
      } else {
        parts.append(String(sign))
      }
      isOpen = true
    } else if " -./,".contains(sign) {
      isOpen = false
    } else {
      return nil
    }
  }
  let weekdays: Set = ["lundi", "mardi", "mercredi"]
  let months = ["janvier": 1, "janv": 1, "fvr": 2, "fevrier": 2, "mars": 3, "aot": 8, "aout": 8, "dcembre": 12]
  if let first = parts.first, weekdays.contains(first) { parts.removeFirst() }
  if parts.count == 4, parts[0] == "1", parts[1] == "er" { parts.remove(at: 1) }
  guard (8...40).contains(text.utf8.count), parts.count == 3, parts[0].count <= 2, let day = Int(parts[0]),
    let month = months[parts[1]], let year = Int(parts[2]), [2, 4].contains(parts[2].count)
  else { return nil }
  let century = parts[2].count == 4 ? 0 : year < 30 ? 2000 : 1900
  return Values.day(century + year, month, day)
}

@Test func `a date with words is read from its bytes as from its parts`() {
  var random = SplitMix64(seed: 12)
  let days = ["1", "1er", "01", "29", "31", "123", "", "1e", "un"]
  let months = ["janvier", "JANV", "févr", "fevrier", "Mars", "AOÛT", "aout", "décembre", "brumaire", "mar(s", "m"]
  let years = ["2018", "18", "2016", "201", "20188", "16", "99", ""]
  let signs = [" ", "-", ".", "/", ", ", "", " é ", " - "]
  var read = 0
  for _ in 0..<20_000 {
    let parts = [["", "", "", "lundi", "mercredi ", "hier "], days, months, years].map {
      $0.randomElement(using: &random) ?? ""
    }
    let text = parts.reduce("") { text, part in
      text + (text.isEmpty ? "" : signs.randomElement(using: &random) ?? "") + part
    }
    let day = ByteView.over(Array(text.utf8).span) { Values.wordedDay($0) }
    #expect(day == slowWordedDay(text), "\(text)")
    if day != nil { read += 1 }
  }
  #expect(read > 1_000)
}
