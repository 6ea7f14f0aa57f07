import Model

/// Categories of which a household, a person or a measure has one only at a time, by dimension.
fileprivate let dimensions: [[[String]]] = [
  [
    ["acces", "acced", "relog"], ["maintien", "maintenu", "maintenir", "maintiennent"],
    ["quitt", "abandon", "exclu", "demenag", "interromp", "interruption", "refus"],
  ],
  [["isole", "seul", "celibat"], ["famille", "couple", "monoparent"]],
  [["homme"], ["femme"]],
  [["adulte"], ["enfant", "mineur"]],
  [["en cours"], ["clos", "clotur", "termine", "sorti", "acheve"]],
]

/// A whole and the counts said to be parts of it.
fileprivate struct Parts {
  let whole: Quantity
  let parts: [Quantity]
}

extension Sentence {
  /// The word that follows, as written, without the signs around it.
  private func word(after quantity: Quantity) -> String {
    let rest = Array(text).dropFirst(quantity.place.upperBound)
    let word = rest.drop { $0 == " " }.prefix { $0.isLetter || $0 == "'" || $0 == "’" }
    return String(word).lowercased()
  }

  /// Whether a bare number stands for what was named before it: « 24 ont été relogés », « 12 en accès », « 21 menacés ».
  func standsAlone(_ quantity: Quantity) -> Bool {
    let word = word(after: quantity)
    if word.isEmpty { return true }
    if ["salariés", "journées", "entrées", "années", "arrivées", "soirées"].contains(word) { return false }
    if ["é", "és", "ée", "ées"].contains(where: { word.hasSuffix($0) }) { return true }
    let plain = String(word.map(folded))
    let words: Set = [
      "ont", "sont", "se", "ne", "y", "avaient", "etaient", "etait", "seront", "auront", "restent", "concernent",
      "relevent", "beneficient", "vivent", "en", "avec", "sans", "dans", "pour", "sous", "au", "au-dela", "d'entre",
      "dont", "parmi", "toujours", "encore", "seulement", "environ", "et", "ou", "soit", "puis", "femmes", "hommes",
    ]
    let stems = [
      "s'", "n'", "l'ont", "relog", "maint", "sorti", "renouvel", "apur", "acces", "acced", "abandon", "refus",
      "expuls", "monoparent", "allocataire", "isole", "seul", "demandeur", "clos", "couple",
    ]
    return words.contains(plain) || stems.contains { plain.hasPrefix($0) }
  }

  /// Whether a count can be a part of another: persons or measures may outnumber the households they belong to.
  fileprivate func canBePart(_ part: Quantity, of whole: Quantity) -> Bool {
    guard part.isCount, part.whole != nil else { return false }
    if let unit = part.unit {
      return unit == whole.unit || unit != .personnes && unit != .mesures && whole.unit != nil
    }
    let isOfPersons = ["enfant", "adulte", "mineur", "femme", "homme"].contains {
      after(part.place.upperBound, 12).hasPrefix(" \($0)")
    }
    let isHousehold = ["s seul", "s isole"].contains { after(part.place.upperBound, 16).contains($0) }
    if isOfPersons, !isHousehold { return whole.unit == .personnes }
    return standsAlone(part)
  }

  /// Dimension and category that the words after a count name; a year, « 12 en 2019 », is a dimension too.
  private func category(of quantity: Quantity, until end: Int) -> (dimension: Int, name: Int)? {
    let tail = Array(plain[quantity.place.upperBound..<max(quantity.place.upperBound, end)])
    for (dimension, categories) in dimensions.enumerated() {
      for (name, stems) in categories.enumerated() where stems.contains(where: { !tail.positions(of: $0).isEmpty }) {
        return (dimension, name)
      }
    }
    let isOwn: (Quantity) -> Bool = { $0.kind == .year && $0.place.lowerBound >= quantity.place.upperBound }
    guard let year = quantities.first(where: isOwn), year.place.upperBound <= end, let name = year.whole,
      before(year.place.lowerBound, 4).hasSuffix(" en ")
    else { return nil }
    return (dimensions.count, name)
  }

  /// Whether no household can be in two of these counts.
  fileprivate func areExclusive(_ parts: [Quantity]) -> Bool {
    let ends = parts.dropFirst().map(\.place.lowerBound) + [plain.count]
    let found = zip(parts, ends).compactMap { category(of: $0, until: $1) }
    return found.count == parts.count && Set(found.map(\.dimension)).count == 1
      && Set(found.map(\.name)).count == found.count
  }

  /// The last count before a position that something can be a part of.
  private func whole(before end: Int) -> Quantity? {
    quantities.last { $0.place.upperBound <= end && ($0.isPeople || $0.isCount && standsAlone($0)) }
  }

