import Model

/// Finds, for one file, the kind of table that explains it best and the field of each column.
struct TableGuesser {
  let columns: [ColumnProfile]
  let vocabulary: Vocabulary
  let wide: [WideColumns]
  /// Name of the file, whose words count a little.
  let name: String

  /// Columns whose values are weighed where their headings say nothing; those of a wider file are known by their headings.
  static let weighed = 300

  /// The best kind, its guesses in the order of the columns, and what separates it from the next kind.
  func best() -> (kind: TableKind, guesses: [Guess]) {
    let said = saidByHeadings()
    let all = TableKind.allCases.map { kind in (kind, assign(kind, said)) }
    let winner = all.enumerated().max { ($0.element.1.total, -$0.offset) < ($1.element.1.total, -$1.offset) }
    return winner.map { ($0.element.0, $0.element.1.guesses) } ?? (.measures, columns.map { _ in Guess.none })
  }

  private func assign(_ kind: TableKind, _ said: [[Int: Vocabulary.Said]]) -> (total: Double, guesses: [Guess]) {
    let byColumn = pairs(for: kind, said)
    let pairs = byColumn.flatMap(\.self)
    var guesses: [Int: Guess] = [:]
    var taken: [Target: Int] = [:]
    var total = nameBonus(kind)
    /// Columns whose best field another column bears better: the least that a heading must say of a lesser one.
    var refused: [Int: Pair] = [:]
    let hasIdentity = pairs.contains { $0.isIdentity && $0.heading >= 0.5 }
    for pair in pairs.sorted(by: { ($1.score, $0.column, $0.order) < ($0.score, $1.column, $1.order) })
    where guesses[pair.column] == nil {
      // Other people than the household have names too: a caretaker, a social worker.
      if pair.isIdentity, pair.heading < 0.5, hasIdentity { continue }
      if let target = pair.target, taken[target] != nil, !target.isRepeatable, !pair.isSecondIdentity {
        if pair.heading >= 0.6, refused[pair.column] == nil { refused[pair.column] = pair }
        continue
      }
      if let better = refused[pair.column], pair.heading < 0.85 * better.heading { continue }
      if let target = pair.target { taken[target] = pair.column }
      // A field that another column bears better is no rival.
      let rivals = byColumn[pair.column].filter { other in
        other.target?.field != pair.target?.field && other.target.map { $0.isRepeatable || taken[$0] == nil } ?? true
      }
      guesses[pair.column] = pair.guess(beside: rivals)
      if pair.target != nil { total += pair.score }
    }
    for (column, pair) in refused where guesses[column] == nil {
      guesses[column] = twin(pair, of: pair.target.flatMap { taken[$0] })
    }
    for set in wide { addWide(set, kind, &guesses, &total) }
    if kind == .leases { addRun(&guesses, &total) }
    if kind == .entries, Self.amounts.allSatisfy({ taken[$0] == nil }) { total -= 0.9 }
    let lacking = kind.required.filter { path in !taken.keys.contains { $0.field.path == path } }
    total -= 0.9 * Double(lacking.count)
    // What a table is, its headings say; where they do not, « contrat » may be any table's.
    let unsure = kind.required.filter { path in
      !guesses.values.contains { $0.target?.field.path == path && $0.remark.isEmpty }
    }
    if let first = unsure.first { for column in guesses.keys { guesses[column]?.doubt("à vérifier, avec \(first)") } }
    // A roll of leases tells who lives there, since when or for how much.
    let facts = ["bail.date_effet", "bail.loyer", "personne.nom", "personne.nom_prenom", "personne.identite"]
    if kind == .leases, !taken.keys.contains(where: { facts.contains($0.field.path) }) { total -= 0.9 }
    total += keyBonus(kind, guesses)
    return (total, columns.map { guesses[$0.index] ?? .none })
  }

  /// A column left because another one says the same.
  private func twin(_ pair: Pair, of holder: Int?) -> Guess {
    let remark = "semble \(pair.field), déjà pris de « \(holder.map { columns[$0].title } ?? "") »"
    return Guess(target: nil, reason: pair.reason, remark: remark)
  }

  /// What the vocabulary says of each heading: by column, the best phrase of each entry.
  private func saidByHeadings() -> [[Int: Vocabulary.Said]] {
    var cache = Vocabulary.WordCache()
    return columns.map { vocabulary.said($0.header, cache: &cache) }
  }

