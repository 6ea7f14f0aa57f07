import Model

/// « 12 sur 51 ».
struct OutOf: Sendable {
  let counted: Int
  let among: Int
  let place: Range<Int>
}

extension Sentence {
  /// Every « k sur n » of units, in order.
  var ratios: [OutOf] {
    let counts = quantities.filter(\.isCount)
    return zip(counts, counts.dropFirst()).compactMap { top, bottom in
      guard let counted = top.whole, let among = bottom.whole, (1..<1_000_000).contains(among) else { return nil }
      // « 18 ménages sur 3 communes » is no ratio.
      guard counted <= among || bottom.isPeople || standsAlone(bottom) else { return nil }
      let words = between(top.place.upperBound, bottom.place.lowerBound).split(separator: " ")
      let isSlash = words == ["/"]
      if bottom.isPeople, words.count < 3, let last = words.last, last == "des" {
        return OutOf(counted: counted, among: among, place: top.place.lowerBound..<bottom.place.upperBound)
      }
      guard let mark = words.lastIndex(of: "sur"),
        words[(mark + 1)...].allSatisfy({ ["les", "ces", "un", "total", "de", "des"].contains($0) }),
        mark <= 5, words[..<mark].allSatisfy({ $0.allSatisfy { $0.isLetter || $0 == "'" || $0 == "-" } })
      else {
        return isSlash
          ? OutOf(counted: counted, among: among, place: top.place.lowerBound..<bottom.place.upperBound) : nil
      }
      return OutOf(counted: counted, among: among, place: top.place.lowerBound..<bottom.place.upperBound)
    }
  }

  var outOf: OutOf? { ratios.first }

  /// A count introduced as what the rates are taken over: « sur les 51 parcours clôturés », « parmi 67 ménages ».
  var base: Int? { baseQuantity?.whole }

  var baseQuantity: Quantity? {
    for quantity in quantities where quantity.isPeople && quantity.whole != nil {
      let lead = before(quantity.place.lowerBound, 16)
      let isLed = [
        "sur ", "sur les ", "sur ces ", "parmi ", "parmi les ", "parmi ces ", "des ", "n = ", "n=", "pour les ",
      ]
      .contains { lead.hasSuffix($0) }
      if isLed { return quantity }
    }
    return nil
  }

  /// Counts and the rates said of them: « 24, soit 65 % », « 24 ménages relogés (65 %) », « 65 % des 32 ménages, soit 24 ».
  fileprivate var toldTwice: [(count: Quantity, rate: Quantity)] {
    quantities.indices.flatMap { index -> [(count: Quantity, rate: Quantity)] in
      let rate = quantities[index]
      guard rate.isRate else { return [] }
      let before = index > 0 ? quantities[index - 1] : nil
      var next = index + 1
      if quantities.indices.contains(next), isBase(quantities[next], of: rate) { next += 1 }
      let after = quantities.indices.contains(next) ? quantities[next] : nil
      var pairs: [(count: Quantity, rate: Quantity)] = []
      if let before, links(before, between(before.place.upperBound, rate.place.lowerBound)) {
        pairs.append((before, rate))
      } else if let after, links(after, between(quantities[next - 1].place.upperBound, after.place.lowerBound)),
        !bases(of: after, rate).isEmpty
      {
        pairs.append((after, rate))
      }
      return pairs
    }
  }

  /// Whether the words between a count and a rate say that they are the same.
  private func links(_ count: Quantity, _ words: String) -> Bool {
    guard count.isPeople || count.isCount && standsAlone(count), (count.whole ?? 0) > 0 else { return false }
    let ends = ["(", "soit ", "environ ", "plus de ", "moins de ", "pres de ", "la "]
    return ["(", " soit "].contains { words.contains($0) } && ends.contains { words.hasSuffix($0) }
      && words.count <= 90 && !words.contains(";")
  }

  /// « 80 % des 32 ménages ».
  private func isBase(_ count: Quantity, of rate: Quantity) -> Bool {
    count.isCount
      && [" des ", " de ces ", " d'un total de "].contains(between(rate.place.upperBound, count.place.lowerBound))
  }

  /// What a rate told beside a count may be taken over, as this sentence says; empty when it does not.
  fileprivate func bases(of count: Quantity, _ rate: Quantity) -> [Int] {
    if let next = quantities.first(where: { $0.place.lowerBound >= rate.place.upperBound }), isBase(next, of: rate) {
      return [next.whole].compactMap { $0 }
    }
    let others = quantities.filter { $0.isPeople && $0.place.upperBound <= count.place.lowerBound }
    let isLed = !others.isEmpty && (baseQuantity.map { $0.place != count.place } ?? false || has("dont"))
    return isLed ? quantities.filter { $0.isCount && $0.place != count.place }.compactMap(\.whole) : []
  }

