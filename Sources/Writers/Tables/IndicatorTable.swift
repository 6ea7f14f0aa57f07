import Model

extension Table where Row == Figure {
  /// `indicateurs.csv`, `synthese.csv` and `restreint/indicateurs/`: one row per figure.
  static func indicators(of report: Report) -> Self {
    let calendar = FigureCalendar(of: report)
    return Table(
      columns: [
        Column("projet", "Code du projet ; * pour l’ensemble des projets", required: true) { $0.project },
        Column("periode", "Période du chiffre", allowed: codes(PeriodKind.self), required: true) { $0.period.rawValue },
        Column("date_debut", "Premier jour de la période ; vide pour l’année du programme", .date) {
          calendar.days(of: $0)?.lowerBound.description ?? ""
        },
        Column("date_fin", "Dernier jour de la période", .date) { calendar.days(of: $0)?.upperBound.description ?? "" },
        Column("volet", "Volet du dispositif", allowed: codes(Scope.self), required: true) { $0.scope.rawValue },
        Column("theme", "Thème de l’indicateur", allowed: codes(Theme.self), required: true) {
          Theme(of: $0.indicator).rawValue
        },
        Column("ordre", "Rang de l’indicateur dans le référentiel", .integer) {
          calendar.order(of: $0).map { String($0) } ?? ""
        },
        Column("indicateur", "Code de l’indicateur", required: true) { $0.indicator },
        Column("detail", "Ligne d’une ventilation ; vide pour le chiffre lui-même") { $0.detail },
        Column("libelle", "Libellé de la ligne", required: true) { $0.label },
        Column("valeur", "Valeur ; part entre 0 et 1, euros, mois ou nombre selon l’unité", .number) {
          shown($0, $0.value.map(decimal))
        },
        Column("unite", "Unité de la valeur", allowed: codes(Unit.self), required: true) { $0.unit.rawValue },
        Column("numerateur", "Numérateur, ou nombre pour un décompte", .number) {
          shown($0, $0.numerator.map(decimal))
        },
        Column("denominateur", "Dénominateur : unités documentées", .number) { shown($0, $0.denominator.map(decimal)) },
        Column("ic_bas", "Borne basse de l’intervalle de Wilson à 95 %", .number) {
          shown($0, $0.interval.map { decimal($0.lowerBound) })
        },
        Column("ic_haut", "Borne haute de l’intervalle de Wilson à 95 %", .number) {
          shown($0, $0.interval.map { decimal($0.upperBound) })
        },
        Column("n_manquant", "Unités de la population non documentées", .integer) { counted($0, $0.missing) },
        Column("n_en_cours", "Parcours en cours, laissés de côté", .integer) { counted($0, $0.ongoing) },
        Column("borne_basse", "Part si aucune unité non documentée ne compte", .number) {
          shown($0, $0.lowerBound.map(decimal))
        },
        Column("borne_haute", "Part si toutes les unités non documentées comptent", .number) {
          shown($0, $0.upperBound.map(decimal))
        },
        Column("statut", "Ce que dit la ligne", allowed: codes(FigureStatus.self), required: true) {
          $0.status.rawValue
        },
        Column("note", "Précision, en français") { $0.note },
      ],
      key: ["projet", "periode", "volet", "indicateur", "detail"]
    )
  }
}

/// Figures in the order of the file: projet, periode, volet, indicateur, detail, in byte order.
func ordered(_ figures: [Figure]) -> [Figure] {
  // An evaluation comes in that order already; looking is much cheaper than sorting such large values.
  let isOrdered = figures.indices.dropFirst().allSatisfy { !precedes(figures[$0], figures[$0 - 1]) }
  return isOrdered ? figures : figures.sorted(by: precedes)
}

fileprivate func precedes(_ one: Figure, _ other: Figure) -> Bool {
  if one.project != other.project { return isBefore(one.project, other.project) }
  if one.period != other.period { return isBefore(one.period.rawValue, other.period.rawValue) }
  if one.scope != other.scope { return isBefore(one.scope.rawValue, other.scope.rawValue) }
  if one.indicator != other.indicator { return isBefore(one.indicator, other.indicator) }
  return isBefore(one.detail, other.detail)
}

fileprivate func isBefore(_ one: String, _ other: String) -> Bool { one.utf8.lexicographicallyPrecedes(other.utf8) }

/// A cell of a figure, empty where the row says that there is nothing to read.
fileprivate func shown(_ figure: Figure, _ cell: String?) -> String {
  switch figure.status {
  case .published, .rounded, .notComputable, .notCollected: cell ?? ""
  case .regrouped, .tooFew, .notApplicable: ""
  }
}

/// A count beside the figure, empty where the figure itself is rounded.
fileprivate func counted(_ figure: Figure, _ count: Int) -> String {
  let isBare = figure.numerator == nil && figure.denominator == nil && count == 0
  return figure.status == .rounded || isBare && figure.status != .published ? "" : shown(figure, String(count))
}

/// The values of a code list, in order.
func codes<List: Code>(_ list: List.Type) -> [String] { list.allCases.map(\.rawValue) }
