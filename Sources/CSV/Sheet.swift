/// What a declaration may force when a file cannot say it for itself; `nil` is found in the bytes.
package struct Forced: Sendable, Equatable {
  /// Name of the encoding, as `TextEncoding(name:)` knows it.
  package var encoding: String?
  /// Whether the encoding is taken as stated, without reading the whole file to see whether it can be.
  package var isEncodingTrusted = false
  /// The byte between two cells.
  package var delimiter: UInt8?
  /// The byte that protects cells; `.some(nil)` states that none does.
  package var quote: UInt8??
  /// What stands before a quote that is text; the quote itself where quotes are doubled.
  package var escape: UInt8?
  /// Whether a space after a delimiter belongs to it.
  package var skipsSpace: Bool?
  /// Physical line of the header, from 1; 0 states that there is none, so that the first line of the table is a row.
  package var headerLine: Int?
  /// Rows that the heading takes, joined into one; found when `nil`.
  package var headerRows: Int?

  /// States what is given, and leaves the rest to be found.
  package init(
    encoding: String? = nil,
    delimiter: UInt8? = nil,
    quote: UInt8?? = nil,
    headerLine: Int? = nil,
    headerRows: Int? = nil
  ) {
    self.encoding = encoding
    self.delimiter = delimiter
    self.quote = quote
    self.headerLine = headerLine
    self.headerRows = headerRows
  }
}

/// A line of the file that is not a row: title, header, total, blank line, `sep=`.
///
package struct OutsideLine: Sendable, Equatable {
  /// Why the line is no row.
  package enum Kind: String, Sendable {
      case title, header, total, blank, separator
      /// A line of another table, below the one that is read.
      case otherTable
      /// A line of the same table, which the file has twice.
      case repeatedTable
      /// A row whose cells cannot be told apart: it holds data, and none of it is read.
      case refused
    }
  /// Physical line, from 1.
  package let line: Int
  /// What the line is, or what was made up for.
  package let kind: Kind

  /// States one line.
  package init(line: Int, kind: Kind) {
    self.line = line
    self.kind = kind
  }
}

/// Something in the file that is not as it should be, and how it was read.
package struct Repair: Sendable, Equatable {
  /// What is not as it should be.
  package enum Kind: String, Sendable {
    /// The row has fewer cells than the table; those that lack are empty.
    case short
    /// The row has more cells than the table, and some of them are filled.
    case long
    /// Cells were laid under the columns that they look like; a proposal of `Normalised`.
    case realigned
    /// A quote was taken for text.
    case strayQuote
    /// Zeros or a Ctrl-Z after the last row were left out.
    case padding
    /// Another table starts here, under another heading; it is not read.
    case otherTable
    /// The table starts again here, row for row; it is read once.
    case repeatedTable
    /// A `\r` alone within a cell was taken for text.
    case strayReturn
    /// Cells written as formulas (`="00123"`) are read as their texts.
    case formula
    /// Amounts parted by their decimal comma were joined.
    case joined
    /// Nothing tells which cells of the row belong together; it is not read.
    case refused
    /// Texts of the line are in another encoding than most.
    case otherEncoding
    /// Texts of the line were encoded twice, and are read as they were.
    case doubleEncoded
    /// A byte-order mark within the file was left out.
    case innerMark
    /// The bytes are not in the encoding that was stated.
    case statedEncoding
    /// Each line of the file was one cell of another; it was read as the lines that it holds.
    case unwrapped
    /// The rows have filled columns that the heading does not name.
    case narrowHeading
  }

  /// Physical line, from 1.
  package let line: Int
  /// What the line is, or what was made up for.
  package let kind: Kind

  /// States one line.
  package init(line: Int, kind: Kind) {
    self.line = line
    self.kind = kind
  }

  /// One French sentence, without any content of the file.
  package var message: String {
    switch kind {
    case .short: "ligne \(line) : moins de cellules que l'en-tête, les dernières sont lues vides"
    case .long: "ligne \(line) : plus de cellules que l'en-tête, les dernières sont laissées de côté"
    case .realigned: "ligne \(line) : cellules remises sous leurs colonnes, à vérifier"
    case .strayQuote: "ligne \(line) : guillemet isolé, lu comme du texte"
    case .otherTable: "ligne \(line) : un autre tableau commence ici, il n'est pas lu — le mettre dans un fichier à part"
    case .repeatedTable: "ligne \(line) : le même tableau recommence ici, il n'est lu qu'une fois"
    case .strayReturn: "ligne \(line) : retour chariot isolé dans une cellule, lu comme du texte"
    case .formula: "ligne \(line) : cellule écrite comme une formule (=\"…\"), lue comme son texte"
    case .joined: "ligne \(line) : montant coupé à sa virgule, recollé — demander un export avec guillemets ou « ; »"
    case .refused:
      "ligne \(line) : cellules impossibles à répartir, ligne non lue — demander un export avec guillemets ou « ; »"
    case .otherEncoding: "ligne \(line) : encodage différent du reste du fichier, lu comme il est"
    case .doubleEncoded: "ligne \(line) : accents encodés deux fois, rétablis"
    case .innerMark: "ligne \(line) : marque de début de fichier (BOM) au milieu, retirée"
    case .statedEncoding: "ligne \(line) : l'encodage déclaré n'est pas celui du fichier, lu dans le sien"
    case .unwrapped: "ligne \(line) : chaque ligne était une seule cellule d'un autre tableau, dépliée"
    case .narrowHeading: "ligne \(line) : l'en-tête a moins de colonnes que les lignes, les dernières n'ont pas de nom"
    case .padding: "ligne \(line) : remplissage après la dernière ligne, laissé de côté"
    }
  }
}

