/// What the agreement of two records is worth, by comparison; no decision is made.
package struct Weighing: Sendable, Equatable {
  /// Every comparison that says something, in the order of the model.
  package var reasons: [Reason]

  /// The sum of the reasons, in bits: the higher, the likelier that the two are one person.
  package var bits: Double { reasons.reduce(0) { $0 + $1.bits } }
}

extension FrenchPersons {
  /// Weighs pairs of records, those at the places 2k and 2k + 1 of a table of these `fields`, in their order.
  ///
  /// How rare a name is does not count, since no record but these is known. Another home than the other's says no more than
  /// that one may have moved.
  package static func weigh(_ table: RecordTable) -> [Weighing] {
    guard let weights, table.count > 1 else { return [] }
    let store = FrozenStore()
    let records = PreparedRecords(table, in: store, cores: 1)
    let comparator = Comparator(model, records, in: store)
    var positionOf = [Int](repeating: 0, count: table.count)
    for position in 0..<records.count { positionOf[Int(records.recordAt[position])] = position }
    var memory = Comparator.Memory()
    let weighings = stride(from: 0, to: table.count - 1, by: 2).map { record in
      let pattern = comparator.pattern(positionOf[record], positionOf[record + 1], &memory)
      var reasons = weights.reasons(for: pattern, model)
      for index in reasons.indices where reasons[index].scope == .household {
        reasons[index].bits = max(reasons[index].bits, weights.bitsOfMoving)
      }
      return Weighing(reasons: reasons)
    }
    return withExtendedLifetime(store) { weighings }
  }
}

extension Weights {
  /// What another home says at most against two records.
  fileprivate var bitsOfMoving: Double { logarithm(personMoved / (personAtHome + personMoved)) }

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
