import Linkage
import Model

/// What two parties say for and against being one household, and what that is worth.
struct WeighedPair: Sendable {
  /// What the pair rests on, in the words of `restreint/rapprochement.csv`.
  enum Ground: String, Sendable {
    case decision = "arbitrage"
    case cited = "cle_bail"
    case client = "cle_client"
    case next = "bail_suivant"
    case person = "personne"
    case home = "foyer"
  }

  var one: Int
  var other: Int
  var ground: Ground
  var clues: [Clue]
  /// What one of the two does not say, in French.
  var unknowns: [String]
  /// Which person of each is compared.
  var holders: (one: Int, other: Int)
  /// One of two holders took another lease alone (C12): a person looks, whatever the weight.
  var isSeparation = false
  /// Same birth date, flat or phone, or a number cited: a clerk would look at it.
  var isStriking = false
  /// A number cited as the landlord writes it today.
  var isCited = false
  let tenths: Int

  /// Sum of the clues: the decision.
  var bits: Double { Double(tenths) / 10 }

  init(
    _ one: Int,
    _ other: Int,
    _ ground: Ground,
    _ clues: [Clue],
    unknowns: [String] = [],
    holders: (one: Int, other: Int) = (0, 0)
  ) {
    self.one = one
    self.other = other
    self.ground = ground
    self.clues = clues
    self.unknowns = unknowns
    self.holders = holders
    tenths = clues.reduce(0) { $0 + Int(($1.bits * 10).rounded()) }
  }
}

/// Weighs pairs of parties.
///
/// Every weight is here, or in the levels of `Linkage`.
struct PairScale: Sendable {
  /// Bits from which a pair that nothing disputes is one household.
  static let link = 24.0
  /// Bits from which a person looks at it.
  static let review = 19.0

  private enum Weight {
    static let key = 45.0
    static let formerKey = 40.0
    static let rewrittenKey = 30.0
    static let sharedKey = 12.0
    static let apartment = 13.0
    static let door = 10.0
    static let otherApartment = -6.0
    static let otherDoor = -3.0
    static let town = 2.0
    static let otherTown = -7.0
    static let phone = 8.0
    static let otherPhone = -1.0
    static let landlord = 4.0
    static let otherLandlord = -5.0
    static let farLandlord = -4.0
    static let secondHolder = 8.0
    static let next = 10.0
    static let dates = -8.0
    static let datesOfStranger = -25.0
    static let beforeAccess = -4.0
    static let accessInTime = 2.0
    static let couple = 4.0
    static let citedTogether = 8.0
    static let twoLeases = -2.0
    static let twoOpenLeases = -6.0
    static let family = 6.0
    static let simultaneous = -10.0
    static let separation = -20.0
  }

  let parties: [Party]
  let persons: PersonScale
  /// Landlords of each project.
  let landlords: LandlordNames
  /// Keys that too many bear to prove anything.
  let worthless: WorthlessKeys

