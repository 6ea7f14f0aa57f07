import Model

/// `projet.…`: the identity card, in the sentences of a story and in templates.
let cardVocabulary = Vocabulary<Project>([
  .text("code", "code du projet, celui de son dossier") { $0.code },
  .text("dossier", "dossier de ses fichiers, écrit comme une adresse : fiches/declic") { "fiches/" + address($0.code) },
  .text("titre", "titre") { French.typeset($0.title) },
  .text("programme", "programme national") { $0.listed("programme") },
  .text("presentation", "une phrase de présentation") { $0.listed("presentation") },
  .text("categorie", "« Accès », « Maintien », « Accès et maintien »") { $0.category },
  .text("mots_cles", "mots clés") { $0.listed("mots_cles") },
  .text("porteurs", "porteurs du projet") { $0.listed("porteurs") },
  .text("associes", "partenaires associés") { $0.listed("associes") },
  .text("periode", "période telle que la carte l’écrit, sinon ses dates") { $0.span },
  .text("territoire", "territoire concerné") { $0.listed("territoire") },
  .list("contacts", "fonctions à contacter, jamais des personnes", of: lineVocabulary) { $0.lines("contact") },
  .text("date_fiche", "date de la fiche telle que la carte l’écrit") { $0.listed("date_fiche") },
  .text("date_debut", "premier jour du projet") { French.date($0.start) },
  .text("date_fin", "dernier jour du projet, vide s’il n’en a pas") { $0.end.map(French.date) },
  .text("date_arrete", "date d’arrêté : rien de postérieur ne compte") { French.date($0.cutoff) },
  .text("annee", "année de la campagne pour ce projet") { String($0.year) },
  .text("annee_debut", "année du premier jour") { String($0.start.civil.year) },
  .text("annee_fin", "année du dernier jour") { ($0.end?.civil.year).map { String($0) } },
])

/// One value of several: a line of the card, a cell.
let lineVocabulary = Vocabulary<String>([.text("texte", "le texte") { $0 }])

/// What the card says, for sentences: `projet`, `budget`, `cible`, `financement`, `annonce`.
let projectVocabulary = Vocabulary<Project>([
  .one("projet", "la carte du projet", of: cardVocabulary) { $0 }
])

/// A name as a part of an address: every byte that could mean something there as its code.
fileprivate func address(_ name: String) -> String {
  let hex = Array("0123456789ABCDEF")
  return name.utf8.map { byte in
    let scalar = Unicode.Scalar(byte)
    let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
    return isPlain || "-_.".unicodeScalars.contains(scalar)
      ? String(Character(scalar)) : "%\(hex[Int(byte >> 4)])\(hex[Int(byte & 15)])"
  }.joined()
}

extension Project {
  /// A line of the card; several values under one key, a line each, are joined by commas.
  fileprivate func listed(_ key: String) -> String? {
    card[key].map { French.typeset($0.split(whereSeparator: \.isNewline).joined(separator: ", ")) }
  }

  fileprivate func lines(_ key: String) -> [String] {
    (card[key] ?? "").split(whereSeparator: \.isNewline).map { French.typeset(String($0)) }
  }

  fileprivate var category: String? {
    switch card["categorie"] {
    case "acces": "Accès"
    case "maintien": "Maintien"
    case "acces_et_maintien": "Accès et maintien"
    default: listed("categorie")
    }
  }

  fileprivate var span: String {
    listed("periode") ?? end.map { French.period(start...max(start, $0)) } ?? "depuis le \(French.date(start))"
  }
}

extension Project {
  /// `budget`, `budget.2019`; `cible.2015.acces`; `financement.2019.FNAVDL`; `annonce.cout_par_menage`.
  func openMember(_ name: String) -> Value? {
    switch name {
    case "budget":
      let total = budgetAccounts.reduce(0) { $0 + ($1.budget ?? 0) }
      return .object(Value.Object(text: French.euros(total)) { budget(of: $0) })
    case "cible":
      return .members(Dictionary(targets.map { ($0.exercise.label, targetValue($0.exercise.label)) }) { a, _ in a })
    case "financement": return .object(Value.Object { fundingValue(of: $0) })
    case "annonce":
      let values = announced.map { ($0.indicator, Value.text(announcedText($0))) }
      return .members(Dictionary(values) { first, _ in first })
    default: return nil
    }
  }

  /// The names that `openMember` answers to.
  var openNames: Names {
    Names(known: ["budget", "cible", "financement", "annonce"]) { name in
      switch name {
      case "budget": leaves(budgetAccounts.filter { $0.budget != nil }.map(\.exercise.label))
      case "cible":
        Names(known: unique(targets.map(\.exercise.label))) { label in
          let rows = targets.filter { $0.exercise.label == label }
          return rows.isEmpty ? nil : leaves(rows.map { $0.volet?.rawValue ?? Scope.whole.rawValue })
        }
      case "financement":
        Names(known: unique(funding.map(\.exercise.label))) { label in
          let rows = budgetAccounts.first { $0.exercise.label == label }?.funding ?? []
          return rows.isEmpty ? nil : leaves(rows.map(\.funder))
        }
      case "annonce": leaves(announced.map(\.indicator))
      default: nil
      }
    }
  }

  var budgetAccounts: [ExerciseAccount] { accounts(of: self) }

  private func budget(of label: String) -> Value? {
    budgetAccounts.first { $0.exercise.label == label }?.budget.map { .text(French.euros($0)) }
  }

  private func fundingValue(of label: String) -> Value? {
    guard let account = budgetAccounts.first(where: { $0.exercise.label == label }) else { return nil }
    let rows = account.funding.map { ($0.funder, Value.text(French.euros($0.amount))) }
    let total = account.funded.map { French.euros($0) } ?? ""
    let byFunder = Dictionary(rows) { first, _ in first }
    return .object(Value.Object(text: total) { byFunder[$0] })
  }

  private func targetValue(_ label: String) -> Value {
    let rows = targets.filter { $0.exercise.label == label }
    let byScope = Dictionary(rows.map { ($0.volet?.rawValue ?? Scope.whole.rawValue, $0.households) }) { first, _ in
      first
    }
    let whole = byScope[Scope.whole.rawValue] ?? rows.filter { $0.volet != nil }.reduce(0) { $0 + $1.households }
    return .object(
      Value.Object(text: French.count(whole, "ménage", "ménages")) { scope in
        byScope[scope].map { .text(French.count($0, "ménage", "ménages")) }
      }
    )
  }

  private func announcedText(_ announced: Announced) -> String {
    announced.indicator.hasPrefix("cout_") || announced.indicator.hasPrefix("montant_")
      ? French.euros(.exact(announced.value))
      : French.number(announced.value, places: announced.value.denominator == 1 ? 0 : 1)
  }
}

/// Names with nothing inside.
func leaves(_ names: [String]) -> Names {
  Names(known: names) { names.contains($0) ? Names() : nil }
}
