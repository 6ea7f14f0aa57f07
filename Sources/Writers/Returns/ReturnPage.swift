import Model

/// `restreint/retours/<structure>.md`: the same lines as the table, told to the person who makes the export.
func returnPage(of structure: String, _ lines: [ReturnLine], in report: Report) -> String {
  let name = report.campaign.structures[structure]?.name ?? structure
  var text = ["# Retour à \(markdown(name))", ""]
  if let notice = report.campaign.notice { text += ["> \(markdown(notice))", ""] }
  text += [
    "Campagne \(French.quoted(markdown(report.campaign.name))), année \(report.campaign.year). "
      + "Ce retour ne contient que vos propres données ; il peut nommer des personnes : ne pas le diffuser.",
    "",
  ]
  let accounts = report.accounts.filter { $0.file.structure == structure }
  text += received(accounts, misread: report.misreadFiles)
  if lines.isEmpty {
    text += [accounts.isEmpty ? "Rien n’était attendu de vous cette année." : "**Rien à corriger.** Merci.", ""]
  }
  for gravity in ReturnLine.Gravity.allCases {
    let own = lines.filter { $0.cause.gravity == gravity }
    guard !own.isEmpty else { continue }
    text += ["## \(gravity.title)", ""]
    var causes: [ReturnCause] = []
    for line in own where !causes.contains(line.cause) { causes.append(line.cause) }
    for cause in causes { text += section(cause, own.filter { $0.cause == cause }) }
  }
  return text.joined(separator: "\n")
}

/// What came and how it was read, one line a file; what our declarations get wrong is not the sender's to read.
fileprivate func received(_ accounts: [RowAccount], misread: Set<String>) -> [String] {
  if accounts.isEmpty { return ["Nous n’avons reçu aucun fichier.", ""] }
  var text = ["| Fichier reçu | Lignes lues | non utilisables | Lecture |", "|---|---:|---:|---|"]
  for account in accounts {
    let isOurs = misread.contains(account.file.path)
    let cells = [
      markdown(account.file.name), French.integer(account.read), isOurs ? "" : French.integer(account.rejected),
      isOurs ? "à reprendre de notre côté" : markdown(account.dialect),
    ]
    text.append("| \(cells.joined(separator: " | ")) |")
  }
  return text + [""]
}

/// One cause: what is wrong, what to do, the figures that suffer, then where.
fileprivate func section(_ cause: ReturnCause, _ lines: [ReturnLine]) -> [String] {
  let total = lines.reduce(0) { $0 + $1.count }
  var text = ["### \(cause.title)", "", "\(French.capitalised(cause.remedy)).", ""]
  let indicators = unique(lines.flatMap(\.indicators))
  if !indicators.isEmpty { text += ["Chiffres concernés : \(shortened(indicators)).", ""] }
  text += ["| Fichier | Colonne | Valeur | Sans doute | Nombre | Premières lignes |", "|---|---|---|---|---:|---|"]
  for line in lines.prefix(shown) {
    let places = line.lines.map { String($0) }.joined(separator: ", ") + (line.count > line.lines.count ? "…" : "")
    text.append(
      "| \(markdown(line.file)) | \(markdown(line.column)) | \(markdown(line.value)) "
        + "| \(markdown(line.suggestion.replacing("_", with: " "))) | \(French.integer(line.count)) | \(line.lines.isEmpty ? "" : places) |"
    )
  }
  if lines.count > shown {
    text += ["", "… et \(French.integer(lines.count - shown)) autres : voir le tableau CSV."]
  }
  if lines.count > 1 { text += ["", "En tout : \(French.integer(total))."] }
  return text + [""]
}

/// Values that the page lists under one cause; the table has them all.
fileprivate let shown = 12

/// The first six, and how many are left.
fileprivate func shortened(_ labels: [String]) -> String {
  let first = labels.prefix(6).map(markdown).joined(separator: " ; ")
  return labels.count > 6 ? "\(first) ; et \(labels.count - 6) autres" : first
}
