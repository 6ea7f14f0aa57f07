import Model

extension Printing {
  /// What the public reads (référentiel §6): counts to the nearest 5, shares in 5 % or in quarters, nothing exact of
  /// persons beside them.
  mutating func printRounded() {
    let counts = PublicCounts(sheet, parts)
    for index in rows.indices {
      let figure = rows[index]
      switch figure.status {
      case .notApplicable, .tooFew, .regrouped: continue
      case .notComputable, .notCollected: rows[index] = figure.emptied(figure.status, note: figure.note)
      case .published, .rounded:
        rows[index] =
          isForPublic(figure)
          ? rounded(figure, counts) : figure.emptied(.tooFew, note: "non donné au public à ce détail")
      }
    }
  }

  /// The whole of a project; its year without details; the programme over the whole period: a table by volet, year and
  /// project could be solved for its small cells.
  private func isForPublic(_ figure: Figure) -> Bool {
    if sheet.publication(of: figure) == .finance { return true }
    let isWhole = figure.scope == sheet.base(of: figure.indicator)
    if figure.unit.isShare, !figure.detail.isEmpty, sheet.publication(of: figure) == .key { return false }
    return isWhole && (figure.period == .cumul || parts.isEmpty && figure.detail.isEmpty)
  }

  private func rounded(_ figure: Figure, _ counts: PublicCounts) -> Figure {
    switch sheet.publication(of: figure) {
    case .amount: return figure.roundedAmount
    case .finance: return figure.unit == .shareOfEuros ? figure : cost(figure, counts)
    case .breakdown:
      if figure.unit == .euros { return figure.roundedAmount }
      return figure.unit.isCount ? count(figure, counts) : figure.roundedShare(among: breakdownTotal(figure))
    case .key: break
    }
    if figure.unit.isCount || figure.unit == .householdRatio { return count(figure, counts) }
    if sheet.cards[figure.indicator]?.shape == .survival, figure.unit.isShare { return figure.roundedSurvival }
    if figure.unit.isShare { return figure.roundedShare(among: nil) }
    return figure.roundedMeasure
  }

  /// The population of all the rows of a breakdown, whatever the one of each.
  private func breakdownTotal(_ figure: Figure) -> Int? {
    guard figure.detail.contains("|") || figure.detail == "autres" else { return nil }
    let place = Sheet.Place(scope: figure.scope, period: figure.period)
    return sheet.details(of: figure.indicator).reduce(0) {
      $0 + Int(sheet.figure(figure.indicator, $1, place)?.numerator?.double ?? 0)
    }
  }

  private func count(_ figure: Figure, _ counts: PublicCounts) -> Figure {
    let exact = Int(figure.numerator?.double ?? 0)
    if (1...4).contains(exact) { return figure.emptied(.tooFew, note: "moins de 5") }
    var row = figure.emptied(.rounded, note: figure.note)
    let printed = counts.printed(figure, exact)
    row.numerator = Quantity(printed)
    row.value = row.numerator
    if figure.unit == .householdRatio, case .exact(let target)? = figure.denominator, target > Rational(0) {
      row.denominator = figure.denominator
      row.value = .exact(Rational(printed) / target)
    }
    return row
  }

  /// A cost over the number that is printed: the exact one would be told by the quotient.
  private func cost(_ figure: Figure, _ counts: PublicCounts) -> Figure {
    guard case .exact(let budget)? = figure.numerator, let units = figure.denominator?.double, units >= 5 else {
      return figure.emptied(.tooFew, note: "moins de 5")
    }
    var households = figure
    households.indicator = "menages_accompagnes"
    let among =
      figure.unit == .eurosPerHousehold ? counts.printed(households, Int(units)) : Rounding.five(Int(units.rounded()))
    var row = figure.emptied(.rounded, note: figure.note)
    row.numerator = figure.numerator
    row.denominator = Quantity(among)
    row.value = .exact(Rational(Int((budget / Rational(among)).double / 10 + 0.5) * 10))
    return row
  }
}

/// Numbers of persons, households, measures and parcours to the nearest 5, so that no sum tells one of one to four.
struct PublicCounts {
  private let sheet: Sheet
  private let parts: [PrintedPart]

