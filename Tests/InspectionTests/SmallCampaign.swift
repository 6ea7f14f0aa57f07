import Diagnostics
import Foundation
import Model

@testable import Readers

/// A campaign folder made for one test, removed with it.
struct SmallCampaign: ~Copyable {
  let path: String
  var folder: InputFolder { InputFolder(path: path) }

  /// A folder with the campaign's card, one project `essai` and the formats of the demo.
  init() throws {
    path = NSTemporaryDirectory() + "campagne-\(UUID().uuidString)"
    try write("campagne.csv", "cle,valeur\nnom,Essai\nannee,2018\ndate_arrete,2018-12-31\n")
    try write("projets/essai/projet.csv", "cle,valeur\ntitre,Essai\ncategorie,maintien\ndate_debut,2016-01-01\n")
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ file: String, _ text: String) throws { try write(file, Array(text.utf8)) }

  func write(_ file: String, _ bytes: [UInt8]) throws {
    let url = URL(fileURLWithPath: path + "/" + file)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }
}
