import CSV
import Diagnostics
import Foundation
import Model
import Readers

/// `fiches csv`: any CSV made plain, or described, without a campaign.
enum TableCommand {
  /// One file in, one out; parameters known beforehand may be in a third, as JSON.
  struct Job {
    let input: String
    let output: String
    let parameters: String?
  }

  case normalise([Job])
  /// One line of JSON a file.
  case describe([String])

  /// Reads what follows `csv`; `normaliser` without a file takes lines `entrée⇥sortie[⇥paramètres]` on standard input.
  init(_ words: [String]) throws(Stop) {
    let files = Array(words.dropFirst())
    switch words.first {
    case "normaliser" where files.isEmpty:
      var jobs: [Job] = []
      while let line = readLine() {
        let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 2 else {
          throw .wrong("« \(line) » : une ligne est « entrée⇥sortie » ou « entrée⇥sortie⇥paramètres »")
        }
        jobs.append(
          Job(input: parts[0], output: parts[1], parameters: parts.count > 2 && !parts[2].isEmpty ? parts[2] : nil)
        )
      }
      self = .normalise(jobs)
    case "normaliser" where files.count == 2 || files.count == 3:
      self = .normalise([Job(input: files[0], output: files[1], parameters: files.count == 3 ? files[2] : nil)])
    case "decrire" where !files.isEmpty: self = .describe(files)
    default: throw .wrong("« csv » attend « normaliser ENTRÉE SORTIE [PARAMÈTRES] » ou « decrire FICHIER… »")
    }
  }

  /// Does what is asked file after file; those that are refused are told at the end.
  func run() throws(Stop) {
    var refused: [String] = []
    switch self {
    case .normalise(let jobs):
      for job in jobs {
        if let reason = try TableCommand.normalise(job) { refused.append("\(job.input) : \(reason)") }
      }
    case .describe(let files):
      for file in files {
        let report = SniffReport(try InputFolder.bytes(at: file))
        if let refusal = report.refusal {
          refused.append("\(file) : \(refusal.message)")
        } else {
          try Terminal.tell(report.json(path: file) + "\n")
        }
      }
    }
    if !refused.isEmpty { throw .file(refused.joined(separator: "\nfiches: ")) }
  }

  /// What is known of a file's dialect before it is opened.
  private struct Parameters: Decodable {
    var delimiter: String?
    var quotechar: String?
    var header_lines: Int?
    var column_names: [String]?
  }

  /// Writes one file and says on standard error what was repaired or left out; why, when nothing is written.
  private static func normalise(_ job: Job) throws(Stop) -> String? {
    var forced = Forced()
    var names: [String] = []
    if let path = job.parameters {
      guard let known = try? JSONDecoder().decode(Parameters.self, from: Data(try InputFolder.bytes(at: path))) else {
        throw .file(
          "\(path) : paramètres illisibles — un objet JSON est attendu (delimiter, quotechar, header_lines, column_names)"
        )
      }
      forced.delimiter = known.delimiter?.utf8.first
      if let quote = known.quotechar?.utf8.first { forced.quote = quote }
      if let rows = known.header_lines, rows > 0 { forced.headerRows = rows }
      names = known.column_names ?? []
    }
    let table = Normalised(try InputFolder.bytes(at: job.input), forced: forced, columnNames: names)
    if let refusal = table.refusal { return refusal.message }
    for remark in table.remarks { Terminal.complain("\(job.input) : \(remark)") }
    do {
      try Data(table.bytes).write(to: URL(fileURLWithPath: job.output), options: .atomic)
    } catch {
      throw .file("\(job.output) : écriture impossible — vérifier le dossier et les droits")
    }
    return nil
  }
}
