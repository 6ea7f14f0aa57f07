import CSV
import Diagnostics
import Foundation
import Linkage
import Model
import Readers

/// `fiches rapprocher`: the linkage engine on any files, by declaration.
struct LinkCommand {
  private let settings: LinkSettings
  private var fields: [LinkageField] = []
  /// Header of each field, and of the identifier when one is declared.
  private var headers: [String] = []
  private var identifier: String?

  init(_ settings: LinkSettings) throws(Stop) {
    self.settings = settings
    try readFields()
  }

  /// Links the records, writes `source,id,cluster` and the explanation asked for; gives what the operator should read.
  func run() throws(Stop) -> String {
    let table = try readRecords()
    let model = try readModel()
    let decided = try readDecisions(on: table)
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let result = reconcile(table, model, weights: try readWeights(for: model), decided: decided, cores: cores)
    try write(clusters(of: result, table), to: settings.output)
    if let path = settings.explanation { try write(explanation(of: result, table), to: path) }
    if let folder = settings.savedModel { try save(result, in: folder) }
    let persons = Set(result.clusters).count
    let warnings = result.warnings.map { "  " + Self.sentence($0) }
    return (["\(table.count) enregistrements, \(persons) personnes ; écrit dans \(settings.output)"] + warnings)
      .joined(separator: "\n") + "\n"
  }

  private static func sentence(_ warning: LinkageWarning) -> String {
    let (subject, count) = (warning.subject, warning.count)
    return switch warning.kind {
    case .emptyField: "champ « \(subject) » vide partout"
    case .constantField:
      "champ « \(subject) » : la même valeur dans les \(count) enregistrements qui en ont une, elle ne dit rien"
    case .repeatedRecords:
      "\(subject) : \(count) enregistrements identiques à un autre d'une source dite sans doublon ; aucun n'est choisi pour l'autre, « --doublons » les réunit"
    case .largeBlock: "clé « \(subject) » : une valeur commune à \(count) enregistrements n'a pas servi à les comparer"
    }
  }

  /// `colonne,type`; the type `id` names the identifier of the records.
  private mutating func readFields() throws(Stop) {
    let types = FieldKind.allCases.map(\.rawValue) + ["id"]
    let sheet = Sheet(try InputFolder.bytes(at: settings.fields), forced: .table)
    var mistakes: [Diagnostic] = []
    sheet.forEachRow { row in
      let (column, type) = (row.text(0), row.text(1))
      if type == "id" {
        identifier = column
      } else if let kind = FieldKind(rawValue: type) {
        fields.append(LinkageField(column, kind))
        headers.append(column)
      } else {
        let sentence = "type « \(type) » inconnu ; le plus proche : « \(nearest(to: type, among: types)) »"
        mistakes.append(Diagnostic(.linkDeclaration, sentence, at: Location(file: settings.fields, line: row.line)))
      }
    }
    if !mistakes.isEmpty { throw .declarations(mistakes) }
  }

  private func readRecords() throws(Stop) -> RecordTable {
    let sources = settings.files.map { path in
      LinkageSource(path.split(separator: "/").last.map(String.init) ?? path, isDuplicateFree: !settings.hasDuplicates)
    }
    var table = RecordTable(fields: fields, sources: sources)
    for (source, path) in settings.files.enumerated() {
      let sheet = Sheet(try InputFolder.bytes(at: path))
      if let refusal = sheet.refusal { throw .file("\(path) : \(refusal.message)") }
      let columns = try headers.map { header throws(Stop) in try column(header, in: sheet, path) }
      let key = try identifier.map { header throws(Stop) in try column(header, in: sheet, path) }
      var rank = 0
      var texts: [UInt8] = []
      var ends: [Int] = []
      sheet.forEachRow { row in
        texts.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        if let key { row.append(key, to: &texts) } else { texts += String(rank).utf8 }
        ends.append(texts.count)
        for column in columns {
          row.append(column, to: &texts)
          ends.append(texts.count)
        }
        table.append(source: source, texts: texts, ends: ends)
        rank += 1
      }
    }
    return table
  }

  private func column(_ name: String, in sheet: Sheet, _ path: String) throws(Stop) -> Int {
    if let exact = sheet.header.firstIndex(of: name) { return exact }
    let folded = Folded.words(name)
    if let near = sheet.header.firstIndex(where: { Folded.words($0) == folded }) { return near }
    let sentence =
      "colonne « \(name) » absente de \(path) ; la plus proche : « \(nearest(to: name, among: sheet.header)) »"
    throw .declarations([Diagnostic(.linkDeclaration, sentence, at: Location(file: settings.fields))])
  }