  /// What the two say, and its weight; the heavier of two stories: one person, or two of one household.
  func weigh(_ one: Int, _ other: Int) -> WeighedPair {
    let (a, b) = (parties[one], parties[other])
    let best = nearest(a, b)
    var clues = keyClues(a, b)
    let isKeyed = !clues.isEmpty
    let isStranger = best.map { $0.agreement.isSomebodyElse } ?? false
    let isInTime = a.isMeasure == b.isMeasure || (a.isMeasure ? b.isThere(for: a) : a.isThere(for: b))
    if isKeyed, isStranger, isInTime, a.isCouple || b.isCouple {
      clues.append(Clue("le ménage est un couple", Weight.couple))
    }
    var unknowns: [String] = []
    if let best {
      clues += best.agreement.clues
      if best.agreement.birth == .unknown { unknowns.append(Self.unknownBirth(a, b)) }
      if hasSecondHolder(a, b, beside: best.holders) {
        clues.append(Clue("l'autre titulaire aussi", Weight.secondHolder))
      }
    } else {
      unknowns.append("nom")
    }
    // The flat of a lease whose number is cited is the same whoever lives there.
    clues += homeClues(a, b, &unknowns).filter { clue in
      // A grandmother and her granddaughter may share a phone as they share a flat.
      if clue.bits == Weight.phone, let agreement = best?.agreement, agreement.birth == .different { return false }
      if isKeyed, isStranger { return isInTime && clue.bits > 0 }
      if clue.bits > 0 { return true }
      // Whoever takes a next lease has moved.
      return clue.bits == Weight.otherPhone || !isMove(a, b)
    }
    let follows = a.isFollowed(by: b) || b.isFollowed(by: a)
    clues += a.isMeasure != b.isMeasure ? courseClues(a, b, isKeyed, best?.agreement) : []
    clues += leaseClues(a, b, best?.agreement, follows: follows) + dossierClues(a, b, best?.agreement)
    let ground: WeighedPair.Ground =
      isKeyed ? (a.isMeasure == b.isMeasure ? .client : .cited) : follows && !a.isMeasure ? .next : .person
    var pair = WeighedPair(one, other, ground, clues, unknowns: unknowns, holders: best?.holders ?? (0, 0))
    if let relatives = relatives(one, other, best?.agreement, follows: follows), relatives.bits > pair.bits {
      pair = relatives
    }
    pair.isCited = clues.contains { $0.bits == Weight.key } && a.isMeasure != b.isMeasure
    pair.isStriking = isKeyed || clues.contains { Self.striking.contains($0.text) }
    return pair
  }

  private static let striking: Set<String> = [
    "même date de naissance", "même logement", "même téléphone", "même date de naissance, jour et mois inversés",
  ]

  // MARK: - Persons

  private typealias Nearest = (agreement: PersonAgreement, holders: (one: Int, other: Int))

  /// The two persons who are most alike.
  private func nearest(_ a: Party, _ b: Party) -> Nearest? {
    var best: Nearest?
    for (i, one) in a.persons.enumerated() where one.isNamed {
      for (j, other) in b.persons.enumerated() where other.isNamed {
        var found = persons.compare(one, other, births: (a.sharedBirth, b.sharedBirth))
        if found.surname == .different, partners(a, besides: i, share: other) || partners(b, besides: j, share: one) {
          found.surname = .part
        }
        if let known = best, known.agreement.bits >= found.bits { continue }
        best = (found, (i, j))
      }
    }
    return best
  }

  /// Whether another person of a couple bears the surname by which somebody is known.
  private func partners(_ party: Party, besides own: Int, share person: PersonName) -> Bool {
    guard party.persons.count > 1, let surname = person.readings.first?.surname else { return false }
    return party.persons.indices.contains {
      $0 != own && party.persons[$0].surnames.contains { $0.joined == surname.joined }
    }
  }

  /// Whether two other persons of a couple agree too.
  private func hasSecondHolder(_ a: Party, _ b: Party, beside holders: (one: Int, other: Int)) -> Bool {
    guard a.persons.count > 1, b.persons.count > 1 else { return false }
    return a.persons.indices.contains { i in
      i != holders.one
        && b.persons.indices.contains { j in
          guard j != holders.other else { return false }
          let found = persons.compare(a.persons[i], b.persons[j])
          return found.surname >= .near && found.forename >= .short
        }
    }
  }

  private static func unknownBirth(_ a: Party, _ b: Party) -> String {
    a.births.isEmpty || b.births.isEmpty ? "date de naissance" : "à qui est la date de naissance"
  }

  // MARK: - Keys, homes, landlords

  private func keyClues(_ a: Party, _ b: Party) -> [Clue] {
    if a.isMeasure != b.isMeasure {
      let (measure, lease) = a.isMeasure ? (a, b) : (b, a)
      guard case .lease(let key) = lease.subject, let cited = measure.cited.first(where: { $0.lease == key }),
        !worthless.cited.contains(key)
      else { return [] }
      switch cited.worth {
      case .only: return [Clue("l'association cite ce bail", Weight.key)]
      case .former: return [Clue("l'association cite ce bail, d'un ancien nom du bailleur", Weight.formerKey)]
      case .rewritten: return [Clue("l'association cite ce bail, écrit autrement", Weight.rewrittenKey)]
      case .shared: return [Clue("l'association cite un numéro que plusieurs bailleurs ont", Weight.sharedKey)]
      }
    }
    guard !a.isMeasure, a.structure == b.structure, !a.client.isEmpty, a.client == b.client,
      !worthless.clients.contains(MeasureKey(structure: a.structure, number: a.client))
    else { return [] }
    return [Clue("même numéro de client chez le bailleur", Weight.key)]
  }

