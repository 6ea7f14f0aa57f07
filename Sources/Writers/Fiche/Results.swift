import Model

/// A row of the table of results of a fiche.
struct ResultRow: Sendable {
  let code: String
  let label: String
  /// What was planned; empty without a target.
  var planned = ""
  let cumul: String
  let year: String
  let reliability: Reliability?
}

extension FicheContent {
  /// At most twelve rows: those that the card names, else those of the project's category.
  var results: [ResultRow] { Array(keyCodes.compactMap(result).prefix(12)) }

  /// Codes of the key results, in the order of the table.
  private var keyCodes: [String] {
    let named = (project.card["indicateurs_cles"] ?? "").split(whereSeparator: \.isNewline).map(String.init)
    if !named.isEmpty {
      let ofMaintien = ["taux_renouvellement", "dette_minoree", "expulsions_evitees"]
      return unique(named + (project.volets.contains(.maintien) ? ofMaintien : []))
    }
    let (acces, maintien) = (project.volets.contains(.acces), project.volets.contains(.maintien))
    return ["taux_realisation"]
      + (acces ? ["acces_logement", "maintien_acces"] : [])
      + (maintien ? ["maintien_cloture"] : [])
      + ["dette_minoree", "montant_dette_sortie"]
      + (maintien ? ["expulsions_evitees", "expulsions_effectives"] : [])
      + (acces && maintien ? [] : ["adhesion_et_gestion_courante"])
      + ["taux_renouvellement", "duree_mediane", "intensite_rencontres", "cout_par_menage"]
  }

  private func result(_ code: String) -> ResultRow? {
    switch code {
    case "taux_realisation": return entries
    case "montant_dette_sortie": return debts
    default: break
    }
    guard let text = text(code), text.figure.status != .notApplicable, text.figure.status != .notCollected else {
      return nil
    }
    return ResultRow(
      code: code,
      label: resultLabels[code] ?? text.figure.label,
      cumul: text.cell,
      year: self.text(code, .annee)?.cell ?? "",
      reliability: scale.mark(text, restingOn: base(of: code))
    )
  }

  /// A figure over the widest volet that it has.
  func text(_ code: String, _ period: PeriodKind = .cumul, detail: String = "") -> FigureText? {
    guard let card = book.card(code) else { return nil }
    return book.text(code, detail: detail, scope: book.scope(of: card, within: .init()), period: period)
  }

  /// Stages at entry decide who may be counted as kept from an expulsion.
  private func base(of code: String) -> FigureText? {
    ["expulsions_evitees", "expulsions_ajournees"].contains(code) ? text("menaces_expulsion") : nil
  }

  private var entries: ResultRow? {
    guard let households = text("menages_accompagnes") else { return nil }
    let target = text("taux_realisation")
    let planned = target.map { $0.isPrinted ? "\($0.denominator) entrées" : "" } ?? ""
    return ResultRow(
      code: "menages_accompagnes",
      label: "Ménages accompagnés",
      planned: planned,
      cumul: households.result + entered(target, of: households),
      year: text("menages_accompagnes", .annee)?.result ?? "",
      reliability: scale.mark(households)
    )
  }

  /// « , dont 56 entrés »: who was there before the project is accompanied, and did not enter.
  private func entered(_ target: FigureText?, of households: FigureText) -> String {
    guard let target, target.isPrinted, target.numerator != households.numerator else { return "" }
    return ", dont \(target.numerator) entrés"
  }

  /// Entry and exit debts of the same parcours.
  private var debts: ResultRow? {
    guard let cumul = debtWords(.cumul) else { return nil }
    return ResultRow(
      code: "montant_dette_sortie",
      label: "Dette des mêmes parcours",
      cumul: cumul,
      year: debtWords(.annee) ?? "effectif trop petit",
      reliability: text("dette_minoree").flatMap { scale.mark($0) }
    )
  }

  /// « de 104 110 € à 42 071 € (−60 %) »; `nil` when one is not printed.
  func debtWords(_ period: PeriodKind) -> String? {
    guard let entry = text("montant_dette_entree", period, detail: "total"), entry.isPrinted,
      let exit = text("montant_dette_sortie", period, detail: "total"), exit.isPrinted,
      case .exact(let before)? = entry.figure.value, case .exact(let after)? = exit.figure.value, before > Rational(0)
    else { return nil }
    let about = entry.figure.status == .rounded ? "environ " : ""
    let change = French.percent(.exact((after - before) / before), outOf: Rational(1))
    return "de \(about)\(entry.value) à \(about)\(exit.value) (\(change))"
  }
}

extension FigureText {
  /// In the table of results: the money beside what it divides.
  var cell: String {
    if figure.indicator == "expulsions_effectives", figure.status == .published, figure.numerator?.double == 0 {
      return "aucune sur \(denominator)"
    }
    if figure.indicator == "expulsions_evitees", figure.status == .notComputable, figure.missing == 0 {
      return "aucun parcours menacé"
    }
    guard figure.unit == .eurosPerHousehold, isPrinted else { return result }
    return "\(value) (\(numerator))"
  }
}

/// What a funder calls the key results.
let resultLabels = [
  "acces_logement": "Ont accédé à un logement", "maintien_acces": "Y sont encore à la fin",
  "maintien_cloture": "Logement conservé à la fin", "dette_minoree": "Dette réduite",
  "expulsions_evitees": "Expulsions évitées (procédure arrêtée, logement conservé)",
  "expulsions_effectives": "Expulsions", "adhesion_et_gestion_courante": "Adhésion et retour à une gestion courante",
  "taux_renouvellement": "Accompagnements renouvelés", "duree_mediane": "Durée médiane",
  "intensite_rencontres": "Rencontres par ménage et par semestre", "cout_par_menage": "Coût par ménage",
]
