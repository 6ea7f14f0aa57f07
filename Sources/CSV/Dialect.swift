/// How the cells and rows of a file are set apart.
package struct Dialect: Sendable, Equatable {
  /// What ends a row.
  package enum LineEnd: String, Sendable {
    /// `\n`, alone or after `\r`.
    case lineFeed
    case carriageReturn
    /// Both, each ending a row; `\r\n` counts for one.
    case mixed
  }

  /// The byte between two cells.
  package var delimiter: UInt8
  /// `nil` when no byte protects a cell.
  package var quote: UInt8?
  /// The byte before a quote that is text; the quote itself when quotes are doubled.
  package var escape: UInt8?
  /// What ends a row.
  package var lineEnd: LineEnd
  /// Whether one space after a delimiter belongs to it (`a, b`).
  package var skipsSpace: Bool

  /// The byte at which lines are counted.
  var terminator: UInt8 { lineEnd == .carriageReturn ? Byte.carriageReturn : Byte.lineFeed }

  /// A dialect; the escape is the quote itself when none is given.
  package init(
    delimiter: UInt8 = UInt8(ascii: ";"),
    quote: UInt8? = UInt8(ascii: "\""),
    escape: UInt8? = nil,
    lineEnd: LineEnd = .lineFeed,
    skipsSpace: Bool = false
  ) {
    self.delimiter = delimiter
    self.quote = quote
    self.escape = escape ?? quote
    self.lineEnd = lineEnd
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
  static let semicolon: UInt8 = 0x3b
  static let backslash: UInt8 = 0x5c
  static let bar: UInt8 = 0x7c
  static let zero: UInt8 = 0x30

  static func isDigit(_ byte: UInt8) -> Bool { byte &- zero < 10 }
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 }
}
