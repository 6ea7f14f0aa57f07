import Model

extension FicheContent {
  /// The charts that say something, made of published figures only.
  var drawn: [Chart] {
    [debtChart, resultChart].compactMap(\.self)
      + ([targetChart, fundingChart] + keptCharts).compactMap(\.self).map { chart in
        var chart = chart
        chart.isForAnnexe = true
        return chart
      }
  }

  private func source(_ role: Structure.Role) -> String {
    role == .landlord ? "comptes locataires des bailleurs" : "suivi des associations"
  }

  /// Median and quartiles of the debt, at entry and at exit.
  private var debtChart: Chart? {
    let rows = [("montant_dette_entree", "À l’entrée"), ("montant_dette_sortie", "À la sortie")].compactMap {
      code,
      label -> IntervalChart.Row? in
      let parts = ["q1", "mediane", "q3"].compactMap { text(code, detail: $0) }
      let values = parts.compactMap { $0.figure.status == .published ? $0.figure.value?.double : nil }
      guard values.count == 3, values[0] <= values[2] else { return nil }
      return IntervalChart.Row(
        label: label,
        estimate: .init(value: values[1], interval: values[0]...values[2]),
        cells: parts.map(\.value),
        text: "médiane \(parts[1].value), la moitié des dettes entre \(parts[0].value) et \(parts[2].value)"
      )
    }
    guard rows.count == 2, let among = text("montant_dette_entree", detail: "mediane")?.denominator else { return nil }
    let (before, after) = (rows[0].cells[1], rows[1].cells[1])
    var chart = IntervalChart(
      name: "dette",
      title: before == after
        ? "La dette médiane reste à \(before)" : "La dette médiane passe de \(before) à \(after)",
      key: "Le point est la médiane, le trait va du premier au troisième quartile.",
      axis: .euros(upTo: rows.compactMap(\.estimate?.interval.upperBound).max() ?? 0),
      headings: ["Dette", "Premier quartile", "Médiane", "Troisième quartile"],
      rows: rows
    ).chart
    chart?.caption = Chart.Caption(
      reading: "à l’entrée, la moitié des dettes dépasse \(before)\u{202F}; à la sortie, \(after).",
      field: "\(among) parcours clos, entrés avec une dette, connue aux deux dates.",
      source: source(.landlord) + "."
    )
    return chart
  }

  /// Key shares and what chance leaves of them, on one axis.
  private var resultChart: Chart? {
    let codes = [
      "maintien_acces", "maintien_cloture", "dette_minoree", "expulsions_evitees", "adhesion_et_gestion_courante",
    ]
    let rows = codes.compactMap { code in text(code).flatMap { $0.row(resultLabels[code] ?? $0.figure.label) } }
    guard rows.count > 1 else { return nil }
    let firm = rows.count { ($0.estimate?.interval.lowerBound ?? 0) > 0.5 }
    let title =
      switch firm {
      case rows.count: "Ces \(rows.count) résultats dépassent la moitié, hasard compris"
      case 0: "Aucun de ces résultats ne dépasse la moitié à coup sûr"
      case 1: "Un résultat sur \(rows.count) dépasse la moitié, hasard compris"
      default: "\(French.integer(firm)) résultats sur \(rows.count) dépassent la moitié, hasard compris"
      }
    var chart = IntervalChart(
      name: "resultats",
      title: title,
      key: "Le point est le résultat, le trait son intervalle à 95\u{A0}%.",
      axis: .shares,
      headings: ["Résultat", "Part", "Intervalle à 95\u{A0}%"],
      rows: rows
    ).chart
    chart?.caption = Chart.Caption(
      reading: "le point est le résultat observé, le trait son intervalle à 95\u{A0}%.",
      field: "parcours du projet dont l’issue est connue.",
      source: "\(source(.association))\u{202F}; \(source(.landlord))."
    )
    return chart
  }

  /// Entries against the target, volet by volet.
  private var targetChart: Chart? {
    let volets = scopes.count > 1 ? scopes.filter { $0 != .whole } : scopes
    let rows = volets.compactMap { scope -> SegmentChart.Row? in
      guard let text = book.text("taux_realisation", scope: scope, period: .cumul), text.isPrinted,
        let done = text.figure.numerator?.double, let target = text.figure.denominator?.double
      else { return nil }
      return SegmentChart.Row(
        label: scope.title,
        segments: [(done, "\(text.numerator)\u{A0}\(French.noun(done, "entrée", "entrées"))")],
        mark: (target, "cible (trait)\u{A0}: \(text.denominator)")
      )
    }
    guard let whole = text("taux_realisation"), whole.isPrinted, !rows.isEmpty else { return nil }
    var chart = SegmentChart(
      name: "prevu-realise",
      title: "\(whole.numerator) entrées pour \(whole.denominator) prévues",
      heading: "Volet",
      legend: [],
      rows: rows
    ).chart
    chart?.caption = Chart.Caption(
      reading: "la barre compte les ménages entrés, le trait la cible.",
      field: "ménages entrés \(project.counted(.cumul).map(French.period) ?? "").",
      source: "\(source(.association))\u{202F}; carte du projet."
    )
    return chart
  }