  /// Whether a rate is one of households, persons, measures and the like, and of the project's own.
  func isOfPeople(_ rate: Quantity) -> Bool {
    let tail = after(rate.place.upperBound, 60)
    guard
      let word = tail.split(separator: " ").first(where: {
        !["de", "des", "d'", "ces", "nos", "leurs", "l'ensemble", "les", "du"].contains($0)
      })
    else { return false }
    let leads = [" des ", " de ", " d'", " du "].contains { tail.hasPrefix($0) }
    let isUnit =
      CountedUnit(word: String(word.filter { $0.isLetter })) != nil
      || ["publics", "cas", "entrees", "sorties"].contains(String(word.filter { $0.isLetter }))
    let foreign = ["rsa", "demande", "parc ", "france", "agglomeration", "departement", "allocataire", "nationa"]
    return leads && isUnit && !foreign.contains { tail.contains($0) }
  }

  /// Whether a rate tells a result of the project.
  fileprivate func isResult(_ rate: Quantity) -> Bool {
    if isOfPeople(rate) { return true }
    let lead = before(rate.place.lowerBound, 80)
    let stems = [
      "maintien", "relogement", "acces", "adhesion", "sortie", "reussite", "apurement", "renouvellement", "realisation",
      "retour", "recidive", "minoration",
    ]
    if stems.contains(where: { lead.contains("taux de \($0)") || lead.contains("taux d'\($0)") }) { return true }
    let tail = after(rate.place.upperBound, 60)
    let verbs = [" ont ", " sont ", " se sont ", " ont pu ", " l'ont ", " accedent", " se maintiennent"]
    let results = [
      "maint", "relog", "apur", "minor", "adher", "renouvel", "acced", "sorti", "expuls", "retrouv", "conserv",
    ]
    return verbs.contains { tail.hasPrefix($0) } && results.contains { tail.contains($0) }
  }

  /// Whether it describes a territory or what is hoped for, not the project's own results.
  fileprivate var isContext: Bool {
    let context = ["contexte", "territoire", "definition", "methodolog"].contains { heading.contains($0) }
    return context || isPlanned || isOutlook || has("financ", "cofinanc", "budget")
  }
}

extension WrittenFiche {
  /// Rates without denominators, rates that their integers do not give, and results over what still goes on.
  var rateAnomalies: [Anomaly] {
    prose.enumerated().flatMap { index, sentence -> [Anomaly] in
      if sentence.isContext { return [] }
      let rates = sentence.quantities.filter { $0.isRate && sentence.isResult($0) }
      var found = sentence.ratios.flatMap { wrong($0, in: sentence) }
      if sentence.ratios.isEmpty { found += sentence.toldTwice.compactMap { unequal($0.count, $0.rate, in: sentence) } }
      if let everything = unsaidTotal(sentence, beside: rates) { return found + [everything] }
      guard !rates.isEmpty, sentence.ratios.isEmpty else { return found }
      let previous = index > 0 && prose[index - 1].paragraph == sentence.paragraph ? prose[index - 1].base : nil
      guard let base = sentence.base ?? previous else { return found + [unfounded(rates, in: sentence)] }
      found += rates.compactMap { impossible($0, over: base, in: sentence) }
      if let ongoing = ongoing(in: sentence, over: base) { found.append(ongoing) }
      return found
    }
  }

  /// A count and its rate that nothing the sentence, or else the whole text, counts puts together.
  private func unequal(_ count: Quantity, _ rate: Quantity, in sentence: Sentence) -> Anomaly? {
    guard let counted = count.whole else { return nil }
    let said = sentence.bases(of: count, rate)
    let bases = said.isEmpty ? prose.flatMap(\.quantities).filter(\.isCount).compactMap(\.whole) : said
    let share = rate.kind == .percent ? rate.value : rate.value * Rational(100)
    let lead = sentence.before(rate.place.lowerBound, 14)
    let isRough = ["environ ", "pres de ", "presque "].contains { lead.contains($0) }
    let tolerance = isRough ? Rational(7) : rate.kind == .fraction ? Rational(3) : rate.precision
    let follows = bases.filter { $0 >= counted && $0 < 1_000_000 }.contains { base in
      let exact = Rational(counted * 100, base)
      return gap(exact, share) <= tolerance || lead.contains("plus de ") && exact > share
        || lead.contains("moins de ") && exact < share
    }
    if follows { return nil }
    guard let among = said.first ?? accompanied.whole, among > 0, among < 1_000_000, counted < 1_000_000 else {
      return nil
    }
    return sentence.anomaly(
      .rate,
      said.isEmpty ? "le taux ne découle d'aucun effectif du texte" : "le taux ne découle pas de ses entiers",
      "\(counted) ÷ \(among) = \(Wording.percent(Rational(counted, among) * Rational(100))), et non \(rate.words)"
    )
  }

  private func unfounded(_ rates: [Quantity], in sentence: Sentence) -> Anomaly {
    let percents = rates.filter { $0.kind == .percent }
    var parts: [String] = []
    for total in totalsAnnounced {
      let none = percents.filter { !$0.isPossible(over: total) }
      if !none.isEmpty {
        let listed = none.map { "\(Wording.percent($0.value)) (\($0.around(total)))" }.joined(separator: ", ")
        parts.append("aucun entier sur \(total) ne donne \(listed)")
      }
    }
    let listed = rates.map(\.words).joined(separator: " et ")
    return sentence.anomaly(
      .noDenominator,
      rates.count > 1 ? "des taux sans effectif ni dénominateur" : "un taux sans effectif ni dénominateur",
      "\(listed) de combien\u{202f}?" + (parts.isEmpty ? "" : " " + parts.joined(separator: "\u{202f}; "))
    )
  }