  /// Parts of a whole of the same sentence: « 35 ménages dont 17 en maintien », « sur ces 20 mesures, 23 ont abouti ».
  fileprivate var ownParts: Parts? {
    let marks = ["dont ", "reparti", "comme suit", "parmi lesquel"].flatMap { positions(of: $0) }
    if let mark = marks.min(), let whole = whole(before: mark) {
      let parts = quantities.filter { $0.place.lowerBound > mark && canBePart($0, of: whole) }
      return parts.isEmpty ? nil : Parts(whole: whole, parts: parts)
    }
    guard let whole = baseQuantity else { return nil }
    let parts = quantities.filter { $0.place.lowerBound > whole.place.upperBound && canBePart($0, of: whole) }
    return parts.isEmpty ? nil : Parts(whole: whole, parts: parts)
  }

  /// « 64 ménages : 40 en accès et 24 en maintien »: parts that leave nothing out.
  fileprivate var listedParts: Parts? {
    guard let colon = plain.firstIndex(of: ":"),
      let whole = whole(before: colon)
    else { return nil }
    let parts = quantities.filter { $0.place.lowerBound > colon && canBePart($0, of: whole) }
    return parts.count > 1 && areExclusive(parts) ? Parts(whole: whole, parts: parts) : nil
  }

  /// « 25 en accès et 18 en maintien, soit 43 ménages ».
  fileprivate var summedParts: Parts? {
    guard let mark = positions(of: "soit ").last,
      let whole = quantities.first(where: { $0.place.lowerBound > mark }), whole.isCount
    else { return nil }
    let parts = quantities.filter { $0.place.upperBound <= mark && $0.isCount && $0.whole != nil }
    return parts.count > 1 && areExclusive(parts) ? Parts(whole: whole, parts: parts) : nil
  }

  /// A count said of what the sentence before names: « parmi eux, 30 … », « 30 d'entre eux … », « dont 30 … ».
  fileprivate var partOfPrevious: Quantity? {
    let start = String(plain.prefix(24))
    let leads = [
      "parmi eux", "parmi elles", "parmi ceux", "parmi celles", "parmi ces", "sur ces", "sur ce total", "sur ce nombre",
      "dont ",
    ]
    if leads.contains(where: { start.hasPrefix($0) }) {
      return quantities.first { $0.isCount && before($0.place.lowerBound, 4) != "ces " }
    }
    guard let mark = positions(of: "d'entre eux").first ?? positions(of: "d'entre elles").first else { return nil }
    return quantities.last { $0.isCount && $0.place.upperBound <= mark && mark - $0.place.upperBound < 24 }
  }
}

extension WrittenFiche {
  /// Parts that do not make their total, or that exceed it.
  var totalAnomalies: [Anomaly] {
    let accompanied = accompanied
    return prose.indices.compactMap { index in
      let sentence = prose[index]
      return parts(of: sentence) ?? years(of: sentence) ?? amounts(of: sentence) ?? partOfPrevious(index)
        ?? outcomes(of: sentence, among: accompanied)
    }
  }

  private func parts(of sentence: Sentence) -> Anomaly? {
    guard sentence.ratios.isEmpty else { return nil }
    if let listed = sentence.listedParts ?? sentence.summedParts { return unequal(listed, in: sentence) }
    guard let own = sentence.ownParts, let total = own.whole.whole else { return nil }
    if let part = own.parts.compactMap(\.whole).first(where: { $0 > total }) {
      return sentence.anomaly(.total, "une partie dépasse son tout", "\(part) parmi \(total)")
    }
    let tail = sentence.after(own.whole.place.upperBound, 400)
    let isWhole = sentence.has("reparti", "comme suit") || tail.contains("maintien") && tail.contains("acces")
    let sum = own.parts.compactMap(\.whole).reduce(0, +)
    let isExclusive = sentence.areExclusive(own.parts)
    return isWhole || isExclusive && sum > total ? unequal(own, in: sentence) : nil
  }

  private func unequal(_ parts: Parts, in sentence: Sentence) -> Anomaly? {
    let counts = parts.parts.compactMap(\.whole)
    let sum = counts.reduce(0, +)
    guard counts.count > 1, let total = parts.whole.whole, sum != total else { return nil }
    let account = counts.map(String.init).joined(separator: " + ") + " = \(sum)"
    return sentence.anomaly(.total, "les parts ne font pas leur total", "\(account), et non \(total)")
  }

