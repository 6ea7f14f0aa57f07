import Model
import TestSupport
import Testing

@testable import Writers

fileprivate func chart(_ rows: [SegmentChart.Row], legend: [String] = ["un", "deux", "trois"]) -> Chart? {
  SegmentChart(name: "essai", title: "Essai", heading: "Année", legend: legend, rows: rows).chart
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

@Test func `an interval chart breaks no rule, and says where figures are not printed`() throws {
  let drawn = try #require(
    IntervalChart(
      name: "essai",
      title: "Un titre assez long pour tenir sur deux lignes au moins, et peut-être sur trois",
      key: "Le point est le résultat.",
      axis: .shares,
      headings: ["Projet", "Résultat"],
      rows: [
        .init(label: "Un", estimate: .init(value: 1, interval: 0.8...1), cells: ["17 sur 17"], text: "17 sur 17"),
        .init(label: "Deux", estimate: nil, cells: ["s"], text: "non publié"),
      ],
      conclusion: "Rien ne les classe."
    ).chart
  )
  #expect(ChartCheck.faults(in: drawn.svg) == [])
  let said = "Le point est le résultat. Un\u{A0}: 17 sur 17. Deux\u{A0}: non publié. Rien ne les classe."
  #expect(drawn.description == said)
  #expect(drawn.table.rows.map(\.cells) == [["17 sur 17"], ["s"]])
}

@Test(arguments: [10, 1_000, 1_000_000])
func `a survival chart breaks no rule, however many are observed`(subjects: Int) throws {
  let points = (0...8).map { step in
    SurvivalPoint(months: 3 * step, surviving: 1 - Double(step) / 10, atRisk: subjects - step, events: step)
  }
  let drawn = try #require(
    SurvivalChart(name: "duree", title: "Durée", share: "En cours", points: points).chart
  )
  #expect(ChartCheck.faults(in: drawn.svg) == [])
  #expect(drawn.description.hasPrefix("Au début\u{A0}: 100"))
  #expect(drawn.table.rows.count == 9)
}

@Test func `a survival of fewer than three points, or in which nothing is lost, is not drawn`() {
  let points = [0, 6, 12].map { SurvivalPoint(months: $0, surviving: 1, atRisk: 20, events: 0) }
  let lost = [0, 6].map { SurvivalPoint(months: $0, surviving: 0.9, atRisk: 20, events: 2) }
  for points in [[], Array(points.prefix(1)), points, lost] {
    #expect(SurvivalChart(name: "a", title: "a", share: "a", points: points).chart?.svg == nil)
  }
}

@Test func `two drawings of one page share no identifier`() {
  let svgs = ["un", "deux"].compactMap { name in
    SegmentChart(
      name: name,
      title: "Essai",
      heading: "Année",
      legend: ["a", "b"],
      rows: [.init(label: "2018", segments: [(1, "1"), (2, "2")])]
    ).chart?.svg
  }
  let identifiers = svgs.map { svg in Set(svg.matches(of: /id="([^"]+)"/).map { String($0.1) }) }
  #expect(identifiers.count == 2 && identifiers[0].count == 3 && identifiers[0].isDisjoint(with: identifiers[1]))
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
  ("<svg><desc>rien</desc></svg>", "description without figures"),
  ("<svg><text x=\"0\" y=\"5\">un long</text><text x=\"9\" y=\"5\">autre</text></svg>", "text over un long"),
  ("<svg><rect x=\"1\" y=\"0\" width=\"5\"/><rect x=\"7\" y=\"0\" width=\"5\"/></svg>", "no gap between two bars"),
])
func `the checker sees a chart that breaks a rule`(svg: String, fault: String) {
  #expect(ChartCheck.faults(in: svg).contains { $0.hasPrefix(fault) })
}

@Test(arguments: [0.9, 7, 951, 2_884, 10_000, 9_999_999])
func `an axis of euros goes from zero past the largest amount, by round steps`(most: Double) {
  let ticks = Axis.euros(upTo: most).ticks
  #expect(ticks.first == 0 && (ticks.last ?? 0) >= most && (2...6).contains(ticks.count))
}
