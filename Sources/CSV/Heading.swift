extension Head {
  /// The row that is likeliest the heading: the first one filled in every column that is used, or nearly.
  var candidate: Int {
    let remarks = lines.prefix { $0.isRemark }.count
    // A remark right above the rows, as wide as they are, names their columns.
    var first = 0
    if remarks > 0, remarks < lines.count {
      first = lines[remarks - 1].width == mode && mode > 1 ? remarks - 1 : remarks
    }
    let used = used.count
    // What stands under a blank line and unlike the rows below is a heading, however full the titles above are.
    let titles = lines.prefix { $0.width != mode || $0.filled < used || $0.isText }.count
    if let index = lines.prefix(9).firstIndex(where: { $0.followsBlank && $0.filled >= used && $0.width == mode }),
      index > first, index <= titles, (contrast(index) ?? 0) > 0
    {
      return index
    }
    for share in [1.0, 0.9, 0.75] {
      let least = Double(used) * share
      if let index = lines.prefix(first + 20).dropFirst(first).firstIndex(where: {
        Double($0.filled) >= least && $0.filled > (used > 3 ? 2 : 0)
      }) {
        // Rows above a heading are titles, hence short.
        if lines[first..<index].allSatisfy({ $0.filled * 2 <= used || $0.filled <= 1 }) { return index }
      }
    }
    return first
  }

  /// Whether the row's cells differ in kind from those below them.
  func isHeading(_ index: Int) -> Bool {
    let body = body(below: index)
    guard !body.isEmpty else { return lines[index].isText }
    guard let contrast = contrast(index) else { return !repeats(lines[index], in: body) }
    return contrast >= 0
  }

  /// Columns in which the row is unlike those below, less those in which it is alike; `nil` where nothing tells.
  private func contrast(_ index: Int) -> Int? {
    let candidate = lines[index]
    let body = body(below: index)
    let years = years(of: candidate)
    var (different, alike) = (0, 0)
    for column in 0..<min(mode, candidate.width) {
      let heading = candidate.classes[column]
      if heading == .empty { continue }
      let filled = body.count { $0.classes[column] != .empty }
      guard filled > 0 else { continue }
      let like = body.count { $0.classes[column] == heading }
      if years.contains(column), body.count(where: { isYear($0.cells[column]) }) * 2 < filled {
        different += 1
      } else if heading != .text {
        if like * 2 > filled { alike += 1 }
      } else if like * 2 < filled {
        different += 1
      }
    }
    return different == 0 && alike == 0 ? nil : different - alike
  }

  /// Columns under two years or more (`Commune;2019;2020`): headings, though they are numbers.
  private func years(of row: Line) -> [Int] {
    let columns = row.cells.indices.filter { isYear(row.cells[$0]) }
    return Set(columns.map { Array(row.cells[$0]) }).count == columns.count && columns.count >= 2 ? columns : []
  }

  private func isYear(_ text: ByteView) -> Bool {
    text.count == 4 && text.allSatisfy(Byte.isDigit) && (text.starts(with: "19".utf8) || text.starts(with: "20".utf8))
  }

  /// Whether most cells of the row occur again below them, as values do and headings do not.
  private func repeats(_ candidate: Line, in body: [Line]) -> Bool {
    var again = 0
    for (column, cell) in candidate.cells.enumerated() where !cell.isEmpty {
      if body.contains(where: { $0.cells.count > column && $0.cells[column].isSame(as: cell) }) { again += 1 }
    }
    return again * 2 > candidate.filled
  }

  /// How many rows the heading takes.
  ///
  /// A row below it belongs to it only where nothing speaks for a row of data whose values lack (`Petit;NC;NC`): every
  /// column tells, or the rows above are groups of columns; its texts are of several kinds and are found nowhere below.
  func headingRows(_ index: Int) -> Int {
    var rows = 1
    for count in 2...3 where index + count < lines.count {
      let next = lines[index + count - 1]
      let body = body(below: index + count - 1)
      let typed = typed(in: body)
      guard next.width == mode, typed.count >= 2, next.isText else { break }
      guard next.filled * 10 >= mode * 9, typed.allSatisfy({ next.classes[$0] == .text }) else { continue }
      let isCertain = typed.count == used.count || lines[index..<(index + count - 1)].contains(where: areGroups)
      if isCertain, !looksLikeData(next, typed, in: body) { rows = count }
    }
    return rows
  }

  /// Whether names lack, or stand twice, as those of merged cells do.
  private func areGroups(_ row: Line) -> Bool {
    let names = row.cells.filter { !$0.isEmpty }.map(Array.init)
    return names.count < used.count || Set(names).count < names.count
  }

  private func looksLikeData(_ row: Line, _ typed: [Int], in body: [Line]) -> Bool {
    let values = typed.map { row.cells[$0] }
    if Set(values.map(Array.init)).count == 1 || values.contains(where: Head.isMissing) { return true }
    return row.cells.indices.contains { column in
      !row.cells[column].isEmpty && body.contains { $0.cells[column].isSame(as: row.cells[column]) }
    }
  }

  /// Whether the text stands for a value that nobody has.
  static func isMissing(_ text: ByteView) -> Bool {
    let letters = text.filter { Byte.isLetter($0) }.map { $0 < 0x80 ? $0 | 0x20 : $0 }
    return letters.isEmpty || missing.contains(letters)
  }

  private static let missing = Set(
    [
      "nc", "na", "nan", "nd", "nr", "ns", "so", "null", "none", "nil", "vide", "inconnu", "inconnue", "aucun",
      "aucune",
      "néant", "neant", "absent", "absente", "sans", "sansobjet", "nonrenseigné", "nonrenseignée", "nonrenseigne",
      "noncommuniqué", "noncommunique", "nonconnu", "nonconnue", "nondéterminé", "acompléter", "àcompléter", "encours",
      "idem", "unknown", "missing", "x", "xx", "xxx",
    ].map { Array($0.utf8) }
  )
}
