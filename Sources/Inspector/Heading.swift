import Model

/// A heading reduced to the words that mean something, abbreviations undone.
enum Heading {
  /// Words of a heading: case, accents and small words dropped, `dtNaiss` and `ADR1` parted, abbreviations undone.
  static func words(_ text: String) -> [String] {
    let all = parted(text).split(separator: " ").map { whole(String($0)) }
    let words = all.filter { !small.contains($0) }
    return words.isEmpty ? all : words
  }

  /// How well a phrase says a heading, 0…1: all its words must be there; what the heading says more takes off.
  ///
  /// - Parameters:
  ///   - heading: its words, each with its weight (`weights`).
  ///   - phrase: words of the vocabulary.
  /// - Returns: 0 when a word of the phrase is missing.
  static func match(_ heading: [(word: String, weight: Double)], _ phrase: [String]) -> Double {
    guard !heading.isEmpty, phrase.count <= heading.count else { return 0 }
    var left = heading
    var quality = 1.0
    var covered = 0.0
    for word in phrase {
      var best: (index: Int, score: Double)?
      for (index, other) in left.enumerated() {
        let score = likeness(other.word, word)
        if score > best?.score ?? 0 { best = (index, score) }
      }
      guard let best else { return 0 }
      quality = min(quality, best.score)
      covered += left[best.index].weight
      left.remove(at: best.index)
    }
    let total = covered + left.reduce(0) { $0 + $1.weight }
    let share = total > 0 ? covered / total : 1
    return quality * (0.3 + 0.7 * share)
  }

  /// Words that say little by themselves weigh little; words that no phrase has, often a partner's name, less still.
  static func weights(_ words: [String], known: Set<String>) -> [(word: String, weight: Double)] {
    words.map { word in
      if let weak = weak[word] { return (word, weak) }
      return (word, known.contains(word) || known.contains { likeness(word, $0) > 0.79 } ? 1 : 0.35)
    }
  }

  private static let weak: [String: Double] = [
    "date": 0.35, "numero": 0.25, "nom": 0.6, "code": 0.4, "montant": 0.5, "type": 0.5, "mois": 0.6, "libelle": 0.5,
    "id": 0.4, "jour": 0.4, "euro": 0.15, "keuro": 0.15, "mensuel": 0.3, "total": 0.5, "lieu": 0.8,
  ]

  /// 1 for the same word, less for one cut short or mistyped, 0 for another.
  static func likeness(_ one: String, _ other: String) -> Double {
    if one == other { return 1 }
    let (short, long) = one.utf8.count < other.utf8.count ? (one, other) : (other, one)
    if short.utf8.count >= 4, long.hasPrefix(short), long.utf8.count - short.utf8.count <= 7 { return 0.8 }
    if short.utf8.count == 3, long.hasPrefix(short), short == one { return 0.7 }
    if short.utf8.count >= 7, isOneSlip(Array(short.utf8), Array(long.utf8)) { return 0.82 }
    return 0
  }

  /// Whether one letter added, lost or changed makes one word of the other.
  private static func isOneSlip(_ short: [UInt8], _ long: [UInt8]) -> Bool {
    guard long.count - short.count <= 1, long.first == short.first else { return false }
    let start = zip(short, long).prefix { $0 == $1 }.count
    let end = zip(short.reversed(), long.reversed()).prefix { $0 == $1 }.count
    return start + end >= short.count - (long.count == short.count ? 1 : 0)
  }

  /// Folded, with a space where letters meet digits and where a lower-case letter meets a capital.
  private static func parted(_ text: String) -> String {
    var out = ""
    var last: Character = " "
    for character in text {
      let humps = last.isLowercase && character.isUppercase
      let digits = last.isLetter && character.isNumber || last.isNumber && character.isLetter
      if humps || digits { out.append(" ") }
      out.append(character == "°" || character == "º" ? " " : character)
      last = character
    }
    return Folded.words(out.replacing("n°", with: "numero ").replacing("N°", with: "numero "))
      .split(separator: " ").map { glued(String($0)) }.joined(separator: " ")
  }

  /// `dtnaiss` → `dt naiss`.
  private static func glued(_ word: String) -> String {
    for prefix in ["date", "dat", "dt", "mnt", "mtt", "num", "nbre", "nb", "lib", "cod"] where word.hasPrefix(prefix) {
      let rest = word.dropFirst(prefix.count)
      if rest.count >= 4, abbreviations[String(rest)] != nil || gluable.contains(String(rest)) {
        return "\(prefix) \(rest)"
      }
    }
    return segmented(Substring(word))?.joined(separator: " ") ?? word
  }

