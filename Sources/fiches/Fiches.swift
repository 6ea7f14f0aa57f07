import Diagnostics
import Foundation
import Model
import Normaliser
import Readers

@main
struct Fiches {
  static func main() {
    var findings = Findings()
    do {
      let r = try makeReport(from: InputFolder(path: CommandLine.arguments[1]), changing: Overrides(), reporting: &findings)
      for f in findings.all { FileHandle.standardError.write(Data("\(f)\n".utf8)) }
      for l in r.reconciliation.links where l.zone == .review { FileHandle.standardError.write(Data("REVIEW \(l.rule) \(l.one.file):\(l.one.line) \(l.other.file):\(l.other.line) \(l.oneText) / \(l.otherText)\n".utf8)) }
    } catch { print(error) }
  }
}