/// An opened CSV file: its dialect, its header and its rows, as found in its bytes.
package struct Sheet: Sendable {
  /// Cells of the header, verbatim; empty for an empty file.
  package var header: [String] { opening.header }
  /// 1-based physical line of the header, 0 when there is none.
  package var headerLine: Int { opening.layout.headerLine }
  /// Lines that are not rows, in order.
  package let outside: [OutsideLine]
  /// What had to be made up for, in the order of the lines.
  package let repairs: [Repair]
  /// How many rows there are.
  package let rowCount: Int

  /// Why the file is not read at all; `nil` when it is.
  package var refusal: Refusal? { scan.refusal }

  private let scan: TableScan<[UInt8]>
  private var opening: Opening { scan.opening }

  /// Opens the bytes of one file.
  ///
  /// Never fails: an empty file has no header and no row.
  package init(_ file: [UInt8], forced: Forced = Forced()) {
    self.init(TableScan(file, forced: forced)) { _ in }
  }

  /// Reads a file already opened, handing every row in order as it is counted.
  ///
  /// A row lives only during the call.
  package init(_ opened: TableScan<[UInt8]>, handing body: (Row) -> Void) {
    scan = opened
    let summary = scan.forEachRow(body)
    (outside, repairs, rowCount) = (scan.outsideAbove + summary.outside, summary.repairs, summary.rowCount)
  }

  /// Hands every row in order.
  ///
  /// A row lives only during the call.
  package func forEachRow<E: Error>(_ body: (Row) throws(E) -> Void) throws(E) {
    _ = try scan.forEachRow(body)
  }
}

extension Sheet {
  /// `utf-8`, `utf-16-le`, `utf-16-be`, `windows-1252`, `mac-roman`, `cp850`.
  package var encoding: String { encodingGuess.encoding.rawValue }
  /// The byte between two cells.
  package var delimiter: UInt8 { dialect.delimiter }
  /// How the cells are set apart.
  package var dialect: Dialect { dialectGuess.dialect }
  /// How the bytes were taken for characters.
  package var encodingGuess: EncodingGuess { opening.encodingGuess }
  /// How the cells are set apart, with the runner-up.
  package var dialectGuess: DialectGuess { opening.guess }

  /// One French sentence on how the file was read, without any of its contents.
  package var sentence: String {
    var parts = [Sheet.names[encodingGuess.encoding] ?? encoding]
    switch encodingGuess.defect {
    case .mixed:
      let other = encodingGuess.encoding == .utf8 ? encodingGuess.other : .utf8
      parts.append("par endroits en \(Sheet.names[other] ?? other.rawValue)")
    case .doubleEncoded: parts.append("accents encodés deux fois, rétablis")
    case nil: break
    }
    let delimiters: [UInt8: String] = [
      Byte.semicolon: "point-virgule", Byte.comma: "virgule", Byte.tab: "tabulation", Byte.bar: "barre verticale",
      Byte.space: "espace",
    ]
    parts.append("séparateur : \(delimiters[delimiter] ?? String(Character(Unicode.Scalar(delimiter))))")
    parts.append(headerLine > 0 ? "en-tête ligne \(headerLine)" : "sans en-tête")
    parts.append(rowCount == 1 ? "1 ligne" : "\(rowCount) lignes")
    return parts.joined(separator: ", ")
  }

  private static let names: [TextEncoding: String] = [
    .utf8: "UTF-8", .utf16LittleEndian: "UTF-16", .utf16BigEndian: "UTF-16 gros-boutiste", .windows1252: "Windows-1252",
    .latin9: "ISO-8859-15",
    .macRoman: "Mac Roman", .cp850: "DOS 850",
  ]
}
