import Model

extension ValueFit {
  /// The fit of a field of text: names, addresses, numbers of files.
  func text(_ column: ColumnProfile, _ target: Target) -> (score: Double, reason: String) {
    switch target.field.record {
    case .person: person(column, target.field.name)
    case .address: address(column, target.field.name)
    default:
      switch target.field.name {
      case "bailleur", "projet", "preneur": partner(column)
      default: key(column, target)
      }
    }
  }

  private func person(_ column: ColumnProfile, _ name: String) -> (score: Double, reason: String) {
    let digits = column.share(.hasDigit)
    switch name {
    case "civilite":
      return column.share(.civility) > 0.8 ? (1, "des civilités") : (-1, "pas des civilités")
    case "telephone": return column.share(.phone) > 0.7 ? (0.9, "des numéros de téléphone") : (-0.9, "pas des numéros")
    case "courriel": return column.share(.email) > 0.7 ? (1, "des adresses électroniques") : (-1, "pas de @")
    default: break
    }
    if digits > 0.2 || column.isDate { return (-1, "des chiffres") }
    let labels = column.share(.label)
    let full = column.share(.surnameThenFirst)
    let capitals = column.share(.capitals)
    let capitalised = column.share(.capitalised)
    switch name {
    case "identite":
      if labels > 0.5 { return (0.9, "civilité et nom dans la cellule") }
      return full > 0.4 ? (-0.1, "NOM Prénom") : (labels + full > 0.3 ? -0.5 : -0.8, "pas d'identités")
    case "nom_prenom":
      if full > 0.5 { return (0.8, "NOM Prénom dans la cellule") }
      if column.share(.firstThenSurname) + full > 0.5 { return (0.8, "prénom et nom dans la cellule") }
      // In capitals throughout, two words may be both.
      if capitals > 0.7, column.share({ $0.shape.contains(" ") }) > 0.7 { return (0.3, "plusieurs mots en capitales") }
      return labels > 0.5 ? (-0.4, "civilités") : (full > 0.2 ? -0.3 : -0.6, "pas de NOM Prénom")
    case "nom", "nom_naissance", "nom_usage":
      if labels > 0.3 || full > 0.4 { return (-0.7, "plusieurs mots d'identité") }
      if column.share(.civility) > 0.5 { return (-1, "des civilités") }
      guard column.uniqueness > 0.25 || column.filled < 12 else { return (-0.5, "trop de répétitions") }
      if column.share({ $0.shape.contains(" ") }) > 0.7 { return (-0.3, "plusieurs mots") }
      return capitals > 0.7 ? (name == "nom" ? 0.45 : column.fill < 0.6 ? 0.3 : 0.2, "mots en capitales") : (0, "")
    case "prenoms":
      if labels > 0.3 || full > 0.4 || column.share(.civility) > 0.5 { return (-0.7, "pas des prénoms") }
      guard column.uniqueness > 0.2 || column.filled < 12 else { return (-0.5, "trop de répétitions") }
      let afterName =
        before(column).map {
          $0.share(.capitals) > 0.7 && $0.share(.hasDigit) == 0 && $0.share(.civility) < 0.5 && $0.uniqueness > 0.25
        } ?? false
      if capitalised > 0.7 { return (afterName ? 0.6 : 0.3, "prénoms après une colonne de noms") }
      return (afterName && capitals > 0.7 ? 0.5 : 0, "après une colonne de noms")
    default: return (0, "")
    }
  }

