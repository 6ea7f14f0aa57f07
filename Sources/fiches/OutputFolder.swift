import Diagnostics
import Foundation
import Model

/// Where a run leaves its files: whole or not at all.
struct OutputFolder {
  let path: String

  /// A folder aside for the files of a run, before they replace those of the previous one.
  ///
  /// Refuses to replace a folder that no run has made.
  func draft() throws(Stop) -> OutputDraft {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    // A folder where only « verifier » wrote has the returns and nothing else.
    if names.isEmpty || names.contains("manifeste.json") || names == ["restreint"] {
      removeLeftovers()
      return newDraft()
    }
    throw .file(
      "\(path) : ce dossier contient autre chose que des fiches — donner un dossier vide ou nouveau (--sortie)"
    )
  }

  private func newDraft() -> OutputDraft { OutputDraft(path: "\(path).partiel-\(getpid())") }

  /// Removes what runs that were killed left beside: personal data does not lie about.
  ///
  /// A previous output stays where a run was killed before it put the new one in its place.
  private func removeLeftovers() {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let name = URL(fileURLWithPath: path).lastPathComponent
    let isWhole = FileManager.default.fileExists(atPath: path)
    for sibling in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      for kind in isWhole ? [".partiel-", ".precedent-"] : [".partiel-"] where sibling.hasPrefix(name + kind) {
        guard let run = pid_t(sibling.dropFirst(name.count + kind.count)), kill(run, 0) != 0, errno == ESRCH else {
          continue
        }
        try? FileManager.default.removeItem(atPath: "\(folder)/\(sibling)")
      }
    }
  }

  /// Puts a draft in place of the previous files, which stay intact until then.
  func replace(with draft: OutputDraft) throws(Stop) {
    do {
      try draft.finish()
      try swap(draft.path)
    } catch {
      draft.discard()
      throw .file(
        "\(path) : écriture impossible (\(reason(error))) — vérifier l'espace du disque et les droits ; rien n'a été remplacé"
      )
    }
  }

  /// Where the correction files are.
  private static let returns = "restreint/retours/"

  /// Replaces `restreint/retours/` by those of `files` that go there, and touches nothing else.
  func replaceReturns(with files: [OutputFile]) throws(Stop) {
    let own = files.filter { $0.path.hasPrefix(Self.returns) }
    let renamed = own.map { OutputFile(path: String($0.path.dropFirst(Self.returns.count)), bytes: $0.bytes) }
    let folder = OutputFolder(path: path + "/restreint/retours")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    guard names.allSatisfy({ $0.hasSuffix(".csv") || $0.hasSuffix(".md") }) else {
      throw .file(
        "\(folder.path) : ce dossier contient autre chose que des retours — donner un autre dossier (--sortie)"
      )
    }
    do {
      try FileManager.default.createDirectory(
        atPath: path + "/restreint",
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
      // An intermediate folder takes the attributes too: the output itself is open.
      if (try FileManager.default.contentsOfDirectory(atPath: path)).count == 1 {
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      }
    } catch {
      throw .file("\(path) : écriture impossible (\(reason(error))) — vérifier l'espace du disque et les droits")
    }
    let draft = folder.newDraft()
    draft.add(renamed)
    try folder.replace(with: draft)
  }

  /// Two renames: a run killed between them leaves the previous folder beside, whole.
  private func swap(_ aside: String) throws {
    let previous = "\(path).precedent-\(getpid())"
    let exists = FileManager.default.fileExists(atPath: path)
    if exists { try FileManager.default.moveItem(atPath: path, toPath: previous) }
    do {
      try FileManager.default.moveItem(atPath: aside, toPath: path)
    } catch {
      if exists { try FileManager.default.moveItem(atPath: previous, toPath: path) }
      throw error
    }
    if exists { try remove(previous) }
  }

  /// Removes a folder, its files on every core.
  private func remove(_ folder: String) throws {
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.contains(".") }
    _ = concurrently(files.count) { unlink("\(folder)/\(files[$0])") }
    try FileManager.default.removeItem(atPath: folder)
  }

  private func reason(_ error: any Error) -> String {
    let isFull = (error as? CocoaError)?.code == .fileWriteOutOfSpace || (error as? POSIXError)?.code == .ENOSPC
    return isFull ? "disque plein" : "refus du système"
  }
}
