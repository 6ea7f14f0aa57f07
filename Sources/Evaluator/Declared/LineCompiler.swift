import Diagnostics
import Expressions
import Model

/// Checks the lines of a campaign's declarations, and gathers what is wrong in them.
struct LineCompiler {
  private(set) var findings = Findings()
  let wording: Wording
  private let codes: [String]
  private let ratioSchema: Schema
  /// Codes that a ratio of other indicators defines: no other ratio may be made of them.
  private let composed: Set<String>
  private let redefined: Set<String>
  private var met: [String: Location] = [:]

  init(campaign: Campaign) {
    wording = Wording(of: campaign)
    codes = campaign.indicatorCodes
    ratioSchema = Ratio.schema(codes)
    let standing = Set(campaign.indicators.filter { !$0.isOwn }.map { $0[.code].value })
    redefined = Set(campaign.indicators.filter(\.isOwn).map { $0[.code].value }).intersection(standing)
    composed = Set(
      campaign.indicators.filter { $0[.forme].value == Forme.ratio.rawValue && $0[.table].value.isEmpty }
        .map { $0[.code].value }
    )
  }

  func redefines(_ code: String) -> Bool { redefined.contains(code) }

  private mutating func report(_ message: String, at cell: Located<String>, column: Int = 1) {
    let place = Location(
      file: cell.location.file,
      line: cell.location.line,
      column: max(1, cell.location.column) + column - 1
    )
    findings.report(.wrongIndicator, message, at: place)
  }

  /// The line, checked; `nil` when something in it is wrong, which is told.
  mutating func line(of declared: IndicatorDeclaration) -> DeclaredLine? {
    let before = findings.all.count
    let line = checked(declared)
    return findings.all.count == before ? line : nil
  }

  private mutating func checked(_ declared: IndicatorDeclaration) -> DeclaredLine? {
    let name = declared[.code]
    let isName = name.value.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    if name.value.isEmpty || !isName {
      report("« \(name.value) » : un code s’écrit en minuscules sans accent, chiffres et « _ »", at: name)
    }
    if declared[.libelle].value.isEmpty { report("le libellé manque", at: declared[.libelle]) }
    guard let forme: Forme = code(declared, .forme, among: Forme.allCases.map(\.rawValue), Forme.init) else {
      return nil
    }
    let scopes = list(declared, .volets, Scope.self)
    noteTwice(declared, scopes)
    let rule = forme == .funding || (forme == .ratio && declared[.table].value.isEmpty) ? nil : rule(declared, forme)
    var line = DeclaredLine(
      code: name.value,
      detail: declared[.ligne].value,
      label: wording.filled(declared[.libelle].value),
      forme: forme,
      unit: unit(declared, forme),
      scopes: scopes,
      periods: list(declared, .periodes, PeriodKind.self),
      publication: publication(declared, forme),
      rule: rule,
      rows: rows(declared, .lignes),
      groups: rows(declared, .groupes)
    )
    line.unsentIsOutside = declared[.unsent].value == "ecarte"
    line.unknownFails = declared[.inconnu].value == "echec"
    if !declared[.ongoing].value.isEmpty {
      line.ongoing = population(declared[.ongoing], over: .pathways)
    } else if declared.isOwn, declared[.population].value == "clos", declared[.table].value == FactTable.pathways.name {
      // Beside what is closed, what goes on (référentiel §4).
      line.ongoing = population(declared[.population].map { _ in "actifs" }, over: .pathways)
    }
    if forme == .ratio {
      line.top = quantity(declared[.haut])
      line.bottom = quantity(declared[.bas])
    }
    if forme == .survival, !declared[.horizon].value.isEmpty {
      line.horizon = Int(declared[.horizon].value)
      if !(1...120).contains(line.horizon ?? 0) {
        report("« \(declared[.horizon].value) » : un nombre de mois de 1 à 120 est attendu", at: declared[.horizon])
      }
    }
    checkRows(of: line, declared)
    return line
  }

  /// The same row of the same volet declared twice.
  private mutating func noteTwice(_ declared: IndicatorDeclaration, _ scopes: [Scope]) {
    let owner = declared.isOwn ? "" : "référentiel "
    for scope in scopes {
      let key = "\(owner)\(declared[.code].value)|\(declared[.ligne].value)|\(scope.rawValue)"
      if let first = met.updateValue(declared.place, forKey: key) {
        report(
          "« \(declared[.code].value) » est déjà déclaré ligne \(first.line) de \(first.file)",
          at: declared[.code]
        )
        return
      }
    }
  }

