import Expressions
import Model

/// The quantities of which a ratio is made: those of its own units, the project's money and target, the numerators of
/// other indicators.
enum Ratio {
  static let own: [Column] = [
    Column("compte", .number), Column("total", .number), Column("poids", .number), Column("budget", .money),
    Column("cible", .number),
  ]

  static func schema(_ codes: [String]) -> Schema { Schema(own + codes.map { Column($0, .number) }) }
}

extension DeclaredLine {
  /// A quotient of two quantities; not computable when one is unknown or the second is zero.
  func ratio(_ pool: Pool, _ referentiel: Referentiel) -> Figure {
    let votes = rule?.votes(pool) ?? []
    let tally = Tally(votes)
    var figure = Figure(self, in: pool)
    figure.missing = tally.missing + (unsentIsOutside ? 0 : tally.unsent)
    figure.ongoing = ongoing(pool)
    if let rule { figure.list(rule, in: pool) }
    if tally.nothingSent {
      figure.notCollected()
      return figure
    }
    let named = Set((top?.columns ?? []) + (bottom?.columns ?? []))
    let budget = named.contains(3) ? Assessment.total(of: pool) { $0.budget(of: $1) } : nil
    let target = named.contains(4) ? Assessment.total(of: pool) { $0.target(of: $1, pool.scope.volet) } : nil
    let cells: (Int) -> Value = { column in
      switch column {
      case 0: Value(tally.counted)
      case 1: .number(votes.reduce(Rational(0)) { sum, vote in vote.verdict.amount.flatMap(sum.adding) ?? sum })
      case 2: .number(rule.map { $0.sum($0.weight, of: votes, in: pool) } ?? Rational(0))
      case 3: budget?.amount.map(Value.number) ?? .null
      case 4: target?.amount.map(Value.number) ?? .null
      default: referentiel.numerator(of: column - Ratio.own.count, in: pool)
      }
    }
    figure.fill(ratio: quantity(top, cells), over: quantity(bottom, cells))
    figure.missing += (budget?.missing ?? 0) + (target?.missing ?? 0)
    if budget.map({ $0.amount == nil }) ?? false { figure.note = "budget non publié pour toute la période" }
    if figure.status == .notComputable, target != nil { figure.note = "cible non publiée pour toute la période" }
    return figure
  }

  /// A quantity in the unit that is printed: euros, not centimes.
  private func quantity(_ formula: Formula?, _ cells: Formula.Cells) -> Rational? {
    guard let formula, let number = formula.value(cells).number else { return nil }
    return formula.kind == .money ? number / Rational(100) : number
  }
}