  /// `datnai`, `codmotsor`: names of eight letters at most, made of pieces of three; `nil` for a real word.
  private static func segmented(_ word: Substring) -> [String]? {
    guard word.utf8.count % 3 == 0, (6...12).contains(word.utf8.count) else { return nil }
    var parts: [String] = []
    var rest = word
    while !rest.isEmpty {
      guard let part = pieces[String(rest.prefix(3))] else { return nil }
      parts.append(part)
      rest = rest.dropFirst(3)
    }
    return parts
  }

  private static let pieces: [String: String] = [
    "dat": "date", "num": "numero", "mnt": "montant", "mtt": "montant", "lib": "libelle", "cod": "code",
    "typ": "type", "eta": "etat", "sld": "solde", "nat": "nature", "adr": "adresse", "nom": "nom", "pre": "prenom",
    "nbr": "nombre", "ref": "reference", "nai": "naissance", "bai": "bail", "loy": "loyer", "cha": "charge",
    "apl": "apl", "ent": "entree", "sor": "sortie", "eff": "effet", "res": "resiliation", "mot": "motif",
    "pos": "postal", "vil": "ville", "log": "logement", "loc": "locataire", "cdp": "cdp", "ass": "assignation",
    "jug": "jugement", "cql": "cql", "cfp": "cfp", "pla": "plan", "exp": "expulsion", "ctr": "contrat",
    "cnt": "contrat", "con": "contrat", "cpt": "compte", "tie": "tiers", "fin": "fin", "deb": "debut",
    "sta": "statut", "clt": "client", "cli": "client", "ech": "echeance", "sig": "signature", "ori": "orientation",
    "clo": "cloture", "dos": "dossier", "mes": "mesure", "adh": "adhesion", "tel": "telephone", "enf": "enfant",
    "per": "personne", "ecr": "ecriture", "mvt": "mouvement", "exi": "exigibilite", "rue": "rue", "com": "commune",
    "acc": "acces", "aid": "aide", "dep": "depart", "civ": "civilite", "mai": "mail",
  ]

  private static let gluable: Set<String> = [
    "naissance", "entree", "sortie", "debut", "signature", "effet", "personnes", "enfants", "locataire", "bail",
    "loyer", "contrat", "orientation", "cloture", "jugement", "assignation", "acte", "dossier", "postal", "echeance",
  ]

  private static func whole(_ word: String) -> String {
    if let known = abbreviations[word] { return known }
    var stem = word
    if stem.utf8.count > 3, stem.hasSuffix("s") || stem.hasSuffix("x") { stem.removeLast() }
    return abbreviations[stem] ?? stem
  }

  private static let small: Set<String> = [
    "de", "du", "des", "la", "le", "les", "l", "d", "a", "au", "aux", "en", "et", "par", "dans", "sur", "un", "une",
    "e", "s", "pour", "qui", "ou",
  ]

  private static let abbreviations: [String: String] = [
    "dt": "date", "dte": "date", "dat": "date", "nb": "nombre", "nbre": "nombre", "nbr": "nombre", "num": "numero",
    "no": "numero", "n": "numero", "nr": "numero", "mt": "montant", "mnt": "montant", "mtt": "montant",
    "logt": "logement", "lgt": "logement", "tel": "telephone", "pers": "personne", "enf": "enfant", "adr": "adresse",
    "naiss": "naissance", "nais": "naissance", "ref": "reference", "cdt": "commandement", "proc": "procedure",
    "renouv": "renouvellement", "loc": "locataire", "sit": "situation", "ech": "echeance", "sign": "signature",
    "cat": "categorie", "lib": "libelle", "mvt": "mouvement", "ecr": "ecriture", "orient": "orientation",
    "prob": "problematique", "civ": "civilite", "pren": "prenom", "cod": "code", "compo": "composition",
    "demarr": "demarrage", "prev": "prevue", "prevu": "prevue", "apt": "appartement", "bat": "batiment",
    "resid": "residence", "comm": "commentaire", "obs": "observation", "admin": "administratif", "ddn": "ddn",
    "cpt": "compte", "cpte": "compte", "echeancier": "echeancier", "cte": "compte", "prov": "provision",
    "trim": "trimestre", "vad": "vad", "exig": "exigibilite",
    "assign": "assignation", "jgt": "jugement", "jugt": "jugement", "sld": "solde", "adh": "adhesion", "euros": "euro",
    "keuros": "keuro", "ident": "identifiant", "resil": "resiliation", "ent": "entree", "sort": "sortie",
    "deb": "debut", "typ": "type", "nat": "nature", "etab": "etablissement", "tx": "taux", "clot": "cloture",
  ]
}
