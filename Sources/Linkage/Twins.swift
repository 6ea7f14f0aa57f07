extension PreparedRecords {
  /// Pairs of twins to be expected for each person seen twice.
  ///
  /// They are counted within the sources that hold nobody twice: two records of one surname and one birth date are two
  /// people there, beyond those whom chance brings together. One in sixty, as among births, where no source tells; hardly any where
  /// nothing says a surname or a birth date.
  func twins() -> Double {
    let surname = fields.firstIndex { $0.kind == .surname }
    let date = fields.firstIndex { $0.kind == .date }
    guard let surname, let date else { return 1e-12 }
    let given = fields.firstIndex { $0.kind == .givenName }
    var (twins, people) = (0.0, 0.0)
    for source in sources.indices where sources[source].isDuplicateFree {
      let positions = sourceStarts[source]..<sourceStarts[source + 1]
      guard positions.count > 1 else { continue }
      let all = pairCount(Double(positions.count))
      let byChance = equalPairs(surname, positions) * equalPairs(date, positions) / all
      twins += max(0, Double(born(surname, date, given, positions)) - byChance)
      people += Double(positions.count)
    }
    return (2 * twins + 1) / (people + 60)
  }

  /// Pairs of one surname and one birth date, and of two given names.
  private func born(_ surname: Int, _ date: Int, _ given: Int?, _ positions: Range<Int>) -> Int {
    guard let given else { return 0 }
    var keys: [UInt64] = []
    for position in positions {
      let (name, day) = (value(position, surname), value(position, date))
      if name == 0 || day == 0 { continue }
      keys.append(mixed(UInt64(name) << 32 | UInt64(day)) & 0xFFFF_FFFF_0000_0000 | UInt64(position))
    }
    let sorted = sortedByUpperHalf(keys)
    return zip(sorted, sorted.dropFirst()).count { one, other in
      guard one >> 32 == other >> 32 else { return false }
      let (first, second) = (value(Int(one & 0xFFFF_FFFF), given), value(Int(other & 0xFFFF_FFFF), given))
      return first != 0 && second != 0 && first != second
    }
  }

  private func equalPairs(_ field: Int, _ positions: Range<Int>) -> Double {
    var counts = [UInt32](repeating: 0, count: spaces[field].words.count)
    for position in positions { counts[value(position, field)] += 1 }
    return counts.dropFirst().reduce(0) { $0 + pairCount(Double($1)) }
  }

  private func value(_ position: Int, _ field: Int) -> Int { Int(cells[position * fields.count + field]) }
}
