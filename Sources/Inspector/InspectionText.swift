import Model

/// What the inspection says, in French: for each file its dialect, its columns and what they look like; then, for all,
/// what they can feed and what is missing.
///
/// Of the cells, only the values of codes are shown (`CodeValue.isShown`).
package func inspectionText(_ reports: [FileReport], with vocabulary: Vocabulary) -> String {
  var lines: [String] = []
  for report in reports {
    lines += fileLines(report)
    lines += report.profile.columns.isEmpty ? ["  fichier vide : rien à lire"] : columnLines(report)
    lines += valueLines(report, vocabulary)
    lines.append("")
  }
  return (lines + coverageLines(reports)).joined(separator: "\n") + "\n"
}

fileprivate func fileLines(_ report: FileReport) -> [String] {
  let profile = report.profile
  func around(_ lines: [Int], _ word: String) -> String {
    lines.isEmpty
      ? "" : ", \(word) : ligne\(lines.count > 1 ? "s" : "") " + lines.map { String($0) }.joined(separator: ", ")
  }
  return [
    profile.name + (profile.condition.isEmpty ? "" : " (\(profile.condition))"),
    "  \(profile.encoding), séparateur \(profile.delimiter), "
      + (profile.columns.isEmpty
        ? "rien à lire"
        : profile.headerLine == 0 ? "sans en-tête" : "en-tête ligne \(profile.headerLine)")
      + around(profile.titles, "titres") + around(profile.totals, "totaux ou notes"),
    "  \(profile.rows) lignes, \(profile.columns.count) colonnes ; table « \(report.kind.rawValue) » : \(report.kind.row)",
  ] + report.notes.map { "  \($0)" } + [""]
}

fileprivate func columnLines(_ report: FileReport) -> [String] {
  var lines = [row("colonne", "rempli", "type", "ressemble à", "sûr", "pourquoi")]
  let wide = Set(report.wide.flatMap { $0.members.map(\.index) })
  for (column, guess) in zip(report.profile.columns, report.guesses) where !wide.contains(column.index) {
    lines.append(line(column, guess))
  }
  for set in report.wide {
    guard let first = set.members.first, let last = set.members.last else { continue }
    let headers = report.profile.columns
    let guess = report.guesses[first.index]
    let name = "\(headers[first.index].title) … \(headers[last.index].title)"
    lines.append(row(name, "", "montants", guess.field, percent(guess.confidence), guess.reason))
  }
  return lines
}

fileprivate func line(_ column: ColumnProfile, _ guess: Guess) -> String {
  let field = guess.field.isEmpty ? "–" : guess.constant.isEmpty ? guess.field : "\(guess.field) (\(guess.constant))"
  let reasons = [guess.reason, guess.remark].filter { !$0.isEmpty }
  return row(
    column.title,
    column.rows == 0 ? "" : percent(column.fill),
    column.type,
    field,
    guess.field.isEmpty ? "" : percent(guess.confidence),
    reasons.joined(separator: " ; ")
  )
}

fileprivate func percent(_ share: Double) -> String { "\(Int(share * 100)) %" }

fileprivate func row(
  _ name: String,
  _ fill: String,
  _ type: String,
  _ field: String,
  _ confidence: String,
  _ reason: String
) -> String {
  "  " + name.fitted(26) + " " + fill.aligned(6) + "  " + type.fitted(10) + " "
    + field.fitted(34) + " " + confidence.aligned(5) + "  " + reason
}

/// The values of the columns of codes, with the code that each stands for.
fileprivate func valueLines(_ report: FileReport, _ vocabulary: Vocabulary) -> [String] {
  var lines: [String] = []
  for (column, guess) in zip(report.profile.columns, report.guesses) {
    guard let target = guess.target, !target.field.allowed.isEmpty, !target.isTick, column.filled > 0 else { continue }
    let values = CodeValue.all(of: column, target, vocabulary)
    let shown = values.filter(\.isShown).prefix(12)
    var parts = shown.map { value in
      "\(value.text.fitted(30).trimmed) (\(value.count)) → \(value.code ?? "?")\(value.isSure || value.code == nil ? "" : " ?")"
    }
    if values.count > shown.count { parts.append("\(values.count - shown.count) non montrées") }
    lines.append("  « \(column.title) » : " + parts.joined(separator: " ; "))
  }
  return lines.isEmpty ? [] : ["", "  Valeurs (« ? » : à confirmer ou à dire dans codes.csv)"] + lines
}

