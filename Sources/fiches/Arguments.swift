import Diagnostics
import Model
import Readers

/// What the operator typed.
enum Request {
  case report(Settings)
  case verify(Settings)
  case inspect(InspectSettings)
  case table(TableCommand)
  case link(LinkSettings)
  case explain(Question)
  case audit([String])
  case sql(SQLCommand)
  case project(NewProject)
  case help
  case version

  /// The settings of `fiches rapport` and `fiches verifier`.
  struct Settings {
    var input = "input"
    var output = "output"
    var templates = "templates"
    /// Whether each published CSV has a twin for a French spreadsheet.
    var excelTwins = false
    /// Whether everything found is printed, and the table of files, not what one screen holds.
    var isDetailed = false
    var overrides = Overrides()
  }

  /// Reads the words after the program's name; throws a `Stop.declarations` sentence when one means nothing.
  init(_ words: [String]) throws(Stop) {
    if words.first == "--version" {
      self = .version
      return
    }
    guard let verb = words.first, !["--help", "-h", "aide", "--aide"].contains(verb) else {
      self = .help
      return
    }
    guard Request.verbs.contains(verb) else {
      throw .wrong(
        "« \(verb) » n'est pas une commande ; la plus proche : « \(nearest(to: verb, among: Request.verbs)) »"
      )
    }
    if words.contains("--help") || words.contains("-h") {
      self = .help
      return
    }
    let rest = Array(words.dropFirst())
    switch verb {
    case "inspecter": self = .inspect(try InspectSettings(rest))
    case "projet": self = .project(try NewProject(rest))
    case "csv": self = .table(try TableCommand(rest))
    case "rapprocher": self = .link(try LinkSettings(rest))
    case "verifier": self = .verify(try Request.settings(rest))
    case "expliquer": self = .explain(try Question(rest))
    case "sql": self = .sql(try SQLCommand(rest))
    case "auditer": self = .audit(try Request.files(rest))
    default: self = .report(try Request.settings(rest))
    }
  }

  private static let verbs = [
    "rapport", "verifier", "expliquer", "inspecter", "auditer", "projet", "csv", "rapprocher", "sql", "aide",
  ]

  private static func settings(_ words: [String]) throws(Stop) -> Settings {
    let words = try Words(words, options: Settings.options, switches: Settings.switches)
    if let stray = words.plain.first { throw .wrong("« \(stray) » : « rapport » n'attend que des options") }
    var settings = Settings()
    try settings.read(words)
    return settings
  }

  private static func files(_ words: [String]) throws(Stop) -> [String] {
    let words = try Words(words, options: [])
    if words.plain.isEmpty { throw .wrong("« auditer » attend un fichier .md ou .txt") }
    return words.plain
  }

  /// `fiches --help`.
  static let helpText = """
    fiches — les fiches projet d'une campagne, à partir des exports des bailleurs et des associations

    Emploi :
      fiches rapport     lit, rapproche, calcule, écrit les fiches
      fiches verifier    relit et contrôle tout, n'écrit que les retours aux structures
        [--entree DOSSIER] [--sortie DOSSIER] [--modeles DOSSIER] [--annee AAAA] [--profil financeur|public]
        [--csv-excel] [--detail]

      fiches expliquer PROJET INDICATEUR [--detail D] [--periode cumul|annee] [--volet ensemble|acces|maintien]
                         [--contre INDICATEUR] : ce qui sépare deux définitions, ménage par ménage
      fiches expliquer --menage M [PROJET [INDICATEUR]]
                         d'où vient un chiffre, jusqu'aux lignes des sources, ou tout ce que l'on sait d'un ménage ;
                         PROJET « * » : tous les projets ; information restreinte, sur la sortie standard
      fiches projet NOM [--entree DOSSIER]
                         commence un projet : ses cartes, chaque ligne expliquée
      fiches inspecter FICHIER… [--vers DOSSIER] [--projet CODE]
                         ce que contient un export inconnu ; --vers écrit la déclaration à relire, par exemple
                         fiches inspecter input/sources/ma-structure --vers input/sources/ma-structure
      fiches auditer FICHIER…
                         les comptes d'une fiche déjà écrite, .md ou .txt : ce qui ne découle pas de ses chiffres

      fiches sql --moteur duckdb|postgresql|spark
                         le script des mêmes indicateurs sur les tables de restreint/faits/

      fiches csv normaliser [ENTRÉE SORTIE [PARAMÈTRES.json]]
                         un CSV propre de n'importe lequel ; sans fichier, une liste sur l'entrée standard
      fiches csv decrire FICHIER…
                         ce que disent les octets, une ligne de JSON par fichier
      fiches rapprocher --champs CHAMPS.csv FICHIER… [--doublons] [--sortie CSV] [--explication CSV] [--seuil N]
                        [--comparaisons CSV] [--blocage CSV] [--arbitrages CSV] [--poids CSV] [--garder-modele DOSSIER]
                         les personnes de plusieurs fichiers : « source,id,cluster » ; CHAMPS.csv a deux colonnes,
                         « colonne,type » (prenom, nom, date, adresse, code_postal, commune, cle_foyer, id…) ;
                         voir input/RAPPROCHER.md

      fiches --version   version et commit

      --entree   dossier de campagne (défaut : input) ; voir input/README.md
      --sortie   dossier des fiches (défaut : output), remplacé en entier à chaque passage
      --modeles  dossier des modèles (défaut : templates) ; voir templates/README.md
      --annee    remplace l'année de la campagne ; un projet dont la carte donne la sienne la garde
      --profil   financeur (confidentiel) ou public
      --csv-excel  ajoute à chaque CSV publié son jumeau *.excel.csv, pour un tableur français (« ; », virgule décimale)
      --detail   tout ce qui a été constaté, et le compte des lignes de chaque fichier

    Code de retour : 0 fait ; 1 fait, avec des constats bloquants, nommés sur la sortie d'erreur ; 2 commande ou
    déclarations fausses, rien n'est écrit ; 3 un fichier n'a pu être ouvert ou écrit.

    """
}

extension Stop {
  /// A mistake on the command line.
  static func wrong(_ sentence: String) -> Stop {
    .declarations([Diagnostic(.commandLine, sentence, at: Location(file: "fiches"))])
  }
}

extension Diagnostic.Code {
  static let commandLine = Self("ligne-de-commande", .erreur, remedy: "voir « fiches --help »")
}
