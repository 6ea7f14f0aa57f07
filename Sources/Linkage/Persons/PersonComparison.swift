/// How two persons agree, part by part.
package struct PersonAgreement: Sendable, Hashable {
  package var surname = SurnameLevel.unknown
  package var forename = ForenameLevel.unknown
  package var birth = BirthLevel.unknown
  /// Surname and forename stand in each other's place (C6).
  package var isSwapped = false
  /// Both civilities are given, and not of one sex.
  package var sexesDiffer = false
  /// Both are said to be men: their surname does not change.
  package var areMen = false
  /// One of the two is said to be a woman: she may have a name of birth and a spouse's.
  package var isWoman = false
  /// One of the two is only known by the surname of a spouse.
  package var bearsPartnersName = false
  /// What a rare surname adds.
  package var rarity = 0.0

  /// Surname, forename and birth date all say that it is somebody else.
  package var isSomebodyElse: Bool {
    !isSwapped && surname == .different && forename == .different && birth <= .otherDay
  }

  /// Another forename on the same whole date of birth: twins, when the surname is the same.
  package var areTwins: Bool { !isSwapped && forename == .different && birth == .same && surname >= .near }

  /// One name, other dates: a father and his son (C9).
  package var areNamesakes: Bool {
    (isSwapped || surname >= .near && forename >= .variant) && birth <= .otherDay
  }

  package var bits: Double { clues.reduce(0) { $0 + $1.bits } }

  /// What is said for and against, each with its weight; what one of the two does not say is left out.
  package var clues: [Clue] {
    if isSomebodyElse { return [Clue("une autre personne : nom, prénom et naissance diffèrent", -22)] }
    var clues: [Clue] = []
    if isSwapped {
      clues.append(Clue("nom et prénom, inversés", 14))
    } else {
      let isFirm = surname == .different && areMen
      let isLoose = surname == .different && bearsPartnersName
      let bits = isFirm ? -7 : surname == .different && isWoman ? -2 : surname.bits
      if surname != .unknown, !isLoose { clues.append(Clue(surname.text, bits)) }
      if rarity > 0, surname >= .reordered { clues.append(Clue("nom rare", rarity)) }
      clues.append(Clue(forename.text, forename.bits))
    }
    if birth != .unknown { clues.append(Clue(birth.text, birth.bits)) }
    if areTwins { clues.append(Clue("jumeaux ?", -6)) }
    if sexesDiffer, forename != .different {
      clues.append(Clue("civilités opposées", forename == .same || isSwapped ? -4 : -8))
    }
    return clues
  }
}

