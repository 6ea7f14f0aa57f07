import Diagnostics
import Foundation
import Model

/// Where a run leaves its files: whole or not at all, and only where nothing but earlier runs wrote.
struct OutputFolder {
  /// As the operator typed it, for sentences.
  let name: String
  /// Absolute, without links.
  let place: String
  /// What it is of the whole output: nothing, or `restreint/retours/`.
  private let prefix: String
  private var exchange: Exchange { Exchange(place, as: prefix) }

  /// - Parameters:
  ///   - path: folder of the output, which may not exist yet; a link stands for the folder that it leads to.
  ///   - inputs: folders that are read, which no output may hold, be or be hidden in.
  /// - Throws: `Stop.file` with the reason when nothing may be written there.
  init(path: String, apart inputs: [String] = []) throws(Stop) {
    name = path
    prefix = ""
    do throws(Refusal) {
      place = try canonical(path)
    } catch {
      throw .file("\(path) : ce dossier ne peut pas être trouvé (\(error.reason)) — donner un autre dossier (--sortie)")
    }
    var status = stat()
    if stat(place, &status) == 0, status.st_mode & S_IFMT != S_IFDIR {
      throw .file("\(path) : c'est un fichier, il n'est pas remplacé — donner un dossier (--sortie)")
    }
    if place == "/" { throw .file("\(path) : la racine du disque n'est pas un dossier de fiches (--sortie)") }
    for input in inputs {
      guard let input = try? canonical(input) else { continue }
      let isInside = (Self.areas + [""]).contains {
        place == "\(input)\($0)" || $0 != "" && place.hasPrefix("\(input)\($0)/")
      }
      if isInside || input.hasPrefix(place + "/") {
        throw .file("\(path) : ce dossier est celui des entrées, ou les contient — donner un autre dossier (--sortie)")
      }
    }
  }

  /// Where the correction files are, in a whole output.
  private init(returnsOf output: OutputFolder) {
    prefix = "restreint/retours/"
    name = "\(output.name)/restreint/retours"
    place = "\(output.place)/restreint/retours"
  }

  /// Folders of a campaign that are read.
  private static let areas = ["sources", "projets", "formats", "editions", "publications"].map { "/" + $0 }

  /// A folder aside for the files of a run, before they replace those of the previous one.
  ///
  /// Throws `Stop.file`, naming it, when the folder holds anything that no run wrote.
  func draft() throws(Stop) -> OutputDraft {
    try restoring { () throws(Refusal) in
      try exchange.recover()
      try OutputFolder(returnsOf: self).exchange.recover()
    }
    try checkOwned()
    return try newDraft()
  }

  /// Puts a draft in place of the previous files, which stay intact until then.
  func replace(with draft: OutputDraft) throws(Stop) {
    do throws(Refusal) {
      try draft.finish()
      if try exchange.put(draft) { return }
    } catch {
      draft.discard()
      throw .file("\(name) : écriture impossible (\(error.reason)) — rien n'a été remplacé")
    }
    draft.discard()
    throw .file(
      "\(name) : quelqu'un y a mis autre chose pendant le calcul — le déplacer, puis relancer ; rien n'a été remplacé"
    )
  }

  /// Replaces `restreint/retours/` by those of `files` that go there, and touches nothing else.
  func replaceReturns(with files: [OutputFile]) throws(Stop) {
    let returns = OutputFolder(returnsOf: self)
    try restoring { () throws(Refusal) in
      try makeClosed("\(place)/restreint")
      try returns.exchange.recover()
    }
    try returns.checkOwned()
    let draft = try returns.newDraft()
    let start = returns.prefix.utf8.count
    draft.add(
      files.filter { $0.path.hasPrefix(returns.prefix) }.map {
        OutputFile(path: String(decoding: $0.path.utf8.dropFirst(start), as: UTF8.self), bytes: $0.bytes)
      }
    )
    try returns.replace(with: draft)
  }

  private func newDraft() throws(Stop) -> OutputDraft {
    try restoring { () throws(Refusal) in
      try makeFolders(parent(of: place))
      return try OutputDraft(path: exchange.draftPath())
    }
  }

  private func restoring<Value>(_ body: () throws(Refusal) -> Value) throws(Stop) -> Value {
    do throws(Refusal) {
      return try body()
    } catch {
      throw .file("\(name) : écriture impossible (\(error.reason)) — donner un autre dossier (--sortie)")
    }
  }

  /// Throws when something in the folder is not ours to replace.
  private func checkOwned() throws(Stop) {
    let belongings: Belongings
    do throws(Refusal) {
      belongings = try Belongings(of: place, as: prefix)
    } catch {
      throw .file("\(name) : ce dossier ne peut pas être lu (\(error.reason)) — donner un autre dossier (--sortie)")
    }
    if let path = belongings.foreign.first {
      let others = belongings.foreign.count > 1 ? " et \(belongings.foreign.count - 1) autres" : ""
      throw .file(
        "\(name) : « \(path) »\(others) n'est pas de ce programme — le déplacer, ou donner un autre dossier (--sortie) ; rien n'a été touché"
      )
    }
    guard let path = belongings.changed.first else { return }
    let others = belongings.changed.count > 1 ? " et \(belongings.changed.count - 1) autres" : ""
    throw .file(
      "\(name)/\(path)\(others) : modifié depuis le dernier passage — mettre de côté ce qui compte (les décisions vont dans arbitrages.csv), puis le supprimer ; rien n'a été touché"
    )
  }

  /// A folder closed to others from its making; one that is open to them is refused.
  private func makeClosed(_ folder: String) throws(Refusal) {
    try makeFolders(place)
    if mkdir(folder, 0o700) == 0 { return }
    guard errno == EEXIST else { throw Refusal() }
    var status = stat()
    try allowed(lstat(folder, &status))
    guard status.st_mode & S_IFMT == S_IFDIR, status.st_mode & 0o077 == 0 else { throw Refusal(EACCES) }
  }
}

/// A path made absolute, without links nor `.`; its last parts may not exist yet.
///
/// Throws for an empty path, and for a link that leads nowhere.
fileprivate func canonical(_ path: String) throws(Refusal) -> String {
  if path.isEmpty { throw Refusal(ENOENT) }
  if let whole = realpath(path, nil) {
    defer { free(whole) }
    return String(cString: whole)
  }
  var status = stat()
  guard errno == ENOENT, lstat(path, &status) != 0 else { throw Refusal() }
  var trimmed = path
  while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
  let last = trimmed.split(separator: "/").last.map(String.init) ?? trimmed
  guard last != "..", last != "." else { throw Refusal(ENOENT) }
  let parent = try canonical(parent(of: trimmed))
  return parent == "/" ? "/" + last : "\(parent)/\(last)"
}

/// The folder that holds a path.
fileprivate func parent(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// Makes a folder and those above it, where they are missing.
fileprivate func makeFolders(_ folder: String) throws(Refusal) {
  if mkdir(folder, 0o777) == 0 || errno == EEXIST { return }
  guard errno == ENOENT, folder.contains("/"), folder != "/" else { throw Refusal() }
  try makeFolders(parent(of: folder))
  if mkdir(folder, 0o777) != 0, errno != EEXIST { throw Refusal() }
}
