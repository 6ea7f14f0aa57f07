import Linkage
import Model

/// Joins the rows of each structure that tell one measure, or one lease.
///
/// Last year's export beside this year's, one row per person, a journal of openings, renewals and closings, yearly
/// snapshots: the rows of one file number are one measure, as long as their persons may be the same and they start within
/// thirty-one days. The latest row stands, and takes from the others what it does not say.
struct RowMerger {
  /// Of every table, in their order.
  private(set) var drafts: [[RowDraft]]
  /// Rows that say nothing more than the others.
  private(set) var repeated: [Origin] = []

  private typealias Place = (table: Int, index: Int)

  private struct MeasureIdentity: Hashable {
    let structure: String
    let number: String
  }

  init(_ drafts: [[RowDraft]]) {
    self.drafts = drafts
    mergeLeases()
    mergeMeasures()
  }

  /// Calls the body with every draft that has a key, by keys, those that stand alone left out.
  private func groups<Key: Hashable>(_ key: (RowDraft) -> Key?) -> [[Place]] {
    var groups: [Key: [Place]] = [:]
    for (table, rows) in drafts.enumerated() {
      for (index, draft) in rows.enumerated() {
        if let key = key(draft) { groups[key, default: []].append((table, index)) }
      }
    }
    return groups.values.filter { $0.count > 1 }
  }

  /// Every row of a lease says what all of them say.
  private mutating func mergeLeases() {
    let groups = groups { draft -> LeaseKey? in
      guard let lease = draft.given.first(.lease), case let number = lease.text("bail_id"), !number.isEmpty else {
        return nil
      }
      let landlord = lease.text("bailleur")
      return LeaseKey(landlord: landlord.isEmpty ? draft.structure : landlord, number: number)
    }
    for latestFirst in groups.flatMap(tenancies) {
      var whole = Instances(capacity: 1)
      for place in latestFirst {
        guard let lease = self[place].given.first(.lease), lease.values.count > 1 || whole.isEmpty else { continue }
        var one = Instances(capacity: 1)
        one.append(lease, of: .lease)
        var completion = Completion(isLater: false, isSameFile: true)
        if whole.isEmpty { whole = one } else { whole.complete(with: one, from: self[place].origin, &completion) }
      }
      guard let lease = whole.first(.lease) else { continue }
      for place in latestFirst { drafts[place.table][place.index].given.replaceLease(with: lease) }
    }
  }

  /// The rows of a number, the latest first, apart where it was given again: another effect, other persons.
  ///
  /// A row that tells neither is left as it is where there are several.
  private func tenancies(_ group: [Place]) -> [[Place]] {
    let latestFirst = group.sorted { age($0) > age($1) }
    let dated = latestFirst.filter { self[$0].effect != nil }
    var tenancies: [[Place]] = []
    for place in dated {
      if let home = tenancies.firstIndex(where: { self[$0[0]].isSameTenancy(as: self[place]) }) {
        tenancies[home].append(place)
      } else {
        tenancies.append([place])
      }
    }
    guard tenancies.count > 1 else { return [latestFirst] }
    for place in latestFirst where self[place].effect == nil && self[place].given.first(.person) != nil {
      if let home = tenancies.firstIndex(where: { self[$0[0]].mayShare(personsOf: self[place]) }) {
        tenancies[home].append(place)
      }
    }
    return tenancies
  }

  private subscript(place: Place) -> RowDraft { drafts[place.table][place.index] }

  private func age(_ place: Place) -> RowDraft.Age { self[place].age }

  private mutating func mergeMeasures() {
    var gone: [Int: Set<Int>] = [:]
    for group in groups(Self.identity) {
      var clusters: [[Place]] = []
      let latestFirst = group.filter { !self[$0].isFaulty }.sorted { age($0) > age($1) }
      for place in latestFirst where self[place].isWholeMeasure {
        let home = clusters.firstIndex { cluster in
          // Nothing but a number tells that two rows of one file are one.
          let isNumbered = !(self[place].measure?.text("mesure_id").isEmpty ?? true)
          return self[cluster[0]].isSameMeasure(as: self[place])
            && (isNumbered || !cluster.contains { self[$0].origin.file == self[place].origin.file })
        }
        if let home { clusters[home].append(place) } else { clusters.append([place]) }
      }
      let measures = clusters.map { self[$0[0]] }
      for place in latestFirst where !self[place].isWholeMeasure {
        if let home = home(of: self[place], among: measures) { clusters[home].append(place) }
      }
      for cluster in clusters where cluster.count > 1 {
        for place in merge(cluster) { gone[place.table, default: []].insert(place.index) }
      }
    }
    for (table, indices) in gone {
      drafts[table] = drafts[table].enumerated().filter { !indices.contains($0.offset) }.map(\.element)
    }
  }

  /// A file number; where there is none, the persons and the day of the start.
  private static func identity(_ draft: RowDraft) -> MeasureIdentity? {
    guard let measure = draft.given.first(.measure) else { return nil }
    let number = Folded.identifier(measure.text("mesure_id"))
    if !number.isEmpty { return MeasureIdentity(structure: draft.structure, number: number) }
    guard let day = measure.day("date_debut") ?? measure.day("date_orientation") else { return nil }
    let persons = draft.given[.person].map { $0.values.map { Folded.words($0.value.written) }.joined(separator: " ") }
    let text = persons.joined(separator: "+")
    return text.isEmpty ? nil : MeasureIdentity(structure: draft.structure, number: "\(text) \(day)")
  }

