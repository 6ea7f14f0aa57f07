/// Compares two records, level by level.
struct Comparator: BitwiseCopyable, Sendable {
  /// Levels of all comparisons of a pair: four bits each, from the lowest.
  typealias Pattern = UInt64

  /// Level that says « one of the two is missing ».
  static let missing = 0
  /// Comparisons that a pattern can hold.
  static let maximum = 16

  let comparisons: Frozen<CompiledComparison>
  let levels: Frozen<CompiledLevel>
  private let cells: Frozen<UInt32>
  private let spaces: Frozen<ValueSpace>
  private let width: Int

  init(_ model: LinkageModel, _ records: PreparedRecords, in store: FrozenStore) {
    var compiler = Compiler(records.fields)
    for comparison in model.comparisons.prefix(Self.maximum) { compiler.add(comparison) }
    comparisons = store.freeze(compiler.comparisons)
    levels = store.freeze(compiler.levels)
    cells = records.cells
    spaces = store.freeze(records.spaces)
    width = records.fields.count
  }

  /// What a worker keeps from a pair to the next.
  struct Memory {
    fileprivate var keys = [UInt64](repeating: 0, count: 1 << 15)
    fileprivate var levels = [UInt8](repeating: 0, count: 1 << 15)
    fileprivate var touched: UInt32 = 0
  }

  /// Value of a field at a position.
  func value(_ position: Int, _ field: Int) -> Int { Int(cells[position * width + field]) }

  /// Reads what comparing those positions will need first: the waits for memory then overlap, instead of coming in turns.
  func touch(_ positions: [UInt32], _ memory: inout Memory) {
    var sum: UInt32 = 0
    for position in positions { sum &+= cells[Int(position) * width] }
    for index in comparisons.indices where comparisons[index].isQuick {
      let field = comparisons[index].field
      let facts = spaces[field].facts
      guard !facts.isEmpty else { continue }
      for position in positions { sum &+= facts[value(Int(position), field)].sound }
    }
    memory.touched = sum
  }

  /// Levels of a pair of positions.
  func pattern(_ one: Int, _ other: Int, _ memory: inout Memory) -> Pattern {
    var pattern: Pattern = 0
    for index in comparisons.indices {
      pattern |= Pattern(level(comparisons[index], index, one, other, &memory)) << Pattern(4 * index)
    }
    return withoutSwaps(pattern)
  }

  /// The pattern where a swap is told once: the other field of the swap then says nothing.
  func withoutSwaps(_ pattern: Pattern) -> Pattern {
    var shown = pattern
    for index in comparisons.indices {
      let comparison = comparisons[index]
      guard comparison.swapLevel != 0, comparison.partner >= 0 else { continue }
      if Int(pattern >> Pattern(4 * index) & 15) == comparison.swapLevel {
        shown &= ~(15 << Pattern(4 * comparison.partner))
      }
    }
    return shown
  }

  /// Level of one comparison of a pair: 0 for missing, else from 1.
  func level(
    _ comparison: CompiledComparison,
    _ index: Int,
    _ one: Int,
    _ other: Int,
    _ memory: inout Memory
  ) -> Int {
    if comparison.isComposite { return compositeLevel(comparison, one, other) }
    let first = value(one, comparison.field)
    let second = value(other, comparison.field)
    guard first != 0, second != 0 else {
      return comparison.swapLevel != 0 && isDisplaced(comparison, one, other) ? comparison.swapLevel : Self.missing
    }
    if first == second, comparison.startsExact { return 1 }
    if comparison.isQuick, isApart(comparison, first, second) {
      let swap = comparison.swapLevel
      return swap != 0 && isSwapped(comparison, one, other) ? swap : comparison.levelCount + 1
    }
    let level =
      comparison.isCostly
      ? rememberedLevel(comparison, index, first, second, &memory) : valueLevel(comparison, first, second)
    let swap = comparison.swapLevel
    return swap != 0 && level > swap && isSwapped(comparison, one, other) ? swap : level
  }

