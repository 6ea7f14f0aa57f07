/// Compares two records, level by level.
struct Comparator: Sendable {
  /// Levels of all comparisons of a pair: four bits each, from the lowest.
  typealias Pattern = UInt64

  /// Level that says « one of the two is missing ».
  static let missing = 0
  /// Comparisons that a pattern can hold.
  static let maximum = 16

  let records: PreparedRecords
  let comparisons: [CompiledComparison]
  private let width: Int

  init(_ model: LinkageModel, _ records: PreparedRecords) {
    self.records = records
    width = records.fields.count
    var numbers: [String: Int] = [:]
    for (number, field) in records.fields.enumerated() { numbers[field.name] = number }
    let known = model.comparisons.prefix(Self.maximum)
    comparisons = known.map { CompiledComparison($0, numbers, records, known.map { $0 }) }
  }

  /// What a worker keeps from a pair to the next.
  struct Memory {
    fileprivate var keys = [UInt64](repeating: 0, count: 1 << 15)
    fileprivate var levels = [UInt8](repeating: 0, count: 1 << 15)
  }

  /// Levels of a pair of positions.
  func pattern(_ one: Int, _ other: Int, _ memory: inout Memory) -> Pattern {
    var pattern: Pattern = 0
    for index in comparisons.indices {
      pattern |= Pattern(level(index, one, other, &memory)) << Pattern(4 * index)
    }
    return withoutSwaps(pattern)
  }

  /// A swap is told once: the other field of the swap then says nothing.
  func withoutSwaps(_ pattern: Pattern) -> Pattern {
    var pattern = pattern
    for index in comparisons.indices where comparisons[index].swapLevel != 0 {
      if Int((pattern >> Pattern(4 * index)) & 15) == comparisons[index].swapLevel,
        let partner = comparisons[index].partner
      {
        pattern &= ~(15 << Pattern(4 * partner))
      }
    }
    return pattern
  }

  /// Level of one comparison of a pair: 0 for missing, else from 1.
  func level(_ index: Int, _ one: Int, _ other: Int, _ memory: inout Memory) -> Int {
    if comparisons[index].isComposite { return compositeLevel(index, one, other) }
    let field = comparisons[index].field
    let first = records.cells[one * width + field]
    let second = records.cells[other * width + field]
    var level: Int
    if first == 0 || second == 0 {
      return Self.missing
    } else if first == second, comparisons[index].startsExact {
      return 1
    } else {
      level = rememberedLevel(index, first, second, &memory)
    }
    let swap = comparisons[index].swapLevel
    if swap != 0, level > swap, isSwapped(index, one, other) { level = swap }
    return level
  }

  private func rememberedLevel(_ index: Int, _ first: UInt32, _ second: UInt32, _ memory: inout Memory) -> Int {
    guard comparisons[index].isCostly else { return valueLevel(index, Int(first), Int(second)) }
    let key = UInt64(min(first, second)) << 34 | UInt64(max(first, second)) << 4 | UInt64(index)
    let slot = Int(truncatingIfNeeded: mixed(key) >> 49)
    if memory.keys[slot] == key { return Int(memory.levels[slot]) }
    let level = valueLevel(index, Int(first), Int(second))
    memory.keys[slot] = key
    memory.levels[slot] = UInt8(truncatingIfNeeded: level)
    return level
  }

  /// Level of two different values of the field of a comparison; swaps are left out.
  private func valueLevel(_ index: Int, _ first: Int, _ second: Int) -> Int {
    let comparison = comparisons[index]
    let space = records.spaceOf[comparison.field]
    var similarity = -1.0
    for (number, level) in comparison.levels.enumerated() {
      let holds: Bool
      switch level.measure {
      case .jaroWinkler:
        if similarity < 0 { similarity = records.spaces[space].similarity(first, second) }
        holds = similarity >= level.threshold
      case .swapped: holds = false
      default: holds = records.spaces[space].agree(first, second, level.measure, level.threshold)
      }
      if holds { return number + 1 }
    }
    return comparison.levels.count + 1
  }

  private func compositeLevel(_ index: Int, _ one: Int, _ other: Int) -> Int {
    let comparison = comparisons[index]
    var isKnown = false
    for (number, level) in comparison.levels.enumerated() {
      var holds = true
      for field in level.fields {
        let first = records.cells[one * width + field]
        let second = records.cells[other * width + field]
        guard first != 0, second != 0 else {
          holds = false
          continue
        }
        isKnown = true
        if first != second || level.measure == .conventionalDate, holds {
          holds = records.spaces[records.spaceOf[field]]
            .agree(Int(first), Int(second), level.measure, level.threshold)
        }
      }
      if holds { return number + 1 }
    }
    return isKnown ? comparison.levels.count + 1 : Self.missing
  }

  /// Whether each record holds in one field what the other holds in the other: one exactly, the other nearly.
  private func isSwapped(_ index: Int, _ one: Int, _ other: Int) -> Bool {
    let (field, partner) = (comparisons[index].field, comparisons[index].swapField)
    let (a, b) = (records.cells[one * width + field], records.cells[other * width + field])
    let (c, d) = (records.cells[one * width + partner], records.cells[other * width + partner])
    guard a == d || b == c, c != 0, d != 0, a != c else { return false }
    if a == d && b == c { return true }
    let space = records.spaceOf[field]
    return a == d ? isNear(space, Int(b), Int(c)) : isNear(space, Int(a), Int(d))
  }

  private func isNear(_ space: Int, _ one: Int, _ other: Int) -> Bool {
    records.spaces[space].agree(one, other, .wordsIncluded, 0)
      || records.spaces[space].agree(one, other, .initials, 0)
      || records.spaces[space].similarity(one, other) >= 0.9
  }
}

/// A comparison whose fields are numbers.
struct CompiledComparison: Sendable {
  struct Level: Sendable {
    let fields: [Int]
    let measure: Measure
    let threshold: Double
    let usesFrequency: Bool
  }

  let name: String
  let scope: Comparison.Scope
  let levels: [Level]
  /// The field of most levels.
  let field: Int
  /// Whether its levels read several fields.
  let isComposite: Bool
  let startsExact: Bool
  /// Whether comparing two values is worth remembering.
  let isCostly: Bool
  /// Level number of `swapped`, 0 without.
  let swapLevel: Int
  let swapField: Int
  /// The comparison of the other field of the swap.
  let partner: Int?

  /// Levels, « sinon » and « manquant » included.
  var levelCount: Int { levels.count + 2 }

  init(_ comparison: Comparison, _ numbers: [String: Int], _ records: PreparedRecords, _ all: [Comparison]) {
    name = comparison.name
    scope = comparison.scope
    let kept = comparison.levels.prefix(13)
    levels = kept.map {
      Level(
        fields: $0.fields.compactMap { numbers[$0] },
        measure: $0.measure,
        threshold: $0.threshold,
        usesFrequency: $0.usesFrequency
      )
    }
    field = levels.first?.fields.first ?? 0
    let plain = levels.filter { $0.measure != .swapped }
    let only = field
    isComposite = plain.contains { $0.fields != [only] }
    startsExact = levels.first?.measure == .exact
    isCostly = records.fields.indices.contains(field) && records.fields[field].kind.isName
    let swap = levels.firstIndex { $0.measure == .swapped && $0.fields.count == 2 }
    swapLevel = swap.map { $0 + 1 } ?? 0
    let other = swap.map { kept[$0].fields[1] }
    swapField = other.flatMap { numbers[$0] } ?? 0
    partner = other.flatMap { other in all.firstIndex { $0.levels.first?.fields == [other] } }
  }
}
