import CSV
import Diagnostics
import Model

/// What a careful person sees in cells before anyone uses them: social security numbers, formulas, tags, identifiers that
/// a spreadsheet has destroyed.
///
/// Counted by column; nothing of the cells is kept.
struct Hygiene {
  private enum Kind: CaseIterable { case nir, formula, tag, destroyed }

  private struct Seen {
    var count = 0
    var line = 0
  }

  private var seen: [Int: [Kind: Seen]] = [:]

  mutating func look(at row: Row) {
    for column in 0..<row.count {
      let signs = row.look(at: column) { Signs($0) }
      guard signs.isWorthALook else { continue }
      let text = row.text(column)
      if signs.digits >= 13, Self.holdsNIR(text) { note(.nir, column, row.line) }
      if Self.isFormula(text) { note(.formula, column, row.line) }
      if signs.hasTag { note(.tag, column, row.line) }
      if signs.hasExponent, Self.isDestroyed(text) { note(.destroyed, column, row.line) }
    }
  }

  /// What one pass over the bytes of a cell sees; most cells have nothing.
  private struct Signs {
    var digits = 0
    /// `<` before a letter.
    var hasTag = false
    /// `E+`.
    var hasExponent = false
    private var opens = false

    init(_ bytes: borrowing Span<UInt8>) {
      var previous: UInt8 = 0
      for index in bytes.indices {
        let byte = bytes[index]
        switch byte {
        case 48...57: digits += 1
        case 43 where previous == 69: hasExponent = true
        case 65...90, 97...122: if previous == 60 { hasTag = true }
        default: break
        }
        if previous == 0 { opens = [61, 64, 9, 13, 43, 45].contains(byte) }
        previous = byte
      }
    }

    var isWorthALook: Bool { digits >= 13 || hasTag || hasExponent || opens }
  }

  private mutating func note(_ kind: Kind, _ column: Int, _ line: Int) {
    var entry = seen[column]?[kind] ?? Seen(count: 0, line: line)
    entry.count += 1
    seen[column, default: [:]][kind] = entry
  }

  /// One finding per column and kind.
  func report(on path: String, header: [String], to findings: inout Findings) {
    for (column, kinds) in seen.sorted(by: { $0.key < $1.key }) {
      let name = column < header.count ? header[column] : "colonne \(column + 1)"
      for kind in Kind.allCases {
        guard let entry = kinds[kind] else { continue }
        let place = Location(file: path, line: entry.line)
        switch kind {
        case .nir:
          findings.report(
            .nir,
            "colonne « \(name) » : \(entry.count) numéro(s) de sécurité sociale",
            at: place,
            count: entry.count,
            about: Diagnostic.Subject(column: name)
          )
        case .formula:
          findings.report(
            .formula,
            "colonne « \(name) » : \(entry.count) cellule(s) qu'un tableur exécuterait",
            at: place,
            count: entry.count,
            about: Diagnostic.Subject(column: name)
          )
        case .tag:
          findings.report(
            .tag,
            "colonne « \(name) » : \(entry.count) cellule(s) avec des balises",
            at: place,
            count: entry.count,
            about: Diagnostic.Subject(column: name)
          )
        case .destroyed:
          findings.report(
            .destroyed,
            "colonne « \(name) » : \(entry.count) numéro(s) réduits à une notation scientifique",
            at: place,
            count: entry.count,
            about: Diagnostic.Subject(column: name)
          )
        }
      }
    }
  }

  private static func isFormula(_ text: String) -> Bool {
    guard let first = text.first else { return false }
    if first == "=" || first == "@" || first == "\t" || first == "\r" { return true }
    return (first == "+" || first == "-") && text.contains { $0.isLetter }
  }

  /// `5,90115E+17`: the digits are lost for good.
  private static func isDestroyed(_ text: String) -> Bool {
    text.first?.isNumber == true && text.allSatisfy { $0.isNumber || ",.E+".contains($0) }
  }

  /// Whether a text holds 13 or 15 digits that may be a social security number: sex, month, and the key when it is there.
  static func holdsNIR(_ text: String) -> Bool { !nirRanges(in: text).isEmpty }

  /// The text without its social security numbers.
  static func withoutNIR(_ text: String) -> String {
    let ranges = nirRanges(in: text)
    if ranges.isEmpty { return text }
    var out = text
    for range in ranges.reversed() { out.removeSubrange(range) }
    return out
  }

  private static func nirRanges(in text: String) -> [Range<String.Index>] {
    guard text.utf8.count >= 13, text.utf8.count(where: { (48...57).contains($0) }) >= 13 else { return [] }
    var ranges: [Range<String.Index>] = []
    var digits: [Int] = []
    var start: String.Index?
    var end = text.startIndex
    func close() {
      if let start, isNIR(digits) { ranges.append(start..<end) }
    }
    let scalars = text.unicodeScalars
    for index in scalars.indices {
      switch scalars[index] {
      case "0"..."9":
        if start == nil { start = index }
        digits.append(Int(scalars[index].value) - 48)
        end = scalars.index(after: index)
      case " ", "\u{a0}", "\u{202f}", ".": break
      default:
        close()
        digits.removeAll(keepingCapacity: true)
        start = nil
      }
    }
    close()
    return ranges
  }

  private static func isNIR(_ digits: [Int]) -> Bool {
    guard digits.count == 13 || digits.count == 15, [1, 2, 3, 4, 7, 8].contains(digits[0]) else { return false }
    let month = digits[3] * 10 + digits[4]
    guard (1...12).contains(month) || (20...42).contains(month) || month >= 50 else { return false }
    guard digits.count == 15 else { return true }
    let number = digits.prefix(13).reduce(0) { $0 * 10 + $1 }
    return 97 - number % 97 == digits[13] * 10 + digits[14]
  }
}

extension Diagnostic.Code {
  static let nir = Self(
    "numero-de-securite-sociale",
    .attention,
    remedy: "supprimé à la lecture ; demander un export sans ce numéro"
  )
  static let formula = Self(
    "formule-dans-une-cellule",
    .information,
    remedy: "lue comme un texte, neutralisée à l'écriture"
  )
  static let tag = Self("balise-dans-une-cellule", .information, remedy: "lue comme un texte, échappée à l'écriture")
  static let destroyed = Self(
    "identifiant-detruit",
    .attention,
    remedy: "le tableur a perdu les chiffres : exporter la colonne en texte ; elle n'est pas une clé"
  )
}
