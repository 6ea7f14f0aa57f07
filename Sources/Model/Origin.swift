/// Where a value was read, in 8 bytes: file, physical line where its row starts, and column of the table.
///
/// The line is known while the row is read (its bytes are scanned anyway), so nothing has to be kept to resolve it on
/// printing, whatever the encoding of the file. Files are numbered in the alphabetical order of (structure, file): the
/// order of origins is the « source order » of the référentiel.
package struct Origin: Hashable, Comparable, Sendable {
  private let bits: UInt64

  /// - Parameters:
  ///   - file: index of the file in `SourceFiles`, below 65 536.
  ///   - line: physical line, from 1.
  ///   - column: index of the cell in its row, from 0; 65 535 stands for the whole row.
  package init(file: Int, line: Int, column: Int = 65_535) {
    bits = UInt64(file) << 48 | UInt64(line) << 16 | UInt64(min(column, 65_535))
  }

  package var file: Int { Int(bits >> 48) }
  package var line: Int { Int(bits >> 16 & 0xffff_ffff) }
  /// Index of the cell, `nil` for the whole row.
  package var column: Int? { bits & 0xffff == 0xffff ? nil : Int(bits & 0xffff) }

  package static func < (one: Origin, other: Origin) -> Bool { one.bits < other.bits }
}

/// The exports of the campaign, in the alphabetical order of (structure, file): index = `Origin.file`.
package struct SourceFile: Hashable, Sendable {
  /// Code of the structure: the name of its folder, such as `abej`.
  package let structure: String
  /// Name of the file in that folder.
  package let name: String

  package init(structure: String, name: String) {
    self.structure = structure
    self.name = name
  }

  /// Path relative to the campaign folder.
  package var path: String { "sources/\(structure)/\(name)" }
}
