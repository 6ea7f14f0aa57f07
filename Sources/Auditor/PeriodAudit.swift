import Model

/// Months from the first to the last, both included, since year zero.
struct Span: Sendable, Equatable {
  var start: Int
  var end: Int
  /// Whether it is told in whole years.
  var isYears: Bool
  /// Where in its sentence.
  var place: Range<Int> = 0..<0

  /// The same in whole years when the other one is told in years.
  func widened(to other: Span) -> Span {
    other.isYears ? Span(start: start / 12 * 12, end: end / 12 * 12 + 11, isYears: isYears, place: place) : self
  }

  func contains(_ other: Span) -> Bool { start <= other.start && other.end <= end }

  var text: String {
    isYears ? "\(start / 12)-\(end / 12)" : "\(Wording.month(start)) – \(Wording.month(end))"
  }
}

extension Sentence {
  /// The spans it tells: « de juin 2017 à juin 2020 », « 2015-2018 ».
  var spans: [Span] {
    let dates = quantities.filter { $0.kind == .year || $0.kind == .month }
    return zip(dates, dates.dropFirst()).compactMap { first, second in
      guard first.kind == second.kind, joins(between(first.place.upperBound, second.place.lowerBound)) else {
        return nil
      }
      let isYears = first.kind == .year
      let start = first.value.numerator * (isYears ? 12 : 1)
      let end = isYears ? second.value.numerator * 12 + 11 : second.value.numerator
      guard start < end else { return nil }
      return Span(start: start, end: end, isYears: isYears, place: first.place.lowerBound..<second.place.upperBound)
    }
  }

  private func joins(_ text: String) -> Bool {
    let words = text.split { $0 == " " || $0 == "(" || $0 == "," }
    let connectors: Set<Substring> = ["-", "a", "au", "et", "jusqu'a", "jusqu'en", "fin", "le", "du", "1er", "/"]
    let isJoined = words.contains { ["-", "a", "au", "et", "jusqu'a", "jusqu'en", "/"].contains($0) }
    return isJoined && words.allSatisfy { connectors.contains($0) || ($0.count <= 2 && Int($0) != nil) }
  }
}

extension WrittenFiche {
  /// The sentence that gives the project's own dates.
  private var periodSentence: Sentence? {
    for (index, sentence) in sentences.enumerated() where String(sentence.plain).hasPrefix("periode") {
      if !sentence.spans.isEmpty, sentence.quantities.allSatisfy({ !$0.isPeople }) { return sentence }
      let isTitle = sentence.plain.count <= 24
      if isTitle, sentences.indices.contains(index + 1), !sentences[index + 1].spans.isEmpty {
        return sentences[index + 1]
      }
    }
    return nil
  }

  /// The dates of the project, all that its line tells put together; `nil` when no line does.
  var projectSpan: Span? {
    guard let spans = periodSentence?.spans, var whole = spans.first else { return nil }
    for span in spans {
      whole.start = min(whole.start, span.start)
      whole.end = max(whole.end, span.end)
    }
    return whole
  }

  /// What is counted outside the project's dates, and durations that their dates do not make.
  var periodAnomalies: [Anomaly] { countedOutside + wrongDurations }

  private var countedOutside: [Anomaly] {
    guard let project = projectSpan, let own = periodSentence else { return [] }
    return prose.compactMap { sentence in
      guard sentence.line != own.line, sentence.quantities.contains(where: { $0.isPeople || $0.isRate }),
        !sentence.isPlanned, !sentence.isOutlook
      else { return nil }
      guard let span = sentence.spans.first(where: { !project.widened(to: $0).contains($0) }) else { return nil }
      var gaps: [String] = []
      if span.start < project.start { gaps.append("commence \(project.start - span.start) mois avant") }
      if span.end > project.end { gaps.append("finit \(span.end - project.end) mois après") }
      return sentence.anomaly(
        .period,
        "la période comptée sort de celle du projet (ligne \(own.line))",
        "période comptée \(span.text), période du projet \(project.text)\u{a0}: la première "
          + gaps.joined(separator: " et ") + " la seconde"
      )
    }
  }

  /// « De janvier 2017 à janvier 2020 (3 ans) », « 2 ans (2015-2017) ».
  private var wrongDurations: [Anomaly] {
    sentences.compactMap { sentence in
      for span in sentence.spans {
        for duration in sentence.quantities where duration.kind == .duration && duration.value >= Rational(12) {
          let isAfter = duration.place.lowerBound >= span.place.upperBound
          let between =
            isAfter
            ? sentence.between(span.place.upperBound, duration.place.lowerBound)
            : sentence.between(duration.place.upperBound, span.place.lowerBound)
          let words = between.split { [" ", "(", ",", ":"].contains($0) }
          guard words.isEmpty && between.contains("(") || words == ["soit"] else { continue }
          let length = Rational(span.end - span.start + 1)
          let shorter = length - Rational(span.isYears ? 12 : 1)
          let fits = [length, shorter].contains { gap($0, duration.value) <= Rational(span.isYears ? 0 : 1) }
          if fits { continue }
          return sentence.anomaly(
            .period,
            "la durée ne découle pas des dates",
            "\(span.text)\u{a0}: \(Wording.number(length)) mois au plus\u{202f}; durée annoncée "
              + "\(Wording.number(duration.value)) mois"
          )
        }
      }
      return nil
    }
  }
}
