import CSV
import Diagnostics
import Model

/// A declaration as its author wrote it: a CSV file with a header, each cell with its place.
struct DeclarationFile {
  struct Line {
    /// Names of the columns, the same for every line: few enough to be looked through.
    fileprivate let names: [String]
    /// Trimmed, one a name at least.
    fileprivate let cells: [Located<String>]
    let place: Location

    /// The cell of a column, trimmed; empty when the column or the cell is absent.
    subscript(column: String) -> Located<String> {
      names.lastIndex(of: column).map { cells[$0] } ?? Located("", at: place)
    }
  }

  let path: String
  let lines: [Line]

  /// Reads a declaration; a line with nothing but a remark is a note to its readers.
  ///
  /// A column that `columns` does not name is an error, said with the nearest valid name.
  init(_ bytes: [UInt8], path: String, columns: [String], reporting findings: inout Findings) {
    self.path = path
    let sheet = Sheet(bytes, forced: Forced(declaration: bytes))
    let names = sheet.header.map { Folded.underscored($0) }
    for (index, name) in sheet.header.enumerated() where !columns.contains(names[index]) {
      let place = Location(file: path, line: sheet.headerLine, column: Self.column(of: index, in: sheet.header))
      findings.report(
        .unknownColumn,
        "colonne « \(name) » inconnue ; la plus proche : « \(nearest(to: name, among: columns)) » ; permises : "
          + columns.joined(separator: ", "),
        at: place
      )
    }
    var lines: [Line] = []
    sheet.forEachRow { row in
      var column = 1
      let cells = names.indices.map { index in
        let text = row.text(index)
        defer { column += Self.width(of: text) }
        return Located(text.trimmed, at: Location(file: path, line: row.line, column: column))
      }
      if zip(names, cells).allSatisfy({ $0 == "remarque" || $1.value.isEmpty }) { return }
      lines.append(Line(names: names, cells: cells, place: Location(file: path, line: row.line, column: 1)))
    }
    self.lines = lines
  }

  /// Column, in characters from 1, where a cell starts in a line written with as few quotes as possible.
  private static func column(of index: Int, in cells: [String]) -> Int {
    cells.prefix(index).reduce(1) { $0 + width(of: $1) }
  }

  /// Characters of a cell and of the comma after it, in a line written with as few quotes as possible.
  private static func width(of cell: String) -> Int {
    let bytes = cell.utf8
    let quoted = bytes.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n") }
    return cell.count + 1 + (quoted ? 2 + bytes.count { $0 == UInt8(ascii: "\"") } : 0)
  }
}

extension Forced {
  /// Nothing in a declaration is a title or a total; its columns are parted by commas, or by the semicolons that a French
  /// spreadsheet puts in their place.
  fileprivate init(declaration bytes: [UInt8]) {
    let header = bytes.prefix { $0 != 10 && $0 != 13 }
    let comma = UInt8(ascii: ",")
    let isFrench = header.contains(UInt8(ascii: ";")) && !header.contains(comma)
    self.init(
      encoding: String(validating: bytes, as: UTF8.self) == nil ? nil : "utf-8",
      delimiter: isFrench ? UInt8(ascii: ";") : comma,
      quote: UInt8(ascii: "\""),
      headerLine: 1
    )
  }
}

extension Folded {
  /// `Date de fin` → `date_de_fin`: how declarations name their own columns.
  static func underscored(_ text: String) -> String { words(text).replacing(" ", with: "_") }
}

extension Diagnostic.Code {
  static let unknownColumn = Self("colonne-inconnue", .erreur, remedy: "corriger l'en-tête de la déclaration")
}
