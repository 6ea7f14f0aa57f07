import Model

/// The lines of `colonnes.csv` for one table: its columns in their order, then the constants that go with them.
struct TableDraft {
  private let report: FileReport
  private let vocabulary: Vocabulary
  private let project: (code: String, remark: String)
  /// Columns that are one table turned on its side.
  private let inWide: Set<Int>
  private(set) var lines: [DraftLine] = []

  /// Below this, a guess is not written.
  static let least = 0.25

  init(_ report: FileReport, vocabulary: Vocabulary, project: (code: String, remark: String)) {
    self.report = report
    self.vocabulary = vocabulary
    self.project = project
    let holdsBalances = report.kind == .leases || report.kind == .measures
    inWide = holdsBalances ? Set(report.wide.flatMap { $0.members.map(\.index) }) : []
    for (column, guess) in zip(report.profile.columns, report.guesses) { add(column, guess) }
    for set in report.wide { add(set) }
    addConstants()
    partIdentities()
  }

  private func has(_ field: String) -> Bool { lines.contains { $0.field == field } }
  private func hasRecord(_ record: String) -> Bool {
    lines.contains { $0.field.hasPrefix(record + ".") || $0.field.hasPrefix(record + "[") }
  }

  private mutating func add(_ column: ColumnProfile, _ guess: Guess) {
    let name = report.profile.names[column.index]
    guard !name.isEmpty, !inWide.contains(column.index) else { return }
    if guess.target?.label == "*" { return leave(name, "peut-être un solde, dont la date manque") }
    guard let target = guess.target, guess.confidence >= Self.least else {
      let doubt = guess.target.map { "peut-être \($0.written)" } ?? guess.remark
      return leave(name, doubt)
    }
    if target.field.path == "releve.solde", target.label.isEmpty, report.kind == .leases {
      return leave(name, "un solde sans date : la dire, « releve[solde].date_solde »")
    }
    if target.label == "sortie", !addBalanceAtExit(name, guess) {
      return leave(name, "une dette sans date : pas de fin de mesure")
    }
    var line = DraftLine(column: name, field: target.written)
    line.format = format(of: column, target)
    if target.isTick { line.value = target.constant }
    line.remark = guess.remark
    if target.field.path == "mouvement.montant", column.negatives == 0 {
      if addSides(line) { return }
      line.remark = "à vérifier : jamais négatif, dire ce qui baisse la dette"
    }
    lines.append(line)
    if line.format == "extrait", target.field.record == .aid { addAidParts(line, target) }
    if target.field.path == "acces.type", let holder = Target("acces.preneur") {
      lines.append(DraftLine(column: name, field: holder.written, remark: "supposé : à vérifier"))
    }
  }

  /// An amount that is never negative: the debit where another column says so, the credit elsewhere; false when none does.
  private mutating func addSides(_ amount: DraftLine) -> Bool {
    let signs: [(debit: Set<String>, credit: Set<String>)] = [
      (["d", "debit"], ["c", "credit"]), (["+"], ["-"]), (["db"], ["cr"]),
    ]
    for column in report.profile.columns where column.distinct == 2 && !report.profile.names[column.index].isEmpty {
      let values = column.values.map(\.text)
      for sign in signs {
        guard let debit = values.first(where: { sign.debit.contains(Folded.key($0)) }),
          let credit = values.first(where: { sign.credit.contains(Folded.key($0)) })
        else { continue }
        for (field, value) in [("mouvement.debit", debit), ("mouvement.credit", credit)] {
          var line = amount
          line.field = field
          line.condition = "\(report.profile.names[column.index]) = \(value)"
          line.remark = "à vérifier : le sens est supposé"
          lines.append(line)
        }
        return true
      }
    }
    return false
  }

  /// A line with no field: the column is seen, and left.
  private mutating func leave(_ name: String, _ remark: String) {
    lines.append(DraftLine(column: name, field: "", remark: "non lue : \(remark)"))
  }

  /// The day of a balance at the end of the measure; false when no column tells it.
  private mutating func addBalanceAtExit(_ name: String, _ guess: Guess) -> Bool {
    guard let end = report.guesses.firstIndex(where: { $0.field == "mesure.date_fin" }) else { return false }
    let column = report.profile.columns[end]
    var day = DraftLine(column: report.profile.names[end], field: "releve[sortie].date_solde")
    if let target = report.guesses[end].target { day.format = format(of: column, target) }
    lines.append(day)
    return true
  }

  /// A sentence that holds the decision, its date and its amount.
  private mutating func addAidParts(_ line: DraftLine, _ target: Target) {
    for name in ["statut", "date_decision", "montant"] where name != target.field.name {
      guard let part = Target("aide[\(target.label)].\(name)"), !has(part.written) else { continue }
      lines.append(DraftLine(column: line.column, field: part.written, format: "extrait"))
    }
  }

  private func format(of column: ColumnProfile, _ target: Target) -> String {
    switch target.field.kind {
    case .day, .days:
      if column.isSerial { return "excel" }
      if column.isMonth { return "fin_de_mois" }
      return isSentence(column) && target.field.record == .aid ? "extrait" : ""
    case .amount:
      var words: [String] = []
      let heading = Folded.key(column.header)
      if heading.contains("keuro") || heading.contains("k€") { words.append("keuros") }
      if heading.contains("centime") { words.append("centimes") }
      if target.constant == "inverse" || target.field.path == "mouvement.montant" && isInverse(column) {
        words.append("inverse")
      }
      if words.isEmpty, isSentence(column), target.field.record == .aid { return "extrait" }
      return words.joined(separator: " ")
    case .code: return isSentence(column) && target.field.record == .aid ? "extrait" : ""
    case .codes: return target.isTick ? "" : "liste"
    default: return ""
    }
  }

