/// What a file is that is no CSV, whatever its name says.
struct ForeignFormat: Equatable {
  /// One French sentence: what it is, and what to do.
  let message: String

  /// `nil` for a text that may be a CSV.
  init?(_ file: ByteView, isWide: Bool) {
    guard
      let message = ForeignFormat.signature(file) ?? ForeignFormat.markup(file, isWide: isWide)
        ?? ForeignFormat.binary(file, isWide: isWide)
    else { return nil }
    self.message = message
  }

  private static let saveAs = "l'ouvrir et l'enregistrer en CSV"
  private static func workbook(_ kind: String) -> String { "c'est un classeur \(kind) : \(saveAs)" }

  private static func signature(_ file: ByteView) -> String? {
    if file.starts(with: [0x50, 0x4b, 0x03, 0x04]) { return archive(file) }
    if let known = signatures.first(where: { file.starts(with: $0.bytes) }) { return known.message }
    if file.count > 262, file[(file.startIndex + 257)...].starts(with: "ustar".utf8) {
      return "c'est une archive (.tar) : en extraire le fichier CSV"
    }
    return nil
  }

  /// What a zip holds, by the names of its first members.
  private static func archive(_ file: ByteView) -> String {
    let head = file.prefix(1 << 16)
    func holds(_ text: String) -> Bool {
      let bytes = Array(text.utf8)
      return head.indices.contains { head[$0] == bytes[0] && head[$0...].starts(with: bytes) }
    }
    if holds("opendocument.spreadsheet") { return workbook("LibreOffice (.ods)") }
    if holds("xl/") || holds("[Content_Types].xml") && !holds("word/") && !holds("ppt/") {
      return workbook("Excel (.xlsx)")
    }
    if holds("word/") || holds("opendocument.text") {
      return "c'est un document de traitement de texte : demander l'export en CSV"
    }
    return "c'est une archive (.zip) : en extraire le fichier CSV"
  }

  private struct Signature {
    let bytes: [UInt8]
    let message: String
  }

  private static let signatures: [Signature] = {
    let compressed = "c'est un fichier compressé : le décompresser d'abord"
    let image = "c'est une image : demander les données en CSV"
    let base = "c'est une base de données : en exporter la table en CSV"
    let columns = "c'est un fichier de données en colonnes (Parquet, Arrow) : l'exporter en CSV"
    let document = "c'est un document, pas un tableau : demander l'export en CSV"
    let known: [([UInt8], String)] = [
      ([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], workbook("Excel ancien (.xls)")),
      (Array("%PDF-".utf8), "c'est un PDF : demander le tableau en CSV"), ([0x1f, 0x8b], compressed),
      (Array("BZh".utf8), compressed), ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], compressed),
      ([0x28, 0xb5, 0x2f, 0xfd], compressed), ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], compressed),
      (Array("Rar!\u{1a}".utf8), compressed), (Array("PAR1".utf8), columns), (Array("ARROW1".utf8), columns),
      (Array("SQLite format 3\0".utf8), base), ([0x00, 0x01, 0x00, 0x00] + Array("Standard ".utf8), base),
      ([0x89, 0x50, 0x4e, 0x47], image), ([0xff, 0xd8, 0xff], image), (Array("GIF8".utf8), image),
      ([0x49, 0x49, 0x2a, 0x00], image), ([0x4d, 0x4d, 0x00, 0x2a], image), (Array("{\\rtf".utf8), document),
      (Array("%!PS".utf8), document), ([0x7f, 0x45, 0x4c, 0x46], "c'est un programme, pas un tableau"),
      (Array("MIME-Version:".utf8), "c'est une page enregistrée : \(saveAs)"),
    ]
    return known.map { Signature(bytes: $0.0, message: $0.1) }
  }()

  /// Markup and JSON: told by how the text starts and ends.
  private static func markup(_ file: ByteView, isWide: Bool) -> String? {
    func plain(_ bytes: some Collection<UInt8>) -> [UInt8] {
      bytes.filter { $0 > Byte.space && $0 < 0x7f || !isWide && $0 == Byte.space }
    }
    let head = plain(file.prefix(4096)).drop { $0 == Byte.space }.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
    guard let first = head.first, [0x3c, 0x7b, 0x5b].contains(first) else { return nil }
    let text = String(decoding: head, as: UTF8.self)
    if text.hasPrefix("<!doctype html")
      || ["<html", "<head", "<body", "<table", "<meta", "<div"].contains(where: text.hasPrefix)
    {
      return "c'est une page HTML : l'ouvrir dans un tableur et l'enregistrer en CSV"
    }
    if text.hasPrefix("<?xml") || text.hasPrefix("<workbook") {
      return text.contains("excel") || text.contains("<workbook")
        ? workbook("Excel (XML)")
        : text.contains("<html") ? "c'est une page HTML : \(saveAs)" : "c'est un fichier XML : demander l'export en CSV"
    }
    let last = file.suffix(64).last { $0 > Byte.space && $0 < 0x80 }
    let compact = head.filter { $0 != Byte.space }
    guard compact.count > 1 else { return nil }
    let isObject =
      first == 0x7b && (compact[1] == Byte.quote || compact[1] == 0x7d) && last == 0x7d && compact.contains(0x3a)
    let isList = first == 0x5b && last == 0x5d && [0x7b, 0x5b, Byte.quote, 0x5d].contains(compact[1])
    return isObject || isList ? "c'est un fichier JSON : demander l'export en CSV" : nil
  }

  /// Controls that no text has, in more than a few places.
  private static func binary(_ file: ByteView, isWide: Bool) -> String? {
    if isWide { return nil }
    var end = min(file.endIndex, file.startIndex + 8192)
    while end > file.startIndex, file[end - 1] == 0 || file[end - 1] == Byte.controlZ { end -= 1 }
    let head = file[file.startIndex..<end]
    let controls = head.count { $0 < Byte.space && ![9, 10, 12, 13, 28, 29, 30, 31, 1, 2].contains($0) }
    return controls > 8 && controls * 10 > head.count
      ? "c'est un fichier binaire, pas un CSV : demander l'export en CSV" : nil
  }
}
