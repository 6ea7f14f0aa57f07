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
  .text("periode", "la période comptée : « 2016-2018 », « du 1er janvier 2017 au 30 juin 2020 »") {
    $0.project.title(of: .cumul)
  },
  .text("periode_annee", "l’année comptée, ou les jours qu’elle compte") { $0.project.title(of: .annee) },
  .list("en_bref", "trois à six phrases : qui, quels résultats, quel coût", of: lineVocabulary) { $0.summary },
  .list("a_savoir", "au plus trois alertes qui changent la lecture", of: lineVocabulary) { $0.toKnow },
  .list("resultats", "au plus douze résultats clés", of: resultVocabulary) { $0.results },
  .flag("a_une_cible", "vrai quand une cible est fixée") { $0.results.contains { !$0.planned.isEmpty } },
  .list("fiabilite", "ce qui est solide, fragile, non reçu : trois à six phrases", of: lineVocabulary) {
    $0.reliabilityWords
  },
  .flag("au_public", "vrai dans l’édition publique, où les effectifs sont arrondis") { $0.profile == .everyone },
  .list("graphiques", "dessins de la fiche", of: chartVocabulary) { $0.charts.filter { !$0.isForAnnexe } },
  .list("graphiques_annexe", "dessins de l’annexe", of: chartVocabulary) { $0.charts.filter(\.isForAnnexe) },
  .list("themes", "tous les indicateurs, une table par thème", of: themeVocabulary) { $0.themes },
  .list("ventilations", "répartitions de toute la période", of: breakdownVocabulary) { $0.breakdowns },
  .list("chaines", "d’où vient chaque résultat clé", of: chainVocabulary) { $0.chains },
  .list("budgets", "budget et financement de chaque exercice", of: budgetVocabulary) { $0.project.budgetAccounts },
  .list("financements", "apport de chaque financeur", of: fundingVocabulary) { $0.fundingRows },
  .flag("financeurs_publies", "vrai quand au moins un financeur est nommé") { !$0.project.funding.isEmpty },
  .list("qualite", "complétude, validité, rapprochement : compte et effet", of: qualityVocabulary) { $0.qualityRows },
  .list("alertes", "contrôles en alerte", of: checkVocabulary) { $0.documentChecks(.alert) },
  .list("constats", "constats sans correction à faire", of: checkVocabulary) { $0.documentChecks(.notice) },
  .text("controles_passes", "« 15 contrôles passés », en une phrase") {
    French.count($0.documentChecks(.passed).count, "contrôle passé", "contrôles passés")
  },
  .list("sources", "ce qui a été reçu, par structure, et le compte des lignes", of: sourceVocabulary) { $0.sourceRows },
  .list("non_recus", "ce qui n’a pas été reçu", of: lineVocabulary) { $0.notReceived },
  .one("lignes", "total des lignes reçues", of: rowVocabulary) { $0.rowTotal },
  .count("conflits", "valeurs en désaccord entre sources, pour les ménages du projet") { $0.conflicts },
])

fileprivate let resultVocabulary = Vocabulary<ResultRow>([
  .text("libelle", "ce que le projet visait") { $0.label },
  .text("prevu", "la cible, quand il y en a une") { $0.planned },
  .text("cumul", "sur toute la période") { $0.cumul },
  .text("annee", "dans l’année") { $0.year },
  .text("fiabilite", "« solide », « à lire avec prudence : … », « fragile : … »") { $0.reliability?.words ?? "" },
  .text("code", "code de l’indicateur") { $0.code },
])

fileprivate let themeVocabulary = Vocabulary<ThemeTable>([
  .text("titre", "titre du thème") { $0.theme.title },
  .text("ancre", "son code") { $0.theme.rawValue },
  .list("lignes", "un indicateur par ligne", of: themeRowVocabulary) { $0.rows },
  .text("sans_chiffre", "les indicateurs sans chiffre, en une phrase") { $0.silent },
])

fileprivate let themeRowVocabulary = Vocabulary<ThemeRow>([
  .text("libelle", "libellé") { $0.cumul?.figure.label },
  .text("cumul", "sur toute la période") { $0.cumul?.result },
  .text("annee", "dans l’année") { $0.texts[.annee]?.result },
  .text("acces", "volet accès, sur toute la période") { $0.acces?.result },
  .text("maintien", "volet maintien, sur toute la période") { $0.maintien?.result },
  .text("remarque", "intervalle à 95 %, non documentés et bornes, en cours") { row in
    guard let text = row.cumul else { return nil }
    let interval = text.interval.isEmpty ? "" : "intervalle " + text.interval
    return [interval, text.remark].filter { !$0.isEmpty }.joined(separator: "\u{202F}; ")
  },
])

fileprivate let breakdownVocabulary = Vocabulary<BreakdownRows>([
  .text("titre", "titre de la répartition") { $0.title },
  .list("lignes", "ses lignes, zéros omis", of: detailVocabulary) { $0.rows },
  .text("precision", "ce que réunit « Autres », ou pourquoi elle n’est pas donnée") { $0.silence },
])

fileprivate let chainVocabulary = Vocabulary<(label: String, words: String)>([
  .text("libelle", "le résultat") { $0.label },
  .text("texte", "« 85 parcours → 51 clos → 48 documentés → 40 … »") { $0.words },
])

fileprivate let storyVocabulary = Vocabulary<[String: String]>(
  storySections.map { section in .text(section.name, "section « \(section.title) »") { $0[section.name] } }
)

/// What may be said of a chart.
let chartVocabulary = Vocabulary<Chart>([
  .text("titre", "ce que le dessin montre : son titre, et son texte de remplacement") { $0.title },
  .text("lecture", "comment lire un point du dessin") { $0.caption.reading },
  .text("champ", "de qui il parle") { $0.caption.field },
  .text("source", "d’où viennent ses chiffres") { $0.caption.source },
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
  .text("structure", "nom de la structure") { $0.structure?.name ?? $0.code },
  .text("role", "« bailleur » ou « association »") { $0.structure?.role.rawValue },
  .count("fichiers", "nombre de fichiers reçus") { $0.files },
  .one("lignes", "compte de leurs lignes", of: rowVocabulary) { $0.total },
])

let definitionVocabulary = Vocabulary<IndicatorCard>([
  .text("libelle", "libellé") { $0.label },
  .text("definition", "définition appliquée") { French.typeset($0.definition) },
  .text("numerateur", "ce que compte le numérateur") { $0.counted },
  .text("denominateur", "ce que compte le dénominateur") { $0.among },
  .text("reference", "article du référentiel") { $0.reference },
])

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
