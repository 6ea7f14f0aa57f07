import Foundation
import Testing

/// Compares a text with the one kept in `Golden/`, byte for byte, and says the first line that differs.
///
/// To record them again after a wanted change, then read the diff before committing it:
/// `RECORD=1 swift test --filter fichesTests`.
func expectGolden(_ text: String, _ name: String, at location: SourceLocation = #_sourceLocation) throws {
  let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
  if ProcessInfo.processInfo.environment["RECORD"] != nil {
    try Program.write(text, to: file)
    return
  }
  let kept = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  if kept == text { return }
  let (old, new) = (lines(of: kept), lines(of: text))
  let at = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(old.count, new.count)
  Issue.record(
    """
    \(name):\(at + 1) differs
    - \(at < old.count ? old[at] : "(end)")
    + \(at < new.count ? new[at] : "(end)")
    """,
    sourceLocation: location
  )
}

fileprivate func lines(of text: String) -> [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
