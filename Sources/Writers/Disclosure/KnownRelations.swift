import Model

/// A relation between numbers of one position that the référentiel makes public: `Σ ± number = 0`, or `≥ 0`.
struct Rule: Sendable {
  struct Term: Sendable {
    let variable: Int
    /// 1 or -1.
    let sign: Int
  }

  let terms: [Term]
  let isEqual: Bool
  /// The only project it holds for; `nil` for all.
  let project: Int?
  /// Whether it also holds of what cumul counts outside annee.
  let holdsInRest: Bool
}

/// Rules, laid out flat to be looked up by number and by variable.
struct RuleBook: Sendable {
  let isEqual: [Bool]
  private var terms: [(variable: Int, sign: Int)] = []
  private var termStarts = [0]
  private var holders: [(rule: Int, sign: Int)] = []
  private var holderStarts = [0]
  private let held: [Bool]
  private let positions: Int

  init(_ list: [Rule], over cells: Cells) {
    isEqual = list.map(\.isEqual)
    positions = cells.positions
    held = list.flatMap { rule in
      (0..<cells.positions).map { position in
        let (project, period, _) = cells.axes(of: position)
        return (rule.holdsInRest || period != Cells.rest) && (rule.project ?? project) == project
          && rule.terms.allSatisfy { cells.exists[cells.cell($0.variable, at: position)] }
      }
    }
    var rules = [[(rule: Int, sign: Int)]](repeating: [], count: cells.variables)
    for (number, rule) in list.enumerated() {
      for term in rule.terms { rules[term.variable].append((number, term.sign)) }
      terms += rule.terms.map { ($0.variable, $0.sign) }
      termStarts.append(terms.count)
    }
    for rule in rules {
      holders += rule
      holderStarts.append(holders.count)
    }
  }

  /// Places of the terms of a rule.
  func terms(of rule: Int) -> Range<Int> { termStarts[rule]..<termStarts[rule + 1] }
  func term(_ place: Int) -> (variable: Int, sign: Int) { terms[place] }

  /// Places of the rules that hold a variable, and its sign there.
  func rules(of variable: Int) -> Range<Int> { holderStarts[variable]..<holderStarts[variable + 1] }
  func rule(_ place: Int) -> (rule: Int, sign: Int) { holders[place] }

  /// Whether the rule ties the numbers of a position.
  func holds(_ rule: Int, at position: Int) -> Bool { held[rule * positions + position] }
}

/// Which lists hold each number.
struct Index: Sendable {
  private var starts: [Int]
  private var holders: [Int]

  init(of lists: [[Int]], count: Int) {
    starts = [Int](repeating: 0, count: count + 1)
    for list in lists { for number in list { starts[number + 1] += 1 } }
    for number in 0..<count { starts[number + 1] += starts[number] }
    holders = [Int](repeating: 0, count: starts[count])
    var next = starts
    for (holder, list) in lists.enumerated() {
      for number in list {
        holders[next[number]] = holder
        next[number] += 1
      }
    }
  }

  /// Places of the lists that hold a number.
  func places(of number: Int) -> Range<Int> { starts[number]..<starts[number + 1] }
  func holder(_ place: Int) -> Int { holders[place] }
}

/// The relations that an attacker may count on, besides sums over volets, periods and projects.
struct KnownRelations {
  private let cells: Cells
  private(set) var rules: [Rule] = []

  /// - Parameters:
  ///   - cells: the numbers, all noted.
  ///   - positive: motives that count as positive, by project, the consolidated one last; `nil` where projects differ.
  init(_ cells: Cells, positive: [Set<ExitMotive>?]) {
    self.cells = cells
    for series in cells.names { addParts(of: series) }
    addExits()
    for (project, motives) in positive.enumerated() {
      if let motives { addResults(motives, of: project) }
    }
    addRenewals()
    addDebts()
    addHouseholds()
    addActive()
    addProcedure()
    addSurvival()
  }

  private func variable(_ series: Cells.Series, _ part: Cells.Part) -> Int? { cells.variable(series, part) }

  private func variable(_ indicator: String, _ part: Cells.Part) -> Int? { variable(Cells.Series(indicator), part) }

