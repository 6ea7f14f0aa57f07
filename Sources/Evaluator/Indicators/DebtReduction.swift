import Model

extension Indicator {
  static let debtReduced: Indicator = {
    let reduced = share(
      "dette_minoree",
      "Dette minorée en fin d’accompagnement",
      definition: """
        Part des parcours clôturés, entrés avec une dette de plus de 1 €, dont la dette à la fin est apurée ou plus \
        basse de plus de 1 € que celle de l’entrée. La dette vient du bailleur, à défaut de l’association.
        """,
      counted: "parcours dont la dette est plus basse ou apurée",
      among: .indebted,
      evidence: .debts
    ) { pathway, slice in
      judge(pathway, slice) { entry, exit, tolerance in exit <= tolerance || exit < entry - tolerance }
    }
    var card = reduced.card
    card.details = ["", "n_dette_entree_inconnue"]
    let known = card
    return Indicator(known, candidates: reduced.candidates) { pool in
      reduced.figures(pool) + [unknownEntry(known, in: pool)]
    }
  }()

  static let debtReducedWithoutWriteOffs = share(
    "dette_minoree_hors_effacement",
    "Dette minorée, effacements et abandons réintégrés",
    definition: """
      Comme la dette minorée, la dette de fin étant augmentée des effacements et abandons de créance passés pendant \
      le parcours. Manquant aussi quand un effacement est connu sans que son montant le soit.
      """,
    counted: "parcours dont la dette a baissé autrement que par effacement",
    among: .indebted,
    evidence: [.debts, .acts]
  ) { pathway, slice in
    if let closure = pathway.closure, closure.erasedUnseen, owes(closure, slice.setting.tolerance) {
      return .missing(.erasedUnknown)
    }
    return judge(pathway, slice) { entry, exit, tolerance in
      let whole = exit + (pathway.closure?.writtenOff ?? 0)
      return whole <= tolerance || whole < entry - tolerance
    }
  }

  static let debtCleared = share(
    "dette_apuree",
    "Dette entièrement apurée",
    definition: "Part des mêmes parcours dont la dette à la fin ne dépasse pas 1 €.",
    counted: "parcours dont la dette est apurée",
    among: .indebted,
    evidence: .debts
  ) { pathway, slice in judge(pathway, slice) { _, exit, tolerance in exit <= tolerance } }

  /// The verdict on a parcours that came with a debt; the others are left out.
  private static func judge(
    _ pathway: Pathway,
    _ slice: Slice,
    _ succeeds: (_ entry: Cents, _ exit: Cents, _ tolerance: Cents) -> Bool
  ) -> Judgement {
    let tolerance = slice.setting.tolerance
    guard let closure = pathway.closure else { return .outside }
    guard let entry = closure.entryDebt else { return .leftOut(.entryDebtUnknown) }
    guard entry.amount > tolerance else { return .leftOut(.noDebt) }
    guard let exit = closure.exitDebt else { return .missing(.exitDebtUnknown) }
    return Judgement(succeeds(entry.amount, exit.amount, tolerance))
  }

  private static func owes(_ closure: Closure, _ tolerance: Cents) -> Bool {
    closure.entryDebt.map { $0.amount > tolerance } ?? false
  }

  private static func unknownEntry(_ card: IndicatorCard, in pool: Pool) -> Figure {
    let poll = Poll.pathways(.closed) { pathway, _ in
      (pathway.closure?.entryDebt == nil ? .counted : .outside, 0, nil)
    }
    var figure = Figure(
      card,
      in: pool,
      detail: "n_dette_entree_inconnue",
      label: "Parcours clôturés dont la dette à l’entrée est inconnue",
      unit: .parcours
    )
    figure.fill(count: Tally(poll.votes(pool)).counted)
    figure.list(poll, in: pool, [])
    return figure
  }
}

extension Population {
  /// Closed parcours, of which the indicators on debts keep those that came with one.
  static let indebted = closed.named("parcours clôturés pendant la période, entrés avec une dette de plus de 1 €")
}
