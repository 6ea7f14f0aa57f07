import Model

/// The amounts of a section, as its words class them.
struct SectionMoney: Sendable {
  struct Amount: Sendable {
    let value: Rational
    let isYearly: Bool
    let sentence: Sentence
  }

  private(set) var budgets: [Amount] = []
  /// Added to a budget by a rider.
  private(set) var extras: [Amount] = []
  private(set) var funding: [Amount] = []
  /// Paid to households, which a budget may leave out.
  private(set) var directAids: [Amount] = []
  private(set) var unitCosts: [Amount] = []
  /// Whether a share or a part is all that is told of somebody's contribution.
  private(set) var isPartial = false

  private enum Mode { case none, budget, funding }
  private var mode = Mode.none
  /// Whether the section has named a budget: from then on, a funder's name begins the funding.
  private var hasBudget = false

  init(_ sentences: [Sentence]) {
    for sentence in sentences { read(sentence) }
  }

  private mutating func read(_ sentence: Sentence) {
    let isOfHouseholds = sentence.has("dette", "quittance", "garantie", "plafond", "assurance", "depot", "impaye")
    let isOfAids = sentence.has("aides", "secours", "loyer") && !sentence.has("aides directes", "aide directe")
    let excluded =
      (isOfHouseholds || isOfAids)
      && !sentence.has("financ", "cofinanc", "budget", "cout", "subvention", "fonds propres")
    var last = 0
    for quantity in sentence.quantities where quantity.kind == .money {
      let lead = Array(sentence.plain[last..<quantity.place.lowerBound])
      // « 72 K€ (dont 40 K€ en nature) » is counted once; « soit 50 000 € par an » restates.
      let isWithin = mode == .funding && String(lead).hasSuffix("(dont ")
      let restates = mode == .funding && sentence.plain.starts(with: "soit ")
      shift(lead)
      last = quantity.place.upperBound
      let tail = sentence.after(last, 22)
      let isYearly = ["/ an", "/an", "par an", "annuel", "chaque annee"].contains { tail.contains($0) }
      let amount = Amount(value: quantity.value, isYearly: isYearly, sentence: sentence)
      if hasBudget, Self.namesFunder(tail) { mode = .funding }
      if Self.isOther(tail) {
        continue
      } else if Self.isUnitCost(sentence, quantity) {
        unitCosts.append(amount)
      } else if excluded || isWithin || restates {
        continue
      } else if !lead.positions(of: "avenant").isEmpty || !lead.positions(of: "rallonge").isEmpty {
        extras.append(amount)
      } else if sentence.has("aides directes", "aide directe"), mode != .budget {
        directAids.append(amount)
      } else if mode == .budget {
        budgets.append(amount)
        hasBudget = true
      } else if mode == .funding {
        funding.append(amount)
        if sentence.has("en partie", "notamment", "dont", "principalement", "solde", "reste", "complement") {
          isPartial = true
        }
      }
    }
    shift(Array(sentence.plain[last...]))
    if mode == .budget, !hasBudget { mode = .none }
  }

  /// Changes the mode at the last word that says what follows.
  private mutating func shift(_ lead: [Character]) {
    let budget = Self.last(of: ["budget", "cout", "montant total", "enveloppe", "depense"], in: lead)
    var stems = [
      "finance", "financement", "financ", "cofinanc", "co-financ", "apport", "concours", "subvention", "contribu",
      "participation", "fonds propres", "fonds-propres", "a hauteur", "couvert", "reparti", "provenan",
      "pris en charge",
      "dont",
    ]
    if hasBudget { stems += Self.funders }
    let isMoney = lead.positions(of: "moyens financ") + lead.positions(of: "financier")
    let funder = Self.last(of: stems, in: lead, but: isMoney)
    if funder > budget { mode = .funding } else if budget >= 0 { mode = .budget }
  }

  private static let funders = [
    "fnavdl", "etat", "bailleur", "metropole", "departement", "fondation", "caf", "ville", "region", "commune",
    "agglomeration", "association", "conseil",
  ]

  /// « 42 K€ de l'État », « 21 K€ (bailleur) ».
  private static func namesFunder(_ tail: String) -> Bool {
    [" de l'", " de la ", " du ", " des ", " de ", " par l'", " par le ", " par la ", " (", " pour l'", " pour le "]
      .contains { lead in tail.hasPrefix(lead) && funders.contains { tail.dropFirst(lead.count).hasPrefix($0) } }
  }

