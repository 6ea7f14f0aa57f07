import Model

/// A table of the annexe: the indicators of one theme.
struct ThemeTable: Sendable {
  let theme: Theme
  let rows: [ThemeRow]
  /// Those that have no number at all, by reason, in one sentence; empty when each has.
  let silent: String
}

struct ThemeRow: Sendable {
  let texts: [PeriodKind: FigureText]
  let acces: FigureText?
  let maintien: FigureText?

  var cumul: FigureText? { texts[.cumul] }
}

/// A breakdown, its rows at zero left out.
struct BreakdownRows: Sendable {
  let title: String
  let rows: [FigureText]
  /// Why it is not given; empty when it is.
  let silence: String
}

extension FicheContent {
  /// Every indicator that is no breakdown, by theme.
  var themes: [ThemeTable] {
    Theme.allCases.compactMap { theme in
      let rows = cards.filter {
        Theme(of: $0.code) == theme && $0.publication != .finance || $0.code.hasPrefix("cout_") && theme == .costs
      }
      .flatMap { card in details(of: card).compactMap { row(card, detail: $0) } }
      let printed = rows.filter { row in
        row.texts.values.contains { $0.isPrinted } || (row.cumul?.figure.unit.isCount ?? false)
      }
      let silent = rows.filter { row in !printed.contains { $0.cumul?.figure.name == row.cumul?.figure.name } }
      return rows.isEmpty ? nil : ThemeTable(theme: theme, rows: printed, silent: sentence(silent.compactMap(\.cumul)))
    }
  }

  /// Rows of an indicator told in the table of its theme: those of breakdowns stand apart.
  private func details(of card: IndicatorCard) -> [String] {
    let known = card.details.isEmpty ? [""] : card.details
    if card.publication == .breakdown { return known.contains("") ? [""] : [] }
    return unique((known.contains("") || card.publication == .key ? [""] : []) + known)
  }

  private func row(_ card: IndicatorCard, detail: String) -> ThemeRow? {
    let scope = book.scope(of: card, within: .init())
    var texts: [PeriodKind: FigureText] = [:]
    for period in PeriodKind.allCases {
      if let text = book.text(card.code, detail: detail, scope: scope, period: period),
        text.figure.status != .notApplicable
      {
        texts[period] = text
      }
    }
    if texts.isEmpty { return nil }
    func volet(_ scope: Scope) -> FigureText? {
      project.volets.count > 1 && card.scopes.contains(scope)
        ? book.text(card.code, detail: detail, scope: scope, period: .cumul) : nil
    }
    return ThemeRow(texts: texts, acces: volet(.acces), maintien: volet(.maintien))
  }

  /// The reasons why there is no number, each with those it holds for.
  private func sentence(_ texts: [FigureText]) -> String {
    unique(texts.map(\.result)).map { reason in
      let labels = texts.filter { $0.result == reason }.map { French.lowercasedFirst($0.figure.label) }
      return "\(French.capitalised(reason))\u{A0}: \(labels.joined(separator: ", "))."
    }.joined(separator: " ")
  }

  /// Breakdowns of the whole period.
  var breakdowns: [BreakdownRows] {
    cards.filter {
      $0.publication == .breakdown
        && ["sorties_par_motif", "transition_dette", "issue_par_stade", "aides_mobilisees"].contains($0.code)
    }
    .compactMap { card in
      let scope = book.scope(of: card, within: .init())
      let texts = (book.details(of: card.code).filter { !$0.isEmpty })
        .compactMap { book.text(card.code, detail: $0, scope: scope, period: .cumul) }
        .filter {
          $0.figure.status != .notApplicable && $0.figure.status != .notComputable && $0.figure.status != .notCollected
        }
      if texts.isEmpty { return nil }
      let rows = texts.filter { $0.isPrinted && ($0.figure.numerator?.double ?? $0.figure.value?.double ?? 0) != 0 }
      let grouped = texts.filter { $0.figure.status == .regrouped }.map { French.lowercasedFirst($0.rowLabel) }
      let isGiven = !texts.contains { $0.figure.status == .tooFew }
      let silence =
        isGiven
        ? (grouped.isEmpty ? "" : "« Autres » réunit\u{A0}: \(grouped.joined(separator: ", ")).")
        : "Cette ventilation n’est pas donnée\u{A0}: ses effectifs sont trop petits."
      return rows.isEmpty && isGiven
        ? nil : BreakdownRows(title: card.label, rows: isGiven ? rows : [], silence: silence)
    }
  }

  /// For each key share, how its population comes from all the parcours.
  var chains: [(label: String, words: String)] {
    guard profile == .funder else { return [] }
    return [
      "dette_minoree", "maintien_cloture", "expulsions_evitees", "taux_renouvellement", "adhesion_et_gestion_courante",
    ]
    .compactMap { code in chain(code).map { (resultLabels[code] ?? code, $0) } }
  }

  /// « 85 parcours → 51 clos → 48 documentés → 40 comptés ».
  private func chain(_ code: String) -> String? {
    guard let text = text(code), text.figure.status == .published, let card = book.card(code),
      let den = text.figure.denominator.map({ Int($0.double) }), den > 0
    else { return nil }
    let scope = book.scope(of: card, within: .init())
    var steps: [String] = []
    if let base = book.text("cumul_problematiques", scope: scope, period: .cumul)?.figure,
      let documented = base.denominator.map({ Int($0.double) })
    {
      steps.append("\(French.integer(documented + base.missing)) parcours")
    }
    if let closed = book.text("parcours_clotures", scope: scope, period: .cumul), closed.isPrinted {
      steps.append("\(closed.numerator) clos")
      if code == "dette_minoree",
        let unknown = book.figure(code, detail: "n_dette_entree_inconnue", scope: scope, period: .cumul)?.numerator
      {
        let known = Int((closed.figure.numerator?.double ?? 0) - unknown.double)
        steps.append("\(French.integer(known)) dont la dette d’entrée est connue")
      }
    }
    let population = den + text.figure.missing
    steps.append("\(French.integer(population)) \(card.among.hasPrefix("parcours") ? "concernés" : card.among)")
    if text.figure.missing > 0 { steps.append("\(text.denominator) documentés") }
    return (steps + ["\(text.numerator) \(French.lowercasedFirst(card.counted))"]).joined(separator: " → ")
  }
}
