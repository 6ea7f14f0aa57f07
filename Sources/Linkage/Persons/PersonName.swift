/// A surname as its words: upper-case ASCII letters, without accents, apostrophes, spaces nor hyphens.
package struct Surname: Hashable, Sendable {
  package let words: [[UInt8]]
  /// All its letters: `LE BIHAN`, `LEBIHAN` and `Le-Bihan` are one surname.
  package let joined: [UInt8]
  /// Its letters without particles: `OLIVEIRA` for `DE OLIVEIRA`; all of them when it is made of particles only.
  package let bare: [UInt8]
  /// Hash of how `bare` sounds.
  package let sound: UInt64

  package init(_ words: [[UInt8]]) {
    self.words = words
    joined = Array(words.joined())
    let kept = words.count > 1 ? words.filter { !NameWords.particles.contains($0) } : words
    bare = kept.isEmpty ? joined : Array(kept.joined())
    sound = stableHash(frenchPhonetic(bare)[...])
  }
}

/// One of the forenames of a person.
package struct Forename: Hashable, Sendable {
  /// Upper-case ASCII letters; one letter for an initial.
  package let letters: [UInt8]
  /// Letters of its first part: 4 of `JEANPIERRE` for `Jean-Pierre`, all of them when it has one part.
  package let head: Int
  /// Numbers shared by the forms of one forename (`NameVariants`); never none.
  package let kin: [UInt64]
  /// Hash of how it sounds.
  package let sound: UInt64

  package init(_ parts: [[UInt8]], _ variants: NameVariants) {
    letters = Array(parts.joined())
    head = parts.first?.count ?? 0
    sound = stableHash(frenchPhonetic(letters)[...])
    let whole = variants.families(of: letters)
    if parts.count < 2 || variants.knows(letters) {
      kin = whole
    } else {
      // « Mohammed-Amine » and « Mohamed-Amine »: each part by its family.
      kin = [parts.reduce(0) { mixed($0 ^ (variants.families(of: $1).first ?? 0)) }]
    }
  }

  var isInitial: Bool { letters.count == 1 }
}

/// A birth date, of which only the year may be sure.
package struct BirthDate: Hashable, Comparable, Sendable {
  package let year: Int
  package let month: Int
  package let day: Int

  package init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  package static func < (one: BirthDate, other: BirthDate) -> Bool {
    (one.year, one.month, one.day) < (other.year, other.month, other.day)
  }

  var packed: UInt32 { UInt32(truncatingIfNeeded: year * 10_000 + month * 100 + day) }
}

/// A person as a source names them: everything that the label may mean.
package struct PersonName: Hashable, Sendable {
  package enum Sex: Sendable { case female, male }

  /// One way to part the words of a label between surname and forenames.
  package struct Reading: Hashable, Sendable {
    package var surname: Surname
    /// In their order; empty when none is given.
    package var forenames: [Forename]
  }

  /// What the civility says; `nil` without one.
  package var sex: Sex?
  /// The likeliest first; several only where neither capitals nor columns tell.
  ///
  /// Empty when no surname is given.
  package var readings: [Reading]
  /// Other surnames that the source gives: of birth, of a spouse, an alias.
  package var others: [Surname] = []
  /// When the source gives it for this person.
  package var birth: BirthDate?
  /// The surname is that of the first holder of a joint label: a spouse may have another.
  package var bearsPartnersName = false

  package init(sex: Sex?, readings: [Reading], others: [Surname] = []) {
    self.sex = sex
    self.readings = readings
    self.others = others
  }

  package var surnames: [Surname] { (readings.first.map { [$0.surname] } ?? []) + others }

  package var forenames: [Forename] { readings.first?.forenames ?? [] }

  /// Initials only: the source hides who it is.
  package var isMasked: Bool {
    guard let reading = readings.first else { return false }
    return reading.surname.joined.count <= 1 && reading.forenames.allSatisfy(\.isInitial)
  }

  /// Whether there is a surname, and more than its initial.
  package var isNamed: Bool { readings.contains { $0.surname.joined.count > 1 } }

  /// Surname and forenames in letters, the same for every spelling of spaces, hyphens and accents.
  package var letters: [UInt8] {
    guard let reading = readings.first else { return [] }
    return reading.surname.joined + [space] + reading.forenames.flatMap(\.letters)
  }
}

extension Surname {
  /// How it sounds whole, and each of its parts: what it may be found by.
  package var sounds: [UInt64] {
    guard words.count > 1 else { return [sound] }
    let parts = words.filter { $0.count >= 4 && !NameWords.particles.contains($0) }
    return [sound] + (parts.count > 1 ? parts.map { stableHash(frenchPhonetic($0)[...]) } : [])
  }
}

/// Spreads the bits of a number, the same in every run.
package func spread(_ number: UInt64) -> UInt64 { mixed(number) }
