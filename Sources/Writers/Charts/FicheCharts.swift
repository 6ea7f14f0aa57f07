import Model

extension FicheContent {
  /// The charts that have something to show, made of published figures only.
  var drawn: [Chart] {
    [fundingChart, funnelChart, targetChart, durationChart, debtChart, outcomeChart].compactMap(\.self) + keptCharts
  }

  /// What each funder brings to an exercise, against its budget.
  private var fundingChart: Chart? {
    let accounts = project.budgetAccounts.filter { !$0.funding.isEmpty }
    let funders = unique(accounts.flatMap { $0.funding.filter(\.inBudget).map(\.funder) })
    // More funders than patterns could not be told apart.
    guard funders.count <= Fill.allCases.count else { return nil }
    let rows = accounts.map { account in
      SegmentChart.Row(
        label: "Exercice \(account.exercise.label)",
        segments: funders.map { funder in
          let amount = account.funding.filter { $0.inBudget && $0.funder == funder }.reduce(0) { $0 + $1.amount }
          return (Double(amount), French.euros(amount))
        },
        mark: account.budget.map { (Double($0), "budget (trait)\u{A0}: \(French.euros($0))") }
      )
    }
    return SegmentChart(
      name: "financement",
      title: "Financeurs et budget, par exercice",
      heading: "Exercice",
      legend: funders,
      rows: rows
    ).chart
  }

  /// From the households oriented to the results.
  private var funnelChart: Chart? {
    let steps: [(code: String, label: String, isPopulation: Bool, one: String, many: String)] = [
      ("taux_entree", "Ménages orientés, date connue", true, "ménage", "ménages"),
      ("duree_mediane_km", "Parcours démarrés", true, "parcours", "parcours"),
      ("parcours_clotures", "Parcours clos", false, "parcours", "parcours"),
      ("sorties_positives", "Sorties positives", false, "parcours", "parcours"),
    ]
    let rows = steps.compactMap { step -> SegmentChart.Row? in
      guard let text = book.text(step.code, scope: scopes.first ?? .whole, period: .cumul) else { return nil }
      if !text.isPrinted {
        return SegmentChart.Row(label: step.label, segments: [], silence: "effectif trop petit")
      }
      let quantity = step.isPopulation ? text.figure.denominator : text.figure.numerator
      guard let count = quantity?.double, count > 0 || text.figure.status == .published else { return nil }
      let said = step.isPopulation ? text.denominator : text.numerator
      let noun = French.noun(count, step.one, step.many)
      return SegmentChart.Row(label: step.label, segments: [(count, said + French.hardSpace + noun)])
    }
    return SegmentChart(
      name: "parcours",
      title: "De l’orientation au résultat",
      heading: "Étape",
      legend: [],
      rows: rows
    ).chart
  }

  /// How long parcours last, those still going on included.
  private var durationChart: Chart? {
    let figure = book.figure("duree_mediane_km", scope: scopes.first ?? .whole, period: .cumul)
    return SurvivalChart(
      name: "duree",
      title: "Parcours encore en cours, selon le temps écoulé",
      key: "Part des parcours non clos (Kaplan-Meier)\u{A0}; une durée qui isolerait un petit groupe est omise.",
      share: "Encore en cours",
      points: figure?.curve ?? []
    ).chart
  }

  /// How long dwellings are kept, in each volet.
  private var keptCharts: [Chart] {
    scopes.filter { $0 != .whole }.compactMap { scope in
      let who = scope == .acces ? "ménages ayant accédé à un logement" : "parcours de maintien"
      return SurvivalChart(
        name: "maintien-\(scope.rawValue)",
        title: "Logement conservé\u{A0}: \(who)",
        key: "Part qui n’a pas perdu le logement, à six et à douze mois (Kaplan-Meier).",
        share: "Logement conservé",
        points: keptCurve(in: scope)
      ).chart
    }
  }

  /// The course of the survival when the rows of its points are published, those still observed included.
  private func keptCurve(in scope: Scope) -> [SurvivalPoint] {
    let rows = ["maintien_km_6", "maintien_km_12"].flatMap { code in
      ["", "n_a_risque"].map { book.figure(code, detail: $0, scope: scope, period: .cumul) }
    }
    guard rows.allSatisfy({ $0?.status == .published }) else { return [] }
    return book.figure("maintien_km_12", scope: scope, period: .cumul)?.curve ?? []
  }

  /// Entries against the target.
  private var targetChart: Chart? {
    let rows = targetRows.compactMap { row -> SegmentChart.Row? in
      let figure = row.text.figure
      guard figure.status == .published, let done = figure.numerator?.double, let target = figure.denominator?.double
      else { return nil }
      return SegmentChart.Row(
        label: "\(row.scope.title), \(row.period.prefix(1).lowercased() + row.period.dropFirst())",
        segments: [(done, "\(row.text.numerator)\u{A0}\(French.noun(done, "entrée", "entrées"))")],
        mark: (target, "cible (trait)\u{A0}: \(row.text.denominator)")
      )
    }
    return SegmentChart(
      name: "prevu-realise",
      title: "Entrées réalisées et cible",
      heading: "Volet et période",
      legend: [],
      rows: rows
    ).chart
  }

