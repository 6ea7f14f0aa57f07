import Expressions
import Model

/// The tables of facts of a project, in the order in which they are described.
func factSheets(of cohort: Cohort) -> [FactSheet] {
  let slice = Slice(cohort, .cumul, .whole)
  let units = FactTable.all.map { table in
    let columns = table.columns.filter { $0.sql == nil }
    return FactSheet(table.name, meaning: table.meaning, columns: columns.map(\.described)) { receive in
      for unit in 0..<table.count(cohort) {
        receive(columns.map { $0.cell(unit, slice).written(as: $0.kind) })
      }
    }
  }
  return units + [.periods(of: cohort), .exercises(of: cohort.setting.project), .funding(of: cohort.setting.project)]
}

extension FactColumn {
  fileprivate var described: FactSheet.Column {
    FactSheet.Column(
      name,
      kind.sheetKind,
      meaning: meaning,
      section: section,
      rests: rests,
      codes: codes,
      mayBeUnknown: !unknown.isEmpty
    )
  }
}

extension Kind {
  var sheetKind: FactSheet.Column.Kind {
    switch self {
    case .text: .text
    case .number, .money: .number
    case .day: .date
    case .truth: .boolean
    }
  }
}

extension Value {
  /// As a cell of a table: empty when it is not known, euros with two decimals.
  fileprivate func written(as kind: Kind) -> String {
    switch self {
    case .null: return ""
    case .truth(let truth): return truth ? "true" : "false"
    case .day(let day): return day.description
    case .text(let text): return text
    case .number(let number):
      if kind != .money { return String(number.numerator / number.denominator) }
      let cents = number.numerator / number.denominator
      let digits = String(cents.magnitude % 100)
      return (cents < 0 ? "-" : "") + String(cents.magnitude / 100) + "." + (digits.count < 2 ? "0" : "") + digits
    }
  }
}

extension FactSheet {
  private typealias Cells = [(name: String, kind: Kind, meaning: String, section: String, value: Value)]

  /// Rows whose columns are told with their cells.
  private static func sheet(_ name: String, _ meaning: String, heads: Cells, _ rows: [Cells]) -> FactSheet {
    let columns = heads.map { head in
      Column(
        head.name,
        head.kind.sheetKind,
        meaning: head.meaning,
        section: head.section,
        rests: [],
        mayBeUnknown: true
      )
    }
    return FactSheet(name, meaning: meaning, columns: columns) { receive in
      for row in rows { receive(row.map { $0.value.written(as: $0.kind) }) }
    }
  }

  static func periods(of cohort: Cohort) -> FactSheet {
    func row(_ kind: PeriodKind) -> Cells {
      [
        ("projet", .text, "Code du projet", "§1", .text(cohort.setting.project.code)),
        ("periode", .text, "Période", "§1", .text(kind.rawValue)),
      ]
        + Parameter.allCases.map { parameter in
          let value = parameter.value(cohort.setting, cohort.period(kind))
          return (parameter.rawValue, parameter.column.kind, parameter.meaning, "§1", value)
        }
    }
    let rows = PeriodKind.allCases.map(row)
    return sheet(
      "periodes",
      "Une période d’un projet, et ce que les conditions écrivent « :nom »",
      heads: rows[0],
      rows
    )
  }

  static func exercises(of project: Project) -> FactSheet {
    func row(_ year: ProjectYear?) -> Cells {
      let own = project.budgets.filter { $0.exercise.label == year?.label }
      let sum = { (status: BudgetStatus) in
        let rows = own.filter { $0.status == status }
        return Value(rows.isEmpty ? nil : rows.reduce(0) { $0 + $1.amount })
      }
      let span = year.flatMap { project.span(in: $0.dates) }
      let target = { (volet: Volet?) in Value(year.flatMap { project.households(of: $0, volet) }) }
      return [
        ("projet", .text, "Code du projet", "§4", .text(project.code)),
        ("exercice", .text, "Libellé de l’exercice", "§4", .text(year?.label ?? "")),
        ("debut", .day, "Premier jour de l’exercice", "§4", Value(year?.dates.lowerBound)),
        ("fin", .day, "Dernier jour de l’exercice", "§4", Value(year?.dates.upperBound)),
        ("debut_projet", .day, "Premier jour de l’exercice dans le projet", "§4", Value(span?.lowerBound)),
        ("fin_projet", .day, "Dernier jour de l’exercice dans le projet", "§4", Value(span?.upperBound)),
        ("budget_prevu", .money, "Budget prévu, en euros", "§4", sum(.planned)),
        ("budget_realise", .money, "Budget réalisé, en euros", "§4", sum(.realised)),
        ("cible_ensemble", .number, "Ménages attendus, tous volets", "§4", target(nil)),
        ("cible_acces", .number, "Ménages attendus, accès", "§4", target(.acces)),
        ("cible_maintien", .number, "Ménages attendus, maintien", "§4", target(.maintien)),
      ]
    }
    let last = max(project.start, project.cutoff, project.end ?? project.cutoff)
    let years = project.years(meeting: project.start...last)
    return sheet("exercices", "Un exercice d’un projet", heads: row(nil), years.map(row))
  }

  static func funding(of project: Project) -> FactSheet {
    func row(_ funding: Funding?) -> Cells {
      [
        ("projet", .text, "Code du projet", "§5", .text(project.code)),
        ("exercice", .text, "Libellé de l’exercice", "§5", .text(funding?.exercise.label ?? "")),
        ("financeur", .text, "Financeur", "§5", .text(funding?.funder ?? "")),
        ("nature", .text, "Nature du financement", "§5", Value(code: funding?.nature)),
        ("statut", .text, "Prévu ou réalisé", "§5", Value(code: funding?.status)),
        ("inclus_dans_budget", .truth, "Compté dans le budget", "§5", Value(funding?.inBudget)),
        ("montant", .money, "Montant, en euros", "§5", Value(funding?.amount)),
      ]
    }
    return sheet("financements", "Une ligne du plan de financement", heads: row(nil), project.funding.map(row))
  }
}

extension Parameter {
  /// What it stands for, in French.
  fileprivate var meaning: String {
    switch self {
    case .debut: "Premier jour de la période"
    case .fin: "Dernier jour de la période"
    case .cutoff: "Date d’arrêté du projet"
    case .tolerance: "Tolérance sur les dettes, en euros"
    case .gap: "Jours entre deux mesures d’un même parcours, au plus"
    case .projectStart: "Premier jour du projet"
    case .projectEnd: "Dernier jour du projet"
    }
  }
}