  private func impossible(_ rate: Quantity, over base: Int, in sentence: Sentence) -> Anomaly? {
    guard rate.kind == .percent, !rate.isPossible(over: base) else { return nil }
    return sentence.anomaly(
      .rate,
      "aucun nombre entier sur \(base) ne donne \(Wording.percent(rate.value))",
      rate.around(base)
    )
  }

  /// A « k sur n » above one, or followed by a rate that is not its own.
  private func wrong(_ ratio: OutOf, in sentence: Sentence) -> [Anomaly] {
    let account =
      "\(ratio.counted) ÷ \(ratio.among) = "
      + Wording.percent(Rational(ratio.counted, ratio.among) * Rational(100))
    if ratio.counted > ratio.among {
      return [sentence.anomaly(.excess, "le résultat dépasse son dénominateur", account)]
    }
    let near = sentence.quantities.filter { $0.kind == .percent }.min {
      abs($0.place.lowerBound - ratio.place.upperBound) < abs($1.place.lowerBound - ratio.place.upperBound)
    }
    let isNext: (Quantity) -> Bool = { near in
      !sentence.quantities.contains {
        $0.isCount && $0.place.lowerBound >= ratio.place.upperBound && $0.place.upperBound <= near.place.lowerBound
      }
    }
    if let near, isNext(near), near.place.lowerBound - ratio.place.upperBound < 30,
      ratio.place.lowerBound - near.place.upperBound < 40,
      gap(Rational(ratio.counted, ratio.among) * Rational(100), near.value) > near.precision
    {
      return [sentence.anomaly(.rate, "le taux ne découle pas de ses entiers", account + ", et non \(near.words)")]
    }
    // That every household is found in both files is no result.
    if ratio.counted == ratio.among, ratio.among > 1, !sentence.has("rapproch") {
      return [sentence.anomaly(.perfect, "un résultat égal à son dénominateur\u{a0}: 100\u{a0}%, à vérifier", account)]
    }
    return []
  }

  /// In a table, where a result equal to its denominator stands beside the others.
  func wrongRatios(of cell: Sentence) -> [Anomaly] {
    cell.ratios.flatMap { wrong($0, in: cell) }.filter { $0.kind != .perfect }
  }

  /// « (dont 13 encore en cours) » before a result.
  private func ongoing(in sentence: Sentence, over base: Int) -> Anomaly? {
    guard sentence.has("dont"), sentence.has("en cours"), sentence.quantities.contains(where: { $0.isRate }) else {
      return nil
    }
    guard
      let part = sentence.quantities.last(where: { quantity in
        quantity.isCount && sentence.after(quantity.place.upperBound, 30).contains("en cours")
      })?.whole, part < base
    else { return nil }
    return sentence.anomaly(
      .ongoing,
      "un résultat rapporté à un effectif qui comprend des situations en cours",
      "\(base) − \(part) = \(base - part) situations closes\u{202f}; le taux sur \(base) ou sur \(base - part) n'est pas dit"
    )
  }

  /// « l'ensemble des expulsions évitées ».
  private func unsaidTotal(_ sentence: Sentence, beside rates: [Quantity]) -> Anomaly? {
    let all = ["ensemble des expulsions", "totalite des expulsions", "toutes les expulsions"]
    guard all.contains(where: { sentence.has($0) }), sentence.has("evit"), sentence.ratios.isEmpty else { return nil }
    return sentence.anomaly(
      .noDenominator,
      "« toutes » les expulsions évitées, sans dire combien étaient menacées ni à quel stade",
      (["100\u{a0}%"] + rates.map(\.words)).joined(separator: " et ") + " de combien\u{202f}?"
    )
  }
}

extension Quantity {
  /// « 83 % », « 2/3 ».
  var words: String {
    kind == .percent ? Wording.percent(value) : "\(value.numerator)/\(value.denominator)"
  }

  /// Half a unit of its last decimal, in points.
  var precision: Rational { Rational(51, 100 * (0..<decimals).reduce(1) { scale, _ in scale * 10 }) }

  /// Whether some integer over `total` rounds to it.
  func isPossible(over total: Int) -> Bool {
    let exact = value * Rational(total, 100)
    let low = exact.numerator / exact.denominator
    return (low...(low + 1)).contains { gap(Rational($0 * 100, total), value) <= precision }
  }

  /// « 42/51 = 82,4 %, 43/51 = 84,3 % ».
  func around(_ total: Int) -> String {
    let exact = value * Rational(total, 100)
    let low = exact.numerator / exact.denominator
    return [low, low + 1].filter { $0 <= total }
      .map { "\($0)/\(total) = \(Wording.percent(Rational($0 * 100, total)))" }.joined(separator: ", ")
  }
}
