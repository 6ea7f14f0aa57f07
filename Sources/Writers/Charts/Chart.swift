import Model

/// A chart ready to be written: its name is that of its file.
struct Chart: Sendable {
  let name: String
  let title: String
  /// What it shows, in sentences made from its data.
  let description: String
  let svg: String

  var file: String { "graphiques/\(name).svg" }
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
  /// One per segment; empty when rows have one segment, which needs no key.
  let legend: [String]
  let rows: [Row]

  /// `nil` when there is nothing to draw.
  var chart: Chart? {
    let largest = rows.map { max($0.segments.reduce(0) { $0 + $1.value }, $0.mark?.value ?? 0) }.max() ?? 0
    guard largest > 0 else { return nil }
    var svg = SVG()
    svg.paragraph(title, bold: true)
    drawLegend(in: &svg)
    let gaps = Double(max(0, (rows.map(\.segments.count).max() ?? 0) - 1)) * (SegmentChart.gap + SegmentChart.thinnest)
    for row in rows { draw(row, scale: (SVG.width - 6 - gaps) / largest, in: &svg) }
    return Chart(
      name: name,
      title: title,
      description: description,
      svg: svg.document(name: name, title: title, description: description)
    )
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
    if let mark { svg.rule(from: (mark, -3), to: (mark, 24), width: 3) }
    svg.space(22)
    let texts = row.segments.filter { $0.value > 0 }.map(\.text) + (row.mark.map { [$0.text] } ?? [])
    svg.paragraph(texts.isEmpty ? "0" : texts.joined(separator: " · "))
  }
}

/// A point and the interval around it, one row each, over the same scale; rows keep their order: nothing is ranked.
struct IntervalChart {
  struct Row {
    let label: String
    let value: Double
    let interval: ClosedRange<Double>
    let text: String
  }

  let name: String
  let title: String
  /// What the point and the line are.
  let key: String
  /// What the two ends of the scale are.
  let scale: ClosedRange<Double>
  let ends: (low: String, high: String)
  let rows: [Row]

  /// `nil` when there is nothing to draw.
  var chart: Chart? {
    let span = scale.upperBound - scale.lowerBound
    guard !rows.isEmpty, span > 0 else { return nil }
    var svg = SVG()
    svg.paragraph(title, bold: true)
    svg.paragraph("\(key) L’axe va de \(ends.low) à \(ends.high).")
    for row in rows {
      svg.space(8)
      svg.paragraph(row.label, bold: true)
      let place = { (value: Double) in
        8 + min(1, max(0, (value - scale.lowerBound) / span)) * (SVG.width - 16)
      }
      svg.rule(from: (8, 16), to: (SVG.width - 8, 16), width: 1)
      svg.rule(from: (place(row.interval.lowerBound), 9), to: (place(row.interval.upperBound), 9), width: 4)
      svg.dot(x: place(row.value), y: 9, radius: 6.5, fill: .solid)
      svg.space(20)
      svg.paragraph(row.text)
    }
    let description = rows.map { "\($0.label)\u{A0}: \($0.text)." }.joined(separator: " ")
    return Chart(
      name: name,
      title: title,
      description: description,
      svg: svg.document(name: name, title: title, description: description)
    )
  }
}
