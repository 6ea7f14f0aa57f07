import Model
import TestSupport
import Testing

@testable import Writers

fileprivate func chart(_ rows: [SegmentChart.Row], legend: [String] = ["un", "deux", "trois"]) -> Chart? {
  SegmentChart(name: "essai", title: "Essai", legend: legend, rows: rows).chart
}

@Test func `a chart tells its data in its description and breaks no rule`() throws {
  let drawn = try #require(
    chart([
      .init(label: "2018", segments: [(10, "10 €"), (0, "0 €"), (5, "5 €")], mark: (12, "budget 12 €")),
      .init(label: "2019", segments: [], silence: "non publié"),
    ])
  )
  #expect(drawn.description == "2018\u{A0}: un 10 €, deux 0 €, trois 5 €, budget 12 €. 2019\u{A0}: non publié.")
  #expect(ChartCheck.faults(in: drawn.svg) == [])
}

@Test func `whatever the numbers, segments stay apart and inside`() throws {
  var random = SplitMix64(seed: 3)
  for _ in 0..<200 {
    let rows = (0..<Int.random(in: 1...4, using: &random)).map { row in
      SegmentChart.Row(
        label: "ligne \(row)",
        segments: (0..<3).map { _ in (Double(Int.random(in: 0...1_000, using: &random)), "n") },
        mark: (Double(Int.random(in: 0...3_000, using: &random)), "m")
      )
    }
    if let drawn = chart(rows) { #expect(ChartCheck.faults(in: drawn.svg) == [], "\(rows)") }
  }
}

@Test func `an interval chart breaks no rule`() throws {
  let drawn = try #require(
    IntervalChart(
      name: "essai",
      title: "Un titre assez long pour tenir sur deux lignes au moins, et peut-être sur trois",
      key: "Le point est le résultat.",
      scale: 0...1,
      ends: ("0 %", "100 %"),
      rows: [.init(label: "Projet", value: 1, interval: 0.8...1, text: "17 sur 17")]
    ).chart
  )
  #expect(ChartCheck.faults(in: drawn.svg) == [])
}

@Test func `hostile names stay text in a chart`() throws {
  let name = "</text><script>alert(1)</script>&#60;\u{202E}\u{0}\" onload='x' " + String(repeating: "long", count: 40)
  let drawn = try #require(chart([.init(label: name, segments: [(1, name)])], legend: [name]))
  #expect(ChartCheck.faults(in: drawn.svg) == [])
  #expect(!drawn.svg.contains("<script"))
}

@Test func `nothing to show draws nothing`() {
  #expect(chart([])?.svg == nil)
  #expect(chart([.init(label: "a", segments: [(0, "0")])])?.svg == nil)
  #expect(chart([.init(label: "a", segments: [], silence: "non publié")])?.svg == nil)
}

@Test func `every fill reaches three to one on white`() {
  for fill in Fill.allCases { #expect(ChartCheck.contrast(fill.colour) >= 3, "\(fill)") }
}

@Test(arguments: [
  ("<svg><script/></svg>", "element script"), ("<svg onload=\"x\"/>", "attribute onload"),
  ("<svg><rect fill=\"#DDDDDD\"/></svg>", "contrast of #DDDDDD"), ("<svg/>", "no title"),
  ("<svg><text></svg>", "not well-formed"),
  ("<svg><rect x=\"1\" y=\"0\" width=\"5\"/><rect x=\"7\" y=\"0\" width=\"5\"/></svg>", "no gap between two bars"),
])
func `the checker sees a chart that breaks a rule`(svg: String, fault: String) {
  #expect(ChartCheck.faults(in: svg).contains { $0.hasPrefix(fault) })
}

@Test func `what is secret is not drawn`() {
  var report = Sample.report([])
  report.cards = Reference.cards
  var found = stages.flatMap { stage in
    issues.map { issue -> Figure in
      var figure = Sample.share("issue_par_stade", 6, outOf: 30, scope: .maintien)
      figure.detail = "\(stage)|\(issue)"
      return figure
    }
  }
  found[0].status = .secret
  let content = FicheContent(Sample.maintien, Evaluation(project: "maison", figures: found, checks: []), of: report)
  let outcome = content.drawn.first { $0.name == "issue-par-stade" }
  #expect(
    outcome?.description.contains("Aucun acte, précontentieux ou signalement\u{A0}: non publié (secret statistique).")
      == true
  )
  #expect(outcome.map { ChartCheck.faults(in: $0.svg) } == [])
}
