import Diagnostics
import Linkage
import Model

/// What the operator typed after `rapprocher`.
struct LinkSettings {
  var files: [String] = []
  /// `colonne,type`: which columns are compared, and as what.
  var fields = ""
  var comparisons: String?
  var blocking: String?
  /// Weights of an earlier run, to decide the same.
  var weights: String?
  /// Folder that gets the declarations applied, `comparaisons.csv` and `blocage.csv`, and the weights, `poids.csv`.
  var savedModel: String?
  /// `cle_1,cle_2,decision`, keys `source/identifiant`.
  var decisions: String?
  var output = "rapprochement.csv"
  var explanation: String?
  var threshold: Double?
  /// Whether a source may hold one person twice.
  var hasDuplicates = false

  private static let options = [
    "--champs", "--comparaisons", "--blocage", "--poids", "--garder-modele", "--arbitrages", "--sortie",
    "--explication",
    "--seuil",
  ]

  init(_ words: [String]) throws(Stop) {
    let words = try Words(words, options: Self.options, switches: ["--doublons"])
    files = words.plain
    hasDuplicates = !words.switches.isEmpty
    for (option, value) in words.options { try take(option, value) }
    if files.isEmpty || fields.isEmpty {
      throw .wrong("« rapprocher » attend « --champs CHAMPS.csv FICHIER… »")
    }
  }

  private mutating func take(_ option: String, _ value: String) throws(Stop) {
    switch option {
    case "--champs": fields = value
    case "--comparaisons": comparisons = value
    case "--blocage": blocking = value
    case "--poids": weights = value
    case "--garder-modele": savedModel = value
    case "--arbitrages": decisions = value
    case "--sortie": output = value
    case "--explication": explanation = value
    default:
      guard let number = Double(value) else { throw .wrong("« --seuil \(value) » : un nombre est attendu") }
      threshold = number
    }
  }
}
