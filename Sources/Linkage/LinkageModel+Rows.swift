/// Something wrong in a declared table.
package struct ModelFault: Error, Sendable, Equatable {
  package enum Table: Sendable { case comparisons, blocking, weights }

  package var table: Table
  /// Row of the table, from 0, the header left out.
  package var row: Int
  /// Column, from 0.
  package var column: Int
  /// One French sentence: what is wrong and what may stand there.
  package var message: String
}

extension LinkageModel {
  /// Columns of `comparaisons.csv`.
  package static let comparisonColumns = ["comparaison", "portee", "champs", "mesure", "seuil", "frequence", "libelle"]
  /// Columns of `blocage.csv`; the rows of one `cle` are the parts of one key.
  package static let blockingColumns = ["cle", "champs", "forme", "large"]

  /// The model that tables declare, in the order of their rows; an empty table leaves the standard one.
  package static func declared(
    comparisons: [[String]],
    blocking: [[String]],
    fields: [LinkageField]
  ) -> (model: LinkageModel, faults: [ModelFault]) {
    var model = LinkageModel.standard(for: fields)
    var reader = ModelReader(fields: Set(fields.map(\.name)))
    if !comparisons.isEmpty { model.comparisons = reader.comparisons(comparisons) }
    if !blocking.isEmpty { model.blocking = reader.blocking(blocking) }
    return (model, reader.faults)
  }

  /// Rows of `comparaisons.csv` that declare this model.
  package var comparisonRows: [[String]] {
    comparisons.flatMap { comparison in
      comparison.levels.map { level in
        [
          comparison.name, comparison.scope.rawValue, level.fields.joined(separator: "+"), level.measure.rawValue,
          level.threshold == 0 ? "" : String(level.threshold), level.usesFrequency ? "oui" : "", level.label,
        ]
      }
    }
  }

  /// Rows of `blocage.csv` that declare this model.
  package var blockingRows: [[String]] {
    blocking.flatMap { rule in
      rule.parts.map { part in
        [rule.name, part.fields.joined(separator: "+"), part.form.rawValue, rule.isWide ? "oui" : ""]
      }
    }
  }
}

/// Reads the rows of the two tables, and keeps what is wrong.
fileprivate struct ModelReader {
  let fields: Set<String>
  private(set) var faults: [ModelFault] = []

  init(fields: Set<String>) { self.fields = fields }

  mutating func comparisons(_ rows: [[String]]) -> [Comparison] {
    var comparisons: [Comparison] = []
    for (row, cells) in rows.enumerated() {
      let scope = code(Comparison.Scope.self, .comparisons, row, 1, cells)
      let names = names(.comparisons, row, 2, cells)
      let measure = code(Resemblance.self, .comparisons, row, 3, cells)
      guard let scope, let measure, let threshold = number(row, 4, cells), !names.isEmpty else { continue }
      let level = Level(
        names,
        measure,
        threshold,
        label: cell(cells, 6).isEmpty ? measure.rawValue : cell(cells, 6),
        usesFrequency: cell(cells, 5) == "oui"
      )
      if let last = comparisons.last, last.name == cell(cells, 0) {
        comparisons[comparisons.count - 1].levels.append(level)
      } else {
        comparisons.append(Comparison(cell(cells, 0), scope, [level]))
      }
    }
    return comparisons
  }

  mutating func blocking(_ rows: [[String]]) -> [BlockingRule] {
    var rules: [BlockingRule] = []
    for (row, cells) in rows.enumerated() {
      let names = names(.blocking, row, 1, cells)
      guard let form = code(KeyPart.Form.self, .blocking, row, 2, cells), !names.isEmpty else { continue }
      let part = KeyPart(form, names)
      if let last = rules.last, last.name == cell(cells, 0) {
        rules[rules.count - 1].parts.append(part)
      } else {
        rules.append(BlockingRule(cell(cells, 0), [part], isWide: cell(cells, 3) == "oui"))
      }
    }
    return rules
  }

  private func cell(_ cells: [String], _ column: Int) -> String { column < cells.count ? cells[column] : "" }

  private mutating func code<Code: RawRepresentable & CaseIterable>(
    _ type: Code.Type,
    _ table: ModelFault.Table,
    _ row: Int,
    _ column: Int,
    _ cells: [String]
  ) -> Code? where Code.RawValue == String {
    if let code = Code(rawValue: cell(cells, column)) { return code }
    let known = Code.allCases.map(\.rawValue).joined(separator: ", ")
    fault(table, row, column, "« \(cell(cells, column)) » n'est pas connu ; écrire un de : \(known)")
    return nil
  }

  private mutating func names(_ table: ModelFault.Table, _ row: Int, _ column: Int, _ cells: [String]) -> [String] {
    let names = cell(cells, column).split(separator: "+").map(String.init)
    if names.isEmpty { fault(table, row, column, "aucun champ ; en nommer un, ou plusieurs joints par « + »") }
    for name in names where !fields.contains(name) {
      fault(table, row, column, "le champ « \(name) » n'est pas déclaré")
    }
    return names.allSatisfy(fields.contains) ? names : []
  }

  private mutating func number(_ row: Int, _ column: Int, _ cells: [String]) -> Double? {
    if cell(cells, column).isEmpty { return 0 }
    let text = String(cell(cells, column).map { $0 == "," ? "." : $0 })
    if let number = Double(text), number.isFinite { return number }
    fault(.comparisons, row, column, "« \(cell(cells, column)) » n'est pas un nombre")
    return nil
  }

  private mutating func fault(_ table: ModelFault.Table, _ row: Int, _ column: Int, _ message: String) {
    faults.append(ModelFault(table: table, row: row, column: column, message: message))
  }
}
