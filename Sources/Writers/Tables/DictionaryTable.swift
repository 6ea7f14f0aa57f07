import Model

/// A line of `dictionnaire.csv`: an indicator, or a column of a published file.
struct DictionaryLine: Sendable {
  var kind: Kind
  /// Path of the file for a column, code of the référentiel for an indicator.
  var file: String
  var code: String
  var label: String
  var definition: String
  var numerator: String
  var denominator: String
  var unit: String
  var reference: String

  enum Kind: String, Code {
    case indicator = "indicateur"
    case column = "colonne"
  }
}

extension Table where Row == DictionaryLine {
  static var dictionary: Self {
    Table(
      columns: [
        Column("sorte", "Indicateur, ou colonne d’un fichier", allowed: codes(DictionaryLine.Kind.self), required: true)
        {
          $0.kind.rawValue
        },
        Column("fichier", "Fichier de la colonne ; vide pour un indicateur") { $0.file },
        Column("code", "Code de l’indicateur, ou nom de la colonne", required: true) { $0.code },
        Column("libelle", "Libellé") { $0.label },
        Column("definition", "Définition appliquée, ou sens de la colonne", required: true) { $0.definition },
        Column("numerateur", "Ce que compte le numérateur") { $0.numerator },
        Column("denominateur", "Ce que compte le dénominateur") { $0.denominator },
        Column("unite", "Unité, ou type de la colonne", required: true) { $0.unit },
        Column("reference", "Article du référentiel") { $0.reference },
      ],
      key: ["sorte", "fichier", "code"]
    )
  }
}

/// The indicators in the order of the référentiel, then the columns of every published file.
func dictionary(of report: Report) -> [DictionaryLine] {
  report.cards.map { card in
    DictionaryLine(
      kind: .indicator,
      file: "",
      code: card.code,
      label: card.label,
      definition: card.definition,
      numerator: card.counted,
      denominator: card.among,
      unit: card.unit.rawValue,
      reference: card.reference
    )
  }
    + columns("indicateurs.csv", of: Table<Figure>.indicators(of: report))
    + columns("financement.csv", of: Table<FundingLine>.funding)
    + columns("synthese.csv", of: Table<Figure>.indicators(of: report))
    + columns("dictionnaire.csv", of: Table<DictionaryLine>.dictionary)
}

fileprivate func columns<Row>(_ file: String, of table: Table<Row>) -> [DictionaryLine] {
  table.columns.map { column in
    DictionaryLine(
      kind: .column,
      file: file,
      code: column.name,
      label: "",
      definition: column.meaning,
      numerator: "",
      denominator: "",
      unit: column.kind.rawValue,
      reference: ""
    )
  }
}
