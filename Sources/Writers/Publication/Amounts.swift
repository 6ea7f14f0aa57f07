import Model

/// What each household brings to a sum of euros, in centimes; those that bring nothing left out.
struct Contributions {
  private var amounts: [Household.ID: Cents] = [:]

  init() {}

  init(of figure: Figure?) {
    guard let figure else { return }
    for member in figure.untracedMembers where member.standing == .counted {
      if let amount = member.amount, amount != 0 { amounts[member.household, default: 0] += abs(amount) }
    }
  }

  var isEmpty: Bool { amounts.isEmpty }
  var count: Int { amounts.count }

  /// Fewer than 3 contributors, or one of them above 85 % of the sum.
  var isTelling: Bool {
    if amounts.isEmpty { return false }
    let sum = amounts.values.reduce(0, +)
    return amounts.count < 3 || (amounts.values.max() ?? 0) * 100 > sum * 85
  }

  /// Whether it is the amount of one household, or nearly.
  var isAlone: Bool {
    amounts.count == 1 || (amounts.values.max() ?? 0) * 100 > amounts.values.reduce(0, +) * 85 && !amounts.isEmpty
  }

  mutating func merge(_ other: Contributions) { amounts.merge(other.amounts, uniquingKeysWith: +) }

  static func merged(_ all: [Contributions]) -> Contributions { all.reduce(into: Contributions()) { $0.merge($1) } }

  /// What is left without those of a part.
  func less(_ part: Contributions) -> Contributions {
    var rest = self
    for (household, amount) in part.amounts {
      let left = (rest.amounts[household] ?? 0) - amount
      rest.amounts[household] = left > 0 ? left : nil
    }
    return rest
  }

  /// How many households are counted by rows of one indicator, each once.
  static func households(of figures: [Figure]) -> Int {
    Set(figures.flatMap { $0.untracedMembers.filter { $0.standing == .counted }.map(\.household) }).count
  }
}

extension Printing {
  /// Sums and quantiles of households' euros.
  ///
  /// Sums over the same households are decided together: two of entry, exit and change give the third.
  mutating func printAmounts(_ codes: [String]) {
    if codes.isEmpty { return }
    let ledger = AmountLedger(sheet, codes, parts)
    for index in sheet.figures.indices where sheet.publication(of: sheet.figures[index]) == .amount {
      let figure = sheet.figures[index]
      guard figure.status == .published else { continue }
      let count = Int(figure.denominator?.double ?? 0)
      let place = Sheet.Place(scope: figure.scope, period: figure.period)
      let isPrinted =
        switch figure.detail {
        case "total": ledger.isPrinted(at: place)
        case "mediane": count >= (sheet.profile == .funder ? 5 : 20)
        default: sheet.profile == .funder && count >= 10
        }
      if !isPrinted { change(index) { $0 = $0.emptied(.tooFew, note: "trop peu de ménages pour un montant") } }
    }
  }
}

/// Which totals may be printed.
struct AmountLedger {
  private let sheet: Sheet
  private let codes: [String]
  private let parts: [PrintedPart]

  init(_ sheet: Sheet, _ codes: [String], _ parts: [PrintedPart]) {
    self.sheet = sheet
    self.codes = codes
    self.parts = parts
  }

  func isPrinted(at place: Sheet.Place) -> Bool {
    codes.allSatisfy { code in
      let split = sheet.split(of: code)
      let scopes = split.contains(place.scope) ? split : [place.scope]
      return scopes.allSatisfy { isPrinted(code, at: Sheet.Place(scope: $0, period: place.period)) }
    }
  }

  private func isPrinted(_ code: String, at place: Sheet.Place) -> Bool {
    let (all, year) = contributions(of: sheet, code, place.scope)
    if sheet.profile == .everyone, (place.period == .cumul ? all : year).count < 10 { return false }
    guard isQuiet(all, year, place.period) else { return false }
    if parts.isEmpty { return true }
    // What is left when a reader takes off the projects that print theirs.
    var (hidden, hiddenYear) = (Contributions(), Contributions())
    for part in parts where part.row(code, "total", place)?.status == .tooFew {
      let (all, year) = contributions(of: part.sheet, code, place.scope)
      hidden.merge(all)
      hiddenYear.merge(year)
    }
    let isWhole = place == Sheet.Place(scope: sheet.base(of: code), period: .cumul)
    return isWhole ? isQuiet(hidden, hiddenYear, place.period) : hidden.isEmpty
  }

  /// Whether a total tells of no household, beside the other period and the edition of the year before.
  private func isQuiet(_ all: Contributions, _ year: Contributions, _ period: PeriodKind) -> Bool {
    let rest = all.less(year)
    switch period {
    case .cumul: return !all.isTelling && (!year.isAlone || rest.isTelling)
    case .annee: return !year.isTelling && !rest.isAlone
    }
  }

  private func contributions(of sheet: Sheet, _ code: String, _ scope: Scope) -> (Contributions, Contributions) {
    (
      Contributions(of: sheet.figure(code, "total", Sheet.Place(scope: scope, period: .cumul))),
      Contributions(of: sheet.figure(code, "total", Sheet.Place(scope: scope, period: .annee)))
    )
  }
}
