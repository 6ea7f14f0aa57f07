/// Which forenames are known, and which are forms of one another: diminutives, transliterations, spellings.
///
/// A form may belong to several families (`Alex`: Alexandre, Alexandra).
package struct NameVariants: Sendable, Hashable {
  /// Families of each form, by number; known forenames without another form have their own hash alone.
  private var families: [[UInt8]: [UInt64]] = [:]

  /// Those shipped with the program.
  package static let standard: NameVariants = {
    var variants = NameVariants()
    for line in standardFamilies.split(separator: "\n") { variants.add(line.split(separator: " ").map(String.init)) }
    for name in standardForenames.utf8.split(whereSeparator: { $0 == 32 || $0 == 10 }) {
      variants.families[Array(name), default: []] += []
    }
    return variants
  }()

  /// Adds the forms of one forename; its accents, case and hyphens do not count.
  package mutating func add(_ forms: [String]) {
    let folded = forms.map { form in nameWords(form).flatMap(\.letters) }.filter { !$0.isEmpty }
    guard let first = folded.first else { return }
    let family = stableHash(first[...])
    for form in folded where families[form]?.contains(family) != true { families[form, default: []].append(family) }
  }

  /// Whether it is a forename, whatever its other forms.
  func knows(_ word: [UInt8]) -> Bool { families[word] != nil }

  /// The families of a forename of one part; its own number when it has no known form.
  func families(of word: [UInt8]) -> [UInt64] {
    if let known = families[word], !known.isEmpty { return known }
    return [stableHash(word[...])]
  }
}
