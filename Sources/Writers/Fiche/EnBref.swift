import Model

extension FicheContent {
  /// Three to six sentences: who was accompanied, what came of it, at what cost.
  var summary: [String] {
    [whoWasAccompanied, whoKeptADwelling, whoseDebtFell, whoWasNotExpelled, whatWasRenewed, whatItCost]
      .filter { !$0.isEmpty }
  }

  private var whoWasAccompanied: String {
    guard let households = text("menages_accompagnes"), households.isPrinted || households.figure.status == .tooFew
    else {
      return ""
    }
    let one = (households.figure.numerator?.double ?? 2) < 2
    var sentence = "\(French.capitalised(households.phrase)) \(one ? "accompagné" : "accompagnés")"
    sentence += project.counted(.cumul).map { " \(French.period($0))" } ?? ""
    if let closed = text("parcours_clotures"), closed.isPrinted, let open = text("file_active"), open.isPrinted {
      sentence += "\u{A0}: \(closed.phrase) clos, \(open.result == "0" ? "aucun" : open.result) en cours"
    }
    if let target = text("taux_realisation"), target.isPrinted {
      sentence += "\u{202F}; \(target.numerator) entrées pour \(target.denominator) prévues"
    }
    return sentence + "."
  }

  private var whoKeptADwelling: String {
    let acces = counted("maintien_acces").map { text in
      "\(text.among("ménages ayant accédé à un logement")) l’occupent encore\(bounds(text))"
    }
    let maintien = counted("maintien_cloture").map { text in
      (project.volets.count > 1 ? "en maintien, " : "")
        + "le logement est conservé à la fin pour \(text.among("parcours"))\(bounds(text))"
    }
    return joined([acces, maintien])
  }

  private var whoseDebtFell: String {
    guard let text = counted("dette_minoree") else { return "" }
    let total = debtWords(.cumul).map { "\u{A0}: ensemble, elle passe \($0)" } ?? ""
    return "La dette a baissé pour \(text.among("parcours"))" + total + bounds(text) + "."
  }

  private var whoWasNotExpelled: String {
    guard project.volets.contains(.maintien) else { return "" }
    let avoided = counted("expulsions_evitees").map { text in
      "sur \(text.denominator) parcours clos menacés d’expulsion à l’entrée, \(text.numerator) se terminent procédure "
        + "arrêtée et logement conservé"
    }
    return joined([avoided ?? nobodyThreatened, expulsions])
  }

  /// Why no expulsion could be avoided.
  private var nobodyThreatened: String? {
    guard let text = text("expulsions_evitees") else { return nil }
    switch text.figure.status {
    case .notCollected: return "les menaces d’expulsion à l’entrée ne sont pas transmises"
    case .notComputable where text.figure.missing == 0:
      return "aucun parcours clos dont on le sait n’était menacé d’expulsion à l’entrée"
    default: return nil
    }
  }

  /// « aucune expulsion n’a eu lieu parmi 50 parcours dont on le sait ».
  private var expulsions: String? {
    guard let text = counted("expulsions_effectives") else { return nil }
    guard text.figure.status == .published, let count = text.figure.numerator.map({ Int($0.double) }) else {
      return "expulsions\u{A0}: \(text.phrase)"
    }
    let among =
      text.figure.missing > 0
      ? "parmi les \(text.denominator) parcours dont on le sait" : "sur \(text.denominator) parcours"
    switch count {
    case 0: return "aucune expulsion n’a eu lieu \(among)"
    case 1: return "un ménage a été expulsé \(among)"
    default: return "\(French.integer(count)) ménages ont été expulsés \(among)"
    }
  }

  private var whatWasRenewed: String {
    guard let text = counted("taux_renouvellement") else { return "" }
    guard text.figure.status == .published, let count = text.figure.numerator?.double else {
      return "Accompagnements renouvelés\u{A0}: \(text.phrase)."
    }
    if count == 0 { return "Aucun des \(text.denominator) parcours clos n’a été renouvelé." }
    return "\(text.among("parcours clos")) \(count < 2 ? "a été renouvelé" : "ont été renouvelés")."
  }

