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

  /// The rows of the table, typed cell by cell.
  mutating func read(reporting findings: inout Findings) -> [RowDraft] {
    var drafts: [RowDraft] = []
    drafts.reserveCapacity(table.rows.count)
    for index in table.rows.indices { drafts.append(draft(index)) }
    findings.append(cells.findings())
    return drafts
  }

  private mutating func draft(_ index: Int) -> RowDraft {
    let row = table.rows[index]
    var given = Instances(capacity: instances.count)
    for (kind, label, bindings) in instances {
      if let instance = instance(kind, label, bindings, in: row) { given.append(instance, of: kind) }
    }
    var draft = RowDraft(
      origin: Origin(file: table.file, line: row.line),
      structure: table.structure,
      row: index,
      names: names,
      births: cells.births,
      given: given
    )
    draft.isFaulty = isFaulty(given, row)
    return draft
  }

  /// Whether a row tells a project or a volet that is not known, or leaves before it enters: it completes no other.
  private func isFaulty(_ given: Instances, _ row: SourceRow) -> Bool {
    guard let measure = given.first(.measure) else { return false }
    if let start = measure.day("date_debut"), let end = measure.day("date_fin"), end < start { return true }
    return ["projet", "volet"].contains { name in
      !measure.has(name)
        && table.bindings.contains { binding in
          binding.field.record == .measure && binding.field.name == name
            && binding.cells.contains { !cells.texts.text(row.cells[$0]).isEmpty }
        }
    }
  }

  /// The records of drafts, in order; those that cannot be used are rejected.
  mutating func records(of drafts: [RowDraft]) -> [RowRecord] {
    var records: [RowRecord] = []
    records.reserveCapacity(drafts.count)
    for draft in drafts {
      if let content = content(of: draft) { records.append(RowRecord(content)) }
    }
    return records
  }

  private mutating func content(of draft: RowDraft) -> RowContent? {
    let (row, given) = (table.rows[draft.row], draft.given)
    var record = RowContent(origin: draft.origin, structure: table.structure, isLedger: table.isLedger)
    (record.also, record.disagreements) = (draft.also, draft.disagreements)
    let builder = RecordBuilder(
      given: given,
      role: role,
      origin: draft.origin,
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
    case .failure(let fault): return reject(row, tells(of: fault) ? fault : .orphan)
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

  /// Whether the table tells what is at fault, and not only completes the measures of others.
  private func tells(of fault: Fault) -> Bool { table.bindings.contains { $0.field.path == fault.field } }

  private mutating func reject(_ row: SourceRow, _ fault: Fault) -> RowContent? {
    let binding = table.bindings.first { $0.field.path == fault.field && $0.cell != nil }
    let header = binding?.cell.map { table.headers[$0] } ?? ""
    let value = binding?.cell.map { row.cells[$0] } ?? ""
    if fault.rule == "projet_absent", !cells.texts.text(value).isEmpty {
      rejections.append(.ofNoProject(Origin(file: table.file, line: row.line), column: header, value: value))
      return nil
    }
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

  /// A row that completes a measure which nobody sent.
  static let orphan = Fault(
    field: "mesure.mesure_id",
    rule: "cle_orpheline",
    sentence: "la clé de cette ligne ne désigne aucun dossier reçu"
  )
}

extension Rejection {
  fileprivate static func ofNoProject(_ row: Origin, column: String, value: String) -> Rejection {
    Rejection(
      row: row,
      column: column,
      value: value,
      rule: "projet_inconnu",
      sentence:
        "« \(value) » n'est le code ni le titre d'aucun projet de la campagne : si c'en est un, l'ajouter à codes.csv",
      isSetAside: true
    )
  }
}

/// The records of a row, by kind, in the order of the declaration.
struct Instances: Sendable {
  /// A dozen at most: looked through faster than hashed.
  private(set) var all: [(kind: RecordKind, instance: Instance)] = []

  init(capacity: Int) { all.reserveCapacity(capacity) }

  mutating func append(_ instance: Instance, of kind: RecordKind) { all.append((kind, instance)) }

  var isEmpty: Bool { all.isEmpty }

  /// The day at which its row was extracted, where it says so.
  var extraction: Day? { (first(.measure) ?? first(.lease))?.day("date_extraction") }

  mutating func replaceLease(with lease: Instance) {
    for index in all.indices where all[index].kind == .lease { all[index].instance.values = lease.values }
  }

  mutating func completeInstance(
    _ place: Int,
    with other: Instance,
    of kind: RecordKind,
    _ completion: inout Completion
  ) {
    all[place].instance.complete(with: other, of: kind, &completion)
  }

  func has(_ kind: RecordKind) -> Bool { all.contains { $0.kind == kind } }

  func first(_ kind: RecordKind) -> Instance? { all.first { $0.kind == kind }?.instance }

  subscript(kind: RecordKind) -> some Sequence<Instance> { all.lazy.filter { $0.kind == kind }.map(\.instance) }
}

/// One record of a row, by field name.
struct Instance: Sendable {
  /// A dozen at most: looked through faster than hashed.
  typealias Values = [(name: String, value: Value)]

  let label: String
  var values: Values
  /// The row that tells it, where it is not that of the others.
  var origin: Origin?

  func has(_ name: String) -> Bool { self[name] != nil }

  subscript(name: String) -> Value? { values.first { $0.name == name }?.value }

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