  private static func last(of stems: [String], in text: [Character], but: [Int] = []) -> Int {
    let ends = stems.flatMap { text.positions(of: $0) }.filter { place in
      !but.contains { $0 <= place && place < $0 + 14 }
    }
    return ends.max() ?? -1
  }

  /// « 1 920 € par ménage », « coût moyen d'un parcours : 1 920 € ».
  private static func isUnitCost(_ sentence: Sentence, _ quantity: Quantity) -> Bool {
    if sentence.has(
      "aide moyenne",
      "aides moyennes",
      "aide directe",
      "aides directes",
      "secours",
      "loyer",
      "reste a vivre",
      "dette moyenne"
    ) {
      return false
    }
    let tail = sentence.after(quantity.place.upperBound, 26)
    let units = ["menage", "mesure", "parcours", "personne", "beneficiaire", "accompagnement", "situation", "famille"]
    let marks = units.flatMap { [" par \($0)", "/\($0)", " / \($0)", " chaque \($0)"] }
    if marks.contains(where: { tail.hasPrefix($0) }) { return true }
    let lead = sentence.before(quantity.place.lowerBound, 50)
    return ["cout moyen", "cout unitaire", "cout par", "cout d'un", "cout d'une"].contains { lead.contains($0) }
      && ![" pour ", " au total", " en tout"].contains { tail.hasPrefix($0) }
  }

  /// Prices of something else: for six months, by the square metre, a month.
  private static func isOther(_ tail: String) -> Bool {
    let start = tail.drop { $0 == " " || $0 == "/" || $0 == "(" }
    if tail.hasPrefix(" / an") || tail.hasPrefix("/an") { return false }
    if tail.hasPrefix(" /") || tail.hasPrefix("/") { return start.first?.isNumber == true || start.hasPrefix("mois") }
    return tail.hasPrefix(" du m") || tail.hasPrefix(" par mois") || tail.hasPrefix(" le m")
  }
}

extension WrittenFiche {
  /// Funders that do not make the budget.
  var fundingAnomalies: [Anomaly] { sections.compactMap { funding(SectionMoney($0), in: $0) } }

  private func funding(_ money: SectionMoney, in section: [Sentence]) -> Anomaly? {
    let total = money.funding.reduce(Rational(0)) { $0 + $1.value }
    guard let first = money.funding.first, let reference = budget(of: money, before: first.sentence, near: total) else {
      return nil
    }
    let aids = money.directAids.reduce(Rational(0)) { $0 + $1.value }
    var candidates = totals(of: money, in: section)
    if first.sentence.has("chacun", "chaque", "par an") {
      candidates += years(in: section).map { reference / Rational($0) }
    }
    let matches = candidates.contains { candidate in
      [total, total + aids].contains { gap($0, candidate) * Rational(200) <= candidate }
    }
    let isAbove = total > reference
    guard !matches, isAbove || money.funding.count > 1 && !money.isPartial else { return nil }
    if !isAbove, gap(total, reference) * Rational(5) > reference, candidates.contains(where: { $0 < total }) {
      return nil
    }
    let difference = gap(total, reference)
    let share = reference == Rational(0) ? "" : " (\(Wording.percent(difference / reference * Rational(100))))"
    var arithmetic = Wording.sum(money.funding.map(\.value)) + " = " + Wording.euros(total)
    if aids > Rational(0) { arithmetic += "\u{202f}; \(Wording.euros(total + aids)) avec les aides directes" }
    arithmetic += "\u{202f}; budget \(Wording.euros(reference))\u{202f}; écart \(Wording.euros(difference))\(share)"
    return first.sentence.anomaly(
      .funding,
      "le total des financements \(isAbove ? "dépasse le" : "n'atteint pas le") budget annoncé",
      arithmetic
    )
  }

  /// Of the budgets named before the funders, the nearest to what they make.
  private func budget(of money: SectionMoney, before sentence: Sentence, near total: Rational) -> Rational? {
    let before = money.budgets.filter { $0.sentence.line <= sentence.line }.map(\.value)
    return before.min { gap($0, total) < gap($1, total) } ?? money.budgets.first?.value
  }

