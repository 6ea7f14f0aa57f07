import CSV
package import Diagnostics
package import Model

/// The exports of the campaign, opened and bound to their declarations, in the order of (structure, file).
package struct Exports: Sendable {
  /// Index = `Origin.file`.
  package let files: [SourceFile]
  /// One per file, in the same order.
  ///
  /// Rows used, not concerned and rejected are counted by the stages that decide.
  package var accounts: [RowAccount]
  /// Rows left out by declaration: duplicates of another file, rows that do not meet a declared condition.
  package var leftOut: [Rejection]
  let opened: [OpenedExport]
  /// The bytes of each file.
  fileprivate let contents: [[UInt8]]

  /// The SHA-256 of each file: the accounts do without until `note(digests:)`, so that nobody waits for them.
  package func digests() -> [String] { contents.map(sha256) }

  package mutating func note(digests: [String]) {
    for (index, digest) in digests.enumerated() { accounts[index].sha256 = digest }
  }

  /// What each column feeds, in source order.
  package var columns: [ColumnUse] {
    opened.flatMap { export in
      export.bound.bindings.compactMap { binding in
        binding.cell.map { ColumnUse(file: export.file, header: export.bound.headers[$0], field: binding.field) }
      }
    }
  }
}

/// One file bound to one of the tables that its structure reads in it.
struct OpenedExport: Sendable {
  let file: Int
  let path: String
  let source: SourceDeclaration
  let table: TableDeclaration
  let sheet: Sheet
  let bound: BoundTable
  /// What its rows say of identities, leases and measures.
  let identities: SourceTable
  /// Lines that the declaration takes here.
  let lines: [Int]
  /// Of a ledger: lines that another table of the same file takes, and counts.
  var claimed: Set<Int> = []
}

/// Opens every export of the campaign.
///
/// Files that no declaration names, declared columns that are absent, files sent twice and empty files are findings.
package func openExports(
  in folder: InputFolder,
  of sources: [SourceDeclaration],
  values: SlowValues,
  reporting findings: inout Findings
) throws(Stop) -> Exports {
  for source in sources { reportStrays(in: "sources/\(source.structure.code)", of: folder, &findings) }
  for name in folder.names(in: "sources") where folder.isFile("sources/\(name)") {
    findings.report(
      .strayFile,
      "« \(name) » n'est dans le dossier d'aucune structure",
      at: Location(file: "sources/\(name)")
    )
  }
  let files = try concurrently(sources.count) { index throws(Stop) in try arrivals(of: sources[index], in: folder) }
    .flatMap(\.self)
  // Files are independent: each is opened on its own, and their findings are told in their order.
  let results = concurrently(files.count, weighing: files.map(\.bytes.count)) { index in
    ExportOpener(files[index], at: index, values: values).result
  }
  let read = readOnce(results)
  for result in read { findings.append(result.findings) }
  return Exports(
    files: files.map(\.file),
    accounts: read.map(\.account),
    leftOut: read.flatMap(\.leftOut),
    opened: read.flatMap(\.opened),
    contents: files.map(\.bytes)
  )
}

/// Names what stands among the exports of a structure and is no file: it is left.
fileprivate func reportStrays(in place: String, of folder: InputFolder, _ findings: inout Findings) {
  for name in folder.names(in: place) where folder.has("\(place)/\(name)") && !folder.isFile("\(place)/\(name)") {
    findings.report(
      .strayFolder,
      "« \(name) » n'est pas un fichier : rien n'y est lu",
      at: Location(file: "\(place)/\(name)")
    )
  }
}

/// A file that stands in a structure's folder.
fileprivate struct Arrival: Sendable {
  let file: SourceFile
  let bytes: [UInt8]
  let source: SourceDeclaration
  /// The tables whose patterns take it.
  let tables: [TableDeclaration]
  /// Name of the file of the same bytes that is read in its stead.
  var twin: String?
}

/// The exports of one structure, in byte order; of files with the same bytes, the one of the shortest name is read.
fileprivate func arrivals(of source: SourceDeclaration, in folder: InputFolder) throws(Stop) -> [Arrival] {
  let code = source.structure.code
  var arrivals: [Arrival] = []
  for name in folder.names(in: "sources/\(code)")
  where !InputFolder.declarationNames.contains(name) && !name.hasSuffix(".md") {
    // A file that cannot be read is an error; what is no file is named and left.
    if folder.has("sources/\(code)/\(name)"), !folder.isFile("sources/\(code)/\(name)") { continue }
    let file = SourceFile(structure: code, name: name)
    let takers = source.tables.filter { $0.captures(of: name) != nil }
    // What the structure says itself of a file goes before what its formats say.
    let own = takers.filter(\.isOwn)
    let bytes = try folder.bytes(of: file.path)
    arrivals.append(Arrival(file: file, bytes: bytes, source: source, tables: own.isEmpty ? takers : own))
  }
  for index in arrivals.indices where !arrivals[index].bytes.isEmpty {
    let twins = arrivals.filter { $0.bytes == arrivals[index].bytes }.map(\.file.name)
    let kept = twins.min { ($0.count, $0) < ($1.count, $1) }
    if kept != arrivals[index].file.name { arrivals[index].twin = kept }
  }
  return arrivals
}

