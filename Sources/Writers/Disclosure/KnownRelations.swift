import Model

/// The relations between published numbers that the référentiel makes public: what an attacker may count on.
struct KnownRelations {
  let cells: Cells
  /// Motives that count as positive, by project, the consolidated one last; `nil` where projects differ.
  let positive: [Set<ExitMotive>?]
  private(set) var relations = Relations()

  /// - Parameters:
  ///   - cells: the numbers, all noted.
  ///   - positive: by project, the consolidated one last.
  init(_ cells: Cells, positive: [Set<ExitMotive>?]) {
    self.cells = cells
    self.positive = positive
    for series in cells.names.indices {
      addParts(of: series)
      for part in Cells.Part.allCases { addTotals(series, part) }
    }
    for project in 0..<cells.projects {
      for period in 0..<Cells.periods {
        for scope in 0..<Cells.scopes { addBetweenIndicators(Position(project, period, scope)) }
      }
    }
    relations.index(cells: cells.values.count)
  }

  struct Position {
    let project: Int
    let period: Int
    let scope: Int

    init(_ project: Int, _ period: Int, _ scope: Int) {
      self.project = project
      self.period = period
      self.scope = scope
    }
  }

  private func cell(_ series: Int, _ part: Cells.Part, _ at: Position) -> Int? {
    cells.told(series, part, project: at.project, period: at.period, scope: at.scope)
  }

  private func cell(_ indicator: String, _ part: Cells.Part, _ at: Position) -> Int? {
    cell(indicator, "", part, at)
  }

  private func cell(_ indicator: String, _ detail: String, _ part: Cells.Part, _ at: Position) -> Int? {
    cell(Cells.Series(indicator, detail), part, at)
  }

  private func cell(_ series: Cells.Series, _ part: Cells.Part, _ at: Position) -> Int? {
    cells.series(series).flatMap { cell($0, part, at) }
  }
}

extension KnownRelations {
  /// Numerator + others = documented; documented + missing = population.
  private mutating func addParts(of series: Int) {
    let name = cells.names[series]
    let denominator = name.denominator.flatMap(cells.series) ?? series
    let part = name.denominator == .closed ? Cells.Part.counted : .among
    for project in 0..<cells.projects {
      for period in 0..<Cells.periods {
        for scope in 0..<Cells.scopes {
          let at = Position(project, period, scope)
          guard let counted = cell(series, .counted, at), let others = cell(series, .others, at) else { continue }
          if let among = cell(denominator, part, at) { relations.add([counted, others], minus: [among]) }
        }
      }
    }
    for project in 0..<cells.projects {
      for period in 0..<Cells.periods {
        for scope in 0..<Cells.scopes {
          let at = Position(project, period, scope)
          guard let among = cell(series, .among, at), let missing = cell(series, .missing, at),
            let population = population(of: series, at)
          else { continue }
          relations.add([among, missing], minus: [population])
        }
      }
    }
  }

  private func population(of series: Int, _ at: Position) -> Int? {
    if let own = cell(series, .population, at) { return own }
    return cells.names[series].population.flatMap { cell($0.series, $0.part, at) }
  }

  /// Volets, periods and projects: sums for parcours; for households each part ≤ the whole ≤ the sum of parts.
  private mutating func addTotals(_ series: Int, _ part: Cells.Part) {
    let isPooled = cells.natures[series] == .pooled
    // The others of a household indicator move when another volet or project says yes.
    if !isPooled, part == .others || part == .missing { return }
    for project in 0..<cells.projects {
      for scope in 0..<Cells.scopes {
        let periods = (0..<Cells.periods).map { cell(series, part, Position(project, $0, scope)) }
        if let whole = periods[0], let year = periods[1], let rest = periods[2] {
          relations.add([year, rest], minus: [whole])
        }
      }
    }
    for period in 0..<Cells.periods where isPooled || period != Cells.rest {
      for project in 0..<cells.projects {
        let scopes = (0..<Cells.scopes).map { cell(series, part, Position(project, period, $0)) }
        if let whole = scopes[0], let acces = scopes[1], let maintien = scopes[2] {
          add(whole, from: [acces, maintien], isPooled: isPooled)
        }
      }
      for scope in 0..<Cells.scopes where cells.projects > 1 {
        let each = (0..<cells.projects).map { cell(series, part, Position($0, period, scope)) }
        guard let all = each[cells.projects - 1] else { continue }
        let parts = each.dropLast().compactMap(\.self)
        if parts.count == cells.projects - 1 { add(all, from: parts, isPooled: isPooled) }
      }
    }
  }

