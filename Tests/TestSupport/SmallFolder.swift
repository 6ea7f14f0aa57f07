import Foundation

/// A folder of a few files, written for the time of a test and removed after it.
package enum SmallFolder {
  /// Writes the files, by path relative to the folder, hands its path, and removes it.
  package static func with<Result>(_ files: [String: String], _ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fiches-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (path, text) in files {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return try body(folder.path)
  }

  /// The smallest campaign that can be read: one project, a landlord and an association that send nothing yet.
  package static let campaign = [
    "campagne.csv": "cle,valeur\nnom,Essai\nannee,2018\ndate_arrete,2018-12-31\nprofil,financeur\n",
    "projets/toit/projet.csv": "cle,valeur\ntitre,Un toit\ndate_debut,2015-01-01\ndate_fin,2018-12-31\n",
    "sources/bailleur/source.csv": "cle,valeur\nnom,Le Bailleur\ntype,bailleur\nprojet,toit\n",
    "sources/association/source.csv": "cle,valeur\nnom,L'Association\ntype,association\nprojet,toit\n",
  ]

  /// That campaign with other files, which replace its own of the same path.
  package static func campaign(with files: [String: String]) -> [String: String] {
    campaign.merging(files) { _, new in new }
  }
}
