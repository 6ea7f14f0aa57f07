import Model

/// What a reviewer should know of two records: what agrees, what disagrees, what one of the two does not say.
struct PairReading {
  private(set) var agreements: [String] = []
  private(set) var disagreements: [String] = []
  private(set) var unknowns: [String] = []
  /// Whether both name persons, and no name nor first name is common to them.
  let namesDiffer: Bool

  init(_ one: Party, _ other: Party) {
    let persons = Evidence.all(one, other)
    let nearest = persons.max { $0.closeness < $1.closeness }
    namesDiffer = nearest.map { $0.surname == .different && $0.first == .different && !$0.swappedNames } ?? false
    if let nearest { read(nearest) } else { unknowns.append("nom") }
    readBirths(one, other, nearest?.birth ?? .unknown)
    readPlaces(one, other)
    readKeys(one, other)
  }

  private mutating func read(_ evidence: Evidence) {
    if evidence.swappedNames { return agreements.append("nom et prénom, inversés") }
    note("nom", evidence.surname)
    note("prénom", evidence.first)
  }

  private mutating func note(_ what: String, _ likeness: Evidence.Likeness) {
    switch likeness {
    case .exact: agreements.append("même \(what)")
    case .near: agreements.append("\(what) à une ou deux lettres près")
    case .different: disagreements.append("autre \(what)")
    }
  }

  private mutating func readBirths(_ one: Party, _ other: Party, _ birth: Evidence.Birth) {
    switch birth {
    case .same: agreements.append("même date de naissance")
    case .sameFirstOfJanuary: agreements.append("né(e) le même premier janvier, date souvent de convenance")
    case .sameYear: agreements.append("même année de naissance, l'une des dates étant un premier janvier")
    case .swapped: agreements.append("même date de naissance, jour et mois inversés")
    case .different: disagreements.append("autre date de naissance")
    case .unknown:
      unknowns.append(
        one.births.isEmpty || other.births.isEmpty ? "date de naissance" : "à qui est la date de naissance"
      )
    }
  }

  private mutating func readPlaces(_ one: Party, _ other: Party) {
    if let a = one.address, let b = other.address {
      let sameTown = one.town == other.town || one.town.isEmpty || other.town.isEmpty
      switch (a.door == b.door && sameTown, a.apartment.isEmpty || b.apartment.isEmpty, a.apartment == b.apartment) {
      case (false, _, _): disagreements.append("autre adresse")
      case (true, true, _): agreements.append("même adresse, sans numéro de logement d'un côté au moins")
      case (true, false, true): agreements.append("même logement")
      case (true, false, false): disagreements.append("même adresse, autre logement")
      }
    } else if one.town.isEmpty || other.town.isEmpty {
      unknowns.append("adresse")
    } else if one.town == other.town {
      agreements.append("même commune")
    } else {
      disagreements.append("autre commune")
    }
    if one.phones.isEmpty || other.phones.isEmpty {
      unknowns.append("téléphone")
    } else if one.phones.contains(where: other.phones.contains) {
      agreements.append("même téléphone")
    } else {
      disagreements.append("autre téléphone")
    }
  }

  private mutating func readKeys(_ one: Party, _ other: Party) {
    guard one.isMeasure != other.isMeasure else { return }
    let (measure, lease) = one.isMeasure ? (one, other) : (other, one)
    guard case .lease(let key) = lease.subject else { return }
    if measure.cited == key {
      agreements.append("l'association cite ce bail")
    } else if let cited = measure.cited {
      disagreements.append("l'association cite le bail \(cited.number) de \(cited.landlord)")
    } else if let named = measure.landlord {
      if named == key.landlord {
        agreements.append("l'association nomme ce bailleur")
      } else {
        disagreements.append("l'association nomme un autre bailleur")
      }
    }
    guard let start = measure.course?.start else { return }
    if let end = lease.lease?.end, end < start { disagreements.append("bail terminé avant la mesure") }
    if let effect = lease.lease?.start, effect > start, measure.keptFrom != nil {
      disagreements.append("bail commencé après la mesure")
    }
  }
}

extension Evidence {
  /// How near two persons are, to tell a pair by the persons who are most alike.
  fileprivate var closeness: Int {
    let born = birth == .different ? -1 : birth == .unknown ? 0 : 2
    return surname.rawValue + first.rawValue + born + (swappedNames ? 4 : 0)
  }
}

extension Day {
  /// `31/12/2018`.
  var french: String {
    let (year, month, day) = civil
    return (day < 10 ? "0" : "") + "\(day)/" + (month < 10 ? "0" : "") + "\(month)/\(year)"
  }
}