  private mutating func add(_ whole: Int, from parts: [Int], isPooled: Bool) {
    if isPooled {
      relations.add(parts, minus: [whole])
    } else {
      relations.add([whole], atMost: parts)
      for part in parts { relations.add([part], atMost: [whole]) }
    }
  }
}

extension KnownRelations {
  private mutating func addBetweenIndicators(_ at: Position) {
    addExits(at)
    addDebts(at)
    addHouseholds(at)
    addBreakdown("renouvellements_par_rang", ["0", "1", "2", "3+"], of: cell(.closed, .counted, at), at)
    if let none = cell("renouvellements_par_rang", "0", .counted, at),
      let unrenewed = cell("taux_renouvellement", .others, at)
    {
      relations.add([none], minus: [unrenewed])
    }
    if at.period != Cells.rest { addActive(at) }
    if at.scope == Cells.number(of: .maintien) { addProcedure(at) }
    if at.scope == 0 { addCost(at) }
  }

  /// What is closed in the period is active in it; not so outside annee, where a parcours may close after it.
  private mutating func addActive(_ at: Position) {
    if let adherent = cell("taux_adhesion", .counted, at),
      let resumed = cell("adhesion_et_gestion_courante", .counted, at)
    {
      relations.add([resumed], atMost: [adherent])
    }
    guard let closed = cell(.closed, .counted, at), let active = cell(.active, .counted, at) else { return }
    relations.add([closed] + [cell("file_active", .counted, at)].compactMap(\.self), atMost: [active])
  }

  private mutating func addBreakdown(_ indicator: String, _ details: [String], of total: Int?, _ at: Position) {
    let rows = details.compactMap { cell(indicator, $0, .counted, at) }
    if let total, rows.count == details.count { relations.add(rows, minus: [total]) }
  }

  private mutating func addExits(_ at: Position) {
    guard let closed = cell(.closed, .counted, at) else { return }
    addBreakdown("sorties_par_motif", ExitMotive.allCases.map(\.rawValue), of: closed, at)
    if let silent = cell(.silentExits, .counted, at) {
      addSum(silent, KnownRelations.silent, at)
      for indicator in ["sorties_positives", "maintien_cloture"] {
        if let judged = cell(indicator, .population, at) { relations.add([judged, silent], minus: [closed]) }
      }
    }
    if let motives = positive[at.project], let good = cell(.goodExits, .counted, at),
      let others = cell(.otherExits, .counted, at), let silent = cell(.silentExits, .counted, at)
    {
      addSum(good, KnownRelations.good(motives), at)
      addSum(others, KnownRelations.others(motives), at)
      relations.add([good, others, silent], minus: [closed])
      if let result = cell("sorties_positives", .counted, at) { relations.add([result], atMost: [good]) }
    }
    if let undocumented = cell("sorties_positives", .missing, at),
      let unknown = cell(.exit(.unknown), .counted, at)
    {
      relations.add([undocumented], atMost: [unknown])
    }
  }

  private mutating func addSum(_ sum: Int, _ motives: [ExitMotive], _ at: Position) {
    relations.add(motives.compactMap { cell(.exit($0), .counted, at) }, minus: [sum])
  }

  static let silent: [ExitMotive] = [.death, .operatorChange]

  static func good(_ motives: Set<ExitMotive>) -> [ExitMotive] {
    ExitMotive.allCases.filter { motives.contains($0) && !silent.contains($0) }
  }

  static func others(_ motives: Set<ExitMotive>) -> [ExitMotive] {
    ExitMotive.allCases.filter { !motives.contains($0) && !silent.contains($0) }
  }

