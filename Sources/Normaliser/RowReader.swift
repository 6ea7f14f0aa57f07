import Diagnostics
import Linkage
import Model

/// Turns the rows of one table into records: one instance per (record, label) of its declaration.
struct RowReader {
  private var cells: CellReader
  private let table: SourceTable
  private let role: Structure.Role
  private let instances: [(record: RecordKind, label: String, bindings: [Binding])]
  /// Whether a row without lease nor measure should have told which lease it is of; those of ledgers are rejected when
  /// they are streamed.
  private let needsKey: Bool
  private let names: NameReader
  private(set) var rejections: [Rejection] = []

  init(table: SourceTable, campaign: Campaign) {
    self.table = table
    cells = CellReader(table: table, cutoff: campaign.latestCutoff)
    role = campaign.structures[table.structure]?.role ?? .association
    var instances: [(record: RecordKind, label: String, bindings: [Binding])] = []
    for binding in table.bindings {
      let same = instances.firstIndex { $0.record == binding.field.record && $0.label == binding.label }
      if let same {
        instances[same].bindings.append(binding)
      } else {
        instances.append((binding.field.record, binding.label, [binding]))
      }
    }
    self.instances = instances
    // Whether surnames come first is the habit of a column, not of a row.
    let labels = table.bindings.filter { ["personne.identite", "personne.nom_prenom"].contains($0.field.path) }
      .compactMap(\.cell)
    names = NameReader(
      learningFrom: labels.flatMap { cell in table.rows.prefix(2_000).map { $0.cells[cell] } },
      variants: .standard
    )
    needsKey = !table.isLedger && table.bindings.contains { $0.field.path == "bail.bail_id" && $0.cell != nil }
  }

  /// The records of the table, in order; rows that cannot be used are rejected.
  mutating func read(reporting findings: inout Findings) -> [RowRecord] {
    var records: [RowRecord] = []
    records.reserveCapacity(table.rows.count)
    for row in table.rows {
      if let content = read(row) { records.append(RowRecord(content)) }
    }
    findings.append(cells.findings())
    return records
  }

  private mutating func read(_ row: SourceRow) -> RowContent? {
    var record = RowContent(origin: Origin(file: table.file, line: row.line), structure: table.structure)
    var given = Instances(capacity: instances.count)
    for (kind, label, bindings) in instances {
      if let instance = instance(kind, label, bindings, in: row) { given.append(instance, of: kind) }
    }
    let builder = RecordBuilder(
      given: given,
      role: role,
      origin: record.origin,
      structure: table.structure,
      names: names,
      births: cells.births
    )
    record.identity = builder.identity()
    record.composition = builder.composition()
    record.lease = builder.lease()
    switch builder.measure() {
    case .success(let measure):
      record.measure = measure
      if measure != nil { record.digest = sha256(Array(row.cells.joined(separator: "\u{1f}").utf8)) }
    case .failure(let fault): return reject(row, fault)
    }
    if let lease = record.lease, let start = lease.start, let end = lease.end, end < start {
      return reject(
        row,
        Fault(field: "bail.date_fin", rule: "fin_avant_effet", sentence: "fin du bail avant sa date d'effet")
      )
    }
    if needsKey, record.lease == nil, record.measure == nil {
      return reject(row, Fault(field: "bail.bail_id", rule: "cle_absente", sentence: "numéro de bail absent"))
    }
    if let text = builder.citedLease() { record.cited = text }
    record.access = builder.access()
    record.statements = builder.statements(start: record.measure?.start)
    record.acts = builder.acts()
    record.plans = builder.plans()
    record.aids = builder.aids()
    record.visits = builder.visits()
    if given.has(.act), record.acts.isEmpty, record.lease == nil, record.measure == nil {
      return reject(row, Fault(field: "acte.acte", rule: "acte_illisible", sentence: "acte ou date illisible"))
    }
    if given.has(.visit), record.visits.isEmpty, record.measure == nil {
      return reject(
        row,
        Fault(field: "rencontre.date", rule: "date_illisible", sentence: "date de rencontre illisible")
      )
    }
    return record
  }

