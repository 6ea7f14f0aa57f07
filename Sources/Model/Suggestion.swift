package import Diagnostics

/// The known value that an unknown one most likely stands for, with its code; `nil` when none is near enough.
///
/// `codes` are keyed as `Folded.key` gives them. Texts are compared by their runs of three letters; one that denies is
/// never taken for one that does not.
package func suggestedCode(for text: String, among codes: [String: String]) -> (value: String, code: String)? {
  let key = Folded.key(text)
  if let short = abbreviated(key, among: codes) { return short }
  if let start = codes.keys.filter({ $0.utf8.count >= 8 && key.hasPrefix($0) }).max(by: {
    ($0.count, $0) < ($1.count, $1)
  }),
    let code = codes[start]
  {
    return (start, code)
  }
  let wanted = trigrams(key)
  let denies = isNegative(text)
  var best: (score: Double, value: String, code: String)?
  for (value, code) in codes.sorted(by: { $0.key < $1.key }) where isNegative(value) == denies {
    let known = trigrams(value)
    let shared = Double(wanted.intersection(known).count)
    let smallest = min(wanted.count, known.count)
    let dice = 2 * shared / Double(wanted.count + known.count)
    let overlap = smallest >= 4 ? 0.75 * shared / Double(smallest) : 0
    let score = max(dice, overlap)
    if score >= 0.5, score > best?.score ?? 0 { best = (score, value, code) }
  }
  return best.map { ($0.value, $0.code) }
}

/// `A` for `acces`: the first letters of values that all stand for one code.
fileprivate func abbreviated(_ key: String, among codes: [String: String]) -> (value: String, code: String)? {
  guard (1...4).contains(key.utf8.count), key.utf8.allSatisfy({ (97...122).contains($0) }), key != "x" else {
    return nil
  }
  let meant = Set(codes.filter { $0.key.hasPrefix(key) }.values)
  guard meant.count == 1, let code = meant.first else { return nil }
  return codes.filter { $0.key.hasPrefix(key) }.keys.min().map { ($0, code) }
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

extension Diagnostic.Code {
  /// A value that stands in no list of codes; where a known one looks like it, the finding suggests it.
  package static let unknownValue = Self(
    "valeur-inconnue",
    .attention,
    remedy: "l'ajouter à codes.csv, ou la faire corriger"
  )
}
