import Model

extension Indicator {
  static let costPerHousehold = cost(
    "cout_par_menage",
    "Coût par ménage accompagné",
    unit: .eurosPerHousehold,
    definition: "Budget de la période rapporté aux ménages accompagnés.",
    among: "ménages accompagnés"
  ) { pool in numerator(of: .households, in: pool) }

  static let costPerMonthMeasure = cost(
    "cout_par_mois_mesure",
    "Coût par mois-mesure",
    unit: .eurosPerMonthMeasure,
    definition: "Budget de la période rapporté aux mois-mesures.",
    among: "mois-mesures"
  ) { pool in Rational(measureDays(in: pool)) / daysOfMonth }

  static let costPerKeptDwelling = cost(
    "cout_par_maintien",
    "Coût par maintien réussi",
    unit: .eurosPerKeptDwelling,
    definition: """
      Budget de la période rapporté aux maintiens réussis : logements gardés à la clôture du volet maintien, et baux \
      d’accès tenus.
      """,
    among: "maintiens réussis"
  ) { pool in
    numerator(of: .keptAtClosure, in: pool.narrowed(to: .maintien))
      + numerator(of: .keptAfterAccess, in: pool.narrowed(to: .acces))
  }

  private static func cost(
    _ code: String,
    _ label: String,
    unit: Unit,
    definition: String,
    among: String,
    _ units: @escaping @Sendable (Pool) -> Rational
  ) -> Indicator {
    let card = IndicatorCard(
      code: code,
      label: label,
      definition: definition
        + " Le budget est le réalisé de chaque exercice, à défaut le prévu à proportion de ses jours dans la période.",
      counted: "budget de la période, en euros",
      among: among,
      unit: unit,
      shape: .ratio,
      scopes: [.whole],
      publication: .finance,
      reference: "référentiel §4, §5"
    )
    return Indicator(card) { pool in
      let budget = Assessment.total(of: pool) { $0.budget(of: $1) }
      var figure = Figure(card, in: pool)
      figure.fill(ratio: budget.amount.map { $0 / Rational(100) }, over: units(pool))
      figure.missing = budget.missing
      if budget.amount == nil { figure.note = "budget non publié pour toute la période" }
      return [figure]
    }
  }

  /// Numerator of the first row of an indicator.
  private static func numerator(of indicator: Indicator, in pool: Pool) -> Rational {
    guard case .exact(let count)? = indicator.figures(pool).first?.numerator else { return Rational(0) }
    return count
  }
}

extension Pool {
  /// The same projects and period, over one scope.
  func narrowed(to scope: Scope) -> Pool { Pool(project, period, scope, of: slices.map(\.cohort)) }
}
