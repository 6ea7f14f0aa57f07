import Diagnostics
import Model
import TestSupport

@testable import Writers

/// Publications made at random from one parcours at a time, so that every sum of the référentiel holds.
enum Publication {
  private struct Pathway {
    let project: String
    let scope: Scope
    let isOfTheYear: Bool
    let motive: ExitMotive
    /// `nil`: came without debt.
    let debt: String?
  }

  private static let outcomes = ["apuree", "minoree", "aggravee", "stable"]

  /// One project or several, with the programme.
  static func random(seed: UInt64, projects: Int = 1, profile: Profile) -> Report {
    var random = SplitMix64(seed: seed)
    let count = Int.random(in: 8...90, using: &random)
    let names = ["village", "ville", "vallee"].prefix(projects)
    let pathways = (0..<count).map { _ in
      // Skewed, so that small cells stand beside large ones.
      let motive = ExitMotive.allCases[Int.random(in: 0..<Int.random(in: 1...16, using: &random), using: &random)]
      let outcome = outcomes[Int.random(in: 0..<Int.random(in: 1...4, using: &random), using: &random)]
      return Pathway(
        project: names[Int.random(in: 0..<projects, using: &random)],
        scope: Int.random(in: 0..<3, using: &random) == 0 ? .acces : .maintien,
        isOfTheYear: Int.random(in: 0..<3, using: &random) == 0,
        motive: motive,
        debt: Bool.random(using: &random) ? outcome : nil
      )
    }
    let evaluations = names.map { name in evaluation(name, pathways.filter { $0.project == name }) }
    return report(evaluations, evaluation("*", projects > 1 ? pathways : []), profile: profile)
  }

  private static func evaluation(_ project: String, _ pathways: [Pathway]) -> Evaluation {
    var figures: [Figure] = []
    for period in PeriodKind.allCases {
      for scope in Scope.allCases {
        let chosen = pathways.filter {
          (period == .cumul || $0.isOfTheYear) && (scope == .whole || scope == $0.scope)
        }
        figures += rows(chosen, scope).map { figure in
          var figure = figure
          figure.project = project
          figure.period = period
          return figure
        }
      }
    }
    return Evaluation(project: project, figures: project == "*" && pathways.isEmpty ? [] : figures, checks: [])
  }

  private static func rows(_ pathways: [Pathway], _ scope: Scope) -> [Figure] {
    let indebted = pathways.compactMap(\.debt)
    let cleared = indebted.count { $0 == "apuree" }
    let lower = indebted.count { $0 == "minoree" }
    return [
      count("parcours_clotures", pathways.count, scope),
      share("dette_apuree", "", cleared, indebted.count, scope),
      share("dette_minoree", "", cleared + lower, indebted.count, scope),
    ]
      + ExitMotive.allCases.map { motive in
        share("sorties_par_motif", motive.rawValue, pathways.count { $0.motive == motive }, pathways.count, scope)
      }
      + outcomes.map { outcome in
        share("transition_dette", outcome, indebted.count { $0 == outcome }, indebted.count, scope)
      }
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

  static func report(_ figures: [Figure], profile: Profile) -> Report {
    let programme = Evaluation(project: "*", figures: [], checks: [])
    return report([Evaluation(project: "village", figures: figures, checks: [])], programme, profile: profile)
  }

  private static func project(_ code: String) -> Project {
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

  private static func report(_ evaluations: [Evaluation], _ programme: Evaluation, profile: Profile) -> Report {
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
      cards: Set(evaluations.flatMap(\.figures).map(\.indicator)).sorted().map(card),
      evaluations: evaluations,
      consolidated: programme,
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
    IndicatorCard(
      code: code,
      label: code,
      definition: code,
      counted: "comptés",
      among: "",
      unit: code == "parcours_clotures" ? .parcours : .shareOfPathways,
      shape: code == "parcours_clotures" ? .count : .proportion,
      scopes: Scope.allCases,
      personal: ["sorties_par_motif", "transition_dette"].contains(code),
      reference: "§5"
    )
  }
}
