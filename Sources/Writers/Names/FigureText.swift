import Model

/// A published figure in French words.
struct FigureText {
  let figure: Figure
  let card: IndicatorCard?

  /// In a sentence: « 12 sur 51 (24 %) », « 85 ménages », « 2 743 € par ménage ».
  var phrase: String {
    switch figure.status {
    case .published: published(asResult: false)
    case .rounded: rounded(asResult: false)
    case .tooFew where figure.unit.isCount && !figure.note.isEmpty: "\(figure.note) \(nouns?.many ?? "")"
    case .tooFew: "un effectif trop petit pour être donné"
    case .regrouped: "un effectif compté avec d’autres"
    case .notComputable: "un nombre non calculable"
    case .notApplicable: "un nombre sans objet"
    case .notCollected: "un nombre non transmis"
    }
  }

  /// In a table cell: the statuses look different, in words, and none looks like zero.
  var result: String {
    switch figure.status {
    case .published: published(asResult: true)
    case .rounded: rounded(asResult: true)
    case .tooFew where figure.unit.isCount && !figure.note.isEmpty: figure.note
    case .tooFew: "effectif trop petit"
    case .regrouped: "compté dans « Autres »"
    case .notComputable: "non calculable"
    case .notApplicable: "sans objet"
    case .notCollected: "non transmis"
    }
  }

  /// Whether a number is printed, rounded or not.
  var isPrinted: Bool { figure.status == .published || figure.status == .rounded }

  /// One of its numbers in a sentence: words rather than a table's sign where it is not printed.
  func said(_ number: String) -> String { number == result && !isPrinted ? phrase : number }

  /// The value alone: « 24 % », « 85 », « 2 743 € »; a share of fewer than ten is « k sur n », never a percentage.
  var value: String {
    guard isPrinted, let value = figure.value else { return result }
    return short(value)
  }

  var numerator: String { quantity(figure.numerator) }
  var denominator: String { quantity(figure.denominator) }

  /// « 14 % – 37 % »; empty when there is none.
  var interval: String {
    guard figure.status == .published, let interval = figure.interval, let among else { return "" }
    return percent(.real(interval.lowerBound), among) + " – " + percent(.real(interval.upperBound), among)
  }

  /// Missing units with the bounds they leave, parcours still going on, and the row's own note.
  var remark: String {
    switch figure.status {
    case .tooFew, .regrouped, .notApplicable: return ""
    case .rounded: return figure.unit.isShare ? "" : figure.note
    case .notCollected: return figure.missing > 0 ? missing : ""
    case .published, .notComputable: break
    }
    var parts: [String] = []
    if figure.missing > 0 { parts.append(missing) }
    if figure.ongoing > 0 { parts.append(French.integer(figure.ongoing) + French.hardSpace + "en cours") }
    if figure.unit == .mois || figure.unit == .euros, let among, among > Rational(0) {
      parts.append("sur " + French.count(whole(among), "parcours", "parcours"))
    }
    if !figure.note.isEmpty { parts.append(figure.note) }
    return parts.joined(separator: "\u{202F}; ")
  }
}

extension FigureText {
  private var among: Rational? {
    guard case .exact(let among) = figure.denominator else { return nil }
    return among
  }

  /// « environ 85 ménages », « environ 85 % d’une cinquantaine », « plus des trois quarts d’une dizaine ».
  private func rounded(asResult: Bool) -> String {
    if figure.unit.isShare, let count = figure.numerator {
      return "environ " + French.number(count) + (figure.denominator.map { " sur " + French.number($0) } ?? "")
    }
    guard let value = figure.value else { return figure.note }
    let about = value.double == 0 ? "" : "environ "
    if figure.unit.isShare {
      return about + French.percent(value, outOf: Rational(1)) + (figure.note.isEmpty ? "" : " " + figure.note)
    }
    return about + (asResult ? short(value) : published(asResult: false))
  }

  private func whole(_ value: Rational) -> Int { value.numerator / value.denominator }

  private func published(asResult: Bool) -> String {
    guard let value = figure.value else { return figure.numerator.map { French.number($0) } ?? "non calculable" }
    let text = short(value)
    if card?.shape == .survival, figure.unit.isShare { return text + survivors }
    switch figure.unit {
    case .menages, .personnes, .mesures, .parcours:
      guard !asResult, let nouns else { return text }
      return text + French.hardSpace + noun(value, nouns.one, nouns.many)
    case .shareOfPathways, .shareOfHouseholds, .shareOfVisits: return isSmall ? text : "\(outOf) (\(text))"
    case .shareOfEuros: return "\(numerator) sur \(denominator) (\(text))"
    case .householdRatio:
      return "\(numerator)\(entered(asResult)) pour \(denominator) \(plannedNoun)" + (isSmall ? "" : " (\(text))")
    case .mois: return text
    case .monthMeasures: return asResult ? text : text + French.hardSpace + noun(value, "mois-mesure", "mois-mesures")
    case .visitsPerSixMonths: return asResult ? text : text + French.hardSpace + noun(value, "rencontre", "rencontres")
    case .euros: return text
    case .eurosPerHousehold: return text + " par ménage"
    case .eurosPerMonthMeasure: return text + " par mois-mesure"
    case .eurosPerKeptDwelling: return text + " par maintien"
    }
  }

