import Model

/// What `templates/fiche.md` may say, the figures and the card's amounts apart.
let ficheVocabulary = Vocabulary<FicheContent>([
  .one("projet", "la carte du projet", of: cardVocabulary) { $0.project },
  .text("avertissement", "phrase qui dit que les données sont inventées ; vide sinon") {
    $0.notice.map(French.typeset)
  },
  .text("version", "version du programme") { $0.version },
  .text("profil", "profil de diffusion : financeur ou public") { $0.profile.rawValue },
  .one("recit", "sections de recit.md, déjà mises en forme : à mettre entre trois accolades", of: storyVocabulary) {
    $0.story[$0.edition] ?? [:]
  },
  .flag("deux_volets", "vrai quand le projet a les deux volets") { $0.project.volets.count > 1 },
  .list("previsions", "entrées prévues et réalisées, par période et volet", of: targetVocabulary) { $0.targetRows },
  .list("budgets", "budget et financement de chaque exercice", of: budgetVocabulary) { $0.project.budgetAccounts },
  .list("financements", "apport de chaque financeur", of: fundingVocabulary) { $0.fundingRows },
  .flag("financeurs_publies", "vrai quand au moins un financeur est nommé") { !$0.project.funding.isEmpty },
  .list("alertes_budget", "contrôles en alerte sur l’argent", of: checkVocabulary) {
    $0.checks(.alert).filter(\.isAboutMoney)
  },
  .list("stades", "issue des parcours clos par stade à l’entrée", of: stageVocabulary) { $0.stageRows },
  .list("sorties", "sorties par motif, motifs jamais rencontrés omis", of: detailVocabulary) {
    $0.details(of: "sorties_par_motif")
  },
  .list("aides", "montants par type d’aide, types jamais rencontrés omis", of: detailVocabulary) {
    $0.details(of: "aides_mobilisees")
  },
  .one("graphiques", "dessins de la fiche ; un dessin sans rien à montrer est vide", of: ficheCharts) { content in
    Dictionary(content.charts.map { ($0.name, $0) }) { first, _ in first }
  },
  .text("appreciation", "« conforme », « avec réserve » ou « non conforme » : la moins bonne de la table qualite") {
    $0.qualityVerdict.words
  },
  .list(
    "qualite",
    "complétude, validité, cohérence, rapprochement : compte, effet, appréciation",
    of: qualityVocabulary
  ) {
    $0.qualityRows
  },
  .list("alertes", "contrôles en alerte", of: checkVocabulary) { $0.checks(.alert) },
  .list("a_savoir", "constats sans correction à faire", of: checkVocabulary) { $0.checks(.notice) },
  .list("conformes", "contrôles passés", of: checkVocabulary) { $0.checks(.passed) },
  .list("sources", "fichiers reçus et compte de leurs lignes", of: sourceVocabulary) { $0.sourceRows },
  .one("lignes", "total des lignes de ces fichiers", of: rowVocabulary) { $0.rowTotal },
  .list("rejets", "lignes rejetées ou écartées, par règle", of: rejectionVocabulary) {
    $0.rejections.map { RejectionRow(rule: $0.rule, count: $0.count) }
  },
  .count("conflits", "valeurs en désaccord entre sources, pour les ménages du projet") { $0.conflicts },
  .list("definitions", "définition de chaque indicateur que le document imprime", of: definitionVocabulary) {
    $0.definitions
  },
])

fileprivate let storyVocabulary = Vocabulary<[String: String]>(
  storySections.map { section in .text(section.name, "section « \(section.title) »") { $0[section.name] } }
)

/// What may be said of a chart.
let chartVocabulary = Vocabulary<Chart>([
  .text("titre", "titre du dessin, son texte de remplacement") { $0.title },
  .text("fichier", "chemin du dessin, à côté du document") { $0.file },
  .text("description", "ce qu’il montre, en phrases") { $0.description },
  .text("dessin", "le dessin lui-même, pour l’HTML : à mettre entre trois accolades") { $0.svg },
  .text("entete", "ce que sont les lignes de sa table jumelle") { $0.table.heading },
  .list("colonnes", "colonnes de sa table jumelle", of: lineVocabulary) { $0.table.columns },
  .list("lignes", "lignes de sa table jumelle", of: chartRowVocabulary) { $0.table.rows },
])

