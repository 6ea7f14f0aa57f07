import Model

extension Indicator {
  static let aids: Indicator = {
    let card = IndicatorCard(
      code: "aides_mobilisees",
      label: "Ménages aidés et montants",
      definition: """
        Part des ménages actifs ayant une aide accordée ou versée, décidée pendant la période ; par type, la somme des \
        montants. Une aide accordée puis versée en 365 jours compte une fois, à la date de l’accord. Une écriture de \
        compte n’est jamais une aide.
        """,
      counted: "ménages aidés",
      among: "ménages actifs pendant la période",
      unit: .shareOfHouseholds,
      shape: .proportion,
      scopes: Scope.allCases,
      details: [""] + AidKind.allCases.map(\.rawValue),
      publication: .breakdown,
      reference: "référentiel §5"
    )
    let poll = Poll.pathways(.active, perHousehold: true) { pathway, slice in
      guard pathway.sent.contains(.aids) else { return (.unsent, 0, nil) }
      return (Judgement(slice.aids(of: pathway).contains { _ in true }), 0, nil)
    }
    return Indicator(card, candidates: .pathways(.active, perHousehold: true)) { pool in
      var figure = Figure(card, in: pool)
      let tally = Tally(poll.votes(pool))
      figure.fill(share: tally)
      figure.list(poll, in: pool, .aids)
      let aided = aidedHouseholds(in: pool)
      return [figure]
        + AidKind.allCases.map { kind in
          amounts(card, of: kind, aided.filter { $0.kind == kind }, in: pool, collected: !tally.nothingSent)
        }
    }
  }()

  /// Sum of the aids of one type.
  private static func amounts(
    _ card: IndicatorCard,
    of kind: AidKind,
    _ aided: [AidedHousehold],
    in pool: Pool,
    collected: Bool
  ) -> Figure {
    let label = "Aides mobilisées\u{a0}: \(kind.label)"
    var figure = Figure(card, in: pool, detail: kind.rawValue, label: label, unit: .euros)
    guard collected else {
      figure.notCollected()
      return figure
    }
    let sum = Quantity.exact(Rational(aided.reduce(0) { $0 + ($1.vote.amount ?? 0) }, 100))
    figure.numerator = sum
    figure.value = sum
    figure.denominator = Quantity(aided.count)
    figure.missing = aided.reduce(0) { $0 + $1.unknown }
    let poll = Poll { pool in aidedHouseholds(in: pool).filter { $0.kind == kind }.map(\.vote) }
    figure.list(poll, in: pool, .aids)
    return figure
  }

  /// The aided households of each type of aid, by household.
  ///
  /// The same aid may lie in the period of several projects,
  /// and of several parcours: it is counted once.
  private static func aidedHouseholds(in pool: Pool) -> [AidedHousehold] {
    var households: [AidedHousehold] = []
    var rows: Set<Origin> = []
    for (number, slice) in pool.slices.enumerated() {
      for index in slice.active {
        let pathway = slice.cohort.pathways[index]
        guard pathway.sent.contains(.aids) else { continue }
        for aid in slice.aids(of: pathway) {
          if let row = aid.origins.first, !rows.insert(row).inserted { continue }
          let vote = Vote(
            household: pathway.household,
            slice: number,
            subject: .pathway(index),
            judgement: .counted,
            amount: aid.amount
          )
          households.append(AidedHousehold(kind: aid.kind, vote: vote, unknown: aid.amount == nil ? 1 : 0))
        }
      }
    }
    return AidedHousehold.summed(households)
  }
}

/// A household and the sum of its aids of one type.
fileprivate struct AidedHousehold {
  let kind: AidKind
  var vote: Vote
  /// Those of unknown amount.
  var unknown: Int

  /// One a household and type, in the order of households.
  static func summed(_ aids: [AidedHousehold]) -> [AidedHousehold] {
    var sums: [AidedHousehold] = []
    for aid in aids.sorted(by: { ($0.vote.household, $0.kind.rawValue) < ($1.vote.household, $1.kind.rawValue) }) {
      if let last = sums.indices.last, sums[last].vote.household == aid.vote.household, sums[last].kind == aid.kind {
        sums[last].vote.amount = (sums[last].vote.amount ?? 0) + (aid.vote.amount ?? 0)
        sums[last].unknown += aid.unknown
      } else {
        sums.append(aid)
      }
    }
    return sums
  }
}

extension Slice {
  /// Aids obtained in the period by the household of a parcours.
  fileprivate func aids(of pathway: Pathway) -> LazyFilterSequence<[MobilisedAid]> {
    dossier(of: pathway).aids.lazy.filter { self.contains($0.date) }
  }
}
