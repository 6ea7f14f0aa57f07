import Evaluator
import Model
import TestSupport

extension [Figure] {
  /// The row of some keys.
  func row(
    _ indicator: String,
    _ detail: String = "",
    _ scope: Scope = .maintien,
    _ period: PeriodKind = .cumul
  ) -> Figure? {
    first {
      $0.indicator == indicator && $0.detail == detail && $0.scope == scope && $0.period == period
    }
  }
}

/// The figures of the only project of a campaign.
func figures(_ households: [Household], _ campaign: Campaign = .sample()) -> [Figure] {
  evaluate(households, in: campaign).projects.first?.figures ?? []
}

/// The checks of the only project of a campaign.
func checks(_ households: [Household], _ campaign: Campaign = .sample()) -> [Check] {
  evaluate(households, in: campaign).projects.first?.checks ?? []
}

extension Figure {
  /// « numerator/denominator, missing », what most tests look at.
  var account: String {
    func text(_ quantity: Quantity?) -> String {
      switch quantity {
      case nil: "–"
      case .exact(let value): value.denominator == 1 ? "\(value.numerator)" : "\(value.numerator):\(value.denominator)"
      case .real(let value): "\(value)"
      }
    }
    return "\(text(numerator))/\(text(denominator)), \(missing)"
  }
}
