import CSV
import Diagnostics
import Model

/// A declaration as its author wrote it: a CSV file with a header, each cell with its place.
struct DeclarationFile {
  struct Line {
    let cells: [String: Located<String>]
    let place: Location

    /// The cell of a column, trimmed; empty when the column or the cell is absent.
    subscript(column: String) -> Located<String> { cells[column] ?? Located("", at: place) }
  }

  let path: String
  let lines: [Line]

  /// Reads a declaration; a column that `columns` does not name is an error, said with the nearest valid name.
  init(_ bytes: [UInt8], path: String, columns: [String], reporting findings: inout Findings) {
    self.path = path
    let sheet = Sheet(bytes, forced: .declaration)
    for (index, name) in sheet.header.enumerated() where !columns.contains(Folded.underscored(name)) {
      let place = Location(file: path, line: sheet.headerLine, column: Self.column(of: index, in: sheet.header))
      findings.report(
        .unknownColumn,
        "colonne « \(name) » inconnue ; la plus proche : « \(nearest(to: name, among: columns)) » ; permises : "
          + columns.joined(separator: ", "),
        at: place
      )
    }
    let names = sheet.header.map { Folded.underscored($0) }
    var lines: [Line] = []
    sheet.forEachRow { row in
      let texts = (0..<max(row.count, names.count)).map { row.text($0) }
      var cells: [String: Located<String>] = [:]
      var column = 1
      for (name, text) in zip(names, texts) {
        cells[name] = Located(text.trimmed, at: Location(file: path, line: row.line, column: column))
        column += Self.width(of: text)
      }
      lines.append(Line(cells: cells, place: Location(file: path, line: row.line, column: 1)))
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
  /// Declarations say their dialect by contract: nothing in them is a title or a total.
  static let declaration = Forced(
    encoding: "utf-8",
    delimiter: UInt8(ascii: ","),
    quote: UInt8(ascii: "\""),
    headerLine: 1
  )
}

extension Folded {
  /// `Date de fin` → `date_de_fin`: how declarations name their own columns.
  static func underscored(_ text: String) -> String { words(text).replacing(" ", with: "_") }
}

extension Diagnostic.Code {
  static let unknownColumn = Self("colonne-inconnue", .erreur, remedy: "corriger l'en-tête de la déclaration")
}
