extension ValueSpace {
  /// Jaro–Winkler similarity of two values.
  func similarity(_ one: Int, _ other: Int) -> Double {
    jaroWinkler(words[one], words[other])
  }

  /// Whether two different values agree in a given way; a measure that their kind does not have never holds.
  func agree(_ one: Int, _ other: Int, _ measure: Resemblance, _ threshold: Double) -> Bool {
    if !facts.isEmpty, !facts[one].mayAgree(facts[other], measure, threshold) { return false }
    return surelyAgree(one, other, measure, threshold)
  }

  /// The same, for values whose facts were read already.
  func surelyAgree(_ one: Int, _ other: Int, _ measure: Resemblance, _ threshold: Double) -> Bool {
    switch measure {
    case .exact, .swapped: one == other
    case .jaroWinkler: similarity(one, other) >= threshold
    case .edits: edits(one, other, atMost: Int(threshold))
    case .sound: !facts.isEmpty && facts[one].sound != 0 && facts[one].sound == facts[other].sound
    case .prefix: isPrefix(one, other)
    case .start: startsAlike(one, other, Int(threshold))
    case .difference: differsLittle(one, other, threshold)
    case .sameWords, .wordsIncluded, .sharedWord, .initials, .similarWord, .overlap:
      !tokenStarts.isEmpty && wordsAgree(one, other, measure, threshold)
    case .dayMonthSwap, .oneDigit, .conventionalDate, .yearMonth, .dayMonth, .year:
      !dates.isEmpty && datesAgree(dates[one], dates[other], measure, threshold)
    }
  }

  /// Short words must not agree by accident: one fault per four letters at most.
  private func edits(_ one: Int, _ other: Int, atMost limit: Int) -> Bool {
    let shortest = min(words.length(one), words.length(other))
    let allowed = min(limit, shortest / 4 + (shortest >= 3 ? 1 : 0))
    guard allowed > 0 else { return false }
    return damerauLevenshtein(words[one], words[other], limit: allowed) <= allowed
  }

  private func isPrefix(_ one: Int, _ other: Int) -> Bool {
    let shortest = min(words.length(one), words.length(other))
    return shortest >= 3 && startsAlike(one, other, shortest)
  }

  private func startsAlike(_ one: Int, _ other: Int, _ length: Int) -> Bool {
    let (first, second) = (words[one], words[other])
    guard first.count >= length, second.count >= length else { return false }
    for index in 0..<length where first[index] != second[index] { return false }
    return true
  }

  private func differsLittle(_ one: Int, _ other: Int, _ threshold: Double) -> Bool {
    guard let first = number(words[one]), let second = number(words[other]) else { return false }
    return abs(first - second) <= threshold
  }

  /// A number written in digits, with a sign and a decimal point or comma at most.
  private func number(_ text: Letters) -> Double? {
    var value = 0.0
    var unit = 0.0
    for index in text.indices {
      switch text[index] {
      case 48...57:
        value = value * 10 + Double(text[index] - 48)
        unit *= 10
      case "-" where index == 0: break
      case ".", ",":
        guard unit == 0 else { return nil }
        unit = 1
      default: return nil
      }
    }
    let size = unit > 1 ? value / unit : value
    return text.isEmpty ? nil : text[0] == "-" ? -size : size
  }
}

// MARK: - Words

extension ValueSpace {
  private func wordsAgree(_ one: Int, _ other: Int, _ measure: Resemblance, _ threshold: Double) -> Bool {
    var (few, many) = (tokenRange(one), tokenRange(other))
    if few.count > many.count { swap(&few, &many) }
    guard !few.isEmpty else { return false }
    switch measure {
    case .sameWords: return few.count == many.count && few.count > 1 && areIncluded(few, many)
    case .wordsIncluded: return many.count > few.count && hasLongWord(few) && areIncluded(few, many)
    case .sharedWord: return few.contains { tokens.length(Int(tokenIds[$0])) >= 3 && holds(many, tokenIds[$0]) }
    case .initials: return areInitials(few, many)
    case .similarWord: return many.count > 1 && hasSimilarWord(few, many, threshold)
    default: return overlap(few, many) >= threshold
    }
  }

  private func holds(_ range: Range<Int>, _ token: UInt32) -> Bool {
    for index in range where tokenIds[index] == token { return true }
    return false
  }

  private func areIncluded(_ few: Range<Int>, _ many: Range<Int>) -> Bool {
    for index in few where !holds(many, tokenIds[index]) { return false }
    return true
  }

  private func hasLongWord(_ range: Range<Int>) -> Bool {
    range.contains { tokens.length(Int(tokenIds[$0])) > 1 }
  }