/// Compares persons; what it needs beside them is learnt on the records of the campaign, when there are enough.
package struct PersonScale: Sendable {
  /// Dates written when the day is not known, beside those that everybody writes.
  private var conventional: Set<BirthDate> = []
  /// Bits that a surname adds by being rare, by its letters.
  private var rarities: [[UInt8]: Double] = [:]

  package init() {}

  /// Fewer persons teach nothing: the weights are those of the program.
  private static let leastPersons = 1_000

  /// - Parameter persons: those of the records, each once a record.
  package init(learningFrom persons: some Sequence<PersonName>) {
    var births: [BirthDate: Int] = [:]
    var years: [Int: Int] = [:]
    var names: [[UInt8]: Int] = [:]
    var count = 0
    for person in persons {
      if let birth = person.birth {
        births[birth, default: 0] += 1
        years[birth.year, default: 0] += 1
      }
      guard let surname = person.readings.first?.surname.joined else { continue }
      names[surname, default: 0] += 1
      count += 1
    }
    // Chance alone puts few births of a year on one day: ten times the mean and eight births are somebody's habit.
    for (birth, bearers) in births where bearers >= 8 && bearers * 365 > 10 * (years[birth.year] ?? 0) {
      conventional.insert(birth)
    }
    guard count >= Self.leastPersons else { return }
    for (name, bearers) in names {
      let bits = logarithm(Double(count) / Double(bearers)) - SurnameLevel.same.bits
      if bits >= 0.1 { rarities[name] = (10 * min(bits, 2)).rounded() / 10 }
    }
  }

  /// How two persons agree, at their best over what their labels may mean; where a date is one of several holders', it
  /// agrees when it is the other's and says nothing otherwise.
  package func compare(
    _ one: PersonName,
    _ other: PersonName,
    births: (one: BirthDate?, other: BirthDate?) = (nil, nil)
  ) -> PersonAgreement {
    var best: PersonAgreement?
    var bits = -Double.infinity
    for first in one.readings {
      for second in other.readings {
        let found = names(first, one.others, second, other.others)
        let weight = found.isSwapped ? 14 : found.surname.bits + found.forename.bits
        if weight > bits { (best, bits) = (found, weight) }
      }
    }
    var agreement = best ?? PersonAgreement()
    agreement.isWoman = one.sex == .female || other.sex == .female
    agreement.bearsPartnersName = one.bearsPartnersName || other.bearsPartnersName
    agreement.birth = birth(one.birth, births.one, other.birth, births.other)
    if let sex = one.sex, let second = other.sex {
      agreement.sexesDiffer = sex != second
      agreement.areMen = sex == .male && second == .male
    }
    return agreement
  }

  private func names(
    _ one: PersonName.Reading,
    _ others: [Surname],
    _ other: PersonName.Reading,
    _ more: [Surname]
  ) -> PersonAgreement {
    var agreement = PersonAgreement()
    agreement.forename = Self.forenames(one.forenames, other.forenames)
    agreement.surname = .different
    for surname in [one.surname] + others {
      for second in [other.surname] + more {
        let level = Self.surnames(surname, second)
        guard level > agreement.surname else { continue }
        agreement.surname = level
        agreement.rarity = rarities[surname.joined] ?? 0
      }
    }
    // A single name: is it the forename of the other?
    for (alone, whole) in [(one, other), (other, one)] where alone.forenames.isEmpty {
      if let first = whole.forenames.first, first.letters == alone.surname.joined {
        agreement.surname = .unknown
        agreement.forename = .same
      }
    }
    if agreement.surname < .near, Self.crosses(one, other), Self.crosses(other, one) { agreement.isSwapped = true }
    return agreement
  }

  /// Whether the forenames of one are the surname of the other.
  private static func crosses(_ one: PersonName.Reading, _ other: PersonName.Reading) -> Bool {
    guard let first = one.forenames.first else { return false }
    let surname = other.surname.joined
    return first.letters == surname || one.forenames.count > 1 && one.forenames.flatMap(\.letters) == surname
  }

  // MARK: - Births

  private func birth(_ one: BirthDate?, _ shared: BirthDate?, _ other: BirthDate?, _ second: BirthDate?) -> BirthLevel {
    guard shared != nil || second != nil else {
      guard let one, let other else { return .unknown }
      return births(one, other)
    }
    var best = BirthLevel.unknown
    for date in [one, shared].compactMap(\.self) {
      for found in [other, second].compactMap(\.self) { best = max(best, births(date, found)) }
    }
    return best
  }

  /// 1 January is everybody's convention; its neighbours are those of registries that fill in a day.
  func isConventional(_ date: BirthDate) -> Bool {
    (date.month, date.day) == (1, 1) || (date.month, date.day) == (12, 31) || conventional.contains(date)
  }

  private func births(_ one: BirthDate, _ other: BirthDate) -> BirthLevel {
    let isVague = isConventional(one) || isConventional(other)
    if one == other { return isVague ? .conventional : .same }
    if one.year == other.year {
      if isVague { return .year }
      if one.month == other.day, one.day == other.month { return .swapped }
    }
    if !isVague, differsByOneDigit(one.packed, other.packed) { return .digit }
    return abs(one.year - other.year) < 15 ? .otherDay : .different
  }

  // MARK: - Names

  static func surnames(_ one: Surname, _ other: Surname) -> SurnameLevel {
    if one.joined == other.joined || one.bare == other.bare { return .same }
    if one.words.count > 1 || other.words.count > 1, let level = compounds(one, other) { return level }
    let length = min(one.bare.count, other.bare.count)
    guard length >= 4 else { return .different }
    if one.sound == other.sound { return .sound }
    let limit = length >= 8 ? 2 : 1
    return damerauLevenshtein(one.bare, other.bare, limit: limit) <= limit ? .near : .different
  }

  /// Compounds: the same words in another order, one in the other, a part that is very near.
  private static func compounds(_ one: Surname, _ other: Surname) -> SurnameLevel? {
    func parts(_ surname: Surname) -> [[UInt8]] {
      surname.words.filter { $0.count >= 3 && !NameWords.particles.contains($0) }
    }
    let (first, second) = (parts(one), parts(other))
    guard !first.isEmpty, !second.isEmpty, first.count > 1 || second.count > 1 else { return nil }
    let common = first.filter(second.contains)
    if common.count == first.count, first.count == second.count { return .reordered }
    if common.count == min(first.count, second.count) { return .part }
    // A half glued to its particle: « DEOLIVEIRA SANTOS » and « OLIVEIRA ».
    if first.contains(other.bare) || second.contains(one.bare) { return .part }
    let isNear = first.contains { part in
      part.count >= 5 && second.contains { $0.count >= 5 && damerauLevenshtein(part, $0, limit: 1) <= 1 }
    }
    return isNear ? .similarPart : nil
  }

  static func forenames(_ one: [Forename], _ other: [Forename]) -> ForenameLevel {
    guard let first = one.first, let second = other.first else { return .unknown }
    let level = forename(first, second)
    if level >= .sound { return level }
    // « Jean Pierre » in two words is « Jean-Pierre ».
    if joins(one, second) || joins(other, first) { return .same }
    if one.dropFirst().contains(where: { $0.letters == second.letters && !$0.isInitial })
      || other.dropFirst().contains(where: { $0.letters == first.letters && !$0.isInitial })
    {
      return max(level, .later)
    }
    return level
  }

  private static func joins(_ names: [Forename], _ whole: Forename) -> Bool {
    guard names.count > 1, names[0].letters.count < whole.letters.count else { return false }
    return names[0].letters + names[1].letters == whole.letters
  }

  private static func forename(_ one: Forename, _ other: Forename) -> ForenameLevel {
    if one.letters == other.letters { return one.isInitial ? .initial : .same }
    if one.kin.contains(where: other.kin.contains) { return .variant }
    let (short, long) = one.letters.count <= other.letters.count ? (one, other) : (other, one)
    guard let letter = short.letters.first, let initial = long.letters.first else { return .unknown }
    if short.isInitial { return letter == initial ? .initial : .different }
    if short.head == 1, short.letters.count > 1 {
      // « J.-Claude ».
      return letter == initial && long.letters.suffix(short.letters.count - 1) == short.letters.dropFirst()
        ? .variant : .different
    }
    if long.head < long.letters.count, long.letters.prefix(long.head) == short.letters[...] { return .begins }
    if isFeminine(long.letters, of: short.letters) { return .near }
    if short.letters.count >= 4, one.sound == other.sound { return .sound }
    if short.letters.count >= 3, long.letters.count >= short.letters.count + 3, long.letters.starts(with: short.letters)
    {
      return .short
    }
    guard short.letters.count >= 4 else { return .different }
    let limit = short.letters.count >= 8 ? 2 : 1
    if damerauLevenshtein(one.letters, other.letters, limit: limit) <= limit { return .near }
    let skeleton = consonants(one.letters)
    return skeleton.count >= 3 && letter == initial && skeleton == consonants(other.letters) ? .near : .different
  }

  /// « Jeanne » and « Jean », « Michèle » and « Michel »: what an ear does not tell, and a person does.
  private static func isFeminine(_ long: [UInt8], of short: [UInt8]) -> Bool {
    long.last == 69 && (1...2).contains(long.count - short.count) && long.starts(with: short)
  }

  /// Consonants that transliterations keep: `MHMD` for Mohamed, Muhammad, Mouhammad.
  private static func consonants(_ name: [UInt8]) -> [UInt8] {
    name.reduce(into: []) { kept, letter in
      if !isVowel(letter), letter != 87, kept.last != letter { kept.append(letter) }
    }
  }
}
