import Model

/// A chart ready to be written: its name is that of its file.
struct Chart: Sendable {
  let name: String
  /// What it finds.
  let title: String
  /// What it shows, in sentences made from its data.
  let description: String
  /// The same data as a table.
  let table: ChartTable
  let svg: String
  /// What stands under it.
  var caption = Caption()
  var isForAnnexe = false

  /// How to read it, of whom it speaks, where its figures come from.
  struct Caption: Sendable {
    var reading = ""
    var field = ""
    var source = ""
  }

  var file: String { "graphiques/\(name).svg" }
}

extension Chart {
  /// A finished drawing.
  init(_ drawing: SVG, title: String, description: String, table: ChartTable) {
    self.init(
      name: drawing.name,
      title: title,
      description: description,
      table: table,
      svg: drawing.document(title: title, description: description)
    )
  }
}

/// What a chart shows, for who would rather read it: a label and one cell a column, on each row.
struct ChartTable: Sendable {
  struct Row: Sendable {
    let label: String
    let cells: [String]
  }

  /// What the labels are.
  let heading: String
  let columns: [String]
  let rows: [Row]
}

/// Bars cut into segments, one row each, over the same scale; a mark may stand for what was expected.
struct SegmentChart {
  struct Row {
    let label: String
    /// In the order of the legend.
    let segments: [(value: Double, text: String)]
    var mark: (value: Double, text: String)?
    /// Said instead of a bar where figures are not printed.
    var silence: String?
  }

  let name: String
  let title: String
  /// What the rows are.
  let heading: String
  /// One per segment; empty when rows have one segment, which needs no key.
  let legend: [String]
  let rows: [Row]

  /// `nil` when there is nothing to draw.
  var chart: Chart? {
    let largest = rows.map { max($0.segments.reduce(0) { $0 + $1.value }, $0.mark?.value ?? 0) }.max() ?? 0
    guard largest > 0 else { return nil }
    var svg = SVG(name: name)
    svg.paragraph(title, bold: true)
    drawLegend(in: &svg)
    let gaps = Double(max(0, (rows.map(\.segments.count).max() ?? 0) - 1)) * (SegmentChart.gap + SegmentChart.thinnest)
    for row in rows { draw(row, scale: (SVG.width - 6 - gaps) / largest, in: &svg) }
    return Chart(svg, title: title, description: description, table: table)
  }

  /// White between two segments.
  private static let gap = 2.2
  /// Width of the smallest amount that is not zero.
  private static let thinnest = 1.5

  private var description: String {
    rows.map { row in
      let parts = row.segments.enumerated().map { index, segment in
        legend.isEmpty ? segment.text : "\(legend[index]) \(segment.text)"
      }
      let said = row.silence ?? (parts + (row.mark.map { [$0.text] } ?? [])).joined(separator: ", ")
      return "\(row.label)\u{A0}: \(said)."
    }.joined(separator: " ")
  }

  private var table: ChartTable {
    let hasMarks = rows.contains { $0.mark != nil }
    let columns = (legend.isEmpty ? ["Nombre"] : legend) + (hasMarks ? ["Repère"] : [])
    return ChartTable(
      heading: heading,
      columns: columns,
      rows: rows.map { row in
        let cells = row.segments.map(\.text) + (hasMarks ? [row.mark?.text ?? ""] : [])
        let silent = [row.silence ?? ""] + columns.dropFirst().map { _ in "" }
        return ChartTable.Row(label: row.label, cells: row.silence == nil ? cells : silent)
      }
    )
  }

  private func fill(_ index: Int) -> Fill { Fill.allCases[index % Fill.allCases.count] }

  private func drawLegend(in svg: inout SVG) {
    guard !legend.isEmpty else { return }
    svg.space(4)
    for (index, text) in legend.enumerated() {
      svg.bar(x: 1, width: 18, height: 12, fill: fill(index), above: 4)
      svg.paragraph(text, x: 26)
    }
  }

