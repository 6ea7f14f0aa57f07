import Diagnostics
import Evaluator
import Model
import Writers

/// What `fiches expliquer` is asked.
struct Question {
  var settings = Request.Settings()
  /// Code of a project, `*` for all; `nil` only for a household.
  var project: String?
  var indicator: String?
  var detail = ""
  var period = PeriodKind.cumul
  /// `nil`: the whole, or the only volet of the indicator, or the project's.
  var scope: Scope?
  /// As typed, in any case: `M3K9F02TX`.
  var household: String?
  /// Another indicator, to be told apart from the first.
  var other: String?

  private static let options = ["--detail", "--periode", "--volet", "--menage", "--contre"] + Request.Settings.options

  init(_ words: [String]) throws(Stop) {
    let words = try Words(words, options: Question.options)
    try settings.read(words)
    for (option, value) in words.options {
      switch option {
      case "--detail": detail = value
      case "--periode": period = try Question.code(value, after: option)
      case "--volet": scope = try Question.code(value, after: option) as Scope
      case "--menage": household = value
      case "--contre": other = value
      default: continue
      }
    }
    project = words.plain.first
    indicator = words.plain.dropFirst().first
    if words.plain.count > 2 { throw .wrong("« \(words.plain[2]) » : un projet et un indicateur suffisent") }
    guard household != nil || indicator != nil else {
      throw .wrong("« expliquer » attend un projet et un indicateur, ou « --menage »")
    }
  }

  private static func code<C: Code>(_ value: String, after option: String) throws(Stop) -> C {
    if let code = C(rawValue: value) { return code }
    throw .unknown("\(option) \(value)", value, among: C.allCases.map(\.rawValue))
  }
}

/// The answer to `fiches expliquer`: restricted information, in French.
///
/// Throws `Stop.declarations` when the project, the indicator, its row or the household does not exist, with the nearest
/// name.
func answer(to question: Question, showing progress: Progress) throws(Stop) -> String {
  let report = try compute(question.settings, showing: progress).report
  let evaluations = report.evaluations + [report.consolidated]
  let asked = try question.project.map { code throws(Stop) in try evaluation(code, among: evaluations) }
  if let indicator = question.indicator, !report.cards.contains(where: { $0.code == indicator }) {
    throw .unknown("indicateur « \(indicator) »", indicator, among: report.cards.map(\.code))
  }
  if let household = question.household {
    return try told(household, question, in: asked.map { [$0] } ?? report.evaluations, of: report)
  }
  guard let asked, let indicator = question.indicator else { return "" }
  let figure = try question.row(of: indicator, in: asked, of: report)
  if let other = question.other {
    guard report.cards.contains(where: { $0.code == other }) else {
      throw .unknown("indicateur « \(other) »", other, among: report.cards.map(\.code))
    }
    var second = question
    second.scope = figure.scope
    return comparison(of: figure, and: try second.row(of: other, in: asked, of: report), in: report)
  }
  let units = attrition(of: figure, among: report.households, in: report.campaign)
  return explanation(of: figure, units: units, in: report)
}

fileprivate func evaluation(_ code: String, among evaluations: [Evaluation]) throws(Stop) -> Evaluation {
  if let found = evaluations.first(where: { $0.project == code }) { return found }
  throw .unknown("projet « \(code) »", code, among: evaluations.map(\.project))
}

fileprivate func told(
  _ household: String,
  _ question: Question,
  in evaluations: [Evaluation],
  of report: Report
) throws(Stop) -> String {
  let name = household.uppercased()
  guard let found = report.households.first(where: { $0.id.description == name }) else {
    throw .unknown("ménage « \(household) »", name, among: report.households.map(\.id.description))
  }
  let projects = Set(found.measures.map(\.project))
  let figures = evaluations.filter { projects.contains($0.project) || $0.project == "*" }.flatMap(\.figures)
  return explanation(
    of: found,
    pathways: pathways(of: found, in: report.campaign),
    figures: figures.filter { question.indicator == nil || $0.indicator == question.indicator },
    in: report
  )
}

extension Question {
  /// The row asked for, each missing choice being the one that a reader would make.
  fileprivate func row(of indicator: String, in evaluation: Evaluation, of report: Report) throws(Stop) -> Figure {
    let rows = evaluation.figures.filter { $0.indicator == indicator }
    let scopes = Scope.allCases.filter { scope in rows.contains { $0.scope == scope } }
    if let scope, !scopes.contains(scope) {
      throw .unknown("volet « \(scope.rawValue) » de « \(indicator) »", scope.rawValue, among: scopes.map(\.rawValue))
    }
    let volets = report.campaign.projects.first { $0.code == evaluation.project }?.volets ?? Volet.allCases
    let own = scopes.first { $0.volet.map(volets.contains) ?? true } ?? scopes.first
    let periods = PeriodKind.allCases.filter { period in rows.contains { $0.period == period } }
    guard let scope = scope ?? own, periods.contains(period) else {
      throw .unknown("période « \(period.rawValue) »", period.rawValue, among: periods.map(\.rawValue))
    }
    let candidates = rows.filter { $0.scope == scope && $0.period == period }
    if let row = candidates.first(where: { $0.detail == detail }) { return row }
    let details = candidates.map(\.detail)
    guard detail.isEmpty else { throw .unknown("détail « \(detail) » de « \(indicator) »", detail, among: details) }
    throw .wrong(
      "« \(indicator) » se lit ligne par ligne : ajouter « --detail », parmi \(details.joined(separator: ", "))"
    )
  }
}

extension Stop {
  /// A name that does not exist, with the nearest one that does.
  fileprivate static func unknown(_ what: String, _ name: String, among names: [String]) -> Stop {
    .wrong("\(what) inconnu ; le plus proche : « \(nearest(to: name, among: names)) »")
  }
}