  private func variable(_ indicator: String, _ detail: String, _ part: Cells.Part) -> Int? {
    variable(Cells.Series(indicator, detail), part)
  }

  /// `Σ positive = Σ negative`, when rows tell all of them.
  private mutating func add(
    _ positive: [Int?],
    equal negative: [Int?],
    of project: Int? = nil,
    inRest: Bool = true,
    isEqual: Bool = true
  ) {
    let (more, less) = (positive.compactMap(\.self), negative.compactMap(\.self))
    guard more.count == positive.count, less.count == negative.count else { return }
    let terms = more.map { Rule.Term(variable: $0, sign: 1) } + less.map { Rule.Term(variable: $0, sign: -1) }
    rules.append(Rule(terms: terms, isEqual: isEqual, project: project, holdsInRest: inRest))
  }

  /// `Σ smaller ≤ Σ larger`, when rows tell all of them.
  private mutating func add(
    _ smaller: [Int?],
    atMost larger: [Int?],
    of project: Int? = nil,
    inRest: Bool = true
  ) {
    add(larger, equal: smaller, of: project, inRest: inRest, isEqual: false)
  }
}

extension KnownRelations {
  /// Numerator + others = documented; documented + missing = population.
  private mutating func addParts(of series: Cells.Series) {
    let denominator = series.denominator ?? series
    let part: Cells.Part = denominator == .closed ? .counted : .among
    add([variable(series, .counted), variable(series, .others)], equal: [variable(denominator, part)])
    let population = series.population ?? (series, .population)
    add([variable(series, .among), variable(series, .missing)], equal: [variable(population.series, population.part)])
  }

  private mutating func addExits() {
    let closed = variable(.closed, .counted)
    add(exits(ExitMotive.allCases), equal: [closed])
    for indicator in ["sorties_positives", "maintien_cloture"] {
      add([variable(indicator, .population)] + exits(KnownRelations.silent), equal: [closed])
    }
    add([variable("sorties_positives", .missing)], atMost: exits([.unknown]))
  }

  private func exits(_ motives: [ExitMotive]) -> [Int?] { motives.map { variable(.exit($0), .counted) } }

  static let silent: [ExitMotive] = [.death, .operatorChange]

  private mutating func addResults(_ motives: Set<ExitMotive>, of project: Int) {
    let good = ExitMotive.allCases.filter { motives.contains($0) && !KnownRelations.silent.contains($0) }
    add([variable("sorties_positives", .counted)], atMost: exits(good), of: project)
  }

  private mutating func addRenewals() {
    let ranks = ["0", "1", "2", "3+"].map { variable("renouvellements_par_rang", $0, .counted) }
    add(ranks, equal: [variable(.closed, .counted)])
    add([ranks[0]], equal: [variable("taux_renouvellement", .others)])
  }

  private mutating func addDebts() {
    let outcomes = ["apuree", "minoree", "aggravee", "stable"].map { variable("transition_dette", $0, .counted) }
    add(outcomes, equal: [variable(.indebted, .among)])
    add([outcomes[0]], equal: [variable("dette_apuree", .counted)])
    add(Array(outcomes[...1]), equal: [variable("dette_minoree", .counted)])
    add([variable("dette_minoree_hors_effacement", .counted)], atMost: [variable("dette_minoree", .counted)])
    add(
      [variable("montant_dette_entree", "total", .counted), variable("variation_dette", "total", .counted)],
      equal: [variable("montant_dette_sortie", "total", .counted)]
    )
    add(
      [variable(.indebted, .population), variable("dette_minoree", "n_dette_entree_inconnue", .counted)],
      atMost: [variable(.closed, .counted)]
    )
  }

  private mutating func addHouseholds() {
    let children = Cells.Series("personnes_accompagnees", "enfants")
    add(
      [variable(children, .counted), variable(children, .others)],
      equal: [variable("personnes_accompagnees", .counted)]
    )
    let aided = variable("aides_mobilisees", .counted)
    let kinds = AidKind.allCases.map { variable("aides_mobilisees", $0.rawValue, .among) }
    for kind in kinds { add([kind], atMost: [aided]) }
    add([aided], atMost: kinds)
    let entered = variable("taux_realisation", .counted)
    add([entered], atMost: [variable("menages_accompagnes", .counted)], inRest: false)
    add([entered], atMost: [variable("mesures_demarrees", .counted)], inRest: false)
  }