  /// `J`, `J P` or `JP` for `JEAN PIERRE`; each word is the other or its first letter, and one at least is a letter.
  private func areInitials(_ few: Range<Int>, _ many: Range<Int>) -> Bool {
    var letters = 0
    for (index, place) in zip(few, many) {
      let (one, other) = (tokens[Int(tokenIds[index])], tokens[Int(tokenIds[place])])
      guard one[0] == other[0] else { return false }
      if one.count == 1 || other.count == 1 {
        letters += 1
      } else if tokenIds[index] != tokenIds[place] {
        return false
      }
    }
    return letters > 0
  }

  private func hasSimilarWord(_ few: Range<Int>, _ many: Range<Int>, _ threshold: Double) -> Bool {
    for index in few where tokens.length(Int(tokenIds[index])) >= 3 {
      let word = tokens[Int(tokenIds[index])]
      for place in many where tokens.length(Int(tokenIds[place])) >= 3 {
        if jaroWinkler(word, tokens[Int(tokenIds[place])]) >= threshold { return true }
      }
    }
    return false
  }

  /// Weight of the words in common over that of all words; a word with one fault counts for most of its weight, and
  /// numbers that all differ halve the result.
  private func overlap(_ few: Range<Int>, _ many: Range<Int>) -> Double {
    var common = 0.0
    var all = 0.0
    var numbers = (few: 0, many: 0, common: 0)
    for index in many {
      all += tokenWeights[Int(tokenIds[index])]
      if isNumber(tokenIds[index]) { numbers.many += 1 }
    }
    for index in few {
      let token = tokenIds[index]
      let isNumeric = isNumber(token)
      if isNumeric { numbers.few += 1 }
      if holds(many, token) {
        common += tokenWeights[Int(token)]
        if isNumeric { numbers.common += 1 }
      } else if !isNumeric, let near = nearWord(token, many) {
        common += 0.8 * min(tokenWeights[Int(token)], tokenWeights[Int(near)])
        all += max(tokenWeights[Int(token)] - tokenWeights[Int(near)], 0)
      } else {
        all += tokenWeights[Int(token)]
      }
    }
    let share = all > 0 ? common / all : 0
    return numbers.few > 0 && numbers.many > 0 && numbers.common == 0 ? share / 2 : share
  }

  private func isNumber(_ token: UInt32) -> Bool {
    let first = tokens[Int(token)][0]
    return first >= 48 && first <= 57
  }

  private func nearWord(_ token: UInt32, _ range: Range<Int>) -> UInt32? {
    let word = tokens[Int(token)]
    guard word.count >= 4 else { return nil }
    for index in range where tokens.length(Int(tokenIds[index])) >= 4 {
      if damerauLevenshtein(word, tokens[Int(tokenIds[index])], limit: 1) <= 1 { return tokenIds[index] }
    }
    return nil
  }
}

// MARK: - Dates

fileprivate func datesAgree(_ one: UInt32, _ other: UInt32, _ measure: Resemblance, _ threshold: Double) -> Bool {
  let (firstYear, secondYear) = (one / 10_000, other / 10_000)
  let (firstMonth, secondMonth) = (one / 100 % 100, other / 100 % 100)
  let (firstDay, secondDay) = (one % 100, other % 100)
  switch measure {
  case .dayMonthSwap: return firstYear == secondYear && firstMonth == secondDay && firstDay == secondMonth
  case .oneDigit: return differsByOneDigit(one, other)
  case .conventionalDate: return firstYear == secondYear && (isConventional(one) || isConventional(other))
  case .yearMonth: return firstYear == secondYear && firstMonth == secondMonth
  case .dayMonth: return firstMonth == secondMonth && firstDay == secondDay
  default: return max(firstYear, secondYear) - min(firstYear, secondYear) <= UInt32(max(threshold, 0))
  }
}

/// Whether a date is one that is written when the day is not known.
fileprivate func isConventional(_ date: UInt32) -> Bool {
  switch date % 10_000 {
  case 0, 101, 100, 1231, 615, 701: true
  default: date % 100 == 0
  }
}

/// Digits are compared one by one on eight places.
func differsByOneDigit(_ one: UInt32, _ other: UInt32) -> Bool {
  var (first, second) = (one, other)
  var differences = 0
  var last: (one: UInt32, other: UInt32) = (10, 10)
  var isSwap = false
  for _ in 0..<8 {
    let (a, b) = (first % 10, second % 10)
    if a != b {
      differences += 1
      if differences == 2 { isSwap = last.one == b && last.other == a }
      last = (a, b)
    } else if differences == 1 {
      last = (10, 10)
    }
    first /= 10
    second /= 10
  }
  return differences == 1 || differences == 2 && isSwap
}
