import Foundation

/// Says on standard error, when it is a terminal, what the run is doing.
struct Progress {
  private let isShown = isatty(2) == 1

  /// A stage begins.
  func stage(_ name: String) {
    if isShown { FileHandle.standardError.write(Data("\r\u{1b}[K… \(name)".utf8)) }
  }

  /// The last stage is over: the line is cleared.
  func end() {
    if isShown { FileHandle.standardError.write(Data("\r\u{1b}[K".utf8)) }
  }
}
