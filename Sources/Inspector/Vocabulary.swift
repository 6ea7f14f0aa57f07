import CSV
package import Diagnostics
import Model

/// The words of the trade: headings that announce a field, values that stand for a code.
///
/// Data, not code: `formats/vocabulaire/entetes.csv` and the `codes.csv` of every format, which data teams extend.
package struct Vocabulary: Sendable {
  /// One way to head a column.
  struct Phrase: Sendable, Hashable {
    /// Words as `Lexicon` reduces them.
    let words: [String]
    /// As written, for the reasons.
    let text: String
  }

  /// One line of `entetes.csv`.
  struct Entry: Sendable {
    /// Kinds of table where it holds; empty for all.
    let kinds: [TableKind]
    /// `nil`: a heading that the model has no field for.
    let target: Target?
    var phrases: [Phrase]
    /// Below 1 for headings that give way to others.
    let weight: Double

    /// Whether the entry is about such a table.
    func holds(in kind: TableKind) -> Bool {
      guard kinds.isEmpty || kinds.contains(kind) else { return false }
      return target.map { kind.records.contains($0.field.record) } ?? true
    }
  }

  /// What a heading says for one entry.
  struct Said: Sendable {
    let score: Double
    let phrase: String
  }

  private(set) var entries: [Entry] = []
  private(set) var lexicon = Lexicon()
  /// By word: the phrases that have it.
  private var phrases: [String: [(entry: Int, phrase: Int)]] = [:]
  /// By table of `codes.csv`: value as `Folded.key` gives it → code.
  private(set) var codes: [String: [String: String]] = [:]
  /// By format: the values that each of its tables knows.
  private(set) var formats: [String: [String: Set<String>]] = [:]

  package init() {}

  /// Adds the lines of an `entetes.csv`; a field that does not exist is an `erreur`.
  ///
  /// A line whose `contexte` is `mot` is about one word: `valeur`, its shortened or foreign forms, its weight.
  package mutating func addHeadings(_ bytes: [UInt8], path: String, reporting findings: inout Findings) {
    let lines = Self.lines(bytes)
    for line in lines where line.cell("contexte") == "mot" {
      lexicon.add(line.cell("valeur"), shortened: line.list("mots"), weight: Double(line.cell("poids")))
    }
    for line in lines where line.cell("contexte") != "mot" {
      let kinds = line.list("contexte").compactMap { TableKind(rawValue: $0) }
      let written = line.cell("champ")
      let target = written.isEmpty ? nil : Target(written, constant: line.cell("valeur"))
      if target == nil, !written.isEmpty {
        findings.report(
          .unknownHeadingField,
          "champ « \(written) » inconnu ; le plus proche : « \(nearest(to: written, among: Field.catalogue.map(\.path))) »",
          at: Location(file: path, line: line.number)
        )
        continue
      }
      var phrases = line.list("mots").map { Phrase(words: lexicon.words($0), text: $0) }
      if let code = target?.constant, target?.field.allowed.contains(code) == true || target?.field.record == .act {
        phrases.append(Phrase(words: lexicon.words(code), text: "code \(code)"))
      }
      let weight = Double(line.cell("poids")) ?? 1
      entries.append(Entry(kinds: kinds, target: target, phrases: phrases.filter { !$0.words.isEmpty }, weight: weight))
    }
    indexPhrases()
  }

  private mutating func indexPhrases() {
    phrases = [:]
    lexicon.forget()
    for (entry, item) in entries.enumerated() {
      for (phrase, known) in item.phrases.enumerated() {
        lexicon.learn(known.words)
        for word in Set(known.words) { phrases[word, default: []].append((entry, phrase)) }
      }
    }
  }

  /// What a heading says: by position of an entry, how well its best phrase does, 0…1; entries below 0.3 are left out.
  func said(_ heading: String, cache: inout WordCache) -> [Int: Said] {
    var said: [Int: Said] = [:]
    for match in matches(heading, cache: &cache) where match.score >= 0.3 && match.score > said[match.entry]?.score ?? 0
    {
      said[match.entry] = Said(score: match.score, phrase: match.phrase.text)
    }
    return said
  }

  /// Words met so far, and what they may stand for: for files of many columns.
  typealias WordCache = [String: [(word: String, likeness: Double)]]

  /// Every phrase that a heading has all the words of, in the order of the vocabulary; what the heading says more takes
  /// off, as much as it weighs.
  func matches(_ heading: String, cache: inout WordCache) -> [(entry: Int, phrase: Phrase, score: Double)] {
    var met: [(weight: Double, alike: [String: Double])] = []
    var places: Set<[Int]> = []
    for word in lexicon.words(heading) {
      let alike = cache[word] ?? lexicon.alike(word)
      cache[word] = alike
      let likenesses = Dictionary(uniqueKeysWithValues: alike.map { ($0.word, $0.likeness) })
      met.append((lexicon.weight(word, isKnown: !alike.isEmpty), likenesses))
      for (known, _) in alike { places.formUnion(phrases[known, default: []].map { [$0.entry, $0.phrase] }) }
    }
    return places.sorted { $0.lexicographicallyPrecedes($1) }.map { place in
      let entry = entries[place[0]]
      let phrase = entry.phrases[place[1]]
      return (place[0], phrase, Self.match(met, phrase.words) * entry.weight)
    }
  }

  private static func match(_ heading: [(weight: Double, alike: [String: Double])], _ phrase: [String]) -> Double {
    var left = Array(heading.indices)
    var quality = 1.0
    var covered = 0.0
    for word in phrase {
      guard let best = left.max(by: { heading[$0].alike[word] ?? 0 < heading[$1].alike[word] ?? 0 }),
        let likeness = heading[best].alike[word]
      else { return 0 }
      quality = min(quality, likeness)
      covered += heading[best].weight
      left.removeAll { $0 == best }
    }
    let total = covered + left.reduce(0) { $0 + heading[$1].weight }
    return quality * (0.3 + 0.7 * (total > 0 ? covered / total : 1))
  }

  /// Adds the lines of the `codes.csv` of a format; the words that two formats share are the first one's.
  package mutating func addCodes(_ bytes: [UInt8], ofFormat format: String) {
    for line in Self.lines(bytes) where line.cell("valeur") != "*" {
      let (table, key) = (line.cell("table"), Folded.key(line.cell("valeur")))
      if codes[table]?[key] == nil { codes[table, default: [:]][key] = line.cell("code") }
      formats[format, default: [:]][table, default: []].insert(key)
    }
  }

  /// The vocabulary without the phrases and values that `isKept` refuses: what it would be without one structure.
  package func keeping(phrase: (String) -> Bool, value: (_ table: String, _ key: String) -> Bool) -> Vocabulary {
    var reduced = self
    for index in entries.indices { reduced.entries[index].phrases.removeAll { !phrase($0.text) } }
    for (table, values) in codes { reduced.codes[table] = values.filter { value(table, $0.key) } }
    reduced.indexPhrases()
    return reduced
  }

  /// Code of a value in the lists of a field: the model's own codes, then the tables that speak of it.
  func code(of value: String, for target: Target) -> String? {
    let key = Folded.key(value)
    let allowed = target.field.allowed
    if target.codeTables.contains("reponse"), let answer = Self.answers[key] { return answer }
    if let own = allowed.first(where: { Folded.key($0) == key }) { return own }
    for table in target.codeTables {
      if let code = codes[table]?[key], allowed.contains(code) || code == "inconnu" { return code }
    }
    return nil
  }

  /// How software writes yes and no.
  private static let answers = [
    "1": "oui", "vrai": "oui", "true": "oui", "yes": "oui", "y": "oui", "o": "oui", "x": "oui", "+": "oui",
    "0": "non", "faux": "non", "false": "non", "no": "non", "n": "non", "-": "non",
  ]

  /// Every value that the lists of a field know, with its code.
  func known(for target: Target) -> [String: String] {
    var all: [String: String] = [:]
    for code in target.field.allowed { all[Folded.key(code)] = code }
    for table in target.codeTables { all.merge(codes[table] ?? [:]) { first, _ in first } }
    return all.filter { target.field.allowed.contains($0.value) }
  }

  private struct Line {
    let number: Int
    let cells: [String: String]
    func cell(_ name: String) -> String { cells[name] ?? "" }
    func list(_ name: String) -> [String] { cell(name).split(separator: "|").map(String.init) }
  }

  private static func lines(_ bytes: [UInt8]) -> [Line] {
    let forced = Forced(encoding: "utf-8", delimiter: UInt8(ascii: ","), quote: UInt8(ascii: "\""), headerLine: 1)
    let sheet = Sheet(bytes, forced: forced)
    var lines: [Line] = []
    sheet.forEachRow { row in
      var cells: [String: String] = [:]
      for (index, name) in sheet.header.enumerated() { cells[Folded.words(name)] = row.text(index) }
      lines.append(Line(number: row.line, cells: cells))
    }
    return lines
  }
}

