import Diagnostics
import Foundation
import Model

/// The command: arguments, the run, the files on disk, the exit status.
@main
struct Fiches {
  static func main() {
    let progress = Progress()
    do throws(Stop) {
      switch try Request(Array(CommandLine.arguments.dropFirst())) {
      case .help: print(Request.helpText, terminator: "")
      case .report(let settings): try report(settings, progress)
      case .verify(let settings): exit(try verify(settings, progress))
      case .inspect(let settings): print(try inspect(settings, progress), terminator: "")
      case .table(let command): try command.run()
      case .link(let settings): print(try LinkCommand(settings).run(), terminator: "")
      case .explain(let question):
        let answer = try answer(to: question, showing: progress)
        progress.end()
        print(answer, terminator: "")
      case .audit(let files): print(try audit(files), terminator: "")
      }
    } catch {
      progress.end()
      exit(say(error))
    }
  }

  /// Runs `fiches rapport` and ends the process, with 0, or 1 when a finding blocks.
  private static func report(_ settings: Request.Settings, _ progress: Progress) throws(Stop) -> Never {
    let output = OutputFolder(path: settings.output)
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
    print(summary(of: run, in: settings.output), terminator: "")
    // The system takes all memory back at once; freeing each household and figure first would make the user wait.
    withExtendedLifetime(run) { exit(status(of: run)) }
  }

  /// Runs `fiches verifier`: everything is computed, only the correction files are written.
  private static func verify(_ settings: Request.Settings, _ progress: Progress) throws(Stop) -> Int32 {
    let run = try run(settings, showing: progress)
    try OutputFolder(path: settings.output).replaceReturns(with: run.outputs)
    progress.end()
    print(verification(of: run, in: settings.output), terminator: "")
    return status(of: run)
  }

  /// Names what blocks on standard error; 0, or 1 when something does.
  private static func status(of run: Run) -> Int32 {
    let blocking = run.findings.of(.bloquant)
    for finding in blocking { complain(finding.description) }
    return blocking.isEmpty ? 0 : 1
  }

  /// Says why nothing was written; 2 for declarations, 3 for files.
  private static func say(_ stop: Stop) -> Int32 {
    switch stop {
    case .declarations(let mistakes):
      for mistake in mistakes { complain(mistake.description) }
      return 2
    case .file(let sentence):
      complain(sentence)
      return 3
    }
  }

  private static func complain(_ sentence: String) {
    FileHandle.standardError.write(Data("fiches: \(sentence)\n".utf8))
  }
}
