extension NameReader {
  /// The persons of a label without parentheses: one, or two joined by « et », « ou », `/`, `&`.
  func couple(_ words: [NameWord]) -> [PersonName] {
    let segments = Self.segments(words)
    guard segments.count > 1 else { return segments.compactMap { single($0) } }
    let isMixed =
      words.contains { !$0.isCapital && !Self.isTitle($0) }
      && words.contains { $0.isCapital && $0.letters.count > 1 && !Self.isTitle($0) && !$0.isSign }
    // « M. et Mme » before the names: the titles of each, in order.
    let lone = segments.prefix { $0.allSatisfy(Self.isTitle) }
    var titles = lone.compactMap { Self.sex($0) }
    var persons: [PersonName] = []
    for segment in segments.dropFirst(lone.count) {
      let named = segment.filter { !Self.isTitle($0) }
      if named.isEmpty { continue }
      let isTitled = named.count < segment.count
      if let host = persons.first,
        sharesSurname(named, isTitled: isTitled, afterTitles: !lone.isEmpty, isMixed, with: host)
      {
        let reading = PersonName.Reading(surname: host.surnames[0], forenames: forenames(Self.units(named)))
        var partner = PersonName(sex: Self.sex(segment), readings: [reading], others: host.others)
        partner.bearsPartnersName = true
        persons.append(partner)
      } else if let person = single(segment) {
        persons.append(person)
      }
      if persons.count == 1, !lone.isEmpty, let sex = Self.sex(segment) { titles.append(sex) }
    }
    if isMixed { giveSurname(to: &persons, segments.dropFirst(lone.count)) }
    if !lone.isEmpty {
      for index in persons.indices {
        persons[index].sex =
          persons.count == titles.count ? titles[index] : index == 0 && persons.count > 1 ? persons[0].sex : nil
      }
    }
    return persons
  }

  /// Whether the words of a further holder are forenames, the surname being the first holder's.
  private func sharesSurname(
    _ named: [NameWord],
    isTitled: Bool,
    afterTitles: Bool,
    _ isMixed: Bool,
    with host: PersonName
  ) -> Bool {
    guard !host.forenames.isEmpty, !named.contains(where: { NameWords.beforeSurname.contains($0.letters) }) else {
      return false
    }
    if isMixed { return !named.contains { $0.isCapital && $0.letters.count > 1 } }
    let units = Self.units(named)
    if units.count == 1 { return !isTitled || variants.knows(named[0].letters) }
    return afterTitles && !isTitled && variants.knows(named[0].letters)
  }

  /// « Jean et Sonia DUPONT »: the surname that the last one bears is the first one's.
  private func giveSurname(to persons: inout [PersonName], _ segments: ArraySlice<[NameWord]>) {
    guard let first = segments.first?.filter({ !Self.isTitle($0) }), let last = persons.last, persons.count > 1,
      !first.contains(where: { $0.isCapital && $0.letters.count > 1 }), !last.forenames.isEmpty
    else { return }
    persons[0].readings = [.init(surname: last.surnames[0], forenames: forenames(Self.units(first)))]
  }

  /// What parentheses say: a surname, a spouse, or nothing that names.
  func add(_ aside: String, to persons: inout [PersonName]) {
    let words = nameWords(aside)
    guard let first = words.first, !persons.isEmpty else { return }
    if NameWords.partners.contains(first.letters), first.endsClause {
      persons += couple(Array(words.dropFirst()))
      return
    }
    if words.contains(where: { $0.isSign || NameWords.asides.contains($0.letters) }) { return }
    let read = Self.parted(words)
    let surnames = read.after.isEmpty ? [read.own] : read.after
    let isMarked = !read.after.isEmpty
    for words in surnames where !words.isEmpty && words.count <= 4 {
      if !isMarked, words[0].isLow { continue }
      let capitals = words.filter { $0.isCapital && $0.letters.count > 1 }
      let chosen = capitals.isEmpty || !isMarked ? words : capitals
      let surname = Surname(chosen.map(\.letters))
      if let main = persons[0].readings.first?.surname {
        persons[0].others = Self.unique(persons[0].others + [surname], but: main)
      }
    }
  }

  private static func isTitle(_ word: NameWord) -> Bool { NameWords.titles.contains(word.letters) && !word.isJoined }

  /// Words parted at « et », « ou », `/`, `&`; one of these that begins a name is a name.
  private static func segments(_ words: [NameWord]) -> [[NameWord]] {
    var segments: [[NameWord]] = [[]]
    for (index, word) in words.enumerated() {
      let next = words[(index + 1)...].first
      let isSigned = word.isSign && next != nil
      let isWord = NameWords.connectors.contains(word.letters) && !word.isJoined
      let holdsName = segments[segments.count - 1].contains { !isTitle($0) } || next.map(isTitle) == true
      if isSigned || isWord && next != nil && holdsName && !segments[segments.count - 1].isEmpty {
        segments.append([])
      } else if !word.isSign {
        segments[segments.count - 1].append(word)
      }
    }
    return segments.filter { !$0.isEmpty }
  }
}