/// What opening one file gives.
fileprivate struct OpenedFile: Sendable {
  var account: RowAccount
  var findings = Findings()
  var leftOut: [Rejection] = []
  var opened: [OpenedExport] = []
}

/// Of the files of one table that say the same, whatever their form, leaves the one of the shortest name.
fileprivate func readOnce(_ results: [OpenedFile]) -> [OpenedFile] {
  var results = results
  let tables = Dictionary(
    grouping: results.indices.filter { results[$0].opened.count == 1 && results[$0].opened[0].sheet.rowCount > 0 }
  ) {
    let export = results[$0].opened[0]
    return [export.source.structure.code, export.table.name, "\(export.sheet.rowCount)"]
  }
  for (_, same) in tables where same.count > 1 {
    let contents = same.map { results[$0].opened[0].sheet.content }
    for (place, index) in same.enumerated() {
      let twins = same.indices.filter { contents[$0] == contents[place] }.map { results[same[$0]].account.file.name }
      if let kept = twins.min(by: { ($0.count, $0) < ($1.count, $1) }), kept != results[index].account.file.name {
        results[index].leaveOut(twinOf: kept, file: index)
      }
    }
  }
  return results
}

extension OpenedFile {
  /// Lists every row of a file that says the same as another.
  fileprivate mutating func leaveOut(twinOf twin: String, file: Int) {
    leftOut = []
    opened.first?.sheet.forEachRow { row in
      leftOut.append(
        Rejection(
          row: Origin(file: file, line: row.line),
          column: "",
          value: "",
          rule: "doublon_de_fichier",
          sentence: "fichier qui dit la même chose que « \(twin) », déjà lu"
        )
      )
    }
    opened = []
    findings.report(
      .sentTwice,
      "même contenu que « \(twin) » sous une autre forme : lu une seule fois",
      at: Location(file: account.file.path),
      count: account.read
    )
  }
}

extension Sheet {
  /// A digest of what the rows say, whatever the encoding, the line ends, the quotes, the order of rows and columns.
  fileprivate var content: UInt64 {
    let names = header.map { FNV.digest(Folded.words($0)) }
    var total: UInt64 = 0
    forEachRow { row in
      var sum: UInt64 = 0
      for column in 0..<row.count where !row.isEmpty(column) {
        let name = column < names.count ? names[column] : 0
        sum &+= FNV.mixed(FNV.mixed(name) ^ FNV.digest(Folded.key(row.text(column))))
      }
      total &+= FNV.mixed(sum)
    }
    return total
  }
}

/// Digests of texts, the same on every machine.
enum FNV {
  /// FNV-1a.
  static func digest(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  /// Every bit of the number in every bit of the result (splitmix64).
  static func mixed(_ number: UInt64) -> UInt64 {
    var bits = number &+ 0x9e37_79b9_7f4a_7c15
    bits = (bits ^ bits >> 30) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
    return bits ^ bits >> 31
  }
}

/// Opens one file and looks at it.
fileprivate struct ExportOpener {
  private let arrival: Arrival
  private let index: Int
  private let values: SlowValues
  private(set) var result: OpenedFile

  init(_ arrival: Arrival, at index: Int, values: SlowValues) {
    self.arrival = arrival
    self.index = index
    self.values = values
    result = OpenedFile(
      account: RowAccount(file: arrival.file, bytes: arrival.bytes.count, dialect: "", sha256: "")
    )
    open()
  }

  private mutating func open() {
    let path = arrival.file.path
    guard let first = arrival.tables.first else {
      result.findings.report(.undeclaredFile, "aucun motif de fichiers.csv ne le prend", at: Location(file: path))
      return
    }
    if arrival.bytes.isEmpty {
      result.findings.report(.emptyFile, "fichier vide : zéro octet", at: Location(file: path))
      return
    }
    let scan = first.scan(arrival.bytes)
    if let refusal = scan.refusal {
      result.findings.report(.unreadable, refusal.message, at: Location(file: path, line: refusal.line))
      return
    }
    if let twin = arrival.twin { return leaveOut(scan, twinOf: twin) }
    var unmet: Set<Int>?
    for table in arrival.tables {
      let left = Set(open(table, isFirst: result.opened.isEmpty))
      unmet = unmet.map { $0.intersection(left) } ?? left
    }
    share()
    for line in (unmet ?? []).sorted() {
      leaveOut(
        line,
        as: "ecartee_par_condition",
        "ligne hors du périmètre déclaré (condition de fichiers.csv) : rien à corriger"
      )
    }
  }

  /// Reads one table of the file; the lines that its condition leaves out.
  private mutating func open(_ table: TableDeclaration, isFirst: Bool) -> [Int] {
    let path = arrival.file.path
    let scan = table.scan(arrival.bytes)
    var unbound = Findings()
    let bound = bind(
      table,
      to: scan,
      of: arrival.file,
      blanks: arrival.source.blanks,
      values: values,
      reporting: &unbound
    )
    // All that a first reading wants is taken in one pass.
    var reader = IdentityReader(bound, of: table, isShared: arrival.tables.count > 1)
    let sheet = Sheet(scan) { reader.read($0) }
    if isFirst {
      note(sheet)
      if !table.isLedger { reader.hygiene.report(on: path, header: sheet.header, to: &result.findings) }
      // Rows of several kinds have several lengths.
      if arrival.tables.count == 1 { reportRepairs(sheet, path: path) }
      for line in sheet.outside where line.kind == .refused {
        result.account.read += 1
        leaveOut(line.line, as: "ligne_illisible", Repair(line: line.line, kind: .refused).message)
      }
    }
    result.findings.append(unbound)
    result.opened.append(
      OpenedExport(
        file: index,
        path: path,
        source: arrival.source,
        table: table,
        sheet: sheet,
        bound: bound,
        identities: reader.table(of: arrival.source, file: index, path: path),
        lines: reader.lines
      )
    )
    return reader.unmet
  }

  /// Tells each ledger which of its lines another table of the file counts.
  private mutating func share() {
    guard result.opened.count > 1 else { return }
    var counted = Set(result.opened.filter { !$0.table.isLedger }.flatMap(\.lines))
    for index in result.opened.indices where result.opened[index].table.isLedger {
      result.opened[index].claimed = counted
      counted.formUnion(result.opened[index].lines)
    }
  }

  /// Says how the file was read.
  private mutating func note(_ sheet: Sheet) {
    result.account.dialect = sheet.summary
    result.account.read = sheet.rowCount
  }

  /// One finding per kind of repair, with its count and its first line.
  private mutating func reportRepairs(_ sheet: Sheet, path: String) {
    let kinds = Dictionary(grouping: sheet.repairs, by: \.kind)
    for (_, repairs) in kinds.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let place = Location(file: path, line: repairs[0].line)
      let times = repairs.count == 1 ? "" : " (\(repairs.count) fois)"
      result.findings.report(
        repairs[0].kind.losesData ? .setAside : .repaired,
        repairs[0].message + times,
        at: place,
        count: repairs.count
      )
    }
  }

