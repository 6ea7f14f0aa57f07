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
  case help

  /// The settings of `fiches rapport` and `fiches verifier`.
  struct Settings {
    var input = "input"
    var output = "output"
    var templates = "templates"
    var overrides = Overrides()
  }

  /// Reads the words after the program's name; throws a `Stop.declarations` sentence when one means nothing.
  init(_ words: [String]) throws(Stop) {
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
    case "csv": self = .table(try TableCommand(rest))
    case "rapprocher": self = .link(try LinkSettings(rest))
    case "verifier": self = .verify(try Request.settings(rest))
    default: self = .report(try Request.settings(rest))
    }
  }

  private static let verbs = ["rapport", "verifier", "inspecter", "csv", "rapprocher", "aide"]

  private static let options = ["--entree", "--sortie", "--modeles", "--annee", "--profil"]

  private static func settings(_ words: [String]) throws(Stop) -> Settings {
    var settings = Settings()
    var rest = words[...]
    while let option = rest.popFirst() {
      guard options.contains(option) else {
        throw .wrong("« \(option) » n'est pas une option ; la plus proche : « \(nearest(to: option, among: options)) »")
      }
      guard let value = rest.popFirst() else { throw .wrong("« \(option) » attend une valeur") }
      switch option {
      case "--entree": settings.input = value
      case "--sortie": settings.output = value
      case "--modeles": settings.templates = value
      case "--annee":
        guard let year = Int(value), (1990...2100).contains(year) else {
          throw .wrong("« --annee \(value) » : une année à quatre chiffres est attendue")
        }
        settings.overrides.year = year
      default:
        guard let profile = Profile(rawValue: value) else {
          throw .wrong("« --profil \(value) » : « financeur » ou « public » attendu")
        }
        settings.overrides.profile = profile
      }
    }
    return settings
  }

  /// `fiches --help`.
  static let helpText = """
    fiches — les fiches projet d'une campagne, à partir des exports des bailleurs et des associations

    Emploi :
      fiches rapport [--entree DOSSIER] [--sortie DOSSIER] [--modeles DOSSIER] [--annee AAAA] [--profil financeur|public]
      fiches verifier [les mêmes options]
      fiches inspecter FICHIER… [--vers DOSSIER] [--projet CODE] [--entree DOSSIER]

      fiches csv normaliser [ENTRÉE SORTIE [PARAMÈTRES.json]]   fiches csv decrire FICHIER…
      fiches rapprocher --champs CHAMPS.csv [--doublons] [--sortie CSV] [--explication CSV] FICHIER…
                        [--comparaisons CSV] [--blocage CSV] [--poids CSV] [--garder-poids CSV] [--arbitrages CSV] [--seuil N]

      rapport    lit, rapproche, calcule, écrit les fiches
      verifier   relit et contrôle tout, n'écrit que les retours aux structures
      inspecter  dit ce que contient un export inconnu ; --vers écrit la déclaration à relire, par exemple
                 fiches inspecter input/sources/ma-structure --vers input/sources/ma-structure
      csv        normaliser : un CSV propre de n'importe lequel (sans fichier : une liste sur l'entrée) ; decrire : du JSON
      rapprocher des personnes de plusieurs fichiers : « source,id,cluster » ; CHAMPS.csv a deux colonnes, « colonne,type »
                 (prenom, nom, date, adresse, code_postal, commune, cle_foyer, identifiant, texte… ; id pour la clé)

      --entree   dossier de campagne (défaut : input) ; voir input/README.md
      --sortie   dossier des fiches (défaut : output), remplacé en entier à chaque passage
      --modeles  dossier des modèles (défaut : templates) ; voir templates/README.md
      --annee    remplace l'année de la campagne ; un projet dont la carte donne la sienne la garde
      --profil   financeur (confidentiel) ou public

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