  /// Median and quartiles of the debt, at entry and at exit.
  private var debtChart: Chart? {
    let scope = scopes.first ?? .whole
    let rows = [("montant_dette_entree", "À l’entrée"), ("montant_dette_sortie", "À la sortie")].compactMap {
      code,
      label -> IntervalChart.Row? in
      let parts = ["q1", "mediane", "q3"].compactMap { book.text(code, detail: $0, scope: scope, period: .cumul) }
      let values = parts.compactMap { $0.figure.status == .published ? $0.figure.value?.double : nil }
      guard values.count == 3, values[0] <= values[2] else { return nil }
      return IntervalChart.Row(
        label: label,
        estimate: .init(value: values[1], interval: values[0]...values[2]),
        cells: parts.map(\.value),
        text: "médiane \(parts[1].value), la moitié des dettes entre \(parts[0].value) et \(parts[2].value)"
      )
    }
    let largest = rows.compactMap(\.estimate?.interval.upperBound).max() ?? 0
    return IntervalChart(
      name: "dette",
      title: "Dette des parcours clos",
      key: "Le point est la médiane, le trait va du premier au troisième quartile.",
      scale: 0...max(largest, 0),
      ends: ("0\u{A0}€", French.number(largest) + "\u{A0}€"),
      headings: ["Dette", "Premier quartile", "Médiane", "Troisième quartile"],
      rows: rows
    ).chart
  }

  /// Outcome of the closed parcours, by stage at entry.
  private var outcomeChart: Chart? {
    let rows = stageRows.map { row -> SegmentChart.Row in
      let texts = issues.compactMap {
        book.text("issue_par_stade", detail: "\(row.stage)|\($0)", scope: .maintien, period: .cumul)
      }
      let isWhole = texts.count == issues.count && texts.allSatisfy { $0.figure.status == .published }
      return SegmentChart.Row(
        label: stageTitles[row.stage] ?? row.stage,
        segments: isWhole ? texts.map { ($0.figure.numerator?.double ?? 0, $0.numerator) } : [],
        silence: isWhole ? nil : "effectif trop petit"
      )
    }
    let legend = ["procédure arrêtée", "départ sans expulsion", "toujours menacé", "expulsé", "issue inconnue"]
    return SegmentChart(
      name: "issue-par-stade",
      title: "Issue selon le stade à l’entrée",
      heading: "Stade à l’entrée",
      legend: legend,
      rows: rows
    ).chart
  }
}

extension SynthesisContent {
  /// One chart a result, the projects in the order of the campaign, never ranked, and the programme last.
  var drawn: [Chart] {
    [
      ("maintien_cloture", Scope.maintien, "maintien", "Maintien dans le logement à la clôture"),
      ("maintien_acces", .acces, "acces", "Maintien des ménages ayant accédé à un logement"),
      ("dette_minoree", .whole, "dette-minoree", "Dette minorée en fin d’accompagnement"),
      ("taux_renouvellement", .whole, "renouvellement", "Parcours renouvelés au moins une fois"),
    ].compactMap { code, scope, name, title in
      let books = fiches.map { (French.typeset($0.project.title), $0.book) }
      let rows = books.compactMap { row($0, $1.text(code, scope: scope, period: .cumul)) }
      let whole = row("Programme", programme.text(code, scope: scope, period: .cumul))
      return IntervalChart(
        name: name,
        title: title,
        key: "Le point est le résultat, le trait son intervalle à 95\u{A0}%.",
        scale: 0...1,
        ends: ("0\u{A0}%", "100\u{A0}%"),
        headings: ["Projet", "Résultat", "Intervalle à 95\u{A0}%"],
        rows: rows + (rows.count > 1 ? [whole].compactMap(\.self) : []),
        conclusion: comparison(of: rows.compactMap(\.estimate?.interval))
      ).chart
    }
  }

  /// A project that has the volet: its estimate, or why there is none.
  private func row(_ label: String, _ text: FigureText?) -> IntervalChart.Row? {
    guard let text, text.figure.status != .notApplicable else { return nil }
    guard text.figure.status == .published, let value = text.figure.value?.double, let interval = text.figure.interval
    else { return IntervalChart.Row(label: label, estimate: nil, cells: [text.result, ""], text: text.result) }
    return IntervalChart.Row(
      label: label,
      estimate: .init(value: value, interval: interval),
      cells: [text.result, text.interval],
      text: "\(text.result), de \(text.interval.replacing(" – ", with: " à "))"
    )
  }

  /// What intervals allow to say of an order of the projects.
  private func comparison(of intervals: [ClosedRange<Double>]) -> String {
    guard intervals.count > 1 else { return "" }
    let overlap = intervals.allSatisfy { one in intervals.allSatisfy(one.overlaps) }
    return overlap
      ? "Tous les intervalles se recoupent\u{A0}: ces résultats ne classent pas les projets."
      : "Des intervalles se recoupent, d’autres non\u{A0}: l’ordre est celui de la campagne."
  }
}
