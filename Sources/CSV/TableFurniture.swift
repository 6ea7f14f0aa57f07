/// What stands above, between and below the rows of a table and is none: titles, page heads, totals, notes, remarks.
enum TableFurniture {
  /// A title as it is compared: digits as `9`, so that « Page 1/2 » is « Page 2/2 »; `nil` for what is no title.
  static func title(_ cells: [ByteView]) -> [UInt8]? {
    let filled = cells.filter { !$0.allSatisfy(isBlank) }
    guard filled.count == 1, filled[0].count <= 400 else { return nil }
    return trimmed(filled[0]).map { Byte.isDigit($0) ? 0x39 : $0 }
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == Byte.space || byte == Byte.tab }

  static func trimmed(_ text: ByteView) -> ByteView {
    var text = text
    while let first = text.first, isBlank(first) { text = text.dropFirst() }
    while let last = text.last, isBlank(last) { text = text.dropLast() }
    return text
  }

  /// Whether both are the same text but for case and blanks around.
  static func isSame(_ one: ByteView, _ other: ByteView) -> Bool {
    let (one, other) = (trimmed(one), trimmed(other))
    return one.count == other.count && zip(one, other).allSatisfy { lower($0) == lower($1) }
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (0x41...0x5a).contains(byte) || byte >= 0x80 ? byte | 0x20 : byte
  }

  /// « Page 3 », « page 3/12 », « Page : 3 sur 12 ».
  static func isPage(_ text: ByteView) -> Bool {
    let text = trimmed(text)
    guard starts(text, with: page), text.count <= 30 else { return false }
    return text.dropFirst(4).contains(where: Byte.isDigit)
      && text.dropFirst(4).allSatisfy { !Byte.isLetter($0) || "surdeof".utf8.contains(lower($0)) }
  }

  /// Whether the text is a total's name, or starts with one.
  static func isTotal(_ text: ByteView) -> Bool {
    let text = trimmed(text)
    return totals.contains { word in
      guard starts(text, with: word) else { return false }
      let next = text.dropFirst(word.count).first
      return next.map { !Byte.isLetter($0) && !Byte.isDigit($0) } ?? true
    }
  }

  /// Whether the text is nothing but a total's name.
  static func isTotalAlone(_ text: ByteView) -> Bool {
    let text = trimmed(text).filter { $0 != 0x3a && $0 != Byte.space }
    return ["total", "totaux", "totalgénéral", "totalgeneral", "grandtotal", "soustotal", "sous-total"].contains {
      text.map(lower).elementsEqual($0.utf8)
    }
  }

  /// Whether the text starts as a note below a table does.
  static func isNote(_ text: ByteView) -> Bool {
    let text = trimmed(text)
    if isTotal(text) || isPage(text) || notes.contains(where: { starts(text, with: $0) }) { return true }
    // « (12 rows affected) », « 12 lignes ».
    let rest = text.drop { $0 == 0x28 }
    let words = rest.drop(while: Byte.isDigit).drop(while: isBlank)
    return words.startIndex > rest.startIndex && counted.contains { starts(words, with: $0) }
  }

  private static func starts(_ text: ByteView, with word: [UInt8]) -> Bool {
    text.count >= word.count && zip(text, word).allSatisfy { lower($0) == $1 }
  }

  private static let page = Array("page".utf8)
  private static let totals = [
    "total", "totaux", "sous-total", "sous total", "s/total", "somme", "nombre de", "nb de", "cumul général",
    "subtotal",
  ].map { Array($0.utf8) }
  private static let notes = [
    "source", "note", "nota", "export", "édité", "edité", "edite", "imprimé", "imprime", "généré", "genere", "extrait",
    "extraction", "date d'édition", "date d'extraction", "fin d", "*", "(*", "(1)", "©", "légende", "legende",
    "champ :",
    "lecture :", "printed", "generated", "downloaded", "end of", "nb :", "n.b.",
  ].map { Array($0.utf8) }
  private static let counted = ["ligne", "enregistrement", "row", "record"].map { Array($0.utf8) }
}