  /// What is closed in the period is active in it; not so outside annee, where a parcours may close after it.
  private mutating func addActive() {
    add(
      [variable("adhesion_et_gestion_courante", .counted)],
      atMost: [variable("taux_adhesion", .counted)],
      inRest: false
    )
    add(
      [variable(.closed, .counted), variable("file_active", .counted)],
      atMost: [variable(.active, .counted)],
      inRest: false
    )
  }

  private mutating func addProcedure() {
    for stage in stages {
      let group = variable("issue_par_stade", stage, .among)
      add(issues.map { variable("issue_par_stade", "\(stage)|\($0)", .counted) }, equal: [group])
    }
    let groups = stages.map { variable("issue_par_stade", $0, .among) }
    let (closed, threatened) = (variable(.closed, .counted), Array(groups[1...4]))
    let silent = exits(KnownRelations.silent)
    add(groups, equal: [closed])
    let judged = variable(.threatenedAndClosed, .counted)
    add([judged], atMost: threatened)
    // It follows from the others, but not for bounds that take one relation at a time.
    add([judged], atMost: [closed])
    add(threatened, atMost: [judged] + silent)
    let expelled = stages[1...4].map { variable("issue_par_stade", "\($0)|expulse", .counted) }
    let lost = variable("expulsions_ajournees", .others)
    add([lost], atMost: expelled)
    add(expelled, atMost: [lost] + silent)
    let menaced = variable("menaces_expulsion", .counted)
    add(threatened, atMost: [menaced], inRest: false)
    add([menaced, closed], atMost: threatened + [variable(.active, .counted)], inRest: false)
    add([groups[0]], atMost: [variable("menaces_expulsion", .others)], inRest: false)
  }

  /// Who is lost by six months is by twelve; who is at risk is not lost.
  private mutating func addSurvival() {
    for scope in [Scope.acces, .maintien] {
      let rows = ["maintien_km_6", "maintien_km_12"].map { Cells.Series($0, scope.rawValue) }
      let atRisk = ["maintien_km_6", "maintien_km_12"].map { Cells.Series($0, "\(scope.rawValue)|n_a_risque") }
      add([variable(rows[0], .counted)], atMost: [variable(rows[1], .counted)])
      add([variable(atRisk[1], .counted)], atMost: [variable(atRisk[0], .counted)])
      for (row, left) in zip(rows, atRisk) { add([variable(left, .counted)], atMost: [variable(row, .others)]) }
    }
  }
}

extension Cells.Series {
  /// Where its denominator stands, when not among its own cells.
  fileprivate var denominator: Self? {
    switch indicator {
    case "sorties_par_motif", "renouvellements_par_rang", "taux_renouvellement", "acces_logement_clotures": .closed
    case "issue_par_stade": detail.contains("|") ? Self(indicator, String(detail.prefix { $0 != "|" })) : nil
    case "dette_minoree", "dette_apuree", "transition_dette": .indebted
    case "maintien_km_6", "maintien_km_12": Scope(rawValue: detail).map(Self.followed)
    default: nil
    }
  }

  /// Where its population stands, when not among its own cells.
  var population: (series: Self, part: Cells.Part)? {
    guard detail.isEmpty else { return nil }
    return switch indicator {
    case "adhesion_et_gestion_courante", "impaye_constitue_entree", "impaye_constitue_sortie": (.closed, .counted)
    case "taux_adhesion", "lien_rompu", "cumul_problematiques", "menaces_expulsion", "expulsions_effectives":
      (.active, .counted)
    case "aides_mobilisees": (Self("menages_accompagnes"), .counted)
    case "dette_minoree_hors_effacement": (.indebted, .population)
    case "expulsions_evitees", "expulsions_ajournees": (.threatenedAndClosed, .counted)
    case "part_rencontres_domicile": (.visits, .counted)
    default: nil
    }
  }
}
