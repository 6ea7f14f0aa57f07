import Model

@testable import Writers

/// A reader who has the publication, the référentiel and a pencil, and nothing of the program under test.
///
/// Numbers are named by text; every sum that the référentiel gives is written out, and intervals are tightened over
/// all of them again and again until a whole round changes nothing.
struct Attack {
  private(set) var intervals: [String: ClosedRange<Int>] = [:]
  private var sums: [(whole: [String], parts: [String], isEqual: Bool)] = []

  private static let most = 1_000_000

  /// `published`: the rows as printed.
  init(_ published: [Figure]) {
    for figure in published { read(figure) }
    let names = Set(published.map(\.indicator))
    for project in Set(published.map(\.project)).sorted() {
      for period in PeriodKind.allCases {
        for scope in Scope.allCases { addIndicators(names, "\(project)/\(period.rawValue)/\(scope.rawValue)") }
      }
    }
    addMargins(published)
    solve()
  }

  static func name(_ figure: Figure, _ part: String) -> String {
    "\(figure.project)/\(figure.period.rawValue)/\(figure.scope.rawValue)/\(figure.indicator)/\(figure.detail)/\(part)"
  }

  private mutating func read(_ figure: Figure) {
    let parts = ["num", "autres", "den"]
    guard figure.status == .published, case .exact(let top)? = figure.numerator else {
      for part in parts { intervals[Attack.name(figure, part)] = 0...Attack.most }
      sums.append(([Attack.name(figure, "den")], ["num", "autres"].map { Attack.name(figure, $0) }, true))
      return
    }
    let bottom = figure.denominator.map { Int($0.double) } ?? top.numerator
    for (part, value) in zip(parts, [top.numerator, bottom - top.numerator, bottom]) {
      intervals[Attack.name(figure, part)] = value...value
    }
  }

  private mutating func addIndicators(_ names: Set<String>, _ place: String) {
    let motives = ExitMotive.allCases.map { "\(place)/sorties_par_motif/\($0.rawValue)" }
    let closed = "\(place)/parcours_clotures//num"
    equal([closed], motives.map { $0 + "/num" })
    for motive in motives { equal([closed], [motive + "/den"]) }
    let debts = ["apuree", "minoree", "aggravee", "stable"].map { "\(place)/transition_dette/\($0)" }
    equal(["\(place)/dette_minoree//den"], debts.map { $0 + "/num" })
    for debt in debts { equal(["\(place)/dette_minoree//den"], [debt + "/den"]) }
    equal(["\(place)/dette_minoree//den"], ["\(place)/dette_apuree//den"])
    equal(["\(place)/dette_apuree//num"], [debts[0] + "/num"])
    equal(["\(place)/dette_minoree//num"], [debts[0] + "/num", debts[1] + "/num"])
  }

  /// Volets make the whole; annee is inside cumul.
  private mutating func addMargins(_ published: [Figure]) {
    for figure in published {
      for part in ["num", "autres", "den"] {
        if figure.scope == .whole {
          var (acces, maintien) = (figure, figure)
          acces.scope = .acces
          maintien.scope = .maintien
          equal([Attack.name(figure, part)], [Attack.name(acces, part), Attack.name(maintien, part)])
        }
        if figure.period == .cumul {
          var year = figure
          year.period = .annee
          add([Attack.name(figure, part)], [Attack.name(year, part)], isEqual: false)
        }
      }
    }
  }

  private mutating func equal(_ whole: [String], _ parts: [String]) { add(whole, parts, isEqual: true) }

  private mutating func add(_ whole: [String], _ parts: [String], isEqual: Bool) {
    if (whole + parts).allSatisfy({ intervals[$0] != nil }) { sums.append((whole, parts, isEqual)) }
  }

  private func interval(_ name: String) -> ClosedRange<Int> { intervals[name] ?? 0...Attack.most }

  private mutating func solve() {
    var moved = true
    while moved {
      moved = false
      for sum in sums {
        let least = sum.parts.reduce(0) { $0 + interval($1).lowerBound }
        let most = sum.parts.reduce(0) { $0 + interval($1).upperBound }
        let whole = interval(sum.whole[0])
        moved = narrow(sum.whole[0], least, sum.isEqual ? most : Attack.most) || moved
        for part in sum.parts {
          let own = interval(part)
          let low = sum.isEqual ? whole.lowerBound - (most - own.upperBound) : 0
          moved = narrow(part, low, whole.upperBound - (least - own.lowerBound)) || moved
        }
      }
    }
  }

  /// Whether an interval has shrunk.
  private mutating func narrow(_ name: String, _ low: Int, _ high: Int) -> Bool {
    let old = interval(name)
    let new = max(old.lowerBound, low)...max(max(old.lowerBound, low), min(old.upperBound, high))
    intervals[name] = new
    return new != old
  }
}