  /// Lists every row of a file that another one repeats.
  private mutating func leaveOut(_ scan: TableScan<[UInt8]>, twinOf twin: String) {
    var lines: [Int] = []
    let sheet = Sheet(scan) { lines.append($0.line) }
    note(sheet)
    for line in lines { leaveOut(line, as: "doublon_de_fichier", "fichier identique à « \(twin) », déjà lu") }
    let message = "contenu identique à « \(twin) » : lu une seule fois"
    result.findings.report(.sentTwice, message, at: Location(file: arrival.file.path), count: sheet.rowCount)
  }

  private mutating func leaveOut(_ line: Int, as rule: String, _ sentence: String) {
    result.leftOut.append(
      Rejection(row: Origin(file: index, line: line), column: "", value: "", rule: rule, sentence: sentence)
    )
  }
}

extension TableDeclaration {
  /// What the stars of the first of its patterns that takes a file name took; `nil` where none does.
  func captures(of name: String) -> [String]? { patterns.lazy.compactMap { Glob($0).match(name) }.first }
}

extension Forced {
  /// Separators by the names that `fichiers.csv` gives them.
  static let delimiters: [String: UInt8] = ["tab": 9, "tabulation": 9, ";": 59, ",": 44, "|": 124]

  /// What a declaration forces, in the words of `fichiers.csv`.
  init(_ text: ForcedDialect) {
    self.init(
      encoding: text.encoding.isEmpty ? nil : text.encoding,
      delimiter: Self.delimiters[text.delimiter.lowercased()],
      quote: text.quote == "aucun" ? .some(nil) : nil,
      headerLine: text.headerLine == "aucun" ? 0 : Int(text.headerLine)
    )
  }
}

extension Diagnostic.Code {
  static let repaired = Self(
    "ligne-irreguliere",
    .information,
    remedy: "lue telle quelle ; vérifier la ligne si un chiffre étonne"
  )
  static let setAside = Self(
    "lignes-non-lues",
    .attention,
    remedy: "corriger l'export à cet endroit, ou en demander un autre : des données manquent"
  )
  static let unreadable = Self("fichier-illisible", .bloquant, remedy: "remplacer le fichier par un export CSV")
  static let undeclaredFile = Self(
    "fichier-non-declare",
    .attention,
    remedy: "l'ajouter à fichiers.csv, ou le retirer du dossier",
    audience: .operator
  )
  static let strayFolder = Self(
    "dossier-ignore",
    .attention,
    remedy: "mettre ses exports à côté des déclarations de la structure, ou le retirer",
    audience: .operator
  )
  static let strayFile = Self(
    "fichier-sans-structure",
    .attention,
    remedy: "le mettre dans le dossier de sa structure, sources/NOM/",
    audience: .operator
  )
  static let emptyFile = Self("fichier-vide", .attention, remedy: "demander à la structure si c'est voulu")
  static let sentTwice = Self("fichier-envoye-deux-fois", .attention, remedy: "rien à faire : il compte une fois")
}
