import Foundation

/// The formats and vocabularies that the program holds: a campaign copies none of them, and a folder of the same name in
/// its `formats/` stands instead.
extension InputFolder {
  private static let files: [(format: String, file: String, bytes: [UInt8])] = [
    ("associations", "codes.csv", PackageResources.associations_codes_csv),
    ("bailleurs", "codes.csv", PackageResources.bailleurs_codes_csv),
    ("core-data-hlm", "codes.csv", PackageResources.core_data_hlm_codes_csv),
    ("core-data-hlm", "colonnes.csv", PackageResources.core_data_hlm_colonnes_csv),
    ("core-data-hlm", "fichiers.csv", PackageResources.core_data_hlm_fichiers_csv),
    ("vocabulaire", "codes.csv", PackageResources.vocabulaire_codes_csv),
    ("vocabulaire", "entetes.csv", PackageResources.vocabulaire_entetes_csv),
  ]

  static let formats = Set(files.map(\.format))

  /// The bytes of a file of a format that the campaign does not have; `nil` for any other.
  func embedded(_ file: String) -> [UInt8]? {
    guard file.hasPrefix("formats/") else { return nil }
    let found = Self.files.first { "formats/\($0.format)/\($0.file)" == file }
    return found.flatMap { overrides($0.format) ? nil : $0.bytes }
  }

  /// Names that the program adds to a folder.
  func embeddedNames(in folder: String) -> [String] {
    if folder == "formats" { return Array(Self.formats) }
    return Self.files.filter { "formats/" + $0.format == folder && !overrides($0.format) }.map(\.file)
  }

  private func overrides(_ format: String) -> Bool {
    let names = try? FileManager.default.contentsOfDirectory(atPath: "\(path)/formats/\(format)")
    return names.map { !$0.isEmpty } ?? false
  }
}