  private func isSentence(_ column: ColumnProfile) -> Bool { column.share { $0.dates > 0 && $0.day == nil } > 0.5 }

  /// Whether rents lower the balance: the sign is the tenant's.
  private func isInverse(_ amounts: ColumnProfile) -> Bool {
    guard let index = report.guesses.firstIndex(where: { $0.field == "mouvement.categorie" }),
      let target = Target("mouvement.categorie")
    else { return false }
    let rents = report.profile.columns[index].cells.enumerated().filter { _, text in
      let code = vocabulary.code(of: text, for: target)
      return code == "loyer_principal" || code == "charges"
    }
    let signs = rents.map { amounts.cells[$0.offset].hasPrefix("-") }
    return !signs.isEmpty && signs.count(where: \.self) * 2 > signs.count
  }

  private mutating func add(_ set: WideColumns) {
    guard report.kind == .leases || report.kind == .measures else { return }
    let monthly = set.isMonthly ? "fin_de_mois" : ""
    if let pattern = set.pattern {
      lines.append(DraftLine(column: pattern, field: "releve[*].solde"))
      lines.append(DraftLine(column: pattern, field: "releve[*].date_solde", value: "*", format: monthly))
      return
    }
    for member in set.members {
      let column = report.profile.columns[member.index]
      let name = report.profile.names[column.index]
      guard !name.isEmpty else { continue }
      lines.append(DraftLine(column: name, field: "releve[\(member.day)].solde"))
      lines.append(DraftLine(field: "releve[\(member.day)].date_solde", value: member.day.description))
    }
  }

  private mutating func addConstants() {
    switch report.kind {
    case .measures: addMeasureConstants()
    case .leases, .balances: addLeaseConstants()
    case .entries, .acts, .plans, .visits: break
    }
    var labelled: [Target] = []
    for guess in report.guesses where guess.confidence >= Self.least {
      if let target = guess.target, !target.constant.isEmpty, !target.isTick,
        !labelled.contains(where: { $0.label == target.label && $0.field.record == target.field.record })
      {
        labelled.append(target)
      }
    }
    for target in labelled { addConstant(of: target) }
    if lines.contains(where: { $0.field.hasPrefix("aide.") }) { constant("aide.type", "autre", "supposé : à vérifier") }
    if has("rencontre.liste") { constant("rencontre.aboutie", "oui", "sauf mention contraire : à vérifier") }
    if has("acte[jugement].date_acte"), !has("acte[jugement].acte") {
      constant("acte[jugement].acte", "jugement_expulsion", "supposé : la nature du jugement manque, à vérifier")
    }
    if has("acte[fin].date_acte"), !has("acte[fin].acte") {
      constant("acte[fin].acte", "plan_respecte", "supposé : le motif manque, à vérifier")
    }
  }

  private mutating func constant(_ field: String, _ value: String, _ remark: String = "") {
    if !has(field) { lines.append(DraftLine(field: field, value: value, remark: remark)) }
  }

  private mutating func addMeasureConstants() {
    constant("mesure.projet", project.code, project.remark)
    constant("mesure.volet", "maintien", "supposé : aucune colonne ne le dit, à vérifier")
    constant("mesure.type", "global")
    if hasRecord("acces") {
      constant("acces.type", "droit_commun", "supposé : à vérifier")
      constant("acces.preneur", "menage", "supposé : à vérifier")
    }
  }

  private mutating func addLeaseConstants() {
    constant("bail.preneur", "menage", "supposé : aucune colonne ne le dit")
    constant("bail.type", "droit_commun", "supposé : aucune colonne ne le dit")
    constant("bail.nature", "logement", "supposé : aucune colonne ne le dit")
  }

  /// What the heading says once for the whole record: which act, which aid, how many months after, where.
  private mutating func addConstant(of target: Target) {
    let record = "\(target.field.record.rawValue)[\(target.label)]"
    switch target.field.record {
    case .act: constant("\(record).acte", target.constant)
    case .aid:
      constant("\(record).type", target.constant)
      constant("\(record).statut", "accordee", "supposé : à vérifier")
    case .followUp: constant("\(record).horizon_mois", target.constant)
    case .visit:
      if target.constant == "domicile" { constant("\(record).lieu", "domicile") }
      constant("\(record).aboutie", target.constant == "manque" ? "non" : "oui")
    default: break
    }
  }

  /// Where an occupant stands beside the tenant of an association's lease, the tenant is the person only without one.
  private mutating func partIdentities() {
    let people = lines.indices.filter { ["personne.identite", "personne.nom_prenom"].contains(lines[$0].field) }
    guard people.count == 2 else { return }
    let fills = people.map { index in
      report.profile.names.firstIndex(of: lines[index].column).map { report.profile.columns[$0].fill } ?? 0
    }
    let (sparse, full) = fills[0] < fills[1] ? (people[0], people[1]) : (people[1], people[0])
    let occupant = lines[sparse].column
    guard !occupant.isEmpty, Folded.words(occupant).contains("occupant") || Folded.words(occupant).contains("heberge")
    else { return }
    let name = "\"" + occupant.replacing("\"", with: "\"\"") + "\""
    lines[full].condition = "\(name) IS NULL"
    if let holder = lines.firstIndex(where: { $0.field == "bail.preneur" && $0.column.isEmpty }) {
      lines.insert(
        DraftLine(
          field: "bail.preneur",
          value: "association",
          condition: "\(name) IS NOT NULL",
          remark: "supposé : à vérifier"
        ),
        at: holder
      )
    }
  }
}