  /// What each funder brings to an exercise, against its budget: where that is not the same every year.
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
    let gaps = accounts.compactMap { account -> Cents? in
      guard let budget = account.budget, let funded = account.funded else { return nil }
      return funded - budget
    }
    let off = gaps.count { $0 != 0 }
    guard off > 0 || Set(rows.map { $0.segments.map(\.value) }).count > 1 else { return nil }
    let exercises = French.count(off, "exercice", "exercices")
    var chart = SegmentChart(
      name: "financement",
      title: off == 0 ? "Les financeurs couvrent le budget" : "Financement et budget diffèrent pour \(exercises)",
      heading: "Exercice",
      legend: funders,
      rows: rows
    ).chart
    chart?.caption = Chart.Caption(
      reading: "une barre par exercice, un motif par financeur\u{202F}; le trait est le budget.",
      field: "apports inclus dans le budget.",
      source: "carte du projet."
    )
    return chart
  }

  /// How long dwellings are kept, in each volet.
  private var keptCharts: [Chart?] {
    scopes.filter { $0 != .whole }.map { scope in
      let figure = book.figure("maintien_km_12", scope: scope, period: .cumul)
      guard let figure, figure.status == .published, let last = figure.curve.last else { return nil }
      let share = French.percent(.real(last.surviving), outOf: Rational(100))
      var chart = SurvivalChart(
        name: "maintien-\(scope.rawValue)",
        title: "À \(last.months) mois, \(share) n’ont pas perdu leur logement",
        share: "Logement conservé",
        points: figure.curve
      ).chart
      chart?.caption = Chart.Caption(
        reading: "une marche est un logement perdu\u{202F}; sous l’axe, combien sont encore observés.",
        field: scope == .acces ? "ménages ayant accédé à un logement." : "parcours de maintien.",
        source: "\(source(.landlord))\u{202F}; \(source(.association))."
      )
      return chart
    }
  }
}

extension FigureText {
  /// A share that is printed exactly, and its interval; `nil` for another.
  func row(_ label: String) -> IntervalChart.Row? {
    guard figure.status == .published, let value = figure.value?.double, let interval = figure.interval else {
      return nil
    }
    return IntervalChart.Row(
      label: label,
      estimate: .init(value: value, interval: interval),
      cells: [result, self.interval],
      text: "\(result), de \(self.interval.replacing(" – ", with: " à "))"
    )
  }
}

extension SynthesisContent {
  /// One chart a result, the projects in the order of the campaign, never ranked, and the programme last.
  var drawn: [Chart] {
    [
      ("maintien_cloture", Scope.maintien, "maintien", "Logement conservé à la fin"),
      ("maintien_acces", .acces, "acces", "Ménages encore dans le logement obtenu"),
      ("dette_minoree", .whole, "dette-minoree", "Dette réduite à la fin"),
      ("taux_renouvellement", .whole, "renouvellement", "Parcours renouvelés au moins une fois"),
    ].compactMap { code, scope, name, title in
      let books = fiches.map { (French.typeset($0.project.title), $0.book) }
      let rows = books.compactMap { row($0, $1.text(code, scope: scope, period: .cumul)) }
      let whole = row("Programme", programme.text(code, scope: scope, period: .cumul))
      var chart = IntervalChart(
        name: name,
        title: title + range(of: rows.compactMap(\.estimate?.value)),
        key: "Le point est le résultat, le trait son intervalle à 95\u{A0}%.",
        axis: .shares,
        headings: ["Projet", "Résultat", "Intervalle à 95\u{A0}%"],
        rows: rows + (rows.count > 1 ? [whole].compactMap(\.self) : []),
        conclusion: comparison(of: rows.compactMap(\.estimate?.interval))
      ).chart
      chart?.caption = Chart.Caption(
        reading: "le point est le résultat, le trait son intervalle à 95\u{A0}%.",
        field: "parcours de chaque projet dont l’issue est connue, sur toute sa période.",
        source: "exports des structures."
      )
      return chart
    }
  }

  /// « , de 82 % à 98 % » ; nothing for a lone value.
  private func range(of values: [Double]) -> String {
    guard let low = values.min(), let high = values.max(), low < high else { return "" }
    let percent = { French.percent(.real($0), outOf: Rational(100)) }
    return ", de \(percent(low)) à \(percent(high))"
  }

  /// A project that has the volet: its estimate, or why there is none.
  private func row(_ label: String, _ text: FigureText?) -> IntervalChart.Row? {
    guard let text, text.figure.status != .notApplicable else { return nil }
    return text.row(label)
      ?? IntervalChart.Row(label: label, estimate: nil, cells: [text.result, ""], text: text.result)
  }

  /// What intervals allow to say of an order of the projects.
  private func comparison(of intervals: [ClosedRange<Double>]) -> String {
    guard intervals.count > 1 else { return "" }
    let overlap = intervals.allSatisfy { one in intervals.allSatisfy(one.overlaps) }
    let all =
      intervals.count == 2
      ? "Les deux intervalles se recoupent" : "Les \(intervals.count) intervalles se recoupent"
    return overlap
      ? "\(all)\u{A0}: ces résultats ne classent pas les projets."
      : "Des intervalles se recoupent, d’autres non\u{A0}: l’ordre est celui de la campagne."
  }
}
