import Model

/// What a column looks like in the canonical model.
package struct Guess: Sendable {
  /// `mesure.date_debut`, `acte[cdp].date_acte`; empty when nothing in the model fits.
  package let field: String
  /// Constant of the record that goes with the column (`commandement_payer`); empty when there is none.
  package let constant: String
  /// 0…1.
  package let confidence: Double
  /// Why, in French.
  package let reason: String
  let target: Target?

  static let none = Guess(
    field: "",
    constant: "",
    confidence: 0,
    reason: "rien dans le modèle n'y ressemble",
    target: nil
  )
}

/// Finds, for one file, the kind of table that explains it best and the field of each column.
struct TableGuesser {
  let columns: [ColumnProfile]
  let vocabulary: Vocabulary
  let wide: [WideColumns]
  /// Name of the file, whose words count a little.
  let name: String

  /// A column and a field, and how well they go together.
  private struct Pair {
    let column: Int
    let target: Target?
    let score: Double
    let reason: String
    let order: Int

    /// What the heading says of it, 0 when it says nothing.
    let heading: Double

    /// The same pair, as a last resort.
    var weakened: Pair {
      Pair(column: column, target: target, score: min(score, 0.35), reason: reason, order: order, heading: heading)
    }

    var isIdentity: Bool {
      ["personne.identite", "personne.nom_prenom", "personne.nom"].contains(target?.field.path ?? "")
        && target?.label.isEmpty == true
    }

    /// The occupant beside the tenant of an association's lease.
    var isSecondIdentity: Bool { target?.field.path == "personne.identite" && score > 0.75 }
  }

  /// The best kind, its guesses in the order of the columns, and what separates it from the next kind.
  func best() -> (kind: TableKind, guesses: [Guess]) {
    let said = saidByHeadings()
    let all = TableKind.allCases.map { kind in (kind, assign(kind, said)) }
    let winner = all.enumerated().max { ($0.element.1.total, -$0.offset) < ($1.element.1.total, -$1.offset) }
    return winner.map { ($0.element.0, $0.element.1.guesses) } ?? (.measures, columns.map { _ in Guess.none })
  }

  private func assign(
    _ kind: TableKind,
    _ said: [[(score: Double, phrase: String)]]
  ) -> (total: Double, guesses: [Guess]) {
    let pairs = pairs(for: kind, said)
    var guesses: [Int: Guess] = [:]
    var taken: Set<Target> = []
    var total = nameBonus(kind)
    let hasIdentity = pairs.contains { $0.isIdentity && $0.heading >= 0.5 }
    for pair in pairs.sorted(by: { ($1.score, $0.column, $0.order) < ($0.score, $1.column, $1.order) })
    where guesses[pair.column] == nil {
      if let target = pair.target, taken.contains(target), !target.isRepeatable, !pair.isSecondIdentity { continue }
      // Other people than the household have names too: a caretaker, a social worker.
      if pair.isIdentity, pair.heading < 0.5, hasIdentity { continue }
      if let target = pair.target { taken.insert(target) }
      // A field that another column bears better is no rival.
      let rivals = pairs.filter { other in
        other.column == pair.column && other.target?.field != pair.target?.field
          && other.target.map { $0.isRepeatable || !taken.contains($0) } ?? true
      }
      let rival = rivals.map(\.score).max() ?? 0
      guesses[pair.column] = guess(pair, rival: rival)
      if pair.target != nil { total += pair.score }
    }
    for set in wide { addWide(set, kind, &guesses, &total) }
    if kind == .leases { addRun(&guesses, &total) }
    if kind == .entries, taken.isDisjoint(with: Self.amounts) { total -= 0.9 }
    for path in kind.required where !taken.contains(where: { $0.field.path == path }) { total -= 0.9 }
    total += keyBonus(kind, guesses)
    return (total, columns.map { guesses[$0.index] ?? .none })
  }

  private func guess(_ pair: Pair, rival: Double) -> Guess {
    let strength = min(pair.score, 1.2) / 1.2
    let margin = pair.score > 0 ? max(0, pair.score - max(0, rival)) / pair.score : 0
    let confidence = min(0.99, max(0.05, 0.65 * strength + 0.35 * margin))
    return Guess(
      field: pair.target?.written ?? "",
      constant: pair.target?.constant ?? "",
      confidence: confidence,
      reason: pair.reason,
      target: pair.target
    )
  }

