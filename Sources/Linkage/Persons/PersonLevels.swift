/// A comparison that says something for or against two records being one person or one household, in bits: each doubles or
/// halves how likely it is.
package struct Clue: Sendable, Hashable {
  /// In French.
  package let text: String
  /// Positive for, negative against; a whole number of tenths, so that what is printed adds up.
  package let bits: Double

  package init(_ text: String, _ bits: Double) {
    self.text = text
    self.bits = bits
  }
}

/// How the surnames of two persons agree, any of one with any of the other.
package enum SurnameLevel: Int, Sendable, Comparable {
  case different, unknown, similarPart, near, sound, part, reordered, same

  package static func < (one: SurnameLevel, other: SurnameLevel) -> Bool { one.rawValue < other.rawValue }

  /// Bits for; what another surname weighs depends on who bears it.
  var bits: Double {
    switch self {
    case .same, .reordered: 9
    case .part: 7.5
    case .sound: 6
    case .near: 5
    case .similarPart: 3
    case .unknown: 0
    case .different: -3
    }
  }

  var text: String {
    switch self {
    case .same: "même nom"
    case .reordered: "mêmes noms, autre ordre"
    case .part: "un nom dans l'autre"
    case .sound: "nom de même son"
    case .near: "nom à une ou deux lettres près"
    case .similarPart: "une partie du nom très proche"
    case .unknown: "nom non dit"
    case .different: "autre nom"
    }
  }
}

/// How the forenames of two persons agree: the first decides, the others never separate.
package enum ForenameLevel: Int, Sendable, Comparable {
  case different, unknown, near, initial, later, begins, short, sound, variant, same

  package static func < (one: ForenameLevel, other: ForenameLevel) -> Bool { one.rawValue < other.rawValue }

  var bits: Double {
    switch self {
    case .same: 7
    case .variant: 5.5
    case .sound: 5
    case .short, .begins: 4
    case .later, .initial: 3
    case .near: 2.5
    case .unknown: -2
    case .different: -12
    }
  }

  var text: String {
    switch self {
    case .same: "même prénom"
    case .variant: "autre forme du prénom"
    case .sound: "prénom de même son"
    case .short: "prénom abrégé"
    case .begins: "début d'un prénom composé"
    case .later: "prénom parmi les suivants de l'autre"
    case .initial: "même initiale du prénom"
    case .near: "prénom à une ou deux lettres près"
    case .unknown: "prénom non dit"
    case .different: "autre prénom"
    }
  }
}

/// How two birth dates agree.
package enum BirthLevel: Int, Sendable, Comparable {
  /// Days too far apart for one generation.
  case different
  case otherDay, unknown
  /// Same year, and one of the two is a date written when the day is not known (C7).
  case year
  /// The same such date: it weighs as the year alone.
  case conventional
  case digit
  /// Day and month exchanged (C8).
  case swapped
  case same

  package static func < (one: BirthLevel, other: BirthLevel) -> Bool { one.rawValue < other.rawValue }

  var bits: Double {
    switch self {
    case .same: 16
    case .swapped: 7
    case .digit, .conventional: 5
    case .year: 3
    case .unknown: 0
    case .otherDay: -6
    case .different: -15
    }
  }

  var text: String {
    switch self {
    case .same: "même date de naissance"
    case .swapped: "même date de naissance, jour et mois inversés"
    case .digit: "date de naissance à un chiffre près"
    case .conventional: "né(e) le même jour, date de convenance"
    case .year: "même année de naissance, l'un des jours étant de convenance"
    case .unknown: "date de naissance non dite"
    case .otherDay: "autre date de naissance, à moins de quinze ans"
    case .different: "autre date de naissance"
    }
  }
}
