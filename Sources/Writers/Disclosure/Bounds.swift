/// What a reader can work out of numbers that are not printed: the least and the most that each can be.
///
/// Whole numbers are tied by linear relations, `low ≤ Σ ± number ≤ high`. Each relation tightens the numbers it holds
/// until nothing moves: what an attacker does with a pencil, and what suppression must leave wide enough.
struct Bounds: Sendable {
  /// Beyond any count of households and any sum of centimes of a campaign.
  static let endless = 1 << 44

  private(set) var lower: [Int]
  private(set) var upper: [Int]
  private(set) var isKnown: [Bool]
  private let isSigned: [Bool]
  private let values: [Int]
  private let relations: Relations
  private var isQueued: [Bool]

  /// - Parameters:
  ///   - values: the true numbers, read where they are known.
  ///   - isKnown: those that are printed.
  ///   - isSigned: those that may be below zero.
  ///   - relations: over the places of `values`.
  init(values: [Int], isKnown: [Bool], isSigned: [Bool], relations: Relations) {
    self.values = values
    self.isKnown = isKnown
    self.isSigned = isSigned
    self.relations = relations
    lower = values.indices.map { isKnown[$0] ? values[$0] : isSigned[$0] ? -Bounds.endless : 0 }
    upper = values.indices.map { isKnown[$0] ? values[$0] : Bounds.endless }
    isQueued = [Bool](repeating: false, count: relations.count)
    var trail: [(cell: Int, lower: Int, upper: Int)] = []
    let needs = [Int](repeating: 0, count: values.count)
    _ = tighten(Array(relations.indices), keeping: needs, recording: &trail)
  }

  func width(of cell: Int) -> Int { upper[cell] - lower[cell] }

  /// Prints some numbers, unless one of those to protect would become narrower than it must.
  ///
  /// - Parameters:
  ///   - cells: what a row tells.
  ///   - needs: least width of each number; zero where there is nothing to protect.
  /// - Returns: the number that would be told, everything being then as before; `nil` when they are printed.
  mutating func show(_ cells: [Int], keeping needs: [Int]) -> Int? {
    let fresh = cells.filter { !isKnown[$0] }
    if fresh.isEmpty { return nil }
    if let told = fresh.first(where: { needs[$0] > 0 }) { return told }
    var trail: [(cell: Int, lower: Int, upper: Int)] = []
    for cell in fresh where !isKnown[cell] {
      trail.append((cell, lower[cell], upper[cell]))
      isKnown[cell] = true
      (lower[cell], upper[cell]) = (values[cell], values[cell])
    }
    guard let told = tighten(fresh.flatMap { relations.of($0) }, keeping: needs, recording: &trail) else { return nil }
    for change in trail.reversed() { (lower[change.cell], upper[change.cell]) = (change.lower, change.upper) }
    for cell in fresh { isKnown[cell] = false }
    return told
  }

  private func extremes(of relation: Int) -> (least: Int, most: Int) {
    var (least, most) = (0, 0)
    for term in relations.terms(of: relation) {
      least += term.sign > 0 ? lower[term.cell] : -upper[term.cell]
      most += term.sign > 0 ? upper[term.cell] : -lower[term.cell]
    }
    return (least, most)
  }

  private func implied(on term: Relations.Term, least: Int, most: Int, of relation: Int) -> (low: Int, high: Int) {
    let range = relations.range(of: relation)
    if term.sign > 0 {
      return (range.low - (most - upper[term.cell]), range.high - (least - lower[term.cell]))
    }
    return (-(range.high - (least + upper[term.cell])), -(range.low - (most + lower[term.cell])))
  }

  /// Relations that feed each other could climb by one for ever: what is left then is still true, only wider.
  private static let patience = 4_000_000

  /// Applies relations until nothing moves, or until a number to protect is too narrow: that one is returned.
  private mutating func tighten(
    _ first: [Int],
    keeping needs: [Int],
    recording trail: inout [(cell: Int, lower: Int, upper: Int)]
  ) -> Int? {
    var queue = first
    for relation in first { isQueued[relation] = true }
    var next = 0
    var told: Int?
    while next < queue.count, next < Bounds.patience, told == nil {
      let relation = queue[next]
      next += 1
      isQueued[relation] = false
      let (least, most) = extremes(of: relation)
      for term in relations.terms(of: relation) where !isKnown[term.cell] {
        let cell = term.cell
        let (low, high) = implied(on: term, least: least, most: most, of: relation)
        let risen = low > lower[cell] && low <= upper[cell]
        let fallen = high < upper[cell] && high >= lower[cell]
        guard risen || fallen else { continue }
        trail.append((cell, lower[cell], upper[cell]))
        if risen { lower[cell] = low }
        if fallen, high >= lower[cell] { upper[cell] = high }
        if upper[cell] - lower[cell] < needs[cell] { told = cell }
        for other in relations.of(cell) where !isQueued[other] {
          isQueued[other] = true
          queue.append(other)
        }
      }
    }
    while next < queue.count {
      isQueued[queue[next]] = false
      next += 1
    }
    return told
  }
}

/// Linear relations between numbered cells, each `low ≤ Σ sign × cell ≤ high`.
struct Relations: Sendable {
  struct Term: Sendable {
    let cell: Int
    /// 1 or -1.
    let sign: Int
  }

  private var all: [Term] = []
  private var starts: [Int] = [0]
  private var ranges: [(low: Int, high: Int)] = []
  private var holders: [Int] = []
  private var holderStarts: [Int] = []

  var count: Int { ranges.count }
  var indices: Range<Int> { ranges.indices }

  func terms(of relation: Int) -> ArraySlice<Term> { all[starts[relation]..<starts[relation + 1]] }
  func range(of relation: Int) -> (low: Int, high: Int) { ranges[relation] }

  /// The relations that hold a cell; after `index(cells:)` only.
  func of(_ cell: Int) -> ArraySlice<Int> { holders[holderStarts[cell]..<holderStarts[cell + 1]] }

  /// `low ≤ Σ positive − Σ negative ≤ high`.
  mutating func add(_ positive: [Int], minus negative: [Int], low: Int = 0, high: Int = 0) {
    for cell in positive { all.append(Term(cell: cell, sign: 1)) }
    for cell in negative { all.append(Term(cell: cell, sign: -1)) }
    starts.append(all.count)
    ranges.append((low, high))
  }

  /// `Σ smaller ≤ Σ larger`.
  mutating func add(_ smaller: [Int], atMost larger: [Int]) {
    add(larger, minus: smaller, low: 0, high: Bounds.endless)
  }

  /// Notes which relations hold each cell.
  mutating func index(cells: Int) {
    holderStarts = [Int](repeating: 0, count: cells + 1)
    for term in all { holderStarts[term.cell + 1] += 1 }
    for cell in 0..<cells { holderStarts[cell + 1] += holderStarts[cell] }
    holders = [Int](repeating: 0, count: all.count)
    var next = holderStarts
    for relation in indices {
      for term in terms(of: relation) {
        holders[next[term.cell]] = relation
        next[term.cell] += 1
      }
    }
  }
}
