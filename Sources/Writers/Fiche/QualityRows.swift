import Model

/// A line of the quality statement, ready to be named by a template.
struct QualityRow: Sendable {
  let line: QualityLine
  /// The published headline figure that it moves.
  let figure: FigureText?
  /// Whether its counts are not given: to the public.
  let isSecret: Bool
}

extension FicheContent {
  /// The quality statement, each line beside the figure that it moves.
  var qualityRows: [QualityRow] {
    quality.map { line in
      let figure = line.affects.flatMap { book.text($0.indicator, scope: $0.scope, period: .cumul) }
      return QualityRow(line: line, figure: figure, isSecret: profile == .everyone && line.unit != "lignes")
    }
  }
}

let qualityVocabulary = Vocabulary<QualityRow>([
  .text("libelle", "ce qui est mesuré") { $0.line.label },
  .text("resultat", "« 50 sur 51 parcours (98 %) », ou « non mesuré »") { $0.result },
  .text("effet", "les bornes que ce qui manque laisse au chiffre touché, et ce qu’il faut en savoir") { $0.effect },
])

extension QualityRow {
  fileprivate var result: String {
    guard line.among > 0 else { return "non mesuré" }
    if isSecret { return "compte non donné au public" }
    let share = French.percent(.exact(Rational(line.sound, line.among)), outOf: Rational(line.among))
    return "\(French.integer(line.sound)) sur \(French.count(line.among, line.unit, line.unit)) (\(share))"
  }

  fileprivate var effect: String {
    var parts: [String] = []
    if line.among > line.sound, let figure { parts.append(French.typeset(figure.boundsInWords)) }
    if !line.remark.isEmpty { parts.append(French.typeset(line.remark)) }
    return parts.filter { !$0.isEmpty }.joined(separator: "\u{202F}; ")
  }
}

extension FigureText {
  /// « Adhésion : entre 60 % et 80 % »; empty for a row that has no bounds to tell.
  fileprivate var boundsInWords: String {
    if figure.status == .published, figure.missing == 0 { return "sans effet sur « \(figure.label) »" }
    guard figure.status == .published, let low = figure.lowerBound, let high = figure.upperBound,
      case .exact(let among)? = figure.denominator
    else { return "" }
    let all = among + Rational(figure.missing)
    return "\(figure.label)\u{A0}: entre \(French.percent(.exact(low), outOf: all)) et "
      + French.percent(.exact(high), outOf: all)
  }
}