fileprivate let chartRowVocabulary = Vocabulary<ChartTable.Row>([
  .text("libelle", "ce qu’est la ligne") { $0.label },
  .list("cellules", "une par colonne", of: lineVocabulary) { $0.cells },
])

/// The charts of a fiche by name.
fileprivate let ficheCharts = Vocabulary<[String: Chart]>([
  .chart("financement", "financeurs et budget"), .chart("parcours", "de l’orientation au résultat"),
  .chart("prevu-realise", "entrées et cible"), .chart("duree", "parcours encore en cours selon le temps écoulé"),
  .chart("maintien-acces", "logement conservé selon le temps écoulé, volet accès"),
  .chart("maintien-maintien", "logement conservé selon le temps écoulé, volet maintien"),
  .chart("dette", "dette à l’entrée et à la sortie"), .chart("issue-par-stade", "issue selon le stade à l’entrée"),
])

extension Vocabulary.Entry where Source == [String: Chart] {
  fileprivate static func chart(_ name: String, _ meaning: String) -> Self {
    Self(term: Term(name, meaning, terms: chartVocabulary.terms)) { charts in
      charts[name].map(chartVocabulary.value) ?? .nothing
    }
  }
}

fileprivate let targetVocabulary = Vocabulary<TargetRow>([
  .text("periode", "« Depuis le début » ou « Année 2018 »") { $0.period },
  .text("volet", "« Ensemble », « Accès », « Maintien »") { $0.scope.title },
  .text("prevu", "entrées prévues") { $0.text.denominator },
  .text("realise", "entrées réalisées") { $0.text.numerator },
  .text("taux", "réalisé sur prévu") { $0.text.value },
  .text("remarque", "exercices sans cible") { $0.text.remark },
])

fileprivate let budgetVocabulary = Vocabulary<ExerciseAccount>([
  .text("exercice", "libellé de l’exercice") { $0.exercise.label },
  .text("dates", "ses dates, quand il n’est pas l’année civile") { $0.exercise.dates.map(French.period) },
  .text("montant", "budget ; tiret quand il n’y en a pas") { $0.budget.map { French.euros($0) } ?? "—" },
  .text("statut", "« prévu » ou « réalisé »") { $0.budgetStatus.title },
  .text("finance", "total des financeurs inclus, ou « détail non publié »") {
    $0.funded.map { French.euros($0) } ?? "détail non publié"
  },
  .text("ecart", "financeurs moins budget ; tiret quand l’un manque") { $0.gap ?? "—" },
])

fileprivate let fundingVocabulary = Vocabulary<FundingRow>([
  .text("exercice", "libellé de l’exercice") { $0.exercise },
  .text("financeur", "nom du financeur") { $0.row.funder },
  .text("nature", "« subvention », « fonds propres »…") { $0.row.nature.title },
  .text("montant", "montant") { French.euros($0.row.amount) },
  .text("part", "part des apports inclus dans le budget, ou « hors budget »") { row in
    row.share.map(French.percentOfEuros) ?? (row.row.inBudget ? "—" : "hors budget")
  },
  .text("statut", "« prévu » ou « réalisé »") { $0.row.status.title },
])

fileprivate let stageVocabulary = Vocabulary<StageRow>(
  [.text("stade", "stades regroupés, en mots") { stageTitles[$0.stage] ?? $0.stage }]
    + issues.map { issue in
      .text(issue, "parcours de cette issue, et leur nombre total") { $0.cell(issue) }
    }
)

fileprivate let detailVocabulary = Vocabulary<FigureText>([
  .text("libelle", "libellé de la ligne, sans celui de la ventilation") { $0.rowLabel },
  .text("resultat", "résultat") { $0.result },
  .text("remarque", "remarque") { $0.remark },
])

let checkVocabulary = Vocabulary<Check>([
  .text("phrase", "ce que dit le contrôle") { French.typeset($0.sentence) },
  .text("code", "code du contrôle") { $0.code },
])

fileprivate let rowEntries: [Vocabulary<RowTotal>.Entry] = [
  .count("lues", "lignes lues") { $0.read },
  .count("utilisees", "lignes utilisées") { $0.used },
  .count("autres_menages", "lignes valides de ménages que le projet n’accompagne pas") { $0.notConcerned },
  .count("rejetees", "lignes rejetées") { $0.rejected },
  .count("ecartees", "titres, totaux, lignes envoyées deux fois ou écartées par déclaration") { $0.declared },
]

