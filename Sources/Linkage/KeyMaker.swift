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

  /// Hash of a key in the upper half, position in the lower; by position. A record that lacks a part has no key.
  func keys() -> [UInt64] {
    guard isComplete, !parts.isEmpty else { return [] }
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
    let first = value(position, part.field)
    guard first != 0 else { return made.removeAll(keepingCapacity: true) }
    switch part.form {
    case .word: extendByWords(&made, part.space, first)
    case .soundPair, .initialPair:
      let second = value(position, part.second)
      guard second != 0 else { return made.removeAll(keepingCapacity: true) }
      let one = part.form == .soundPair ? sound(part.space, first) : initial(part.space, first)
      let other = part.form == .soundPair ? sound(part.space, second) : initial(part.space, second)
      join(&made, mixed(min(one, other)) ^ max(one, other))
    default:
      let piece = piece(part, first)
      if piece == 0 { made.removeAll(keepingCapacity: true) } else { join(&made, piece) }
    }
  }

  private func join(_ made: inout [UInt64], _ piece: UInt64) {
    for index in made.indices { made[index] = mixed(made[index] ^ piece) }
  }

  private func extendByWords(_ made: inout [UInt64], _ space: ValueSpace, _ value: Int) {
    let before = made
    made.removeAll(keepingCapacity: true)
    guard !space.tokenStarts.isEmpty else { return }
    for index in space.tokenRange(value).prefix(5) {
      let token = Int(space.tokenIds[index])
      guard space.tokens.length(token) > 1 else { continue }
      for key in before { made.append(mixed(key ^ space.tokens.hashes[token])) }
    }
  }

  private func sound(_ space: ValueSpace, _ value: Int) -> UInt64 {
    space.sounds.isEmpty ? space.words.hashes[value] : UInt64(space.sounds[value]) + 1
  }

  private func initial(_ space: ValueSpace, _ value: Int) -> UInt64 {
    UInt64(space.words[value][0]) + 1
  }

  /// A hash, never 0 unless the value cannot make a key of that form.
  private func piece(_ part: Part, _ value: Int) -> UInt64 {
    let space = part.space
    switch part.form {
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
