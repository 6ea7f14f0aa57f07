package import Diagnostics
import Foundation

/// The campaign folder on disk.
///
/// The only place of the stage that touches files.
package struct InputFolder: Sendable {
  /// Path of the folder, as the operator typed it.
  package let path: String

  package init(path: String) { self.path = path }

  /// Whether there is a file at a path relative to the folder.
  func has(_ file: String) -> Bool {
    FileManager.default.fileExists(atPath: path + "/" + file) || embedded(file) != nil
  }

  /// Whether a path relative to the folder leads to a plain file: no folder, no pipe, no device.
  func isFile(_ file: String) -> Bool {
    let place = URL(fileURLWithPath: path + "/" + file).resolvingSymlinksInPath().path
    return (try? FileManager.default.attributesOfItem(atPath: place)[.type]) as? FileAttributeType == .typeRegular
  }

  /// Names in a subfolder, files or folders, in byte order; empty when there is no such folder.
  func names(in folder: String) -> [String] {
    let onDisk = (try? FileManager.default.contentsOfDirectory(atPath: path + "/" + folder)) ?? []
    let names = Set(onDisk).union(embeddedNames(in: folder))
    return names.filter { !$0.hasPrefix(".") }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Subfolders of a folder, in byte order.
  func folders(in folder: String) -> [String] {
    names(in: folder).filter {
      if folder == "formats", Self.formats.contains($0) { return true }
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path + "/" + folder + "/" + $0, isDirectory: &isFolder)
        && isFolder.boolValue
    }
  }

  /// The bytes of a file.
  func bytes(of file: String) throws(Stop) -> [UInt8] {
    if let bytes = embedded(file) { return bytes }
    return try InputFolder.bytes(at: path + "/" + file)
  }

  /// The bytes of a file that may be in no folder of this kind.
  package static func bytes(at path: String) throws(Stop) -> [UInt8] {
    do {
      return try [UInt8](Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe))
    } catch {
      throw .file("\(path) : le fichier ne peut pas être lu — vérifier qu'il existe et les droits d'accès")
    }
  }
}

extension InputFolder {
  /// The templates of a folder of that kind, in byte order, with paths that a person can open.
  package func templates() throws(Stop) -> [(path: String, text: String)] {
    var files: [(path: String, text: String)] = []
    let kinds = [".md", ".html", ".css", ".mustache"]
    for name in names(in: "") where kinds.contains(where: name.hasSuffix) && name != "README.md" {
      files.append(("\(path)/\(name)", String(decoding: try bytes(of: name), as: UTF8.self)))
    }
    guard !files.isEmpty else { throw .file("\(path) : aucun modèle — donner le dossier des modèles (--modeles)") }
    return files
  }
}
