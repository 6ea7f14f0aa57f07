extension Weights {
  /// Columns of a saved model.
  package static let columns = ["comparaison", "niveau", "meme", "parents", "differents"]

  /// Rows of a saved model: one per level, from 1, then the shares and the threshold; reading them gives the same weights to the bit.
  package func rows(_ model: LinkageModel) -> [[String]] {
    var rows: [[String]] = []
    for (index, comparison) in model.comparisons.enumerated() where index < same.count {
      for level in same[index].indices.dropFirst() {
        rows.append([
          comparison.name, String(level), String(same[index][level]), String(relatives[index][level]),
          String(different[index][level]),
        ])
      }
    }
    rows.append(["part", "0", String(personAtHome), String(personMoved), String(relativesShare)])
    rows.append(["jumeaux", "0", String(twins), "1.0", "1.0"])
    rows.append(["seuil", "0", String(threshold), "1.0", "1.0"])
    return rows
  }

  /// Weights saved for this model; `nil` where they are not those of its comparisons and levels, in their order.
  package init?(rows: [[String]], _ model: LinkageModel) {
    var rest = rows[...]
    var tables: [[[Double]]] = [[], [], []]
    for comparison in model.comparisons {
      var levels = [[Double]](repeating: [1], count: 3)
      for level in 1...comparison.levels.count + 1 {
        guard let row = rest.popFirst(), let numbers = Self.numbers(row, comparison.name, String(level)) else {
          return nil
        }
        for place in 0..<3 { levels[place].append(numbers[place]) }
      }
      for place in 0..<3 { tables[place].append(levels[place]) }
    }
    guard let row = rest.popFirst(), let shares = Self.numbers(row, "part", "0"),
      let second = rest.popFirst(), let twins = Self.numbers(second, "jumeaux", "0"),
      let third = rest.popFirst(), let threshold = Self.numbers(third, "seuil", "0"), rest.isEmpty
    else { return nil }
    (self.twins, self.threshold) = (twins[0], threshold[0])
    (same, relatives, different) = (tables[0], tables[1], tables[2])
    (personAtHome, personMoved, relativesShare) = (shares[0], shares[1], shares[2])
  }

  private static func numbers(_ row: [String], _ name: String, _ level: String) -> [Double]? {
    guard row.count == 5, row[0] == name, row[1] == level else { return nil }
    let numbers = row[2...].compactMap { Double($0) }.filter { $0 > 0 && $0 <= 1 }
    return numbers.count == 3 ? numbers : nil
  }
}