/// What the files can feed, and for each field that is missing the figures that suffer.
fileprivate func coverageLines(_ reports: [FileReport]) -> [String] {
  let fields = reports.flatMap(\.guesses).compactMap { $0.target?.field }
  let present = Set(fields.map(\.path))
  let fed = Field.indicators(of: fields)
  var lines = ["Ces fichiers peuvent nourrir \(fed.count) indicateurs :"] + wrapped(fed.joined(separator: ", "))
  let roles = Set(reports.filter { !$0.profile.columns.isEmpty }.map(\.kind.role))
  var missing: [String] = []
  for (role, wanted) in expected where roles.contains(role) {
    for alternatives in wanted where present.isDisjoint(with: alternatives) {
      guard let field = alternatives.first.flatMap({ Field.all[$0] }) else { continue }
      let codes = field.indicators
      let named = codes.prefix(4).joined(separator: ", ") + (codes.count > 4 ? "…" : "")
      missing.append("  \(alternatives.joined(separator: " ou ").fitted(48)) manque pour \(named)")
    }
  }
  if !missing.isEmpty { lines += ["", "Rien ne ressemble à :"] + missing }
  return lines
}

/// What each kind of structure usually sends: alternatives, any of which will do.
fileprivate let expected: [(Structure.Role, [[String]])] = [
  (
    .association,
    [
      ["mesure.mesure_id"], ["mesure.date_orientation"], ["mesure.date_debut"], ["mesure.date_fin"],
      ["mesure.renouvellements", "mesure.renouvellement_de"], ["mesure.adhesion"], ["mesure.lien_bailleur_rompu"],
      ["mesure.problematiques"], ["mesure.bail_id"], ["sortie.motif"], ["sortie.logement_a_la_sortie"],
      ["sortie.gestion_courante_reprise"], ["rencontre.date", "rencontre.liste"], ["menage.nb_personnes"],
      ["suivi.en_place"], ["aide.statut"],
    ]
  ),
  (
    .landlord,
    [
      ["bail.bail_id"], ["bail.date_effet"], ["bail.date_fin"], ["bail.motif_fin"], ["bail.loyer"], ["bail.charges"],
      ["bail.aide_tiers_payant"], ["mouvement.montant", "mouvement.debit", "releve.solde"], ["acte.date_acte"],
      ["plan.date_signature"],
    ]
  ),
]

/// Lines of at most 110 characters, set in.
fileprivate func wrapped(_ text: String) -> [String] {
  var lines = ["  "]
  for word in text.split(separator: " ") {
    if lines[lines.count - 1].count + word.count > 110 { lines.append("  ") }
    lines[lines.count - 1] += (lines[lines.count - 1].count > 2 ? " " : "") + word
  }
  return lines
}

extension ColumnProfile {
  /// The type in one word.
  var type: String {
    if filled == 0 { return "vide" }
    if isSerial { return "date Excel" }
    if isDate { return "date" }
    if isMonth { return "mois" }
    if share({ $0.dates > 1 }) > 0.3 { return "dates" }
    if share({ $0.integer != nil }) > 0.95, share(.leadingZero) == 0 { return "entier" }
    if isAmount { return "montant" }
    if share(.tick) + share(.answer) > 0.95 { return "oui/non" }
    return distinct <= 40 && uniqueness < 0.5 ? "code (\(distinct))" : "texte"
  }
}

extension String {
  fileprivate func fitted(_ width: Int) -> String {
    let line = String(
      map { character in
        character.unicodeScalars.allSatisfy { $0.value >= 32 && !(127..<160).contains($0.value) } ? character : " "
      }
    )
    return line.count <= width ? line + String(repeating: " ", count: width - line.count) : line.prefix(width - 1) + "…"
  }

  fileprivate func aligned(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