  /// The values of one instance; `nil` when no column of it has a value, so that constants alone make nothing.
  private mutating func instance(
    _ kind: RecordKind,
    _ label: String,
    _ bindings: [Binding],
    in row: SourceRow
  ) -> Instance? {
    var values = Instance.Values()
    var told = false
    values.reserveCapacity(bindings.count)
    for binding in bindings {
      guard let value = cells.value(of: binding, in: row) else { continue }
      if binding.cell != nil { told = true }
      if let known = values.firstIndex(where: { $0.name == binding.field.name }) {
        values[known].value = values[known].value.joined(with: value, of: kind)
      } else {
        values.append((binding.field.name, value))
      }
    }
    let always = kind == .measure || kind == .lease || kind == .person
    return told || always ? Instance(label: label, values: values) : nil
  }

  private mutating func reject(_ row: SourceRow, _ fault: Fault) -> RowContent? {
    let binding = table.bindings.first { $0.field.path == fault.field && $0.cell != nil }
    let header = binding?.cell.map { table.headers[$0] } ?? ""
    let value = binding?.cell.map { row.cells[$0] } ?? ""
    let where_ = header.isEmpty ? "" : " (colonne « \(header) »)"
    rejections.append(
      Rejection(
        row: Origin(file: table.file, line: row.line),
        column: header,
        value: value,
        rule: fault.rule,
        sentence: "\(fault.sentence)\(where_) : ligne non utilisée ; la corriger et renvoyer le fichier"
      )
    )
    return nil
  }
}

/// Why a row cannot be used.
struct Fault: Error {
  let field: String
  let rule: String
  let sentence: String
}

/// The records of a row, by kind, in the order of the declaration.
struct Instances {
  /// A dozen at most: looked through faster than hashed.
  private var all: [(kind: RecordKind, instance: Instance)] = []

  init(capacity: Int) { all.reserveCapacity(capacity) }

  mutating func append(_ instance: Instance, of kind: RecordKind) { all.append((kind, instance)) }

  func has(_ kind: RecordKind) -> Bool { all.contains { $0.kind == kind } }

  func first(_ kind: RecordKind) -> Instance? { all.first { $0.kind == kind }?.instance }

  subscript(kind: RecordKind) -> some Sequence<Instance> { all.lazy.filter { $0.kind == kind }.map(\.instance) }
}

/// One record of a row, by field name.
struct Instance {
  /// A dozen at most: looked through faster than hashed.
  typealias Values = [(name: String, value: Value)]

  let label: String
  let values: Values

  private subscript(name: String) -> Value? { values.first { $0.name == name }?.value }

  func text(_ name: String) -> String { if case .text(let text) = self[name] { text } else { "" } }
  func day(_ name: String) -> Day? { if case .day(let day) = self[name] { day } else { nil } }
  func days(_ name: String) -> [Day] { if case .days(let days) = self[name] { days } else { [] } }
  func cents(_ name: String) -> Cents? { if case .cents(let cents) = self[name] { cents } else { nil } }
  func integer(_ name: String) -> Int? { if case .integer(let number) = self[name] { number } else { nil } }
  func codes(_ name: String) -> [String] { if case .codes(let codes) = self[name] { codes } else { [] } }
  func visits(_ name: String) -> [VisitText] { if case .visits(let visits) = self[name] { visits } else { [] } }
  func code<C: Code>(_ name: String, _ type: C.Type) -> C? {
    if case .code(let code) = self[name] { C(rawValue: code) } else { nil }
  }
}

extension Value {
  /// Two columns for one field: lists add up, pieces of an address join, otherwise the first one stands.
  fileprivate func joined(with other: Value, of kind: RecordKind) -> Value {
    switch (self, other) {
    case (.text(let one), .text(let two)) where kind == .address: .text(one + " " + two)
    case (.days(let one), .days(let two)): .days(one + two)
    case (.codes(let one), .codes(let two)): .codes(one + two)
    case (.visits(let one), .visits(let two)): .visits(one + two)
    default: self
    }
  }
}

extension Campaign {
  /// The latest date d'arrêté of the campaign and its projects.
  var latestCutoff: Day { projects.map(\.cutoff).reduce(cutoff, max) }
}
