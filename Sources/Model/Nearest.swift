/// The valid name that a person most likely meant: smallest number of typing errors, then alphabetical order; empty when
/// there is none to offer.
package func nearest(to name: String, among names: some Sequence<String>) -> String {
  // Beyond that no name is near, and a cell may be of any length.
  let wanted = Array(Folded.words(name).utf8.prefix(80))
  var best: (distance: Int, name: String)?
  for candidate in names {
    let distance = editDistance(wanted, Array(Folded.words(candidate).utf8))
    if let known = best, (known.distance, known.name) <= (distance, candidate) { continue }
    best = (distance, candidate)
  }
  return best?.name ?? ""
}

/// Whether a name is another with a typing error or two, and not a rank, a year or a short word beside it.
package func isMistyped(_ name: String, for other: String) -> Bool {
  let (one, two) = (Array(Folded.words(name).utf8), Array(Folded.words(other).utf8))
  func digits(_ text: [UInt8]) -> [UInt8] { text.filter { (48...57).contains($0) } }
  guard abs(one.count - two.count) <= 2 else { return false }
  let distance = editDistance(one, two)
  return distance <= min(2, one.count / 3) && digits(one) == digits(two)
}

/// Insertions, deletions and substitutions from one text to the other.
fileprivate func editDistance(_ one: [UInt8], _ other: [UInt8]) -> Int {
  var row = Array(0...other.count)
  for (i, a) in one.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, b) in other.enumerated() {
      let substituted = diagonal + (a == b ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[other.count]
}
