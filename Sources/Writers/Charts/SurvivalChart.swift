import Model

/// A share that falls with time, and under the axis how many are still observed at each point (Kaplan–Meier).
struct SurvivalChart {
  let name: String
  let title: String
  /// Heading of the column of shares: « Encore en cours ».
  let share: String
  /// From month 0 on.
  let points: [SurvivalPoint]

  /// `nil` below three points, or when nothing was lost: a sentence says it better.
  var chart: Chart? {
    guard points.count > 2, points.contains(where: { $0.events > 0 }), let last = points.last, last.months > 0 else {
      return nil
    }
    var svg = SVG(name: name)
    svg.paragraph(title, bold: true)
    svg.space(14)
    drawAxes(in: &svg)
    for (one, next) in zip(points, points.dropFirst()) {
      let corner = (x: place(next).x, y: place(one).y)
      svg.rule(from: place(one), to: corner, width: 3)
      svg.rule(from: corner, to: place(next), width: 3)
    }
    for point in points { svg.dot(x: place(point).x, y: place(point).y, radius: 4.5, fill: .solid) }
    svg.space(SurvivalChart.height)
    drawNumbers(in: &svg)
    return Chart(svg, title: title, description: description, table: table)
  }

  private static let left = 54.0
  private static let height = 130.0
  private static let right = SVG.width - 16

  private func place(_ point: SurvivalPoint) -> (x: Double, y: Double) {
    (x(point.months), (1 - point.surviving) * SurvivalChart.height)
  }

  private func x(_ months: Int) -> Double {
    let last = Double(points.last?.months ?? 1)
    return SurvivalChart.left + 6 + Double(months) / last * (SurvivalChart.right - SurvivalChart.left - 6)
  }

  private func drawAxes(in svg: inout SVG) {
    for share in [0.0, 0.5, 1] {
      let y = (1 - share) * SurvivalChart.height
      svg.label(French.number(share * 100) + "\u{A0}%", x: SurvivalChart.left - 8, y: y + 4.5, anchor: .end)
      svg.rule(from: (SurvivalChart.left, y), to: (SurvivalChart.right, y), width: share == 0 ? 1.5 : 0.5)
    }
  }

  private func drawNumbers(in svg: inout SVG) {
    svg.label("Mois", x: 0, y: 20)
    for point in points { svg.label(String(point.months), x: x(point.months), y: 20, anchor: .middle) }
    svg.space(26)
    svg.line("Encore observés", bold: true)
    let numbers = points.map { French.integer($0.atRisk) }
    // Of large numbers, one in two or three has room.
    let width = SVG.width(of: numbers.map(\.count).max() ?? 0) + 6
    let gap = zip(points, points.dropFirst()).map { x($1.months) - x($0.months) }.min() ?? width
    let step = 1 + Int(width / gap)
    for index in stride(from: 0, to: points.count, by: step) {
      svg.label(numbers[index], x: x(points[index].months), y: 14, anchor: .middle)
    }
    svg.space(18)
  }

  private var description: String {
    points.map { point in
      let when = point.months == 0 ? "Au début" : "À \(point.months) mois"
      return "\(when)\u{A0}: \(percent(point)), \(French.count(point.atRisk, "observé", "observés"))."
    }.joined(separator: " ")
  }

  private var table: ChartTable {
    ChartTable(
      heading: "Mois",
      columns: [share, "Encore observés"],
      rows: points.map { ChartTable.Row(label: String($0.months), cells: [percent($0), French.integer($0.atRisk)]) }
    )
  }

  private func percent(_ point: SurvivalPoint) -> String {
    French.percent(.real(point.surviving), outOf: Rational(points.first?.atRisk ?? 0))
  }
}
