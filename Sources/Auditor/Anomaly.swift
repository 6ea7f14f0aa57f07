import Model

/// What does not follow in a written fiche.
package struct Anomaly: Sendable, Equatable {
  /// Kinds of anomalies, as the référentiel §7 lists them.
  package enum Kind: String, Sendable {
    /// Funders against the budget.
    case funding = "financement"
    /// Shares that do not make 100 %.
    case shares = "repartition"
    /// Unit cost times a number of households against a total.
    case unitCost = "cout_unitaire"
    /// What is counted outside the project's own dates, or a duration that these do not make.
    case period = "periode"
    /// A rate whose denominator is nowhere.
    case noDenominator = "taux_sans_denominateur"
    /// A rate that no integer gives over its denominator.
    case rate = "taux_faux"
    /// A result over units that are still going on.
    case ongoing = "taux_sur_en_cours"
    /// A result equal to what is accompanied.
    case perfect = "resultat_egal"
    /// A result above what is accompanied.
    case excess = "resultat_superieur"
    /// Parts that do not make their total, or exceed it.
    case total = "total_faux"
    /// One number in two units.
    case units = "deux_unites"

    /// Whether it leaves nothing to add of the other kind about the same sentence.
    func covers(_ other: Kind) -> Bool { self == other || self == .excess && other == .total }
  }

  package let kind: Kind
  /// Line, from 1, where the sentence starts.
  package let line: Int
  /// The sentence, as written, its markup left out.
  package let quote: String
  /// What does not follow, in French.
  package let finding: String
  /// The computation, in French.
  package let arithmetic: String

  package init(_ kind: Kind, line: Int, quote: String, finding: String, arithmetic: String) {
    self.kind = kind
    self.line = line
    self.quote = quote
    self.finding = finding
    self.arithmetic = arithmetic
  }
}

/// The anomalies of a written fiche, Markdown or plain text, in the order of its lines.
///
/// Knows no project: only numbers, units, and the French words around them. Of tables it reads the project's dates, the
/// totals, the parts, and the rates that stand beside their integers.
package func audit(_ text: String) -> [Anomaly] {
  let written = WrittenFiche(text)
  let found =
    written.fundingAnomalies + written.shareAnomalies + written.costAnomalies + written.periodAnomalies
    + written.rateAnomalies + written.resultAnomalies + written.totalAnomalies + written.unitAnomalies
    + written.tableAnomalies
  var kept: [Anomaly] = []
  for anomaly in found {
    let isSaid = kept.contains {
      let isSame = $0.quote == anomaly.quote || anomaly.kind == .perfect
      return $0.line == anomaly.line && isSame && $0.kind.covers(anomaly.kind)
    }
    if !isSaid { kept.append(anomaly) }
  }
  return kept.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
}