  /// Level of two values of the field of a comparison, whatever the other fields of their records hold.
  func level(_ comparison: CompiledComparison, of first: Int, _ second: Int) -> Int {
    if first == second, comparison.startsExact { return 1 }
    if comparison.isQuick, isApart(comparison, first, second) { return comparison.levelCount + 1 }
    return valueLevel(comparison, first, second)
  }

  private func isApart(_ comparison: CompiledComparison, _ first: Int, _ second: Int) -> Bool {
    let space = spaces[comparison.field]
    guard !space.facts.isEmpty else { return false }
    return space.facts[first].isApart(
      space.facts[second],
      similarity: comparison.leastSimilarity,
      edits: comparison.mostEdits
    )
  }

  private func rememberedLevel(
    _ comparison: CompiledComparison,
    _ index: Int,
    _ first: Int,
    _ second: Int,
    _ memory: inout Memory
  ) -> Int {
    let key = UInt64(min(first, second)) << 34 | UInt64(max(first, second)) << 4 | UInt64(index)
    let slot = Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> 49)
    if memory.keys[slot] == key { return Int(memory.levels[slot]) }
    let level = valueLevel(comparison, first, second)
    memory.keys[slot] = key
    memory.levels[slot] = UInt8(truncatingIfNeeded: level)
    return level
  }

  /// Level of two different values of the field of a comparison; swaps are left out.
  private func valueLevel(_ comparison: CompiledComparison, _ first: Int, _ second: Int) -> Int {
    let space = spaces[comparison.field]
    let hasFacts = !space.facts.isEmpty
    let (one, other) = hasFacts ? (space.facts[first], space.facts[second]) : (ValueFacts(), ValueFacts())
    var similarity = -1.0
    for number in 0..<comparison.levelCount {
      let level = levels[comparison.firstLevel + number]
      if hasFacts, !one.mayAgree(other, level.measure, level.threshold) { continue }
      let holds: Bool
      switch level.measure {
      case .jaroWinkler:
        if similarity < 0 { similarity = space.similarity(first, second) }
        holds = similarity >= level.threshold
      case .swapped: holds = false
      default: holds = space.surelyAgree(first, second, level.measure, level.threshold)
      }
      if holds { return number + 1 }
    }
    return comparison.levelCount + 1
  }

  private func compositeLevel(_ comparison: CompiledComparison, _ one: Int, _ other: Int) -> Int {
    var isKnown = false
    for number in 0..<comparison.levelCount {
      let level = levels[comparison.firstLevel + number]
      var holds = true
      for index in 0..<level.fieldCount {
        let field = level.field(index)
        let first = value(one, field)
        let second = value(other, field)
        guard first != 0, second != 0 else {
          holds = false
          continue
        }
        isKnown = true
        guard holds, first != second else { continue }
        holds = spaces[field].agree(first, second, level.measure, level.threshold)
      }
      if holds { return number + 1 }
    }
    return isKnown ? comparison.levelCount + 1 : Self.missing
  }

  /// Whether each record holds in one field what the other holds in the other: one exactly, the other nearly.
  private func isSwapped(_ comparison: CompiledComparison, _ one: Int, _ other: Int) -> Bool {
    let (a, b) = (value(one, comparison.field), value(other, comparison.field))
    let (c, d) = (value(one, comparison.swapField), value(other, comparison.swapField))
    guard a == d || b == c, c != 0, d != 0, a != c else { return false }
    if a == d && b == c { return true }
    return a == d ? isNear(comparison.field, b, c) : isNear(comparison.field, a, d)
  }

  /// Whether the only name of one record, in the wrong field, is the one that the other holds in the right field.
  private func isDisplaced(_ comparison: CompiledComparison, _ one: Int, _ other: Int) -> Bool {
    let (a, b) = (value(one, comparison.field), value(other, comparison.field))
    let (c, d) = (value(one, comparison.swapField), value(other, comparison.swapField))
    return a == 0 && b != 0 && c == b && d != c || b == 0 && a != 0 && d == a && c != d
  }

  private func isNear(_ field: Int, _ one: Int, _ other: Int) -> Bool {
    let space = spaces[field]
    return space.agree(one, other, .wordsIncluded, 0) || space.agree(one, other, .initials, 0)
      || space.similarity(one, other) >= 0.9
  }
}