  private func address(_ column: ColumnProfile, _ name: String) -> (score: Double, reason: String) {
    switch name {
    case "code_postal":
      guard column.share(.postcode) > 0.85, !column.isSerial else { return (-1, "pas des codes postaux") }
      if isBesideTown(column), column.filled < 10 || column.uniqueness < 0.9 { return (0.8, "codes postaux") }
      let isPlausible = column.departments <= 6 && column.uniqueness < 0.7
      return isPlausible ? (0.15, "peut-être des codes postaux") : (-0.3, "de trop nombreux départements")
    case "voie":
      let street = column.share(.street)
      if street > 0.5 { return (0.9, "numéros et noms de voies") }
      return column.share(.hasLetter) < 0.5 || column.isDate ? (-1, "pas des adresses") : (-0.4, "peu de noms de voies")
    case "complement":
      return column.share(.place) > 0.5 ? (0.8, "bâtiments, résidences") : (-0.3, "pas des compléments d'adresse")
    default:
      if column.share(.hasDigit) > 0.2 || column.isDate { return (-1, "des chiffres") }
      let length = column.values.first.map(\.text.count) ?? 0
      if length < 3 || column.share(.civility) > 0.5 { return (-0.5, "trop court") }
      let after = before(column).map { $0.share(.postcode) > 0.85 || $0.share(.street) > 0.6 } ?? false
      return (after ? 0.7 : column.uniqueness < 0.8 ? 0.1 : -0.1, after ? "après le code postal ou l'adresse" : "")
    }
  }

  private func partner(_ column: ColumnProfile) -> (score: Double, reason: String) {
    if column.isDate || column.isAmount || column.share(.hasLetter) < 0.5 { return (-1, "pas des noms") }
    let few = column.distinct <= 20 && column.distinct < max(2, column.filled / 2)
    return few ? (0.15, "\(column.distinct) noms qui reviennent") : (-0.4, "trop de noms différents")
  }

  private func key(_ column: ColumnProfile, _ target: Target) -> (score: Double, reason: String) {
    if column.isDate && !(column.isSerial && column.commonShape > 0.9 && column.uniqueness > 0.95) {
      return (-1, "des dates")
    }
    if column.share(\.isMoney) > 0.5 { return (-1, "des montants") }
    if column.share(.hasDigit) < 0.6 { return (-0.8, "pas des numéros") }
    if column.share(.street) > 0.3 || column.share(.postcode) > 0.9 && column.uniqueness < 0.9 && isBesideTown(column) {
      return (-0.8, "une adresse")
    }
    if column.share(.phone) > 0.9, column.commonShape > 0.9, column.share({ $0.shape == "9" }) > 0.9 {
      return (-0.2, "")
    }
    if column.isRowNumber { return (-0.1, "le numéro de la ligne") }
    let small = column.share { ($0.integer ?? 1_000) < 20 }
    var score = column.commonShape > 0.7 || column.uniqueness > 0.5 ? 0.3 : 0.1
    var reason = "numéros d'une même forme"
    if small > 0.5, column.uniqueness < 0.5 { return (-0.6, "petits nombres") }
    let repeats = column.uniqueness < 0.6
    if target.field.path == "mesure.bail_id" {
      score += column.fill < 0.98 ? 0.15 : column.index == 0 ? -0.25 : 0
    } else if kind.repeatsKey {
      score += repeats ? 0.3 : -0.1
      if repeats { reason += ", qui reviennent" }
    } else {
      score += column.uniqueness > 0.9 && column.fill > 0.95 ? 0.2 : column.fill < 0.8 ? -0.3 : 0
      if column.index == 0 { score += 0.1 }
      if column.uniqueness > 0.9 { reason += ", tous différents" }
    }
    if target.field.name == "client_id" { score -= 0.1 }
    return (score, reason)
  }

  /// Whether a column of words without figures stands beside it.
  private func isBesideTown(_ column: ColumnProfile) -> Bool {
    [column.index - 1, column.index + 1].contains { index in
      columns.indices.contains(index) && columns[index].share(.hasLetter) > 0.8 && columns[index].share(.hasDigit) < 0.2
        && columns[index].distinct > 1
    }
  }

  /// The column on the left.
  private func before(_ column: ColumnProfile) -> ColumnProfile? {
    column.index > 0 && column.index - 1 < columns.count ? columns[column.index - 1] : nil
  }
}
