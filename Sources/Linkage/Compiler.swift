/// A level whose fields are numbers.
struct CompiledLevel: BitwiseCopyable, Sendable {
  let measure: Resemblance
  let threshold: Double
  let usesFrequency: Bool
  let fieldCount: Int
  private let fields: (Int32, Int32, Int32, Int32)

  init(_ level: Level, _ numbers: [Int]) {
    measure = level.measure
    threshold = level.threshold
    usesFrequency = level.usesFrequency
    fieldCount = min(numbers.count, 4)
    func field(_ index: Int) -> Int32 { index < numbers.count ? Int32(numbers[index]) : 0 }
    fields = (field(0), field(1), field(2), field(3))
  }

  func field(_ index: Int) -> Int {
    switch index {
    case 0: Int(fields.0)
    case 1: Int(fields.1)
    case 2: Int(fields.2)
    default: Int(fields.3)
    }
  }
}

/// A comparison whose fields are numbers.
struct CompiledComparison: BitwiseCopyable, Sendable {
  let scope: Comparison.Scope
  let firstLevel: Int
  /// Declared levels, without « sinon » and « manquant ».
  let levelCount: Int
  /// The field of most levels.
  let field: Int
  /// Whether its levels read several fields.
  let isComposite: Bool
  let startsExact: Bool
  /// Whether it is a surname or a birth date, on which twins agree as one person does.
  let isOfTwins: Bool
  /// Whether comparing two values is worth remembering.
  let isCostly: Bool
  /// Least similarity and most faults that a level accepts, where facts suffice to rule out every level.
  let leastSimilarity: Double
  let mostEdits: Int
  let isQuick: Bool
  /// Level number of `swapped`, 0 without.
  let swapLevel: Int
  let swapField: Int
  /// The comparison of the other field of the swap, -1 without.
  fileprivate(set) var partner: Int

  /// Whether twins reach a level as one person does; their names do not stand in each other's place.
  func isCommonToTwins(_ level: Int) -> Bool { isOfTwins && (level != swapLevel || swapLevel == 0) }
}

/// Turns the comparisons of an applied model into numbers.
struct Compiler {
  private let fields: [LinkageField]
  private(set) var comparisons: [CompiledComparison] = []
  private(set) var levels: [CompiledLevel] = []

  init(_ fields: [LinkageField]) { self.fields = fields }

  private func number(_ name: String) -> Int? { fields.firstIndex { $0.name == name } }

  mutating func add(_ comparison: Comparison) {
    let known = comparison.levels
    let first = levels.count
    for level in known { levels.append(CompiledLevel(level, level.fields.compactMap(number))) }
    let field = known.first.flatMap { number($0.fields[0]) } ?? 0
    let swap = known.firstIndex { $0.measure == .swapped && $0.fields.count == 2 }
    comparisons.append(
      CompiledComparison(
        scope: comparison.scope,
        firstLevel: first,
        levelCount: known.count,
        field: field,
        isComposite: known.contains { $0.measure != .swapped && $0.fields.compactMap(number) != [field] },
        startsExact: known.first?.measure == .exact,
        isOfTwins: comparison.scope == .family || fields.indices.contains(field) && fields[field].kind == .date,
        isCostly: fields.indices.contains(field) && fields[field].kind.isName,
        leastSimilarity: known.filter { $0.measure == .jaroWinkler }.map(\.threshold).min() ?? 2,
        mostEdits: known.filter { $0.measure == .edits }.map { Int($0.threshold) }.max() ?? 0,
        isQuick: known.allSatisfy { Self.quick.contains($0.measure) },
        swapLevel: swap.map { $0 + 1 } ?? 0,
        swapField: swap.flatMap { number(known[$0].fields[1]) } ?? 0,
        partner: -1
      )
    )
    findPartners()
  }

  /// Measures of single words that facts may rule out all at once.
  private static let quick: Set<Resemblance> = [
    .exact, .sameWords, .wordsIncluded, .edits, .jaroWinkler, .sound, .prefix, .initials, .similarWord, .swapped,
  ]

  private mutating func findPartners() {
    for index in comparisons.indices where comparisons[index].swapLevel != 0 {
      let other = comparisons[index].swapField
      comparisons[index].partner = comparisons.firstIndex { $0.field == other && !$0.isComposite } ?? -1
    }
  }
}
