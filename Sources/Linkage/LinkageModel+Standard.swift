extension LinkageModel {
  /// Sound comparisons and keys for persons, from what the fields hold; made for French persons, fit for others.
  package static func standard(for fields: [LinkageField]) -> LinkageModel {
    let guess = StandardModel(LinkageField.expanded(fields))
    return LinkageModel(comparisons: guess.comparisons(), blocking: guess.blocking())
  }
}

fileprivate struct StandardModel {
  private let fields: [LinkageField]

  init(_ fields: [LinkageField]) { self.fields = fields }

  private func names(_ kinds: FieldKind...) -> [String] {
    fields.filter { kinds.contains($0.kind) }.map(\.name)
  }

  // MARK: - Comparisons

  func comparisons() -> [Comparison] {
    let dates = names(.date).map { Comparison($0, .person, Self.dateLevels($0)) }
    let givens = names(.givenName).map { Comparison($0, .person, Self.givenLevels($0)) }
    let given = names(.givenName).first
    let surnames = names(.surname).map { Comparison($0, .family, Self.surnameLevels($0, given: given)) }
    let full = given == nil || surnames.isEmpty ? names(.fullName) : []
    let others =
      full.map { Comparison($0, .person, Self.fullLevels($0)) }
      + names(.personKey).map { Comparison($0, .person, Self.keyLevels($0)) }
      + names(.category).map { Comparison($0, .person, [Level([$0], .exact, label: "égal", usesFrequency: true)]) }
      + names(.number).map { Comparison($0, .person, Self.numberLevels($0)) }
      + names(.text).map { Comparison($0, .person, Self.textLevels($0)) }
    let households = names(.householdKey).map { Comparison($0, .household, Self.keyLevels($0)) } + place()
    return Array((dates + givens + surnames + others + households).prefix(Comparator.maximum))
  }

  static func dateLevels(_ date: String) -> [Level] {
    [
      Level([date], .exact, label: "même date", usesFrequency: true),
      Level([date], .dayMonthSwap, label: "jour et mois inversés"),
      Level([date], .oneDigit, label: "un chiffre d'écart"),
      Level([date], .conventionalDate, label: "même année, date de convenance"),
      Level([date], .dayMonth, label: "même jour et même mois"),
      Level([date], .yearMonth, label: "même mois de la même année"),
      Level([date], .year, 0, label: "même année"),
      Level([date], .year, 2, label: "à deux ans près"),
    ]
  }

  static func givenLevels(_ given: String) -> [Level] {
    [
      Level([given], .exact, label: "même prénom", usesFrequency: true),
      Level([given], .wordsIncluded, label: "prénom composé ou second prénom", usesFrequency: true),
      Level([given], .sameWords, label: "mêmes prénoms, autre ordre", usesFrequency: true),
      Level([given], .edits, 1, label: "une lettre d'écart", usesFrequency: true),
      Level([given], .initials, label: "initiale"),
      Level([given], .jaroWinkler, 0.92, label: "prénoms très proches"),
      Level([given], .similarWord, 0.92, label: "un des prénoms très proche"),
      Level([given], .sound, label: "même son"),
      Level([given], .prefix, label: "diminutif"),
      Level([given], .jaroWinkler, 0.8, label: "prénoms proches"),
    ]
  }

  static func surnameLevels(_ surname: String, given: String?) -> [Level] {
    let swap = given.map { [Level([surname, $0], .swapped, label: "nom et prénom inversés")] } ?? []
    return [
      Level([surname], .exact, label: "même nom", usesFrequency: true),
      Level([surname], .sameWords, label: "mêmes noms, autre ordre", usesFrequency: true),
      Level([surname], .wordsIncluded, label: "un nom dans l'autre", usesFrequency: true),
      Level([surname], .edits, 1, label: "une lettre d'écart", usesFrequency: true),
      Level([surname], .jaroWinkler, 0.92, label: "noms très proches"),
      Level([surname], .sound, label: "même son"),
      Level([surname], .similarWord, 0.92, label: "un des noms très proche"),
    ] + swap + [Level([surname], .jaroWinkler, 0.8, label: "noms proches")]
  }

  static func fullLevels(_ name: String) -> [Level] {
    [
      Level([name], .exact, label: "même nom", usesFrequency: true),
      Level([name], .sameWords, label: "mêmes noms, autre ordre", usesFrequency: true),
      Level([name], .wordsIncluded, label: "un nom dans l'autre"),
      Level([name], .overlap, 0.75, label: "noms très proches"),
      Level([name], .jaroWinkler, 0.92, label: "noms très proches"),
      Level([name], .overlap, 0.5, label: "noms proches"),
      Level([name], .sharedWord, label: "un nom en commun"),
    ]
  }

  static func keyLevels(_ key: String) -> [Level] {
    [
      Level([key], .exact, label: "même numéro", usesFrequency: true),
      Level([key], .edits, 1, label: "un chiffre d'écart"),
      Level([key], .edits, 2, label: "deux chiffres d'écart"),
    ]
  }

  static func numberLevels(_ number: String) -> [Level] {
    [
      Level([number], .exact, label: "égal", usesFrequency: true),
      Level([number], .difference, 1, label: "à un près"),
      Level([number], .difference, 5, label: "à cinq près"),
    ]
  }

  static func textLevels(_ text: String) -> [Level] {
    [
      Level([text], .exact, label: "égal", usesFrequency: true),
      Level([text], .wordsIncluded, label: "un texte dans l'autre"),
      Level([text], .overlap, 0.6, label: "textes proches"),
      Level([text], .jaroWinkler, 0.9, label: "textes proches"),
      Level([text], .overlap, 0.25, label: "mots en commun"),
    ]
  }

  /// Where one lives is one comparison: its fields agree together or not at all.
  private func place() -> [Comparison] {
    let street = names(.address).first
    let number = names(.houseNumber).first
    let code = names(.postcode).first
    let town = names(.town).first
    var levels: [Level] = []
    if let street {
      let address = [street] + [number].compactMap { $0 }
      if let code { levels.append(Level(address + [code], .exact, label: "même adresse", usesFrequency: true)) }
      let label = code == nil ? "même adresse" : "même adresse, autre code postal"
      levels.append(Level(address, .exact, label: label, usesFrequency: true))
      if let code {
        levels.append(Level([code, street], .overlap, 0.6, label: "adresse proche, même code postal"))
      }
      levels.append(Level([street], .overlap, 0.6, label: "adresse proche"))
    }
    if let code, let number { levels.append(Level([number, code], .exact, label: "même numéro, même code postal")) }
    if let code { levels.append(Level([code], .exact, label: "même code postal", usesFrequency: true)) }
    if let town { levels.append(Level([town], .exact, label: "même commune", usesFrequency: true)) }
    if let code { levels.append(Level([code], .edits, 1, label: "code postal proche")) }
    return levels.isEmpty ? [] : [Comparison("domicile", .household, levels)]
  }

  // MARK: - Keys

  func blocking() -> [BlockingRule] {
    let hasNames = fields.contains { $0.kind.isName }
    return fineRules() + (hasNames ? [] : textRules()) + wideRules()
  }

  /// Keys for records of which nothing is known but columns of text.
  private func textRules() -> [BlockingRule] {
    let texts = Array((names(.text) + names(.number)).prefix(7))
    var rules = texts.map { rule(KeyPart(.exact, $0)) }
    for (number, one) in texts.enumerated() {
      for other in texts[(number + 1)...] { rules.append(rule(KeyPart(.exact, one), KeyPart(.exact, other))) }
    }
    return rules + texts.map { rule(KeyPart(.word, $0), isWide: true) }
  }

  private func rule(_ parts: KeyPart..., isWide: Bool = false) -> BlockingRule {
    let name = parts.map { "\($0.fields.joined(separator: "+")):\($0.form.rawValue)" }.joined(separator: " ")
    return BlockingRule(name, parts, isWide: isWide)
  }

  /// Keys that bring few pairs each, the surest first.
  private func fineRules() -> [BlockingRule] {
    var rules = (names(.personKey) + names(.householdKey)).map { rule(KeyPart(.exact, $0)) }
    let date = names(.date).first
    let given = names(.givenName).first
    let surname = names(.surname).first
    if let date {
      rules.append(rule(KeyPart(.exact, date)))
      for name in [surname, given].compactMap({ $0 }) {
        rules.append(rule(KeyPart(.exact, date), KeyPart(.initial, name)))
      }
    }
    if let surname, let given {
      rules.append(rule(KeyPart(.soundPair, surname, given)))
      rules.append(rule(KeyPart(.word, surname), KeyPart(.word, given)))
    }
    if let surname, let date {
      rules.append(rule(KeyPart(.sound, surname), KeyPart(.year, date)))
      rules.append(rule(KeyPart(.sound, surname), KeyPart(.dayMonth, date)))
      rules.append(rule(KeyPart(.word, surname), KeyPart(.yearMonth, date)))
    }
    for name in names(.fullName) {
      rules.append(rule(KeyPart(.exact, name)))
      if let date { rules.append(rule(KeyPart(.word, name), KeyPart(.year, date))) }
    }
    return rules
  }

  /// Keys for what errors hide from the others.
  private func wideRules() -> [BlockingRule] {
    var rules: [BlockingRule] = []
    func add(_ parts: KeyPart...) {
      let name = parts.map { "\($0.fields.joined(separator: "+")):\($0.form.rawValue)" }.joined(separator: " ")
      rules.append(BlockingRule(name, parts, isWide: true))
    }
    let date = names(.date).first
    let given = names(.givenName).first
    let surname = names(.surname).first
    let street = names(.address).first
    let code = names(.postcode).first ?? names(.town).first
    if let given, let date {
      add(KeyPart(.sound, given), KeyPart(.dayMonth, date))
      add(KeyPart(.word, given), KeyPart(.yearMonth, date))
      add(KeyPart(.sound, given), KeyPart(.year, date))
    }
    if let surname, let given {
      add(KeyPart(.word, surname), KeyPart(.start3, given))
      add(KeyPart(.start3, surname), KeyPart(.word, given))
      if let date {
        add(KeyPart(.initialPair, surname, given), KeyPart(.yearMonth, date))
        add(KeyPart(.start3, surname), KeyPart(.start3, given), KeyPart(.year, date))
      }
    }
    for name in [surname, given].compactMap({ $0 }) + names(.fullName) {
      add(KeyPart(.word, name))
      if let code { add(KeyPart(.word, name), KeyPart(.exact, code)) }
    }
    if let street {
      for name in [surname, given].compactMap({ $0 }) { add(KeyPart(.initial, name), KeyPart(.exact, street)) }
      add(KeyPart(.exact, street))
      if let code { add(KeyPart(.word, street), KeyPart(.exact, code)) }
    }
    if let code { add(KeyPart(.exact, code)) }
    return rules
  }
}
