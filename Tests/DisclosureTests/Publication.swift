import Diagnostics
import Model
import TestSupport

@testable import Writers

/// Campaigns made at random from one parcours at a time, so that every sum of the référentiel holds, year after year.
struct RandomCampaign {
  struct Pathway {
    let household: Int
    let project: String
    let scope: Scope
    let year: Int
    let motive: ExitMotive
    /// Entry and exit; `nil`: came without debt.
    let debt: (entry: Cents, exit: Cents)?

    var outcome: String? {
      debt.map { $0.exit <= 100 ? "apuree" : $0.exit < $0.entry - 100 ? "minoree" : "aggravee" }
    }
  }

  static let lastYear = 3
  let pathways: [Pathway]
  let names: [String]
  let profile: Profile

  init(seed: UInt64, projects: Int, profile: Profile) {
    var random = SplitMix64(seed: seed)
    let names = Array(["village", "ville", "vallee"].prefix(projects))
    pathways = (0..<Int.random(in: 8...90, using: &random)).map { number in
      // Skewed, so that small cells stand beside large ones.
      let motive = ExitMotive.allCases[Int.random(in: 0..<Int.random(in: 1...16, using: &random), using: &random)]
      let entry = Int.random(in: 200...Int.random(in: 300...900_000, using: &random), using: &random)
      let exit = Bool.random(using: &random) ? 0 : Int.random(in: 200...900_000, using: &random)
      return Pathway(
        household: number + 1,
        project: names[Int.random(in: 0..<projects, using: &random)],
        scope: Int.random(in: 0..<3, using: &random) == 0 ? .acces : .maintien,
        year: Int.random(in: 1...RandomCampaign.lastYear, using: &random),
        motive: motive,
        debt: Bool.random(using: &random) ? (entry, exit) : nil
      )
    }
    self.names = names
    self.profile = profile
  }

  /// The rows of an edition as computed, the programme's last; a lone project has none.
  func edition(_ year: Int) -> Report {
    let known = pathways.filter { $0.year <= year }
    let projects = names.map { name in evaluation(name, known.filter { $0.project == name }, year) }
    return report(projects, names.count > 1 ? evaluation("*", known, year) : nil)
  }

  private func evaluation(_ project: String, _ pathways: [Pathway], _ year: Int) -> Evaluation {
    var figures: [Figure] = []
    for period in PeriodKind.allCases {
      for scope in Scope.allCases {
        let chosen = pathways.filter { (period == .cumul || $0.year == year) && (scope == .whole || scope == $0.scope) }
        for var figure in rows(chosen, scope) {
          figure.project = project
          figure.period = period
          figures.append(figure)
        }
      }
    }
    return Evaluation(project: project, figures: figures, checks: [])
  }

  private func rows(_ pathways: [Pathway], _ scope: Scope) -> [Figure] {
    let outcomes = pathways.compactMap(\.outcome)
    let (cleared, lower) = (outcomes.count { $0 == "apuree" }, outcomes.count { $0 == "minoree" })
    return [
      RandomCampaign.count("parcours_clotures", pathways.count, scope),
      RandomCampaign.share("dette_apuree", "", cleared, outcomes.count, scope),
      RandomCampaign.share("dette_minoree", "", cleared + lower, outcomes.count, scope),
      sum("montant_dette_entree", pathways, scope) { $0.entry },
      sum("montant_dette_sortie", pathways, scope) { $0.exit },
      sum("variation_dette", pathways, scope) { $0.exit - $0.entry },
    ]
      + ExitMotive.allCases.map { motive in
        let count = pathways.count { $0.motive == motive }
        return RandomCampaign.share("sorties_par_motif", motive.rawValue, count, pathways.count, scope)
      }
      + ["apuree", "minoree", "aggravee", "stable"].map { outcome in
        let count = outcomes.count { $0 == outcome }
        return RandomCampaign.share("transition_dette", outcome, count, outcomes.count, scope)
      }
  }