  /// What a section's total may be: each budget, their sum, riders included, over the years of the project.
  func totals(of money: SectionMoney, in section: [Sentence]) -> [Rational] {
    let budgets = money.budgets.map(\.value)
    let extras = money.extras.reduce(Rational(0)) { $0 + $1.value }
    var totals = budgets + [budgets.reduce(Rational(0), +)]
    let years = years(in: section)
    for budget in money.budgets where budget.isYearly { totals += years.map { budget.value * Rational($0) } }
    if extras > Rational(0) { totals += totals.map { $0 + extras } }
    var distinct: [Rational] = []
    for total in totals where total > Rational(0) && !distinct.contains(total) { distinct.append(total) }
    return distinct
  }

  /// Numbers of years that a section, or the project's dates, name.
  private func years(in section: [Sentence]) -> [Int] {
    let named = section.flatMap(\.quantities).filter { $0.kind == .duration && $0.value >= Rational(12) }
      .compactMap { ($0.value / Rational(12)).denominator == 1 ? ($0.value / Rational(12)).numerator : nil }
    let own = projectSpan.map { [($0.end - $0.start + 1) / 12, ($0.end - $0.start + 6) / 12] } ?? []
    return Array(Set(named + own)).filter { $0 > 1 }.sorted()
  }

  /// Shares of funders, or of a breakdown, that do not make 100 %.
  var shareAnomalies: [Anomaly] {
    prose.compactMap { sentence in
      let shares = sentence.quantities.filter { $0.kind == .percent && !sentence.isOfPeople($0) }.map(\.value)
      let isFunding = sentence.has("financ", "cofinanc", "co-financ", "fonds propres", "subvention")
      let isBreakdown = sentence.has("reparti", "repartissent", "repartition", "se compose", "ventil")
      guard shares.count > 1, isFunding || isBreakdown && shares.count > 2 else { return nil }
      let total = shares.reduce(Rational(0), +)
      let isPartial = sentence.has("notamment", "dont", "en partie") && total < Rational(80)
      guard gap(total, Rational(100)) > Rational(1), !isPartial else { return nil }
      return sentence.anomaly(
        .shares,
        "les parts ne font pas 100\u{a0}%",
        shares.map(Wording.percent).joined(separator: " + ") + " = " + Wording.percent(total)
      )
    }
  }

  /// Unit costs that no total divided by a number of households gives.
  var costAnomalies: [Anomaly] {
    let counts =
      prose.flatMap(\.quantities).filter { $0.isPeople && $0.value > Rational(1) && $0.value < Rational(100_000) }
      .compactMap(\.whole)
      + prose.compactMap(\.outOf).map(\.among)
    return sections.flatMap { section -> [Anomaly] in
      let money = SectionMoney(section)
      let totals = totals(of: money, in: section)
      return money.unitCosts.compactMap { cost(of: $0, totals: totals, over: Array(Set(counts)).sorted()) }
    }
  }

  private func cost(of unit: SectionMoney.Amount, totals: [Rational], over counts: [Int]) -> Anomaly? {
    guard !totals.isEmpty, unit.value < Rational(1_000_000), let among = accompanied.whole ?? counts.max(),
      unit.value > Rational(0)
    else { return nil }
    let isRough = unit.sentence.has("environ", "moins de", "pres de", "autour", "plus de")
    let tolerance = max(unit.value * Rational(1, isRough ? 20 : 200), Rational(1, 2))
    let matches = totals.contains { total in
      counts.contains { gap(total / Rational($0), unit.value) <= tolerance }
    }
    if matches { return nil }
    var arithmetic = "\(Wording.euros(unit.value)) × \(among) = \(Wording.euros(unit.value * Rational(among)))"
    arithmetic += "\u{202f}; total annoncé\u{a0}: " + totals.prefix(3).map(Wording.euros).joined(separator: " ou ")
    for total in totals.prefix(3) {
      arithmetic += "\u{202f}; \(Wording.euros(total)) ÷ \(among) = \(Wording.euros(total / Rational(among)))"
      let exact = total / unit.value
      if exact.denominator == 1 {
        arithmetic += "\u{202f}; \(Wording.euros(total)) ÷ \(Wording.euros(unit.value)) = \(exact.numerator)"
      }
    }
    return unit.sentence.anomaly(
      .unitCost,
      "le coût unitaire ne vient d'aucun total divisé par les ménages accompagnés",
      arithmetic
    )
  }
}
