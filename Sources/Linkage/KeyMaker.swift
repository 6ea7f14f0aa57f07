/// Makes the keys of one rule for every record.
struct KeyMaker {
  private struct Part: BitwiseCopyable {
    let form: KeyPart.Form
    let field: Int
    /// The other field of a pair.
    let second: Int
    let space: ValueSpace
  }

  private let parts: [Part]
  private let records: PreparedRecords
  private let isComplete: Bool

  init(_ rule: BlockingRule, _ records: PreparedRecords) {
    self.records = records
    let named = rule.parts.map { part in
      (part.form, part.fields.compactMap { name in records.fields.firstIndex { $0.name == name } })
    }
    isComplete = zip(rule.parts, named).allSatisfy { $0.fields.count == $1.1.count && !$0.fields.isEmpty }
    parts =
      isComplete
      ? named.map { Part(form: $0.0, field: $0.1[0], second: $0.1.last ?? 0, space: records.spaces[$0.1[0]]) } : []
  }

  /// Hash of a key in the upper half, position in the lower, by position; a record that lacks a part has no key.
  func keys() -> [UInt64] {
    guard isComplete, !parts.isEmpty else { return [] }
    let hasWords = parts.contains { $0.form == .word }
    return hasWords ? manyKeys() : singleKeys()
  }

  private func singleKeys() -> [UInt64] {
    var keys: [UInt64] = []
    keys.reserveCapacity(records.count)
    next: for position in 0..<records.count {
      var key: UInt64 = 1
      for part in parts {
        let piece = piece(part, position)
        if piece == 0 { continue next }
        key = mixed(key ^ piece)
      }
      keys.append(key & 0xFFFF_FFFF_0000_0000 | UInt64(position))
    }
    return keys
  }

  private func manyKeys() -> [UInt64] {
    var keys: [UInt64] = []
    keys.reserveCapacity(records.count)
    var made: [UInt64] = []
    for position in 0..<records.count {
      made.removeAll(keepingCapacity: true)
      made.append(1)
      for part in parts where !made.isEmpty { extend(&made, part, position) }
      for (index, key) in made.enumerated() where !made[..<index].contains(key) {
        keys.append(key & 0xFFFF_FFFF_0000_0000 | UInt64(position))
      }
    }
    return keys
  }

  private func value(_ position: Int, _ field: Int) -> Int {
    Int(records.cells[position * records.fields.count + field])
  }

  /// Adds what one part of the key takes from a record to every key made so far.
  private func extend(_ made: inout [UInt64], _ part: Part, _ position: Int) {
    if part.form == .word {
      extendByWords(&made, part.space, value(position, part.field))
    } else {
      let piece = piece(part, position)
      if piece == 0 { return made.removeAll(keepingCapacity: true) }
      for index in made.indices { made[index] = mixed(made[index] ^ piece) }
    }
  }

  private func extendByWords(_ made: inout [UInt64], _ space: ValueSpace, _ value: Int) {
    let before = made
    made.removeAll(keepingCapacity: true)
    guard value != 0, !space.tokenStarts.isEmpty else { return }
    for index in space.tokenRange(value).prefix(5) {
      let token = Int(space.tokenIds[index])
      guard space.tokens.length(token) > 1 else { continue }
      for key in before { made.append(mixed(key ^ space.tokens.hashes[token])) }
    }
  }

  private func sound(_ space: ValueSpace, _ value: Int) -> UInt64 {
    space.facts.isEmpty ? space.words.hashes[value] : UInt64(space.facts[value].sound) + 1
  }

  private func initial(_ space: ValueSpace, _ value: Int) -> UInt64 {
    UInt64(space.facts.isEmpty ? space.words[value][0] : space.facts[value].first) + 1
  }

  /// A hash, never 0 unless the value cannot make a key of that form.
  private func piece(_ part: Part, _ position: Int) -> UInt64 {
    let value = value(position, part.field)
    guard value != 0 else { return 0 }
    let space = part.space
    switch part.form {
    case .soundPair, .initialPair:
      let second = self.value(position, part.second)
      guard second != 0 else { return 0 }
      let one = part.form == .soundPair ? sound(space, value) : initial(space, value)
      let other = part.form == .soundPair ? sound(space, second) : initial(space, second)
      return mixed(min(one, other)) ^ max(one, other)
    case .sound: return sound(space, value)
    case .initial: return initial(space, value)
    case .start3:
      let word = space.words[value]
      return word.count < 3 ? 0 : UInt64(word[0]) << 16 | UInt64(word[1]) << 8 | UInt64(word[2])
    case .year: return space.dates.isEmpty ? 0 : UInt64(space.dates[value] / 10_000)
    case .yearMonth: return space.dates.isEmpty ? 0 : UInt64(space.dates[value] / 100)
    case .dayMonth:
      guard !space.dates.isEmpty else { return 0 }
      let (month, day) = (UInt64(space.dates[value] / 100 % 100), UInt64(space.dates[value] % 100))
      return month == 1 && day == 1 ? 0 : min(month, day) << 32 | max(month, day) + 1
    default: return space.words.hashes[value]
    }
  }
}
