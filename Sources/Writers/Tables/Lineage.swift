import CSV
import Model

/// `restreint/lignage/<projet>.csv`: who stands behind each figure, down to the source rows.
///
/// One row per unit and figure, in the order of the figures. A unit not counted in the row of a breakdown is told in
/// the row where it is, and those of a quantile in the row of the total or of the plain median. Bytes are appended
/// directly: a campaign has hundreds of thousands of such rows.
func lineage(of evaluation: Evaluation, in report: Report) -> OutputFile {
  let places = Places(report.files)
  var bytes = Array("indicateur,detail,periode,volet,menage,situation,raison,sources\n".utf8)
  for figure in evaluation.figures where figure.tellsMembers {
    var row = CSVWriter()
    row.append([figure.indicator, figure.detail, figure.period.rawValue, figure.scope.rawValue])
    let head = row.bytes.dropLast()
    for member in figure.members(where: figure.tells) {
      bytes.append(contentsOf: head)
      bytes.append(UInt8(ascii: ","))
      member.household.append(to: &bytes)
      bytes.append(UInt8(ascii: ","))
      bytes.append(contentsOf: member.standing.rawValue.utf8)
      bytes.append(UInt8(ascii: ","))
      append(member.reason, to: &bytes)
      bytes.append(UInt8(ascii: ","))
      places.append(member.origins, to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
  }
  return OutputFile(path: "restreint/lignage/\(evaluation.project).csv", bytes: bytes)
}

/// A reason, quoted when it holds a comma.
fileprivate func append(_ reason: String, to bytes: inout [UInt8]) {
  let quoted = reason.utf8.contains(UInt8(ascii: ","))
  if quoted { bytes.append(UInt8(ascii: "\"")) }
  bytes.append(contentsOf: reason.utf8)
  if quoted { bytes.append(UInt8(ascii: "\"")) }
}

/// The names of the source files, ready to be written.
fileprivate struct Places {
  /// `structure/fichier:` of each file, its quotes doubled.
  private let names: [[UInt8]]
  /// Whether a name needs quotes around the cell.
  private let isOdd: [Bool]

  init(_ files: [SourceFile]) {
    let texts = files.map { "\($0.structure)/\($0.name):" }
    isOdd = texts.map { name in name.utf8.contains { $0 == 0x22 || $0 == 0x2c || $0 == 0x0a || $0 == 0x0d } }
    names = texts.map { Array($0.replacing("\"", with: "\"\"").utf8) }
  }

  /// `structure/fichier:ligne`, joined by ` | `.
  func append(_ origins: [Origin], to bytes: inout [UInt8]) {
    let quoted = origins.contains { isOdd.indices.contains($0.file) && isOdd[$0.file] }
    if quoted { bytes.append(UInt8(ascii: "\"")) }
    for (index, origin) in origins.enumerated() where names.indices.contains(origin.file) {
      if index > 0 { bytes.append(contentsOf: Places.separator) }
      bytes.append(contentsOf: names[origin.file])
      append(decimal: origin.line, to: &bytes)
    }
    if quoted { bytes.append(UInt8(ascii: "\"")) }
  }

  private static let separator = Array(" | ".utf8)

  /// The digits of a number from 0, without making a text of them.
  private func append(decimal number: Int, to bytes: inout [UInt8]) {
    if number >= 10 { append(decimal: number / 10, to: &bytes) }
    bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
  }
}