  /// The measure that a row which only completes one is about: the last to have begun by then.
  private func home(of draft: RowDraft, among measures: [RowDraft]) -> Int? {
    let likely = measures.indices.filter { draft.mayShare(personsWith: measures[$0]) }
    guard likely.count > 1, let day = draft.given.firstEvent else { return likely.first }
    let starts = likely.compactMap { index in measures[index].start.map { (start: $0, index: index) } }
    return starts.filter { $0.start <= day }.max { $0.start < $1.start }?.index
      ?? starts.min { $0.start < $1.start }?.index ?? likely.first
  }

  /// Makes one draft of several, that of the first row of the latest file; gives the places of the others.
  ///
  /// It is the référent's where each person has a row.
  private mutating func merge(_ cluster: [Place]) -> [Place] {
    let whole = cluster.filter { self[$0].isWholeMeasure }
    let lastFile = whole.max { age($0) < age($1) }.map { self[$0].origin.file }
    guard let main = whole.filter({ self[$0].origin.file == lastFile }).min(by: { self[$0].origin < self[$1].origin })
    else { return [] }
    var merged = self[main]
    let later = cluster.filter { age($0) > age(main) }.sorted { age($0) < age($1) }
    let others = later + cluster.filter { $0 != main && age($0) <= age(main) }.sorted { age($0) > age($1) }
    for (rank, place) in others.enumerated() { absorb(self[place], into: &merged, isLater: rank < later.count) }
    drafts[main.table][main.index] = merged
    return others
  }

  private mutating func absorb(_ draft: RowDraft, into merged: inout RowDraft, isLater: Bool) {
    var completion = Completion(isLater: isLater, isSameFile: draft.origin.file == merged.origin.file)
    merged.given.complete(with: draft.given, from: draft.origin, &completion)
    for (path, known, told) in completion.contradicted where Self.disagrees.contains(path) {
      let (known, told) = ((known.written, merged.origin), (told.written, draft.origin))
      merged.disagreements.append(
        Disagreement(field: path, kept: isLater ? told : known, other: isLater ? known : told)
      )
    }
    if draft.origin == merged.origin { return }
    if completion.isUsed { merged.also.append(draft.origin) } else { repeated.append(draft.origin) }
  }

  /// Fields of which two values cannot both have been true.
  private static let disagrees: Set<String> = [
    "mesure.date_orientation", "mesure.date_debut", "mesure.date_fin", "mesure.type", "mesure.date_contrat",
    "mesure.renouvellement_de", "mesure.bail_id", "mesure.bailleur", "mesure.statut_logement_entree", "sortie.motif",
    "sortie.logement_a_la_sortie", "sortie.gestion_courante_reprise", "suspension.fin", "suivi.en_place", "suivi.dette",
    "releve.solde",
  ]
}

extension RowDraft {
  fileprivate var measure: Instance? { given.first(.measure) }

  fileprivate var start: Day? { measure?.day("date_debut") }

  /// Whether it tells a measure, and does not only complete one.
  fileprivate var isWholeMeasure: Bool {
    measure.map { !$0.text("projet").isEmpty && $0.code("volet", Volet.self) != nil } ?? false
  }

  /// Whether two rows of one number tell one measure.
  fileprivate func isSameMeasure(as other: RowDraft) -> Bool {
    guard let one = measure, let two = other.measure, one.text("projet") == two.text("projet"),
      one.code("volet", Volet.self) == two.code("volet", Volet.self)
    else { return false }
    let days = ["date_debut", "date_orientation"].lazy.map { (one.day($0), two.day($0)) }
    for case (let one?, let two?) in days { return abs(one - two) <= 31 && mayShare(personsWith: other) }
    return mayShare(personsWith: other)
  }

  /// Whether two rows may be about one household: of one file, they are; of two, when a name or a birth date agrees.
  fileprivate func mayShare(personsWith other: RowDraft) -> Bool {
    origin.file == other.origin.file || mayShare(personsOf: other)
  }

  /// The day on which the lease begins.
  fileprivate var effect: Day? { given.first(.lease)?.day("date_effet") }

  /// Whether two rows of one lease number tell one lease.
  fileprivate func isSameTenancy(as other: RowDraft) -> Bool {
    guard let one = effect, let two = other.effect, abs(one - two) > 31 else { return true }
    return mayShare(personsOf: other)
  }

  /// Whether a name or a birth date agrees, or one of the two names nobody.
  fileprivate func mayShare(personsOf other: RowDraft) -> Bool {
    let (one, two) = (persons, other.persons)
    if one.isEmpty || two.isEmpty { return true }
    let names = Set(two.flatMap(\.surnames))
    let births = Set(two.compactMap(\.birth))
    return one.contains { person in
      person.surnames.contains(where: names.contains) || person.birth.map(births.contains) ?? false
    }
  }

  private var persons: [PersonName] {
    RecordBuilder(
      given: given,
      role: .association,
      origin: origin,
      structure: structure,
      names: names,
      births: births
    )
    .identity().persons
  }
}
