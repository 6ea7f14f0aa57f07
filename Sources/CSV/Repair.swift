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
  package var message: String { "ligne \(line) : \(kind.sentence)" }
}

extension Repair.Kind {
  /// Whether something that the file holds is not read, or may stand under the wrong heading.
  package var losesData: Bool { [.long, .otherTable, .refused, .narrowHeading].contains(self) }

  /// What it means and what to do, in French, without any content of the file.
  package var sentence: String {
    switch self {
    case .short: "moins de cellules que l'en-tête, les dernières sont lues vides"
    case .long: "plus de cellules que l'en-tête, les dernières sont laissées de côté"
    case .realigned: "cellules remises sous leurs colonnes, à vérifier"
    case .strayQuote: "guillemet isolé, lu comme du texte"
    case .otherTable: "un autre tableau commence ici, il n'est pas lu — le mettre dans un fichier à part"
    case .repeatedTable: "le même tableau recommence ici, il n'est lu qu'une fois"
    case .strayReturn: "retour chariot isolé dans une cellule, lu comme du texte"
    case .formula: "cellule écrite comme une formule (=\"…\"), lue comme son texte"
    case .joined: "montant coupé à sa virgule, recollé — demander un export avec guillemets ou « ; »"
    case .refused:
      "cellules impossibles à répartir, ligne non lue — demander un export avec guillemets ou « ; »"
    case .otherEncoding: "encodage différent du reste du fichier, lu comme il est"
    case .doubleEncoded: "accents encodés deux fois, rétablis"
    case .innerMark: "marque de début de fichier (BOM) au milieu, retirée"
    case .statedEncoding: "l'encodage déclaré n'est pas celui du fichier, lu dans le sien"
    case .unwrapped: "chaque ligne était une seule cellule d'un autre tableau, dépliée"
    case .narrowHeading: "l'en-tête a moins de colonnes que les lignes, les dernières n'ont pas de nom"
    case .padding: "remplissage après la dernière ligne, laissé de côté"
    }
  }
}

extension OutsideLine.Kind {
  /// Why the line is no row, in French; `nil` where there is nothing to say, or where a repair says it.
  package var sentence: String? {
    switch self {
    case .title: "titre, tête de page ou remarque, hors du tableau"
    case .header: "en-tête répété, hors du tableau"
    case .total: "total ou note de bas de tableau, hors du tableau"
    case .blank: "ligne vide"
    case .separator: "ligne « sep= », qui dit le séparateur"
    case .otherTable: "autre tableau, non lu"
    case .repeatedTable: "même tableau une seconde fois, non lu"
    case .refused: nil
    }
  }
}

extension Normalised {
  /// All that was repaired, dropped or set aside, one sentence a kind with its lines, in the order of the first lines.
  package var remarks: [String] {
    var lines: [String: [Int]] = [:]
    for repair in repairs { lines[repair.kind.sentence, default: []].append(repair.line) }
    let heading = outside.first { $0.kind == .header }?.line
    for line in outside where line.line != heading {
      if let sentence = line.kind.sentence { lines[sentence, default: []].append(line.line) }
    }
    return lines.sorted { ($0.value[0], $0.key) < ($1.value[0], $1.key) }
      .map { "\($0.value.count == 1 ? "ligne" : "lignes") \(Normalised.ranges($0.value)) : \($0.key)" }
  }

  /// `3, 5-9`; the first forty ranges, then how many lines there are.
  private static func ranges(_ lines: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for line in lines {
      if let last = ranges.last, line <= last.upperBound + 1 {
        ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, line)
      } else {
        ranges.append(line...line)
      }
    }
    let shown = ranges.prefix(40).map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
    return shown.joined(separator: ", ") + (ranges.count > 40 ? "… (\(lines.count) en tout)" : "")
  }
}
