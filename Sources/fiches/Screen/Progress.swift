import Foundation

/// Says on standard error, when it is a terminal, what the run is doing.
struct Progress {
  private let isShown = isatty(2) == 1

  /// A stage begins.
  func stage(_ name: String) { show("… " + Terminal.plain(name)) }

  /// The last stage is over: the line is cleared.
  func end() { show("") }

  private func show(_ line: String) {
    if isShown { try? write(Array("\r\u{1b}[K\(line)".utf8), to: 2) }
  }
}