  /// What the vocabulary says of each heading: by column, the best phrase of each entry.
  private func saidByHeadings() -> [[(score: Double, phrase: String)]] {
    let known = Set(vocabulary.entries.flatMap { $0.phrases.flatMap(\.words) })
    return columns.map { column in
      let heading = Heading.weights(Heading.words(column.header), known: known)
      return vocabulary.entries.map { entry in
        var best = (score: 0.0, phrase: "")
        for phrase in entry.phrases {
          let score = Heading.match(heading, phrase.words) * entry.weight
          if score > best.score { best = (score, phrase.text) }
        }
        return best.score >= 0.3 ? best : (0, "")
      }
    }
  }

  /// Every column with every field that may be its own, in the order of the vocabulary.
  private func pairs(for kind: TableKind, _ said: [[(score: Double, phrase: String)]]) -> [Pair] {
    let fit = ValueFit(columns: columns, kind: kind, vocabulary: vocabulary)
    let roles = DateRoles(columns: columns.filter { $0.isDate && !fit.isBirth($0) }, kind: kind)
    let inWide = Set(wide.flatMap { $0.members.map(\.index) })
    var pairs: [Pair] = []
    for (position, column) in columns.enumerated() where !inWide.contains(column.index) {
      var best: [Target?: Pair] = [:]
      var fits: [Target: (score: Double, reason: String)] = [:]
      for (order, entry) in vocabulary.entries.enumerated() where entry.holds(in: kind) {
        if let target = entry.target, fits[target] == nil { fits[target] = fit.of(column, target) }
        let values = entry.target.flatMap { fits[$0] } ?? (0, "")
        let pair = pair(column, entry.target, said: said[position][order], values: values, roles: roles, order: order)
        if let pair, pair.score > best[entry.target]?.score ?? 0.14 { best[entry.target] = pair }
      }
      // A heading that says something beats what values alone suggest.
      let isSaid = best.values.contains { $0.target != nil && $0.heading > 0 && $0.score >= 0.5 }
      pairs += best.values.map { isSaid && $0.heading == 0 ? $0.weakened : $0 }
    }
    return pairs
  }

  private func pair(
    _ column: ColumnProfile,
    _ target: Target?,
    said: (score: Double, phrase: String),
    values: (score: Double, reason: String),
    roles: DateRoles,
    order: Int
  ) -> Pair? {
    guard let target else {
      let reason = "en-tête « \(said.phrase) » : hors du modèle"
      return said.score > 0
        ? Pair(
          column: column.index,
          target: nil,
          score: said.score * 0.98,
          reason: reason,
          order: order,
          heading: said.score
        ) : nil
    }
    if values.score <= -0.75 { return nil }
    var reasons = said.score > 0 ? ["en-tête « \(said.phrase) »"] : []
    if !values.reason.isEmpty { reasons.append(values.reason) }
    var score = said.score + 0.4 * values.score
    if said.score == 0 {
      // Values alone: a label needs its heading, and so does a field that others resemble.
      guard target.label.isEmpty, !target.isTick, !Self.headingOnly.contains(target.field.path) else { return nil }
      let role = roles.scores[column.index]?[target.field.path] ?? 0
      guard column.filled > 0, values.score > 0.2 || role > 0 else { return nil }
      if role > 0 { reasons.append("ordre des dates") }
      score = min(0.75, max(0.55 * values.score, 0) + role)
    }
    let reason = reasons.joined(separator: " ; ")
    return Pair(
      column: column.index,
      target: target,
      score: score,
      reason: reason,
      order: order,
      heading: said.score
    )
  }

  /// Fields that values alone never tell from others.
  private static let headingOnly: Set<String> = [
    "mesure.renouvellement_de", "mesure.projet", "mesure.bailleur", "bail.client_id", "bail.preneur",
    "suspension.debut", "suspension.fin", "adresse.complement", "aide.date_decision", "aide.statut", "aide.montant",
    "personne.nom_usage",
  ]

  /// A set of balances, one a column.
  private func addWide(_ set: WideColumns, _ kind: TableKind, _ guesses: inout [Int: Guess], _ total: inout Double) {
    guard kind == .leases || kind == .measures, let target = Target("releve[*].solde") else { return }
    let reason = "\(set.members.count) colonnes de montants, une par \(set.isMonthly ? "mois ou trimestre" : "date")"
    for member in set.members {
      guesses[member.index] = Guess(
        field: target.written,
        constant: "",
        confidence: 0.9,
        reason: reason,
        target: target
      )
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
          guesses[index] = Guess(field: target.written, constant: "", confidence: 0.3, reason: reason, target: target)
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