fileprivate let rowVocabulary = Vocabulary(rowEntries)

fileprivate let sourceVocabulary = Vocabulary<SourceRow>([
  .text("structure", "nom de la structure") { $0.structure?.name ?? $0.account.file.structure },
  .text("role", "« bailleur » ou « association »") { $0.structure?.role.rawValue },
  .text("fichier", "nom du fichier") { $0.account.file.name },
  .text("format", "encodage, séparateur, ligne d’en-tête") { $0.account.dialect },
  .count("lues", "lignes lues") { $0.account.read },
  .count("utilisees", "lignes utilisées") { $0.account.used },
  .count("autres_menages", "lignes valides de ménages que personne n’accompagne") { $0.account.notConcerned },
  .count("rejetees", "lignes rejetées") { $0.account.rejected },
  .count("ecartees", "titres, totaux, lignes envoyées deux fois ou écartées par déclaration") { $0.account.leftOut },
])

fileprivate let rejectionVocabulary = Vocabulary<RejectionRow>([
  .text("regle", "règle, en mots") { ruleTitles[$0.rule] ?? $0.rule.replacing("_", with: " ") },
  .count("nombre", "nombre de lignes") { $0.count },
])

/// The rules of `restreint/rejets.csv` in words; another one is shown as its code.
fileprivate let ruleTitles = [
  "acte_illisible": "acte de procédure illisible",
  "cle_orpheline": "bail ou mesure introuvable",
  "date_illisible": "date illisible",
  "doublon_de_fichier": "fichier reçu deux fois",
  "ecartee_par_condition": "ligne écartée par la déclaration de la structure",
  "fin_avant_effet": "fin de bail avant son effet",
  "montant_illisible": "montant illisible",
  "projet_absent": "projet absent",
  "sortie_avant_entree": "sortie avant l’entrée",
  "volet_inconnu": "volet inconnu",
]

fileprivate let definitionVocabulary = Vocabulary<IndicatorCard>([
  .text("libelle", "libellé") { $0.label },
  .text("definition", "définition appliquée") { French.typeset($0.definition) },
  .text("numerateur", "ce que compte le numérateur") { $0.counted },
  .text("denominateur", "ce que compte le dénominateur") { $0.among },
  .text("reference", "article du référentiel") { $0.reference },
])

let stageTitles = [
  "0-2": "Aucun acte, précontentieux ou signalement",
  "3-4": "Commandement de payer ou CCAPEX",
  "5-6": "Assignation ou audience",
  "7-8": "Jugement ou signification",
  "9-12": "Commandement de quitter les lieux ou au-delà",
  "inconnu": "Stade inconnu",
]

extension StageRow {
  fileprivate func cell(_ issue: String) -> String {
    guard let text = book.text("issue_par_stade", detail: "\(stage)|\(issue)", scope: .maintien, period: .cumul) else {
      return ""
    }
    guard text.figure.status == .published else { return text.result }
    return "\(text.numerator) sur \(text.denominator)"
  }
}

extension FigureText {
  /// « Relogement » of « Sorties par motif : relogement ».
  fileprivate var rowLabel: String {
    let label = figure.label
    guard let whole = card?.label, label.hasPrefix(whole), label != whole else { return label }
    return French.capitalised(String(label.dropFirst(whole.count).drop { !$0.isLetter && !$0.isNumber }))
  }
}

extension BudgetStatus {
  var title: String {
    switch self {
    case .planned: "prévu"
    case .realised: "réalisé"
    }
  }
}

extension FundingNature {
  fileprivate var title: String {
    switch self {
    case .subsidy: "subvention"
    case .ownFunds: "fonds propres"
    case .inKind: "valorisation"
    case .directAid: "aide directe aux ménages"
    }
  }
}

extension ExerciseAccount {
  /// Funders minus budget: « équilibré », « +35 000 € ».
  fileprivate var gap: String? {
    guard let budget, let funded else { return nil }
    let gap = funded - budget
    return gap == 0 ? "équilibré" : (gap > 0 ? "+" : "") + French.euros(gap)
  }
}
