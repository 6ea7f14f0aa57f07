package import Model

/// The figures as they may be published under the report's profile (référentiel §6).
///
/// Small cells and amounts that would tell of one household are emptied and marked `secret`, volets that the project
/// does not have `sans_objet`, and no figure keeps its members. All that is printed reads these and nothing else.
package func protect(_ evaluations: [Evaluation], of report: Report) -> [Evaluation] {
  let disclosure = Disclosure(of: evaluations, in: report)
  return evaluations.enumerated().map { number, evaluation in
    var published = evaluation
    published.figures = evaluation.figures.indices.map { place in
      disclosure.published(evaluation.figures[place], at: disclosure.row(number, place))
    }
    published.checks = evaluation.checks.compactMap { $0.published(among: published.figures) }
    return published
  }
}

/// What is hidden of a set of evaluations, and why.
struct Disclosure {
  private let profile: Profile
  /// Place of the first row of each evaluation.
  private let starts: [Int]
  /// Rows of volets that the project does not have.
  private let silent: Set<Int>
  /// Rows that are secret, by themselves or to protect another, and the proofs that no reader can tell them.
  let suppression: SecondarySuppression
  private let secret: Set<Int>

  /// `patience`: how long the search for each proof goes on before another way is tried.
  init(of evaluations: [Evaluation], in report: Report, patience: Int = 100) {
    profile = report.campaign.profile
    let cards = Dictionary(report.cards.map { ($0.code, $0) }) { first, _ in first }
    var starts: [Int] = []
    var (silent, primary): (Set<Int>, Set<Int>) = ([], [])
    var rows: [Figure] = []
    let secrets = concurrently(evaluations.count) { [profile, cards, evaluations] index in
      PrimarySuppression(profile: profile, cards: cards, figures: evaluations[index].figures).places
    }
    for (evaluation, secret) in zip(evaluations, secrets) {
      starts.append(rows.count)
      let volets = report.volets(of: evaluation.project)
      for (place, figure) in evaluation.figures.enumerated() {
        if let volet = figure.scope.volet, !volets.contains(volet) { silent.insert(rows.count + place) }
      }
      primary.formUnion(secret.map { $0 + rows.count })
      rows += evaluation.figures
    }
    primary.subtract(silent)
    self.starts = starts
    self.silent = silent
    suppression = SecondarySuppression(rows, primary: primary, silent: silent, in: report.campaign, patience: patience)
    secret = suppression.rows
  }

  func row(_ evaluation: Int, _ place: Int) -> Int { starts[evaluation] + place }

  /// The row as it is printed.
  func published(_ figure: Figure, at row: Int) -> Figure {
    if silent.contains(row) { return emptied(figure, as: .notApplicable) }
    if secret.contains(row) {
      var empty = emptied(figure, as: .secret)
      empty.note = figure.secretNote(for: profile)
      return empty
    }
    var figure = figure
    figure.members = []
    figure.curve = figure.publishedCurve(for: profile)
    return figure
  }
}

extension Figure {
  /// Why a row is secret.
  ///
  /// The same words whether the row is a small cell or protects one: to know which would tell its size.
  fileprivate func secretNote(for profile: Profile) -> String {
    if indicator.hasPrefix("maintien_km_"), detail.isEmpty {
      return "secret : moins de 10 suivis ou de 5 à risque, ou chiffre qui révélerait un petit effectif"
    }
    let most = profile.largestSmallCell
    let small = "effectif de 1 à \(most)"
    if unit == .euros {
      return "secret : moins de 3 contributeurs, plus de 85 % pour un seul, \(small), ou chiffre qui les révélerait"
    }
    return "secret primaire (\(small), ou son complément) ou secondaire (protège un tel effectif)"
  }
}

extension Check {
  /// The check without what it tells of figures kept secret; `nil` when nothing is left to say.
  fileprivate func published(among rows: [Figure]) -> Check? {
    guard !figures.isEmpty else { return self }
    let named = Set(figures)
    let secret = rows.filter { $0.status == .secret && named.contains($0.name) }
    guard let label = secret.first?.label else { return self }
    // A sentence that names several figures says the same of each: the secret ones would be known by it.
    guard code == "chiffre_annonce" else { return nil }
    let sentence =
      "La valeur annoncée pour \(French.quoted(label)) porte sur un chiffre non publié (secret statistique)."
    return Check(code: code, outcome: .notice, sentence: sentence, figures: figures)
  }
}

extension Report {
  /// Volets of a project, or of all of them for `*`.
  func volets(of project: String) -> [Volet] {
    if let project = campaign.projects.first(where: { $0.code == project }) { return project.volets }
    return Volet.allCases.filter { volet in campaign.projects.contains { $0.volets.contains(volet) } }
  }
}

/// The row without anything to read.
fileprivate func emptied(_ figure: Figure, as status: FigureStatus) -> Figure {
  var empty = Figure(
    project: figure.project,
    period: figure.period,
    scope: figure.scope,
    indicator: figure.indicator,
    detail: figure.detail,
    label: figure.label,
    unit: figure.unit
  )
  empty.status = status
  return empty
}