  private mutating func checkRows(of line: DeclaredLine, _ declared: IndicatorDeclaration) {
    switch line.forme {
    case .breakdown where line.rows.isEmpty:
      report("une ventilation dit ses lignes : « code = libellé | code = libellé »", at: declared[.lignes])
    case .quantile:
      let allowed = [DeclaredLine.total] + DeclaredLine.orders.keys.sorted()
      if line.rows.isEmpty {
        report("une répartition dit ses lignes, parmi total, mediane, q1, q3", at: declared[.lignes])
      }
      for row in line.rows where !allowed.contains(row.detail) {
        report("« \(row.detail) » : total, mediane, q1 ou q3 est attendu", at: declared[.lignes])
      }
    default: break
    }
  }

  // MARK: Rule

  private mutating func rule(_ declared: IndicatorDeclaration, _ forme: Forme) -> Rule? {
    let names = FactTable.all.map(\.name)
    guard let table: FactTable = code(declared, .table, among: names, FactTable.of),
      let population = population(declared[.population], over: table)
    else { return nil }
    var rule = Rule(table, population)
    rule.perHousehold = isPerHousehold(declared)
    rule.keepsUnknownValues = forme == .sum
    rule.unsentIf = formula(declared[.unsentIf], table, .truth)
    rule.among = formula(declared[.si], table, .truth)
    rule.keptIf = formula(declared[.parmi], table, .truth)
    rule.countsIf = formula(declared[.countsIf], table, .truth)
    rule.value = formula(declared[.valeur], table, nil)
    rule.weight = formula(declared[.poids], table, nil)
    rule.absent = formula(declared[.manque], table, nil)
    rule.detail = rows(declared, .detail, .lignes, table)
    rule.group = rows(declared, .groupe, .groupes, table)
    explain(&rule, declared)
    require(rule, forme, declared)
    return rule
  }

  /// What a forme cannot do without.
  private mutating func require(_ rule: Rule, _ forme: Forme, _ declared: IndicatorDeclaration) {
    let needed: (IndicatorDeclaration.Key, Bool) =
      switch forme {
      case .share: (.countsIf, rule.countsIf == nil && rule.weight == nil)
      case .breakdown: (.detail, rule.detail == nil)
      case .sum, .quantile: (.valeur, rule.value == nil)
      case .survival: (.valeur, rule.value == nil || rule.countsIf == nil)
      case .count, .ratio, .funding: (.valeur, false)
      }
    if needed.1, declared[needed.0].value.isEmpty {
      report("la forme « \(forme.rawValue) » demande « \(needed.0.rawValue) »", at: declared[needed.0])
    }
  }

  /// Numbers the reasons why units are missing or left out.
  private mutating func explain(_ rule: inout Rule, _ declared: IndicatorDeclaration) {
    var motive = wording.filled(declared[.motif].value)
    var labels: [DeclaredLine.Row] = []
    if motive.hasPrefix("{"), let end = motive.firstIndex(of: "}") {
      let name = String(motive[motive.index(after: motive.startIndex)..<end])
      if let column = rule.table.columns.firstIndex(where: { $0.name == name && $0.kind == .text }) {
        labels = Self.rows(String(motive[motive.index(after: end)...]))
        rule.motive = (column, labels.map(\.detail))
        motive = ""
      } else {
        report("« {\(name)} » n’est pas un texte de la table « \(rule.table.name) »", at: declared[.motif])
      }
    }
    let failure = declared[.inconnu].value == "echec" ? ", compté comme un échec" : ""
    rule.reasons =
      ["objet non transmis", motive.isEmpty ? "hors de la définition" : motive, "inconnu"] + labels.map(\.label)
      + rule.table.columns.map { ($0.unknown.isEmpty ? "\($0.name) inconnu" : $0.unknown) + failure }
  }

  private mutating func population(_ cell: Located<String>, over table: FactTable) -> Population? {
    if cell.value.isEmpty {
      let names = Population.named.map(\.name).joined(separator: ", ")
      report("la population manque : \(names), ou une condition", at: cell)
      return nil
    }
    do throws(Mistake) {
      return try Population(cell.value, over: table)
    } catch {
      let names = Population.named.map(\.name)
      let isName = !cell.value.contains { " <>=():".contains($0) }
      if names.contains(cell.value) {
        report("la population « \(cell.value) » ne va pas à la table « \(table.name) » : \(error.message)", at: cell)
      } else if isName {
        report(
          "population « \(cell.value) » inconnue ; la plus proche : « \(nearest(to: cell.value, among: names)) »",
          at: cell
        )
      } else {
        report(error.message, at: cell, column: error.column)
      }
      return nil
    }
  }

  private mutating func formula(_ cell: Located<String>, _ table: FactTable, _ kind: Kind?) -> Formula? {
    formula(cell, table.schema, kind)
  }

