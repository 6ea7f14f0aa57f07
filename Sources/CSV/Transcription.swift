/// The text of a file whose bytes cannot be read as they stand, written anew in UTF-8: UTF-16, several encodings side by
/// side, UTF-8 encoded again, byte-order marks within.
///
/// Where texts are mixed each sequence of bytes is taken as it can be: UTF-8 where it is well-formed and plausible, the
/// other encoding elsewhere. Lines stay where they are.
struct Transcription {
  private(set) var bytes: [UInt8] = []
  private(set) var repairs: [Repair] = []
  private let other: [UInt16]
  private let isMixed: Bool
  /// What to say of a mixed line: the rarer of the two encodings.
  private let isMostlyUTF8: Bool
  private var line = 1
  private var endsWithReturn = false

  /// `nil` when the bytes are read as they are.
  init?(_ file: ByteView, _ guess: EncodingGuess) {
    other = guess.other.highHalf
    isMixed = guess.defect == .mixed
    isMostlyUTF8 = guess.encoding == .utf8
    if guess.isWide {
      bytes = TextEncoding.utf8(fromUTF16: file, guess)
    } else if guess.defect != nil {
      bytes.reserveCapacity(file.count + file.count / 8)
      rewrite(file, from: file.startIndex + guess.markLength)
    } else {
      return nil
    }
  }

  private mutating func rewrite(_ file: ByteView, from start: Int) {
    var index = start
    while index < file.endIndex {
      let high = file.firstHighByte(from: index)
      copy(file[index..<high])
      index = high
      var run: [UInt32] = []
      while index < file.endIndex, file[index] >= 0x80 { run.append(scalar(file, &index)) }
      append(run)
    }
  }

  /// Plain bytes, their line ends counted.
  private mutating func copy(_ ascii: ByteView) {
    bytes.append(contentsOf: ascii)
    for byte in ascii {
      if byte == Byte.carriageReturn || byte == Byte.lineFeed && !endsWithReturn { line += 1 }
      endsWithReturn = byte == Byte.carriageReturn
    }
  }

  /// The character at `index`, which goes beyond it.
  private mutating func scalar(_ file: ByteView, _ index: inout Int) -> UInt32 {
    let length = isMixed ? file.plausibleSequenceLength(at: index) : file.sequenceLength(at: index)
    if isMixed, isMostlyUTF8 == (length == nil) { note(.otherEncoding) }
    guard let length else {
      defer { index += 1 }
      return UInt32(other[Int(file[index] - 0x80)])
    }
    defer { index += length }
    return file[index..<(index + length)].text.unicodeScalars.first?.value ?? 0xfffd
  }

  /// Characters beyond ASCII that stand together, those encoded twice or more undone, marks left out.
  private mutating func append(_ run: [UInt32]) {
    var run = run
    for _ in 0..<3 {
      guard let once = Transcription.undone(run) else { break }
      run = once
      note(.doubleEncoded)
    }
    for scalar in run where scalar != 0xfeff || !noted(.innerMark) { TextEncoding.append(scalar, to: &bytes) }
    if !run.isEmpty { endsWithReturn = false }
  }

  private mutating func noted(_ kind: Repair.Kind) -> Bool {
    note(kind)
    return true
  }

  private mutating func note(_ kind: Repair.Kind) {
    let repair = Repair(line: line, kind: kind)
    if !repairs.suffix(3).contains(repair) { repairs.append(repair) }
  }

  /// The characters whose bytes in windows-1252 these are, where they are the bytes of UTF-8; `nil` where none are.
  private static func undone(_ run: [UInt32]) -> [UInt32]? {
    let bytes = run.map { windowsBytes[$0] ?? 0 }
    return bytes.withView { view in
      var (out, index, isUndone): ([UInt32], Int, Bool) = ([], 0, false)
      while index < run.count {
        if let length = view.plausibleSequenceLength(at: index),
          let scalar = view[index..<(index + length)].text.unicodeScalars.first
        {
          out.append(scalar.value)
          index += length
          isUndone = true
        } else {
          out.append(run[index])
          index += 1
        }
      }
      return isUndone ? out : nil
    }
  }

  /// The byte of each character of windows-1252, and of each control of the numbers 0x80…0x9F.
  private static let windowsBytes: [UInt32: UInt8] = {
    var bytes: [UInt32: UInt8] = [:]
    for byte in UInt32(0x80)...0x9f { bytes[byte] = UInt8(byte) }
    for (byte, scalar) in TextEncoding.windows1252.highHalf.enumerated() { bytes[UInt32(scalar)] = UInt8(byte + 0x80) }
    return bytes
  }()
}
