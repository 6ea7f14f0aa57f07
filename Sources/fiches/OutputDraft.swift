import Foundation
import Model
import Synchronization

/// The files of a run on their way to disk, in a folder aside that nobody reads before it is whole.
///
/// Threads of its own write and sync each file as it comes, while the cores make the next ones: they wait for the disk,
/// and a disk syncs many files in the time of one. To be ended by `finish` or `discard`.
final class OutputDraft: Sendable {
  let path: String
  private let state = Mutex(State())
  private let arrivals = DispatchSemaphore(value: 0)
  private let threads = DispatchGroup()

  private struct State {
    var parents: Set<String> = []
    var waiting: [OutputFile] = []
    var failure: (any Error)?
  }

  private static let threadCount = 8

  init(path: String) {
    self.path = path
    for _ in 0..<OutputDraft.threadCount {
      threads.enter()
      Thread.detachNewThread { [self] in
        serve()
        threads.leave()
      }
    }
  }

  /// Takes files from any thread; what goes wrong is thrown by `finish`.
  func add(_ files: [OutputFile]) {
    let isTaken = state.withLock { state in
      do {
        for file in files where state.parents.insert(file.parent).inserted {
          if state.parents.count == 1 { try begin() }
          try make(file.parent)
        }
        state.waiting += files
        return true
      } catch {
        state.failure = error
        return false
      }
    }
    if isTaken { for _ in files { arrivals.signal() } }
  }

  /// Waits until every file is on disk.
  func finish() throws {
    end()
    try state.withLock { state in
      if let error = state.failure { throw error }
      if state.parents.isEmpty { try begin() }
    }
  }

  /// Leaves nothing behind.
  func discard() {
    end()
    try? FileManager.default.removeItem(atPath: path)
  }

  private func end() {
    for _ in 0..<OutputDraft.threadCount { arrivals.signal() }
    threads.wait()
  }

  private func begin() throws {
    try? FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// Makes a folder of the output; restreint/ is made closed, never closed afterwards.
  private func make(_ parent: String) throws {
    let names = parent.split(separator: "/")
    var folder = path
    for name in names {
      folder += "/" + name
      if FileManager.default.fileExists(atPath: folder) { continue }
      try FileManager.default.createDirectory(
        atPath: folder,
        withIntermediateDirectories: false,
        attributes: names.first == "restreint" ? [.posixPermissions: 0o700] : nil
      )
    }
  }

  /// Writes the files that arrive; an arrival without a file is the end.
  private func serve() {
    while true {
      arrivals.wait()
      guard let file = state.withLock({ $0.waiting.popLast() }) else { return }
      guard state.withLock({ $0.failure == nil }) else { continue }
      do {
        try write(file)
      } catch {
        state.withLock { $0.failure = error }
      }
    }
  }

  private func write(_ file: OutputFile) throws {
    let descriptor = open(path + "/" + file.path, O_WRONLY | O_CREAT | O_EXCL, 0o666)
    guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try handle.write(contentsOf: file.bytes)
    try handle.synchronize()
  }
}

extension OutputFile {
  /// Folder of the file, relative to the output; empty at its root.
  fileprivate var parent: String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "" }
}
