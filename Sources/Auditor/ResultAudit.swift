import Model

/// How many a fiche says it accompanied, all together and by volet.
struct Accompanied: Sendable {
  var whole: Int?
  var byVolet: [Volet: Int] = [:]
  /// Line of the sentence.
  var line = 0
}

extension Sentence {
  /// The volet that the words around a count name, those after it first.
  func volet(of quantity: Quantity, until end: Int) -> Volet? {
    let tail = between(quantity.place.upperBound, end)
    for (stem, volet) in voletStems where tail.contains(stem) { return volet }
    let lead = before(quantity.place.lowerBound, 40)
    let places = voletStems.compactMap { stem, volet in lead.range(of: stem).map { ($0, volet) } }
    return places.max { $0.0 < $1.0 }?.1
  }

  /// Counts of people, each with where the next one starts.
  var peopleCounts: [(quantity: Quantity, end: Int)] {
    let counts = quantities.filter { $0.isCount && $0.whole != nil }
    return counts.enumerated().map { index, quantity in
      (quantity, index + 1 < counts.count ? counts[index + 1].place.lowerBound : plain.count)
    }
  }
}

fileprivate let voletStems: [(String, Volet)] = [
  ("acces", .acces), ("acced", .acces), ("relog", .acces), ("maintien", .maintien), ("maintenir", .maintien),
  ("maintenu", .maintien),
]

extension String {
  /// Offset of the last occurrence of a stem.
  fileprivate func range(of stem: String) -> Int? { Array(self).positions(of: stem).last }
}

extension WrittenFiche {
  /// What the sentence that counts the accompanied households says.
  var accompanied: Accompanied {
    var best = Accompanied()
    for sentence in prose where !sentence.isPlanned && sentence.tellsAccompanied {
      guard let first = sentence.quantities.first(where: { $0.isPeople && ($0.whole ?? 0) > 1 }) else { continue }
      if best.whole != nil, sentence.peopleCounts.count < 3 { continue }
      best.whole = first.whole
      best.line = sentence.line
      best.byVolet = [:]
      for (quantity, end) in sentence.peopleCounts where quantity.place.lowerBound > first.place.lowerBound {
        if let volet = sentence.volet(of: quantity, until: end), best.byVolet[volet] == nil {
          best.byVolet[volet] = quantity.whole
        }
      }
      if !best.byVolet.isEmpty { break }
    }
    return best.whole == nil ? namedAccompanied : best
  }

  /// The greatest « 25 ménages accompagnés » of a text where no sentence says it better.
  private var namedAccompanied: Accompanied {
    var best = Accompanied()
    for sentence in prose where !sentence.isPlanned && !sentence.isOutlook && sentence.base == nil {
      guard !sentence.quantities.contains(where: { $0.kind == .money || $0.kind == .year }) else { continue }
      for quantity in sentence.quantities where quantity.isPeople {
        let tail = sentence.after(quantity.place.upperBound, 10)
        let isNamed =
          tail.hasPrefix(" accompagn") || tail.hasPrefix(" suivi")
          || sentence.before(quantity.place.lowerBound, 24).hasSuffix("permis d'accompagner ")
        if isNamed, let whole = quantity.whole, whole > best.whole ?? 1 {
          best = Accompanied(whole: whole, line: sentence.line)
        }
      }
    }
    return best
  }

  /// Totals that rates may be taken over: what is accompanied, and what a rate elsewhere is taken over.
  var totalsAnnounced: [Int] {
    var totals: [Int] = []
    for total in [accompanied.whole].compactMap({ $0 }) + prose.compactMap(\.base) where !totals.contains(total) {
      totals.append(total)
    }
    return totals.filter { $0 >= 5 }.prefix(3).sorted()
  }

  /// Results that equal, or exceed, what is accompanied.
  var resultAnomalies: [Anomaly] {
    let accompanied = accompanied
    return prose.compactMap { sentence in
      guard sentence.line != accompanied.line, !sentence.isPlanned, sentence.tellsResult, sentence.ratios.isEmpty,
        !sentence.quantities.contains(where: \.isRate)
      else { return nil }
      var equal: [String] = []
      var above: [String] = []
      for (quantity, end) in sentence.peopleCounts where quantity.isPeople {
        let volet = sentence.volet(of: quantity, until: end)
        guard let result = quantity.whole, let total = volet.flatMap({ accompanied.byVolet[$0] }) ?? accompanied.whole
        else { continue }
        let words = "\(result) sur \(total)" + (volet.map { $0 == .acces ? " (accès)" : " (maintien)" } ?? "")
        if result == total, result > 1 { equal.append(words) } else if result > total { above.append(words) }
      }
      if !above.isEmpty {
        return sentence.anomaly(
          .excess,
          "le résultat dépasse ce qui est accompagné (ligne \(accompanied.line))",
          above.joined(separator: "\u{202f}; ")
        )
      }
      if equal.isEmpty { return nil }
      return sentence.anomaly(
        .perfect,
        "les résultats égalent les effectifs accompagnés (ligne \(accompanied.line))\u{a0}: 100\u{a0}% de réussite, ou des "
          + "effectifs donnés pour des résultats",
        equal.joined(separator: "\u{202f}; ") + " = 100\u{a0}%"
      )
    }
  }

  /// One number of persons here, of households there.
  var unitAnomalies: [Anomaly] {
    var seen: [Int: (unit: CountedUnit, line: Int)] = [:]
    var found: [Anomaly] = []
    for sentence in prose {
      for quantity in sentence.quantities {
        guard let unit = quantity.unit, unit == .menages || unit == .personnes, let value = quantity.whole, value >= 5
        else { continue }
        if let known = seen[value], known.unit != unit {
          found.append(
            sentence.anomaly(
              .units,
              "le même effectif est compté en deux unités (ligne \(known.line))",
              "\(value) \(known.unit.rawValue) et \(value) \(unit.rawValue)\u{a0}: un ménage peut réunir plusieurs personnes"
            )
          )
          seen[value] = nil
        } else {
          seen[value] = (unit, sentence.line)
        }
      }
    }
    return found
  }
}

extension Sentence {
  /// Whether it says how many were accompanied.
  fileprivate var tellsAccompanied: Bool {
    if tellsResult { return false }
    return has(
      "nombre de menages accompagn",
      "nombre de beneficiaires",
      "nombre de personnes accompagn",
      "nombre de mesures"
    )
      || has("accompagn", "suivi", "suivis")
        && has("ont ete", "au total", "a accompagne", "ont accompagne", "dont", "parmi les")
  }

  /// Whether it tells what became of them.
  var tellsResult: Bool {
    let stems = [
      "se maintenir", "maintenu", "maintenus", "ont accede", "vu leur acces", "ont obtenu", "reloge", "ont conserve",
      "ont apure", "sorties positives", "permis le maintien", "permis l'acces", "ont adhere", "ont retrouve",
    ]
    return stems.contains { has($0) }
  }
}
