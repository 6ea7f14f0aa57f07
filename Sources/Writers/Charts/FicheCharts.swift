import Model

extension FicheContent {
  /// The charts that have something to show, made of published figures only.
  var drawn: [Chart] {
    [fundingChart, funnelChart, targetChart, debtChart, outcomeChart].compactMap(\.self)
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
    return SegmentChart(name: "financement", title: "Financeurs et budget, par exercice", legend: funders, rows: rows)
      .chart
  }

  /// From the households accompanied to the results.
  private var funnelChart: Chart? {
    let steps = ["menages_accompagnes", "mesures_demarrees", "parcours_clotures", "sorties_positives"]
    let rows = steps.compactMap { code -> SegmentChart.Row? in
      guard let text = book.text(code, scope: scopes.first ?? .whole, period: .cumul), text.figure.status == .published,
        let count = text.figure.numerator?.double
      else { return nil }
      return SegmentChart.Row(label: text.figure.label, segments: [(count, text.numerator)])
    }
    return SegmentChart(name: "parcours", title: "Des ménages accompagnés aux résultats", legend: [], rows: rows).chart
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
    return SegmentChart(name: "prevu-realise", title: "Entrées réalisées et cible", legend: [], rows: rows).chart
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
        value: values[1],
        interval: values[0]...values[2],
        text: "médiane \(parts[1].value), la moitié des dettes entre \(parts[0].value) et \(parts[2].value)"
      )
    }
    let largest = rows.map(\.interval.upperBound).max() ?? 0
    return IntervalChart(
      name: "dette",
      title: "Dette des parcours clos",
      key: "Le point est la médiane, le trait va du premier au troisième quartile.",
      scale: 0...max(largest, 0),
      ends: ("0\u{A0}€", French.number(largest) + "\u{A0}€"),
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
        silence: isWhole ? nil : "non publié (secret statistique)"
      )
    }
    let legend = ["procédure arrêtée", "départ sans expulsion", "toujours menacé", "expulsé", "issue inconnue"]
    return SegmentChart(name: "issue-par-stade", title: "Issue selon le stade à l’entrée", legend: legend, rows: rows)
      .chart
  }
}

extension SynthesisContent {
  /// One chart a result, the projects in the order of the campaign, never ranked.
  var drawn: [Chart] {
    [
      ("maintien_cloture", Scope.maintien, "maintien", "Maintien dans le logement à la clôture"),
      ("maintien_acces", .acces, "acces", "Maintien des ménages ayant accédé à un logement"),
      ("dette_minoree", .whole, "dette-minoree", "Dette minorée en fin d’accompagnement"),
      ("taux_renouvellement", .whole, "renouvellement", "Parcours renouvelés au moins une fois"),
    ].compactMap { code, scope, name, title in
      let rows = fiches.compactMap { fiche -> IntervalChart.Row? in
        guard let text = fiche.book.text(code, scope: scope, period: .cumul), text.figure.status == .published,
          let value = text.figure.value?.double, let interval = text.figure.interval
        else { return nil }
        return IntervalChart.Row(
          label: fiche.project.title,
          value: value,
          interval: interval,
          text: "\(text.result), intervalle \(text.interval)"
        )
      }
      return IntervalChart(
        name: name,
        title: title,
        key: "Le point est le résultat, le trait son intervalle à 95\u{A0}%.",
        scale: 0...1,
        ends: ("0\u{A0}%", "100\u{A0}%"),
        rows: rows
      ).chart
    }
  }
}
