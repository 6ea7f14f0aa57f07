import Diagnostics
import Foundation
import Model

@testable import fiches

/// The demo campaign of the repository, run once for all the tests.
enum DemoRun {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let settings: Request.Settings = {
    var settings = Request.Settings()
    settings.input = root.appending(path: "input").path
    settings.templates = root.appending(path: "templates").path
    return settings
  }()

  static let result = Result { () throws(Stop) -> Run in try run(settings, showing: Progress()) }

  /// A file that the run gives; empty when it gives none of that name.
  static func text(_ path: String) throws -> String {
    let file = try result.get().outputs.first { $0.path == path }
    return String(decoding: file?.bytes ?? [], as: UTF8.self)
  }

  /// A CSV file as rows of cells by column.
  static func rows(_ path: String) throws -> [[String: String]] {
    let lines = cells(of: try text(path))
    guard let header = lines.first else { return [] }
    return lines.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
  }

  /// Comma, quotes doubled, `\n`.
  private static func cells(of text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = ""
    var quoted = false
    for character in text {
      switch character {
      case "\"": quoted.toggle()
      case "," where !quoted:
        row.append(cell)
        cell = ""
      case "\n" where !quoted:
        rows.append(row + [cell])
        row = []
        cell = ""
      default: cell.append(character)
      }
    }
    return rows
  }
}
