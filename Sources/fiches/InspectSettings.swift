import Diagnostics
import Model

/// What the operator typed after `fiches inspecter`.
struct InspectSettings {
  /// Files, or folders of exports, in the order typed.
  var paths: [String] = []
  /// Folder where the declaration goes; `nil` to write none.
  var target: String?
  var project: String?
  /// Campaign whose vocabulary and projects are used; `nil` to find it.
  var input: String?

  private static let options = ["--vers", "--projet", "--entree"]

  init(_ words: [String]) throws(Stop) {
    var rest = words[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--") else {
        paths.append(word)
        continue
      }
      guard Self.options.contains(word) else {
        throw .wrong(
          "« \(word) » n'est pas une option ; la plus proche : « \(nearest(to: word, among: Self.options)) »"
        )
      }
      guard let value = rest.popFirst() else { throw .wrong("« \(word) » attend une valeur") }
      switch word {
      case "--vers": target = value
      case "--projet": project = value
      default: input = value
      }
    }
    guard !paths.isEmpty else {
      throw .wrong("« inspecter » attend au moins un fichier, par exemple « fiches inspecter export.csv »")
    }
  }
}