  /// For every column, the fields that may be its own, in the order of the vocabulary.
  private func pairs(for kind: TableKind, _ said: [[Int: Vocabulary.Said]]) -> [[Pair]] {
    let fit = ValueFit(columns: columns, kind: kind, vocabulary: vocabulary)
    let roles = DateRoles(columns: columns.filter { $0.isDate && !fit.isBirth($0) }, kind: kind)
    let inWide = Set(wide.flatMap { $0.members.map(\.index) })
    let entries = vocabulary.entries.enumerated().filter { $0.element.holds(in: kind) }
    return columns.enumerated().map { position, column in
      if inWide.contains(column.index) { return [] }
      var best: [Target?: Pair] = [:]
      var fits: [Target: (score: Double, reason: String)] = [:]
      for (order, entry) in entries
      where said[position][order] != nil || entry.target?.isTold(byValuesOf: column) == true {
        if let target = entry.target, fits[target] == nil { fits[target] = fit.of(column, target) }
        let values = entry.target.flatMap { fits[$0] } ?? (0, "")
        let pair = pair(column, entry.target, said: said[position][order], values: values, roles: roles, order: order)
        if let pair, pair.score > best[entry.target]?.score ?? 0.14 { best[entry.target] = pair }
      }
      // A heading that says something beats what values alone suggest.
      let isSaid = best.values.contains { $0.target != nil && $0.heading > 0 && $0.score >= 0.5 }
      return best.values.sorted { $0.order < $1.order }.map { pair in
        var pair = pair
        if isSaid, pair.heading == 0 { pair.score = min(pair.score, 0.35) }
        return pair
      }
    }
  }

  private func pair(
    _ column: ColumnProfile,
    _ target: Target?,
    said: Vocabulary.Said?,
    values: (score: Double, reason: String),
    roles: DateRoles,
    order: Int
  ) -> Pair? {
    func pair(_ score: Double, _ reason: String, _ values: Double) -> Pair {
      Pair(
        column: column.index,
        target: target,
        score: score,
        reason: reason,
        order: order,
        heading: said?.score ?? 0,
        values: values
      )
    }
    guard let target else { return said.map { pair($0.score * 0.98, "en-tête « \($0.phrase) » : hors du modèle", 0) } }
    if values.score <= -0.75 { return nil }
    var reasons = said.map { ["en-tête « \($0.phrase) »"] } ?? []
    if !values.reason.isEmpty { reasons.append(values.reason) }
    guard let said else {
      let role = roles.scores[column.index]?[target.field.path] ?? 0
      guard values.score > 0.2 || role > 0 else { return nil }
      if role > 0 { reasons.append("ordre des dates") }
      return pair(min(0.75, max(0.55 * values.score, 0) + role), reasons.joined(separator: " ; "), values.score)
    }
    return pair(said.score + 0.4 * values.score, reasons.joined(separator: " ; "), values.score)
  }

  /// A set of balances, one a column.
  private func addWide(_ set: WideColumns, _ kind: TableKind, _ guesses: inout [Int: Guess], _ total: inout Double) {
    guard kind == .leases || kind == .measures, let target = Target("releve[*].solde") else { return }
    let reason = "\(set.members.count) colonnes de montants, une par \(set.isMonthly ? "mois ou trimestre" : "date")"
    for member in set.members {
      guesses[member.index] = Guess(target: target, confidence: 0.9, reason: reason)
    }
    total += kind == .leases ? 1.5 : 0.5
  }

  private static let amounts = Set(
    ["mouvement.montant", "mouvement.debit", "mouvement.credit"].compactMap { Target($0) }
  )

  /// Amounts side by side that no heading explains: balances whose dates are not told.
  private func addRun(_ guesses: inout [Int: Guess], _ total: inout Double) {
    guard let target = Target("releve[*].solde") else { return }
    var run: [Int] = []
    for column in columns.map(Optional.some) + [nil] {
      if let column, column.isAmount, guesses[column.index] == nil {
        run.append(column.index)
        continue
      }
      if run.count >= 4 {
        let reason = "\(run.count) colonnes de montants côte à côte, sans date dans l'en-tête"
        for index in run {
          guesses[index] = Guess(target: target, confidence: 0.3, reason: reason, remark: "à vérifier : dates à dire")
        }
        total += 1.2
      }
      run = []
    }
  }

  /// Words of the file's name that say its kind.
  private func nameBonus(_ kind: TableKind) -> Double {
    let words: [TableKind: [String]] = [
      .measures: ["mesure", "suivi", "accompagnement", "bilan", "menage"],
      .leases: ["locataire", "baux", "bail", "locat"],
      .entries: ["ecriture", "ecrit", "compte", "mouvement", "livre"], .balances: ["solde"],
      .acts: ["procedure", "acte", "contentieux"], .plans: ["plan", "echeancier"],
      .visits: ["rencontre", "visite", "rdv", "entretien"],
    ]
    let name = Folded.words(name)
    return words[kind, default: []].contains { name.contains($0) } ? 0.3 : 0
  }

  /// A ledger's keys repeat, a roll's do not.
  private func keyBonus(_ kind: TableKind, _ guesses: [Int: Guess]) -> Double {
    let keys = [
      "bail.bail_id", "mouvement.bail_id", "acte.bail_id", "rencontre.mesure_id", "plan.bail_id", "mesure.mesure_id",
    ]
    guard let key = columns.first(where: { keys.contains(guesses[$0.index]?.field ?? "") }), key.filled > 3 else {
      return 0
    }
    let repeats = key.uniqueness < 0.7
    // A file of acts may hold one act a lease.
    if kind == .acts { return repeats ? 0.3 : 0 }
    return repeats == kind.repeatsKey ? 0.5 : -0.8
  }
}
