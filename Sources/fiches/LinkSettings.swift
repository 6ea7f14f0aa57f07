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
  var savedWeights: String?
  /// `cle_1,cle_2,decision`, keys `source/identifiant`.
  var decisions: String?
  var output = "rapprochement.csv"
  var explanation: String?
  var threshold: Double?
  /// Whether a source may hold one person twice.
  var hasDuplicates = false

  private static let options = [
    "--champs", "--comparaisons", "--blocage", "--poids", "--garder-poids", "--arbitrages", "--sortie", "--explication",
    "--seuil", "--doublons",
  ]

  init(_ words: [String]) throws(Stop) {
    var rest = words[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--") else {
        files.append(word)
        continue
      }
      guard Self.options.contains(word) else {
        throw .wrong(
          "« \(word) » n'est pas une option ; la plus proche : « \(nearest(to: word, among: Self.options)) »"
        )
      }
      if word == "--doublons" {
        hasDuplicates = true
        continue
      }
      guard let value = rest.popFirst() else { throw .wrong("« \(word) » attend une valeur") }
      try take(word, value)
    }
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
    case "--garder-poids": savedWeights = value
    case "--arbitrages": decisions = value
    case "--sortie": output = value
    case "--explication": explanation = value
    default:
      guard let number = Double(value) else { throw .wrong("« --seuil \(value) » : un nombre est attendu") }
      threshold = number
    }
  }
}
