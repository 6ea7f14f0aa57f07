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
    let words = try Words(words, options: Self.options)
    paths = words.plain
    for (option, value) in words.options {
      switch option {
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
