import Diagnostics
import Foundation
import Model
import Synchronization

/// Where a run leaves its files: whole or not at all.
struct OutputFolder {
  let path: String

  /// Writes the files aside, syncs them, then puts the folder in place of the previous one, which stays intact until
  /// then.
  ///
  /// Refuses to replace a folder that no run has made.
  func replace(with files: [OutputFile]) throws(Stop) {
    try checkReplaceable()
    try put(files)
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
    try folder.put(renamed)
  }

  private func put(_ files: [OutputFile]) throws(Stop) {
    let aside = "\(path).partiel-\(getpid())"
    do {
      try? FileManager.default.removeItem(atPath: aside)
      try FileManager.default.createDirectory(atPath: aside, withIntermediateDirectories: true)
      for parent in Set(files.map(\.parent)).sorted() { try make(parent, in: aside) }
      try write(files, in: aside)
      try swap(aside)
    } catch {
      try? FileManager.default.removeItem(atPath: aside)
      throw .file(
        "\(path) : écriture impossible (\(reason(error))) — vérifier l'espace du disque et les droits ; rien n'a été remplacé"
      )
    }
  }

  private func checkReplaceable() throws(Stop) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    // A folder where only « verifier » wrote has the returns and nothing else.
    if names.isEmpty || names.contains("manifeste.json") || names == ["restreint"] { return }
    throw .file(
      "\(path) : ce dossier contient autre chose que des fiches — donner un dossier vide ou nouveau (--sortie)"
    )
  }

  /// Makes a folder of the output; restreint/ is made closed, never closed afterwards.
  private func make(_ parent: String, in folder: String) throws {
    let names = parent.split(separator: "/")
    var path = folder
    for name in names {
      path += "/" + name
      if FileManager.default.fileExists(atPath: path) { continue }
      try FileManager.default.createDirectory(
        atPath: path,
        withIntermediateDirectories: false,
        attributes: names.first == "restreint" ? [.posixPermissions: 0o700] : nil
      )
    }
  }

  /// Writes and syncs every file: threads wait for the disk here, not for a core, and a disk syncs many files in the time
  /// of one.
  private func write(_ files: [OutputFile], in folder: String) throws {
    let next = Atomic(0)
    let failure = Mutex<(any Error)?>(nil)
    let threads = DispatchGroup()
    for _ in 0..<min(16, files.count) {
      threads.enter()
      Thread.detachNewThread {
        defer { threads.leave() }
        while true {
          let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
          guard index < files.count, failure.withLock({ $0 == nil }) else { return }
          do {
            try write(files[index], in: folder)
          } catch {
            failure.withLock { $0 = error }
          }
        }
      }
    }
    threads.wait()
    if let error = failure.withLock({ $0 }) { throw error }
  }

  private func write(_ file: OutputFile, in folder: String) throws {
    let full = folder + "/" + file.path
    let descriptor = open(full, O_WRONLY | O_CREAT | O_EXCL, 0o666)
    guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try handle.write(contentsOf: file.bytes)
    try handle.synchronize()
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
    if exists { try FileManager.default.removeItem(atPath: previous) }
  }

  private func reason(_ error: any Error) -> String {
    let isFull = (error as? CocoaError)?.code == .fileWriteOutOfSpace || (error as? POSIXError)?.code == .ENOSPC
    return isFull ? "disque plein" : "refus du système"
  }
}

extension OutputFile {
  /// Folder of the file, relative to the output; empty at its root.
  fileprivate var parent: String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "" }
}