  private func sum(
    _ indicator: String,
    _ pathways: [Pathway],
    _ scope: Scope,
    _ amount: ((entry: Cents, exit: Cents)) -> Cents
  ) -> Figure {
    let members = pathways.compactMap { pathway in
      pathway.debt.map {
        Member(
          household: Household.ID(pathway.household),
          project: pathway.project,
          standing: .counted,
          amount: amount($0)
        )
      }
    }
    var figure = RandomCampaign.row(indicator, "total", scope, .euros)
    figure.numerator = .exact(Rational(members.reduce(0) { $0 + ($1.amount ?? 0) }, 100))
    figure.value = figure.numerator
    figure.denominator = Quantity(members.count)
    if members.isEmpty { figure.status = .notComputable }
    figure.members = members
    return figure
  }

  static func count(_ indicator: String, _ value: Int, _ scope: Scope) -> Figure {
    var figure = row(indicator, "", scope, .parcours)
    figure.numerator = Quantity(value)
    figure.value = Quantity(value)
    return figure
  }

  static func share(_ indicator: String, _ detail: String, _ top: Int, _ bottom: Int, _ scope: Scope) -> Figure {
    var figure = row(indicator, detail, scope, .shareOfPathways)
    figure.numerator = Quantity(top)
    figure.denominator = Quantity(bottom)
    if bottom > 0 { figure.value = .exact(Rational(top, bottom)) } else { figure.status = .notComputable }
    return figure
  }

  private static func row(_ indicator: String, _ detail: String, _ scope: Scope, _ unit: Unit) -> Figure {
    Figure(
      project: "village",
      period: .cumul,
      scope: scope,
      indicator: indicator,
      detail: detail,
      label: "\(indicator) \(detail)",
      unit: unit
    )
  }

  private func project(_ code: String) -> Project {
    let day = Day(iso: "2018-12-31") ?? Day(number: 0)
    var project = Project(
      code: code,
      title: code,
      start: Day(iso: "2016-01-01") ?? day,
      end: day,
      cutoff: day,
      year: 2018,
      story: Located("", at: Location(file: "recit.md", line: 1, column: 1))
    )
    project.volets = [.acces, .maintien]
    return project
  }

  func report(_ evaluations: [Evaluation], _ programme: Evaluation?) -> Report {
    let day = Day(iso: "2018-12-31") ?? Day(number: 0)
    return Report(
      campaign: Campaign(
        name: "Essai",
        year: 2018,
        cutoff: day,
        profile: profile,
        notice: "Données inventées.",
        projects: evaluations.map { project($0.project) }
      ),
      version: "0",
      cards: Set(evaluations.flatMap(\.figures).map(\.indicator)).sorted().map(RandomCampaign.card),
      evaluations: evaluations,
      consolidated: programme ?? Evaluation(project: "*", figures: [], checks: []),
      households: [],
      reconciliation: Reconciliation(),
      rejections: [],
      accounts: [],
      files: [],
      findings: [],
      declarations: []
    )
  }

  private static func card(_ code: String) -> IndicatorCard {
    let isAmount = code.contains("montant") || code == "variation_dette"
    let isBreakdown = ["sorties_par_motif", "transition_dette"].contains(code)
    return IndicatorCard(
      code: code,
      label: code,
      definition: code,
      counted: "comptés",
      among: "",
      unit: isAmount ? .euros : code == "parcours_clotures" ? .parcours : .shareOfPathways,
      shape: code == "parcours_clotures" ? .count : .proportion,
      scopes: Scope.allCases,
      publication: isAmount ? .amount : isBreakdown ? .breakdown : .key,
      reference: "§5"
    )
  }
}

extension Report {
  /// Every row as it is published.
  var published: [Figure] { publish(evaluations + [consolidated], of: self).flatMap(\.figures) }

  var computed: [Figure] { (evaluations + [consolidated]).flatMap(\.figures) }
}
