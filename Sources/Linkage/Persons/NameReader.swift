/// Reads the persons of a label, whatever its form: `Mme DUPONT Sonia née MARTIN`, `MARTIN (DUPONT) Sonia`,
/// `MR BEN ALI MOHAMED`, `DUPONT Jean et MARTIN Sonia`, `M. et Mme DUPONT Jean et Sonia`.
///
/// Where neither capitals nor a column tell surname from forenames, every way to part the words is kept, the likeliest first.
package struct NameReader: Sendable {
  /// Which comes first in a label written in one case.
  package enum Order: Sendable { case surnameFirst, forenameFirst }

  let order: Order
  let variants: NameVariants

  package init(order: Order = .surnameFirst, variants: NameVariants = .standard) {
    self.order = order
    self.variants = variants
  }

  /// The order of the labels of one column: that of most of those that hold a known forename at one end only.
  package init(learningFrom labels: some Sequence<some StringProtocol>, variants: NameVariants = .standard) {
    var (first, last) = (0, 0)
    for label in labels.prefix(2_000) {
      let words = nameWords(label).filter { !NameWords.titles.contains($0.letters) }
      guard words.count > 1, let start = words.first, let end = words.last else { continue }
      if words.contains(where: \.isCapital), words.contains(where: { !$0.isCapital }) { continue }
      let (startsWell, endsWell) = (variants.knows(start.letters), variants.knows(end.letters))
      if startsWell, !endsWell { first += 1 }
      if endsWell, !startsWell { last += 1 }
    }
    self.init(order: first > 2 * last ? .forenameFirst : .surnameFirst, variants: variants)
  }

  /// The persons that a label names; none for an organisation or an empty label.
  package func persons(in label: some StringProtocol) -> [PersonName] {
    let (text, asides) = Self.withoutAsides(label)
    let words = nameWords(text)
    let first = words.first { !NameWords.titles.contains($0.letters) }
    if let first, NameWords.organisations.contains(first.letters) { return [] }
    var persons = couple(words)
    for aside in asides { add(aside, to: &persons) }
    return persons
  }

  /// A person told by columns of their own; empty texts where a column is empty or absent.
  ///
  /// `nil` without any surname.
  /// The name in use comes first, then the other surnames that the columns hold.
  package func person(
    surname: String,
    birthName: String = "",
    usage: String = "",
    forenames: String,
    civility: String = ""
  ) -> PersonName? {
    var surnames: [Surname] = []
    var titles = nameWords(civility)
    var asides: [String] = []
    for column in [usage, surname, birthName] where !column.isEmpty {
      let (text, own) = Self.withoutAsides(column)
      let words = nameWords(text)
      titles += words
      let read = Self.parted(words)
      surnames += ([read.own] + read.after).filter { !$0.isEmpty }.map { Surname($0.map(\.letters)) }
      asides += own
    }
    let (text, own) = Self.withoutAsides(forenames)
    let read = Self.parted(nameWords(text))
    surnames += read.after.filter { !$0.isEmpty }.map { Surname($0.map(\.letters)) }
    guard let main = surnames.first else { return nil }
    let reading = PersonName.Reading(surname: main, forenames: self.forenames(Self.units(read.own)))
    var persons = [PersonName(sex: Self.sex(titles), readings: [reading], others: Self.unique(surnames, but: main))]
    for aside in asides + own { add(aside, to: &persons) }
    return persons[0]
  }

  // MARK: - One person

  /// A person from the words of a label, titles included; `nil` when they name nobody.
  func single(_ words: [NameWord]) -> PersonName? {
    var (own, after) = Self.parted(words)
    if own.allSatisfy({ NameWords.masks.contains($0.letters) }), !after.isEmpty { own = [] }
    var named = own
    if let last = after.last, isSurnameOnly(own, before: last) {
      // The forenames follow the second surname: « DUPONT née MARTIN Sonia ».
      after[after.count - 1] = own
      named = last
    }
    let (readings, more) = readings(named)
    guard let main = readings.first else { return nil }
    let others = (after + more).filter { !$0.isEmpty }.map { Surname($0.map(\.letters)) }
    // The name in use stands first.
    guard named.count != own.count || named.first?.letters != own.first?.letters, let used = others.last else {
      return PersonName(sex: Self.sex(words), readings: readings, others: Self.unique(others, but: main.surname))
    }
    let swapped = readings.map { PersonName.Reading(surname: used, forenames: $0.forenames) }
    return PersonName(
      sex: Self.sex(words),
      readings: swapped.reduce(into: []) { if !$0.contains($1) { $0.append($1) } },
      others: Self.unique(readings.map(\.surname) + others, but: used)
    )
  }

  /// Whether the words before « née » hold no forename, and those after it do.
  private func isSurnameOnly(_ own: [NameWord], before after: [NameWord]) -> Bool {
    let units = Self.units(own)
    if after.isEmpty { return false }
    if units.drop(while: { $0.count == 1 && NameWords.particles.contains($0[0].letters) }).count <= 1 {
      return Self.units(after).count > 1 || own.isEmpty
    }
    if own.contains(where: { !$0.isCapital }) { return false }
    let isKnown = own.dropFirst().contains { variants.knows($0.letters) }
    return after.count > 1
      && (after.contains { !$0.isCapital } || !isKnown && after.last.map { variants.knows($0.letters) } == true)
  }

  /// Every way to part words without title nor « née », and the surnames that stand apart from the main one.
  func readings(_ words: [NameWord]) -> (all: [PersonName.Reading], more: [[NameWord]]) {
    let units = Self.units(words)
    guard units.count > 1 else {
      return (units.map { .init(surname: Surname($0.map(\.letters)), forenames: []) }, [])
    }
    let isCapital = units.map { unit in unit.allSatisfy(\.isCapital) && unit.contains { $0.letters.count > 1 } }
    let isForename = units.map { unit in
      unit.contains { !$0.isCapital } && !(unit.count == 1 && NameWords.particles.contains(unit[0].letters))
    }
    if isCapital.contains(true), isForename.contains(true) { return byCapitals(units, isCapital, isForename) }
    return (byOrder(units), [])
  }

  private func byCapitals(
    _ units: [[NameWord]],
    _ isCapital: [Bool],
    _ isForename: [Bool]
  ) -> (all: [PersonName.Reading], more: [[NameWord]]) {
    var surnames: [[NameWord]] = []
    var given: [[NameWord]] = []
    var isOpen = false
    for (index, unit) in units.enumerated() {
      let isParticle =
        !isForename[index] && units[(index + 1)...].first != nil && NameWords.particles.contains(unit[0].letters)
      if isCapital[index] || isParticle {
        if isOpen { surnames[surnames.count - 1] += unit } else { surnames.append(unit) }
        isOpen = true
      } else {
        given.append(unit)
        isOpen = false
      }
    }
    guard let main = surnames.first else { return (byOrder(units), []) }
    let reading = PersonName.Reading(surname: Surname(main.map(\.letters)), forenames: forenames(given))
    // « CLÉMENT Moreau »: a forename in capitals beside what is none.
    if main.count == 1, given.count == 1, given[0].count == 1, variants.knows(main[0].letters),
      !variants.knows(given[0][0].letters)
    {
      let inverted = PersonName.Reading(surname: Surname(given[0].map(\.letters)), forenames: forenames([main]))
      return ([reading, inverted], Array(surnames.dropFirst()))
    }
    return ([reading], Array(surnames.dropFirst()))
  }

  /// Units of one case: the surname is their beginning, or their end where forenames come first.
  private func byOrder(_ units: [[NameWord]]) -> [PersonName.Reading] {
    func reading(_ surname: ArraySlice<[NameWord]>, _ rest: ArraySlice<[NameWord]>) -> PersonName.Reading {
      .init(surname: Surname(surname.joined().map(\.letters)), forenames: forenames(Array(rest)))
    }
    func isParticle(_ unit: [NameWord]) -> Bool { unit.count == 1 && NameWords.particles.contains(unit[0].letters) }
    let count = units.count
    let startsWithInitial = units[0][0].letters.count == 1 && units.last?[0].letters.count != 1
    if order == .forenameFirst || startsWithInitial {
      let first = units.indices.dropFirst().first { isParticle(units[$0]) } ?? count - 1
      let starts = [first] + (count <= 6 ? (1..<count).filter { $0 != first } : [])
      return starts.map { reading(units[$0...], units[..<$0]) }
    }
    let least = units.prefix(while: isParticle).count + 1
    // « EL KHATTABI »: a surname alone, perhaps.
    guard least < count else { return [reading(units[...], []), reading(units[..<1], units[1...])] }
    let known = (least..<count).first { variants.knows(units[$0][0].letters) } ?? least
    let ends = [known] + (count <= 6 ? (least..<count).filter { $0 != known } : [])
    return ends.map { reading(units[..<$0], units[$0...]) }
  }

  func forenames(_ units: [[NameWord]]) -> [Forename] { units.map { Forename($0.map(\.letters), variants) } }
}

