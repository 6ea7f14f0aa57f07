import Model

@testable import Writers

/// A publication attacked: what is told of its secret numbers, and whether the proofs that they cannot be told hold.
struct Siege {
  /// A number that must stay ambiguous, and over how many more values.
  struct Number {
    let name: String
    let value: Int
    let need: Int
  }

  private(set) var numbers: [Number] = []
  /// Numbers in a narrower interval than they must be, with it.
  private(set) var told: [String] = []
  /// What is wrong with the proofs.
  private(set) var objections: [String] = []
  /// Numbers of which no other values, as far apart as they must be, are known to give the same publication.
  private(set) var unproven: [String] = []

  init(of report: Report, hidingSmallCellsOnly: Bool = false, patience: Int = 100) {
    let evaluations = report.evaluations + [report.consolidated]
    let truth = evaluations.flatMap(\.figures)
    let disclosure = Disclosure(of: evaluations, in: report, patience: patience)
    var published = truth.enumerated().map { disclosure.published($1, at: $0) }
    let profile = report.campaign.profile
    if hidingSmallCellsOnly {
      for row in published.indices where published[row].status == .secret && truth[row].secrets(for: profile).isEmpty {
        published[row] = truth[row]
      }
    }
    var motives = Dictionary(report.campaign.projects.map { ($0.code, $0.positiveMotives) }) { first, _ in first }
    if Set(motives.values).count == 1 { motives["*"] = motives.values.first }
    let attack = Attack(published, motives: motives)
    // What the rows that must be printed tell by themselves, whatever is hidden.
    let ordered = Attack(
      published.map { figure in
        var figure = figure
        if figure.status != .notApplicable, !figure.mustBePrinted(for: profile) { figure.status = .secret }
        return figure
      },
      motives: motives
    )
    let values = truth.reduce(into: [String: Int]()) { values, figure in
      for (part, value) in Attack.numbers(of: figure) { values[Attack.name(figure, part)] = value }
    }
    let allValues = attack.values(of: Siege.withOtherYears(values))
    let book = hidingSmallCellsOnly ? nil : Book(truth, disclosure.suppression)
    for (row, figure) in truth.enumerated() where published[row].status == .secret {
      for (part, need) in figure.secrets(for: profile) {
        let name = Attack.name(figure, part)
        guard let found = attack.interval(name), let bound = ordered.interval(name) else { continue }
        let need = min(need, bound.high - bound.low)
        numbers.append(Number(name: name, value: values[name] ?? 0, need: need))
        if found.high - found.low < need {
          told.append("\(name) = \(values[name] ?? 0) in \(found), needs \(need), bound to \(bound)")
        }
        guard let book else { continue }
        let proof = book.proof(of: row, part)
        let width = (proof.high[name] ?? 0) - (proof.low[name] ?? 0)
        if width < need { unproven.append("\(name) = \(values[name] ?? 0) over \(width) more, needs \(need)") }
        for changes in [proof.low, proof.high] {
          objections += attack.objections(to: changes, from: allValues).map { "\(name): \($0)" }
        }
      }
    }
  }

  /// The numbers, with what cumul counts outside annee.
  private static func withOtherYears(_ values: [String: Int]) -> [String: Int] {
    values.merging(
      values.compactMap { name, value in
        guard name.contains("/cumul/") else { return nil }
        let year = values[name.replacing("/cumul/", with: "/annee/")] ?? 0
        return (name.replacing("/cumul/", with: "/reste/"), value - year)
      }
    ) { one, _ in one }
  }
}

