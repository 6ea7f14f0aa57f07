/// What the cells of one column look like, to tell where a misplaced cell belongs.
struct ColumnProfile {
  /// A trait of a cell, such as its length or the kind of its first sign.
  private enum Trait: Hashable {
    case kind(CellClass)
    /// Signs one by one: digits as `9`, letters as `a`.
    case shape([UInt8])
    case first(Int)
    case last(Int)
    case isProtected(Bool)
    /// Number of bits of the length.
    case length(Int)
  }

  private var counts: [Trait: Int] = [:]
  private var total = 0

  mutating func add(_ cell: RawCell) {
    total += 1
    for trait in ColumnProfile.traits(of: cell) { counts[trait, default: 0] += 1 }
  }

  /// Logarithm of how usual the cell is here, 0 at best.
  func fit(_ cell: RawCell) -> Double {
    var sum = 0.0
    for trait in ColumnProfile.traits(of: cell) {
      sum += logarithm(Double(counts[trait, default: 0]) + 0.05) - logarithm(Double(total) + 1)
    }
    return sum
  }

  /// Whether the column has such a cell in more than a few places: a number among numbers, a text among texts.
  func holds(_ cell: RawCell) -> Bool {
    let kind = cell.kind
    if kind == .empty { return true }
    let texts = counts[.kind(.text), default: 0]
    let codes = total - counts[.kind(.empty), default: 0] - values - texts
    let like = cell.isValue ? counts[.kind(kind), default: 0] : kind == .text ? texts : codes
    return like * 10 >= total - counts[.kind(.empty), default: 0]
  }

  /// Whether most cells of the column are written so, sign by sign.
  func isUsual(_ cell: RawCell) -> Bool {
    let shape = ColumnProfile.traits(of: cell).first {
      if case .shape(let signs) = $0 { !signs.isEmpty } else { false }
    }
    return shape.map { counts[$0, default: 0] * 3 > total } ?? false
  }

  private var values: Int { counts[.kind(.number), default: 0] + counts[.kind(.date), default: 0] }

  /// Whether most cells are neither numbers nor dates.
  var isText: Bool { values * 2 < total - counts[.kind(.empty), default: 0] }

  private static func traits(of cell: RawCell) -> [Trait] {
    let text = cell.text
    let kind = cell.kind
    var traits: [Trait] = [.kind(kind), .first(sign(text.first)), .last(sign(text.last))]
    traits.append(.length(UInt.bitWidth - UInt(text.count).leadingZeroBitCount))
    traits.append(.shape(text.count <= 24 && kind != .text ? text.map(exact) : []))
    if !text.isEmpty { traits.append(.isProtected(cell.isProtected)) }
    return traits
  }

  private static func exact(_ byte: UInt8) -> UInt8 { Byte.isDigit(byte) ? 0x39 : Byte.isLetter(byte) ? 0x61 : byte }

  private static func sign(_ byte: UInt8?) -> Int {
    switch byte {
    case nil: 0
    case .some(let byte) where Byte.isDigit(byte): 1
    case .some(0x41...0x5a): 2
    case .some(let byte) where Byte.isLetter(byte): 3
    case .some(let byte): Int(byte) + 4
    }
  }
}

/// A cell by its text, and whether quotes protected it.
struct RawCell: Equatable {
  var text: [UInt8]
  var isProtected: Bool

  static let empty = RawCell(text: [], isProtected: false)

  var kind: CellClass { text.withView { CellClass($0, encoding: .utf8) } }
  /// Whether the cell is a number or a date as it stands.
  var isValue: Bool { kind == .number || kind == .date }

  /// A cell as it is written: its quotes undone when they stand at both ends.
  init(written: ArraySlice<UInt8>, quote: UInt8?) {
    if let quote, written.count >= 2, written.first == quote, written.last == quote {
      isProtected = true
      text = []
      var index = written.startIndex + 1
      while index < written.endIndex - 1 {
        if written[index] == quote, index + 1 < written.endIndex - 1, written[index + 1] == quote { index += 1 }
        text.append(written[index])
        index += 1
      }
    } else {
      (text, isProtected) = (Array(written), false)
    }
  }

  init(text: [UInt8], isProtected: Bool) {
    self.text = text
    self.isProtected = isProtected
  }
}

extension [UInt8] {
  /// Hands a view of the bytes to the body.
  func withView<Result>(_ body: (ByteView) -> Result) -> Result { ByteView.over(span, body) }
}

/// Natural logarithm, good to 1e-6: enough to weigh traits, without a mathematical library.
fileprivate func logarithm(_ value: Double) -> Double {
  let part = (value.significand - 1) / (value.significand + 1)
  let square = part * part
  let series = 2 * part * (1 + square * (1 / 3 + square * (1 / 5 + square * (1 / 7 + square / 9))))
  return Double(value.exponent) * 0.693147180559945 + series
}
