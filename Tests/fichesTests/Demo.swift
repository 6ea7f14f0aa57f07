import Foundation

/// The demo campaign of the repository, run once for all the tests.
enum Demo {
  static let command = [
    "rapport", "--entree", Program.root.appending(path: "input").path, "--modeles",
    Program.root.appending(path: "templates").path, "--sortie", "output",
  ]

  static let run = Result { try Program.run(command) }

  /// With all that can be asked for.
  static let detailed = Result { try Program.run(command + ["--csv-excel", "--detail"]) }

  /// Elsewhere, in another language and another time zone.
  static let again = Result {
    try Program.run(command, environment: ["LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Auckland", "LANG": "ar_EG.UTF-8"])
  }
}