/// The proofs of the program, told in the names of the attack.
fileprivate struct Book {
  private let figures: [Figure]
  private let suppression: SecondarySuppression
  /// What rows call each cell.
  private var names: [Int: [String]] = [:]

  init(_ figures: [Figure], _ suppression: SecondarySuppression) {
    self.figures = figures
    self.suppression = suppression
    for (row, figure) in figures.enumerated() {
      for (told, cell) in zip(figure.tells, suppression.told[row]) {
        guard let part = Book.part(told, of: figure) else { continue }
        names[cell, default: []].append(Attack.name(figure, part))
        let isDocumented = figure.unit.isShare && figure.detail != "taux_suivi" && (part == "num" || part == "autres")
        if isDocumented { names[cell, default: []].append(Attack.name(figure, "den")) }
      }
    }
  }

  func proof(of row: Int, _ part: String) -> (low: [String: Int], high: [String: Int]) {
    for (told, cell) in zip(figures[row].tells, suppression.told[row]) where Book.part(told, of: figures[row]) == part {
      let proof = suppression.proof(of: cell)
      return (named(proof.low), named(proof.high))
    }
    return ([:], [:])
  }

  /// Changes by name, of every row that tells a cell that changes, and of the other years.
  private func named(_ changes: [Int: Int]) -> [String: Int] {
    var named: [String: Int] = [:]
    for (cell, change) in changes { for name in names[cell] ?? [] { named[name, default: 0] += change } }
    for (name, change) in named {
      let (whole, year) = (name.replacing("/annee/", with: "/cumul/"), name.replacing("/cumul/", with: "/annee/"))
      if name == whole || named[whole] == nil {
        let rest = whole.replacing("/cumul/", with: "/reste/")
        named[rest] = name == whole ? change - (named[year] ?? 0) : -change
      }
    }
    return named
  }

  /// What a number is called in a row.
  private static func part(_ told: Cells.Told, of figure: Figure) -> String? {
    if figure.detail == "taux_suivi" {
      return [.among: "num", .missing: "autres", .population: "den"][told.part]
    }
    switch told.part {
    case .counted: return told.series == figure.series || figure.unit == .visitsPerSixMonths ? "num" : nil
    case .others: return "autres"
    case .among: return figure.unit.isShare ? nil : "den"
    case .missing: return "manquant"
    case .population: return nil
    }
  }
}

extension Figure {
  /// The numbers that the référentiel hides of a row, and over how many more values each must stay ambiguous.
  fileprivate func secrets(for profile: Profile) -> [(part: String, need: Int)] {
    let numbers = Attack.numbers(of: self)
    let limit = profile == .funder ? 4 : 10
    if unit == .euros {
      let isSmall = personal.contains(indicator) && (1...limit).contains(numbers["den"] ?? 0)
      guard let sum = numbers["num"], sum != 0, isSmall || isOfFew else { return [] }
      return [("num", max(limit, abs(sum) * 15 / 100))] + (isSmall ? [("den", limit)] : [])
    }
    if unit == .eurosPerKeptDwelling || unit == .mois { return [] }
    if profile == .funder, !personal.contains(indicator) { return [] }
    if profile == .funder, indicator == "personnes_accompagnees", detail.isEmpty { return [] }
    return ["num", "autres"].filter { (1...limit).contains(numbers[$0] ?? 0) }.map { ($0, limit) }
  }

  /// Fewer than three households bring the sum, or one of them more than 85 % of it.
  private var isOfFew: Bool {
    let amounts = untracedMembers.filter { $0.standing == .counted }.compactMap { $0.amount.map(abs) }
    return amounts.count { $0 > 0 } < 3 || (amounts.max() ?? 0) * 100 > amounts.reduce(0, +) * 85
  }

  /// Household counts of the dispositif, and what a funder must read of its results.
  fileprivate func mustBePrinted(for profile: Profile) -> Bool {
    switch indicator {
    case "menages_accompagnes", "parcours_clotures", "file_active": true
    case "expulsions_effectives": profile == .funder
    case "maintien_cloture", "maintien_acces": profile == .funder && period == .cumul
    default: false
    }
  }
}

fileprivate let personal: Set<String> = [
  "personnes_accompagnees", "taux_adhesion", "adhesion_et_gestion_courante", "lien_rompu", "cumul_problematiques",
  "aides_mobilisees", "impaye_12_mois", "impaye_constitue_entree", "impaye_constitue_sortie", "transition_dette",
  "sorties_par_motif", "issue_par_stade",
]