/// What a column may be bound to: a field, the record's label where a row has several, the constant that goes with it.
struct Target: Hashable, Sendable {
  let field: Field
  let label: String
  /// What a ticked cell stands for, or the constant of the record: an act, an aid, a horizon; empty when there is none.
  let constant: String

  /// `acte[cdp].date_acte`; `nil` when the model has no such field.
  init?(_ written: String, constant: String = "") {
    var path = written
    var label = ""
    if let open = path.firstIndex(of: "["), let close = path.firstIndex(of: "]"), open < close {
      label = String(path[path.index(after: open)..<close])
      path.removeSubrange(open...close)
    }
    guard let field = Field.all[path] else { return nil }
    self.field = field
    self.label = label
    self.constant = constant
  }

  /// As `colonnes.csv` writes it.
  var written: String {
    label.isEmpty ? field.path : "\(field.record.rawValue)[\(label)].\(field.name)"
  }

  /// Whether several columns of a table may feed it.
  var isRepeatable: Bool {
    switch field.kind {
    case .codes, .days, .visits: true
    default: false
    }
  }

  /// Fields that values alone never tell from others.
  private static let saidOnly: Set<String> = [
    "mesure.renouvellement_de", "mesure.projet", "mesure.bailleur", "bail.client_id", "bail.preneur",
    "suspension.debut", "suspension.fin", "adresse.complement", "aide.date_decision", "aide.statut", "aide.montant",
    "personne.nom_usage",
  ]