  private func draw(_ row: Row, scale: Double, in svg: inout SVG) {
    svg.space(8)
    svg.paragraph(row.label, bold: true)
    if let silence = row.silence {
      svg.paragraph(silence)
      return
    }
    svg.space(3)
    var (x, sum) = (1.0, 0.0)
    var mark = row.mark.map { 1 + $0.value * scale }
    for (index, segment) in row.segments.enumerated() where segment.value > 0 {
      let width = max(SegmentChart.thinnest, segment.value * scale)
      // The stroke takes half a unit on each side.
      svg.bar(x: x, width: width - 1, height: 20, fill: fill(index))
      x += width + SegmentChart.gap
      sum += segment.value
      // The mark lies on the bar as drawn, gaps included.
      if let value = row.mark?.value, value > sum { mark = x - SegmentChart.gap + (value - sum) * scale }
    }
    if let mark {
      // The mark may lie on a bar as dark as itself.
      svg.rule(from: (mark, -3), to: (mark, 24), width: 8, colour: "#FFFFFF")
      svg.rule(from: (mark, -3), to: (mark, 24), width: 3)
    }
    svg.space(22)
    let texts = zip(legend.isEmpty ? row.segments.map { _ in "" } : legend, row.segments)
      .filter { $1.value > 0 }.map { $0.isEmpty ? $1.text : "\($0) \($1.text)" }
    svg.paragraph(texts.isEmpty ? "0" : texts.joined(separator: " · "))
    if let mark = row.mark { svg.paragraph(mark.text) }
  }
}

/// A point and the interval around it, one row each, over the same scale; rows keep their order: nothing is ranked.
struct IntervalChart {
  struct Row {
    let label: String
    /// `nil` where figures are not printed.
    let estimate: Estimate?
    /// The columns of the twin table.
    let cells: [String]
    let text: String
  }

  struct Estimate {
    let value: Double
    let interval: ClosedRange<Double>
  }

  let name: String
  let title: String
  /// What the point and the line are.
  let key: String
  /// What the values are on, from its lowest to its highest tick.
  let axis: Axis
  /// What the rows are, then the cells.
  let headings: [String]
  let rows: [Row]
  /// What the whole shows, after the rows.
  var conclusion = ""

  /// `nil` when there is nothing to draw.
  var chart: Chart? {
    guard rows.contains(where: { $0.estimate != nil }), axis.highest > 0 else { return nil }
    var svg = SVG(name: name)
    svg.paragraph(title, bold: true)
    for row in rows { draw(row, in: &svg) }
    drawAxis(in: &svg)
    if !conclusion.isEmpty {
      svg.space(8)
      svg.paragraph(conclusion)
    }
    let said = [key] + rows.map { "\($0.label)\u{A0}: \($0.text)." } + [conclusion]
    let description = said.filter { !$0.isEmpty }.joined(separator: " ")
    let table = ChartTable(
      heading: headings.first ?? "",
      columns: Array(headings.dropFirst()),
      rows: rows.map { ChartTable.Row(label: $0.label, cells: $0.cells) }
    )
    return Chart(svg, title: title, description: description, table: table)
  }

  private func draw(_ row: Row, in svg: inout SVG) {
    svg.space(8)
    svg.paragraph(row.label, bold: true)
    if let estimate = row.estimate {
      for tick in axis.ticks { svg.rule(from: (x(tick), 0), to: (x(tick), 18), width: 0.5, colour: "#767676") }
      svg.rule(from: (x(estimate.interval.lowerBound), 9), to: (x(estimate.interval.upperBound), 9), width: 4)
      svg.dot(x: x(estimate.value), y: 9, radius: 6.5, fill: .solid)
      svg.space(20)
    }
    svg.paragraph(row.text)
  }

  private func drawAxis(in svg: inout SVG) {
    svg.space(6)
    svg.rule(from: (IntervalChart.edge, 0), to: (SVG.width - IntervalChart.edge, 0), width: 1)
    for tick in axis.ticks {
      svg.rule(from: (x(tick), 0), to: (x(tick), 5), width: 1)
      let anchor: SVG.Anchor = tick == 0 ? .start : tick == axis.highest ? .end : .middle
      let place = tick == 0 ? 0 : tick == axis.highest ? SVG.width : x(tick)
      svg.label(axis.label(tick), x: place, y: 19, anchor: anchor)
    }
    svg.space(24)
  }

  private static let edge = 8.0

  private func x(_ value: Double) -> Double {
    IntervalChart.edge + min(1, max(0, value / axis.highest)) * (SVG.width - 2 * IntervalChart.edge)
  }
}

/// A scale from zero, ticked at round values.
struct Axis: Sendable {
  let ticks: [Double]
  let label: @Sendable (Double) -> String

  var highest: Double { ticks.last ?? 0 }

  /// From 0 to 100 %.
  static let shares = Axis(ticks: [0, 0.25, 0.5, 0.75, 1]) { French.number($0 * 100) + "\u{A0}%" }

  /// From 0 to a round number of euros, in a few steps.
  static func euros(upTo most: Double) -> Axis {
    var step = 1.0
    while most / step > 4 { step *= [2, 5].first { most / (step * $0) <= 4 } ?? 10 }
    let count = max(1, Int((most / step).rounded(.up)))
    return Axis(ticks: (0...count).map { Double($0) * step }) { French.number($0) + "\u{A0}€" }
  }
}
