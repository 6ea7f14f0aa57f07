/// Which records are one person.
package struct Reconciled: Sendable {
  /// Cluster of each record of the table, in its order: the number, from 0, of its first member in a fixed order.
  package var clusters: [Int]
  /// Pairs that made a link or were worth a look, the surest first.
  package var pairs: [PairReport]
  /// What agreement was worth; given back to `reconcile`, it decides the same next year.
  package var weights: Weights
  /// The model as it was applied: without the levels and keys whose fields the records lack.
  package var model: LinkageModel
  /// What each key brought, in the order of the model.
  package var blocking: [BlockingReport]
  package var warnings: [LinkageWarning]
}

/// A pair of records and what was decided.
package struct PairReport: Sendable {
  package enum Decision: String, Sendable {
    case linked = "lie"
    /// One person through other pairs.
    case implied = "lie_par_un_tiers"
    case weak = "trop_faible"
    /// Another record is nearly as likely.
    case rival = "rival"
    /// One of the two has its only possible link already.
    case taken = "deja_lie"
    /// The other records of their clusters speak against it.
    case refused = "contredit"
    /// Someone decided so.
    case apart = "separe"
  }

  /// Records of the table.
  package var one: Int
  package var other: Int
  package var decision: Decision
  /// Logarithm in base 2 of the odds that the two are one person.
  package var bits: Double
  /// Name of the rule that brought the pair; `foyer` when a link in their households did.
  package var key: String
  /// The likeliest record that this link shuts out, and how many bits behind it is; `nil` without any.
  package var rival: (record: Int, margin: Double)?
  /// Bits that the rarity of the values adds to the average weights.
  package var rarity: Double
  /// Levels of agreement.
  let pattern: Comparator.Pattern

  /// Probability that the two are one person.
  package var probability: Double { 1 / (1 + power(-bits)) }
}

extension Reconciled {
  /// Why: every comparison that says something of a pair, with its level and what it is worth, in the order of the model.
  package func reasons(for pair: PairReport) -> [Reason] { weights.reasons(for: pair.pattern, model) }
}

/// One line of an explanation.
package struct Reason: Sendable, Equatable {
  /// Name of the comparison.
  package var comparison: String
  package var scope: Comparison.Scope
  /// Level reached, in the words of the declaration.
  package var label: String
  /// Bits for (positive) or against; for a household comparison, for or against one household.
  package var bits: Double
}

/// Something in the records that a reader should know before trusting the links.
package struct LinkageWarning: Sendable, Equatable {
  package enum Kind: String, Sendable {
    /// No record holds the field.
    case emptyField = "champ_vide"
    /// All records that hold the field hold the same value.
    case constantField = "champ_constant"
    /// A source declared without duplicates holds records that are the same in every field.
    case repeatedRecords = "enregistrements_identiques"
    /// A key that a large share of the records have in common brings no pair.
    case largeBlock = "bloc_demesure"
  }

  package var kind: Kind
  /// Field, source or rule.
  package var subject: String
  /// Records concerned.
  package var count: Int
}

/// What a person decided, which evidence never overrides: pairs of records of the table.
package struct Decided: Sendable {
  package var together: [(Int, Int)]
  package var apart: [(Int, Int)]

  package init(together: [(Int, Int)] = [], apart: [(Int, Int)] = []) {
    self.together = together
    self.apart = apart
  }
}

/// Reconciles the records of a table by a declared model.
///
/// The result depends neither on the order of the records, nor on `cores`. Work and memory are linear in the records.
/// A full name is also compared by its first and last words. Weights are learnt unless they are given. Pairs decided apart win over pairs decided together.
package func reconcile(
  _ given: RecordTable,
  _ declared: LinkageModel,
  weights pinned: Weights? = nil,
  decided: Decided = Decided(),
  cores: Int = 1
) -> Reconciled {
  let table = given.splittingNames()
  let model = declared.applied(to: table.fields)
  let store = FrozenStore()
  let records = PreparedRecords(table, in: store, cores: cores)
  let index = CandidateIndex(model, records, in: store, cores: cores)
  let comparator = Comparator(model, records, in: store)
  let run = Reconciler(
    records: records,
    index: index,
    comparator: comparator,
    model: model,
    constraints: Constraints(decided, records),
    cores: cores
  )
  let given = pinned.flatMap { $0.fits(comparator) ? $0 : nil }
  let weights = given ?? run.train()
  return withExtendedLifetime(store) {
    run.reconcile(
      PairScorer(comparator, weights, records, in: store),
      weights: weights,
      from: given?.threshold
    )
  }
}

extension Weights {
  /// Every comparison that says something of a pattern, in the order of the model.
  func reasons(for pattern: Comparator.Pattern, _ model: LinkageModel) -> [Reason] {
    model.comparisons.enumerated().compactMap { index, comparison in
      let level = Int(pattern >> Comparator.Pattern(4 * index) & 15)
      guard level != Comparator.missing else { return nil }
      return Reason(
        comparison: comparison.name,
        scope: comparison.scope,
        label: level <= comparison.levels.count ? comparison.levels[level - 1].label : "différent",
        bits: logarithm(same[index][level] / different[index][level])
      )
    }
  }
}
