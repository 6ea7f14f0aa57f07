import Model

/// A row of the restricted zone that names source rows by their origin.
struct Traced<Value: Sendable>: Sendable {
  let value: Value
  let files: [SourceFile]

  func structure(_ origin: Origin) -> String { origin.file < files.count ? files[origin.file].structure : "" }
  func file(_ origin: Origin) -> String { origin.file < files.count ? files[origin.file].name : "" }
  /// `structure/fichier:ligne`.
  func place(_ origin: Origin) -> String { "\(structure(origin))/\(file(origin)):\(origin.line)" }
}

extension Table where Row == Traced<(row: Origin, household: Household.ID)> {
  /// `restreint/rattachement.csv`.
  static var attachments: Self {
    Table(columns: [
      Column("structure", "Structure qui a envoyé le fichier", required: true) { $0.structure($0.value.row) },
      Column("fichier", "Nom du fichier", required: true) { $0.file($0.value.row) },
      Column("ligne", "Ligne physique où commence l’enregistrement", .integer, required: true) {
        String($0.value.row.line)
      },
      Column("menage", "Ménage, clé du programme", required: true) { $0.value.household.description },
    ])
  }
}

extension Table where Row == Traced<Conflict> {
  /// `restreint/conflits.csv`.
  static var conflicts: Self {
    Table(columns: [
      Column("menage", "Ménage, clé du programme") { $0.value.household.description },
      Column("champ", "Champ du modèle") { $0.value.field },
      Column("valeur_gardee", "Valeur gardée") { $0.value.kept },
      Column("source_gardee", "D’où elle vient : structure/fichier:ligne") { $0.place($0.value.keptOrigin) },
      Column("autre_valeur", "Valeur écartée") { $0.value.other },
      Column("autre_source", "D’où elle vient : structure/fichier:ligne") { $0.place($0.value.otherOrigin) },
      Column("regle", "Règle qui a décidé") { $0.value.rule },
    ])
  }
}

extension Table where Row == Traced<Rejection> {
  /// `restreint/rejets.csv`.
  static var rejections: Self {
    Table(columns: [
      Column("structure", "Structure qui a envoyé le fichier") { $0.structure($0.value.row) },
      Column("fichier", "Nom du fichier") { $0.file($0.value.row) },
      Column("ligne", "Ligne physique où commence l’enregistrement", .integer) { String($0.value.row.line) },
      Column("colonne", "Colonne en cause ; vide pour la ligne entière") { $0.value.column },
      Column("valeur", "Valeur lue") { $0.value.value },
      Column("regle", "Code de la règle") { $0.value.rule },
      Column("explication", "Ce qui ne va pas et quoi faire") { $0.value.sentence },
    ])
  }
}

extension Table where Row == Traced<Household> {
  /// `restreint/menages.csv`: one row per reconciled household; lists are parted by ` | `.
  static var households: Self {
    Table(
      columns: [
        Column("menage", "Ménage, clé du programme", required: true) { $0.value.id.description },
        Column("projets", "Projets où il a une mesure") { row in
          unique(row.value.measures.map(\.project)).joined(separator: " | ")
        },
        Column("nb_personnes", "Taille, telle que la première source la donne", .integer) { row in
          row.value.compositions.lazy.compactMap(\.persons).first.map { String($0) } ?? ""
        },
        Column("sources", "Lignes des mesures, baux, aides et soldes : structure/fichier:ligne") { row in
          unique(row.value.origins.sorted().map(row.place)).joined(separator: " | ")
        },
        Column("baux", "Baux : bailleur/numéro, effet, fin") { row in
          row.value.leases.map(lease).joined(separator: " | ")
        },
        Column("mesures", "Mesures : projet/volet/type, début, fin") { row in
          row.value.measures.map(measure).joined(separator: " | ")
        },
      ],
      key: ["menage"]
    )
  }
}

extension Household {
  /// Rows of the records that make the household, ledgers and visits left out.
  fileprivate var origins: [Origin] {
    measures.map(\.origin) + leases.map(\.origin) + aids.map(\.origin) + statements.map(\.origin)
      + compositions.map(\.origin)
  }
}

fileprivate func lease(_ lease: Lease) -> String {
  "\(lease.landlord ?? "?")/\(lease.number) \(span(lease.start, lease.end))"
}

fileprivate func measure(_ measure: Measure) -> String {
  "\(measure.project)/\(measure.volet.rawValue)/\(measure.kind.rawValue) \(span(measure.start, measure.end))"
}

fileprivate func span(_ start: Day?, _ end: Day?) -> String { "\(start?.description ?? "?")/\(end?.description ?? "")" }

/// The values met, each once, in order.
func unique(_ values: [String]) -> [String] {
  var seen: Set<String> = []
  return values.filter { seen.insert($0).inserted }
}