  private mutating func addDebts(_ at: Position) {
    addBreakdown(
      "transition_dette",
      ["apuree", "minoree", "aggravee", "stable"],
      of: cell(.indebted, .among, at),
      at
    )
    let cleared = cell("transition_dette", "apuree", .counted, at)
    if let cleared, let share = cell("dette_apuree", .counted, at) { relations.add([cleared], minus: [share]) }
    if let cleared, let lower = cell("transition_dette", "minoree", .counted, at),
      let share = cell("dette_minoree", .counted, at)
    {
      relations.add([cleared, lower], minus: [share])
    }
    if let worse = cell("transition_dette", "aggravee", .counted, at),
      let same = cell("transition_dette", "stable", .counted, at), let failed = cell("dette_minoree", .others, at)
    {
      relations.add([worse, same], minus: [failed])
    }
    if let without = cell("dette_minoree_hors_effacement", .counted, at), let with = cell("dette_minoree", .counted, at)
    {
      relations.add([without], atMost: [with])
    }
    if let entry = cell("montant_dette_entree", "total", .counted, at),
      let change = cell("variation_dette", "total", .counted, at),
      let exit = cell("montant_dette_sortie", "total", .counted, at)
    {
      relations.add([entry, change], minus: [exit])
    }
    if let closed = cell(.closed, .counted, at), let indebted = cell(.indebted, .population, at),
      let unknown = cell("dette_minoree", "n_dette_entree_inconnue", .counted, at)
    {
      relations.add([indebted, unknown], atMost: [closed])
    }
  }

  private mutating func addHouseholds(_ at: Position) {
    if let persons = cell("personnes_accompagnees", .counted, at),
      let children = cell("personnes_accompagnees", "enfants", .counted, at),
      let adults = cell("personnes_accompagnees", "enfants", .others, at)
    {
      relations.add([children, adults], minus: [persons])
    }
    if let aided = cell("aides_mobilisees", .counted, at) {
      let kinds = AidKind.allCases.compactMap { cell("aides_mobilisees", $0.rawValue, .among, at) }
      for kind in kinds { relations.add([kind], atMost: [aided]) }
      if kinds.count == AidKind.allCases.count { relations.add([aided], atMost: kinds) }
    }
    if let entered = cell("taux_realisation", .counted, at), at.period != Cells.rest {
      if let accompanied = cell("menages_accompagnes", .counted, at) { relations.add([entered], atMost: [accompanied]) }
      if let started = cell("mesures_demarrees", .counted, at) { relations.add([entered], atMost: [started]) }
    }
  }

  private mutating func addProcedure(_ at: Position) {
    let groups = stages.map { stage in cell("issue_par_stade", stage, .among, at) }
    for (stage, group) in zip(stages, groups) {
      addBreakdown("issue_par_stade", issues.map { "\(stage)|\($0)" }, of: group, at)
    }
    let known = groups.compactMap(\.self)
    guard known.count == stages.count, let closed = cell(.closed, .counted, at) else { return }
    guard let threatened = cell(.threatened, .counted, at) else { return }
    relations.add(Array(known[1...4]), minus: [threatened])
    relations.add([known[0], threatened, known[5]], minus: [closed])
    let expelled = stages[1...4].compactMap { cell("issue_par_stade", "\($0)|expulse", .counted, at) }
    let silent = cell(.silentExits, .counted, at)
    if let judged = cell(.threatenedAndClosed, .counted, at) {
      relations.add([judged], atMost: [threatened])
      if let silent { relations.add([threatened], atMost: [judged, silent]) }
    }
    if let lost = cell("expulsions_ajournees", .others, at), expelled.count == 4 {
      relations.add([lost], atMost: expelled)
      if let silent { relations.add(expelled, atMost: [lost, silent]) }
    }
    if at.period != Cells.rest, let menaced = cell("menaces_expulsion", .counted, at),
      let safe = cell("menaces_expulsion", .others, at),
      let active = cell(.active, .counted, at)
    {
      relations.add([threatened], atMost: [menaced])
      relations.add([menaced, closed], atMost: [threatened, active])
      relations.add([known[0]], atMost: [safe])
    }
  }

  private mutating func addCost(_ at: Position) {
    let (acces, maintien) = (
      Position(at.project, at.period, Cells.number(of: .acces)),
      Position(at.project, at.period, Cells.number(of: .maintien))
    )
    if let kept = cell("cout_par_maintien", .among, at),
      let closed = cell("maintien_cloture", .counted, maintien), let held = cell("maintien_acces", .counted, acces)
    {
      relations.add([closed, held], minus: [kept])
    }
  }
}

extension Cells.Series {
  /// Where its denominator stands, when not among its own cells.
  var denominator: Self? {
    switch indicator {
    case "sorties_par_motif", "renouvellements_par_rang", "taux_renouvellement", "acces_logement_clotures": .closed
    case "issue_par_stade": detail.contains("|") ? Self(indicator, String(detail.prefix { $0 != "|" })) : nil
    case "dette_minoree", "dette_apuree", "transition_dette": .indebted
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
