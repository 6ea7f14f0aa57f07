/// The encoding found in the bytes of a file, and how sure it is.
package struct EncodingGuess: Sendable, Equatable {
  /// The likeliest encoding.
  package var encoding: TextEncoding
  /// Bytes of the byte-order mark, 0 when there is none.
  package var markLength: Int
  /// The next best, `nil` when the bytes leave no doubt (a mark, pure ASCII, or valid UTF-8).
  package var runnerUp: TextEncoding?
  /// Difference of the two French letter scores per non-ASCII byte; 0 when there is no runner-up.
  package var margin: Double

  /// What is wrong with the file's characters; put right, and said line by line.
  package var defect: Defect?
  /// The encoding of what is not UTF-8 in a mixed file.
  private(set) var other = TextEncoding.windows1252
  /// Whether the bytes cannot be in the encoding that a declaration states.
  private(set) var isNotAsStated = false

  /// Something done to a file before it came here, which `Transcription` undoes.
  package enum Defect: String, Sendable {
    /// Some of its texts are in UTF-8 and others in another encoding.
    case mixed
    /// Some of its UTF-8 was taken for windows-1252 and written in UTF-8 again (`Ã©`), or a byte-order mark stands within.
    case doubleEncoded
  }

  /// Whether two bytes make a unit.
  var isWide: Bool { encoding == .utf16LittleEndian || encoding == .utf16BigEndian }

  /// Mark, UTF-16 by its zeros, strict UTF-8 over the whole file, else the best French letter score.
  init(_ file: ByteView) {
    self.init(encoding: .utf8, markLength: 0, runnerUp: nil, margin: 0)
    if file.starts(with: [0xef, 0xbb, 0xbf]) {
      markLength = 3
    } else if file.starts(with: [0xff, 0xfe]) {
      (encoding, markLength) = (.utf16LittleEndian, 2)
    } else if file.starts(with: [0xfe, 0xff]) {
      (encoding, markLength) = (.utf16BigEndian, 2)
    } else if let wide = EncodingGuess.wide(file) {
      encoding = wide
    }
    if isWide { return }
    var isSuspect = false
    if file[(file.startIndex + markLength)...].isUTF8(suspecting: &isSuspect) {
      if isSuspect { defect = .doubleEncoded }
      return
    }
    let single = EncodingGuess(ofSingleBytes: file)
    let (sound, broken) = EncodingGuess.sequences(file)
    let isMixed = markLength > 0 || sound * 2 >= broken || sound > 0 && single.encoding.isLatin
    let isMostlyUTF8 = markLength > 0 || sound * 2 >= broken
    if !isMostlyUTF8 { self = single }
    other = single.encoding
    if isMixed { defect = .mixed }
  }

  /// How many sequences are well-formed and plausible, which no French text has by accident, and how many bytes are not.
  private static func sequences(_ file: ByteView) -> (sound: Int, broken: Int) {
    var (sound, broken) = (0, 0)
    var index = file.firstHighByte(from: file.startIndex)
    while index < file.endIndex, sound + broken < 1_000_000 {
      let length = file.plausibleSequenceLength(at: index)
      if length == nil { broken += 1 } else { sound += 1 }
      index = file.firstHighByte(from: index + (length ?? 1))
    }
    return (sound, broken)
  }

  /// The encoding stated by somebody, else the one found in the bytes.
  init(_ file: ByteView, forced: Forced) {
    if forced.isEncodingTrusted, let stated = forced.encoding.flatMap(TextEncoding.init(name:)) {
      self.init(encoding: stated, markLength: 0, runnerUp: nil, margin: 0)
      if stated == .utf8, file.starts(with: [0xef, 0xbb, 0xbf]) { markLength = 3 }
      if !isWide { return }
    }
    self.init(file)
    guard let stated = forced.encoding.flatMap(TextEncoding.init(name:)), stated != encoding else { return }
    // « utf-16 » is either; the bytes tell which.
    if isWide, stated == .utf16LittleEndian { return }
    if defect == .mixed, !stated.highHalf.isEmpty {
      (encoding, other) = (encoding == .utf8 ? .utf8 : stated, stated)
      return
    }
    // Texts in a single-byte encoding are never UTF-8 by accident, nor has anything else the zeros of UTF-16.
    if encoding == .utf8 && !file.isASCII || stated.highHalf.isEmpty || isWide {
      isNotAsStated = true
      return
    }
    (encoding, runnerUp, margin, defect) = (stated, nil, 0, nil)
  }

  private init(encoding: TextEncoding, markLength: Int, runnerUp: TextEncoding?, margin: Double) {
    self.encoding = encoding
    self.markLength = markLength
    self.runnerUp = runnerUp
    self.margin = margin
  }

  /// UTF-16 without a mark: Western text has a zero in nearly every other byte.
  private static func wide(_ file: ByteView) -> TextEncoding? {
    let sample = file.prefix(4096)
    guard sample.count >= 4, file.count.isMultiple(of: 2) else { return nil }
    var zeros = [0, 0]
    for (index, byte) in sample.enumerated() where byte == 0 { zeros[index & 1] += 1 }
    let half = sample.count / 2
    if zeros[1] * 10 >= half * 7, zeros[0] * 10 < half { return .utf16LittleEndian }
    if zeros[0] * 10 >= half * 7, zeros[1] * 10 < half { return .utf16BigEndian }
    return nil
  }
}

