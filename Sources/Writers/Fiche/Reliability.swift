import Model

/// How far a figure may be trusted, and why, in words.
struct Reliability: Sendable {
  enum Mark: Int, Comparable {
    case solid, careful, fragile

    static func < (one: Mark, other: Mark) -> Bool { one.rawValue < other.rawValue }

    var words: String {
      switch self {
      case .solid: "solide"
      case .careful: "à lire avec prudence"
      case .fragile: "fragile"
      }
    }
  }

  let mark: Mark
  /// « 5 inconnus sur 51 »; empty when solid.
  let reason: String

  /// « fragile : 59 inconnus sur 85 ».
  var words: String { reason.isEmpty ? mark.words : "\(mark.words)\u{A0}: \(reason)" }
}

/// Thresholds of the marks: what is missing, and the width of what chance leaves.
struct ReliabilityScale: Sendable {
  /// Shares of missing units, those of the campaign.
  let careful: Rational
  let fragile: Rational
  /// Width of the 95 % interval of a share.
  private let carefulWidth = 0.30
  private let fragileWidth = 0.40
  private let fewUnits = 10

  /// - Parameters:
  ///   - text: a printed figure.
  ///   - base: a figure whose missing units keep others out of the population of this one.
  /// - Returns: `nil` for what has no number.
  func mark(_ text: FigureText, restingOn base: FigureText? = nil) -> Reliability? {
    guard text.isPrinted else { return nil }
    let own = [missing(text), base.flatMap(missing), width(text)].compactMap(\.self)
    let worst = own.max { $0.mark < $1.mark }
    return worst ?? Reliability(mark: .solid, reason: "")
  }

  private func missing(_ text: FigureText) -> Reliability? {
    let figure = text.figure
    guard figure.status == .published, figure.missing > 0 else { return nil }
    switch figure.unit {
    case .eurosPerHousehold, .eurosPerMonthMeasure, .eurosPerKeptDwelling, .householdRatio:
      return Reliability(mark: .careful, reason: text.remark)
    default: break
    }
    guard figure.unit.isShare, case .exact(let among)? = figure.denominator else { return nil }
    let all = among + Rational(figure.missing)
    let share = Rational(figure.missing) / all
    if share <= careful { return nil }
    let reason =
      "\(French.count(figure.missing, "inconnu", "inconnus")) sur \(French.number(.exact(all)))"
    return Reliability(mark: share > fragile ? .fragile : .careful, reason: reason)
  }

  private func width(_ text: FigureText) -> Reliability? {
    let figure = text.figure
    guard figure.status == .published, figure.unit.isShare, let interval = figure.interval,
      let among = figure.denominator?.double
    else { return nil }
    let wide = interval.upperBound - interval.lowerBound
    guard wide > carefulWidth || among < Double(fewUnits) else { return nil }
    let reason = "\(text.denominator) cas seulement"
    return Reliability(mark: wide > fragileWidth || among < Double(fewUnits) ? .fragile : .careful, reason: reason)
  }
}