  private func homeClues(_ a: Party, _ b: Party, _ unknowns: inout [String]) -> [Clue] {
    var clues = [placeClue(a, b, &unknowns)].compactMap(\.self)
    let phones = [a.phones, b.phones].map { $0.filter { !worthless.phones.contains($0) } }
    if phones[0].isEmpty || phones[1].isEmpty {
      unknowns.append("téléphone")
    } else {
      let isSame = phones[0].contains(where: phones[1].contains)
      clues.append(isSame ? Clue("même téléphone", Weight.phone) : Clue("autre téléphone", Weight.otherPhone))
    }
    return clues
  }

  /// Whether one of two leases comes after the other, or a lease after the beginning of the measure.
  private func isMove(_ a: Party, _ b: Party) -> Bool {
    if a.isMeasure, b.isMeasure { return false }
    guard a.isMeasure != b.isMeasure else { return !a.overlaps(b) }
    let (measure, lease) = a.isMeasure ? (a, b) : (b, a)
    guard let start = measure.course?.start, let effect = lease.lease?.start else { return false }
    return effect > start
  }

  /// Where they live, told once: the flat, the door, else the town.
  private func placeClue(_ a: Party, _ b: Party, _ unknowns: inout [String]) -> Clue? {
    let areTownsKnown = !a.town.isEmpty && !b.town.isEmpty
    if areTownsKnown, a.town != b.town { return Clue("autre commune", Weight.otherTown) }
    if let one = a.address, let other = b.address {
      if one.doorKey != other.doorKey { return Clue("autre adresse", Weight.otherDoor) }
      if one.apartment.isEmpty || other.apartment.isEmpty {
        return Clue("même adresse, sans numéro de logement d'un côté au moins", Weight.door)
      }
      return one.apartment == other.apartment
        ? Clue("même logement", Weight.apartment) : Clue("même adresse, autre logement", Weight.otherApartment)
    }
    if areTownsKnown { return Clue("même commune", Weight.town) }
    unknowns.append("adresse")
    return nil
  }

  /// The landlord named, and the dates of the lease beside those of the measure.
  private func courseClues(_ a: Party, _ b: Party, _ isKeyed: Bool, _ agreement: PersonAgreement?) -> [Clue] {
    let (measure, lease) = a.isMeasure ? (a, b) : (b, a)
    var clues: [Clue] = []
    if let named = measure.landlord {
      if named != lease.structure {
        clues.append(Clue("l'association nomme un autre bailleur", Weight.otherLandlord))
      } else if !isKeyed {
        clues.append(Clue("l'association nomme ce bailleur", Weight.landlord))
      }
    } else if let project = measure.course?.project, !isKeyed {
      let own = landlords.landlords(of: project)
      if !own.isEmpty, !own.contains(lease.structure) {
        clues.append(Clue("bailleur d'aucun lot de ce projet", Weight.farLandlord))
      }
    }
    guard let course = measure.course, let start = course.start else { return clues }
    if course.volet == .acces {
      // Housed by the measure, not before it.
      guard let effect = lease.lease?.start else { return clues }
      if (measure.since ?? start) - effect > 31 {
        clues.append(Clue("bail d'avant la demande d'accès", Weight.beforeAccess))
      } else if let end = course.end, effect - end > 92 {
        clues.append(Clue("bail commencé bien après la mesure d'accès", Weight.beforeAccess))
      } else {
        clues.append(Clue("le bail commence pendant l'accès", Weight.accessInTime))
      }
      return clues
    }
    let isStranger = isKeyed && (agreement.map { $0.bits < 10 && !$0.isSomebodyElse } ?? true)
    if !lease.runs(during: course) {
      clues.append(Clue("le bail ne court pas pendant la mesure", isStranger ? Weight.datesOfStranger : Weight.dates))
    } else if let effect = lease.lease?.start, effect > start {
      clues.append(Clue("le bail commence pendant la mesure", Weight.dates))
    }
    return clues
  }