  /// « Parmi eux, 30 … » after « 25 ménages accompagnés », however far: above every count of the last sentence with some.
  private func partOfPrevious(_ index: Int) -> Anomaly? {
    let sentence = prose[index]
    guard let part = sentence.partOfPrevious, let value = part.whole else { return nil }
    let earlier = prose[..<index].last { $0.section == sentence.section && $0.quantities.contains(where: \.isPeople) }
    guard let previous = earlier else { return nil }
    let counts = previous.quantities.filter { $0.isPeople && $0.whole != nil }
    guard let whole = counts.max(by: { $0.value < $1.value }), let total = whole.whole, value > total,
      sentence.canBePart(part, of: whole)
    else { return nil }
    return sentence.anomaly(
      .total,
      "une partie dépasse son tout (ligne \(previous.line))",
      "\(value) parmi \(total)"
    )
  }

  /// Outcomes of which a household has one only, above what is accompanied when put together.
  private func outcomes(of sentence: Sentence, among accompanied: Accompanied) -> Anomaly? {
    guard let total = accompanied.whole, sentence.line != accompanied.line, !sentence.isPlanned,
      sentence.tellsResult || sentence.has("acces") && sentence.has("maintien"), sentence.ratios.isEmpty,
      !sentence.isOutlook, !sentence.has("orient")
    else { return nil }
    let counts = sentence.quantities.filter { $0.isPeople || $0.isCount && sentence.standsAlone($0) }
    let values = counts.compactMap(\.whole)
    guard counts.count > 1, values.count == counts.count, values.allSatisfy({ $0 <= total }),
      counts.allSatisfy({ $0.unit != .personnes && $0.unit != .mesures }), sentence.areExclusive(counts),
      values.reduce(0, +) > total
    else { return nil }
    let account = values.map(String.init).joined(separator: " + ") + " = \(values.reduce(0, +))"
    return sentence.anomaly(
      .excess,
      "les résultats, mis ensemble, dépassent ce qui est accompagné (ligne \(accompanied.line))",
      "\(account) sur \(total)"
    )
  }

  /// « 15 par an, soit 30 pour les deux ans ».
  private func years(of sentence: Sentence) -> Anomaly? {
    guard sentence.has("soit"), sentence.has("par an") else { return nil }
    let durations = sentence.quantities.filter { $0.kind == .duration && $0.value >= Rational(24) }
    let counts = sentence.quantities.filter { $0.isCount && ($0.whole ?? 0) > 1 }
    guard let duration = durations.first, counts.count == 2, let one = counts[0].whole, let other = counts[1].whole
    else {
      return nil
    }
    let years = duration.value / Rational(12)
    let (yearly, total) = (min(one, other), max(one, other))
    guard years.denominator == 1, yearly * years.numerator != total else { return nil }
    return sentence.anomaly(
      .total,
      "l'effectif annuel et la durée ne font pas le total",
      "\(yearly) × \(years.numerator) = \(yearly * years.numerator), et non \(total)"
    )
  }

  /// « 9 000 € par mois, soit 108 000 € par an », « 30 K€ par an, soit 90 K€ sur trois ans », and the other way round.
  private func amounts(of sentence: Sentence) -> Anomaly? {
    let amounts = Array(sentence.quantities.filter { $0.kind == .money }.prefix(2))
    guard amounts.count == 2 else { return nil }
    let link = sentence.between(amounts[0].place.upperBound, amounts[1].place.lowerBound)
    let lead = sentence.before(amounts[0].place.lowerBound, 40) + link
    let tail = sentence.after(amounts[1].place.upperBound, 40)
    let yearly = ["par an", "/an", "/ an", "annuel"]
    let isYearly = yearly.contains { lead.contains($0) }
    let isMonthly = ["par mois", "/mois", "/ mois", "mensuel"].contains { lead.contains($0) }
    let isYearlyAfter = yearly.contains { tail.hasPrefix(" \($0)") || tail.hasPrefix($0) }
    let months = sentence.quantities.first { $0.kind == .duration && $0.value > Rational(1) }?.value
    guard link.contains(" soit ") else { return nil }
    var (part, total) = (amounts[0].value, amounts[1].value)
    var times: Rational?
    if isMonthly, !isYearly, isYearlyAfter {
      times = Rational(12)
    } else if isMonthly != isYearly, let months, tail.hasPrefix(" sur ") || tail.hasPrefix(" pour ") {
      times = isYearly ? months / Rational(12) : months
    } else if !isMonthly, !isYearly, isYearlyAfter, let months, link.contains(" sur ") || link.contains(" pour ") {
      (part, total) = (total, part)
      times = months / Rational(12)
    }
    guard let times, times.denominator == 1, part < Rational(10_000_000), times < Rational(1_000) else { return nil }
    let product = part * times
    if gap(product, total) * Rational(100) <= total { return nil }
    return sentence.anomaly(
      .total,
      "le montant par période et la durée ne font pas le total",
      "\(Wording.euros(part)) × \(times.numerator) = \(Wording.euros(product)), et non \(Wording.euros(total))"
    )
  }
}
