import Model

extension Indicator {
  static let entryDebt = amounts(
    "montant_dette_entree",
    "Dette à l’entrée",
    definition: "Dette au début du parcours, en euros, des parcours dont celle de la fin est connue aussi."
  ) { entry, _ in entry }

  static let exitDebt = amounts(
    "montant_dette_sortie",
    "Dette à la sortie",
    definition: "Dette à la fin du parcours, en euros."
  ) { _, exit in exit }

  static let debtChange = amounts(
    "variation_dette",
    "Variation de la dette",
    definition: "Dette à la fin moins dette au début, en euros : négative quand la dette a baissé."
  ) { entry, exit in exit - entry }

  private static func amounts(
    _ code: String,
    _ label: String,
    definition: String,
    _ amount: @escaping @Sendable (_ entry: Cents, _ exit: Cents) -> Cents
  ) -> Indicator {
    distribution(
      code,
      label,
      rows: [.total, .median, .firstQuartile, .thirdQuartile],
      unit: .euros,
      step: Rational(1, 100),
      definition: definition,
      counted: "euros de dette",
      among: .indebted,
      evidence: .debts
    ) { pathway, slice in
      guard let closure = pathway.closure else { return .outside }
      guard let entry = closure.entryDebt else { return .leftOut(.entryDebtUnknown) }
      guard entry.amount > slice.setting.tolerance else { return .leftOut(.noDebt) }
      guard let exit = closure.exitDebt else { return .missing(.exitDebtUnknown) }
      return .value(amount(entry.amount, exit.amount))
    }
  }

  static let debtTransition = breakdown(
    "transition_dette",
    "De la dette à l’entrée à la sortie",
    rows: [
      ("apuree", "apurée"), ("minoree", "minorée"), ("aggravee", "aggravée"), ("stable", "stable à 1 € près"),
    ],
    definition: """
      Répartition des parcours clôturés entrés avec une dette : apurée (1 € au plus), sinon minorée ou aggravée de plus \
      de 1 €, sinon stable.
      """,
    counted: "parcours de cette issue",
    among: .indebted,
    publication: .breakdown,
    evidence: .debts
  ) { pathway, slice in
    let tolerance = slice.setting.tolerance
    guard let closure = pathway.closure else { return (.outside, 0) }
    guard let entry = closure.entryDebt?.amount else { return (.leftOut(.entryDebtUnknown), 0) }
    guard entry > tolerance else { return (.leftOut(.noDebt), 0) }
    guard let exit = closure.exitDebt?.amount else { return (.missing(.exitDebtUnknown), 0) }
    if exit <= tolerance { return (.counted, 0) }
    if exit < entry - tolerance { return (.counted, 1) }
    return (.counted, exit > entry + tolerance ? 2 : 3)
  }
}
