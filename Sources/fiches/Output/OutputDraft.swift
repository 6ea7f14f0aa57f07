import Foundation
import Model
import Synchronization

/// The files of a run on their way to disk, in a folder aside that nobody else reads before it is whole.
///
/// To be ended by `finish` or `discard`. A run that is killed leaves the folder, closed to others; the lock it held on it
/// goes with it, and the next run removes it.
final class OutputDraft: Sendable {
  let path: String
  /// Open and locked as long as this run lives, in whatever container.
  private let descriptor: Int32
  private let state = Mutex(State())

  private struct State {
    var parents: Set<String> = []
    var failure: Refusal?
  }

  /// Makes the folder, which must not exist; throws what the system refused.
  init(path: String) throws(Refusal) {
    self.path = path
    try allowed(mkdir(path, 0o700))
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let refusal = Refusal()
      rmdir(path)
      throw refusal
    }
    flock(descriptor, LOCK_EX | LOCK_NB)
  }

  deinit { close(descriptor) }

  /// Takes files from any thread; what goes wrong is thrown by `finish`.
  func add(_ files: [OutputFile]) {
    for file in files {
      guard state.withLock({ $0.failure == nil }) else { return }
      do throws(Refusal) {
        try make(file.parent)
        try write(file)
      } catch {
        state.withLock { $0.failure = error }
      }
    }
  }

  /// Waits until every file is on disk.
  func finish() throws(Refusal) {
    if let failure = state.withLock({ $0.failure }) { throw failure }
    try synchronise(descriptor)
  }

  /// Leaves nothing behind.
  func discard() { try? FileManager.default.removeItem(atPath: path) }

  /// Makes a folder of the output; restreint/ is made closed, never closed afterwards.
  private func make(_ parent: String) throws(Refusal) {
    try state.withLock { state throws(Refusal) in
      guard !parent.isEmpty, state.parents.insert(parent).inserted else { return }
      var folder = path
      for name in parent.split(separator: "/") {
        folder += "/" + name
        if mkdir(folder, parent.hasPrefix("restreint") ? 0o700 : 0o777) != 0, errno != EEXIST { throw Refusal() }
      }
    }
  }

  private func write(_ file: OutputFile) throws(Refusal) {
    let mode: mode_t = file.path.hasPrefix("restreint/") ? 0o600 : 0o666
    let descriptor = try allowed(open(path + "/" + file.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode))
    do throws(Refusal) {
      try fiches.write(file.bytes, to: descriptor)
    } catch {
      close(descriptor)
      throw error
    }
    try allowed(close(descriptor))
  }
}

extension OutputFile {
  /// Folder of the file, relative to the output; empty at its root.
  fileprivate var parent: String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "" }
}
