/// How the cells of a file are set apart; `\n`, `\r\n` and a lone `\r` end rows in every file.
package struct Dialect: Sendable, Equatable {
  /// The byte between two cells.
  package var delimiter: UInt8
  /// `nil` when no byte protects a cell.
  package var quote: UInt8?
  /// The byte before a quote that is text; the quote itself when quotes are doubled.
  package var escape: UInt8?
  /// Whether one space after a delimiter belongs to it (`a, b`).
  package var skipsSpace: Bool

  /// A dialect; the escape is the quote itself when none is given.
  package init(
    delimiter: UInt8 = UInt8(ascii: ";"),
    quote: UInt8? = UInt8(ascii: "\""),
    escape: UInt8? = nil,
    skipsSpace: Bool = false
  ) {
    self.delimiter = delimiter
    self.quote = quote
    self.escape = escape ?? quote
    self.skipsSpace = skipsSpace
  }
}

/// The bytes with a meaning of their own.
enum Byte {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0a
  static let carriageReturn: UInt8 = 0x0d
  static let controlZ: UInt8 = 0x1a
  static let space: UInt8 = 0x20
  static let quote: UInt8 = 0x22
  static let apostrophe: UInt8 = 0x27
  static let comma: UInt8 = 0x2c
  static let equals: UInt8 = 0x3d
  static let semicolon: UInt8 = 0x3b
  static let backslash: UInt8 = 0x5c
  static let bar: UInt8 = 0x7c
  static let zero: UInt8 = 0x30

  static func isLineEnd(_ byte: UInt8) -> Bool { byte == lineFeed || byte == carriageReturn }
  static func isDigit(_ byte: UInt8) -> Bool { byte &- zero < 10 }
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 }
}