  /// Whether the values of a column, with no word of its heading, may show that it feeds the field.
  func isTold(byValuesOf column: ColumnProfile) -> Bool {
    column.filled > 0 && label.isEmpty && constant.isEmpty && !Self.saidOnly.contains(field.path)
      && !codeTables.contains("reponse")
  }

  /// Whether the column is one box of several: ticked or not.
  var isTick: Bool { field.path == "mesure.problematiques" && !constant.isEmpty }

  /// The tables of `codes.csv` that speak of it, the one to name in a declaration first.
  var codeTables: [String] {
    switch (field.record, field.name) {
    case (.measure, "statut_logement_entree"), (.measure, "statut_logement_sortie"): ["statut_logement"]
    case (.measure, "lien_bailleur_rompu"): ["lien", "reponse"]
    case (.exit, "gestion_courante_reprise"), (.visit, "tripartite"),
      (.visit, "aboutie"), (.followUp, "impaye_3_mois"):
      ["reponse"]
    case (.measure, "type"): ["phase"]
    case (.aid, "statut"): ["aide_statut"]
    case (.plan, "statut"): ["plan_statut"]
    case (.lease, "type"), (.access, "type"): ["type_bail"]
    case (.lease, "nature"): ["nature_lot", "nature_du_lot"]
    case (.act, "acte"): label == "fin" ? ["fin_procedure", "acte"] : label == "jugement" ? ["jugement"] : ["acte"]
    case (.followUp, "en_place"): ["en_place", "logement_a_la_sortie"]
    case (.visit, "liste"): ["mentions"]
    default: field.allowed.isEmpty ? [] : [field.name]
    }
  }
}

extension Diagnostic.Code {
  static let unknownHeadingField = Self(
    "champ-inconnu",
    .erreur,
    remedy: "voir la liste des champs dans input/README.md"
  )
}
