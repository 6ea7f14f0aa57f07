import Model

extension Indicator {
  static let arrearsAtEntry = arrears(
    "impaye_constitue_entree",
    "Impayé constitué à l’entrée (au moins 2 loyers nets)",
    at: "début"
  ) { ($0.entryDebt, $0.entryRent) }

  static let arrearsAtExit = arrears(
    "impaye_constitue_sortie",
    "Impayé constitué à la sortie (au moins 2 loyers nets)",
    at: "fin"
  ) { ($0.exitDebt, $0.exitRent) }

  private static func arrears(
    _ code: String,
    _ label: String,
    at moment: String,
    _ known: @escaping @Sendable (Closure) -> (debt: Debt?, rent: Cents?)
  ) -> Indicator {
    share(
      code,
      label,
      definition: """
        Part des parcours clôturés dont la dette au \(moment == "fin" ? "jour de la fin" : "jour du début") atteint deux \
        fois le loyer net (loyer et charges moins l’aide versée au bailleur) du bail en vigueur ce jour-là. Manquant si \
        la dette ou le loyer est inconnu.
        """,
      counted: "parcours en impayé constitué",
      among: .closed,
      evidence: [.debts, .leases]
    ) { pathway, _ in
      guard let closure = pathway.closure else { return .outside }
      let (debt, rent) = known(closure)
      guard let debt else { return .missing(.debtUnknown) }
      guard let rent else { return .missing(.rentUnknown) }
      return Judgement(debt.amount >= 2 * rent)
    }
  }

  static let arrearsAfterTwelveMonths: Indicator = {
    let observed = share(
      "impaye_12_mois",
      "Impayé de plus de 3 mois un an après",
      definition: """
        Part des parcours dont le premier anniversaire de la fin est dans la période, et dont la dette atteint alors \
        trois fois le loyer net ; à défaut de dette et de loyer connus, ce qu’en dit le suivi à 12 mois fait à 31 jours \
        près. Manquant sans observation.
        """,
      counted: "parcours en impayé de plus de trois mois",
      among: yearAfter,
      evidence: [.leases, .followUps]
    ) { pathway, _ in pathway.closure?.arrearsThen ?? .outside }
    var card = observed.card
    card.details = ["", "taux_suivi"]
    let known = card
    return Indicator(known, candidates: observed.candidates) { pool in
      observed.figures(pool) + [followed(known, in: pool)]
    }
  }()

  private static let yearAfter = Population(
    label: "parcours clôturés douze mois avant une date de la période",
    showsOngoing: true
  ) { slice in
    slice.all.filter { index in
      slice.cohort.pathways[index].closure.map { slice.contains($0.anniversary) } ?? false
    }
  }

  /// Share of the same parcours that are observed.
  private static func followed(_ card: IndicatorCard, in pool: Pool) -> Figure {
    let poll = Poll.pathways(yearAfter) { pathway, _ in
      if case .missing? = pathway.closure?.arrearsThen { (.notCounted, 0, nil) } else { (.counted, 0, nil) }
    }
    var figure = Figure(card, in: pool, detail: "taux_suivi", label: "Parcours observés un an après")
    figure.fill(share: Tally(poll.votes(pool)))
    figure.list(poll, in: pool, [.leases, .followUps])
    return figure
  }
}

extension Dossier {
  /// Whether the household of a parcours owes more than three months' rent at a date.
  func arrears(of chained: ArraySlice<Measure>, at date: Day, _ setting: Setting) -> Judgement {
    if let rent = netRent(at: date, sends: setting.sends), let debt = debt(at: date) {
      return Judgement(debt.amount >= 3 * rent)
    }
    let observed = chained.flatMap(\.followUps)
      .filter { $0.horizon == 12 && abs($0.date - date) <= Dossier.nearby }
      .min { (abs($0.date - date), $0.date, $0.origin) < (abs($1.date - date), $1.date, $1.origin) }
    return switch observed?.threeMonthsUnpaid {
    case .yes: .counted
    case .no: .notCounted
    case .unknown, nil: .missing(.notObserved)
    }
  }
}