// MARK: - Words

extension NameReader {
  /// Words bound by hyphens, together.
  static func units(_ words: [NameWord]) -> [[NameWord]] {
    words.reduce(into: []) { units, word in
      if word.isJoined, !units.isEmpty { units[units.count - 1].append(word) } else { units.append([word]) }
    }
  }

  /// The words that name, and those that come after each « née », « épouse », « veuve »: titles and fillers fall.
  static func parted(_ words: [NameWord]) -> (own: [NameWord], after: [[NameWord]]) {
    var own: [NameWord] = []
    var after: [[NameWord]] = []
    for (index, word) in words.enumerated() where !word.isSign {
      if NameWords.beforeSurname.contains(word.letters), index + 1 < words.count {
        after.append([])
      } else if NameWords.titles.contains(word.letters) || NameWords.fillers.contains(word.letters) {
        continue
      } else if after.isEmpty {
        own.append(word)
      } else {
        after[after.count - 1].append(word)
      }
    }
    return (own, after.filter { !$0.isEmpty })
  }

  static func sex(_ words: [NameWord]) -> PersonName.Sex? {
    let isFemale = words.contains { NameWords.women.contains($0.letters) }
    let isMale = words.contains { NameWords.men.contains($0.letters) && !$0.isJoined }
    return isFemale == isMale ? nil : isFemale ? .female : .male
  }

  static func unique(_ surnames: [Surname], but main: Surname) -> [Surname] {
    surnames.reduce(into: []) { if $1 != main, !$1.joined.isEmpty, !$0.contains($1) { $0.append($1) } }
  }

  /// A label without what it says in parentheses, and that.
  static func withoutAsides(_ label: some StringProtocol) -> (text: String, asides: [String]) {
    guard label.utf8.contains(UInt8(ascii: "(")) else { return (String(label), []) }
    var text = ""
    var asides: [String] = []
    var depth = 0
    for character in label {
      switch character {
      case "(":
        depth += 1
        if depth == 1 { asides.append("") }
        text += " "
      case ")": depth = max(0, depth - 1)
      default: if depth > 0 { asides[asides.count - 1].append(character) } else { text.append(character) }
      }
    }
    return (text, asides)
  }
}
