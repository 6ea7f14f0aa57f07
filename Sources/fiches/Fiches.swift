import Diagnostics
import Foundation
import Model

/// The command: arguments, the run, the files on disk, the exit status.
@main
struct Fiches {
  static func main() {
    Terminal.prepare()
    let progress = Progress()
    do throws(Stop) {
      exit(try answer(Array(CommandLine.arguments.dropFirst()), progress))
    } catch {
      progress.end()
      exit(say(error))
    }
  }

  /// Does what is asked and says it; the exit status.
  private static func answer(_ words: [String], _ progress: Progress) throws(Stop) -> Int32 {
    switch try Request(words) {
    case .help: try Terminal.tell(Request.helpText)
    case .version: try Terminal.tell("fiches \(version)\(commit())\n")
    case .report(let settings): try report(settings, progress)
    case .verify(let settings): return try verify(settings, progress)
    case .inspect(let settings): try Terminal.tell(try inspect(settings, progress))
    case .table(let command): try command.run()
    case .link(let settings): try Terminal.tell(try LinkCommand(settings).run())
    case .explain(let question):
      let answer = try fiches.answer(to: question, showing: progress)
      progress.end()
      try Terminal.tell(answer)
    case .sql(let command): try Terminal.tell(try command.run())
    case .project(let project): try Terminal.tell(try project.write())
    case .audit(let files): try Terminal.tell(try audit(files))
    }
    return 0
  }

  /// Runs `fiches rapport` and ends the process, with 0, or 1 when a finding blocks.
  private static func report(_ settings: Request.Settings, _ progress: Progress) throws(Stop) -> Never {
    let output = try OutputFolder(path: settings.output, apart: [settings.input, settings.templates])
    let draft = try output.draft()
    let run: Run
    do throws(Stop) {
      run = try fiches.run(settings, showing: progress, handing: draft.add)
    } catch {
      draft.discard()
      throw error
    }
    try output.replace(with: draft)
    progress.end()
    let status = status(of: run)
    try Terminal.tell(Screen(of: run, settings).text())
    // The system takes all memory back at once; freeing each household and figure first would make the user wait.
    withExtendedLifetime(run) { exit(status) }
  }

  /// Runs `fiches verifier`: everything is computed, only the correction files are written.
  private static func verify(_ settings: Request.Settings, _ progress: Progress) throws(Stop) -> Int32 {
    let output = try OutputFolder(path: settings.output, apart: [settings.input, settings.templates])
    let run = try run(settings, showing: progress)
    try output.replaceReturns(with: run.outputs)
    progress.end()
    let status = status(of: run)
    try Terminal.tell(Screen(of: run, settings, isVerification: true).text())
    return status
  }

  /// Names what blocks on standard error; 0, or 1 when something does.
  private static func status(of run: Run) -> Int32 {
    let blocking = run.findings.of(.bloquant)
    name(blocking)
    return blocking.isEmpty ? 0 : 1
  }

  /// One sentence a finding, the first ten; the same mistake in several places is said once.
  private static func name(_ findings: [Diagnostic]) {
    let kinds = Dictionary(grouping: findings) { [$0.code.id, $0.location.file, $0.message] }
    let firsts = kinds.values.compactMap { same in same.min { $0.location < $1.location }.map { ($0, same.count - 1) } }
      .sorted { ($0.0.location, $0.0.message) < ($1.0.location, $1.0.message) }
    for (finding, others) in firsts.prefix(10) {
      let more = others > 0 ? " (et \(others) autre\(others > 1 ? "s" : "") fois dans ce fichier)" : ""
      Terminal.complain(finding.description + more)
    }
    if firsts.count > 10 { Terminal.complain("… et \(firsts.count - 10) autres") }
  }

  /// Says why nothing was written; 2 for declarations, 3 for files.
  private static func say(_ stop: Stop) -> Int32 {
    switch stop {
    case .declarations(let mistakes):
      name(mistakes)
      return 2
    case .file(let sentence):
      Terminal.complain(sentence)
      return 3
    }
  }

  /// ` (commit 0123abc)`, as `make build` left it beside the program; in no output, whose bytes follow the inputs only.
  private static func commit() -> String {
    let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    guard let bytes = FileManager.default.contents(atPath: program + ".commit") else { return "" }
    return " (commit \(String(decoding: bytes, as: UTF8.self).split(separator: "\n").first ?? "inconnu"))"
  }
}
