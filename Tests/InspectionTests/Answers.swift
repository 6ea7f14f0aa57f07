import CSV
import Foundation
import Model

@testable import Inspector

/// One file as its bytes show it, and what its columns may rightly be said to feed.
struct Answers {
  /// Who sends it: what is left out together.
  let structure: String
  let profile: FileProfile
  /// What each column feeds, by its position.
  ///
  /// `acte.date_acte commandement_payer`, `mesure.problematiques budget`, `mesure.date_debut`; `rien` where it is as well
  /// left. Columns that are not here have no meaning.
  let fields: [Int: Set<String>]
  /// Whether the other columns have no meaning at all; a declaration may leave some that have one.
  var isComplete = true

  /// Layouts of landlords and associations that no declaration describes: `Layouts/attendu.csv`
  /// (`fichier,position,colonne,champ`) says what each column feeds, `|` between answers that are as good.
  static let invented = labelled(
    in: URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Layouts"
  )

  static func labelled(in folder: String) -> [Answers] {
    func bytes(_ file: String) -> [UInt8] {
      (try? Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)"))).map(Array.init) ?? []
    }
    let forced = Forced(encoding: "utf-8", delimiter: UInt8(ascii: ","), quote: UInt8(ascii: "\""), headerLine: 1)
    var fields: [String: [Int: Set<String>]] = [:]
    Sheet(bytes("attendu.csv"), forced: forced).forEachRow { row in
      let answers = Set(row.text(3).split(separator: "|").map(String.init))
      fields[row.text(0), default: [:]][(Int(row.text(1)) ?? 1) - 1] = answers.isEmpty ? nil : answers
    }
    return fields.sorted { $0.key < $1.key }.map { file, fields in
      let profile = FileProfile(InspectedFile(name: file, bytes: bytes(file)), values: Demo.values)
      return Answers(structure: file, profile: profile, fields: fields)
    }
  }
}

/// What became of the columns of some files.
struct Score {
  /// Columns that have a meaning, and those of them whose field is right.
  private(set) var meaningful = 0
  private(set) var right = 0
  /// In words: bound to a wrong field with no remark, bound to one with a remark, left.
  private(set) var silent: [String] = []
  private(set) var remarked: [String] = []
  private(set) var missed: [String] = []

  var share: Double { meaningful == 0 ? 0 : Double(right) / Double(meaningful) }
  var wrong: String { (silent.map { "sans remarque : " + $0 } + remarked + missed).joined(separator: "\n") }

  init(_ all: [Answers], vocabulary: (Answers) -> Vocabulary = { _ in Demo.vocabulary }) {
    for answers in all {
      let report = FileReport(answers.profile, with: vocabulary(answers), values: Demo.values)
      for column in report.profile.columns {
        let place = "\(answers.structure)/\(answers.profile.name) [\(report.kind.rawValue)] « \(column.title) »"
        guard let expected = answers.fields[column.index] ?? (answers.isComplete ? [] : nil) else { continue }
        add(report.guesses[column.index], expected, place)
      }
    }
    print("colonnes reconnues : \(right) sur \(meaningful) ; fausses sans remarque : \(silent.count)")
  }

  private mutating func add(_ guess: Guess, _ expected: Set<String>, _ place: String) {
    let isRight = !Self.told(guess).isDisjoint(with: expected)
    if expected.contains("rien"), !isRight, guess.target == nil { return }
    if !expected.isEmpty { meaningful += 1 }
    if isRight { right += 1 }
    let name = guess.target?.written ?? "rien"
    let line =
      "\(place) : \(name) au lieu de \(expected.sorted().joined(separator: ", ")) — \(guess.reason) ; \(guess.remark)"
    if guess.target == nil {
      if !expected.isEmpty { missed.append(line) }
    } else if !isRight {
      if guess.remark.isEmpty { silent.append(line) } else { remarked.append(line) }
    }
  }

  /// The ways to say what a guess binds the column to, with and without its label and its constant.
  private static func told(_ guess: Guess) -> Set<String> {
    guard let target = guess.target else { return [] }
    let path = target.field.path
    let constant = "\(path) \(target.constant)"
    if target.isTick { return [constant] }
    if path == "acte.date_acte", !target.constant.isEmpty { return [constant] }
    return [path, target.written]
  }
}
