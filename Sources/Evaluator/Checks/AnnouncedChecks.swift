import Model

/// The figures that other documents announce, against the computed ones.
func announcedChecks(of project: Project, _ figures: [Figure]) -> [Check] {
  project.announced.map { announced in
    let period = announced.period.isEmpty ? PeriodKind.cumul.rawValue : announced.period
    let scope = announced.volet.isEmpty ? Scope.whole.rawValue : announced.volet
    let figure = figures.first { figure in
      figure.indicator == announced.indicator && figure.detail == announced.detail
        && figure.period.rawValue == period && figure.scope.rawValue == scope
    }
    var check = announced.check(against: figure)
    check.figures = [figure?.name].compactMap(\.self)
    return check
  }
}

extension Announced {
  fileprivate func check(against figure: Figure?) -> Check {
    guard let figure, case .exact(let computed)? = figure.value else {
      let sentence = """
        Le chiffre annoncé pour «\(French.space)\(figure?.label ?? indicator)\(French.space)» (\(source)) ne peut pas \
        être recalculé.
        """
      return Check(code: "chiffre_annonce", outcome: .notice, sentence: sentence)
    }
    let gap = computed - value
    let holds = Rational(2 * abs(gap.numerator), gap.denominator) <= precision
    let (stated, account) = (statement(of: figure), figure.account(of: computed))
    return Check(
      "chiffre_annonce",
      holds: holds,
      "\(stated) découle des comptes\(French.space): \(account).",
      otherwise: "\(stated) ne découle pas des comptes\(French.space): \(account)."
    )
  }

  /// One unit of the last decimal announced.
  private var precision: Rational {
    var unit = Rational(1)
    while (value / unit).denominator != 1, unit.denominator < 1_000_000 { unit = unit * Rational(1, 10) }
    return unit
  }

  private func statement(of figure: Figure) -> String {
    if let per = figure.unit.costWords {
      return "Le coût annoncé de \(French.euros(value)) par \(per.one)"
    }
    return "La valeur annoncée de \(figure.words(value)) («\(French.space)\(figure.label)\(French.space)»)"
  }
}

extension Figure {
  /// The computation in words: « 96 000 € ÷ 35 ménages = 2 743 € ».
  fileprivate func account(of computed: Rational) -> String {
    guard case .exact(let top)? = numerator, case .exact(let bottom)? = denominator else { return words(computed) }
    if let per = unit.costWords {
      let units = French.number(bottom, decimals: bottom.denominator == 1 ? 0 : 1)
      return "\(French.euros(top)) ÷ \(units) \(bottom < Rational(2) ? per.one : per.many) = \(French.euros(computed))"
    }
    let decimals = { (value: Rational) in value.denominator == 1 ? 0 : 1 }
    let (above, below) = (
      French.number(top, decimals: decimals(top)), French.number(bottom, decimals: decimals(bottom))
    )
    return interval == nil ? "\(above) ÷ \(below) = \(words(computed))" : "\(above) sur \(below) = \(words(computed))"
  }

  /// A value in the unit of the figure.
  fileprivate func words(_ value: Rational) -> String {
    switch unit {
    case .shareOfPathways, .shareOfHouseholds, .shareOfVisits, .shareOfEuros: French.percent(value)
    case .euros, .eurosPerHousehold, .eurosPerMonthMeasure, .eurosPerKeptDwelling: French.euros(value)
    case .householdRatio, .visitsPerSixMonths, .mois, .monthMeasures:
      French.number(value, decimals: value.denominator == 1 ? 0 : 2)
    case .menages, .personnes, .mesures, .parcours: French.number(value)
    }
  }
}

extension Unit {
  fileprivate var costWords: (one: String, many: String)? {
    switch self {
    case .eurosPerHousehold: ("ménage", "ménages")
    case .eurosPerMonthMeasure: ("mois-mesure", "mois-mesures")
    case .eurosPerKeptDwelling: ("maintien réussi", "maintiens réussis")
    default: nil
    }
  }
}
