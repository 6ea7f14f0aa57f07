import Auditor
import Diagnostics
import Foundation
import Model

/// The answer to `fiches auditer`: what does not follow in each file, with its place and its computation.
///
/// Throws `Stop.declarations` for a file that is no text, `Stop.file` for one that cannot be read.
func audit(_ files: [String]) throws(Stop) -> String {
  var lines: [String] = []
  for file in files {
    guard file.hasSuffix(".md") || file.hasSuffix(".txt") else {
      throw .wrong("« \(file) » : un fichier .md ou .txt est attendu")
    }
    guard let data = FileManager.default.contents(atPath: file) else {
      throw .file("\(file) : le fichier ne peut pas être lu — vérifier qu'il existe et les droits d'accès")
    }
    // Old word processors write Windows-1252, whose letters are those of ISO 8859-1.
    let text = String(data: data, encoding: .utf8) ?? String(data: data, encoding: .isoLatin1) ?? ""
    let anomalies = audit(text)
    for anomaly in anomalies {
      lines += [
        "\(file):\(anomaly.line) : \(anomaly.finding) [\(anomaly.kind.rawValue)]",
        "    « \(anomaly.quote) »",
        "    \(anomaly.arithmetic)",
        "",
      ]
    }
    let count = anomalies.count
    lines.append(
      "\(file) : \(count == 0 ? "rien qui ne découle de ses chiffres" : "\(count) point\(count > 1 ? "s" : "") à reprendre")"
    )
  }
  return lines.joined(separator: "\n") + "\n"
}