  // MARK: - Two leases, two dossiers

  private func leaseClues(_ a: Party, _ b: Party, _ agreement: PersonAgreement?, follows: Bool) -> [Clue] {
    guard !a.isMeasure, !b.isMeasure, agreement != nil else { return [] }
    var clues: [Clue] = []
    if ![a, b].contains(where: { $0.lease?.nature == .annex }) { clues.append(Clue("deux baux", Weight.twoLeases)) }
    let isWhole = agreement.map { $0.isSwapped || $0.forename == .same } == true && agreement?.birth != .unknown
    if !isWhole, a.overlaps(b) {
      clues.append(Clue("deux baux à la fois, sans identité entière", Weight.twoOpenLeases))
    }
    if follows, (a.isFollowed(by: b) ? a : b).passesOn {
      clues.append(Clue("un bail commence quand l'autre finit", Weight.next))
    }
    return clues
  }

  /// Two dossiers of one association, open on the same day for people whom only a name brings together.
  private func dossierClues(_ a: Party, _ b: Party, _ agreement: PersonAgreement?) -> [Clue] {
    guard a.isMeasure, b.isMeasure, let agreement else { return [] }
    let cited = { (party: Party) in Set(party.cited.filter { $0.worth != .shared }.map(\.lease)) }
    if !cited(a).intersection(cited(b)).subtracting(worthless.cited).isEmpty {
      return [Clue("les deux dossiers citent le même bail", Weight.citedTogether)]
    }
    guard a.structure == b.structure, agreement.birth != .same, let one = a.course, let other = b.course,
      let start = one.start, let begin = other.start
    else { return [] }
    let overlap = max(start, begin) < min(one.end ?? .far, other.end ?? .far)
    let sameHome =
      a.address != nil && a.address?.doorKey == b.address?.doorKey && a.address?.apartment == b.address?.apartment
    return overlap && !sameHome ? [Clue("deux dossiers simultanés de l'association", Weight.simultaneous)] : []
  }

  /// One household, two persons: a couple known by one of the two in each file (C11), a survivor who takes the lease.
  ///
  /// Their home counts once, their births and forenames not at all.
  private func relatives(_ one: Int, _ other: Int, _ agreement: PersonAgreement?, follows: Bool) -> WeighedPair? {
    let (a, b) = (parties[one], parties[other])
    guard let agreement, agreement.surname >= .part, agreement.forename == .different || agreement.birth <= .otherDay,
      !agreement.areTwins
    else { return nil }
    let isSuccession =
      follows && !a.isMeasure && !b.isMeasure && (a.isFollowed(by: b) ? a : b).lease?.endMotive == .death
    guard a.isMeasure != b.isMeasure || isSuccession else { return nil }
    var unknowns: [String] = []
    let home = homeClues(a, b, &unknowns)
    var clues = [Clue("même nom, peut-être du même foyer", Weight.family)]
    clues += home.filter { $0.bits < 0 && $0.text != "autre téléphone" }
    guard let best = home.filter({ $0.bits > Weight.town }).max(by: { $0.bits < $1.bits }) else { return nil }
    clues.append(best)
    clues += courseClues(a, b, false, nil).filter { a.isMeasure != b.isMeasure && $0.bits != 0 }
    if isSuccession { clues.append(Clue("le bail suit un décès", Weight.next)) }
    return WeighedPair(one, other, .home, clues, unknowns: unknowns)
  }
}

extension PairScale {
  /// The pair once it is known that one of two holders took another lease alone.
  static func parted(_ pair: WeighedPair) -> WeighedPair {
    let clue = Clue("l'un des titulaires a pris seul un autre bail : séparation ?", Weight.separation)
    var parted = WeighedPair(
      pair.one,
      pair.other,
      pair.ground,
      pair.clues + [clue],
      unknowns: pair.unknowns,
      holders: pair.holders
    )
    parted.isSeparation = true
    return parted
  }
}

extension Day {
  fileprivate static let far = Day(number: .max)
}
