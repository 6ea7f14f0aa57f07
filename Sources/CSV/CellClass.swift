/// What a cell looks like: enough to tell a heading from a value.
enum CellClass: Hashable {
  case empty
  case number
  case date
  /// Signs in an order: runs of digits as `9`, runs of letters as `a` (`L/9`, `9-a`); only with a digit.
  case code([UInt8])
  case text

  init(_ bytes: ByteView, encoding: TextEncoding) {
    if bytes.allSatisfy({ $0 == Byte.space }) {
      self = .empty
    } else if !bytes.contains(where: Byte.isDigit) {
      self = .text
    } else if Values.day(bytes) != nil || CellClass.isZeroDate(bytes) || Values.wordedDay(bytes) != nil {
      self = .date
    } else if Values.cents(bytes, encoding: encoding) != nil || CellClass.isNumber(bytes) {
      self = .number
    } else {
      self = bytes.count <= 80 && !bytes.contains(Byte.space) ? .code(CellClass.shape(bytes)) : .text
    }
  }

  /// Whether it is a number or a date.
  var isValue: Bool { self == .number || self == .date }

  private static func shape(_ bytes: ByteView) -> [UInt8] {
    var shape: [UInt8] = []
    for byte in bytes {
      let sign: UInt8 = Byte.isDigit(byte) ? 0x39 : Byte.isLetter(byte) ? 0x61 : byte
      if shape.last != sign || sign != 0x39 && sign != 0x61 { shape.append(sign) }
    }
    return shape
  }

  /// `00/00/0000`: what some software writes for no date.
  private static func isZeroDate(_ bytes: ByteView) -> Bool { bytes.elementsEqual("00/00/0000".utf8) }

  /// Digits with signs only, whatever the number of decimals; `5,9E+17` too.
  private static func isNumber(_ bytes: ByteView) -> Bool {
    bytes.allSatisfy {
      Byte.isDigit($0) || [Byte.comma, 0x2e, 0x2b, 0x2d, 0x45, 0x25, Byte.space].contains($0)
    }
  }
}