  private mutating func formula(_ cell: Located<String>, _ schema: Schema, _ kind: Kind?) -> Formula? {
    if cell.value.isEmpty { return nil }
    do throws(Mistake) {
      let formula = try Formula(cell.value, over: schema, expecting: kind)
      if kind == nil, formula.kind != .number, formula.kind != .money {
        report("ceci est \(formula.kind.words) ; un nombre ou un montant est attendu", at: cell)
      }
      return formula
    } catch {
      report(error.message, at: cell, column: error.column)
      return nil
    }
  }

  private mutating func rows(
    _ declared: IndicatorDeclaration,
    _ key: IndicatorDeclaration.Key,
    _ labels: IndicatorDeclaration.Key,
    _ table: FactTable
  ) -> Rule.Rows? {
    guard let formula = formula(declared[key], table, .text) else { return nil }
    let details = Self.rows(declared[labels].value).enumerated().map { ($1.detail, $0) }
    return Rule.Rows(formula: formula, number: Dictionary(details) { first, _ in first })
  }

  // MARK: Cells

  private mutating func quantity(_ cell: Located<String>) -> Formula? {
    if cell.value.isEmpty {
      report("un ratio dit ce qu’il rapporte (« haut ») et à quoi (« bas »)", at: cell)
      return nil
    }
    guard let formula = formula(cell, ratioSchema, nil) else { return nil }
    for column in formula.columns where column >= Ratio.own.count {
      let code = codes[column - Ratio.own.count]
      if composed.contains(code) {
        report("« \(code) » est lui-même un rapport d’indicateurs : nommer ce dont il est fait", at: cell)
      }
    }
    return formula
  }

  private mutating func code<T>(
    _ declared: IndicatorDeclaration,
    _ key: IndicatorDeclaration.Key,
    among names: [String],
    _ make: (String) -> T?
  ) -> T? {
    let cell = declared[key]
    if let known = make(cell.value) { return known }
    let near = nearest(to: cell.value, among: names)
    let what =
      cell.value.isEmpty ? "« \(key.rawValue) » manque" : "« \(cell.value) » inconnu ; le plus proche : « \(near) »"
    report("\(what) ; admis : \(names.joined(separator: ", "))", at: cell)
    return nil
  }

  /// Codes parted by spaces; all of them when the cell is empty.
  private mutating func list<C: Code>(
    _ declared: IndicatorDeclaration,
    _ key: IndicatorDeclaration.Key,
    _ type: C.Type
  ) -> [C] {
    let words = declared[key].value.split(separator: " ").map(String.init)
    if words.isEmpty { return Array(C.allCases) }
    for word in words where C(rawValue: word) == nil {
      let near = nearest(to: word, among: C.allCases.map(\.rawValue))
      report("« \(word) » inconnu ; le plus proche : « \(near) »", at: declared[key])
    }
    return C.allCases.filter { words.contains($0.rawValue) }
  }

  private mutating func unit(_ declared: IndicatorDeclaration, _ forme: Forme) -> Unit {
    if declared[.unite].value.isEmpty {
      let perHousehold = isPerHousehold(declared)
      switch forme {
      case .count: return perHousehold ? .menages : .parcours
      case .share, .breakdown, .survival: return perHousehold ? .shareOfHouseholds : .shareOfPathways
      default: break
      }
    }
    return code(declared, .unite, among: Unit.allCases.map(\.rawValue), Unit.init) ?? .parcours
  }

  private mutating func publication(_ declared: IndicatorDeclaration, _ forme: Forme) -> Publication {
    if declared[.publication].value.isEmpty {
      switch forme {
      case .breakdown: return .breakdown
      case .sum, .quantile: return declared[.unite].value == Unit.euros.rawValue ? .amount : .key
      default: return .key
      }
    }
    return code(declared, .publication, among: Publication.allCases.map(\.rawValue), Publication.init) ?? .key
  }

  private mutating func isPerHousehold(_ declared: IndicatorDeclaration) -> Bool {
    let cell = declared[.par]
    if !["", "parcours", "menage"].contains(cell.value) {
      report("« \(cell.value) » : « menage » ou « parcours » est attendu", at: cell)
    }
    return cell.value == "menage"
  }

  private func rows(_ declared: IndicatorDeclaration, _ key: IndicatorDeclaration.Key) -> [DeclaredLine.Row] {
    Self.rows(wording.filled(declared[key].value))
  }

  /// `code = libellé | code = libellé`; a label left out is its code.
  private static func rows(_ text: String) -> [DeclaredLine.Row] {
    if text.isEmpty { return [] }
    return text.split(separator: "|", omittingEmptySubsequences: false).map { part in
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { String($0).trimmed }
      let detail = sides[0]
      return DeclaredLine.Row(detail: detail, label: sides.count > 1 ? sides[1] : detail)
    }
  }
}

extension Diagnostic.Code {
  static let wrongIndicator = Self(
    "indicateur-faux",
    .erreur,
    remedy: "corriger la déclaration de l'indicateur (input/INDICATEURS.md)"
  )
}
