import Diagnostics
import Model
import Readers

/// The words of a command, parted into options with their values and the others.
struct Words {
  /// In their order.
  private(set) var plain: [String] = []
  /// Option, with its dashes, and value, in their order.
  private(set) var options: [(name: String, value: String)] = []

  /// Switches that were given, with their dashes.
  private(set) var switches: Set<String> = []

  /// - Parameters:
  ///   - words: those after the verb.
  ///   - allowed: options of the verb, each followed by a value.
  ///   - known: options of the verb that take none.
  /// - Throws: `Stop.declarations` for an option that is not the verb's, or without a value.
  init(_ words: [String], options allowed: [String], switches known: [String] = []) throws(Stop) {
    var rest = words[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--") else {
        plain.append(word)
        continue
      }
      if known.contains(word) {
        switches.insert(word)
        continue
      }
      guard allowed.contains(word) else {
        let near = nearest(to: word, among: allowed + known)
        throw .wrong("« \(word) » n'est pas une option ; la plus proche : « \(near) »")
      }
      guard let value = rest.popFirst() else { throw .wrong("« \(word) » attend une valeur") }
      options.append((word, value))
    }
  }
}

extension Request.Settings {
  static let options = ["--entree", "--sortie", "--modeles", "--annee", "--profil"]
  static let switches = ["--csv-excel", "--detail"]

  /// Takes the options that are its own.
  mutating func read(_ words: Words) throws(Stop) {
    isDetailed = words.switches.contains("--detail")
    excelTwins = words.switches.contains("--csv-excel")
    for (option, value) in words.options {
      switch option {
      case "--entree": input = value
      case "--sortie": output = value
      case "--modeles": templates = value
      case "--annee":
        guard let year = Int(value), (1990...2100).contains(year) else {
          throw .wrong("« --annee \(value) » : une année à quatre chiffres est attendue")
        }
        overrides.year = year
      case "--profil":
        guard let profile = Profile(rawValue: value) else {
          throw .wrong("« --profil \(value) » : « financeur » ou « public » attendu")
        }
        overrides.profile = profile
      default: continue
      }
    }
  }
}
