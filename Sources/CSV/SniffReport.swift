/// All that was found of a file without being told, for a person or a program to judge.
package struct SniffReport: Sendable {
  /// What a column holds, by most of its cells.
  package struct Column: Sendable, Equatable {
    /// As the heading has it; empty without a heading.
    package var name: String
    /// By most of its cells.
    package var type: ColumnFacts.ColumnType
  }

  /// `utf-8`, `utf-16-le`, `windows-1252`, and so on.
  package var encoding: String
  /// One sign, and a space when it follows every one.
  package var delimiter: String
  /// The sign that protects cells; empty when none does.
  package var quote: String
  /// The sign before a quote that is text.
  package var escape: String
  /// `\n`, `\r\n` or `\r`.
  package var lineEnd: String
  /// Lines above the heading, the upper rows of a heading of several among them.
  package var skip: Int
  /// Whether the columns are named.
  package var hasHeader: Bool
  /// How many rows there are.
  package var rows: Int
  /// Lines of totals and notes below the rows.
  package var footer: Int
  /// `,`, `.`, or empty where no column has decimals.
  package var decimal: String
  /// The sign between thousands; empty where there is none.
  package var thousands: String
  /// Such as `jj/mm/aaaa`; empty where no column has dates.
  package var date: String
  /// Why the file is not read at all; `nil` when it is.
  package let refusal: Refusal?
  /// The columns, in the order of the file.
  package var columns: [Column]

  /// How many rows tell what the columns hold.
  private static let sample = 2_000

  /// Opens a file and reads it once.
  package init(_ file: [UInt8], forced: Forced = Forced()) {
    let scan = TableScan(file, forced: forced)
    var facts = [ColumnFacts](repeating: ColumnFacts(), count: scan.width)
    var sampled = 0
    var lastLine = 0
    let summary = scan.forEachRow { row in
      lastLine = row.line
      guard sampled < SniffReport.sample else { return }
      sampled += 1
      for column in 0..<min(facts.count, row.count) { facts[column].add(row.utf8(column)) }
    }
    let dialect = scan.dialect
    refusal = scan.refusal
    encoding = scan.encodingGuess.encoding.rawValue
    delimiter = SniffReport.text(dialect.delimiter) + (dialect.skipsSpace ? " " : "")
    (quote, escape) = (SniffReport.text(dialect.quote), SniffReport.text(dialect.escape))
    lineEnd = scan.lineEnd
    skip = scan.outsideAbove.last { $0.kind == .header }.map { $0.line - 1 } ?? scan.outsideAbove.count
    hasHeader = scan.headerLine > 0
    rows = summary.rowCount
    footer = summary.outside.count { $0.kind == .total && $0.line > lastLine }
    decimal = ColumnFacts.most(facts.map(\.decimals))
    thousands = ColumnFacts.most(facts.map(\.thousands))
    date = ColumnFacts.most(facts.map(\.dates))
    columns = facts.enumerated().map { index, facts in
      Column(name: index < scan.header.count ? scan.header[index] : "", type: facts.type)
    }
  }

  private static func text(_ byte: UInt8?) -> String { byte.map { String(Character(Unicode.Scalar($0))) } ?? "" }

  /// The order and signs of dates as a pattern that any program may fill: `{d:02d}/{m:02d}/{y}`; empty without dates.
  private var datePattern: String {
    let year = date.contains("aaaa") ? ("aaaa", "{y}") : ("aa", "{yy:02d}")
    return date.replacing("jj", with: "{d:02d}").replacing("mm", with: "{m:02d}").replacing(year.0, with: year.1)
  }

  /// One line of JSON; the names are those of the labels that readers are scored with.
  package func json(path: String) -> String {
    let names: [(String, String)] = [
      ("path", path), ("encoding", encoding.hasPrefix("utf-16") ? "utf-16" : encoding), ("delimiter", delimiter),
      ("quote", quote), ("escape", escape), ("eol", lineEnd), ("decimal", decimal), ("thousands", thousands),
      ("date", datePattern),
    ]
    var parts = names.map { "\(SniffReport.quoted($0.0)): \(SniffReport.quoted($0.1))" }
    parts += ["\"skip\": \(skip)", "\"header\": \(hasHeader)", "\"rows\": \(rows)", "\"footer\": \(footer)"]
    let columns = columns.map {
      "{\"name\": \(SniffReport.quoted($0.name)), \"type\": \(SniffReport.quoted($0.type.rawValue))}"
    }
    parts.append("\"columns\": [\(columns.joined(separator: ", "))]")
    return "{\(parts.joined(separator: ", "))}"
  }

  private static func quoted(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": json += "\\\(scalar)"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: json.unicodeScalars.append(scalar)
      }
    }
    return json + "\""
  }
}