  private var whatItCost: String {
    guard let cost = text("cout_par_menage"), cost.isPrinted else { return "" }
    return "\(cost.numerator) sur la même période, soit \(cost.value) par ménage."
  }

  /// A share that has a number to tell.
  private func counted(_ code: String) -> FigureText? {
    text(code).flatMap {
      $0.isPrinted && ($0.figure.status == .rounded || ($0.figure.denominator?.double ?? 0) > 0) ? $0 : nil
    }
  }

  /// « (5 issues inconnues : entre 88 % et 98 %) »; empty when nothing is missing.
  private func bounds(_ text: FigureText) -> String {
    guard text.figure.status == .published, text.figure.missing > 0 else { return "" }
    return " (\(text.missingWords))"
  }

  private func joined(_ parts: [String?]) -> String {
    let said = parts.compactMap(\.self)
    return said.isEmpty ? "" : French.capitalised(said.joined(separator: "\u{202F}; ")) + "."
  }

  /// At most three alerts that change how the figures are read.
  var toKnow: [String] {
    let alerts = documentChecks(.alert).map { French.typeset($0.sentence) }
    let thin = quality.filter { $0.verdict == .notCompliant && $0.among > 0 && isKey($0) && profile == .funder }
      .sorted { ($0.sound * $1.among, $0.label) < ($1.sound * $0.among, $1.label) }
      .map { line in
        "\(line.label)\u{A0}: connu pour \(French.integer(line.sound)) \(line.unit) sur \(French.integer(line.among))."
      }
    return Array((alerts + thin).prefix(3))
  }

  /// Whether a line of the quality statement moves a result of the first page.
  private func isKey(_ line: QualityLine) -> Bool {
    guard let code = line.affects?.indicator else { return false }
    return ["menaces_expulsion", "impaye_12_mois"].contains(code) || results.contains { $0.code == code }
  }

  /// Checks of a document that is signed: what one structure's data get wrong goes to its return.
  func documentChecks(_ outcome: Check.Outcome) -> [Check] {
    checks.filter {
      $0.outcome == outcome && !$0.code.hasPrefix("contradiction") && $0.code != "rapprochements_a_examiner"
    }
  }

  /// What is solid, what is fragile and why, what was not received: three to six sentences.
  var reliabilityWords: [String] {
    var sentences: [String] = []
    for mark in [Reliability.Mark.solid, .careful, .fragile] {
      let rows = results.filter { $0.reliability?.mark == mark }
      if rows.isEmpty { continue }
      let told = rows.map { row in
        let label = French.lowercasedFirst(row.label)
        return mark == .solid || row.reliability?.reason.isEmpty != false
          ? label : "\(label) (\(row.reliability?.reason ?? ""))"
      }
      sentences.append("\(mark.title)\u{A0}: \(told.joined(separator: ", ")).")
    }
    let silent = [
      "adhesion_et_gestion_courante", "intensite_rencontres", "expulsions_evitees", "dette_minoree", "aides_mobilisees",
    ]
    .compactMap { text($0) }.filter { $0.figure.status == .notCollected }.map {
      French.lowercasedFirst($0.figure.label)
    }
    if !silent.isEmpty { sentences.append("Non transmis\u{A0}: \(silent.joined(separator: ", ")).") }
    if let persons = text("personnes_accompagnees"), persons.figure.missing > 0, persons.isPrinted,
      let households = text("menages_accompagnes")?.figure.numerator?.double
    {
      let known = Int(households) - persons.figure.missing
      sentences.append(
        "La taille n’est connue que pour \(French.integer(known)) ménages sur \(French.integer(Int(households)))\u{A0}: "
          + "\(persons.phrase) dans ces ménages."
      )
    }
    sentences += notReceived
    return Array(sentences.prefix(6))
  }

  /// Structures of which a file is empty.
  var notReceived: [String] {
    let empty = unique(
      accounts.filter { $0.read == 0 }.map { structures[$0.file.structure]?.name ?? $0.file.structure }
    )
    return empty.map { "Un fichier reçu de \($0) est vide." }
  }
}

extension Reliability.Mark {
  fileprivate var title: String {
    switch self {
    case .solid: "Solides"
    case .careful: "À lire avec prudence"
    case .fragile: "Fragiles"
    }
  }
}