  private func short(_ value: Quantity) -> String {
    switch figure.unit {
    case .menages, .personnes, .mesures, .parcours: French.number(value)
    case .shareOfPathways, .shareOfHouseholds, .shareOfVisits:
      isSmall && card?.shape != .survival ? outOf : percent(value, among ?? Rational(1))
    case .shareOfEuros: exact(value).map(French.percentOfEuros) ?? ""
    case .householdRatio: isSmall ? "\(numerator) pour \(denominator)" : percent(value, among ?? Rational(1))
    case .mois: French.number(value, places: 1) + French.hardSpace + "mois"
    case .monthMeasures: French.number(value, places: 1)
    case .visitsPerSixMonths: French.number(value, places: 1)
    case .euros, .eurosPerHousehold, .eurosPerMonthMeasure, .eurosPerKeptDwelling: French.euros(value)
    }
  }

  /// What a count counts.
  private var nouns: (one: String, many: String)? {
    switch figure.unit {
    case .menages: ("ménage", "ménages")
    case .personnes: ("personne", "personnes")
    case .mesures: ("mesure", "mesures")
    case .parcours: ("parcours", "parcours")
    default: nil
    }
  }

  private func noun(_ value: Quantity, _ singular: String, _ plural: String) -> String {
    French.noun(value.double, singular, plural)
  }

  private func exact(_ value: Quantity) -> Rational? { if case .exact(let rational) = value { rational } else { nil } }

  private var isSmall: Bool { (figure.denominator?.double ?? 0) < 10 }

  private var outOf: String { "\(numerator) sur \(denominator)" }

  private func entered(_ asResult: Bool) -> String {
    asResult ? "" : French.hardSpace + French.noun(figure.numerator?.double ?? 0, "ménage", "ménages")
  }

  private var plannedNoun: String { French.noun(figure.denominator?.double ?? 0, "prévu", "prévus") }

  /// « , 3 pertes pour 50 suivis »: a survival share is not the ratio of its two counts.
  private var survivors: String {
    guard let lost = figure.numerator?.double, let followed = figure.denominator?.double else { return "" }
    return " (\(numerator) \(French.noun(lost, "perte", "pertes")) pour \(denominator) "
      + French.noun(followed, "suivi", "suivis") + ")"
  }

  private func percent(_ share: Quantity, _ among: Rational) -> String { French.percent(share, outOf: among) }

  /// « 45 parcours de maintien sur 46 (98 %) »; rounded, « environ 95 % d’une cinquantaine de parcours de maintien ».
  func among(_ noun: String) -> String {
    guard figure.status == .published, let count = figure.numerator?.double else { return "\(phrase) de \(noun)" }
    let words = count < 2 ? noun.replacing("ménages", with: "ménage") : noun
    let share = isSmall ? "" : " (\(value))"
    let parts = words.split(separator: " ", maxSplits: 1)
    let rest = parts.count > 1 ? " " + parts[1] : ""
    return "\(numerator)\(French.hardSpace)\(parts[0]) sur \(denominator)\(share)\(rest)"
  }

  /// « 5 non documentés : entre 88 % et 98 % ».
  var missingWords: String { missing }

  /// « Relogement » of « Sorties par motif : relogement ».
  var rowLabel: String {
    let label = figure.label
    guard let whole = card?.label, label.hasPrefix(whole), label != whole else { return label }
    return French.capitalised(String(label.dropFirst(whole.count).drop { !$0.isLetter && !$0.isNumber }))
  }

  private var missing: String {
    let count = French.count(figure.missing, "non documenté", "non documentés")
    switch figure.unit {
    case .personnes: return French.count(figure.missing, "ménage", "ménages") + " de taille inconnue"
    case .householdRatio: return French.count(figure.missing, "exercice", "exercices") + " sans cible publiée"
    case .eurosPerHousehold, .eurosPerMonthMeasure, .eurosPerKeptDwelling:
      return French.count(figure.missing, "exercice compté", "exercices comptés") + " au budget prévu"
    default: break
    }
    guard figure.unit.isShare, let low = figure.lowerBound, let high = figure.upperBound, let among, low != high else {
      return count
    }
    let all = among + Rational(figure.missing)
    return "\(count)\u{A0}: entre \(percent(.exact(low), all)) et \(percent(.exact(high), all))"
  }

  private func quantity(_ quantity: Quantity?) -> String {
    guard isPrinted || figure.status == .notComputable, let quantity else { return result }
    switch figure.unit {
    case .euros where quantity == figure.numerator: return French.euros(quantity)
    case .shareOfEuros: return French.euros(quantity)
    case .eurosPerHousehold, .eurosPerMonthMeasure, .eurosPerKeptDwelling:
      return quantity == figure.numerator ? French.euros(quantity) : short(quantity, upTo: 1)
    default: return short(quantity, upTo: 1)
    }
  }

  /// Whole when it is, else with one decimal.
  private func short(_ quantity: Quantity, upTo places: Int) -> String {
    if case .exact(let rational) = quantity, rational.denominator == 1 { return French.number(quantity) }
    return French.number(quantity, places: places)
  }
}