extension EncodingGuess {
  /// The single-byte encoding under which the non-ASCII bytes read most like French.
  private init(ofSingleBytes file: ByteView) {
    let pairs = HighBytes(file)
    let candidates: [TextEncoding] = [.windows1252, .latin9, .macRoman, .cp850]
    // Ties go to the first: Windows is by far the likeliest sender.
    let scores = candidates.map { (encoding: $0, score: pairs.score(under: $0)) }
      .enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element)
    self.init(
      encoding: scores[0].encoding,
      markLength: 0,
      runnerUp: scores[1].encoding,
      margin: (scores[0].score - scores[1].score) / Double(max(1, pairs.total))
    )
  }
}

/// How often each non-ASCII byte occurs in each neighbourhood.
fileprivate struct HighBytes {
  /// What stands beside a byte, as far as its case tells.
  private enum Beside: Int { case lower, upper, digit, other, high }

  private var counts = [Int](repeating: 0, count: 128 * 25)
  private(set) var total = 0

  /// How many of them are enough to tell.
  private static let enough = 100_000

  init(_ file: ByteView) {
    var index = file.startIndex
    while total < HighBytes.enough {
      index = file.firstHighByte(from: index)
      guard index < file.endIndex else { break }
      if let length = file.plausibleSequenceLength(at: index), file[index] != 0xc2 {
        index += length
        continue
      }
      let byte = file[index]
      let before = index > 0 ? HighBytes.beside(file[index - 1]) : .other
      let after = index + 1 < file.count ? HighBytes.beside(file[index + 1]) : .other
      counts[Int(byte - 0x80) * 25 + before.rawValue * 5 + after.rawValue] += 1
      total += 1
      index += 1
    }
  }

  private static func beside(_ byte: UInt8) -> Beside {
    switch byte {
    case 0x61...0x7a: .lower
    case 0x41...0x5a: .upper
    case 0x30...0x39: .digit
    case 0x80...: .high
    default: .other
    }
  }

  func score(under encoding: TextEncoding) -> Double {
    let table = encoding.highHalf
    var sum = 0.0
    for (key, count) in counts.enumerated() where count > 0 {
      guard let before = Beside(rawValue: key % 25 / 5), let after = Beside(rawValue: key % 5) else { continue }
      sum += HighBytes.plausibility(of: table[key / 25], before: before, after: after) * Double(count)
    }
    return sum
  }

  private static let lowerFrequent = Set("éèàêçôîûâùëï".utf16)
  private static let lowerRare = Set("œüöäñáíóúæÿãìò".utf16)
  private static let upperFrequent = Set("ÉÈÀÊÇÔÎÂ".utf16)
  private static let upperRare = Set("ŒÛËÏÙÜÖÄÑŸÁÍÓÚÆ".utf16)
  private static let typographic = Set("’«»€°–—…“”‘œ\u{a0}".utf16)
  private static let possible = Set("²³½§£µ±·•×ºª‰®©™´¼¾".utf16)

  private static func plausibility(of character: UInt16, before: Beside, after: Beside) -> Double {
    let beside = [before, after]
    if lowerFrequent.contains(character) || lowerRare.contains(character) {
      let frequent = lowerFrequent.contains(character)
      if beside.contains(.upper) && !beside.contains(.lower) { return before == .upper ? 0.2 : -0.5 }
      if beside.contains(.digit) { return -0.5 }
      if beside.contains(.lower) { return frequent ? 1 : 0.3 }
      return frequent ? 0.3 : -0.3
    }
    if upperFrequent.contains(character) || upperRare.contains(character) {
      let frequent = upperFrequent.contains(character)
      // « LEMAÎTRE », « Évry »; never « mÈnage ».
      if before == .lower { return -1 }
      if before == .digit || after == .digit { return -0.5 }
      if beside.contains(.upper) || after == .lower { return frequent ? 0.8 : 0.2 }
      return frequent ? 0.2 : -0.3
    }
    if typographic.contains(character) { return 0.5 }
    if possible.contains(character) { return beside.contains(.lower) && character != 0xb2 ? -0.4 : 0.1 }
    return -1
  }
}