  init(_ sheet: Sheet, _ parts: [PrintedPart]) {
    self.sheet = sheet
    self.parts = parts
  }

  /// What is printed of a count of five and more; zero is zero.
  func printed(_ figure: Figure, _ exact: Int) -> Int {
    if exact < 5 { return exact }
    return Rounding.five(exact, parts: families(of: figure))
  }

  private func families(of figure: Figure) -> [[Reach]] {
    let place = Sheet.Place(scope: figure.scope, period: figure.period)
    var families: [[Reach]] = []
    let year = Sheet.Place(scope: place.scope, period: .annee)
    if place.period == .cumul, parts.isEmpty, let whole = exact(of: sheet, figure, place),
      let part = exact(of: sheet, figure, year)
    {
      // The edition of the year before printed the rest.
      families.append([Reach(rounding: part), Reach(rounding: max(0, whole - part))])
    }
    if !parts.isEmpty { families.append(parts.compactMap { reach(of: $0, figure, place) }) }
    return families.filter { !$0.isEmpty }
  }

  private func exact(of sheet: Sheet, _ figure: Figure, _ place: Sheet.Place) -> Int? {
    sheet.figure(figure.indicator, figure.detail, place).flatMap { $0.numerator.map { Int($0.double) } }
  }

  /// What a project prints of a count: to the nearest 5, or to the next.
  private func reach(of part: PrintedPart, _ figure: Figure, _ place: Sheet.Place) -> Reach? {
    guard let exact = exact(of: part.sheet, figure, place) else { return nil }
    let printed = part.row(figure.indicator, figure.detail, place)?.numerator.map { Int($0.double) }
    if let printed, printed != Rounding.five(exact) { return max(5, printed - 2)...(printed + 2) }
    return Reach(rounding: exact)
  }
}

extension Figure {
  /// To the nearest 5 % from twenty units, by quarters from ten; a numerator of one to four, or a rest, by quarters too.
  fileprivate func roundedShare(among whole: Int?) -> Figure {
    let (count, among) = (Int(numerator?.double ?? 0), whole ?? Int(denominator?.double ?? 0))
    if among < 10 { return emptied(.tooFew, note: "moins de 10 unités") }
    var row = emptied(.rounded)
    let size = Figure.size(of: among)
    let isFine = among >= 20 && Grouping.isSafe(count) && Grouping.isSafe(among - count)
    if count == 0 || count == among || isFine {
      row.value = .exact(Rational((count * 40 + among) / (among * 2) * 5, 100))
      row.note = size
    } else {
      row.note = Figure.quarters[count * 4 / among] + " " + size
    }
    return row
  }

  fileprivate var roundedSurvival: Figure {
    guard (denominator?.double ?? 0) >= 20, let value else {
      return emptied(.tooFew, note: "moins de 20 suivis")
    }
    var row = emptied(.rounded)
    row.value = .exact(Rational(Int(value.double * 20 + 0.5) * 5, 100))
    return row
  }

  /// Durations to the half month, intensities to the unit.
  fileprivate var roundedMeasure: Figure {
    guard let value, unit == .monthMeasures ? value.double >= 10 : (denominator?.double ?? 0) >= 10 else {
      return emptied(.tooFew, note: "effectif trop petit")
    }
    var row = emptied(.rounded)
    let half = unit == .mois ? 2.0 : 1
    row.value = .exact(Rational(Int(value.double * half + 0.5), Int(half)))
    return row
  }

  /// Totals to 100 €, medians to 50 €.
  fileprivate var roundedAmount: Figure {
    guard let value else { return self }
    let step = detail == "mediane" ? 50.0 : 100
    var row = emptied(.rounded)
    row.value = .exact(Rational(Int((value.double / step).rounded()) * Int(step)))
    return row
  }

  private static let quarters = [
    "moins d’un quart", "entre un quart et la moitié", "entre la moitié et les trois quarts", "plus des trois quarts",
  ]

  /// « d’une cinquantaine ».
  private static func size(of among: Int) -> String {
    let words = ["d’une dizaine", "d’une vingtaine", "d’une cinquantaine", "d’une centaine"]
    for (word, next) in zip(words, Rounding.sizes.dropFirst()) where among < next { return word }
    return "d’environ \(French.integer((among + 25) / 50 * 50))"
  }
}
