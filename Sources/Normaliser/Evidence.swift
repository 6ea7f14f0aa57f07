import Linkage
import Model

/// What two parties share, at its best over their persons.
struct Evidence: Equatable {
  enum Likeness: Int, Comparable {
    case different, near, exact
    static func < (one: Likeness, other: Likeness) -> Bool { one.rawValue < other.rawValue }
  }

  /// From nothing to the whole date.
  enum Birth: Int, Comparable {
    case different, unknown
    /// Day and month exchanged (C8).
    case swapped
    /// Same year, and one of the two is a 1 January (C7).
    case sameYear
    /// Same day, but a 1 January: a date that registries make up.
    case sameFirstOfJanuary
    case same

    static func < (one: Birth, other: Birth) -> Bool { one.rawValue < other.rawValue }
  }

  var surname = Likeness.different
  var first = Likeness.different
  /// Surname and first name stand in each other's column.
  var swappedNames = false
  var birth = Birth.unknown
  var sameDoor = false
  /// Same door, and the same apartment said by both.
  var sameApartment = false
  var samePhone = false
  var sameTown = false
  /// The measure names this lease's landlord.
  var sameLandlord = false

  /// The evidence of every pair of persons of two parties.
  static func all(_ one: Party, _ other: Party) -> [Evidence] {
    var base = Evidence()
    if let a = one.address, let b = other.address {
      base.sameDoor = a.door == b.door && (one.town == other.town || one.town.isEmpty || other.town.isEmpty)
      base.sameApartment = base.sameDoor && !a.apartment.isEmpty && a.apartment == b.apartment
      if base.sameDoor, !a.apartment.isEmpty, !b.apartment.isEmpty, a.apartment != b.apartment { base.sameDoor = false }
    }
    base.samePhone = one.phones.contains { other.phones.contains($0) }
    base.sameTown = !one.town.isEmpty && one.town == other.town
    base.sameLandlord = one.names(landlordOf: other) || other.names(landlordOf: one)
    var found: [Evidence] = []
    for a in one.persons where a.isNamed {
      for b in other.persons where b.isNamed {
        var evidence = base
        evidence.compare(a, b)
        evidence.birth = birth(a.birth, one.sharedBirth, b.birth, other.sharedBirth)
        found.append(evidence)
      }
    }
    return found
  }

  private mutating func compare(_ a: PersonName, _ b: PersonName) {
    for x in a.surnames {
      for y in b.surnames { surname = max(surname, Self.likeness(x, y)) }
    }
    first = Self.likeness(a.first, b.first)
    swappedNames = a.surnames.contains(b.first) && b.surnames.contains(a.first)
  }

  /// Exact, or what a typing error or another spelling makes of a name.
  static func likeness(_ a: [UInt8], _ b: [UInt8]) -> Likeness {
    if a == b { return .exact }
    let length = min(a.count, b.count)
    guard length >= 4 else { return .different }
    let limit = length >= 7 ? 2 : 1
    return damerauLevenshtein(a, b, limit: limit) <= limit ? .near : .different
  }

  /// A shared date agrees, whole or nearly, when it is the other's; otherwise it may be the other holder's and says nothing.
  private static func birth(_ a: Day?, _ aShared: Day?, _ b: Day?, _ bShared: Day?) -> Birth {
    guard aShared != nil || bShared != nil else {
      guard let a, let b else { return .unknown }
      return likeness(a, b)
    }
    var best = Birth.unknown
    for x in [a, aShared].compactMap(\.self) {
      for y in [b, bShared].compactMap(\.self) {
        let found = likeness(x, y)
        if found != .different, found > best { best = found }
      }
    }
    return best
  }

  private static func likeness(_ a: Day, _ b: Day) -> Birth {
    if a == b { return isFirstOfJanuary(a) ? .sameFirstOfJanuary : .same }
    let (x, y) = (a.civil, b.civil)
    guard x.year == y.year else { return .different }
    if x.month == y.day && x.day == y.month { return .swapped }
    return isFirstOfJanuary(a) || isFirstOfJanuary(b) ? .sameYear : .different
  }

  private static func isFirstOfJanuary(_ day: Day) -> Bool { day.civil.month == 1 && day.civil.day == 1 }
}
