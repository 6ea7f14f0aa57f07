/// The known value that an unknown one most likely stands for, with its code; `nil` when none is near enough.
///
/// `codes` are keyed as `Folded.key` gives them. Texts are compared by their runs of three letters; one that denies is
/// never taken for one that does not.
package func suggestedCode(for text: String, among codes: [String: String]) -> (value: String, code: String)? {
  let wanted = trigrams(Folded.key(text))
  let denies = isNegative(text)
  var best: (score: Double, value: String, code: String)?
  for (value, code) in codes.sorted(by: { $0.key < $1.key }) where isNegative(value) == denies {
    let known = trigrams(value)
    let shared = Double(wanted.intersection(known).count)
    let smallest = min(wanted.count, known.count)
    let dice = 2 * shared / Double(wanted.count + known.count)
    let overlap = smallest >= 4 ? 0.9 * shared / Double(smallest) : 0
    let score = max(dice, overlap)
    if score >= 0.5, score > best?.score ?? 0 { best = (score, value, code) }
  }
  return best.map { ($0.value, $0.code) }
}

/// Every run of three letters, the ends of the text included.
fileprivate func trigrams(_ key: String) -> Set<[UInt8]> {
  let letters = Array(" \(key) ".utf8)
  guard letters.count >= 3 else { return [letters] }
  return Set((0...letters.count - 3).map { Array(letters[$0..<$0 + 3]) })
}

fileprivate func isNegative(_ text: String) -> Bool {
  let words = Folded.words(text).split(separator: " ").map(String.init)
  let key = Folded.key(text)
  return words.contains { ["non", "pas", "sans", "aucun", "aucune", "refus", "refuse", "refusee"].contains($0) }
    || key.hasPrefix("non") || key.hasPrefix("n'") || key.hasSuffix("pas") || key.hasPrefix("refus")
    || key.hasPrefix("sans")
}
