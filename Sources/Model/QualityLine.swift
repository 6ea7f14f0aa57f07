/// A line of the data-quality statement of a project.
package struct QualityLine: Sendable {
  package enum Topic: String, Code {
    case completeness = "completude"
    case timeliness = "actualite"
    case validity = "validite"
    case consistency = "coherence"
    case reconciliation = "rapprochement"
  }

  package enum Verdict: String, Code {
    case compliant = "conforme"
    case reserved = "avec_reserve"
    case notCompliant = "non_conforme"
    /// Nothing to measure, or nothing that measures it.
    case notMeasured = "non_mesure"
  }

  package var topic: Topic
  /// French, without its value: « Motif de sortie ».
  package var label: String
  /// How many of `among` are as they should be; both 0 when nothing is measured.
  package var sound: Int
  package var among: Int
  /// Noun of what is counted, in the plural.
  package var unit: String
  /// Code and volet of the headline figure that it affects, whose bounds say how much; `nil` when it moves none.
  package var affects: (indicator: String, scope: Scope)?
  /// What else is to be said, in French; empty otherwise.
  package var remark: String
  package var verdict: Verdict

  /// A line whose verdict is that of the campaign's thresholds.
  package init(
    _ topic: Topic,
    _ label: String,
    sound: Int,
    among: Int,
    unit: String,
    affects: (indicator: String, scope: Scope)? = nil,
    remark: String = "",
    in campaign: Campaign
  ) {
    self.topic = topic
    self.label = label
    self.sound = sound
    self.among = among
    self.unit = unit
    self.affects = affects
    self.remark = remark
    guard among > 0 else {
      verdict = .notMeasured
      return
    }
    let fault = Rational(among - sound, among)
    if fault > campaign.notCompliantAbove {
      verdict = .notCompliant
    } else if fault > campaign.reservedAbove {
      verdict = .reserved
    } else {
      verdict = .compliant
    }
  }
}

extension [QualityLine] {
  /// The worst verdict of those measured.
  package var verdict: QualityLine.Verdict {
    if contains(where: { $0.verdict == .notCompliant }) { return .notCompliant }
    if contains(where: { $0.verdict == .reserved }) { return .reserved }
    return contains { $0.verdict == .compliant } ? .compliant : .notMeasured
  }
}