  /// What decides the same another year: the declarations as they were applied, and the weights learnt.
  private func save(_ result: Reconciled, in folder: String) throws(Stop) {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .file("\(folder) : le dossier ne peut pas être créé — vérifier le chemin et les droits")
    }
    let model = result.model
    try write(csv([LinkageModel.comparisonColumns] + model.comparisonRows), to: folder + "/comparaisons.csv")
    try write(csv([LinkageModel.blockingColumns] + model.blockingRows), to: folder + "/blocage.csv")
    try write(csv([Weights.columns] + result.weights.rows(model)), to: folder + "/poids.csv")
  }

  private func readModel() throws(Stop) -> LinkageModel {
    let (model, faults) = LinkageModel.declared(
      comparisons: try rows(of: settings.comparisons),
      blocking: try rows(of: settings.blocking),
      fields: fields
    )
    if !faults.isEmpty {
      throw .declarations(
        faults.map { fault in
          let path = fault.table == .comparisons ? settings.comparisons : settings.blocking
          let place = Location(file: path ?? "", line: fault.row + 2, column: fault.column + 1)
          return Diagnostic(.linkDeclaration, fault.message, at: place)
        }
      )
    }
    var declared = model
    if let threshold = settings.threshold { declared.threshold = threshold }
    return declared
  }

  private func readWeights(for model: LinkageModel) throws(Stop) -> Weights? {
    guard let path = settings.weights else { return nil }
    if let weights = Weights(rows: try rows(of: path), model.applied(to: fields)) { return weights }
    throw .declarations([
      Diagnostic(.linkDeclaration, "ces poids ne sont pas ceux de ces comparaisons", at: Location(file: path))
    ])
  }

  /// Pairs that a person decided, by `source/identifiant`; a key that names nobody is an error.
  private func readDecisions(on table: RecordTable) throws(Stop) -> Decided {
    guard let path = settings.decisions else { return Decided() }
    var keys: [String: Int] = [:]
    for record in 0..<table.count {
      keys["\(table.sources[Int(table.sourceOf[record])].name)/\(table.id(record))"] = record
    }
    var decided = Decided()
    for (line, row) in try rows(of: path).enumerated() {
      guard row.count >= 3, let one = keys[row[0]], let other = keys[row[1]], ["lier", "separer"].contains(row[2])
      else {
        let sentence = "clé ou décision inconnue : « source/identifiant,source/identifiant,lier|separer »"
        throw .declarations([Diagnostic(.linkDeclaration, sentence, at: Location(file: path, line: line + 2))])
      }
      if row[2] == "lier" { decided.together.append((one, other)) } else { decided.apart.append((one, other)) }
    }
    return decided
  }

  private func rows(of path: String?) throws(Stop) -> [[String]] {
    guard let path else { return [] }
    var rows: [[String]] = []
    Sheet(try InputFolder.bytes(at: path), forced: .table).forEachRow { row in
      rows.append((0..<row.count).map { row.text($0) })
    }
    return rows
  }

  private func clusters(of result: Reconciled, _ table: RecordTable) -> [UInt8] {
    var writer = CSVWriter()
    writer.append(["source", "id", "cluster"])
    for record in 0..<table.count {
      writer.append([
        .number(String(table.sourceOf[record])), .number(table.id(record)), .number(String(result.clusters[record])),
      ])
    }
    return writer.bytes
  }

  /// One line a pair: what was decided, its weight, the key that brought it, its rival, and every comparison.
  private func explanation(of result: Reconciled, _ table: RecordTable) -> [UInt8] {
    func name(_ record: Int) -> String { "\(table.sources[Int(table.sourceOf[record])].name)/\(table.id(record))" }
    var writer = CSVWriter()
    writer.append([
      "cle_1", "cle_2", "decision", "bits", "probabilite", "cle_de_blocage", "rival", "marge", "rarete", "raisons",
    ])
    for pair in result.pairs {
      let reasons = result.reasons(for: pair).map { "\($0.comparison) : \($0.label) (\(rounded($0.bits)))" }
      writer.append([
        .text(name(pair.one)), .text(name(pair.other)), .text(pair.decision.rawValue), .number(rounded(pair.bits)),
        .number(rounded(pair.probability, 6)), .text(pair.key), .text(pair.rival.map { name($0.record) } ?? ""),
        .number(pair.rival.map { rounded($0.margin) } ?? ""), .number(rounded(pair.rarity)),
        .text(reasons.joined(separator: " ; ")),
      ])
    }
    return writer.bytes
  }

  private func csv(_ rows: [[String]]) -> [UInt8] {
    var writer = CSVWriter()
    for row in rows { writer.append(row) }
    return writer.bytes
  }

  /// A number to so many decimals, as the explanation prints it.
  private func rounded(_ value: Double, _ decimals: Int = 2) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    return String((value * scale).rounded() / scale)
  }

  private func write(_ bytes: [UInt8], to path: String) throws(Stop) {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw .file("\(path) : écriture impossible — vérifier le dossier et les droits")
    }
  }
}

extension Forced {
  /// A declaration: comma, quotes, header first.
  fileprivate static let table = Forced(
    encoding: "utf-8",
    delimiter: UInt8(ascii: ","),
    quote: UInt8(ascii: "\""),
    headerLine: 1
  )
}

extension Diagnostic.Code {
  static let linkDeclaration = Self("declaration-de-rapprochement", .erreur, remedy: "voir « fiches --help »")
}
