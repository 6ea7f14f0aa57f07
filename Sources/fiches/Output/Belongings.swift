import Foundation
import Model

/// What a folder holds that no run of this program wrote there, as its manifests prove it.
///
/// A manifest lists the files of its own room with their digests: `manifeste.json` what is published,
/// `restreint/manifeste.json` and `restreint/retours/manifeste.json` theirs. A file that none lists, or that is no longer
/// what was written, is somebody's.
struct Belongings {
  /// Relative to the folder, in byte order; links, and folders without any file of a run, included.
  private(set) var foreign: [String] = []
  /// Files of a run that somebody changed since, in byte order.
  private(set) var changed: [String] = []

  /// Looks at a folder; one that does not exist holds nothing.
  ///
  /// `prefix`: what it is of the whole output, such as `restreint/retours/`.
  /// `isThorough`: whether digests are taken again, or the names believed.
  /// Throws what the system refused: a folder that cannot be looked at is never taken for an empty one.
  init(of folder: String, as prefix: String = "", isThorough: Bool = true) throws(Refusal) {
    let listed = try Self.listed(in: folder, as: prefix)
    var known = Set(["restreint", "restreint/retours"].compactMap { $0.without(prefix) })
    for path in listed.keys { known.formUnion(Self.parents(of: path)) }
    var present: [String] = []
    for path in try Self.paths(in: folder) {
      switch Self.kind(of: folder + "/" + path) {
      case S_IFDIR where known.contains(path): continue
      case S_IFREG where listed[path] != nil: present.append(path)
      default: foreign.append(path)
      }
    }
    guard isThorough else { return }
    let same = try concurrently(present.count) { [present] index throws(Refusal) in
      let (path, digest) = (present[index], listed[present[index]])
      // A manifest cannot hold its own digest.
      if digest == "" { return true }
      return sha256(try bytes(of: folder + "/" + path)) == digest
    }
    changed = zip(present, same).filter { !$1 }.map(\.0)
  }

  var isEmpty: Bool { foreign.isEmpty && changed.isEmpty }

  /// The names at the root of a folder that its runs wrote, in byte order.
  static func roots(of folder: String, as prefix: String) throws(Refusal) -> [String] {
    let names = Set(
      try listed(in: folder, as: prefix).keys.compactMap { $0.split(separator: "/").first.map(String.init) }
    )
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Where manifests stand, relative to the output.
  private static let manifests = ["manifeste.json", "restreint/manifeste.json", "restreint/retours/manifeste.json"]

  /// What systems leave in any folder they show, and at the root of a volume.
  private static let left: Set<String> = [".DS_Store", "Thumbs.db", "desktop.ini", "lost+found"]

  private struct Manifest: Decodable {
    struct Output: Decodable {
      let chemin: String
      let sha256: String
    }
    let sorties: [Output]
  }

  /// Digest of each file that the manifests list, by path; empty for the manifests themselves.
  private static func listed(in folder: String, as prefix: String) throws(Refusal) -> [String: String] {
    var digests: [String: String] = [:]
    for name in manifests.compactMap({ $0.without(prefix) }) where kind(of: folder + "/" + name) == S_IFREG {
      let data = Data(try bytes(of: folder + "/" + name))
      guard let manifest = try? JSONDecoder().decode(Manifest.self, from: data) else { continue }
      digests[name] = ""
      for output in manifest.sorties {
        if let path = output.chemin.without(prefix) { digests[path] = output.sha256 }
      }
    }
    return digests
  }

  private static func parents(of path: String) -> [String] {
    var folders: [String] = []
    var rest = path[...]
    while let slash = rest.lastIndex(of: "/") {
      rest = rest[..<slash]
      folders.append(String(rest))
    }
    return folders
  }

  /// Every path below a folder, in byte order; links are not followed.
  private static func paths(in folder: String, below parent: String = "") throws(Refusal) -> [String] {
    var paths: [String] = []
    for name in try entries(of: folder) where !left.contains(name) && Exchange.Aside(of: name) == nil {
      paths.append(parent + name)
      guard kind(of: folder + "/" + name) == S_IFDIR else { continue }
      paths += try self.paths(in: folder + "/" + name, below: parent + name + "/")
    }
    return paths
  }

  private static func kind(of path: String) -> mode_t {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : 0
  }
}

extension String {
  /// What follows a beginning; `nil` when the text begins otherwise.
  fileprivate func without(_ prefix: String) -> String? {
    hasPrefix(prefix) ? String(decoding: utf8.dropFirst(prefix.utf8.count), as: UTF8.self) : nil
  }
}
