import Model

/// A balance that another of the same lease, declarant and day replaces.
struct ReplacedBalance {
  let kept: BalanceStatement
  let replaced: BalanceStatement

  /// Whether the two say the same.
  var isRepeated: Bool { kept.balance == replaced.balance }
}

extension [BalanceStatement] {
  /// Leaves one balance a day and declarant: that of the later file, then of the later row.
  ///
  /// `rank`: of two files, which is the later. The balances stay sorted by date.
  mutating func keepLatest(by rank: (Int) -> Int) -> [ReplacedBalance] {
    guard count > 1 else { return [] }
    var replaced: [ReplacedBalance] = []
    var kept: [BalanceStatement] = []
    kept.reserveCapacity(count)
    for statement in self {
      let same = kept.indices.reversed().prefix { kept[$0].date == statement.date }
        .first { kept[$0].declarant == statement.declarant }
      guard let same else {
        kept.append(statement)
        continue
      }
      let known = kept[same]
      let isLater =
        (rank(known.origin.file), known.origin.line) <= (rank(statement.origin.file), statement.origin.line)
      if isLater { kept[same] = statement }
      replaced.append(ReplacedBalance(kept: kept[same], replaced: isLater ? known : statement))
    }
    self = kept
    return replaced
  }
}

/// Of the files that give balances, which are later: by the latest day that they speak of, then by their names without
/// extension, so that « soldes (corrigé).csv » comes after « soldes.csv ».
struct FileOrder {
  private let ranks: [Int: Int]

  init(_ latest: [Int: Day], files: [SourceFile]) {
    let sorted = latest.sorted { one, other in
      if one.value != other.value { return one.value < other.value }
      let (name, next) = (Self.stem(files[one.key].name), Self.stem(files[other.key].name))
      return name.elementsEqual(next) ? one.key < other.key : name.lexicographicallyPrecedes(next)
    }
    ranks = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($0.element.key, $0.offset) })
  }

  subscript(file: Int) -> Int { ranks[file] ?? -1 }

  private static func stem(_ name: String) -> Substring.UTF8View {
    (name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]).utf8
  }
}
